"""Holds the reference against the graph of a design: every step, or those around some worlds, each taken once.

A tour goes to a world again for each step out of it. Here the phone is copied instead, so that a step costs one step.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.stress.adapter import Refused
from reports.stress.graph import Graph
from reports.stress.reference.adapter import ReferenceAdapter
from reports.stress.trial import Disagreement


@dataclass(frozen=True, slots=True)
class Walked:
    """What was compared: the steps out of so many worlds."""

    worlds: int = 0
    steps: int = 0


class Walk:
    """The reference beside the graph; both ways raise Disagreement, with the shortest run to it."""

    def __init__(self, graph: Graph, first: ReferenceAdapter) -> None:
        """`first` is a phone on which nothing has happened."""
        self._graph, self._first = graph, first

    def everywhere(self) -> Walked:
        """Take every step of the graph, nearest world first.

        Raises:
            Disagreement: the reference refuses a step, ends it elsewhere, or could do what the model has no step for.
        """
        reached = {0: self._first}
        for place in range(self._graph.size):
            here = reached.pop(place)
            for step, there in self._steps_from(place, here):
                target = self._graph.targets[step]
                if target > place:  # a world is reached first by its shortest run
                    reached.setdefault(target, there)
        return Walked(self._graph.size, self._graph.steps)

    def around(self, places: Iterable[int]) -> Walked:
        """Go the shortest way to each of these worlds, and take every step out of it.

        Raises:
            Disagreement: as above.
        """
        worlds = steps = 0
        for place in places:
            here = self._gone(self._graph.way_to(place))
            worlds, steps = worlds + 1, steps + sum(1 for _ in self._steps_from(place, here))
        return Walked(worlds, steps)

    def _gone(self, run: list[int]) -> ReferenceAdapter:
        """The phone after a run; it is compared where it ends."""
        phone = self._first.copied()
        for place in range(1, len(run) + 1):
            self._fire(run[:place], phone)
        return phone

    def _steps_from(self, place: int, here: ReferenceAdapter) -> Iterator[tuple[int, ReferenceAdapter]]:
        """Each step out of a world, with the phone after it."""
        run = self._graph.way_to(place)
        self._compare(run, here)
        lacking = here.unexpected(self._graph.enabled(place))
        self._part(run, [f"the reference could also do this, and the model has no step for it: {each}"
                         for each in lacking])
        for step in self._graph.out_of(place):
            yield step, self._taken([*run, step], here)

    def _taken(self, run: list[int], here: ReferenceAdapter) -> ReferenceAdapter:
        """The phone after the last step of a run."""
        there = here.copied()
        self._fire(run, there)
        self._compare(run, there)
        return there

    def _fire(self, run: list[int], phone: ReferenceAdapter) -> None:
        try:
            phone.fire(self._graph.firing(run[-1]))
        except Refused as refusal:
            self._part(run, [f"the reference refuses this step: {refusal}"])

    def _compare(self, run: list[int], phone: ReferenceAdapter) -> None:
        world = self._graph.world(self._graph.targets[run[-1]] if run else 0)
        self._part(run, [f"{name}: the reference shows {state}, the model says {world[name]}"
                         for name, state in phone.observe().items() if world[name] != state])

    def _part(self, run: list[int], differences: list[str]) -> None:
        if differences:
            raise Disagreement(self._graph, run, differences)
