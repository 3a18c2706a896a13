"""The two monitors that runs are watched by: none at all, and whether an answer is pending."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from explorer.sets.algebra import Algebra, S
from explorer.sets.levels import Layers
from explorer.sets.reaching import ahead, behind

UNASKED, PENDING = 0, 1


@dataclass(frozen=True)
class Unwatched(Generic[S]):
    """Steps by some rules, in a region that they do not leave."""

    algebra: Algebra[S]
    region: S
    rules: Sequence[int]
    layers: int = 1

    def forward(self, layers: Layers[S]) -> Layers[S]:
        """One step on."""
        return (ahead(self.algebra, self.rules, layers[0]) & self.region,)

    def backward(self, layers: Layers[S]) -> Layers[S]:
        """One step back."""
        return (behind(self.algebra, self.rules, layers[0]) & self.region,)

    def layer(self, world: int, before: int) -> int:  # noqa: ARG002  (there is one layer only)
        """The one there is."""
        return 0


@dataclass(frozen=True)
class Waiting(Generic[S]):
    """A world that triggers makes an answer pending, one that answers clears it; it says "from here on, never".

    The one-bit monitor of Vardi and Wolper ("An automata-theoretic approach to automatic program verification",
    LICS 1986).
    """

    algebra: Algebra[S]
    triggers: S
    answers: S
    rules: Sequence[int]
    layers: int = 2

    def forward(self, layers: Layers[S]) -> Layers[S]:
        """One step on."""
        unasked, pending = (ahead(self.algebra, self.rules, each) for each in layers)
        asked = self.triggers & ~self.answers
        return unasked & ~asked | pending & self.answers, unasked & asked | pending & ~self.answers

    def backward(self, layers: Layers[S]) -> Layers[S]:
        """One step back."""
        unasked, pending = layers
        asked = self.triggers & ~self.answers
        before = unasked & ~asked | pending & asked, unasked & self.answers | pending & ~self.answers
        one, other = (behind(self.algebra, self.rules, each) for each in before)
        return one, other

    def layer(self, world: int, before: int) -> int:
        """Whether an answer is pending in a world."""
        if self.algebra.holds(self.answers, world):
            return UNASKED
        return PENDING if before == PENDING or self.algebra.holds(self.triggers, world) else UNASKED

