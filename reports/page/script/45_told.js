/* The run as text: the same steps in words, for those who read or print rather than look. */

addView({ id: "text", label: "In words", fits: () => current().steps.length > 0, draw: drawTold, step: lightTold });

function drawTold(container) {
  container.append(toldRun(current()));
  lightTold(container);
}

/** The run as an ordered list. */
function toldRun({ steps, cycleFrom, worlds, verdict, walking }) {
  const items = steps.map(([rule, changes], place) =>
    toldStep(report.rules[rule], changes, { worlds, number: place + 1 }),
  );
  const again = el(
    "li",
    {},
    el("span", { class: "number" }, "↻"),
    el(
      "span",
      { class: "what again" },
      cycleFrom === null ? "" : `From here on, for ever: ${roundInWords({ steps, cycleFrom })}.`,
    ),
  );
  if (cycleFrom !== null) items.splice(cycleFrom, 0, again);
  if (!walking && verdict && verdict.ending)
    items.push(el("li", {}, el("span"), el("span", { class: "what again" }, `${sentence(verdict.ending)}.`)));
  return el("ol", { class: "told" }, items);
}

function toldStep(rule, changes, { worlds, number }) {
  const who =
    rule.from === rule.to ? [report.lanes[rule.from].name] : [report.lanes[rule.from].name, report.lanes[rule.to].name];
  const changed = changes.map(([machine, after], place) => [
    place > 0 && "; ",
    bdi(changeInWords(machine, worlds[number - 1][machine], after)),
  ]);
  return el(
    "li",
    { "data-step": String(number) },
    el("span", { class: "number" }, String(number)),
    el(
      "span",
      { class: "what" },
      who.map((name, place) => [place > 0 && " → ", bdi(name)]),
      ": ",
      bdi(rule.label),
    ),
    el("span", { class: "then" }, changed.length ? changed : "nothing changes"),
    rule.cites.length > 0 &&
      el(
        "span",
        { class: "then" },
        el("code", {}, bdi(rule.cites.join(" "))),
        assumedAmong(rule.cites).length > 0 && " · carried by an assumption",
      ),
  );
}

function lightTold(container) {
  for (const item of container.querySelectorAll("li[data-step]")) {
    const here = Number(item.dataset.step) === state.step;
    if (here) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
    if (here) bringIntoSight(container, item);
  }
}
