/* How the map is drawn: where worlds stand, how dense they and their steps are, and the path with what is chosen. */

const MARGIN = { left: 34, right: 26, top: 34, bottom: 38 };
const MOST_SHARP = 2;

/** Where things stand on the plane: its size, and the place of every level. */
function layOutMap(found, plane) {
  const width = plane.clientWidth;
  const height = mapHeight(width);
  plane.style.height = `${height}px`;
  const depths = found.levels.length;
  const gap = depths > 1 ? (width - MARGIN.left - MARGIN.right) / (depths - 1) : 0;
  const counts = Array.from({ length: depths }, (_, depth) => levelStart(found, depth + 1) - levelStart(found, depth));
  const most = Math.log1p(Math.max(...spans(counts), 1));
  const room = height - MARGIN.top - MARGIN.bottom;
  const tall = counts.map((count) => (count < 2 ? 0 : Math.min(room * (Math.log1p(count) / most), (count - 1) * 26)));
  return { width, height, gap, counts, tall, middle: MARGIN.top + room / 2 };
}

/** As high as leaves room, in a view that scrolls for itself, for what is told below it. */
function mapHeight(width) {
  const view = byId("view");
  const room = getComputedStyle(view).overflowY === "auto" ? view.clientHeight - 210 : width * 0.56;
  return Math.round(Math.max(290, Math.min(560, room)));
}

/** The largest of each hundred, so that a spread of them never becomes too long a list of arguments. */
function spans(counts) {
  const found = [];
  counts.forEach((count, place) => (found[Math.floor(place / 100)] = Math.max(found[Math.floor(place / 100)] || 0, count)));
  return found.length > 1000 ? spans(found) : found;
}

function atDepth({ gap, width, counts }, depth) {
  return counts.length > 1 ? MARGIN.left + depth * gap : width / 2;
}

function heightAt(found, drawn, place, depth) {
  const count = drawn.counts[depth];
  return count < 2 ? drawn.middle : drawn.middle + ((place - levelStart(found, depth)) / (count - 1) - 0.5) * drawn.tall[depth];
}

/** The world nearest to a point, of the level nearest to it; -1 far from all. */
function placeAt(found, drawn, [x, y]) {
  const depth = Math.round(drawn.counts.length > 1 ? (x - MARGIN.left) / drawn.gap : 0);
  if (!(depth >= 0 && depth < drawn.counts.length)) return -1;
  const count = drawn.counts[depth];
  const share = count < 2 ? 0 : (y - drawn.middle) / (drawn.tall[depth] || 1) + 0.5;
  return levelStart(found, depth) + Math.max(0, Math.min(count - 1, Math.round(share * (count - 1))));
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["bg", "card", "ink", "soft", "faint", "line", "hair", "accent", "bad", "info", "now-line", "lane-1"];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** A canvas made as sharp as the screen; its unit is a pixel of the page. */
function sharpen(canvas, { width, height }) {
  const sharp = Math.max(1, Math.min(devicePixelRatio || 1, MOST_SHARP));
  [canvas.width, canvas.height] = [Math.round(width * sharp), Math.round(height * sharp)];
  const pen2d = canvas.getContext("2d");
  pen2d.scale(sharp, sharp);
  return { pen2d, sharp };
}

/* The ground: worlds and steps */

/** Paints worlds at once, and the steps between them in slices; what was begun for another size is given up. */
function paintBase(found, drawn, box) {
  const canvas = box.querySelector(".base");
  const { pen2d, sharp } = sharpen(canvas, drawn);
  const tones = colours();
  paintLevels(found, drawn, { pen2d, tones });
  const dense = new Float32Array(canvas.width * canvas.height);
  inSlices(steps(), (done) => {
    if (!done) return;
    pen2d.clearRect(0, 0, drawn.width, drawn.height);
    paintDense(canvas, dense, tones["lane-1"]);
    paintLevels(found, drawn, { pen2d, tones });
  });

  function* steps() {
    for (let depth = 0; depth + 1 < drawn.counts.length; depth += 1) {
      for (let place = levelStart(found, depth); place < levelStart(found, depth + 1); place += 1) {
        if (!box.isConnected || map.drawn !== drawn) return;
        addSteps(found, drawn, { dense, sharp, width: canvas.width, place, depth });
        if ((place & 63) === 0) yield;
      }
    }
  }
}

/** Adds the steps of one world that lead a level on: each spreads a weight of one over every column of pixels. */
function addSteps(found, drawn, { dense, sharp, width, place, depth }) {
  const next = levelStart(found, depth + 1);
  const from = atDepth(drawn, depth) * sharp;
  const to = atDepth(drawn, depth + 1) * sharp;
  const start = heightAt(found, drawn, place, depth) * sharp;
  for (let step = found.first.data[place]; step < found.first.data[place + 1]; step += 1) {
    const target = found.targets.data[step];
    if (target >= next) addLine(dense, width, [from, start], [to, heightAt(found, drawn, target, depth + 1) * sharp]);
  }
}

function addLine(dense, width, [fromX, fromY], [toX, toY]) {
  const slope = (toY - fromY) / (toX - fromX);
  for (let x = Math.ceil(fromX); x <= toX; x += 1) {
    const y = fromY + slope * (x - fromX);
    const row = Math.floor(y);
    dense[row * width + x] += 1 - (y - row);
    dense[(row + 1) * width + x] += y - row;
  }
}

/** Colours the weights by their logarithm: one line is still seen, and where thousands cross is not one flat patch. */
function paintDense(canvas, dense, tone) {
  const [red, green, blue] = channels(tone);
  let most = 0;
  for (const weight of dense) if (weight > most) most = weight;
  const image = new ImageData(canvas.width, canvas.height);
  const opacity = (weight) => 30 + 180 * (Math.log1p(weight) / Math.log1p(Math.max(most, 6))) ** 1.5;
  dense.forEach((weight, pixel) => weight > 0 && image.data.set([red, green, blue, opacity(weight)], 4 * pixel));
  canvas.getContext("2d").putImageData(image, 0, 0);
}

function channels(hex) {
  const number = parseInt(hex.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

function paintLevels(found, drawn, { pen2d, tones }) {
  const every = Math.max(1, Math.ceil(30 / (drawn.gap || 30)));
  const label = Math.max(1, Math.ceil(46 / (drawn.gap || 46)));
  pen2d.font = `11.5px ${family}`;
  pen2d.textAlign = "center";
  drawn.counts.forEach((count, depth) => {
    paintLevel(drawn, depth, { pen2d, tones });
    pen2d.fillStyle = tones.soft;
    if (depth % every === 0) pen2d.fillText(String(depth), atDepth(drawn, depth), drawn.height - MARGIN.bottom + 20);
    if (depth % label === 0) pen2d.fillText(shortNumber(count), atDepth(drawn, depth), drawn.middle - drawn.tall[depth] / 2 - 8);
  });
  pen2d.textAlign = "start";
  pen2d.fillText("steps from the initial world →", MARGIN.left - 12, drawn.height - 4);
}

function paintLevel(drawn, depth, { pen2d, tones }) {
  const [x, count, tall] = [atDepth(drawn, depth), drawn.counts[depth], drawn.tall[depth]];
  const apart = count > 1 ? tall / (count - 1) : tall;
  pen2d.fillStyle = tones["lane-1"];
  if (count === 1 || apart >= 3) {
    for (let number = 0; number < count; number += 1) disc(pen2d, [x, drawn.middle - tall / 2 + number * apart], Math.min(2.6, Math.max(1.2, apart / 3)));
    return;
  }
  pen2d.globalAlpha = Math.min(1, 0.35 + 0.13 * Math.log1p(1 / apart));
  const wide = Math.max(1, Math.min(3, drawn.gap / 5));
  pen2d.fillRect(x - wide / 2, drawn.middle - tall / 2, wide, tall);
  pen2d.globalAlpha = 1;
}

function disc(pen2d, [x, y], radius) {
  pen2d.beginPath();
  pen2d.arc(x, y, radius, 0, 2 * Math.PI);
  pen2d.fill();
}

/** A number in few letters: 987, 1.2k, 14k. */
function shortNumber(number) {
  if (number < 1000) return String(number);
  const [size, unit] = number < 1e6 ? [1e3, "k"] : [1e6, "M"];
  return (number / size < 9.95 ? (number / size).toFixed(1).replace(".0", "") : Math.round(number / size)) + unit;
}

/* Over it: the path, where the reader is, what is chosen */

function drawOver(found) {
  const drawn = map.drawn;
  const { pen2d } = sharpen(map.box.querySelector(".over"), drawn);
  const { worlds, step, verdict, walking: walks } = current();
  const tones = colours();
  const tone = walks ? tones.ink : verdict && verdict.verdict === "violated" ? tones.bad : tones.info;
  const points = placesAlong(found, worlds).map((place) => place >= 0 && pointOf(found, drawn, place));
  paintPath(pen2d, points, { tones, tone, step });
  const here = points[step];
  if (here) ring(pen2d, here, { radius: 8, tone: tones.ink, halo: tones["now-line"] });
  if (here && step > 0 && step === offendingStep()) crossOut(pen2d, here, tones);
  if (map.chosen >= 0) ring(pen2d, pointOf(found, drawn, map.chosen), { radius: 6, tone: tones.accent, halo: tones.card });
}

function pointOf(found, drawn, place) {
  const depth = depthOf(found, place);
  return [atDepth(drawn, depth), heightAt(found, drawn, place, depth)];
}

/** The path: solid as far as the reader is, dashed beyond; a point of each world over the line. */
function paintPath(pen2d, points, { tones, tone, step }) {
  for (const [colour, wide] of [[tones.bg, 6], [tone, 2.2]]) {
    pen2d.strokeStyle = colour;
    pen2d.lineWidth = wide;
    pen2d.lineJoin = "round";
    for (let number = 1; number < points.length; number += 1) {
      if (!points[number - 1] || !points[number]) continue;
      pen2d.setLineDash(number > step && colour === tone ? [4, 4] : []);
      pen2d.beginPath();
      pen2d.moveTo(...points[number - 1]);
      pen2d.lineTo(...points[number]);
      pen2d.stroke();
    }
  }
  pen2d.setLineDash([]);
  points.forEach((point, number) => {
    if (!point) return;
    pen2d.fillStyle = tones.bg;
    disc(pen2d, point, 4.6);
    pen2d.fillStyle = tone;
    disc(pen2d, point, number <= step ? 3.6 : 2.2);
  });
}

function ring(pen2d, [x, y], { radius, tone, halo }) {
  for (const [colour, wide] of [[halo, 6], [tone, 2.4]]) {
    pen2d.strokeStyle = colour;
    pen2d.lineWidth = wide;
    pen2d.beginPath();
    pen2d.arc(x, y, radius, 0, 2 * Math.PI);
    pen2d.stroke();
  }
}

function crossOut(pen2d, [x, y], tones) {
  pen2d.strokeStyle = tones.bad;
  pen2d.lineWidth = 2.4;
  pen2d.beginPath();
  for (const way of [1, -1]) {
    pen2d.moveTo(x - 4, y - 4 * way);
    pen2d.lineTo(x + 4, y + 4 * way);
  }
  pen2d.stroke();
}

/** How many steps lead to the next level, of all. */
function onwardSteps(found) {
  let onward = 0;
  for (let depth = 0, place = 0; place < found.worlds.count; place += 1) {
    while (place >= levelStart(found, depth + 1)) depth += 1;
    const next = levelStart(found, depth + 1);
    for (let step = found.first.data[place]; step < found.first.data[place + 1]; step += 1) if (found.targets.data[step] >= next) onward += 1;
  }
  return { onward, all: found.targets.length };
}
