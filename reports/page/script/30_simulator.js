/* The simulator: the steps that a world has, by the compiled tables, in the order in which the explorer takes them. */

/** For each rule its movers: the machine, and for each of its states the states that it may go to, as listed. */
const moversOf = report.rules.map((rule) => rule.moves.map(([machine, pairs]) => {
  const targets = report.machines[machine].states.map(() => []);
  for (const [before, after] of pairs) targets[before].push(after);
  return { machine, targets };
}));

/**
 * For each state of each machine the rules that it does not disable, a bit each: enabled is what no machine disables.
 * One row of `maskWords` words for each state, those of a machine from row `rowOf[machine]` on.
 */
const maskWords = Math.ceil(report.rules.length / 32);
const rowOf = report.machines.map((_, machine) => report.machines.slice(0, machine).reduce((sum, { states }) => sum + states.length, 0));
const allowed = (() => {
  const masks = new Int32Array(maskWords * report.machines.reduce((sum, { states }) => sum + states.length, 0));
  report.rules.forEach((_, rule) => {
    for (let word = rule >>> 5; word < masks.length; word += maskWords) masks[word] |= 1 << (rule & 31);
  });
  return masks;
})();
report.rules.forEach((rule, place) => {
  for (const { machine, targets } of moversOf[place]) disableUnless(machine, (state) => targets[state].length > 0, place);
  for (const [machine, states] of rule.when) disableUnless(machine, (state) => states.includes(state), place);
});

function disableUnless(machine, fits, rule) {
  report.machines[machine].states.forEach((_, state) => {
    if (!fits(state)) allowed[(rowOf[machine] + state) * maskWords + (rule >>> 5)] &= ~(1 << (rule & 31));
  });
}

/** Writes the rules enabled in a world into `list`, in the order of the file, and says how many they are. */
function listEnabled(world, list) {
  let count = 0;
  for (let word = 0; word < maskWords; word += 1) {
    let bits = -1;
    for (let machine = 0; bits && machine < machineCount; machine += 1) bits &= allowed[(rowOf[machine] + world[machine]) * maskWords + word];
    for (; bits; bits &= bits - 1) list[count++] = word * 32 + 31 - Math.clz32(bits & -bits);
  }
  return count;
}

/** The rules that are enabled in a world. */
function rulesIn(world) {
  const list = new Int32Array(report.rules.length);
  return [...list.subarray(0, listEnabled(world, list))];
}

/** The choices that a rule has in a world: for each mover the states that it may go to; their product. */
function waysOf(rule, world) {
  return moversOf[rule].map(({ machine, targets }) => ({ machine, targets: targets[world[machine]] }));
}

/** How many choices that makes; a BigInt, for a product has no bound. */
function choicesAmong(ways) {
  return ways.reduce((product, { targets }) => product * BigInt(targets.length), 1n);
}

/** The choice at a place (BigInt) of the product, the last mover turning fastest: which target each mover takes. */
function picksAt(ways, place) {
  let rest = place;
  return ways.map(({ targets }) => BigInt(targets.length)).reduceRight((picks, size) => {
    picks.unshift(Number(rest % size));
    rest /= size;
    return picks;
  }, []);
}

/** The place of a choice: the other way round. */
function placeOfPicks(ways, picks) {
  return ways.reduce((place, { targets }, mover) => place * BigInt(targets.length) + BigInt(picks[mover]), 0n);
}

/** What a choice changes, [[machine, state], …] in the order of the machines; a mover that stays changes nothing. */
function changesBy(ways, picks, world) {
  return ways.map(({ machine, targets }, mover) => [machine, targets[picks[mover]]])
    .filter(([machine, state]) => world[machine] !== state)
    .sort(([one], [other]) => one - other);
}

/** What differs between two worlds: [[machine, state after], …]. */
function differences(before, after) {
  const found = [];
  for (let machine = 0; machine < machineCount; machine += 1) if (before[machine] !== after[machine]) found.push([machine, after[machine]]);
  return found;
}

/** The place of the choice by which a rule makes these changes in this world, or null if it cannot. */
function choiceOf(rule, changes, world) {
  if (!rulesIn(world).includes(rule)) return null;
  const ways = waysOf(rule, world);
  const after = apply(world, changes);
  const picks = ways.map(({ machine, targets }) => targets.indexOf(after[machine]));
  const made = picks.includes(-1) ? [] : changesBy(ways, picks, world);
  return picks.includes(-1) || differences(apply(world, made), after).length ? null : placeOfPicks(ways, picks);
}

/** Every step of a world, one by one: {rule, choice, changes, after}; rules in file order, then their choices. */
function* stepsFrom(world) {
  for (const rule of rulesIn(world)) {
    const ways = waysOf(rule, world);
    const count = choicesAmong(ways);
    for (let choice = 0n; choice < count; choice += 1n) {
      const changes = changesBy(ways, picksAt(ways, choice), world);
      yield { rule, choice: Number(choice), changes, after: apply(world, changes) };
    }
  }
}

/** Every step of a world, as a list. */
function enabled(world) {
  return [...stepsFrom(world)];
}

/** The rules enabled in a world that will not wait for ever: a run may end there only if there is none. */
function pressingRules(world) {
  return rulesIn(world).filter((rule) => report.rules[rule].fairness !== "none");
}
