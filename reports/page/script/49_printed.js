/* What only print shows: the run in words below its picture, and what was covered and assumed. */

addPart((what) => {
  if (what.property || what.path) drawPrinted();
});

function drawPrinted() {
  const here = current();
  const printed = clear(byId("printed"));
  if (here.steps.length) printed.append(el("h2", {}, "The run in words"), toldRun(here));
  const cited = [...new Set(here.steps.flatMap(([rule]) => report.rules[rule].cites))];
  if (cited.length) printed.append(el("h2", {}, "What its steps rest on"), factList(cited));
  printed.append(el("h2", {}, "Covered and assumed"), drawCovered());
}

/** In print nothing stays folded: what is closed is opened for it, and closed again. */
const unfolded = [];
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(
    "#heading details:not([open]), #view details:not([open]), #printed details:not([open])",
  )) {
    details.open = true;
    unfolded.push(details);
  }
});
addEventListener("afterprint", () => {
  for (const details of unfolded.splice(0)) details.open = false;
});
