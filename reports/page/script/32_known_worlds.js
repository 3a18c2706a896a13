/* The worlds as the page knows them: listed once, when a view first asks, and told in words wherever one is chosen. */

const MOST_WORLDS = 400_000;
const SMALL = 150;
const known = { found: null, waiting: new Set() };

/** Whether there are so few worlds that each of them can be drawn. */
function fewWorlds() {
  return report.covered.complete && report.covered.states <= SMALL;
}

/** Lists the worlds if nobody did, and calls `draw(found)` at once and after each slice, until it says false. */
function whenListed(draw) {
  if (!known.found) known.found = explore(MOST_WORLDS, tellWaiting);
  if (draw(known.found) !== false && !known.found.done) known.waiting.add(draw);
}

function tellWaiting(found) {
  for (const draw of known.waiting) if (draw(found) === false || found.done) known.waiting.delete(draw);
}

/** The places of the worlds along the path; -1 for those beyond what was listed. */
function placesAlong(found, worlds) {
  return worlds.map((world) => found.worlds.placeOf(world));
}

/** A world in words: its place, its depth, and in what it differs from the initial one. */
function worldInWords(found, place) {
  const world = found.worlds.at(place);
  const depth = depthOf(found, place);
  const differs = differences(initialWorld, world);
  return [
    el("p", { class: "which" }, el("b", {}, `World ${(place + 1).toLocaleString("en-US")}`), depth ? `, ${counted(depth, "step")} from the initial world` : ", the initial one", `; ${counted(rulesIn(world).length, "rule")} enabled`),
    differs.length > 0 && el("ul", { class: "differs" }, differs.map(([machine, state]) => el("li", {}, bdi(report.machines[machine].name), ": ", el("b", {}, stateText(machine, state))))),
  ];
}

/** A button that walks to a world: along the path if it lies on it, else by a shortest run. */
function walkThere(found, place) {
  return el("button", { type: "button", class: "plain", "data-kept": "walk-there", click: () => walkToPlace(found, place) }, "Walk there");
}

function walkToPlace(found, place) {
  const { worlds } = current();
  const step = placesAlong(found, worlds).indexOf(place);
  if (step >= 0) go({ step });
  else walkAlong(shortestRunTo(found, place));
  announce(`In world ${place + 1}, at step ${state.step}.`);
}

/** How much of the network is shown, in words. */
function listedInWords(found) {
  const { states, complete } = report.covered;
  const count = found.worlds.count;
  if (found.whole) return `${counted(count, "world")}, ${counted(found.targets.length, "step")}: all that can be reached.`;
  const all = states > count ? ` of ${complete ? "" : "at least "}${states.toLocaleString("en-US")}` : "; how many more there are is not known";
  return `The nearest ${counted(count, "world")}${all}.`;
}

/** The worlds at each depth as a table, by ranges of depths where there are very many. */
function levelTable(found, places) {
  const size = Math.max(1, Math.ceil(found.levels.length / 120));
  const rows = [];
  for (let depth = 0; depth < found.levels.length; depth += size) rows.push(levelRow(found, { depth, last: Math.min(depth + size, found.levels.length) - 1, places }));
  const heads = ["Depth", "Worlds", "Steps from them", "The path is there after step"].map((text) => el("th", { scope: "col" }, text));
  return el("details", { class: "levels" }, el("summary", {}, "Worlds by depth, as a table"), el("div", { class: "scrolls", tabindex: "0", role: "group", "aria-label": "Worlds by depth" }, el("table", { class: "ways" }, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows))));
}

function levelRow(found, { depth, last, places }) {
  const [start, end] = [levelStart(found, depth), levelStart(found, last + 1)];
  const steps = found.first.data[end] - found.first.data[start];
  const here = places.map((place, step) => (place >= start && place < end ? step : -1)).filter((step) => step >= 0);
  return el("tr", {}, el("th", { scope: "row" }, depth === last ? String(depth) : `${depth}–${last}`), [(end - start).toLocaleString("en-US"), steps.toLocaleString("en-US"), here.join(", ")].map((text) => el("td", {}, text)));
}
