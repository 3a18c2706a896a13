"""How the machines of one composed design are read: as telling of all, or of one member, some states alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from properties.any_number.crowd import Member


class NotCoveredError(Exception):
    """Why a design is outside what can be said for any number of members."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A machine's state, read as the state of a machine of another name."""

    name: str
    states: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Role:
    """What a machine tells: of all (`common`), and of single members; its states are read, and may be read alike."""

    common: Reading | None
    own: Mapping[Member, Reading] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Roles:
    """The role of every machine of one composed design, and its members."""

    members: tuple[Member, ...]
    by_machine: Mapping[str, Role]
