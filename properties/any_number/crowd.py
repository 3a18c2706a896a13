"""A design for any number of runs as one value: what is common, what every member has of its own, what may happen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from model.network import Machine, Pair

Pairs: TypeAlias = frozenset[Pair]
Moves: TypeAlias = Mapping[str, Pairs]
"""Machine -> its allowed (from, to) pairs; a machine that is only asked has pairs that change nothing."""


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """One of any number: a run of an extension (its kind is the extension's name), or one of the app's transfers."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Way:
    """What a rule asks of one member of a kind, and makes of it."""

    kind: str
    moves: Moves


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule for any number of members: the common machines, at most one acting member, and all the others.

    Each of the others goes one of the ways of its kind; a kind without a way has no other member when this happens.
    """

    name: str
    common: Moves
    acting: Way | None
    others: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Common machines, the machines every member of a kind has of its own, the patterns, and what must never be."""

    common: tuple[Machine, ...]
    own: Mapping[str, tuple[Machine, ...]]
    patterns: tuple[Pattern, ...]
    forbidden: Mapping[str, tuple[Pattern, ...]]

    def states(self, kind: str | None) -> Mapping[str, tuple[str, ...]]:
        """The states of the common machines (None), or of those a member of this kind has."""
        machines = self.common if kind is None else self.own[kind]
        return {machine.name: machine.states for machine in machines}


def staying(states: Iterable[str]) -> Pairs:
    """The pairs of a machine that may be anywhere and stays there."""
    return frozenset((state, state) for state in states)
