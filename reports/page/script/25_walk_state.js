/* The reader's own walk: steps that leave the run somewhere, the branches that were left for others, and their link. */

const walk = { now: null, kept: [], refused: "" };

addPathSource({
  path: () => walk.now && { steps: [...runSteps().slice(0, walk.now.from), ...walk.now.steps], cycleFrom: null, walking: true },
  toHash: () => (walk.now ? walkLink(walk.now) : ""),
  fromHash: followWalk,
  leave: setAside,
});

/** The steps of the run that the chosen property has; none where it has no run. */
function runSteps() {
  const { run } = verdictOn(state.property) || {};
  return run ? run.steps : [];
}

/** Takes a step from where the reader is: on along the path if it is the next one there, else on a walk of its own. */
function take(rule, changes) {
  const { steps, step } = current();
  const taken = [rule, changes];
  walk.refused = "";
  if (steps[step] && sameStep(steps[step], taken)) go({ step: step + 1 });
  else walkAlong([...steps.slice(0, step), taken]);
}

/** Shows these steps from the initial world on: as a walk from where they leave the run, or as the run if they do not. */
function walkAlong(steps) {
  const run = runSteps();
  const from = commonLength(run, steps);
  const before = walk.now;
  setAside();
  walk.now = from < steps.length ? { property: state.property, from, steps: steps.slice(from) } : null;
  const goesOn = before && walk.now && startsWith(walk.now, before);
  go({ step: steps.length, path: true }, goesOn ? "replace" : "push");
}

/** One step back; what was walked stays ahead until another step is chosen. */
function back() {
  go({ step: state.step - 1 });
}

/** Back to the run, to where the walk had left it; the walk is kept. */
function leaveWalk() {
  const { from } = walk.now;
  setAside();
  go({ step: from, path: true }, "push");
}

/** Goes to the end of a walk that was kept. */
function takeUp(branch) {
  setAside();
  walk.now = branch;
  go({ step: branch.from + branch.steps.length, path: true }, "push");
}

/** Ends the walk and keeps it, with those kept before that it does not go on from. */
function setAside() {
  walk.refused = "";
  if (!walk.now) return;
  const { now } = walk;
  walk.now = null;
  if (walk.kept.some((other) => startsWith(other, now))) return;
  walk.kept = [...walk.kept.filter((other) => !startsWith(now, other)), now];
}

/** The walks on the chosen property, the present one among them. */
function branches() {
  const others = walk.kept.filter((each) => each.property === state.property && !(walk.now && startsWith(walk.now, each)));
  return walk.now && !others.some((each) => startsWith(each, walk.now)) ? [...others, walk.now] : others;
}

/** Whether a walk is another one, or goes on from it. */
function startsWith(walked, other) {
  if (walked.property !== other.property || walked.from !== other.from) return false;
  return commonLength(walked.steps, other.steps) === other.steps.length;
}

function commonLength(steps, others) {
  let length = 0;
  while (length < steps.length && length < others.length && sameStep(steps[length], others[length])) length += 1;
  return length;
}

function sameStep([rule, changes], [other, others]) {
  const states = new Map(changes);
  return rule === other && changes.length === others.length && others.every(([machine, after]) => states.get(machine) === after);
}

/* The link: walk=5:12.0,7.1 leaves the run after its step 5, by rule 12 with its choice 0, then rule 7 with choice 1. */

function walkLink(walked) {
  if (walked.link) return walked.link;
  let [world] = worldsOf({ steps: runSteps().slice(0, walked.from) }).slice(-1);
  const taken = walked.steps.map(([rule, changes]) => {
    const choice = choiceOf(rule, changes, world);
    world = apply(world, changes);
    return `${rule}.${choice}`;
  });
  walked.link = `walk=${walked.from}:${taken.join(",")}`;
  return walked.link;
}

/** Takes up what a link says of a walk; what does not fit this report is refused in words, and the run is shown. */
function followWalk(text) {
  if (walk.now && walk.now.link === text) return;
  setAside();
  if (text === "") return;
  const found = /^walk=(\d{1,9}):(\d+\.\d+(?:,\d+\.\d+)*)$/.exec(text);
  walk.refused = found ? walkAsLinked(Number(found[1]), found[2].split(",")) : "what stands after the step in it is no walk";
  if (walk.refused) announce(walkRefusal());
}

/** Walks as a link says, or says why that is not possible. */
function walkAsLinked(from, taken) {
  const run = runSteps();
  if (from > run.length) return `the run has ${counted(run.length, "step")}, and the walk leaves it after step ${from}`;
  let [world] = worldsOf({ steps: run.slice(0, from) }).slice(-1);
  const steps = [];
  for (const each of taken) {
    const step = linkedStep(each, world);
    if (!step) return `its step ${from + steps.length + 1} is not possible there`;
    world = apply(world, step[1]);
    steps.push(step);
  }
  walk.now = { property: state.property, from, steps };
  if (state.property === null) state.step = steps.length;
  return "";
}

function linkedStep(text, world) {
  const [rule, choice] = text.split(".");
  if (!rulesIn(world).includes(Number(rule))) return null;
  const ways = waysOf(Number(rule), world);
  if (choice.length > 400 || BigInt(choice) >= choicesAmong(ways)) return null;
  return [Number(rule), changesBy(ways, picksAt(ways, BigInt(choice)), world)];
}

function walkRefusal() {
  return `The walk in the link does not fit this report: ${walk.refused}. Shown is the run.`;
}
