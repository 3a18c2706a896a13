/* The marks and words of verdicts, so that none is told by colour alone. */

const SIGNS = {
  violated: {
    word: "violated",
    group: "Violated",
    strokes: ["M6.6 6.6 L13.4 13.4", "M13.4 6.6 L6.6 13.4"],
    ring: true,
  },
  unreachable: {
    word: "unreachable",
    group: "Must be possible, and is not",
    strokes: ["M10 2.4 L17.6 10 L10 17.6 L2.4 10 Z", "M7.4 7.4 L12.6 12.6"],
  },
  unknown: {
    word: "unknown",
    group: "Not decided",
    strokes: ["M7.4 8 a2.6 2.6 0 1 1 3.6 2.4 q-1 .5 -1 1.6", "M10 14.4 v.1"],
    ring: true,
  },
  vacuous: { word: "vacuous", group: "Says nothing here", strokes: ["M6.4 10 h7.2"], ring: true },
  witnessed: {
    word: "witnessed",
    group: "Can happen",
    strokes: ["M10 2.4 L17.6 10 L10 17.6 L2.4 10 Z", "M7.2 10.1 l2 2 l3.6 -4"],
  },
  holds: { word: "holds", group: "Hold", strokes: ["M6.2 10.3 l2.6 2.6 l5 -5.6"], ring: true },
};

const VERDICTS = Object.keys(SIGNS);

/** The mark of a verdict; it says nothing to a screen reader, the word beside it does. */
function sign(verdict) {
  const { strokes, ring } = SIGNS[verdict];
  const drawn = [...(ring ? ["M10 1.9 a8.1 8.1 0 1 1 -.01 0 Z"] : []), ...strokes];
  const lines = drawn.map((d) => svg("path", { class: "line", d }));
  return svg("svg", { class: `sign ${verdict}`, viewBox: "0 0 20 20", "aria-hidden": "true" }, lines);
}

/** A verdict as mark and word. */
function pill(verdict) {
  return el("span", { class: `pill ${verdict.verdict}` }, sign(verdict.verdict), verdictWord(verdict));
}

/** The word for a verdict, strict ones told apart. */
function verdictWord({ verdict, strict }) {
  return strict && verdict === "violated" ? "violated (strict: shown, but does not count)" : SIGNS[verdict].word;
}
