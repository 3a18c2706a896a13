/* The reachable graph where it is small: every world by its depth, every step between them, the path drawn through it. */

const RADIUS = 12;
const ROW = 44;
const SWEEPS = 6;
const graph = { box: null, chosen: -1, at: [] };

addView({ id: "graph", label: "All worlds", fits: fewWorlds, draw: drawGraph, step: lightGraph });

function drawGraph(container) {
  graph.box = el("div", { class: "graph" });
  container.append(graph.box);
  const box = graph.box;
  whenListed((found) => {
    if (!found.done || !box.isConnected) return box.isConnected;
    showGraph(found, container.clientWidth - 60);
    return false;
  });
}

function showGraph(found, width) {
  const links = linksOf(found);
  const place = placeWorlds(found, links, width);
  graph.at = place.at;
  graph.chosen = -1;
  const picture = svg("svg", { viewBox: `0 0 ${place.width} ${place.height}`, width: place.width, height: place.height, role: "group", "aria-label": `${listedInWords(found)} Arrow keys go from world to world, Enter walks there.`, "data-keys": true, keydown: (event) => graphKey(event, found) },
    place.columns.map((x, depth) => svg("text", { class: "depth", x, y: place.height - 10, "text-anchor": "middle" }, String(depth))),
    links.map((link) => linkShape(link, place)),
    place.at.map((_, world) => worldShape(found, world)));
  fill(graph.box, {}, [
    el("p", { class: "listed" }, listedInWords(found)),
    el("div", { class: "scrolls sheet" }, picture),
    el("div", { class: "chosen" }),
    el("p", { class: "reading" }, "By depth from left to right, numbered in the order of their shortest runs. Dashed steps lead back or stay; a number on a step says how many rules make it."),
    levelTable(found, placesAlong(found, current().worlds)),
  ]);
  lightGraph();
}

/** The steps between each two worlds as one link: {from, to, rules}. */
function linksOf(found) {
  const links = new Map();
  for (let from = 0; from < found.worlds.count; from += 1) {
    for (let step = found.first.data[from]; step < found.first.data[from + 1]; step += 1) {
      const to = found.targets.data[step];
      const key = `${from} ${to}`;
      if (!links.has(key)) links.set(key, { from, to, key, rules: [] });
      links.get(key).rules.push(found.rules.data[step]);
    }
  }
  return [...links.values()];
}

/* Where the worlds stand */

/** Columns by depth; inside a column each world near those that it is linked to (barycentres, Sugiyama 1981). */
function placeWorlds(found, links, width) {
  const columns = Array.from({ length: found.levels.length }, (_, depth) => range(levelStart(found, depth), levelStart(found, depth + 1)));
  const rank = orderColumns(columns, links);
  const gap = Math.max(62, Math.min(128, (width - 92) / Math.max(1, columns.length - 1)));
  const tallest = Math.max(...columns.map((column) => column.length));
  const height = tallest * ROW + 92;
  const at = [];
  columns.forEach((column, depth) => column.forEach((world) => (at[world] = [40 + depth * gap, height / 2 - 12 + (rank[world] - (column.length - 1) / 2) * ROW])));
  return { at, width: 80 + (columns.length - 1) * gap, height, columns: columns.map((_, depth) => 40 + depth * gap) };
}

function range(from, to) {
  return Array.from({ length: to - from }, (_, place) => from + place);
}

function orderColumns(columns, links) {
  const rank = [];
  for (const column of columns) column.forEach((world, place) => (rank[world] = place));
  const near = new Map();
  for (const { from, to } of links) if (from !== to) for (const [one, other] of [[from, to], [to, from]]) near.set(one, [...(near.get(one) || []), other]);
  const middle = (world) => (near.get(world) || [world]).reduce((sum, other) => sum + share(other), 0) / (near.get(world) || [world]).length;
  const columnOf = new Map(columns.flatMap((column) => column.map((world) => [world, column])));
  const share = (world) => (rank[world] + 0.5) / columnOf.get(world).length;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const column of sweep % 2 ? [...columns].reverse() : columns) {
      const wanted = new Map(column.map((world) => [world, middle(world)]));
      [...column].sort((one, other) => wanted.get(one) - wanted.get(other) || one - other).forEach((world, place) => (rank[world] = place));
    }
  }
  return rank;
}

/* What is drawn */

function worldShape(found, world) {
  const [x, y] = graph.at[world];
  const listeners = {
    click: () => walkInGraph(found, world), pointerenter: () => lookAt(world), pointerleave: () => lookAt(-1), focus: () => lookAt(world),
  };
  return svg("g", { class: "world", role: "button", tabindex: "-1", "data-world": String(world), "aria-label": `World ${world + 1}, ${counted(depthOf(found, world), "step")} from the initial world`, ...listeners },
    svg("circle", { class: "halo", cx: x, cy: y, r: RADIUS + 5 }), svg("circle", { class: "dot", cx: x, cy: y, r: RADIUS }),
    svg("text", { x, y: y + 3.8, "text-anchor": "middle" }, String(world + 1)));
}

function linkShape({ from, to, key, rules }, { at }) {
  const [start, end] = [at[from], at[to]];
  const { d, tail, tip, label } = from === to ? loopCurve(start) : linkCurve(start, end);
  const onward = end[0] > start[0];
  return svg("g", { class: `link ${onward ? "" : "back"}`, "data-link": key },
    svg("title", {}, `${from + 1} → ${to + 1}: ${rules.map((rule) => report.rules[rule].label).join("; ")}`),
    svg("path", { class: "line", d }), svg("path", { class: "reach", d }), headShape(tail, tip),
    rules.length > 1 ? svg("text", { x: label[0], y: label[1], "text-anchor": "middle" }, String(rules.length)) : null);
}

/** A gentle curve to the right for a step onward; an arc for one that leads back or stays on its level. */
function linkCurve([x, y], [toX, toY]) {
  if (toX > x) {
    const [start, end, bend] = [[x + RADIUS, y], [toX - RADIUS - 1, toY], (toX - x) * 0.42];
    const d = `M${start} C${start[0] + bend},${y} ${end[0] - bend},${toY} ${end}`;
    return { d, tail: [end[0] - 8, toY + (y - toY) * 0.02], tip: end, label: [(x + toX) / 2, (y + toY) / 2 - 5] };
  }
  const sag = 20 + Math.min(60, Math.hypot(toX - x, toY - y) * 0.22);
  const control = toX === x ? [x + sag, (y + toY) / 2] : [(x + toX) / 2, Math.max(y, toY) + sag];
  const [start, end] = [towards([x, y], control), towards([toX, toY], control)];
  return { d: `M${start} Q${control} ${end}`, tail: control, tip: end, label: [(start[0] + 2 * control[0] + end[0]) / 4, (start[1] + 2 * control[1] + end[1]) / 4 - 4] };
}

function towards([x, y], [toX, toY]) {
  const far = Math.hypot(toX - x, toY - y) || 1;
  return [x + ((toX - x) / far) * (RADIUS + 1), y + ((toY - y) / far) * (RADIUS + 1)];
}

function loopCurve([x, y]) {
  const tip = [x + 5, y - RADIUS + 0.5];
  return { d: `M${x - 5},${y - RADIUS + 0.5} C${x - 16},${y - RADIUS - 20} ${x + 16},${y - RADIUS - 20} ${tip}`, tail: [x + 9, y - RADIUS - 9], tip, label: [x, y - RADIUS - 17] };
}

/* What is lit */

function lightGraph() {
  const found = known.found;
  if (!graph.box || !graph.box.querySelector("svg")) return;
  const { worlds, step, steps, verdict, walking: walks } = current();
  const places = placesAlong(found, worlds);
  const tone = walks ? "walked-path" : steps.length && verdict.verdict === "violated" ? "violated" : "witnessed";
  graph.box.querySelector("svg").setAttribute("class", tone);
  const past = new Set(places.slice(1, step + 1).map((place, number) => `${places[number]} ${place}`));
  const on = new Set(places.slice(1).map((place, number) => `${places[number]} ${place}`));
  for (const each of graph.box.querySelectorAll(".link")) {
    each.classList.toggle("on", on.has(each.dataset.link));
    each.classList.toggle("past", past.has(each.dataset.link));
  }
  for (const each of graph.box.querySelectorAll(".world")) lightWorld(each, { places, step, offending: offendingStep() });
  graph.chosen = -1;
  showWorld(places[step]);
  tellLooked(found);
}

/** Scrolls the sheet, where it is wider than its window, so far that a world is in sight. */
function showWorld(world) {
  const sheet = graph.box.querySelector(".sheet");
  const x = graph.at[world][0];
  if (x < sheet.scrollLeft + 40 || x > sheet.scrollLeft + sheet.clientWidth - 40) sheet.scrollLeft = x - sheet.clientWidth / 2;
}

function lightWorld(each, { places, step, offending }) {
  const world = Number(each.dataset.world);
  const here = world === places[step];
  each.classList.toggle("on", places.includes(world));
  each.classList.toggle("past", places.slice(0, step + 1).includes(world));
  each.classList.toggle("here", here);
  each.classList.toggle("breaks", offending > 0 && world === places[offending]);
  each.setAttribute("tabindex", here ? "0" : "-1");
  if (here) each.setAttribute("aria-current", "step");
  else each.removeAttribute("aria-current");
}

/** Looks at a world without going there; -1 for the one where the reader is. */
function lookAt(world) {
  if (graph.chosen === world || !graph.box.isConnected) return;
  graph.chosen = world;
  for (const link of graph.box.querySelectorAll(".link")) link.classList.toggle("near", link.dataset.link.split(" ").includes(String(world)));
  tellLooked(known.found);
}

function tellLooked(found) {
  const here = found.worlds.placeOf(current().world);
  const world = graph.chosen >= 0 ? graph.chosen : here;
  fill(clear(graph.box.querySelector(".chosen")), {}, [worldInWords(found, world), world === here ? el("p", { class: "here" }, "You are here.") : walkThere(found, world)]);
}

function graphKey(event, found) {
  const shape = event.target.closest("[data-world]");
  if (!shape) return;
  const world = Number(shape.dataset.world);
  if (event.key === "Enter" || event.key === " ") walkInGraph(found, world);
  else {
    const next = nextWorld(world, event.key);
    if (next < 0) return;
    focusWorld(next);
  }
  event.preventDefault();
}

/** Walks to a world; the graph is drawn anew by that, and keeps the focus. */
function walkInGraph(found, world) {
  walkToPlace(found, world);
  focusWorld(world);
}

function focusWorld(world) {
  for (const each of graph.box.querySelectorAll(".world")) each.setAttribute("tabindex", Number(each.dataset.world) === world ? "0" : "-1");
  graph.box.querySelector(`[data-world="${world}"]`).focus({ preventScroll: true });
}

/** The nearest world in the direction of an arrow key; -1 for other keys, or where there is none. */
function nextWorld(world, key) {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (!way) return -1;
  const [x, y] = graph.at[world];
  const ahead = graph.at.map(([toX, toY], other) => ({ other, along: (toX - x) * way[0] + (toY - y) * way[1], aside: Math.abs((toX - x) * way[1]) + Math.abs((toY - y) * way[0]) }));
  const fitting = ahead.filter(({ along, aside }) => along > 0.5 && (way[0] !== 0 || aside < 1));
  return fitting.sort((one, two) => one.along - two.along || one.aside - two.aside || one.other - two.other)[0]?.other ?? -1;
}
