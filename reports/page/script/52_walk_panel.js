/* Walk it yourself: where the reader is, what can happen there, grouped by who acts, and the branches left behind. */

const walking = { open: false, wanted: "" };
const MOST_BUTTONS = 8;

addPanel({ id: "walk", draw: drawWalk });
panels.splice(1, 0, panels.pop()); // right below the step: what can be done here comes before what it rests on

function drawWalk(section) {
  const here = current();
  const rules = rulesIn(here.world);
  const details = el("details", { class: "walk", open: walking.open || here.walking || walk.refused !== "" });
  details.addEventListener("toggle", () => (walking.open = details.open));
  section.append(details);
  fill(details, {}, [
    el("summary", { "data-kept": "walk" }, el("b", {}, "Walk it yourself"), ` ${abilities(rules)}`),
    walk.refused && el("p", { class: "notice vacuous refused" }, sign("unknown"), el("span", {}, walkRefusal())),
    here.walking && whereWalked(here),
    branchList(here),
    forbiddenHere(here),
    el("p", { class: "pressing" }, pressingWords(here.world)),
    rules.length > 6 && ruleFilter(here),
    el("div", { class: "can", tabindex: "-1", role: "group", "aria-label": "What can happen here" }),
  ]);
  drawChoices(details.querySelector(".can"), here, rules);
}

function abilities(rules) {
  return rules.length ? `${counted(rules.length, "rule")} enabled here` : "no rule is enabled here";
}

/* Where the reader is */

function whereWalked({ steps, step }) {
  const { from } = walk.now;
  const left = runSteps().length ? (from ? `You left the run after step ${from}` : "You left the run before its first step") : "You walk from the initial world";
  return el("div", { class: "walked" },
    el("p", {}, `${left}; ${counted(steps.length - from, "step")} of your own.`),
    el("div", { class: "buttons" },
      el("button", { type: "button", class: "plain", "data-kept": "walk-back", disabled: step === 0, click: back }, "← Back one step"),
      el("button", { type: "button", class: "plain", "data-kept": "walk-leave", click: endWalk }, runSteps().length ? "Back to the run" : "Start again")));
}

function endWalk() {
  leaveWalk();
  announce(runSteps().length ? `Back on the run, at step ${state.step}.` : "Back in the initial world.");
  document.querySelector(".walk > summary").focus({ preventScroll: true });
}

function branchList() {
  const all = branches();
  if (all.length < (walk.now ? 2 : 1)) return null;
  return el("div", { class: "branches" }, el("h3", {}, counted(all.length, "walk")), el("ul", {}, all.map((each, place) => el("li", {}, branchButton(each, place)))));
}

function branchButton(branch, place) {
  const { from, steps } = branch;
  const last = report.rules[steps[steps.length - 1][0]];
  return el("button", { type: "button", "data-kept": `branch-${place}`, "aria-current": branch === walk.now ? "true" : null, click: () => takeUp(branch) },
    `${from ? `from step ${from}` : "from the start"}, ${counted(steps.length, "step")}, to: `, bdi(last.label));
}

/** The properties that forbid this world, or the step just taken, as far as that shows in one world or step. */
function forbiddenHere({ world, worlds, taken, step, walking: walks, verdict }) {
  const broken = (report.forbidden || []).filter((claim) => offends(claim, { world, taken, before: worlds[step - 1] }));
  const told = new Set(walks || !verdict || offendingStep() !== step || step === 0 ? [] : [verdict.id]);
  const ids = [...new Set(broken.map((claim) => claim.property))].filter((id) => !told.has(id));
  return ids.map((id) => el("p", { class: "notice violated" }, sign("violated"), el("span", {}, el("b", {}, "Forbidden: "), bdi(verdictOn(id).says), " ", el("code", {}, bdi(id)))));
}

/** Whether a claim {rules, where, after} is broken: by the world (rules null), or by the step that led to it. */
function offends({ rules, where, after }, { world, taken, before }) {
  if (rules === null) return isIn(world, where);
  return taken !== null && rules.includes(taken[0]) && isIn(before, where) && isIn(world, after);
}

/** Whether a world is in a condition: one of its conjunctions, [[machine, [states…]], …]. */
function isIn(world, condition) {
  return condition.some((every) => every.every(([machine, states]) => states.includes(world[machine])));
}

/** Whether a run may stay in a world, and why not. */
function pressingWords(world) {
  if (rulesIn(world).length === 0) return "No rule is enabled here: every run that comes here ends here.";
  const [first, ...others] = pressingRules(world);
  if (first === undefined) return "A run may end here, or wait here for ever: no rule that is enabled is fair.";
  const more = others.length ? [" (and so ", others.length === 1 ? "is one more" : `are ${others.length} more`, ")"] : "";
  return ["It must go on from here: ", el("q", {}, bdi(report.rules[first].label)), ` is ${fairWord(report.rules[first])}`, more, "."];
}

function fairWord({ fairness }) {
  return `${fairness}ly fair`;
}

/* What can happen */

function ruleFilter(here) {
  const input = (event) => {
    walking.wanted = event.target.value;
    drawChoices(document.querySelector(".walk .can"), here, rulesIn(here.world));
  };
  return el("input", { type: "search", class: "wanted-rules", placeholder: "Filter the rules", "aria-label": "Filter the rules that are enabled here", "data-kept": "walk-filter", value: walking.wanted, input });
}

function drawChoices(list, here, rules) {
  const words = rules.length > 6 ? walking.wanted.toLowerCase().split(/\s+/).filter(Boolean) : [];
  const found = rules.filter((rule) => words.every((word) => `${report.rules[rule].actor} ${report.rules[rule].name}`.toLowerCase().includes(word)));
  const twice = repeated(found.map((rule) => report.rules[rule].label));
  const actors = [...new Set(found.map((rule) => report.rules[rule].actor))];
  clear(list).append(...actors.map((actor) => actorGroup(actor, found.filter((rule) => report.rules[rule].actor === actor), { here, twice })));
  if (rules.length && !found.length) list.append(el("p", {}, "No rule that is enabled here is like that."));
}

function repeated(texts) {
  return new Set(texts.filter((text, place) => texts.indexOf(text) !== place));
}

function actorGroup(actor, rules, context) {
  const name = actor ? bdi(actor) : "nobody named";
  return el("section", {}, el("h3", {}, name), el("ul", {}, rules.map((rule) => el("li", {}, ruleChoice(rule, context)))));
}

/** One rule: a button; where it has a choice, a button for each; where these are too many, a list for each mover. */
function ruleChoice(rule, { here, twice }) {
  const { label, name } = report.rules[rule];
  const words = twice.has(label) ? name : label;
  const ways = waysOf(rule, here.world);
  const count = choicesAmong(ways);
  if (count > BigInt(MOST_BUTTONS)) return manyChoices(rule, words, { ways, count, here });
  const every = Array.from({ length: Number(count) }, (_, choice) => changesBy(ways, picksAt(ways, BigInt(choice)), here.world));
  if (every.length === 1) return stepButton([rule, every[0]], here, words);
  return el("div", { class: "several", role: "group", "aria-label": isolated(words) }, bdi(words), ` (${every.length} ways)`, every.map((changes) => stepButton([rule, changes], here, null)));
}

function stepButton(step, here, words) {
  const [rule, changes] = step;
  const next = here.steps[here.step] && sameStep(here.steps[here.step], step);
  const after = next && el("span", { class: "next" }, here.walking ? "as you went" : "as in the run");
  return el("button", { type: "button", class: "step", "data-kept": `rule-${rule}`, "data-rule": String(rule), click: () => takeAndTell(rule, changes) },
    words !== null && el("span", { class: "words" }, bdi(words)), after,
    el("span", { class: "effect" }, effect(changes, here.world, words === null ? changes.length : 2)));
}

/** What a step changes, the first few in full. */
function effect(changes, world, most) {
  if (changes.length === 0) return "changes nothing";
  const told = changes.slice(0, most).map(([machine, after], place) => [place > 0 && "; ", bdi(changeInWords(machine, world[machine], after))]);
  return [told, changes.length > most && `; ${changes.length - most} more`];
}

function manyChoices(rule, words, { ways, count, here }) {
  const open = ways.map((way, mover) => ({ ...way, mover })).filter(({ targets }) => targets.length > 1);
  const picks = ways.map(() => 0);
  const selects = open.map(({ machine, targets, mover }) => el("label", {}, bdi(report.machines[machine].name), " → ",
    el("select", { change: (event) => (picks[mover] = event.target.selectedIndex) }, targets.map((target) => el("option", {}, stateName(machine, target))))));
  const click = () => takeAndTell(rule, changesBy(ways, picks, here.world));
  return el("div", { class: "several", role: "group", "aria-label": isolated(words) }, bdi(words), ` (${count.toLocaleString("en-US")} ways)`, selects,
    el("button", { type: "button", class: "plain", "data-rule": String(rule), click }, "Take it so"));
}

function takeAndTell(rule, changes) {
  walking.wanted = "";
  take(rule, changes);
  announce(`Taken: ${isolated(report.rules[rule].label)}. ${abilities(rulesIn(current().world))}.`);
  const next = document.querySelector(".walk .can button") || document.querySelector(".walk > summary");
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}
