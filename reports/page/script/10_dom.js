/* How the page is built: elements whose every text is a text node, so that nothing of a design is ever read as markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An HTML element. Attributes: null and false are left out, true is empty, a function is a listener (`click: …`).
 * Children: text, elements, lists of these; null and false are left out.
 */
function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element, with attributes and children as for `el`. */
function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** Text of a design, kept apart from what stands around it, whichever way its letters run. */
function bdi(text, attributes) {
  return el("bdi", attributes, text);
}

/** Text of a design for an attribute, where no element can keep it apart. */
function isolated(text) {
  return `\u2068${text}\u2069`;
}

/** Takes everything out of an element, and gives it back. */
function clear(element) {
  element.replaceChildren();
  return element;
}

/** The element of this id in the shell. */
function byId(id) {
  return document.getElementById(id);
}

/** Has a screen reader say something. */
function announce(text) {
  byId("announcer").textContent = text;
}

