/* The heads of the lanes, and what the bars and arrows mean. */

/** The heads, as one picture that stays in sight above the rows. */
function drawHeads(layout) {
  return layout.beside ? uprightHeads(layout) : levelHeads(layout);
}

function levelHeads({ x, heads, width }) {
  const rows = Math.max(...heads.map((head) => head.lines.length));
  const height = 16 + rows * LINE + (heads.some((head) => head.says.length) ? 16 : 0);
  const drawn = heads.map((head, lane) => levelHead(head, x[lane], lane, rows));
  return svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, drawn);
}

function levelHead({ lines, says }, x, lane, rows) {
  const top = 22 + (rows - lines.length) * LINE;
  const first = widthOf(lines[0], "head");
  return svg(
    "g",
    { class: laneClass(lane) },
    svg("rect", { x: x - first / 2 - 8, y: top - 9, width: 9, height: 9, rx: 2.5 }),
    lines.map((line, place) =>
      svg("text", { x: x + (place === 0 ? 8 : 0), y: top + place * LINE, "text-anchor": "middle" }, line),
    ),
    svg("text", { class: "says", x, y: 20 + rows * LINE, "text-anchor": "middle" }, says),
  );
}

function uprightHeads({ x, width }) {
  const names = report.lanes.map((lane) => folded(lane.name, 118, "head"));
  const height = Math.ceil(widest(names, "head")) + 26;
  const drawn = names.map((name, lane) =>
    svg(
      "g",
      { class: laneClass(lane) },
      svg("rect", { x: x[lane] - 4, y: height - 13, width: 8, height: 8, rx: 2.5 }),
      svg("text", { transform: `translate(${x[lane] + 4.5} ${height - 19}) rotate(-90)` }, name),
    ),
  );
  return svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, drawn);
}

const MEANINGS = [
  ["bar", "in front, or connected, or a transfer that runs"],
  ["bar faded", "in the background, letting go, or finished"],
  ["bar hollow", "suspended, or being reported"],
  ["", "does"],
  ["callback", "calls back"],
  ["refused", "is refused"],
  ["cross", "ends, or is lost"],
];

/** What bars and arrows mean, on demand. */
function drawLegend() {
  const items = MEANINGS.map(([look, words]) => el("li", {}, sample(look), words));
  return el("details", { class: "meanings" }, el("summary", {}, "How to read this"), el("ul", {}, items));
}

function sample(look) {
  return look.startsWith("bar") ? barSample(look) : look === "cross" ? crossSample() : arrowSample(look);
}

function crossSample() {
  return svg(
    "svg",
    { class: "sample", width: 16, height: 16, "aria-hidden": "true" },
    svg("path", { class: "cross", d: "M3 3 l10 10 M13 3 l-10 10" }),
  );
}

function barSample(look) {
  return svg(
    "svg",
    { width: 14, height: 22, "aria-hidden": "true" },
    barPiece({ x: 2, wide: 10, from: 1, to: 21, opened: true, closed: true }, `${look} lane-1`),
  );
}

function arrowSample(look) {
  return svg(
    "svg",
    { class: "sample", width: 58, height: 18, "aria-hidden": "true" },
    svg("g", { class: look }, straightArrow(3, 55, 9, look)),
  );
}
