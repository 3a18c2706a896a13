"""Holds verdicts against what the design files expect."""

from collections.abc import Sequence
from itertools import groupby

from reports.errors import printable
from reports.outcomes import Outcome
from reports.paper import Paper


def differing(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """A line for each verdict that is not the expected one."""
    return tuple(
        f"{printable(outcome.name)} ({outcome.task.profile}): {name} is expected to be {expected}, and is {found}"
        for outcome in outcomes
        for name, expected in outcome.expected.items()
        if (found := outcome.verdicts.get(name, "not judged")) != expected
    )


def unpinned(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """A line for each design that does not say what it expects of some property; no difference, but worth knowing."""
    lines = []
    for name, group in groupby(outcomes, key=lambda outcome: outcome.name):
        first = next(group)
        missing = [each for each in first.verdicts if each not in first.expected]
        if missing and not first.expected:
            lines.append(f"{printable(name)}: expects nothing; an [expect] would hold it to its verdicts")
        elif missing:
            lines.append(f"{printable(name)}: missing from [expect]: {', '.join(missing)}")
    return tuple(lines)


def write_differences(paper: Paper, outcomes: Sequence[Outcome]) -> None:
    """What differs from [expect], or that nothing does."""
    lines, missing = differing(outcomes), unpinned(outcomes)
    paper.line()
    if lines:
        paper.line(f"Differences from [expect]: {len(lines)}", "bold red")
    else:
        paper.line("No verdict differs from [expect].", "bold green")
    for line in lines:
        paper.line(f"✗ {line}", indent=2)
    for line in missing:
        paper.line(f"? {line}", "yellow", 2)
