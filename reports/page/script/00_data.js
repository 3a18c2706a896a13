/* What the page is about: the report that travels in it, and how worlds follow from runs. */

const report = JSON.parse(document.getElementById("report").textContent);
const machineCount = report.machines.length;
const initialWorld = Int32Array.from(report.machines, (machine) => machine.initial);

/** The world after some changes, [[machine, state], …]; the world given stays as it was. */
function apply(world, changes) {
  const after = Int32Array.from(world);
  for (const [machine, state] of changes) after[machine] = state;
  return after;
}

/** The worlds of a run {steps: [[rule, changes], …]}: the initial one, then one after each step. */
function worldsOf(run) {
  const worlds = [initialWorld];
  for (const [, changes] of run.steps) worlds.push(apply(worlds[worlds.length - 1], changes));
  return worlds;
}

/** The name of the state that a machine is in. */
function stateName(machine, state) {
  return report.machines[machine].states[state];
}

/** How the state of a machine is painted: "front", "held", … */
function paintOf(machine, state) {
  return report.machines[machine].paint[state];
}

/** The verdict on the property of this id, or undefined. */
function verdictOn(id) {
  return report.verdicts.find((verdict) => verdict.id === id);
}

/** A number with its noun: "1 step", "2,100 steps". */
function counted(number, word, plural) {
  return `${number.toLocaleString("en-US")} ${number === 1 ? word : plural || `${word}s`}`;
}
