/* What stands in the middle for a property without a run: why it holds, says nothing, cannot be, or is not known. */

function drawOutcome({ verdict }) {
  if (!verdict)
    return el(
      "div",
      { class: "outcome" },
      el("p", {}, "Nothing was asked of this network: it was only explored."),
      coveredWords(),
    );
  return el(
    "div",
    { class: "outcome" },
    el("div", { class: `big ${verdict.verdict}` }, sign(verdict.verdict), el("p", {}, outcomeInWords(verdict))),
    outcomeReasons(verdict),
    coveredWords(),
    outcomeGrounds(verdict),
  );
}

function coveredWords() {
  return el("p", {}, bdi(report.coveredWords));
}

/** "all 265 reachable worlds", or as many as were looked at. */
function worldsInWords() {
  const { states, complete } = report.covered;
  return complete ? `all ${counted(states, "reachable world")}` : `the ${counted(states, "world")} that were looked at`;
}

function outcomeInWords(verdict) {
  const { kind, faults, run } = verdict;
  switch (verdict.verdict) {
    case "holds":
      return kind === "static" ? "Holds: read off the design, before anything runs." : `Holds in ${worldsInWords()}.`;
    case "vacuous":
      return "Says nothing here: what it is about never happens.";
    case "unreachable":
      return `It should be possible, and is in none of ${worldsInWords()}.`;
    case "unknown":
      return "Not decided: the search ended before a verdict.";
    case "witnessed":
      return "It is so already in the initial world.";
    default:
      return faults.length
        ? "Broken by the design as it is written, before anything runs."
        : run
          ? `Broken already in the initial world${verdict.ending ? `, ${verdict.ending}` : ""}.`
          : "Broken.";
  }
}

function outcomeReasons(verdict) {
  if (verdict.faults.length)
    return [
      el("h3", {}, "What is wrong"),
      el(
        "ul",
        { class: "faults" },
        verdict.faults.map((fault) => el("li", {}, sign("violated"), bdi(fault))),
      ),
    ];
  if (verdict.verdict !== "vacuous") return null;
  return el(
    "p",
    {},
    verdict.missing
      ? ["For want of what triggers it: ", bdi(verdict.missing), "."]
      : `In ${worldsInWords()} nothing triggers it.`,
  );
}

function outcomeGrounds({ cites }) {
  return cites.length ? [el("h3", {}, "What it rests on"), factList(cites)] : null;
}
