"""Writes a run on paper: numbered steps, who acts, what happens, what changed, what it rests on."""

from collections.abc import Mapping, Sequence

from rich.text import Text

from explorer.runs import Run, Step
from properties.judge import Verdict
from reports.paper import Paper, plain
from reports.words import changes_in_words, cycle_in_words, ending_in_words, faults_of, run_heading

LONGEST_ACTOR = 18
"""Columns for who acts, at most; longer names are folded."""


def write_counterexample(paper: Paper, verdict: Verdict, indent: int, told_under: str = "") -> None:
    """Show what breaks a property: faults of the design, or the run step by step, unless it is told already."""
    faults = faults_of(verdict)
    for fault in faults:
        paper.line(f"• {fault}", indent=indent)
    if faults or verdict.run is None:
        return
    paper.line(run_heading(verdict), "bold", indent)
    if told_under:
        paper.line(f"the same run as under {told_under}", indent=indent + 1)
    else:
        _write_steps(paper, verdict.run, indent)
    ending = ending_in_words(verdict)
    if ending:
        paper.line(ending, "bold yellow", indent)


def told_before(verdicts: Sequence[Verdict]) -> Mapping[str, str]:
    """Property id -> the one under which the very same run was shown before, where there is one."""
    shown: list[Verdict] = []
    found: dict[str, str] = {}
    for verdict in verdicts:
        if verdict.verdict != "violated" or verdict.run is None or not verdict.run.steps:
            continue
        same = next((each for each in shown if each.run == verdict.run), None)
        if same is None:
            shown.append(verdict)
        else:
            found[verdict.property.id] = same.property.id
    return found


def write_witness(paper: Paper, run: Run, indent: int) -> None:
    """Show in one paragraph how something comes about."""
    names = " → ".join(step.rule.name for step in run.steps)
    paper.line(f"e.g. {names}" if names else "so in the initial world", "dim", indent)


def _write_steps(paper: Paper, run: Run, indent: int) -> None:
    if not run.steps:
        return
    stem = len(run.steps) if run.cycle_from is None else run.cycle_from
    rows = [_row(place, step) for place, step in enumerate(run.steps, start=1)]
    widths = _widths(rows)
    paper.rows(rows[:stem], widths, indent)
    if run.cycle_from is not None:
        paper.line(f"↻ {cycle_in_words(run)}", "bold yellow", indent)
        paper.rows(rows[stem:], widths, indent)
        paper.line(f"↻ and again from step {stem + 1}", "bold yellow", indent)


def _row(number: int, step: Step) -> tuple[Text, ...]:
    happens = plain(step.rule.name, "bold")
    happens.append_text(plain(f"  {' '.join(step.rule.cites)}".rstrip(), "cyan"))
    for change in changes_in_words(step):
        happens.append("\n").append_text(plain(change, "not bold"))
    return plain(f"{number:>2}"), plain(step.rule.actor, "magenta"), happens


def _widths(rows: Sequence[tuple[Text, ...]]) -> tuple[int, ...]:
    """Stem and cycle stand in the same columns."""
    numbers = max(row[0].cell_len for row in rows)
    return numbers, min(max(row[1].cell_len for row in rows), LONGEST_ACTOR)
