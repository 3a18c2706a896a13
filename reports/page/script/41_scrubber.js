/* The scrubber: back, play, on, how fast, and a track with every step, for mouse, touch and keys. */

const SPEEDS = [
  ["0.5", "half speed"],
  ["1", "normal speed"],
  ["2", "double speed"],
  ["4", "four times as fast"],
];
const PAUSE = 1100;
const player = { timer: null, speed: 1 };

addPart((what) => {
  if (what.property || what.path) {
    stopPlay();
    drawScrubber();
  }
  lightTrack();
});

function drawScrubber() {
  const scrubber = clear(byId("scrubber"));
  const { steps } = current();
  scrubber.hidden = steps.length === 0;
  if (scrubber.hidden) return;
  scrubber.append(
    el("p", { class: "caption", "aria-hidden": "true" }),
    roundButton("back", "Back one step", "M9 2 L4 7 L9 12", () => walkTo(state.step - 1)),
    roundButton("play", "Play", "M4 2 L12 7 L4 12 Z", togglePlay),
    roundButton("on", "On one step", "M5 2 L10 7 L5 12", () => walkTo(state.step + 1)),
    stepTrack(steps.length),
    el("span", { class: "now", "aria-hidden": "true" }),
    speedChoice(),
  );
}

function roundButton(name, label, d, click) {
  const icon = svg("svg", { viewBox: "0 0 14 14", "aria-hidden": "true" }, svg("path", { d }));
  return el("button", { type: "button", class: `round ${name}`, "aria-label": label, title: label, click }, icon);
}

function speedChoice() {
  const change = (event) => {
    player.speed = Number(event.target.value);
    if (player.timer) keepPlaying();
  };
  const options = SPEEDS.map(([speed, says]) =>
    el(
      "option",
      { value: speed, selected: Number(speed) === player.speed, "aria-label": says },
      `${speed.replace("0.5", "½")}×`,
    ),
  );
  return el("select", { "aria-label": "Speed", title: "Speed", change }, options);
}

/* The track */

function stepTrack(count) {
  const slider = el(
    "div",
    {
      class: "track",
      role: "slider",
      tabindex: "0",
      "aria-label": "Step",
      "aria-valuemin": "0",
      "aria-valuemax": String(count),
    },
    svg("svg", { "aria-hidden": "true" }),
  );
  slider.addEventListener("pointerdown", (event) => {
    slider.setPointerCapture(event.pointerId);
    walkTo(stepAt(slider, event, count));
  });
  slider.addEventListener("pointermove", (event) => {
    if (slider.hasPointerCapture(event.pointerId)) walkTo(stepAt(slider, event, count));
  });
  return slider;
}

function stepAt(slider, event, count) {
  const box = slider.getBoundingClientRect();
  return Math.round(((event.clientX - box.left) / box.width) * count);
}

function lightTrack() {
  const slider = document.querySelector("#scrubber .track");
  if (!slider) return;
  const here = current();
  const { step, steps, taken } = here;
  slider.setAttribute("aria-valuenow", String(step));
  slider.setAttribute(
    "aria-valuetext",
    taken
      ? `step ${step} of ${steps.length}: ${isolated(report.rules[taken[0]].label)}`
      : `the initial world, before ${counted(steps.length, "step")}`,
  );
  clear(slider.firstChild).append(...trackMarks(slider.clientWidth, here));
  document.querySelector("#scrubber .now").textContent = `${step} of ${steps.length}`;
  clear(document.querySelector("#scrubber .caption")).append(
    taken ? bdi(report.rules[taken[0]].label) : "The initial world",
  );
  document.querySelector("#scrubber .back").disabled = step === 0;
  document.querySelector("#scrubber .on").disabled = step === steps.length;
}

function trackMarks(width, { step, steps, cycleFrom }) {
  const at = (number) => (width * number) / steps.length;
  const offending = offendingStep();
  const rail = [
    svg("path", { class: "rail", d: `M0 16 H${width}` }),
    svg("path", { class: "done", d: `M0 16 H${at(step)}` }),
    cycleFrom !== null && svg("path", { class: "loop", d: `M${at(cycleFrom)} 25 v5 H${width} v-5` }),
  ];
  const radius = Math.min(6, width / steps.length / 3);
  const marks = radius < 1.6 ? [step] : steps.concat([null]).map((_, number) => number);
  return [
    ...rail,
    svg("circle", { class: "halo", cx: at(step), cy: 16, r: 11 }),
    ...marks.map((number) => trackMark(number, at(number), { step, offending, radius })),
  ].filter(Boolean);
}

function trackMark(number, x, { step, offending, radius }) {
  const looks = [number < step && "past", number === step && "here", number === offending && number > 0 && "breaks"]
    .filter(Boolean)
    .join(" ");
  const dot = svg("circle", {
    class: `tick ${looks}`,
    cx: x,
    cy: 16,
    r: number === step ? Math.max(radius, 6) : radius,
  });
  const crossed = number === offending && number > 0 && radius >= 4 && number <= step;
  return crossed
    ? svg("g", {}, dot, svg("path", { class: "cross", d: `M${x - 2.4} 13.6 l4.8 4.8 M${x + 2.4} 13.6 l-4.8 4.8` }))
    : dot;
}

addEventListener("resize", () => requestAnimationFrame(lightTrack));

/* Walking and playing */

/** Goes to a step because the reader asked for it: playing ends, and the step is said. */
function walkTo(step) {
  stopPlay();
  go({ step });
  sayStep();
}

function sayStep() {
  const { step, steps, taken } = current();
  announce(taken ? `Step ${step} of ${steps.length}: ${isolated(report.rules[taken[0]].label)}` : "The initial world");
}

function togglePlay() {
  if (player.timer) stopPlay();
  else startPlay();
}

function startPlay() {
  const { step, steps } = current();
  if (step === steps.length) go({ step: 0 });
  keepPlaying();
  showPlaying("Pause", "M4 2.5 V11.5 M10 2.5 V11.5");
}

function keepPlaying() {
  clearInterval(player.timer);
  player.timer = setInterval(playOn, PAUSE / player.speed);
}

function playOn() {
  const { step, steps, cycleFrom } = current();
  if (step < steps.length) go({ step: step + 1 });
  else if (cycleFrom !== null) go({ step: cycleFrom + 1 });
  else stopPlay();
}

function stopPlay() {
  if (!player.timer) return;
  clearInterval(player.timer);
  player.timer = null;
  showPlaying("Play", "M4 2 L12 7 L4 12 Z");
}

function showPlaying(label, d) {
  const button = document.querySelector("#scrubber .play");
  if (!button) return;
  fill(button, { "aria-label": label, title: label }, []);
  button.querySelector("path").setAttribute("d", d);
}
