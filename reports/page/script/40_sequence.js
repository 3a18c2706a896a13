/* The sequence diagram of a path: a row for each step, which is also its place in an ordered list of what happens. */

addView({
  id: "sequence",
  label: () => (current().steps.length ? "Sequence" : "Verdict"),
  draw: drawSequence,
  step: lightRow,
});

function drawSequence(container) {
  const here = current();
  if (here.steps.length === 0) {
    container.append(drawOutcome(here));
    return;
  }
  const acts = here.steps.map((step, place) => actOf(step, place + 1, here.worlds));
  const bars = barsOf(here.worlds);
  const layout = layOut({ acts, bars, width: container.clientWidth, cycleFrom: here.cycleFrom });
  const rows = layout.rows.map((row) => sequenceRow(row, layout, bars, here));
  const list = el(
    "ol",
    { class: "rows", "aria-label": "The steps" },
    startRow(layout, bars, here),
    rows,
    loopWords(layout, here),
  );
  container.append(
    el("div", { class: "sequence" }, el("div", { class: "lanes" }, drawHeads(layout)), list, endOf(here), drawLegend()),
  );
  placeLoopWords(container, layout, here);
  lightRow(container);
}

function sequenceRow(row, layout, bars, { worlds, cycleFrom, steps }) {
  const { act, height } = row;
  const number = act.number;
  const drawing = rowDrawing(layout, height, [
    lifelines(layout, height),
    drawBars(bars, layout, row, worlds[number - 1], worlds[number]),
    svg("text", { class: "number", x: 18, y: row.y + 4, "text-anchor": "middle" }, String(number)),
    svg("g", { class: act.lost ? "gone" : act.looks }, drawArrow(row, layout), labelOf(row)),
    drawStates(row.states),
    drawLoop(number, row, layout.loopAt, cycleFrom, steps.length),
  ]);
  return rowItem(number, drawing, actInWords(act, worlds), offendingStep() === number ? "breaks" : "");
}

function startRow(layout, bars, { worlds }) {
  const height = 24;
  const drawing = rowDrawing(layout, height, [
    lifelines(layout, height),
    drawBars(bars, layout, { y: 0, height }, worlds[0], worlds[0]),
    svg("text", { class: "number", x: 18, y: 16, "text-anchor": "middle" }, "0"),
  ]);
  return rowItem(0, drawing, "The initial world", "");
}

function rowDrawing({ width }, height, children) {
  return svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, children);
}

function rowItem(number, drawing, words, look) {
  const button = el(
    "button",
    { type: "button", class: `row ${look}`, "data-step": String(number), click: () => go({ step: number }) },
    drawing,
    el("span", { class: "unseen" }, words),
  );
  return el("li", {}, button);
}

function lifelines({ x }, height) {
  return x.map((at) => svg("path", { class: "lifeline", d: `M${at} 0 V${height}` }));
}

function labelOf({ lines, words }) {
  return lines.map((line, place) =>
    svg("text", { class: "label", x: words.x, y: words.top + 12 + place * LINE, "text-anchor": words.anchor }, line),
  );
}

function loopWords(layout, { cycleFrom }) {
  return cycleFrom === null ? null : el("li", { class: "loop-words" }, el("span", {}, "repeats for ever"));
}

/** The words of the cycle stand beside its bracket, as tall as that is. */
function placeLoopWords(container, { rows, loopAt }, { cycleFrom }) {
  const words = container.querySelector(".loop-words");
  if (!words) return;
  const tall = (some) => some.reduce((sum, row) => sum + row.height, 0);
  words.style.left = `${loopAt + 5}px`;
  words.style.top = `${24 + tall(rows.slice(0, cycleFrom))}px`;
  words.style.height = `${tall(rows.slice(cycleFrom))}px`;
}

/** What is to be said where the path ends. */
function endOf({ verdict, steps, cycleFrom, walking }) {
  if (walking || !verdict) return null;
  const words = endInWords(verdict, { steps, cycleFrom });
  return el("p", { class: `verdict-line ${verdict.verdict}` }, sign(verdict.verdict), el("span", {}, words));
}

function endInWords(verdict, run) {
  if (verdict.verdict !== "violated") return `So it can come about, after ${counted(run.steps.length, "step")}.`;
  if (run.cycleFrom !== null) return `It is broken by what never comes: ${roundInWords(run)} can repeat for ever.`;
  const ending = verdict.ending ? `, ${verdict.ending}` : "";
  if (isOwed(verdict)) return `It is broken by what never comes: step ${run.steps.length} can be the last${ending}.`;
  return `Broken by step ${run.steps.length}${ending}.`;
}

/** Lights the row of the current step, and dims those that are still to come. */
function lightRow(container) {
  const { step } = current();
  const held = container.contains(document.activeElement) && document.activeElement.dataset.step !== undefined;
  for (const row of container.querySelectorAll(".row[data-step]")) {
    const number = Number(row.dataset.step);
    row.classList.toggle("later", number > step);
    row.tabIndex = number === step ? 0 : -1;
    if (number === step) row.setAttribute("aria-current", "step");
    else row.removeAttribute("aria-current");
    if (number === step)
      bringIntoSight(
        container,
        row,
        row.parentElement.nextElementSibling ? 0 : container.querySelector(".verdict-line")?.offsetHeight + 16 || 0,
      );
    if (number === step && held) row.focus({ preventScroll: true });
  }
}

/** Scrolls the view so far that a row stands between the heads and the lower edge; the page itself stays. */
function bringIntoSight(container, row, below = 0) {
  const [box, own] = [container.getBoundingClientRect(), row.getBoundingClientRect()];
  const heads = container.querySelector(".lanes")?.offsetHeight || 0;
  if (own.top < box.top + heads) container.scrollTop -= box.top + heads - own.top + 8;
  else if (own.bottom + below > box.bottom) container.scrollTop += own.bottom + below - box.bottom + 8;
}
