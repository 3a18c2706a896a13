/* What each step of a run looks like: who does it to whom, under what words, and which states show beside it. */

const TONES = { user: [0], app: [1], extension: [2, 3, 4], daemon: [5], network: [6], other: [1, 2, 3, 4, 6, 5, 0] };
const QUIET = new Set([
  "none",
  "off",
  "ended",
  "idle",
  "refused",
  "lost",
  "gone",
  "reported",
  "cancelled",
  "answered",
  "called",
]);

/** The class that gives a lane its colour: lanes of one kind take turns. */
function laneClass(lane) {
  if (lane === null || lane === undefined) return "";
  const { kind } = report.lanes[lane];
  const tones = TONES[kind] || TONES.other;
  const place = report.lanes.slice(0, lane).filter((each) => each.kind === kind).length;
  return `lane-${tones[place % tones.length]}`;
}

/** Step k of a path as it is drawn. */
function actOf([ruleIndex, changes], number, worlds) {
  const rule = report.rules[ruleIndex];
  const before = worlds[number - 1];
  const states = changes.map(([machine, after]) => shownState(machine, before[machine], after)).filter(Boolean);
  const passed = changes.some(([machine, after]) => isHandedOn(report.machines[machine], before[machine], after));
  if (passed) for (const state of states) state.text = state.text.replace(/^handler (held|late)$/, "handler kept");
  const looks = rule.marks.includes("refused") ? "refused" : rule.marks.includes("callback") ? "callback" : "";
  return { number, rule, changes, from: rule.from, to: rule.to, states, looks, lost: rule.marks.includes("lost") };
}

/** Whether the handler leaves the hand that it was given to: where it then is held, it was kept. */
function isHandedOn({ role, paint }, before, after) {
  return role === "handler" && ["held", "late"].includes(paint[before]) && ["none", "called"].includes(paint[after]);
}

/** What stands beside a lane when a machine there comes to another state; null where that would say nothing. */
function shownState(machine, before, after) {
  const { lane, owner, role, paint, states } = report.machines[machine];
  if (lane === null || role === "other" || role === "wake") return null;
  const look = paint[after];
  if (role !== "life" && role !== "connection" && (look === paint[before] || look === "none")) return null;
  const text = { handler: `handler ${look}`, transfer: look }[role] || states[after].replaceAll("_", " ");
  const tone = laneClass(role === "connection" || role === "transfer" ? owner : lane);
  return { machine, lane, text, tone, lost: look === "lost" || look === "refused" };
}

/** The machines that have a bar: of each lane those that are ever awake on this path, side by side. */
function barsOf(worlds) {
  const lasting = (machine, place) => worlds.some((world) => !QUIET.has(machine.paint[world[place]]));
  const bars = report.lanes.map(() => []);
  report.machines.forEach((machine, place) => {
    if (machine.lane === null || !["life", "connection", "transfer"].includes(machine.role)) return;
    if (lasting(machine, place)) bars[machine.lane].push(place);
  });
  return bars;
}

/** A step in one sentence, for those who hear the page. */
function actInWords({ number, rule, changes }, worlds) {
  const [from, to] = [report.lanes[rule.from].name, report.lanes[rule.to].name].map(isolated);
  const who = rule.from === rule.to ? from : `${from} to ${to}`;
  const changed = changes.map(([machine, after]) => changeInWords(machine, worlds[number - 1][machine], after));
  return `Step ${number}, ${who}: ${isolated(rule.label)}. ${changed.join("; ") || "Nothing changes"}.`;
}

function changeInWords(machine, before, after) {
  return `${isolated(report.machines[machine].name)}: ${isolated(stateName(machine, before))} → ${isolated(stateName(machine, after))}`;
}
