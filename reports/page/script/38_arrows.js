/* The arrows of a sequence diagram: whole for an act, dashed for a callback, crossed for what was refused. */

/** The arrow of a row, or the turn of a step that stays on its lane. */
function drawArrow(row, layout) {
  const { act, y } = row;
  const { x, edges, beside } = layout;
  if (act.from === act.to) return turnedArrow(x[act.from] + edges[act.from] - 1, y, beside ? 13 : 17);
  const way = Math.sign(x[act.to] - x[act.from]);
  return straightArrow(x[act.from] + way * edges[act.from], x[act.to] - way * edges[act.to], y, act.looks);
}

function straightArrow(start, end, y, looks) {
  const way = Math.sign(end - start);
  if (looks === "refused") return crossedArrow(start, end, y, way);
  const tip = looks === "callback" ? openHead(end, y, way) : fullHead(end, y, way);
  return [svg("path", { class: "arrow", d: `M${start} ${y} H${looks === "callback" ? end : end - way * 4}` }), tip];
}

/** It goes most of the way, is crossed, and does not arrive. */
function crossedArrow(start, end, y, way) {
  const at = end - way * 8;
  return [
    svg("path", { class: "arrow", d: `M${start} ${y} H${at - way * 6}` }),
    svg("path", { class: "cross", d: `M${at - 4.5} ${y - 4.5} l9 9 M${at + 4.5} ${y - 4.5} l-9 9` }),
    svg("path", { class: "arrow", d: `M${end + way * 1.5} ${y - 7} v14` }),
  ];
}

function turnedArrow(x, y, out) {
  const d = `M${x} ${y - 4} h${out - 3} q3 0 3 3 v4 q0 3 -3 3 h${4 - out}`;
  return [svg("path", { class: "arrow", d }), fullHead(x, y + 6, -1)];
}

function fullHead(x, y, way) {
  return svg("path", { class: "head full", d: `M${x} ${y} l${-way * 7} -3.6 v7.2 Z` });
}

function openHead(x, y, way) {
  return svg("path", { class: "head", d: `M${x - way * 7} ${y - 4.4} L${x} ${y} l${-way * 7} 4.4` });
}

/** The states that something came to, each beside its lane. */
function drawStates(states) {
  return states.map((state) =>
    svg(
      "g",
      { class: `reached ${state.tone} ${state.lost ? "lost" : ""}` },
      svg("rect", { x: state.x, y: state.y, width: state.width, height: STATE, rx: STATE / 2 }),
      state.dot && svg("circle", { cx: state.x + 10, cy: state.y + STATE / 2, r: 3.5 }),
      svg("text", { x: state.x + (state.dot ? 19 : 7), y: state.y + 13.4 }, state.text),
    ),
  );
}

/** The part of the bracket of a cycle that falls into one row. */
function drawLoop(number, { height, y }, at, cycleFrom, last) {
  if (cycleFrom === null || number <= cycleFrom) return null;
  const [first, final] = [number === cycleFrom + 1, number === last];
  const top = first ? `M${at - 10} 9 H${at - 6} q6 0 6 6` : `M${at} 0`;
  const bottom = final ? `V${height - 12} q0 6 -6 6 h-4` : `V${height}`;
  const head = first && svg("path", { class: "loop", d: `M${at - 6} 5 l-5 4 l5 4` });
  return [svg("path", { class: "loop", d: `${top} ${bottom}` }), head];
}
