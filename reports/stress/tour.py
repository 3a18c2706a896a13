"""Plans runs that together take every step of a graph: greedy, and the same every time."""

from collections.abc import Iterator

from reports.stress.graph import Graph, way_on

LOOK_AHEAD = 400
"""Worlds looked through for a step that is still open before a run is ended; more saves few resets and takes longer."""


def tour(graph: Graph) -> Iterator[list[int]]:
    """Runs from the initial world that take every step at least once.

    Each goes the shortest way to the nearest world with an open step, and on from there: by an open step if there is
    one, else the shortest way to one that is near. (A transition tour: nearest neighbour, not the shortest.)
    """
    planned = _Planned(graph)
    while (start := planned.next_start()) is not None:
        yield planned.run_from(graph.way_to(start), start)


class _Planned:
    """The steps that no run takes yet."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._open = bytearray(b"\1") * graph.steps
        self._counts = [len(graph.out_of(place)) for place in range(graph.size)]
        self._nearest = 0

    def next_start(self) -> int | None:
        """The nearest world with an open step; what is before it has none any more."""
        while self._nearest < self._graph.size and not self._counts[self._nearest]:
            self._nearest += 1
        return self._nearest if self._nearest < self._graph.size else None

    def run_from(self, way: list[int], place: int) -> list[int]:
        run = list(way)
        for step in way:
            self._take(step)
        while (on := self._on_from(place)) is not None:
            for step in on:
                self._take(step)
            run += on
            place = self._graph.targets[run[-1]]
        return run

    def _on_from(self, place: int) -> list[int] | None:
        """The way to the next open step and through it; None where none is near."""
        way = way_on(self._graph, place, lambda here: self._counts[here] > 0, LOOK_AHEAD)
        if way is None:
            return None
        end = self._graph.targets[way[-1]] if way else place
        return [*way, next(step for step in self._graph.out_of(end) if self._open[step])]

    def _take(self, step: int) -> None:
        if self._open[step]:
            self._open[step] = 0
            self._counts[self._graph.sources[step]] -= 1
