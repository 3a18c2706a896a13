/* The map: every world by its depth on a canvas, the path drawn through it; any world can be looked at and walked to. */

const map = { box: null, chosen: -1 };

addView({ id: "map", label: "Map of worlds", fits: () => !fewWorlds(), draw: drawMap, step: stepMap });

function drawMap(container) {
  const base = el("canvas", { class: "base", "aria-hidden": "true" });
  const over = el("canvas", { class: "over", "aria-hidden": "true" });
  const plane = el("div", { class: "plane", tabindex: "0", role: "application", "data-keys": true, "aria-roledescription": "map of worlds", "aria-label": "Worlds by depth. Arrow keys choose one, Enter walks there." }, base, over);
  map.box = el("div", { class: "map" }, el("p", { class: "listed" }), plane, el("div", { class: "chosen" }), el("p", { class: "reading" }), el("div", { class: "table" }));
  container.append(map.box);
  listenTo(plane);
  const box = map.box;
  whenListed((found) => (box.isConnected ? showMap(box, found) : false));
}

function stepMap() {
  const found = known.found;
  if (!found || !found.done || !map.drawn) return;
  map.chosen = -1;
  drawOver(found);
  tellChosen(found);
}

function showMap(box, found) {
  if (!found.done) {
    box.querySelector(".listed").textContent = `Listing the worlds: ${found.worlds.count.toLocaleString("en-US")} so far …`;
    return true;
  }
  map.chosen = -1;
  map.drawn = layOutMap(found, box.querySelector(".plane"));
  box.querySelector(".listed").textContent = listedInWords(found);
  box.querySelector(".reading").replaceChildren(...mapLegend(found));
  clear(box.querySelector(".table")).append(levelTable(found, placesAlong(found, current().worlds)));
  paintBase(found, map.drawn, box);
  drawOver(found);
  tellChosen(found);
  return false;
}

function mapLegend(found) {
  const { onward, all } = onwardSteps(found);
  const beyond = placesAlong(found, current().worlds).filter((place) => place < 0).length;
  return [
    "A column for each depth, as tall as the logarithm of its number of worlds; the stronger the colour, the more worlds or steps lie there. ",
    `Drawn are the ${onward.toLocaleString("en-US")} steps that lead one level on; ${(all - onward).toLocaleString("en-US")} lead back or stay. `,
    beyond ? `${counted(beyond, "world")} of the path ${beyond === 1 ? "lies" : "lie"} beyond the map.` : "",
  ];
}

/* Choosing a world */

function listenTo(plane) {
  plane.addEventListener("pointermove", (event) => hoverAt(plane, event));
  plane.addEventListener("pointerleave", () => choose(-1));
  plane.addEventListener("click", (event) => {
    hoverAt(plane, event);
    if (map.chosen >= 0) walkOnMap();
  });
  plane.addEventListener("keydown", mapKey);
}

function hoverAt(plane, event) {
  if (!map.drawn || !known.found.done) return;
  const box = plane.getBoundingClientRect();
  choose(placeAt(known.found, map.drawn, [event.clientX - box.left, event.clientY - box.top]));
}

/** Looks at a world; -1 for the one where the reader is. */
function choose(place) {
  if (!map.drawn || place === map.chosen || !known.found.done) return;
  map.chosen = place;
  drawOver(known.found);
  tellChosen(known.found);
}

/** Walks to the chosen world; the map is drawn anew by that, and keeps the focus. */
function walkOnMap() {
  walkToPlace(known.found, map.chosen);
  map.box.querySelector(".plane").focus({ preventScroll: true });
}

function tellChosen(found) {
  const here = found.worlds.placeOf(current().world);
  const place = map.chosen >= 0 ? map.chosen : here;
  const words = place < 0 ? el("p", { class: "which" }, "Where you are lies beyond the map.") : [worldInWords(found, place), place === here ? el("p", { class: "here" }, "You are here.") : walkThere(found, place)];
  fill(clear(map.box.querySelector(".chosen")), {}, [words]);
}

function mapKey(event) {
  const found = known.found;
  if (!map.drawn || !found.done) return;
  if (event.key === "Enter" && map.chosen >= 0) walkOnMap();
  else if (event.key === "Escape" && map.chosen >= 0) choose(-1);
  else {
    const place = neighbour(found, map.chosen >= 0 ? map.chosen : Math.max(0, found.worlds.placeOf(current().world)), event.key);
    if (place < 0) return;
    choose(place);
    announce(`World ${place + 1}, depth ${depthOf(found, place)}`);
  }
  event.preventDefault();
}

/** The world that an arrow key leads to: along its level, or to the like place on the level before or behind. */
function neighbour(found, place, key) {
  const depth = depthOf(found, place);
  const [start, end] = [levelStart(found, depth), levelStart(found, depth + 1)];
  const along = { ArrowUp: -1, ArrowDown: 1, PageUp: -100, PageDown: 100 }[key];
  if (along) return Math.max(start, Math.min(end - 1, place + along));
  const other = depth + ({ ArrowLeft: -1, ArrowRight: 1 }[key] || NaN);
  if (!(other >= 0 && other < found.levels.length)) return Number.isNaN(other) ? -1 : place;
  const [first, behind] = [levelStart(found, other), levelStart(found, other + 1)];
  return first + Math.round(((place - start) / Math.max(1, end - start - 1)) * (behind - first - 1));
}
