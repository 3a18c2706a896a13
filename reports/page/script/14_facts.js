/* What steps and properties rest on: each id with the platform's statement in our words, how sure it is, and its source. */

const ASSUMPTIONS = new Set(report.assumptionIds || []);

/** Whether something that cites these ids was carried by an assumption, the sources being silent. */
function assumedAmong(cites) {
  return cites.filter((id) => ASSUMPTIONS.has(id));
}

const GRADES = {
  DTS: "said by Apple's support (DTS)",
  DOC: "documented",
  OBS: "reported by developers",
  observed: "seen in practice",
};

/** How sure a statement is, in words: "DTS+DOC" joins grades. */
function confidenceInWords(confidence) {
  return (confidence || "")
    .split("+")
    .map((grade) => GRADES[grade] || grade)
    .filter(Boolean)
    .join(", ");
}

/** The ids as a list of statements; an id without a statement (of a bare network) stands alone. */
function factList(cites) {
  return el(
    "dl",
    { class: "facts" },
    cites.map((id) => el("div", { class: "fact" }, el("dt", {}, bdi(id)), factStatement(id))),
  );
}

function factStatement(id) {
  const fact = Object.hasOwn(report.facts || {}, id) ? report.facts[id] : null;
  const carried = ASSUMPTIONS.has(id) && el("span", { class: "carried" }, "an assumption");
  if (!fact)
    return el("dd", {}, carried || el("span", { class: "from" }, "no statement of the platform travels with this id"));
  const sure = el("span", { class: "sure" }, confidenceInWords(fact.confidence));
  return el(
    "dd",
    {},
    bdi(fact.says),
    el("div", { class: "from" }, carried, sure, fact.source && [" · ", bdi(fact.source)]),
  );
}
