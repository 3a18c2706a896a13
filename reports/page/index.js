/* What the index does beyond being a table: other profiles, finding designs, arrow keys between verdicts, light and dark. */

(() => {
  "use strict";

  const report = JSON.parse(document.getElementById("report").textContent);
  const byId = (id) => document.getElementById(id);
  const table = byId("matrix");
  const head = table.tHead.rows[0];
  const foot = table.tFoot.rows[0];
  const rows = Array.from(table.tBodies[0].rows, (row, place) => ({ row, place, cells: Array.from(row.cells).slice(2) }));
  const names = Array.from(head.cells).slice(2).map((cell) => cell.querySelector(".name").textContent);
  const strict = new Set(report.strict);
  const profiles = Object.keys(report.profiles);
  const broken = (letter) => letter === "v" || letter === "u";
  let profile = document.querySelector("[name=profile]:checked").value;

  const letter = (place, column, of = profile) => report.profiles[of][place][column];

  /** The places of rows and columns whose verdict in this profile is not the expected one -> what is expected. */
  function expectations() {
    const here = report.differences.filter((each) => each.profile === profile);
    return new Map(here.map((each) => [`${each.row} ${each.column}`, each.expected]));
  }

  /** Shows one verdict in the chosen profile; where the profile has none the link has nothing to say. */
  function showCell(cell, place, column, expected) {
    const link = cell.firstElementChild;
    if (!link) return;
    const found = report.words[letter(place, column)];
    const varies = new Set(profiles.map((each) => broken(letter(place, column, each)))).size > 1;
    const looks = [found?.word, strict.has(column) && "strict", expected && "off", varies && "varies"];
    const words = [found?.word ?? "not judged", expected && `expected ${expected}`, varies && "broken in some profiles only"];
    cell.className = looks.filter(Boolean).join(" ");
    link.textContent = found?.sign ?? "";
    link.setAttribute("aria-label", words.filter(Boolean).join(", "));
  }

  function showProfile() {
    const expected = expectations();
    for (const { row, place, cells } of rows) {
      cells.forEach((cell, column) => showCell(cell, place, column, expected.get(`${place} ${column}`)));
      row.cells[1].textContent = brokenIn(place) || "";
    }
  }

  /** How many properties a design breaks, strict ones left out. */
  function brokenIn(place) {
    return [...report.profiles[profile][place]].filter((each, column) => broken(each) && !strict.has(column)).length;
  }

  function isWanted({ row, place }) {
    const sought = byId("find").value.trim().toLowerCase();
    const link = row.cells[0].firstElementChild;
    const column = names.indexOf(byId("broken").value);
    const found = `${link.textContent} ${link.title}`.toLowerCase().includes(sought);
    return found && (column < 0 || broken(letter(place, column)));
  }

  function showWanted() {
    for (const each of rows) each.row.hidden = !isWanted(each);
    const shown = rows.filter((each) => !each.row.hidden);
    names.forEach((_, column) => showColumn(column, shown));
    foot.cells[1].textContent = shown.reduce((sum, { place }) => sum + brokenIn(place), 0);
    byId("shown").textContent = `${shown.length} of ${rows.length} designs`;
    keepOneStop();
  }

  function showColumn(column, shown) {
    const count = shown.filter(({ place }) => broken(letter(place, column))).length;
    const hidden = byId("few").checked && count === 0;
    for (const row of [head, foot, ...rows.map((each) => each.row)]) row.cells[column + 2].hidden = hidden;
    foot.cells[column + 2].textContent = count || "";
  }

  /* Keys: the matrix is one stop of the Tab key for its verdicts, and arrows go on from there. */

  const links = () => Array.from(table.querySelectorAll("tbody td a"));
  const seen = (link) => link && link.offsetParent !== null;

  function keepOneStop() {
    const all = links();
    const stop = all.find((link) => link.tabIndex === 0 && seen(link) && link.dataset.stop) ?? all.find(seen);
    for (const link of all) setStop(link, link === stop);
  }

  function setStop(link, isStop) {
    link.tabIndex = isStop ? 0 : -1;
    if (isStop) link.dataset.stop = "yes";
    else delete link.dataset.stop;
  }

  const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

  /** The next verdict in a direction, past what is hidden or was not judged; the last one before the edge. */
  function beyond(link, [down, right]) {
    let row = link.closest("tr").sectionRowIndex + down;
    let column = link.closest("td").cellIndex + right;
    while (rows[row] && column > 1 && column < head.cells.length) {
      const next = rows[row].row.cells[column].firstElementChild;
      if (seen(next)) return next;
      row += down;
      column += right;
    }
    return link;
  }

  function atEdge(event) {
    const row = event.ctrlKey ? table : event.target.closest("tr");
    const all = Array.from(row.querySelectorAll("td a")).filter(seen);
    return event.key === "Home" ? all[0] : all[all.length - 1];
  }

  function onKey(event) {
    if (!event.target.matches("td a") || event.altKey || event.metaKey) return;
    const isEdge = event.key === "Home" || event.key === "End";
    if (!isEdge && !steps[event.key]) return;
    event.preventDefault();
    const next = isEdge ? atEdge(event) : beyond(event.target, steps[event.key]);
    setStop(event.target, false);
    setStop(next, true);
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /* Light and dark: as the system has it, until the button says otherwise. */

  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function showTheme(isDark) {
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
    byId("theme").textContent = isDark ? "Light" : "Dark";
  }

  function onProfile(event) {
    if (event.target.name !== "profile") return;
    profile = event.target.value;
    showProfile();
    showWanted();
  }

  byId("wanted").addEventListener("submit", (event) => event.preventDefault());
  byId("wanted").addEventListener("change", onProfile);
  byId("wanted").addEventListener("input", showWanted);
  table.addEventListener("keydown", onKey);
  table.addEventListener("focusin", (event) => {
    if (!event.target.matches("td a")) return;
    for (const link of table.querySelectorAll("[data-stop]")) setStop(link, false);
    setStop(event.target, true);
  });
  dark.addEventListener("change", () => showTheme(dark.matches));
  byId("theme").addEventListener("click", () => showTheme(document.documentElement.dataset.theme !== "dark"));
  showTheme(dark.matches);
  showProfile();
  showWanted();
})();
