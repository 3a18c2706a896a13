"""Everything that one benchmark found, as one value: what tables and pictures are made from."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.machine import Machine
from bench.timing import Counts, Result, fastest

SAFETY = "outlive, safety"
ALL = "outlive, all properties"
OURS = (SAFETY, ALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One subject and how everybody did on it."""

    subject: str
    results: tuple[Result, ...]

    def by(self, contestant: str) -> Result | None:
        """How one did."""
        return next((each for each in self.results if each.contestant == contestant), None)

    @property
    def spins(self) -> tuple[Result, ...]:
        """How the modes of Spin did."""
        return tuple(each for each in self.results if each.contestant not in OURS)

    @property
    def best_spin(self) -> Result | None:
        """The fastest of Spin's modes that finished."""
        return fastest(self.spins)

    @property
    def counts(self) -> Counts | None:
        """What was counted: by us, or else by Spin."""
        return next((each.counts for each in self.results if each.counts is not None), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A series of subjects, and what stands above its table."""

    title: str
    says: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Growth:
    """Cost against size: how each engine, and the one that the program chooses, did on each size of a series."""

    title: str
    sizes: tuple[str, ...]
    lines: tuple[tuple[str, tuple[Result, ...]], ...]

    def worlds(self, place: int) -> int | None:
        """How large the size at this place is, if anybody got through."""
        found = (results[place].counts for _, results in self.lines)
        return next((each.worlds for each in found if each is not None), None)

    def points(self, engine: str) -> Iterator[tuple[int, Result]]:
        """Worlds and result of every size that is known."""
        for place, result in enumerate(dict(self.lines)[engine]):
            worlds = self.worlds(place)
            if worlds is not None:
                yield worlds, result


@dataclass(frozen=True, slots=True)
class Record:
    """One benchmark: the machine, Spin's version ("" without it), and what was found on it."""

    machine: Machine
    spin: str
    limits: tuple[float, float, float]
    """Seconds that a run of ours, of Spin's, and of an engine in the comparison of engines might take."""
    start_up: tuple[Result, ...]
    """A check of a gallery design, and a Python that does nothing."""
    sections: tuple[Section, ...]
    growths: tuple[Growth, ...]
