/* How long texts are, and how they are wrapped and folded so that nothing in a picture overlaps. */

const LINE = 16;
const FONTS = { label: "560 13px", head: "620 13px", small: "11.5px", strong: "600 11.5px" };
const MOST_LINES = 5;

const pen = document.createElement("canvas").getContext("2d");
const family = getComputedStyle(document.documentElement).getPropertyValue("--sans");

/** How wide a text is, in pixels. */
function widthOf(text, font) {
  pen.font = `${FONTS[font]} ${family}`;
  return pen.measureText(text).width;
}

/** The text in lines no wider than `width`; what goes beyond the last line that is allowed is folded to "…". */
function wrapped(text, width, font, most = MOST_LINES) {
  const lines = [];
  for (const word of text.split(/\s+/).flatMap((each) => brokenUp(each, width, font))) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && widthOf(longer, font) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
    if (lines.length > most) return [...lines.slice(0, most - 1), folded(`${lines[most - 1]} ${word}`, width, font)];
  }
  return lines.length ? lines : [""];
}

/** A word in pieces that fit, broken after a hyphen or an underscore where there is one. */
function brokenUp(word, width, font) {
  if (widthOf(word, font) <= width) return [word];
  const pieces = [];
  let piece = "";
  for (const letter of word.slice(0, 400)) {
    if (piece && widthOf(piece + letter, font) > width) {
      const at = Math.max(piece.lastIndexOf("-"), piece.lastIndexOf("_")) + 1;
      const cut = at > piece.length / 3 ? at : piece.length;
      pieces.push(piece.slice(0, cut));
      piece = piece.slice(cut);
    }
    piece += letter;
  }
  return [...pieces, piece];
}

/** The text on one line, its end folded to "…" if it does not fit. */
function folded(text, width, font) {
  if (widthOf(text, font) <= width && !text.endsWith("…")) return text;
  let letters = [...text.slice(0, 400)];
  while (letters.length > 1 && widthOf(`${letters.join("")}…`, font) > width) letters = letters.slice(0, -1);
  return `${letters.join("").trimEnd()}…`;
}

/** How wide the widest of some lines is. */
function widest(lines, font) {
  return Math.max(0, ...lines.map((line) => widthOf(line, font)));
}
