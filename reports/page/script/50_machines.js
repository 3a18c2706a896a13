/* The state machines: each as a picture, its state and the transition just taken lit; those that move come first. */

const EAGER = 60;
const HEAD = 7;
const figures = new Map();

addView({ id: "machines", label: "State machines", draw: drawMachines, step: arrangeMachines });

/** Machines by how they take part: in this step, elsewhere on the path, not at all. */
function machineGroups({ steps, taken }) {
  const now = new Set((taken ? taken[1] : []).map(([machine]) => machine));
  const ever = new Set(steps.flatMap(([, changes]) => changes.map(([machine]) => machine)));
  const group = (machine) => (now.has(machine) ? 0 : ever.has(machine) ? 1 : 2);
  return [0, 1, 2].map((wanted) => report.machines.map((_, machine) => machine).filter((machine) => group(machine) === wanted));
}

function drawMachines(container) {
  figures.clear();
  const groups = [el("section", { class: "moving" }), el("section", { class: "elsewhere" }), el("details", { class: "still", toggle: arrangeMachines })];
  container.append(el("div", { class: "machines" }, groups.map((group, place) => fill(group, {}, [el(place === 2 ? "summary" : "h3"), el("div", { class: "figures" })]))));
  groups[2].open = current().steps.length === 0;
  arrangeMachines();
}

/** Puts every figure into its group, and lights it. */
function arrangeMachines() {
  const here = current();
  const sections = document.querySelectorAll("#view .machines > *");
  if (sections.length === 0) return;
  const groups = machineGroups(here);
  groups.forEach((machines, place) => {
    const section = sections[place];
    section.hidden = machines.length === 0;
    section.firstChild.textContent = groupWords(place, machines.length, here);
    const drawn = place < 2 || section.open || machines.length <= EAGER ? machines.map((machine) => figureOf(machine)) : [];
    section.lastChild.replaceChildren(...drawn);
    machines.forEach((machine) => figures.has(machine) && lightFigure(machine, here));
  });
}

function groupWords(place, count, { steps, step, walking }) {
  const way = walking ? "this walk" : "this run";
  if (steps.length === 0) return `${counted(count, "machine")}, in the initial world`;
  return [`Moves in step ${step}: ${count}`, step ? `Moves elsewhere on ${way}: ${count}` : `Moves on ${way}: ${count}`, `Never moves on ${way}: ${count}`][place];
}

function figureOf(machine) {
  if (!figures.has(machine)) figures.set(machine, drawMachine(machine));
  return figures.get(machine);
}

function drawMachine(machine) {
  const { name, lane } = report.machines[machine];
  const layout = (report.layouts || [])[report.pictures[machine]];
  const tone = lane === null || lane === undefined ? "" : laneClass(lane);
  return el("figure", { class: `machine ${tone} ${layout && layout.width > 400 ? "wide" : ""}`, "data-machine": String(machine) },
    el("figcaption", {}, el("span", { class: "tag" }, bdi(name)), el("span", { class: "is" })),
    layout ? machinePicture(machine, layout) : transitionTable(machine),
    el("p", { class: "took" }),
    layout && layout.arrows.length > 0 && arrowKey(machine, layout));
}

/* The picture */

/** The picture keeps its size where it fits, shrinks a little where it does not, and beyond that is scrolled. */
function machinePicture(machine, layout) {
  const [width, height] = [layout.width + 8, layout.height + 24];
  const picture = svg("svg", { viewBox: `-4 -20 ${width} ${height}`, role: "img" },
    initialMark(layout.states[report.machines[machine].initial]),
    layout.arrows.map((arrow, place) => arrowShape(machine, arrow, place)),
    layout.states.map((box, place) => stateShape(machine, box, place)),
    svg("g", { class: "above" }));
  picture.style.width = `${width * 1.08}px`;
  picture.style.minWidth = `${Math.min(width * 0.78, width)}px`;
  return el("div", { class: "scrolls", tabindex: layout.width > 400 ? "0" : null, role: layout.width > 400 ? "group" : null, "aria-label": layout.width > 400 ? isolated(report.machines[machine].name) : null }, picture);
}

function initialMark({ x, y, h }) {
  return svg("g", { class: "initial" }, svg("circle", { cx: x, cy: y - h / 2 - 15, r: 3.2 }), svg("path", { class: "line", d: `M${x} ${y - h / 2 - 12} V${y - h / 2 - 6}` }), headShape([x, y - h / 2 - 8], [x, y - h / 2]));
}

function stateShape(machine, { x, y, w, h, text }, place) {
  return svg("g", { class: "state", "data-state": String(place) },
    text ? svg("title", {}, stateName(machine, place)) : null,
    svg("rect", { x: x - w / 2, y: y - h / 2, width: w, height: h, rx: 7 }),
    svg("text", { x, y: y + 4.2, "text-anchor": "middle" }, text || stateName(machine, place)));
}

function arrowShape(machine, { from, to, path: d, label }, place) {
  const points = d.match(/-?[\d.]+,-?[\d.]+/g).map((point) => point.split(",").map(Number));
  const [tail, tip] = points.slice(-2);
  return svg("g", { class: "arrow", "data-arrow": `${from} ${to}` },
    svg("title", {}, `${stateName(machine, from)} → ${stateName(machine, to)}: ${rulesBetween(machine, from, to).map((rule) => rule.label).join("; ")}`),
    svg("path", { class: "line", d }), svg("path", { class: "reach", d }), headShape(tail, tip),
    svg("circle", { class: "number", cx: label.x, cy: label.y, r: 8.5 }),
    svg("text", { class: "number", x: label.x, y: label.y + 3.6, "text-anchor": "middle" }, String(place + 1)));
}

/** An arrow's head: it points from `tail` to `tip`, and ends there. */
function headShape(tail, tip) {
  const length = Math.hypot(tip[0] - tail[0], tip[1] - tail[1]) || 1;
  const [x, y] = [(tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length];
  const side = (way) => `${tip[0] - HEAD * x - way * 3.2 * y},${tip[1] - HEAD * y + way * 3.2 * x}`;
  return svg("polygon", { class: "head", points: `${tip[0]},${tip[1]} ${side(1)} ${side(-1)}` });
}

function rulesBetween(machine, from, to) {
  return report.rules.filter(({ moves }) => moves.some(([mover, pairs]) => mover === machine && pairs.some(([before, after]) => before === from && after === to)));
}

/** What the numbers on the arrows stand for. */
function arrowKey(machine, { arrows }) {
  const rows = () => arrows.map(({ from, to }, place) => el("tr", { "data-arrow": `${from} ${to}` },
    el("td", {}, String(place + 1)), el("td", {}, stateText(machine, from), " → ", stateText(machine, to)), el("td", {}, ruleLabels(machine, from, to))));
  const toggle = (event) => {
    if (!event.target.querySelector("table")) event.target.append(el("table", { class: "ways" }, el("tbody", {}, rows())));
    lightFigure(machine, current());
  };
  return el("details", { class: "key", toggle }, el("summary", {}, `What moves it: ${counted(arrows.length, "transition")}`));
}

function ruleLabels(machine, from, to) {
  const labels = [...new Set(rulesBetween(machine, from, to).map(({ label }) => label))];
  return labels.map((label, place) => [place > 0 && "; ", bdi(label)]);
}

/** In place of a picture that nobody could read: every transition as a row. */
function transitionTable(machine) {
  const pairs = report.rules.flatMap(({ moves }) => moves.filter(([mover]) => mover === machine).flatMap(([, some]) => some));
  const ways = [...new Set(pairs.map(([from, to]) => `${from} ${to}`))].map((way) => way.split(" ").map(Number)).sort(([a, b], [c, d]) => a - c || b - d);
  const rows = ways.map(([from, to]) => el("tr", { "data-arrow": `${from} ${to}`, "data-state": String(from) },
    el("td", {}, stateText(machine, from)), el("td", {}, "→"), el("td", {}, stateText(machine, to)), el("td", {}, ruleLabels(machine, from, to))));
  if (rows.length === 0) return el("p", { class: "took" }, "Nothing moves it.");
  return el("div", { class: "scrolls tall", tabindex: "0", role: "group", "aria-label": isolated(report.machines[machine].name) }, el("table", { class: "ways" }, el("tbody", {}, rows)));
}

/* What is lit */

function lightFigure(machine, { world, worlds, step, taken }) {
  const figure = figures.get(machine);
  const moved = Boolean(taken) && taken[1].some(([mover]) => mover === machine);
  const [before, now] = [moved ? worlds[step - 1][machine] : null, world[machine]];
  figure.classList.toggle("moved", moved);
  figure.classList.toggle("breaks", moved && step === offendingStep());
  for (const each of figure.querySelectorAll("[data-state]")) {
    each.classList.toggle("now", each.dataset.state === String(now));
    each.classList.toggle("was", each.dataset.state === String(before));
  }
  for (const each of figure.querySelectorAll("[data-arrow]")) each.classList.toggle("taken", each.dataset.arrow === `${before} ${now}`);
  sayFigure(figure, { machine, before, now, rule: moved ? report.rules[taken[0]] : null });
}

function sayFigure(figure, { machine, before, now, rule }) {
  clear(figure.querySelector(".is")).append(stateText(machine, now));
  const took = figure.querySelector(".took:last-of-type");
  clear(took).append(...(rule ? [stateText(machine, before), " → ", el("b", {}, stateText(machine, now)), ": ", bdi(rule.label)] : []));
  const told = rule ? `${isolated(stateName(machine, before))} to ${isolated(stateName(machine, now))} by ${isolated(rule.label)}` : `in ${isolated(stateName(machine, now))}`;
  figure.querySelector("svg")?.setAttribute("aria-label", `${isolated(report.machines[machine].name)}: ${told}`);
}
