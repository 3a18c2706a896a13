/* Where the reader is: which property, step and tab; its link; and who is to be drawn anew when that changes. */

const state = { property: null, step: 0, tab: "sequence" };
const views = [];
const panels = [];
const parts = [];
const pathSources = [];

/** A tab in the middle: {id, label, draw(container), step(container)?, fits()?}. Without `step`, a step draws it anew. */
function addView(view) {
  views.push(view);
}

/** A section of the right column: {id, draw(container)}; left empty, it is not shown. */
function addPanel(panel) {
  panels.push(panel);
}

/** Any other part of the page: draw(what), what = {property, path, tab, step}: whether each of these changed. */
function addPart(draw) {
  parts.push(draw);
}

/**
 * Another source of steps than the verdict, asked before it: {path(), toHash(), fromHash(text), leave()}.
 * path(): {steps, cycleFrom, walking: true} or null; toHash(): what stands in the link after `#property/step/`, or "";
 * fromHash(text): takes that up, text may be ""; leave(): another property was chosen.
 */
function addPathSource(source) {
  pathSources.push(source);
}

/** The steps that are shown: {steps, cycleFrom, walking}; of the verdict's run, or of the reader's own walk. */
function path() {
  for (const source of pathSources) {
    const found = source.path();
    if (found) return found;
  }
  const run = (verdictOn(state.property) || {}).run;
  return { steps: run ? run.steps : [], cycleFrom: run ? run.cycleFrom : null, walking: false };
}

/** All about where the reader is; `worlds[k]` is the world after step k, `taken` the step into it, null at the start. */
function current() {
  const { steps, cycleFrom, walking } = path();
  const worlds = worldsOf({ steps });
  const step = Math.max(0, Math.min(state.step, steps.length));
  const verdict = verdictOn(state.property) || null;
  const taken = step > 0 ? steps[step - 1] : null;
  return { verdict, run: verdict && verdict.run, steps, cycleFrom, walking, step, worlds, world: worlds[step], taken };
}

/** Which step of the path breaks the property, from 1; 0 if none does, or if it is broken by what never comes. */
function offendingStep() {
  const { verdict, steps, walking } = current();
  return verdict && verdict.verdict === "violated" && !walking && !isOwed(verdict) ? steps.length : 0;
}

/** Whether a verdict is about what is owed and never comes, which is the fault of no step. */
function isOwed({ offence }) {
  return Boolean(offence && offence.owed);
}

/**
 * Goes there: any of {property, step, tab, path: true if the steps of the walk changed}. `kept`: "push" makes an entry
 * that the back button returns from, "replace" (the default) does not.
 */
function go(change, kept) {
  const before = { ...state };
  if (change.property !== undefined && change.property !== state.property) leaveFor(change.property);
  if (change.tab !== undefined) state.tab = change.tab;
  if (change.step !== undefined) state.step = change.step;
  state.step = Math.max(0, Math.min(state.step, path().steps.length));
  writeLink(kept || (before.property !== state.property && before.property !== null ? "push" : "replace"));
  redraw({
    property: before.property !== state.property,
    path: before.property !== state.property || Boolean(change.path),
    tab: before.tab !== state.tab,
    step: before.step !== state.step,
  });
}

function leaveFor(property) {
  for (const source of pathSources) source.leave();
  state.property = property;
  state.step = path().steps.length;
}

function redraw(what) {
  for (const draw of parts) draw(what);
}

/** The link to where the reader is: `#property/step`, and what a walk adds. */
function link() {
  const added = pathSources.map((source) => source.toHash()).filter(Boolean);
  return `#${[encodeURIComponent(state.property || ""), state.step, ...added].join("/")}`;
}

function writeLink(kept) {
  const wanted = link();
  if (wanted === location.hash) return;
  if (kept === "push") history.pushState(null, "", wanted);
  else history.replaceState(null, "", wanted);
}

/** Takes up the link in the address; without a property that the report has, the first of the list. */
function followLink() {
  const [id, step, ...rest] = location.hash.slice(1).split("/");
  const known = verdictOn(decoded(id));
  const property = (known || report.verdicts[0] || { id: null }).id;
  if (property !== state.property) leaveFor(property);
  if (known && /^\d+$/.test(step || "")) state.step = Number(step);
  for (const source of pathSources) source.fromHash(rest.join("/"));
  state.step = Math.max(0, Math.min(state.step, path().steps.length));
  writeLink("replace");
  redraw({ property: true, path: true, tab: true, step: true });
}

function decoded(text) {
  try {
    return decodeURIComponent(text || "");
  } catch {
    return "";
  }
}
