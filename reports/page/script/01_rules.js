/* Unfolds the rules from the rows they travel in (reports/page/packed_rules.py) to what the other files read. */

report.rules = report.rules.rows.map((row) => {
  const { words, movers, asked } = report.rules;
  const [title, label, actor, fairness, cites, from, to, marks, moves, when] = row;
  const name = title.map((place) => words[place]).join(": ");
  return {
    name,
    label: typeof label === "string" ? label : name.slice(...label),
    actor: words[actor],
    fairness: words[fairness],
    cites: cites.map((place) => words[place]),
    moves: moves.map((place) => movers[place]),
    when: when.map((place) => asked[place]),
    from,
    to,
    marks: marks.map((place) => words[place]),
  };
});
