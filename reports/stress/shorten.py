"""Shortens a run on which implementation and model part, by means of the exact graph."""

from collections.abc import Iterator, Sequence

from reports.stress.reached import Reached
from reports.stress.trial import Disagreement, Subject, Trial

MOST_TRIES = 400
"""Runs tried; each is a whole life of the implementation."""
MOST_NEARER = 100
"""Of the places where the same rule is enabled these are tried, the nearest first."""


def shortened(subject: Subject, found: Disagreement) -> Disagreement:
    """The shortest disagreement that is found by leaving out the beginning, or a detour, of one.

    First the way to where a short end of the run begins is made the shortest one; then the rule it happened at is
    tried where it is enabled after fewer steps, and pieces between two visits of a world are left out. What is found
    did happen: every run is tried. A disagreement that does not happen again is handed back as it is.
    """
    tries = [MOST_TRIES]
    best = _first(subject, _ends(subject, found.run), tries) or found
    best = _first(subject, _nearer(subject, best.run), tries) or best
    while (shorter := _first(subject, _without_detours(subject, best.run), tries)) is not None:
        best = shorter
    return best


def happens(subject: Subject, run: Sequence[int]) -> Disagreement | None:
    """The disagreement on this run, if there is one; it may come before its end."""
    scratch = Reached(subject.graph)
    try:
        trial = Trial(subject, scratch)
    except Disagreement as found:
        return found
    try:
        for step in run:
            trial.fire(step)
    except Disagreement as found:
        return found
    finally:
        trial.close()
    return None


def _first(subject: Subject, runs: Iterator[list[int]], tries: list[int]) -> Disagreement | None:
    for run in runs:
        if not tries[0]:
            return None
        tries[0] -= 1
        found = happens(subject, run)
        if found is not None:
            return found
    return None


def _ends(subject: Subject, run: Sequence[int]) -> Iterator[list[int]]:
    """The shortest run to where an end of the run begins, then that end; short ends first, then ever longer ones."""
    length = 1
    while length < len(run):
        end = run[-length:]
        way = subject.graph.way_to(subject.graph.sources[end[0]])
        if len(way) + length < len(run):
            yield [*way, *end]
        length += 1 + length // 8


def _nearer(subject: Subject, run: Sequence[int]) -> Iterator[list[int]]:
    """The shortest run to each world in which the last rule is enabled after fewer steps, and then that rule."""
    graph, ends = subject.graph, set[int]()
    if run:
        ends = {step for step in range(graph.steps) if graph.rules[step] == graph.rules[run[-1]]}
    for step in sorted(ends)[:MOST_NEARER]:
        if graph.depths[graph.sources[step]] + 1 < len(run):
            yield [*graph.way_to(graph.sources[step]), step]


def _without_detours(subject: Subject, run: Sequence[int]) -> Iterator[list[int]]:
    """The run without a piece that leads back to where it began, or with a shorter way there from the start."""
    sources = [subject.graph.sources[step] for step in run]
    for first, place in enumerate(sources):
        for last in range(len(run) - 1, first, -1):
            if sources[last] == place:
                yield [*run[:first], *run[last:]]
