"""Finds a fair run that leaves a trigger unanswered: the least of the shortest stems, then a fair cycle, or an end."""

from dataclasses import dataclass
from typing import Generic

from explorer.enabling import Enabling
from explorer.sets.algebra import S
from explorer.sets.cycle import FairCycle
from explorer.sets.fairness import Fairness, component_around
from explorer.sets.levels import Layers, Levels
from explorer.sets.monitors import PENDING, UNASKED, Waiting
from explorer.sets.reaching import leading_on


@dataclass(frozen=True, slots=True)
class Lasso:
    """The steps of a stem and of a cycle, as (rule, packed world it leads to); no cycle when the run ends."""

    stem: tuple[tuple[int, int], ...]
    cycle: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Hunt(Generic[S]):
    """What is looked for, and where: the reachable worlds, those that trigger, those that answer."""

    fairness: Fairness[S]
    tables: Enabling
    reachable: S
    triggers: S
    answers: S

    def waiting(self) -> S:
        """The reachable worlds in which an answer can be pending."""
        open_ = self.reachable & ~self.answers
        return leading_on(self.fairness.algebra, self.triggers & open_, open_, self.fairness.watch)


def unanswered(hunt: Hunt[S]) -> Lasso | None:
    """The fair run with the shortest, then least stem in which a trigger is never answered; None: every one is."""
    algebra, fairness = hunt.fairness.algebra, hunt.fairness
    if algebra.is_empty(hunt.triggers & hunt.reachable & ~hunt.answers):
        return None
    waiting = hunt.waiting()
    ends, cycling = fairness.ends(waiting), fairness.cycling(waiting)
    return None if algebra.is_empty(ends | cycling) else _Search(hunt, ends, cycling).lasso()


class _Search(Generic[S]):
    """Candidates for the end of the stem, nearest first; those refuted are struck out."""

    def __init__(self, hunt: Hunt[S], ends: S, cycling: S) -> None:
        self._hunt = hunt
        self._algebra = hunt.fairness.algebra
        self._ends = ends
        self._around = cycling
        self._cycling = [cycling, cycling]
        """For each layer, the worlds that may lie on the cycle wanted there."""

    def lasso(self) -> Lasso:
        hunt, algebra = self._hunt, self._algebra
        initial = hunt.tables.packing.initial
        monitor = Waiting(algebra, hunt.triggers, hunt.answers, algebra.sweep)
        levels = Levels(algebra, (initial, monitor.layer(initial, UNASKED)), monitor, hunt.fairness.watch)
        while True:
            targets = self._targets()
            distance = levels.distance(targets)
            assert distance is not None, "a world that waits is reachable"
            way = levels.way(targets, distance, hunt.tables)
            world, layer = way.end
            if layer == PENDING and algebra.holds(self._ends, world):
                return Lasso(way.steps, ())
            component = self._component(world, layer)
            if component is not None:
                return Lasso(way.steps, FairCycle(hunt, component).around(world, layer == UNASKED))

    def _targets(self) -> Layers[S]:
        return self._cycling[UNASKED], self._cycling[PENDING] | self._ends

    def _component(self, world: int, layer: int) -> S | None:
        """The fair component around a world, if the cycle wanted lies in it; else strikes out what was refuted."""
        found = component_around(self._hunt.fairness, self._algebra.single(world), self._around)
        if not found.fair:
            self._cycling = [each & ~found.worlds for each in self._cycling]
            return None
        if layer == UNASKED and self._algebra.is_empty(found.worlds & self._hunt.triggers):
            self._cycling[UNASKED] = self._cycling[UNASKED] & ~found.worlds
            return None
        return found.worlds
