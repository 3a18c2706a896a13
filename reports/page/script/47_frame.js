/* The frame of the middle and of the right column: heading, tabs, the chosen view, and the panels. */

addPart((what) => {
  if (what.property) drawHeading();
  drawTabs();
  if (what.property || what.path || what.tab) drawView();
  else if (what.step) stepView();
  drawPanels();
});

function drawHeading() {
  const { verdict } = current();
  const heading = clear(byId("heading"));
  if (!verdict) {
    heading.append(el("h2", {}, "No property was asked"));
    return;
  }
  heading.append(
    el("h2", {}, bdi(verdict.says)),
    el(
      "div",
      { class: "about" },
      pill(verdict),
      el("code", {}, bdi(verdict.id)),
      el("span", {}, runInWords(verdict)),
      reachOf(verdict),
    ),
  );
  if (verdict.cites.length) heading.append(restsOn(verdict));
}

function restsOn({ cites }) {
  const ids = cites.map((id, place) => [place > 0 && " ", el("code", {}, bdi(id))]);
  return el("details", { class: "rests" }, el("summary", {}, "Rests on ", ids), factList(cites));
}

/** What the run of a verdict is, in words; "" where there is none. */
function runInWords({ verdict, run }) {
  if (!run) return "";
  const steps = counted(run.steps.length, "step");
  const goal = verdict === "violated" ? "breaks it" : "shows it";
  if (run.steps.length === 0) return "So already in the initial world.";
  if (run.cycleFrom === null) return `The shortest run that ${goal}: ${steps}.`;
  return `A run that ${goal}: ${steps}, ${roundInWords(run)} for ever.`;
}

/** Which steps go round: "step 4" or "steps 4 to 9". */
function roundInWords({ steps, cycleFrom }) {
  return cycleFrom + 1 === steps.length ? `step ${steps.length}` : `steps ${cycleFrom + 1} to ${steps.length}`;
}

/** How far beyond its bounds a verdict reaches, if that was asked. */
function reachOf({ reach, because }) {
  return reach ? el("span", {}, "Holds good for ", el("b", {}, reach), ": ", bdi(because)) : null;
}

/** The views that have something to show here. */
function offered() {
  return views.filter((view) => !view.fits || view.fits());
}

function chosenView() {
  const fitting = offered();
  return fitting.find((view) => view.id === state.tab) || fitting[0];
}

function drawTabs() {
  const chosen = chosenView();
  const fitting = offered();
  const wanted = fitting.map((view) => `${view.id} ${labelOfView(view)}`).join(" ");
  const tabs = byId("tabs");
  if (tabs.dataset.tabs !== wanted) fill(clear(tabs), { "data-tabs": wanted }, fitting.map(tabOf));
  for (const tab of tabs.children) {
    const isChosen = tab.id === `tab-${chosen.id}`;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
  }
  byId("view").setAttribute("aria-labelledby", `tab-${chosen.id}`);
}

function labelOfView({ label }) {
  return typeof label === "function" ? label() : label;
}

function tabOf(view) {
  const { id } = view;
  const attributes = { role: "tab", id: `tab-${id}`, "aria-controls": "view", "data-keys": true };
  return el(
    "button",
    { ...attributes, type: "button", click: () => go({ tab: id }), keydown: roveTabs },
    labelOfView(view),
  );
}

function roveTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const tabs = [...byId("tabs").children];
  const next = tabs[(tabs.indexOf(event.currentTarget) + step + tabs.length) % tabs.length];
  next.focus();
  go({ tab: next.id.slice("tab-".length) });
}

function drawView() {
  const view = byId("view");
  view.scrollTop = 0;
  view.classList.add("fresh");
  chosenView().draw(clear(view));
  view.classList.remove("fresh");
}

function stepView() {
  const view = chosenView();
  if (view.step) view.step(byId("view"));
  else view.draw(clear(byId("view")));
}

function drawPanels() {
  const column = byId("panels");
  const open = new Set([...column.querySelectorAll("details[open]")].map((details) => details.dataset.kept));
  const held =
    document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.kept : undefined;
  const sections = panels.map((panel) => {
    const section = el("section", { id: `panel-${panel.id}` });
    panel.draw(section);
    return section;
  });
  column.replaceChildren(...sections.filter((section) => section.childNodes.length > 0));
  for (const details of column.querySelectorAll("details[data-kept]")) details.open = open.has(details.dataset.kept);
  if (held) column.querySelector(`[data-kept="${CSS.escape(held)}"]`)?.focus();
}

/** Draws the chosen view anew where its width has changed. */
let drawnAt = innerWidth;
addEventListener("resize", () =>
  requestAnimationFrame(() => {
    if (innerWidth === drawnAt) return;
    drawnAt = innerWidth;
    drawView();
  }),
);
