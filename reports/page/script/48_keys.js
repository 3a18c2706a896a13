/* The keys of the page, and the dialog that tells them. */

const KEY_ACTS = {
  ArrowLeft: () => walkTo(state.step - 1),
  ArrowRight: () => walkTo(state.step + 1),
  Home: () => walkTo(0),
  End: () => walkTo(path().steps.length),
  " ": () => togglePlay(),
  "?": () => byId("keys").showModal(),
  "/": () => findProperty(),
};

const KEY_WORDS = [
  [["←", "→"], "one step back, one step on"],
  [["Home", "End"], "to the initial world, to the last step"],
  [["Space"], "play and pause"],
  [["↑", "↓"], "through the list of properties, or through the steps, where one of them has the focus"],
  [["/"], "filter the properties"],
  [["?"], "these keys"],
  [["Esc"], "close what is open"],
];

function findProperty() {
  unfold(true);
  byId("filter").focus();
}

/** Whether a key belongs to what has the focus, and not to the page. */
function isTaken(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return true;
  if (event.target.closest("input, select, textarea, [data-keys]")) return true;
  return event.key === " " && event.target.closest("button, summary, a") !== null;
}

addEventListener("keydown", (event) => {
  const act = KEY_ACTS[event.key];
  if (!act || isTaken(event)) return;
  event.preventDefault();
  act();
});

/** Up and down go from row to row of the diagram. */
byId("view").addEventListener("keydown", (event) => {
  const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!way || event.target.dataset.step === undefined) return;
  event.preventDefault();
  walkTo(state.step + way);
});

function drawKeys() {
  const rows = KEY_WORDS.map(([keys, does]) => [
    el(
      "dt",
      {},
      keys.map((key, place) => [place > 0 && " ", el("kbd", {}, key)]),
    ),
    el("dd", {}, does),
  ]);
  fillDialog("keys", "Keys", el("dl", { class: "keys" }, rows));
}
