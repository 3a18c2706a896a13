"""Fair runs as fixpoints on sets of worlds, without a graph and without listing its components.

Of a region, worlds are dropped again and again that no fair cycle inside it can pass; nothing left means that it has
none (Kesten, Pnueli and Raviv, "Algorithmic verification of linear temporal logic specifications", ICALP 1998). They
look at what worlds lead to; looking at what leads to worlds too leaves far fewer that lie between cycles.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Generic

from explorer.progress_rules import irreversible
from explorer.sets.algebra import Algebra, S
from explorer.sets.reaching import inner_rules, leading_on, leading_to, on_cycles
from explorer.watch import Watch


@dataclass(frozen=True)
class Fairness(Generic[S]):
    """What the fair rules of a network ask for."""

    algebra: Algebra[S]
    weak: Sequence[int]
    strong: Sequence[int]
    passing: Sequence[int]
    """The strongly fair rules that lie on no cycle: where one is enabled, no fair cycle passes."""
    watch: Watch

    def ends(self, worlds: S) -> S:
        """Those in which a run may end: no fair rule is enabled."""
        return worlds & ~self.enabled((*self.weak, *self.strong))

    def enabled(self, rules: Sequence[int]) -> S:
        """The worlds that enable one of the rules."""
        return reduce(or_, map(self.algebra.enabled, rules), self.algebra.nothing)

    def cycling(self, region: S) -> S:
        """What is left of a region when worlds are dropped through which no fair cycle inside it can pass.

        It is empty if and only if the region has no fair cycle: its last strong components are fair.
        """
        left = region & ~self.enabled(self.passing)
        while True:
            before = left
            left = self._without_untaken(left)
            left = self._without_unfair(left)
            if self.algebra.same(before, left):
                return left

    def _without_untaken(self, left: S) -> S:
        """Drops what is on no cycle, and what asks for a strong step that no world left has, until neither is there."""
        while not self.algebra.is_empty(left):
            before = left = on_cycles(self.algebra, left, self.watch)
            for rule in self.strong:
                asked = left & self.algebra.enabled(rule)
                if not self.algebra.is_empty(asked) and self.algebra.is_empty(self._taken(rule, left)):
                    left = left & ~asked
            if self.algebra.same(before, left):
                break
        return left

    def _without_unfair(self, left: S) -> S:
        """Drops what asks for a step of a fair rule that does not lead back to it."""
        rules = inner_rules(self.algebra, left)
        for rule in self.strong:
            asked = left & self.algebra.enabled(rule)
            if not self.algebra.is_empty(asked):
                left = left & ~(asked & ~self._around(self._taken(rule, left), rule, left, rules))
        for rule in self.weak:
            spared = left & ~self.algebra.enabled(rule)
            if not self.algebra.same(spared, left):
                left = self._around(spared | self._taken(rule, left), rule, left, rules)
        return left

    def _taken(self, rule: int, left: S) -> S:
        """The worlds left that have a step of the rule to worlds left."""
        return self.algebra.preimage(rule, left) & left

    def _around(self, met: S, rule: int, left: S, rules: Sequence[int]) -> S:
        """The worlds left that lead to where a rule is met, and that what is met leads to."""
        after = met & ~self.algebra.enabled(rule) | self.algebra.image(rule, met)
        onward = leading_on(self.algebra, after, left, self.watch, rules)
        return leading_to(self.algebra, met & onward, onward, self.watch, rules)


def fairness_of(algebra: Algebra[S], watch: Watch) -> Fairness[S]:
    """The fairness of a network's rules."""
    rules = list(enumerate(algebra.network.rules))
    weak = [place for place, rule in rules if rule.fairness == "weak"]
    strong = [place for place, rule in rules if rule.fairness == "strong"]
    passing = sorted(set(irreversible(algebra.network)) & set(strong))
    return Fairness(algebra, weak, strong, passing, watch)


@dataclass(frozen=True)
class Component(Generic[S]):
    """The fair component around a world; if it lies in none, the worlds that for the same reason lie in none."""

    worlds: S
    fair: bool


def component_around(fairness: Fairness[S], world: S, region: S) -> Component[S]:
    """The largest set around one world of a region that a fair run can go round for ever.

    Worlds that ask for a strong step which the strong component does not have are taken out, and what is left is
    looked at again, as long as the world itself stays (Emerson and Lei, "Modalities for model checking", 1987).
    """
    algebra = fairness.algebra
    while True:
        rules = inner_rules(algebra, region)
        onward = leading_on(algebra, world, region, fairness.watch)
        component = leading_to(algebra, world, onward, fairness.watch, rules)
        inside = [rule for rule in rules if not algebra.is_empty(algebra.preimage(rule, component) & component)]
        if not inside:
            return Component(world, False)
        refused = _refused(fairness, component, set(inside))
        if algebra.is_empty(refused):
            return Component(component, True)
        if not algebra.is_empty(refused & world):
            return Component(refused, False)
        region = component & ~refused


def _refused(fairness: Fairness[S], component: S, inside: set[int]) -> S:
    """The worlds of a strong component that no fair cycle in it passes: all of them if a weak rule is not met."""
    algebra = fairness.algebra
    for rule in fairness.weak:
        if rule not in inside and algebra.is_empty(component & ~algebra.enabled(rule)):
            return component
    unmet = [rule for rule in fairness.strong if rule not in inside]
    return component & fairness.enabled(unmet)
