/* Where everything in a sequence diagram stands: words between the lanes where they fit, else in a column beside them. */

const GUTTER = 42;
const LOOP = 46;
const STATE = 19;
const LOOP_WORDS = 126;

/** The places of lanes and rows for these acts in this width: {x, edges, rows, width, beside, loopAt, …}. */
function layOut({ acts, bars, width, cycleFrom }) {
  const room = width - (cycleFrom === null ? 0 : LOOP);
  const edges = bars.map((machines) => Math.max(8, machines.length * 4 + 5));
  for (const most of [190, 150, 122]) {
    const columns = betweenLanes(acts, edges, room, most);
    if (columns) return placedRows({ acts, width, cycleFrom }, { ...columns, edges, beside: false });
  }
  return placedRows({ acts, width, cycleFrom }, { ...besideLanes(room), edges, beside: true });
}

function placedRows({ acts, width, cycleFrom }, columns) {
  const rows = acts.map((act) => (columns.beside ? rowBeside(act, columns) : rowBetween(act, columns)));
  if (cycleFrom !== null) makeRoomFor(rows.slice(cycleFrom));
  return { ...columns, rows, width, loopAt: width - LOOP + 14 };
}

/** The rows of a cycle are as tall as the words beside its bracket. */
function makeRoomFor(cycle) {
  const tall = cycle.reduce((sum, row) => sum + row.height, 0);
  if (tall < LOOP_WORDS) cycle[cycle.length - 1].height += inSixes(LOOP_WORDS - tall);
}

/* Words between the lanes */

function betweenLanes(acts, edges, room, most) {
  const heads = report.lanes.map((lane) => headOf(lane, 132));
  const half = heads.map((head) => head.width / 2);
  const last = heads.length - 1;
  const needs = half.map((own, gap) => (gap === last ? own + 10 : Math.max(64, own + half[gap + 1] + 20)));
  for (const act of acts) for (const [gap, need] of needsOf(act, edges, most)) needs[gap] = Math.max(needs[gap], need);
  const left = GUTTER + Math.max(half[0], 12) + 6;
  const spare = room - left - needs.reduce((sum, need) => sum + need, 0);
  if (spare < 0) return null;
  const gaps = needs.map((need, gap) => Math.floor(need + shareOf(gap, last, spare)));
  const x = gaps.reduce((places, gap) => [...places, places[places.length - 1] + gap], [Math.round(left)]);
  return { x: x.slice(0, -1), gaps, heads };
}

/** What a gap gets of the room that is left: nothing right of the last lane, unless that is the only one. */
function shareOf(gap, last, spare) {
  if (last === 0) return Math.min(spare, 360);
  return gap === last ? 0 : Math.min(spare / last, 90);
}

function headOf(lane, width) {
  const lines = wrapped(lane.name, width - 16, "head", 2);
  const says = lane.says ? wrapped(lane.says, width, "small", 1) : [];
  return { lines, says, width: Math.max(widest(lines, "head") + 16, widest(says, "small")) };
}

/** The gap that holds the words of an act: beside the lane it starts from, towards the one it goes to. */
function gapOf({ from, to }) {
  return to < from ? from - 1 : from;
}

function padOf({ from, to }, edges) {
  return from === to ? 38 + edges[from] : 2 * Math.max(17, edges[from] + 5, edges[to] + 5);
}

function needsOf(act, edges, most) {
  const words = widest(wrapped(act.rule.label, most, "label"), "label") + padOf(act, edges);
  return [
    [gapOf(act), words],
    ...act.states.map((each) => [each.lane, widthOf(each.text, fontOf(each)) + 26 + edges[each.lane]]),
  ];
}

function fontOf({ lost }) {
  return lost ? "strong" : "small";
}

function rowBetween(act, { x, gaps, edges }) {
  const gap = gapOf(act);
  const lines = wrapped(act.rule.label, gaps[gap] - padOf(act, edges), "label");
  const own = act.from === act.to;
  const words = own
    ? { x: x[gap] + 26 + edges[gap], anchor: "start" }
    : { x: x[gap] + gaps[gap] / 2, anchor: "middle" };
  const end = 9 + lines.length * LINE;
  const y = own ? 9 + LINE / 2 : end + 7;
  const states = stackedStates(act.states, { x, gaps, edges }, own ? end + 4 : y + 8);
  const height = Math.max(y + 14, end + 8, ...states.map((each) => each.y + STATE + 5));
  return { act, lines, words: { ...words, top: 9 }, y, states, height: inSixes(height) };
}

function stackedStates(states, { x, gaps, edges }, top) {
  const below = new Map();
  return states.map((state) => {
    const y = below.get(state.lane) || top;
    below.set(state.lane, y + STATE + 2);
    const text = folded(state.text, gaps[state.lane] - 22 - edges[state.lane], fontOf(state));
    return { ...state, text, x: x[state.lane] + edges[state.lane] + 4, y, width: widthOf(text, fontOf(state)) + 14 };
  });
}

/* Words beside the lanes */

function besideLanes(room) {
  const count = report.lanes.length;
  const gap = Math.max(14, Math.min(58, Math.floor((room * 0.46 - GUTTER) / count)));
  const x = report.lanes.map((_, lane) => 34 + gap * lane + 8);
  const textAt = x[count - 1] + Math.max(33, gap * 0.7);
  return { x, textAt, textWidth: Math.max(90, room - textAt - 10) };
}

function rowBeside(act, { textAt, textWidth }) {
  const lines = wrapped(act.rule.label, textWidth, "label");
  const states = flowingStates(act.states, textAt, textWidth, 9 + lines.length * LINE + 4);
  const height = Math.max(30, 9 + lines.length * LINE + 8, ...states.map((each) => each.y + STATE + 7));
  return {
    act,
    lines,
    words: { x: textAt, anchor: "start", top: 9 },
    y: 9 + LINE / 2,
    states,
    height: inSixes(height),
  };
}

function flowingStates(states, left, width, top) {
  let [x, y] = [left, top];
  return states.map((state) => {
    const text = folded(`${report.lanes[state.lane].name}: ${state.text}`, width - 28, fontOf(state));
    const wide = widthOf(text, fontOf(state)) + 26;
    if (x > left && x + wide > left + width) [x, y] = [left, y + STATE + 3];
    const here = { ...state, text, x, y, width: wide, dot: true };
    x += wide + 6;
    return here;
  });
}

/** Heights come in sixes, so that the dashes of a lane go on from row to row. */
function inSixes(height) {
  return Math.ceil(height / 6) * 6;
}
