"""Walks a fair cycle inside a fair component: ever to the nearest step that pays what the cycle still owes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Generic

from explorer.enabling import bits_of, steps_from
from explorer.sets.algebra import S
from explorer.sets.levels import Levels
from explorer.sets.monitors import Unwatched
from explorer.sets.reaching import behind, inner_rules

if TYPE_CHECKING:
    from explorer.sets.lasso import Hunt


@dataclass(frozen=True, slots=True)
class _Debt:
    """What a cycle still owes to be fair, and to break the property; rules as bit masks."""

    strong: int
    weak: int
    taken: int
    trigger: bool

    def __bool__(self) -> bool:
        return bool(self.strong | self.weak) or self.trigger


class FairCycle(Generic[S]):
    """The cycle through a world of one fair component."""

    def __init__(self, hunt: "Hunt[S]", component: S) -> None:
        """Take the component."""
        fairness = hunt.fairness
        self._algebra = fairness.algebra
        self._watch = fairness.watch
        self._tables = hunt.tables
        self._triggers = hunt.triggers
        self._inside = component
        self._strong = sum(1 << rule for rule in fairness.strong)
        self._weak = sum(1 << rule for rule in fairness.weak)
        self._rules = sorted(inner_rules(self._algebra, component))

    def around(self, entry: int, owes_trigger: bool) -> tuple[tuple[int, int], ...]:
        """The steps from a world back to it, past a trigger if none is pending."""
        enabled = self._tables.enabled(entry)
        debt = _Debt(enabled & self._strong, enabled & self._weak, 0, owes_trigger)
        here, cycle = entry, list[tuple[int, int]]()
        while debt or here != entry or not cycle:
            for step in self._way_to_pay(here, debt) if debt else self._way_to_close(here, entry):
                debt = self._after(debt, step)
                cycle.append(step)
            here = cycle[-1][1]
        return tuple(cycle)

    def _way_to_close(self, here: int, entry: int) -> Iterable[tuple[int, int]]:
        sources = behind(self._algebra, self._rules, self._algebra.single(entry))
        return self._way(here, sources, lambda _rule, world: world == entry)

    def _way_to_pay(self, here: int, debt: _Debt) -> Iterable[tuple[int, int]]:
        algebra, owed = self._algebra, debt.strong | debt.weak
        paying = self._inside & (self._triggers if debt.trigger else algebra.nothing)
        for rule in bits_of(debt.weak):
            paying = paying | self._inside & ~algebra.enabled(rule)
        by_rule = [algebra.preimage(rule, self._inside) for rule in bits_of(owed)]
        sources = reduce(or_, by_rule, behind(algebra, self._rules, paying))
        return self._way(here, sources, lambda rule, world: bool(owed >> rule & 1) or algebra.holds(paying, world))

    def _way(self, here: int, sources: S, wanted: Callable[[int, int], bool]) -> Iterable[tuple[int, int]]:
        """The least of the shortest ways inside the component whose last step is wanted."""
        levels = Levels(self._algebra, (here, 0), Unwatched(self._algebra, self._inside, self._rules), self._watch)
        targets = (sources & self._inside,)
        distance = levels.distance(targets)
        assert distance is not None, "a fair component pays every debt"
        way = levels.way(targets, distance, self._tables)
        return *way.steps, self._last_step(way.end[0], wanted)

    def _last_step(self, world: int, wanted: Callable[[int, int], bool]) -> tuple[int, int]:
        inside = ((rule, to) for rule, to in steps_from(self._tables, world) if self._algebra.holds(self._inside, to))
        return next((rule, to) for rule, to in inside if wanted(rule, to))

    def _after(self, debt: _Debt, step: tuple[int, int]) -> _Debt:
        rule, world = step
        enabled = self._tables.enabled(world)
        taken = debt.taken | 1 << rule
        strong = (debt.strong | enabled & self._strong) & ~taken
        trigger = debt.trigger and not self._algebra.holds(self._triggers, world)
        return _Debt(strong, debt.weak & enabled & ~taken, taken, trigger)
