/* The profiles: what a debugger and the simulator hide of what a device does, and what shows only with them. */

const PROFILE_WORDS = {
  device: "The system suspends and ends processes as it does for users.",
  simulator: "An extension that was dismissed is not ended, though it may be suspended.",
  debugger: "A debugged process is neither suspended nor ended by the system.",
};

addView({ id: "profiles", label: "Profiles", fits: () => report.profiles.length > 1, draw: drawProfiles, step: () => {} });

function drawProfiles(container) {
  const telling = new Set(report.profiles.flatMap(({ hidden, only }) => [...hidden, ...only]));
  const differ = report.verdicts.map((each) => each.id).filter((id) => new Set(report.profiles.map(({ verdicts }) => verdicts[id])).size > 1);
  const ids = [...differ.filter((id) => telling.has(id)), ...differ.filter((id) => !telling.has(id))];
  container.append(el("div", { class: "profiles" },
    el("dl", { class: "worlds-of" }, report.profiles.map(({ profile }) => profileWords(profile))),
    report.profiles.filter(({ profile }) => profile !== "device").map(differenceWords),
    ids.length ? profileTable(ids) : el("p", { class: "same" }, sign("holds"), el("span", {}, `No profile hides anything here: ${allAlike()}`))));
}

function profileWords(profile) {
  const shown = profile === report.profile && el("span", { class: "shown" }, "this page");
  return el("div", {}, el("dt", {}, bdi(profile), " ", shown), el("dd", {}, PROFILE_WORDS[profile] || ""));
}

/** What one profile hides of the device, and what it adds. */
function differenceWords({ profile, hidden, only, undecided }) {
  const sentences = [
    hidden.length ? `hides ${counted(hidden.length, "violation")} that a device shows` : "hides no violation",
    only.length && `shows ${only.length} that a device does not`,
    undecided.length && `leaves ${undecided.length} undecided`,
  ].filter(Boolean);
  return el("p", { class: "difference" }, el("b", {}, `The ${profile}`), ` ${sentences.join(", and ")}.`);
}

function allAlike() {
  return `all ${counted(report.verdicts.length, "verdict")} are the same in ${report.profiles.map(({ profile }) => profile).join(", ")}.`;
}

function profileTable(ids) {
  const heads = report.profiles.map(({ profile }) => el("th", { scope: "col" }, bdi(profile)));
  return el("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": "Verdicts that differ between profiles" }, el("table", { class: "differ" },
    el("caption", {}, `${counted(ids.length, "verdict")} of ${report.verdicts.length} ${ids.length === 1 ? "differs" : "differ"}; the others are the same everywhere`),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Property"), heads)),
    el("tbody", {}, ids.map(profileRow))));
}

function profileRow(id) {
  const choose = el("button", { type: "button", click: () => go({ property: id, tab: "sequence" }) }, bdi(verdictOn(id).says), el("code", {}, bdi(id)));
  return el("tr", {}, el("th", { scope: "row" }, choose), report.profiles.map((each) => profileCell(each, id)));
}

function profileCell({ profile, verdicts, hidden, only }, id) {
  const told = (hidden.includes(id) && `hidden by the ${profile}`) || (only.includes(id) && "only here");
  const verdict = verdicts[id];
  return el("td", { class: verdict }, verdict ? [sign(verdict), SIGNS[verdict].word] : "not asked", told && el("span", { class: "hides" }, told));
}
