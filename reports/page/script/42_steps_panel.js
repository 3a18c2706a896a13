/* The step in detail: the rule in words, what changed and what did not, and what the step rests on. */

addPanel({ id: "step", draw: drawStep });
addPanel({ id: "changes", draw: drawChanges });
addPanel({ id: "grounds", draw: drawGrounds });

function drawStep(section) {
  const here = current();
  const { step, steps, taken } = here;
  if (!taken) {
    section.append(
      el("p", { class: "at" }, steps.length ? `Before ${counted(steps.length, "step")}` : "Where every run begins"),
      el("h2", {}, "The initial world"),
      noticeOf(here) || "",
    );
    return;
  }
  const rule = report.rules[taken[0]];
  fill(section, {}, [
    el("p", { class: "at" }, `Step ${step} of ${steps.length}`, roundOf(here)),
    el("h2", {}, bdi(rule.label)),
    el("p", { class: "who" }, partiesOf(rule)),
    rule.name === rule.label ? null : el("p", { class: "name" }, bdi(rule.name)),
    noticeOf(here),
  ]);
}

/** Who acts, and on whom. */
function partiesOf({ from, to }) {
  const party = (lane) => el("span", { class: `tag ${laneClass(lane)}` }, bdi(report.lanes[lane].name));
  return from === to ? party(from) : [party(from), el("span", { role: "img", "aria-label": "to" }, "→"), party(to)];
}

function roundOf({ step, cycleFrom }) {
  return cycleFrom !== null && step > cycleFrom ? " · in the part that repeats for ever" : "";
}

/** Where the property breaks, or from where on it waits in vain. */
function noticeOf({ verdict, step, walking, cycleFrom, steps }) {
  if (walking || !verdict || verdict.verdict !== "violated" || steps.length === 0) return null;
  if (step > 0 && offendingStep() === step)
    return noticeLine("violated", "It breaks here. ", verdict.ending && `${sentence(verdict.ending)}.`);
  const ending = step === steps.length && cycleFrom === null ? `, ${verdict.ending}` : "";
  if (isOwed(verdict) && verdict.offence.step === step)
    return noticeLine("violated", "From here on it is owed", `, and it never comes${ending}.`);
  if (ending) return noticeLine("violated", "Here it ends", `${ending}.`);
  return step === steps.length ? noticeLine("violated", "And round again ", `to step ${cycleFrom + 1}.`) : null;
}

function noticeLine(verdict, strong, words) {
  return el("p", { class: `notice ${verdict}` }, sign(verdict), el("span", {}, el("b", {}, strong), words));
}

function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/* What changed */

function drawChanges(section) {
  const { taken, step, worlds, world } = current();
  if (!taken) {
    section.append(
      folder(
        "initial",
        `Where each machine is: ${counted(machineCount, "machine")}`,
        machineTable(unchangedMachines([]), world),
      ),
    );
    return;
  }
  const [, changes] = taken;
  section.append(el("h3", {}, "What changes"));
  section.append(
    changes.length
      ? changeTable(changes, worlds[step - 1])
      : el("p", { class: "name" }, "Nothing: the step is taken, and every machine stays as it was."),
  );
  const rest = unchangedMachines(changes);
  if (rest.length === 0) return;
  const words = `What does not: ${counted(rest.length, "machine")}`;
  section.append(folder("same", words, machineTable(rest, world)));
}

/** Something to unfold, which stays unfolded from step to step. */
function folder(kept, words, content) {
  return el("details", { "data-kept": kept }, el("summary", { "data-kept": `${kept}-summary` }, words), content);
}

function unchangedMachines(changes) {
  const moved = new Set(changes.map(([machine]) => machine));
  return report.machines.map((_, place) => place).filter((place) => !moved.has(place));
}

function changeTable(changes, before) {
  return el(
    "table",
    { class: "changes" },
    el(
      "tbody",
      {},
      changes.map(([machine, after]) => changeRow(machine, before[machine], after)),
    ),
  );
}

function changeRow(machine, before, after) {
  const look = paintOf(machine, after);
  const value = el(
    "td",
    {},
    el("del", {}, stateText(machine, before)),
    el("span", { class: "arrow", "aria-label": "to", role: "img" }, "→"),
    " ",
    el("ins", {}, stateText(machine, after)),
  );
  return el(
    "tr",
    { class: look === "lost" || look === "refused" ? "lost" : "" },
    el("th", { scope: "row" }, bdi(report.machines[machine].name)),
    value,
  );
}

/** The name of a state, which may be broken into lines after an underscore. */
function stateText(machine, place) {
  const words = stateName(machine, place).split(/(?<=_)/);
  return el(
    "bdi",
    {},
    words.map((word, number) => [number > 0 && el("wbr"), word]),
  );
}

function machineTable(machines, world) {
  const rows = machines.map((machine) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, bdi(report.machines[machine].name)),
      el("td", {}, stateText(machine, world[machine])),
    ),
  );
  return el("table", { class: "changes" }, el("tbody", {}, rows));
}

/* What it rests on */

function drawGrounds(section) {
  const { taken } = current();
  if (!taken) return;
  const { cites } = report.rules[taken[0]];
  if (cites.length === 0) return;
  const carried = assumedAmong(cites);
  section.append(el("h3", {}, "What it rests on"));
  if (carried.length)
    section.append(
      el(
        "p",
        { class: "notice vacuous" },
        sign("unknown"),
        el("span", {}, el("b", {}, "Carried by an assumption"), ", where the sources are silent or disagree."),
      ),
    );
  section.append(factList(cites));
}
