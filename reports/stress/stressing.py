"""One test of an implementation: what is tested, where its runs begin, until when, and what they reached."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from time import monotonic

from reports.errors import ReportError
from reports.stress.reached import Reached
from reports.stress.trial import Disagreement, Subject


@dataclass(frozen=True, slots=True)
class Aims:
    """Where runs begin: each goes the shortest way to one of these worlds before it takes steps at random.

    `places` count worlds in the order of their shortest runs; only 0 is a plain random test. Of `steps` a run takes
    those it comes by, each once, and from where there is none it goes on to the nearest; other steps when none is near.
    Both are fixed for a class: hypothesis repeats its runs, and a choice that moved with what is covered by other runs
    could not be repeated.
    """

    places: Sequence[int] = (0,)
    steps: frozenset[int] = frozenset()


class TimeUp(BaseException):
    """The seconds are over. No Exception: hypothesis would take it for a failure, and look for a shorter one."""


class Unusable(BaseException):
    """The adapter cannot be used, and why; no Exception, for the same reason."""

    def __init__(self, error: ReportError) -> None:
        """What is to be told."""
        super().__init__(str(error))
        self.error = error


@dataclass(slots=True)
class Stress:
    """One test of an implementation: what is tested, until when, and what has been reached by all runs so far."""

    subject: Subject
    until: float = inf
    """On the clock of `time.monotonic`."""
    reached: Reached = field(init=False)
    last: Disagreement | None = None
    """The latest disagreement that was seen."""

    def __post_init__(self) -> None:
        """Nothing is reached yet."""
        self.reached = Reached(self.subject.graph)

    def check_time(self) -> None:
        """Raises TimeUp when it is."""
        if monotonic() > self.until:
            raise TimeUp
