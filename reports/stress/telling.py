"""Tells what came of a test: agreement or the run on which they part, what was covered, and what never was."""

from dataclasses import dataclass

from reports.errors import printable
from reports.stress.reached import Share
from reports.stress.running import Ended
from reports.stress.stressing import Stress
from reports.terminal.inks import ASIDE, OPEN
from reports.terminal.paper import Paper, paper_for_output
from reports.terminal.run_lines import write_run
from reports.terminal.words import counted
from reports.writing import emit

MOST_NAMED = 20
"""Of what was never reached so many are named, and the rest counted."""


@dataclass(frozen=True, slots=True)
class Told:
    """All there is to tell."""

    test: Stress
    ended: Ended
    adapter: str
    min_coverage: float


def tell(told: Told) -> None:
    """Write it to standard output.

    Raises:
        ReportError: standard output is closed.
    """
    paper = paper_for_output()
    _head(paper, told)
    if told.ended.found is None:
        _agreement(paper, told)
    else:
        _disagreement(paper, told.ended)
    _coverage(paper, told)
    emit(paper.taken())


def _head(paper: Paper, told: Told) -> None:
    graph, profile = told.test.subject.graph, told.test.subject.graph.case.profile
    sizes = f"{counted(graph.size, 'world')}, {counted(graph.steps, 'step')}"
    paper.line(f"{printable(graph.case.name)}{f' ({profile})' if profile else ''}: {sizes}", "bold")


def _agreement(paper: Paper, told: Told) -> None:
    reached = told.test.reached
    how = f"in {counted(reached.runs, 'run')}, {counted(reached.fired, 'step')} fired"
    stopped = {"seconds": "; stopped when the seconds were over", "interrupt": "; interrupted"}
    paper.line(f"✓ {printable(told.adapter)} agrees with the model {how}{stopped.get(told.ended.stopped_by, '')}")


def _disagreement(paper: Paper, ended: Ended) -> None:
    found = ended.found
    assert found is not None
    where = f"at step {len(found.run)} of this run" if found.run else "before anything has happened"
    paper.line(f"✗ {found.head} {where}", "bold")
    write_run(paper, found.graph.run(found.run), 2)
    for line in found.what:
        paper.line(f"→ {line}", OPEN, 2)
    if not ended.again:
        paper.line("it did not happen again when this run was repeated: the implementation is not the same every time",
                   OPEN, 2)


def _coverage(paper: Paper, told: Told) -> None:
    reached = told.test.reached
    for name, share in (("worlds", reached.worlds), ("steps", reached.steps), ("rules", reached.rules)):
        paper.line(f"{name:<7}{_share(share)}", indent=2)
    if reached.steps.percent < told.min_coverage:
        paper.line(f"✗ fewer steps than the {told.min_coverage:g} % asked for", "bold", 2)
    _missed(paper, "rules never taken", list(reached.rules_missed()))
    _missed(paper, "states never shown", [f"{machine}: {state}" for machine, state in reached.states_missed()])


def _missed(paper: Paper, what: str, names: list[str]) -> None:
    """What was not reached, though it can be."""
    if not names:
        return
    paper.line(f"{what}: {len(names):,}", ASIDE, 2)
    for name in names[:MOST_NAMED]:
        paper.line(name, ASIDE, 4)
    if len(names) > MOST_NAMED:
        paper.line(f"… and {len(names) - MOST_NAMED:,} more", ASIDE, 4)


def _share(share: Share) -> str:
    return f"{share.reached:,} of {share.all:,} ({_percent(share):.1f} %)"


def _percent(share: Share) -> float:
    """Never 100 while something is open."""
    return share.percent if share.reached == share.all else min(share.percent, 99.9)
