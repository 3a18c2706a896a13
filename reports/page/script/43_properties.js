/* The list of properties, worst first, with a filter by words and by verdict. */

const wanted = { text: "", verdicts: new Set() };

addPart((what) => {
  if (!byId("properties").firstChild) drawProperties();
  if (what.property) lightProperty();
});

function drawProperties() {
  byId("properties").append(unfoldButton(), propertyFinder(), el("div", { id: "found", keydown: roveProperties }));
  drawFound();
}

/** On a narrow screen the list is folded away behind this. */
function unfoldButton() {
  const bad = countedAsBroken().length;
  const click = () => unfold(!byId("properties").classList.contains("open"));
  return el(
    "button",
    { id: "unfold", class: "plain", type: "button", "aria-expanded": "false", "aria-controls": "found", click },
    el("span", {}, counted(report.verdicts.length, "property", "properties")),
    bad > 0 && el("span", { class: "pill violated" }, sign("violated"), `${bad} broken`),
  );
}

function unfold(opened) {
  byId("properties").classList.toggle("open", opened);
  byId("unfold").setAttribute("aria-expanded", String(opened));
}

function propertyFinder() {
  const input = (event) => {
    wanted.text = event.target.value;
    drawFound();
    announce(`${counted(matchingVerdicts().length, "property", "properties")} found`);
  };
  return el(
    "div",
    { class: "find", role: "search" },
    el("input", {
      id: "filter",
      type: "search",
      placeholder: "Filter by words or id",
      "aria-label": "Filter the properties by words or id",
      autocomplete: "off",
      spellcheck: "false",
      input,
    }),
    el("div", { class: "wanted", role: "group", "aria-label": "Only these verdicts" }, VERDICTS.map(verdictSwitch)),
  );
}

function verdictSwitch(verdict) {
  const number = report.verdicts.filter((each) => each.verdict === verdict).length;
  if (number === 0) return null;
  const click = (event) => {
    if (!wanted.verdicts.delete(verdict)) wanted.verdicts.add(verdict);
    event.currentTarget.setAttribute("aria-pressed", String(wanted.verdicts.has(verdict)));
    drawFound();
  };
  return el(
    "button",
    { type: "button", class: verdict, "aria-pressed": "false", click },
    sign(verdict),
    `${number} ${SIGNS[verdict].word}`,
  );
}

function matchingVerdicts() {
  const words = wanted.text.toLowerCase().split(/\s+/).filter(Boolean);
  return report.verdicts.filter((verdict) => {
    const text = [verdict.id, verdict.says, verdict.verdict, ...verdict.cites].join(" ").toLowerCase();
    return (
      (wanted.verdicts.size === 0 || wanted.verdicts.has(verdict.verdict)) && words.every((word) => text.includes(word))
    );
  });
}

function drawFound() {
  const found = matchingVerdicts();
  const groups = VERDICTS.map((verdict) => [verdict, found.filter((each) => each.verdict === verdict)]).filter(
    ([, some]) => some.length,
  );
  clear(byId("found")).append(...groups.map(([verdict, some]) => propertyGroup(verdict, some)));
  if (found.length === 0)
    byId("found").append(
      el(
        "p",
        { class: "nothing" },
        report.verdicts.length
          ? "No property is like that. Take a word or a verdict out of the filter."
          : "No property was asked.",
      ),
    );
  lightProperty();
}

function propertyGroup(verdict, some) {
  return el(
    "section",
    { class: `group ${verdict}`, "aria-label": SIGNS[verdict].group },
    el("h2", {}, `${SIGNS[verdict].group} (${some.length})`),
    el(
      "ul",
      {},
      some.map((each) => el("li", {}, propertyButton(each))),
    ),
  );
}

function propertyButton(verdict) {
  const click = () => {
    unfold(false);
    go({ property: verdict.id });
    announce(`${verdictWord(verdict)}: ${isolated(verdict.says)}`);
  };
  return el(
    "button",
    { type: "button", class: `property ${verdict.verdict}`, "data-property": verdict.id, click },
    sign(verdict.verdict),
    el("span", { class: "says" }, el("span", { class: "unseen" }, `${verdictWord(verdict)}: `), bdi(verdict.says)),
    el("span", { class: "long" }, asideOf(verdict)),
    el("code", {}, bdi(verdict.id)),
  );
}

function asideOf({ run, strict, verdict }) {
  const told = strict && verdict === "violated" ? "(strict)" : "";
  const long = run && run.steps.length ? counted(run.steps.length, "step") + (run.cycleFrom === null ? "" : " ↻") : "";
  return [long, told].filter(Boolean).join(" ");
}

function lightProperty() {
  const buttons = [...document.querySelectorAll("#found .property")];
  const chosen = buttons.find((button) => button.dataset.property === state.property);
  for (const button of buttons) {
    button.setAttribute("aria-current", String(button === chosen));
    button.tabIndex = button === (chosen || buttons[0]) ? 0 : -1;
  }
  const list = byId("properties");
  if (chosen && getComputedStyle(list).overflowY === "auto") bringIntoSight(list, chosen);
}

/** Up and down walk through the list; enter chooses, as on any button. */
function roveProperties(event) {
  const buttons = [...document.querySelectorAll("#found .property")];
  const place = buttons.indexOf(document.activeElement);
  const next = { ArrowDown: place + 1, ArrowUp: place - 1 }[event.key];
  if (place < 0 || next === undefined || !buttons[next]) return;
  event.preventDefault();
  for (const button of buttons) button.tabIndex = -1;
  buttons[next].tabIndex = 0;
  buttons[next].focus();
}
