"""What an engine must be able to do with sets of worlds; every question is answered from these few operations."""

from collections.abc import Sequence
from typing import Protocol, Self, TypeVar

from model.network import Condition, Network


class Worlds(Protocol):
    """A set of worlds. A complement may hold bits that are no world: it only ever stands beside an `&`."""

    def __and__(self, other: Self, /) -> Self:
        """Those in both."""

    def __or__(self, other: Self, /) -> Self:
        """Those in either."""

    def __invert__(self) -> Self:
        """Those not in it."""


S = TypeVar("S", bound=Worlds)


class Algebra(Protocol[S]):
    """The sets of worlds of one network, reachable or not; rules are named by their place in the file.

    A world by itself is packed as `explorer.packing` packs it. Nothing here knows which worlds are reachable.
    """

    @property
    def network(self) -> Network:
        """The network whose worlds these are."""

    @property
    def engine(self) -> str:
        """The engine's name."""

    @property
    def sweep(self) -> Sequence[int]:
        """All rules, in the order in which a sweep over them costs least."""

    @property
    def parts(self) -> Sequence[Sequence[int]]:
        """The same rules, in parts each of which is better applied until it adds nothing; one part, if none is."""

    @property
    def nothing(self) -> S:
        """The empty set."""

    @property
    def initial(self) -> S:
        """The initial world alone."""

    def where(self, condition: Condition) -> S:
        """The worlds in a condition.

        Raises:
            NetworkError: it names a machine or state that the network does not have.
        """

    def enabled(self, rule: int) -> S:
        """The worlds in which a rule is enabled."""

    def image(self, rule: int, worlds: S) -> S:
        """Where the steps of a rule lead from these worlds."""

    def preimage(self, rule: int, worlds: S) -> S:
        """The worlds from which some step of a rule leads into these."""

    def count(self, worlds: S) -> int:
        """How many worlds, exactly."""

    def steps(self, rule: int, worlds: S) -> int:
        """How many steps the rule has from these worlds: each world counts once for each of its choices."""

    def is_empty(self, worlds: S) -> bool:
        """Whether there is none."""

    def same(self, one: S, other: S) -> bool:
        """Whether two sets hold the same worlds."""

    def single(self, world: int) -> S:
        """The set of one packed world."""

    def holds(self, worlds: S, world: int) -> bool:
        """Whether a packed world is in a set."""

    def nodes(self) -> int | None:
        """How many nodes of diagrams are in use; None where there are none."""

    def spent(self) -> int:
        """How many nodes were ever made; 0 where there are none."""
