"""Writes a run on paper: numbered steps, who acts, what happens, what changed, what it rests on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from explorer.runs import Run, Step
from properties.judge import Verdict
from reports.terminal.inks import ACTOR, ASIDE, CITED, OPEN
from reports.terminal.paper import Paper, plain
from reports.terminal.words import changes_in_words, cycle_in_words, ending_in_words, faults_of, run_heading

LONGEST_ACTOR = 18
"""Columns for who acts, at most; longer names are folded."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How much is told of each step: whose changes (None: everybody's), and what the column of who acts and ids are."""

    machines: Collection[str] | None = None
    columns: tuple[str, ...] = ("actor", "cites")


WHOLE = Telling()


def write_counterexample(
    paper: Paper, verdict: Verdict, indent: int, told_under: str = ""
) -> None:
    """Show all of what breaks a property: faults of the design, or the run step by step, unless it is told already."""
    write_told(paper, verdict, Told(indent, told_under))


@dataclass(frozen=True, slots=True)
class Told:
    """Where a counterexample stands, where the same run stands already, and how much is told of it."""

    indent: int
    under: str = ""
    telling: Telling = WHOLE


def write_told(paper: Paper, verdict: Verdict, told: Told) -> None:
    """Show what breaks a property, in as much detail as is said."""
    faults = faults_of(verdict)
    for fault in faults:
        paper.line(f"• {fault}", indent=told.indent)
    if faults or verdict.run is None:
        return
    paper.line(run_heading(verdict), "bold", told.indent)
    if told.under:
        paper.line(f"the same run as under {told.under}", indent=told.indent + 1)
    else:
        _write_steps(paper, verdict.run, told)
    ending = ending_in_words(verdict)
    if ending:
        paper.line(ending, OPEN, told.indent)


def least_lines(run: Run | None, telling: Telling) -> int:
    """Lines that a run takes at least: one for each step and for each change that is told."""
    return 0 if run is None else sum(1 + len(_changes(step, telling)) for step in run.steps)


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
    paper.line(f"e.g. {names}" if names else "so in the initial world", ASIDE, indent)


def write_run(paper: Paper, run: Run, indent: int) -> None:
    """Show a run step by step, with all that changes."""
    _write_steps(paper, run, Told(indent))


def _write_steps(paper: Paper, run: Run, told: Told) -> None:
    if not run.steps:
        return
    stem = len(run.steps) if run.cycle_from is None else run.cycle_from
    rows = [_row(place, step, told.telling) for place, step in enumerate(run.steps, start=1)]
    widths = _widths(rows)
    paper.rows(rows[:stem], widths, told.indent)
    if run.cycle_from is not None:
        paper.line(f"↻ {cycle_in_words(run)}", OPEN, told.indent)
        paper.rows(rows[stem:], widths, told.indent)
        paper.line(f"↻ and again from step {stem + 1}", OPEN, told.indent)


def _row(number: int, step: Step, telling: Telling) -> tuple[Text, ...]:
    happens = plain(step.rule.name, "bold")
    if "cites" in telling.columns:
        happens.append_text(plain(f"  {' '.join(step.rule.cites)}".rstrip(), CITED))
    for change in _changes(step, telling):
        happens.append("\n").append_text(plain(change, "not bold"))
    actor = (plain(step.rule.actor, ACTOR),) if "actor" in telling.columns else ()
    return plain(f"{number:>2}"), *actor, happens


def _changes(step: Step, telling: Telling) -> tuple[str, ...]:
    """All that changed, or what was asked for and changed."""
    if telling.machines is None:
        return changes_in_words(step)
    kept = {name: change for name, change in step.changes.items() if name in telling.machines}
    return changes_in_words(Step(step.rule, kept)) if kept else ()


def _widths(rows: Sequence[tuple[Text, ...]]) -> tuple[int, ...]:
    """Stem and cycle stand in the same columns."""
    return tuple(min(max(row[place].cell_len for row in rows), LONGEST_ACTOR) for place in range(len(rows[0]) - 1))
