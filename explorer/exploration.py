"""The questions that properties ask about a network, whichever engine answers them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from explorer.runs import Run
from model.network import Condition, Network


@dataclass(frozen=True, slots=True)
class Seen:
    """How far an engine has come; None for what it does not know or does not have."""

    engine: str
    worlds: int
    steps: int | None = None
    depth: int | None = None
    waiting: int | None = None
    """Worlds that are still to be expanded."""
    passes: int | None = None
    """Sweeps over all rules."""
    nodes: int | None = None


Progress: TypeAlias = Callable[[Seen], None]
"""Called now and then while worlds are looked for, and while questions take long."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where an exploration gives up: distinct worlds, seconds, bytes of memory; None is no bound."""

    max_states: int | None = None
    max_seconds: float | None = None
    max_memory: int | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """What was looked at: distinct worlds, steps (contract 3), length of the longest shortest run, deadlocks.

    The depth is None where working it out would take far longer than all the rest. `stopped_by` says what cut it
    short: `max_states`, `max_seconds`, `max_memory`, `interrupt`, or nothing when it is complete.
    """

    states: int
    steps: int
    depth: int | None
    deadlocks: int
    complete: bool
    engine: str
    bounds: Bounds
    stopped_by: str = ""
    looked_at: int | None = None
    """How many of the worlds were asked about, when it was cut short and these are fewer."""
    representatives: int | None = None
    """How many worlds were listed to stand for all, where machines are interchangeable."""
    notes: tuple[str, ...] = ()
    """What did not go as planned: an engine that could not be had, and which answered instead."""


@dataclass(frozen=True, slots=True)
class Farther:
    """How far another engine came: its worlds were found, but only those listed were looked at."""

    states: int
    engine: str
    stopped_by: str

    def instead_of(self, listed: Covered) -> Covered:
        """What was covered by both."""
        states = max(self.states, listed.states)
        return replace(listed, states=states, looked_at=listed.states, engine=self.engine, stopped_by=self.stopped_by)


class CheckpointError(ValueError):
    """Why a checkpoint cannot be kept or gone on from, and the mend."""


class Exploration(Protocol):
    """The reachable worlds of a network, and what can be asked about them.

    Runs are shortest, and the least of the shortest: by the rule's place in the file, then by the choice's place,
    compared from the first step. An exploration that is not complete speaks of the worlds it listed: a run it gives
    is a run of the network, but that it gives none means nothing. Every question raises NetworkError for a machine,
    state or rule that the network does not have.
    """

    @property
    def network(self) -> Network:
        """The network explored."""

    @property
    def covered(self) -> Covered:
        """How much of it was looked at."""

    @property
    def complete(self) -> bool:
        """Whether every reachable world was looked at."""

    def never_enabled(self) -> tuple[str, ...]:
        """The rules that are enabled in no reachable world, in file order."""

    def never_entered(self) -> tuple[tuple[str, str], ...]:
        """The (machine, state) in which no reachable world has the machine, in file order."""

    def enabled_somewhere(self, rules: tuple[str, ...]) -> bool:
        """Whether one of these rules is enabled in some reachable world."""

    def reaches(self, where: Condition) -> bool:
        """Whether some reachable world is in `where`."""

    def run_to(self, where: Condition) -> Run | None:
        """The shortest run to a world in `where`."""

    def run_by(self, rules: tuple[str, ...], where: Condition, after: Condition) -> Run | None:
        """The shortest run whose last step is one of `rules`, starts in `where` and ends in `after`."""

    def run_to_deadlock(self) -> Run | None:
        """The shortest run to a world in which no rule is enabled."""

    def run_to_trap(self, if_: Condition, where: Condition) -> Run | None:
        """The shortest run to a world in `if_` from which no world in `where` can be reached.

        Raises:
            ValueError: the exploration is not complete, so nothing can be said.
        """

    def fair_run_avoiding(self, where: Condition, then: Condition) -> Run | None:
        """A fair run with a world in `where` from which on, itself included, none is in `then`; shortest stem.

        Raises:
            ValueError: the exploration is not complete, so nothing can be said.
        """


class Listed(Exploration, Protocol):
    """An exploration that can also name every world and every step."""

    def worlds(self) -> Iterator[Mapping[str, str]]:
        """Every reachable world as machine -> state, in the order of their shortest runs; the initial one first."""

    def world_at(self, place: int) -> Mapping[str, str]:
        """The world at one place of that order."""

    def seen_through(self, machines: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Of every reachable world, in the same order, the states of these machines alone."""

    def steps(self) -> Iterator[tuple[int, int, int]]:
        """Every step as (place of its world, rule's place in the file, place of the world it leads to)."""
