"""What sets of worlds lead to, and what leads to them: a rule at a time over all worlds found so far (chaining).

Chaining finds the same set as going level by level, in a fraction of the time, and knows no distances (Roig, Cortadella
and Pastor, "Verification of asynchronous circuits by BDD-based model checking of Petri nets", ICATPN 1995).
"""

from collections.abc import Sequence

from explorer.exploration import Seen
from explorer.sets.algebra import Algebra, S
from explorer.watch import Watch


def all_reachable(algebra: Algebra[S], watch: Watch) -> S:
    """Every reachable world.

    Raises:
        StoppedError: a bound was hit.
    """
    reached, settled = algebra.initial, False
    passes = 0
    while not settled:
        before = reached
        for rule in algebra.sweep:
            watch.look()
            reached = reached | algebra.image(rule, reached)
            if watch.due:
                watch.tell(Seen(algebra.engine, algebra.count(reached), passes=passes, nodes=algebra.nodes()))
        passes += 1
        settled = algebra.same(before, reached)
        if watch.bounds.max_states is not None:
            watch.count(algebra.count(reached))
    return reached


def leading_on(algebra: Algebra[S], start: S, within: S, watch: Watch) -> S:
    """The worlds `within` that some of those in `start` lead to without leaving it, themselves included."""
    reached = start & within
    rules = inner_rules(algebra, within)
    while True:
        before = reached
        for rule in rules:
            watch.look()
            reached = reached | algebra.image(rule, reached) & within
        if algebra.same(before, reached):
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


def inner_rules(algebra: Algebra[S], within: S) -> list[int]:
    """The rules that have a step from this set into itself, in the order of a sweep."""
    return [
        rule
        for rule in algebra.sweep
        if not algebra.is_empty(within & algebra.enabled(rule))
        and not algebra.is_empty(algebra.preimage(rule, within) & within)
    ]
