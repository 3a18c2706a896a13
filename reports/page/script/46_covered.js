/* What was covered and what was assumed: in a dialog on the screen, and at the end in print. */

function drawCovered() {
  return el(
    "div",
    { class: "covered" },
    el("h3", {}, "Covered"),
    el("p", {}, bdi(report.coveredWords)),
    report.environment && el("p", {}, bdi(report.environment)),
    (report.covered.notes || []).map((note) => el("p", {}, bdi(note))),
    el("h3", {}, "Assumed, where the sources are silent or disagree"),
    report.assumed.length ? assumptionList() : el("p", {}, "Nothing."),
    unusedNames(
      `Rules never enabled: ${report.neverEnabled.length} of ${report.rules.length}`,
      report.neverEnabled.map((rule) => report.rules[rule].name),
    ),
    unusedNames(
      `States never entered: ${report.neverEntered.length} of ${report.machines.reduce((sum, each) => sum + each.states.length, 0)}`,
      report.neverEntered.map(([machine, place]) => `${report.machines[machine].name}: ${stateName(machine, place)}`),
    ),
  );
}

function assumptionList() {
  return el(
    "dl",
    { class: "facts" },
    report.assumed.map(({ id, says }) => el("div", { class: "fact" }, el("dt", {}, bdi(id)), el("dd", {}, bdi(says)))),
  );
}

function unusedNames(heading, names) {
  if (names.length === 0) return null;
  return [
    el("h3", {}, heading),
    el(
      "details",
      {},
      el("summary", {}, "By name"),
      el(
        "ul",
        { class: "names" },
        names.map((name) => el("li", {}, bdi(name))),
      ),
    ),
  ];
}

function drawAbout() {
  fillDialog("about", "Covered and assumed", drawCovered());
}

/** Puts a heading, a button that closes it, and this content into a dialog. */
function fillDialog(id, title, content) {
  const dialog = byId(id);
  const close = el("button", { type: "button", class: "plain", click: () => dialog.close() }, "Close");
  dialog.append(
    el("div", { class: "bar" }, el("h2", { id: `${id}-title` }, title), close),
    el("div", { class: "body", tabindex: "0" }, content),
  );
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}
