/* The top of the page: what was judged, how it came out, how much was covered; light or dark. */

function drawTop() {
  const { title, name, profile } = report;
  byId("top").append(
    el("h1", {}, bdi(title)),
    title === name ? "" : el("code", {}, bdi(name)),
    profile ? el("span", { class: "profile" }, `${profile} profile`) : "",
    tallyPill(),
    coveredCounts(),
    el(
      "div",
      { class: "tools" },
      el("button", { type: "button", class: "plain", click: () => byId("about").showModal() }, "Covered and assumed"),
      themeSwitch(),
      el(
        "button",
        {
          type: "button",
          class: "plain square",
          "aria-label": "Keys",
          title: "Keys (?)",
          click: () => byId("keys").showModal(),
        },
        "?",
      ),
    ),
  );
}

/** The verdicts that count as broken: strict ones are shown, and do not. */
function countedAsBroken() {
  return report.verdicts.filter((each) => ["violated", "unreachable"].includes(each.verdict) && !each.strict);
}

/** How many are broken; whether all is as it must be. */
function tallyPill() {
  const number = (word) => report.verdicts.filter((each) => each.verdict === word).length;
  const broken = countedAsBroken().length;
  const all = report.verdicts.length;
  if (all === 0) return el("span", { class: "pill vacuous" }, sign("vacuous"), "no property was asked");
  if (broken) return el("span", { class: "pill violated" }, sign("violated"), `${broken} of ${all} broken`);
  if (number("unknown"))
    return el("span", { class: "pill unknown" }, sign("unknown"), `${number("unknown")} of ${all} not decided`);
  return el("span", { class: "pill holds" }, sign("holds"), `none of ${all} broken`);
}

function coveredCounts() {
  const { states, steps, depth, complete } = report.covered;
  const count = (number, word) => el("span", {}, el("b", {}, number.toLocaleString("en-US")), ` ${word}`);
  return el(
    "div",
    { class: "counts" },
    count(states, states === 1 ? "world" : "worlds"),
    count(steps, steps === 1 ? "step" : "steps"),
    Number.isInteger(depth) && el("span", {}, "depth ", el("b", {}, String(depth))),
    el("span", {}, complete ? "complete" : "cut short"),
  );
}

/* Light and dark: as the system says, until the reader says otherwise; kept no longer than the page is open. */

const darkness = matchMedia("(prefers-color-scheme: dark)");
const theme = { chosen: null };

function themeSwitch() {
  const icon = svg(
    "svg",
    { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("circle", { cx: 8, cy: 8, r: 6.2, fill: "none", stroke: "currentColor", "stroke-width": 1.5 }),
    svg("path", { d: "M8 1.8 a6.2 6.2 0 0 1 0 12.4 Z", fill: "currentColor" }),
  );
  const click = () => {
    theme.chosen = isDark() ? "light" : "dark";
    showTheme();
  };
  return el(
    "button",
    { id: "theme", type: "button", class: "plain square", "aria-label": "Dark", title: "Light or dark", click },
    icon,
  );
}

function isDark() {
  return theme.chosen ? theme.chosen === "dark" : darkness.matches;
}

/** Shows the colours that are wanted, and has the view drawn anew that paints with them. */
function showTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  byId("theme").setAttribute("aria-pressed", String(isDark()));
  if (state.property !== null) drawView();
}

darkness.addEventListener("change", showTheme);
