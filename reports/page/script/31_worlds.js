/* Every world there is, breadth first, in slices that leave the page alive; worlds in as few bits as they need. */

const SLICE = 14;

/** A list of numbers that grows: `data` is read up to `length`. */
class Numbers {
  constructor(Kind) {
    this.data = new Kind(1024);
    this.length = 0;
  }

  push(number) {
    if (this.length === this.data.length) {
      const wider = new this.data.constructor(2 * this.length);
      wider.set(this.data);
      this.data = wider;
    }
    this.data[this.length] = number;
    this.length += 1;
  }
}

/** Where each machine's state lies in a packed world: a field of bits that never crosses the words of 32. */
const fields = (() => {
  let word = 0;
  let used = 0;
  return report.machines.map(({ states }) => {
    const width = 32 - Math.clz32(states.length - 1);
    if (used + width > 32) [word, used] = [word + 1, 0];
    used += width;
    return { word, shift: used - width, mask: 2 ** width - 1 };
  });
})();
const keyWords = fields.length ? fields[fields.length - 1].word + 1 : 1;

/** Writes a world into a key of `keyWords` words. */
function packInto(key, world) {
  key.fill(0);
  for (let machine = 0; machine < machineCount; machine += 1) key[fields[machine].word] |= world[machine] << fields[machine].shift;
}

/** Puts one machine's state into a key. */
function setField(key, machine, state) {
  const { word, shift, mask } = fields[machine];
  key[word] = (key[word] & ~(mask << shift)) | (state << shift);
}

/** The worlds found so far, each with its place; looked up by an open hash table. */
class Worlds {
  constructor() {
    this.count = 0;
    this.words = new Numbers(Uint32Array);
    this.slots = new Int32Array(4096).fill(-1);
  }

  /** Writes the world at a place into `world`, and gives it back. */
  at(place, world = new Int32Array(machineCount)) {
    const start = place * keyWords;
    for (let machine = 0; machine < machineCount; machine += 1) {
      const { word, shift, mask } = fields[machine];
      world[machine] = (this.words.data[start + word] >>> shift) & mask;
    }
    return world;
  }

  /** The place of a key; -1 if it is not here. */
  find(key) {
    return this.slots[this.slotOf(key)];
  }

  /** The place of a world; -1 if it is not here. */
  placeOf(world) {
    const key = new Uint32Array(keyWords);
    packInto(key, world);
    return this.find(key);
  }

  /** Keeps a key that is not here yet. */
  add(key) {
    if (2 * this.count >= this.slots.length) this.widen();
    this.slots[this.slotOf(key)] = this.count;
    for (let word = 0; word < keyWords; word += 1) this.words.push(key[word]);
    this.count += 1;
  }

  slotOf(key) {
    const last = this.slots.length - 1;
    let slot = hashed(key, 0) & last;
    while (this.slots[slot] >= 0 && !this.same(key, this.slots[slot] * keyWords)) slot = (slot + 1) & last;
    return slot;
  }

  same(key, start) {
    for (let word = 0; word < keyWords; word += 1) if (this.words.data[start + word] !== key[word]) return false;
    return true;
  }

  widen() {
    const { data } = this.words;
    this.slots = new Int32Array(2 * this.slots.length).fill(-1);
    const last = this.slots.length - 1;
    for (let place = 0; place < this.count; place += 1) {
      let slot = hashed(data, place * keyWords) & last;
      while (this.slots[slot] >= 0) slot = (slot + 1) & last;
      this.slots[slot] = place;
    }
  }
}

function hashed(words, start) {
  let hash = 0x2545f491;
  for (let word = 0; word < keyWords; word += 1) {
    hash = Math.imul(hash ^ words[start + word], 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

/**
 * The graph as far as it is known. The steps of the world at `place` are those from `first[place]` on; step `s` is rule
 * `rules[s]` and leads to `targets[s]`. The world at `place` was found from `parents[place]` by rule `via[place]`.
 * `levels[d]` is the first place at depth d. `whole`: nothing was left out; `done`: nothing more will come.
 */
function nothingYet() {
  const numbers = () => new Numbers(Int32Array);
  return { worlds: new Worlds(), first: numbers(), rules: numbers(), targets: numbers(), parents: numbers(), via: numbers(), levels: numbers(), cut: false, whole: false, done: false };
}

/** Lists the worlds, `limit` at most, in slices; `onSlice(found)` after each, the last of them with `found.done`. */
function explore(limit, onSlice) {
  const found = nothingYet();
  inSlices(spread(found, limit), (done) => {
    found.done = done;
    onSlice(found);
  });
  return found;
}

/** Goes on with a generator for a few milliseconds at a time; the first slice is done at once. */
function inSlices(work, onSlice) {
  const slice = () => {
    const until = performance.now() + SLICE;
    let done = false;
    while (!done && performance.now() < until) done = work.next().done;
    onSlice(done);
    if (!done) setTimeout(slice);
  };
  slice();
}

function* spread(found, limit) {
  const { worlds, levels } = found;
  const world = Int32Array.from(initialWorld);
  const rules = new Int32Array(report.rules.length);
  const key = new Uint32Array(keyWords);
  packInto(key, world);
  keep(found, key, -1, -1);
  levels.push(0);
  let end = 1;
  for (let place = 0; place < worlds.count; place += 1) {
    if (place === end) {
      levels.push(end);
      end = worlds.count;
    }
    found.first.push(found.targets.length);
    worlds.at(place, world);
    if (!takeEvery(found, { place, world, key, rules, count: listEnabled(world, rules) }, limit)) break;
    if ((place & 127) === 127) yield;
  }
  if (end < worlds.count) levels.push(end);
  found.whole = !found.cut;
  while (found.first.length <= worlds.count) found.first.push(found.targets.length);
}

/** Every step of one world; false where the limit lets no more worlds in. */
function takeEvery(found, from, limit) {
  for (let each = 0; each < from.count; each += 1) if (!takeAll(found, from, from.rules[each], limit)) return false;
  return true;
}

/** Every choice of one rule in one world, the last mover turning fastest; false where the limit lets no more in. */
function takeAll(found, { place, world, key }, rule, limit) {
  const movers = moversOf[rule];
  packInto(key, world);
  let several = false;
  for (let mover = 0; mover < movers.length; mover += 1) {
    const { machine, targets } = movers[mover];
    setField(key, machine, targets[world[machine]][0]);
    several = several || targets[world[machine]].length > 1;
  }
  if (!arrive(found, key, { place, rule, limit })) return false;
  return !several || takeOthers(found, key, { place, rule, limit, ways: waysOf(rule, world) });
}

function takeOthers(found, key, step) {
  const { ways } = step;
  const turn = new Array(ways.length).fill(0);
  for (;;) {
    let mover = ways.length - 1;
    while (mover >= 0 && turn[mover] === ways[mover].targets.length - 1) {
      turn[mover] = 0;
      setField(key, ways[mover].machine, ways[mover].targets[0]);
      mover -= 1;
    }
    if (mover < 0) return true;
    turn[mover] += 1;
    setField(key, ways[mover].machine, ways[mover].targets[turn[mover]]);
    if (!arrive(found, key, step)) return false;
  }
}

function arrive(found, key, { place, rule, limit }) {
  let target = found.worlds.find(key);
  if (target < 0) {
    target = found.worlds.count;
    found.cut = target >= limit;
    if (found.cut) return false;
    keep(found, key, place, rule);
  }
  found.rules.push(rule);
  found.targets.push(target);
  return true;
}

function keep(found, key, parent, rule) {
  found.worlds.add(key);
  found.parents.push(parent);
  found.via.push(rule);
}

/** How many steps it takes to the world at a place. */
function depthOf(found, place) {
  let [low, high] = [0, found.levels.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (found.levels.data[middle] <= place) low = middle;
    else high = middle;
  }
  return low;
}

/** The first place at a depth; behind the last depth, the number of worlds. */
function levelStart(found, depth) {
  return depth < found.levels.length ? found.levels.data[depth] : found.worlds.count;
}

/** A shortest run to the world at a place: [[rule, changes], …]. */
function shortestRunTo(found, place) {
  const steps = [];
  for (let at = place; at > 0; at = found.parents.data[at]) {
    const before = found.worlds.at(found.parents.data[at]);
    steps.unshift([found.via.data[at], differences(before, found.worlds.at(at))]);
  }
  return steps;
}
