"""Holds verdicts against what the design files expect."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from reports.errors import printable
from reports.outcomes import Outcome
from reports.terminal.inks import BAD, GOOD, WARNING
from reports.terminal.paper import Paper


def differing(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """A line for each verdict that is not the expected one."""
    return tuple(
        f"{printable(outcome.name)} ({outcome.task.profile}): {name}: expected {expected}, found {found}"
        for outcome in outcomes
        for name, (expected, found) in found_otherwise(outcome).items()
    )


def found_otherwise(outcome: Outcome) -> Mapping[str, tuple[str, str]]:
    """Property -> (expected, found), where they differ."""
    return {
        name: (expected, found)
        for name, expected in outcome.expected.items()
        if (found := outcome.verdicts.get(name, "not judged")) != expected
    }


def unpinned(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Which designs do not say what they expect of some property; no difference, but worth knowing."""
    firsts = [next(group) for _, group in groupby(outcomes, key=lambda outcome: outcome.name)]
    silent = [printable(first.name) for first in firsts if not first.expected]
    lines = [f"without [expect], so held to nothing: {', '.join(silent)}"] if silent else []
    for first in (each for each in firsts if each.expected):
        missing = [each for each in first.verdicts if each not in first.expected]
        if missing:
            lines.append(f"{printable(first.name)}: missing from [expect]: {', '.join(missing)}")
    return tuple(lines)


def write_differences(paper: Paper, outcomes: Sequence[Outcome]) -> None:
    """What differs from [expect], or that nothing does."""
    lines, missing = differing(outcomes), unpinned(outcomes)
    paper.line()
    if lines:
        paper.line(f"Differences from [expect]: {len(lines)}", BAD)
    else:
        paper.line("No verdict differs from [expect].", f"bold {GOOD}")
    for line in lines:
        paper.line(f"✗ {line}", indent=2)
    for line in missing:
        paper.line(f"? {line}", WARNING, 2)
