"""Answers the questions of an exploration from sets of worlds, whatever holds the sets."""

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property, reduce
from operator import or_
from typing import Generic

from explorer.enabling import steps_from, tables
from explorer.exploration import Covered
from explorer.runs import Run, Step
from explorer.sets.algebra import Algebra, S
from explorer.sets.fairness import Fairness, fairness_of
from explorer.sets.lasso import Hunt, unanswered
from explorer.sets.levels import Levels
from explorer.sets.monitors import Unwatched
from explorer.sets.reaching import leading_to
from explorer.watch import StoppedError, Watch
from model.network import Condition, NetworkError

MOST_NODES_FOR_DEPTH = 1 << 20
"""Where finding the worlds took more nodes than this, going level by level takes several times as long again."""


class SetExploration(Generic[S]):
    """An exploration by sets, see `Exploration`; it is complete, or it is not made.

    Every question may take as long as the exploration did, and raises StoppedError where a bound is hit.
    """

    def __init__(self, algebra: Algebra[S], reachable: S, watch: Watch, depth: int | None = None) -> None:
        """Take the reachable worlds, and the depth if it is known."""
        self.network = algebra.network
        self._algebra = algebra
        self._watch = watch
        self._tables = tables(self.network)
        self._rule_places = {rule.name: place for place, rule in enumerate(self.network.rules)}
        self._reachable = reachable
        self._known_depth = depth
        self._found_by_nodes = algebra.spent()

    complete = True

    @cached_property
    def covered(self) -> Covered:
        """How much was looked at."""
        algebra, rules = self._algebra, range(len(self.network.rules))
        return Covered(
            states=algebra.count(self._reachable),
            steps=sum(algebra.steps(rule, self._reachable) for rule in rules),
            depth=self._depth(),
            deadlocks=algebra.count(self._deadlocks),
            complete=True,
            engine=algebra.engine,
            bounds=self._watch.bounds,
            notes=tuple(self._watch.notes),
        )

    def never_enabled(self) -> tuple[str, ...]:
        """The rules enabled nowhere."""
        return tuple(rule.name for place, rule in enumerate(self.network.rules) if not self._is_enabled(place))

    def never_entered(self) -> tuple[tuple[str, str], ...]:
        """The (machine, state) that no world has."""
        return tuple(
            (machine.name, state)
            for machine in self.network.machines
            for state in machine.states
            if not self.reaches(({machine.name: (state,)},))
        )

    def enabled_somewhere(self, rules: tuple[str, ...]) -> bool:
        """Whether one of the rules is enabled in some world."""
        return any(self._is_enabled(place) for place in self._places_of(rules))

    def reaches(self, where: Condition) -> bool:
        """Whether some world is in `where`."""
        return not self._algebra.is_empty(self._reached(where))

    def run_to(self, where: Condition) -> Run | None:
        """The shortest run to `where`."""
        return self._run_into(self._reached(where))

    def run_by(self, rules: tuple[str, ...], where: Condition, after: Condition) -> Run | None:
        """The shortest run by one of `rules` from `where` into `after`."""
        algebra, places = self._algebra, self._places_of(rules)
        starts, ends = self._reached(where), algebra.where(after)
        sources = reduce(or_, (algebra.preimage(place, ends) & starts for place in places), algebra.nothing)
        steps = self._way_into(sources)
        if steps is None:
            return None
        last = steps[-1][1] if steps else self._tables.packing.initial
        following = (step for step in steps_from(self._tables, last) if step[0] in places)
        return self._run((*steps, next(step for step in following if algebra.holds(ends, step[1]))))

    def run_to_deadlock(self) -> Run | None:
        """The shortest run to a world without steps."""
        return self._run_into(self._deadlocks)

    def run_to_trap(self, if_: Condition, where: Condition) -> Run | None:
        """The shortest run to `if_` from where `where` is out of reach."""
        asked = self._reached(if_)
        if self._algebra.is_empty(asked):
            return None
        safe = leading_to(self._algebra, self._reached(where), self._reachable, self._watch)
        return self._run_into(asked & ~safe)

    def fair_run_avoiding(self, where: Condition, then: Condition) -> Run | None:
        """A fair run on which `where` is never answered by `then`."""
        triggers, answers = self._algebra.where(where), self._algebra.where(then)
        lasso = unanswered(Hunt(self._fairness, self._tables, self._reachable, triggers, answers))
        if lasso is None:
            return None
        return self._run(lasso.stem + lasso.cycle, len(lasso.stem) if lasso.cycle else None)

    def _depth(self) -> int | None:
        if self._known_depth is not None or self._found_by_nodes > MOST_NODES_FOR_DEPTH:
            return self._known_depth
        with suppress(StoppedError, MemoryError, KeyboardInterrupt):
            return self._levels.depth()
        return None

    @cached_property
    def _deadlocks(self) -> S:
        enabled = map(self._algebra.enabled, self._algebra.sweep)
        return self._reachable & ~reduce(or_, enabled, self._algebra.nothing)

    @cached_property
    def _levels(self) -> Levels[S]:
        monitor = Unwatched(self._algebra, self._reachable, self._algebra.sweep)
        return Levels(self._algebra, (self._tables.packing.initial, 0), monitor, self._watch)

    @cached_property
    def _fairness(self) -> Fairness[S]:
        return fairness_of(self._algebra, self._watch)

    def _is_enabled(self, rule: int) -> bool:
        return not self._algebra.is_empty(self._reachable & self._algebra.enabled(rule))

    def _reached(self, where: Condition) -> S:
        return self._algebra.where(where) & self._reachable

    def _places_of(self, rules: tuple[str, ...]) -> list[int]:
        unknown = next((rule for rule in rules if rule not in self._rule_places), None)
        if unknown is not None:
            raise NetworkError(f"the network has no rule `{unknown}`")
        return [self._rule_places[rule] for rule in rules]

    def _run_into(self, targets: S) -> Run | None:
        steps = self._way_into(targets)
        return None if steps is None else self._run(steps)

    def _way_into(self, targets: S) -> tuple[tuple[int, int], ...] | None:
        if self._algebra.is_empty(targets):
            return None
        distance = self._levels.distance((targets,))
        assert distance is not None, "a reachable world has a distance"
        return self._levels.way((targets,), distance, self._tables).steps

    def _run(self, steps: Sequence[tuple[int, int]], cycle_from: int | None = None) -> Run:
        worlds = [self._tables.packing.initial, *(world for _, world in steps)]
        taken = (
            Step(self.network.rules[rule], self._tables.packing.changes(worlds[place], world))
            for place, (rule, world) in enumerate(steps)
        )
        return Run(tuple(taken), cycle_from)
