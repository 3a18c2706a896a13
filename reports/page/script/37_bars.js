/* The bars on the lanes: how long a process lives and how, who is connected, which transfer is under way. */

const SOLID = new Set(["front", "held", "running", "open", "on"]);
const HOLLOW = new Set(["suspended", "reporting"]);

function barLook(paint) {
  if (QUIET.has(paint)) return null;
  return SOLID.has(paint) ? "" : HOLLOW.has(paint) ? "hollow" : "faded";
}

/** The pieces of all bars in one row: how it was up to y, and how it is from there on. */
function drawBars(bars, { x, beside }, row, before, after) {
  return bars.flatMap((machines, lane) =>
    machines.map((machine, place) => {
      const wide = machines.length > 1 || beside ? 7 : 10;
      const at = { x: x[lane] + (place - (machines.length - 1) / 2) * (wide + 1) - wide / 2, wide, machine };
      return barPieces(at, row, before, after);
    }),
  );
}

function barPieces({ x, wide, machine }, { y, height }, before, after) {
  const { role, owner, lane, paint } = report.machines[machine];
  const [was, is] = [paint[before[machine]], paint[after[machine]]].map(barLook);
  const tone = laneClass(role === "life" ? lane : owner === null ? lane : owner);
  const piece = (from, to, look, ends) =>
    look === null ? null : barPiece({ x, wide, from, to, ...ends }, `bar ${look} ${tone}`);
  if (was === is) return [piece(0, height, is, {})];
  return [
    piece(0, y, was, { closed: true }),
    piece(y, height, is, { opened: true }),
    is === null && barCross(x + wide / 2, y, was, machine, after),
  ];
}

/** A bar from one height to another; round where it begins or ends, and without a line where it goes on. */
function barPiece({ x, wide, from, to, opened, closed }, look) {
  const r = wide / 2;
  const [top, bottom] = [opened ? Math.min(from + r, to) : from, closed ? Math.max(to - r, from) : to];
  const across = opened ? `a${r} ${r} 0 0 1 ${wide} 0` : `m${wide} 0`;
  const back = closed ? `a${r} ${r} 0 0 1 ${-wide} 0` : `m${-wide} 0`;
  return svg(
    "g",
    { class: look },
    svg("path", {
      class: "inside",
      d: `M${x} ${top} ${across.replace("m", "l")} V${bottom} ${back.replace("m", "l")} Z`,
    }),
    svg("path", { class: "edge", d: `M${x} ${bottom} V${top} ${across} V${bottom} ${back}` }),
  );
}

/** A cross where a process ends, or a transfer is lost. */
function barCross(x, y, was, machine, after) {
  const look = paintOf(machine, after[machine]);
  const ends = report.machines[machine].role === "life" || look === "lost" || look === "cancelled";
  if (!ends) return null;
  const d = `M${x - 5} ${y - 5} l10 10 M${x + 5} ${y - 5} l-10 10`;
  return svg("path", { class: look === "lost" ? "cross bad" : "cross", d });
}
