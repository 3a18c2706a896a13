"""Levels of worlds by distance, and the least of the shortest runs to a target, walked back from them.

No parents are stored: the levels say how far a target is; walking them backwards leaves, level by level, the worlds on
shortest runs; walking forwards among those, ever by the first rule and choice, gives the least run. A run may carry a
`layer`, the state of a monitor beside the network; for most questions there is one layer only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import itemgetter, or_
from typing import Generic, Protocol, TypeAlias

from explorer.enabling import Enabling, steps_from
from explorer.exploration import Seen
from explorer.sets.algebra import Algebra, S
from explorer.watch import Watch

Layers: TypeAlias = tuple[S, ...]
"""A set of worlds for each state of the monitor."""

At: TypeAlias = tuple[int, int]
"""A packed world and its layer."""


@dataclass(frozen=True, slots=True)
class Way:
    """Steps as (rule, packed world it leads to), and where they end."""

    steps: tuple[tuple[int, int], ...]
    end: At


class Monitor(Protocol[S]):
    """How layers follow each other; worlds outside a region may be left out."""

    @property
    def layers(self) -> int:
        """How many states the monitor has."""

    def forward(self, layers: Layers[S]) -> Layers[S]:
        """The layers one step on."""

    def backward(self, layers: Layers[S]) -> Layers[S]:
        """The layers one step back."""

    def layer(self, world: int, before: int) -> int:
        """The layer of a world entered from a layer."""


class Levels(Generic[S]):
    """The worlds within 0, 1, 2, … steps of a start, as far as anybody asked."""

    def __init__(self, algebra: Algebra[S], start: At, monitor: Monitor[S], watch: Watch) -> None:
        """Only the start is known yet."""
        self._algebra = algebra
        self._start = start
        self._monitor = monitor
        self._watch = watch
        only, nothing = algebra.single(start[0]), algebra.nothing
        self.within: list[Layers[S]] = [tuple(only if each == start[1] else nothing for each in range(monitor.layers))]
        self._whole = False

    def distance(self, targets: Layers[S]) -> int | None:
        """How many steps it takes to a target; None: there is no way."""
        for distance, within in enumerate(self):
            if any(not self._algebra.is_empty(each & target) for each, target in zip(within, targets, strict=True)):
                return distance
        return None

    def depth(self) -> int:
        """How many steps it takes to the farthest world."""
        return sum(1 for _ in self) - 1

    def __iter__(self) -> Iterator[Layers[S]]:
        """Level after level, each with all before it."""
        distance = 0
        while distance < len(self.within) or self._grown():
            yield self.within[distance]
            distance += 1

    def way(self, targets: Layers[S], distance: int, tables: Enabling) -> Way:
        """The least of the ways to a target of which the nearest is that far."""
        nearing = [_both(self.within[distance], targets)]
        for level in range(distance - 1, -1, -1):
            self._watch.look()
            nearing.append(_both(self.within[level], self._monitor.backward(nearing[-1])))
        at, steps = self._start, []
        for goal in nearing[-2::-1]:
            step = self._first_step(at, goal, tables)
            at = step[1], self._monitor.layer(step[1], at[1])
            steps.append(step)
        return Way(tuple(steps), at)

    def _first_step(self, at: At, goal: Layers[S], tables: Enabling) -> tuple[int, int]:
        here, anywhere = self._algebra.single(at[0]), reduce(or_, goal)
        for rule, steps in groupby(steps_from(tables, at[0]), key=itemgetter(0)):
            if self._algebra.is_empty(self._algebra.image(rule, here) & anywhere):
                continue  # a rule may have thousands of choices, none of them to be looked at one by one
            for _, world in steps:
                if self._algebra.holds(goal[self._monitor.layer(world, at[1])], world):
                    return rule, world
        raise AssertionError("a world on a shortest way has a step along it")

    def _grown(self) -> bool:
        if self._whole:
            return False
        last = self.within[-1]
        self._tell(last)
        after = _either(last, self._monitor.forward(last))
        if all(self._algebra.same(one, other) for one, other in zip(last, after, strict=True)):
            self._whole = True
            return False
        self.within.append(after)
        return True

    def _tell(self, last: Layers[S]) -> None:
        self._watch.look()
        if self._watch.due:
            worlds = sum(self._algebra.count(each) for each in last)
            nodes = self._algebra.nodes()
            self._watch.tell(Seen(self._algebra.engine, worlds, depth=len(self.within) - 1, nodes=nodes))


def _both(one: Layers[S], other: Layers[S]) -> Layers[S]:
    return tuple(mine & theirs for mine, theirs in zip(one, other, strict=True))


def _either(one: Layers[S], other: Layers[S]) -> Layers[S]:
    return tuple(mine | theirs for mine, theirs in zip(one, other, strict=True))
