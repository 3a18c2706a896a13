"""What sets of worlds lead to, and what leads to them: a rule at a time over all worlds found so far (chaining).

Chaining finds the same set as going level by level, in a fraction of the time, and knows no distances (Roig, Cortadella
and Pastor, "Verification of asynchronous circuits by BDD-based model checking of Petri nets", ICATPN 1995).
"""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Generic, Protocol

from explorer.exploration import Seen
from explorer.sets.algebra import Algebra, S
from explorer.watch import StoppedError, Watch


def all_reachable(
    algebra: Algebra[S], watch: Watch, store: "Store[S] | None" = None, check: Callable[[S], None] | None = None
) -> S:
    """Every reachable world; a store keeps those found so far, and may know some from before.

    `check` is called with them after each sweep, and may raise what it likes.

    Raises:
        StoppedError: a bound was hit, or the user interrupted.
        CheckpointError: nothing can be kept in the store.
    """
    sweeping = _Sweeping(algebra, watch, store)
    try:
        while not sweeping.swept():
            watch.count(algebra.count(sweeping.reached))
            if check is not None:
                check(sweeping.reached)
    except StoppedError as stop:
        raise StoppedError(str(stop), algebra.count(sweeping.reached), algebra.engine) from None
    except KeyboardInterrupt:
        raise StoppedError("interrupt", algebra.count(sweeping.reached), algebra.engine) from None
    return sweeping.reached


class Store(Protocol[S]):
    """Where the worlds found so far are kept, in case the exploration is killed."""

    def kept(self) -> S | None:
        """What was found before, if anything."""

    def keep(self, worlds: S) -> None:
        """Keep what was found so far, now and then."""


class _Sweeping(Generic[S]):
    """The worlds found so far, sweep after sweep."""

    def __init__(self, algebra: Algebra[S], watch: Watch, store: "Store[S] | None") -> None:
        self._algebra = algebra
        self._watch = watch
        self._store = store
        self._passes = 0
        kept = store.kept() if store else None
        self.reached = algebra.initial if kept is None else algebra.initial | kept

    def swept(self) -> bool:
        """Every rule over all worlds found so far, part after part; whether that was for nothing."""
        before, parts = self.reached, self._algebra.parts
        for part in parts:
            self._apply(part)
            while len(parts) > 1 and self._apply(part):
                pass
        self._passes += 1
        return self._algebra.same(before, self.reached)

    def _apply(self, rules: Sequence[int]) -> bool:
        """Each of the rules once; whether that found anything."""
        algebra, before = self._algebra, self.reached
        for rule in rules:
            self._watch.look()
            self.reached = self.reached | algebra.image(rule, self.reached)
            if self._watch.due:
                worlds, nodes = algebra.count(self.reached), algebra.nodes()
                self._watch.tell(Seen(algebra.engine, worlds, passes=self._passes, nodes=nodes))
            if self._store:
                self._store.keep(self.reached)
        return not algebra.same(before, self.reached)


def leading_on(algebra: Algebra[S], start: S, within: S, watch: Watch, rules: Sequence[int] = ()) -> S:
    """The worlds `within` that some of those in `start` lead to without leaving it, themselves included."""
    reached, parts = start & within, (rules,) if rules else algebra.parts
    turn = idle = 0
    while idle < len(parts):
        before = reached
        for rule in parts[turn % len(parts)]:
            watch.look()
            reached = reached | algebra.image(rule, reached) & within
        stays = algebra.same(before, reached)
        turn, idle = turn + stays, (idle + 1) * stays
    return reached


def leading_to(algebra: Algebra[S], goal: S, within: S, watch: Watch, rules: Sequence[int] = ()) -> S:
    """The worlds `within` that lead to some of those in `goal` without leaving it, themselves included."""
    reached = goal & within
    while True:
        before = reached
        for rule in rules or algebra.sweep:
            watch.look()
            reached = reached | algebra.preimage(rule, reached) & within
        if algebra.same(before, reached):
            return reached


def on_cycles(algebra: Algebra[S], within: S, watch: Watch) -> S:
    """The worlds on cycles of this set, and those between two cycles: what comes from nowhere or leads nowhere goes."""
    rules = inner_rules(algebra, within)
    while True:
        watch.look()
        before = within
        within = within & ahead(algebra, rules, within)
        within = within & behind(algebra, rules, within)
        if algebra.same(before, within):
            return within


def ahead(algebra: Algebra[S], rules: Sequence[int], worlds: S) -> S:
    """What one step by any of the rules leads to."""
    if algebra.is_empty(worlds):
        return worlds
    return reduce(or_, (algebra.image(rule, worlds) for rule in rules), algebra.nothing)


def behind(algebra: Algebra[S], rules: Sequence[int], worlds: S) -> S:
    """What one step by any of the rules leads from."""
    if algebra.is_empty(worlds):
        return worlds
    return reduce(or_, (algebra.preimage(rule, worlds) for rule in rules), algebra.nothing)


def inner_rules(algebra: Algebra[S], within: S) -> list[int]:
    """The rules that have a step from this set into itself, in the order of a sweep."""
    return [
        rule
        for rule in algebra.sweep
        if not algebra.is_empty(within & algebra.enabled(rule))
        and not algebra.is_empty(algebra.preimage(rule, within) & within)
    ]
