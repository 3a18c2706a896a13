"""The kinds of claim a property can make about a network, and how each is decided (contract 2)."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from model.design import Place
from model.network import FALSE, TRUE, Condition

KindName: TypeAlias = Literal[
    "never", "never-step", "leads-to", "always-possible", "witness", "deadlock-free", "static"
]


@dataclass(frozen=True, slots=True)
class Never:
    """No reachable world is in `where`."""

    where: Condition


@dataclass(frozen=True, slots=True)
class NeverStep:
    """No step of a rule of `rules` starts in `where` and ends in `after`."""

    rules: tuple[str, ...]
    where: Condition = TRUE
    after: Condition = TRUE


@dataclass(frozen=True, slots=True)
class LeadsTo:
    """No fair run has a world in `where` from which on, itself included, none is in `then`."""

    where: Condition
    then: Condition


@dataclass(frozen=True, slots=True)
class AlwaysPossible:
    """From every reachable world in `if_` some world in `where` can be reached, by any steps."""

    where: Condition
    if_: Condition = TRUE


@dataclass(frozen=True, slots=True)
class Witness:
    """Some reachable world is in `where`."""

    where: Condition


@dataclass(frozen=True, slots=True)
class DeadlockFree:
    """Some rule is enabled in every reachable world."""


@dataclass(frozen=True, slots=True)
class Static:
    """Read off the design, without exploring: `faults` says what is wrong, and is empty when nothing is.

    `places` has where each of them stands in the design file.
    """

    faults: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


Claim: TypeAlias = Never | NeverStep | LeadsTo | AlwaysPossible | Witness | DeadlockFree | Static


@dataclass(frozen=True, slots=True)
class Property:
    """One sentence that must hold, as claims that must all hold; no claim at all makes it vacuous.

    `missing` says what the network lacks when it is vacuous; `strict` keeps a violation from moving the exit status.
    """

    id: str
    kind: KindName
    says: str
    cites: tuple[str, ...]
    claims: tuple[Claim, ...]
    missing: str = ""
    strict: bool = False


__all__ = [
    "FALSE", "TRUE", "AlwaysPossible", "Claim", "DeadlockFree", "KindName", "LeadsTo", "Never", "NeverStep",
    "Property", "Static", "Witness",
]
