"""Fair runs as fixpoints on sets of worlds, without a graph and without listing its components.

The core of a region is what is left when, again and again, worlds are dropped that no fair run inside it can pass or
end in (Kesten, Pnueli and Raviv, "Algorithmic verification of linear temporal logic specifications", ICALP 1998). From
a world of the core a fair run goes on inside it, or ends; an empty core means that there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Generic

from explorer.progress_rules import irreversible
from explorer.sets.algebra import Algebra, S
from explorer.sets.reaching import inner_rules, leading_on, leading_to
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

    def core(self, region: S) -> S:
        """What a fair run can pass or end in without ever leaving the region."""
        core = region & ~self.enabled(self.passing)
        while not self.algebra.is_empty(core):
            before = core
            rules = inner_rules(self.algebra, core)
            for rule in self.strong:
                core = self._kept(rule, core, core & ~self.algebra.enabled(rule), rules)
            for rule in self.weak:
                core = self._kept_by_weak(rule, core, rules)
            if self.algebra.same(before, core):
                break
        return core

    def _kept(self, rule: int, core: S, spared: S, rules: Sequence[int]) -> S:
        """Those spared, and those that come to a step of the rule inside the core."""
        asked = core & ~spared
        if self.algebra.is_empty(asked):
            return core
        taken = self.algebra.preimage(rule, core) & core
        if self.algebra.is_empty(asked & ~taken):
            return core
        if self.algebra.is_empty(taken):
            return spared
        return spared | leading_to(self.algebra, taken, core, self.watch, rules)

    def _kept_by_weak(self, rule: int, core: S, rules: Sequence[int]) -> S:
        """Those that come to a step of the rule inside the core, or to where it is disabled."""
        spared = core & ~self.algebra.enabled(rule)
        if self.algebra.same(spared, core):
            return core
        return leading_to(self.algebra, spared | self.algebra.preimage(rule, core) & core, core, self.watch, rules)


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


def component_around(fairness: Fairness[S], world: S, core: S) -> Component[S]:
    """The largest set around one world of a core that a fair run can go round for ever.

    Worlds that ask for a strong step which the strong component does not have are taken out, and what is left is
    looked at again, as long as the world itself stays (Emerson and Lei, "Modalities for model checking", 1987).
    """
    algebra, region = fairness.algebra, core
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
