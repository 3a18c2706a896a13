"""What one run of one contestant gave, and what five of them come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal, Protocol, TypeAlias

Cut: TypeAlias = Literal["", "time", "memory", "depth", "unfit", "failed", "not tried"]
"""Why there is no result: a limit, a search stack too small, a network that an engine refuses, a fault, or that it was
cut at a smaller size already."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Worlds, steps and depth; None for what the contestant does not say."""

    worlds: int
    steps: int
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """One run: seconds of the whole process, seconds of the search alone where it is a process, peak megabytes."""

    seconds: float
    alone: float
    megabytes: float
    counts: Counts | None
    engine: str = ""
    cut: Cut = ""


@dataclass(frozen=True, slots=True)
class Result:
    """All runs of one contestant on one subject; there is at least one."""

    contestant: str
    timings: tuple[Timing, ...]

    @property
    def cut(self) -> Cut:
        """Why it has no result; the last run says so."""
        return self.timings[-1].cut

    @property
    def seconds(self) -> float:
        """The median of the whole process."""
        return median(each.seconds for each in self.timings)

    @property
    def alone(self) -> float:
        """The median of the search alone."""
        return median(each.alone for each in self.timings)

    @property
    def megabytes(self) -> float:
        """The median of the peaks."""
        return median(each.megabytes for each in self.timings)

    @property
    def counts(self) -> Counts | None:
        """What it counted."""
        return self.timings[-1].counts

    @property
    def engine(self) -> str:
        """Which engine answered."""
        return self.timings[-1].engine


class Contestant(Protocol):
    """Whoever can be timed on a subject."""

    @property
    def name(self) -> str:
        """What the tables call it."""

    def run(self, limit: float) -> Timing:
        """Explore the subject once, for `limit` seconds at most."""


def fastest(results: Sequence[Result]) -> Result | None:
    """The one with the least median among those that finished."""
    finished = [each for each in results if not each.cut]
    return min(finished, key=lambda each: each.seconds, default=None)
