"""What another checker says of a network, claim by claim, and how it is laid beside what we say."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from time import monotonic
from typing import Literal, TypeAlias

from explorer import Exploration
from model.network import Network
from properties.judge import Outcome, Verdict, judge
from properties.kinds import Property
from reports.claims_listed import NumberedClaim

Agreement: TypeAlias = Literal["agree", "DISAGREE", "not expressible", "undecided"]


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict on one claim; without one, why there is none."""

    verdict: Outcome | None = None
    why: str = ""
    expressible: bool = True


@dataclass(frozen=True, slots=True)
class Counts:
    """Distinct worlds and steps."""

    states: int
    steps: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """All that a checker says: who it is, what it counts (or why it does not), number of a claim -> what it says."""

    checker: str
    counts: Counts | None
    said: Mapping[int, Said]
    why_uncounted: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One row: what was asked, what we say, what the other says, and whether that is the same."""

    name: str
    kind: str
    ours: str
    theirs: str
    agreement: Agreement
    why: str = ""


class OutOfTimeError(Exception):
    """The seconds are used up."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When to stop."""

    end: float

    def left(self) -> float:
        """The seconds that are left.

        Raises:
            OutOfTimeError: none.
        """
        left = self.end - monotonic()
        if left <= 0:
            raise OutOfTimeError
        return left


def deadline_in(seconds: float) -> Deadline:
    """So many seconds from now."""
    return Deadline(monotonic() + seconds)


Checker: TypeAlias = Callable[[Network, tuple[Property, ...], Deadline], Opinion]


def our_verdict(asked: NumberedClaim, exploration: Exploration) -> Verdict:
    """Our verdict on this one claim alone."""
    return judge(replace(asked.property, claims=(asked.claim,)), exploration)


def compared(
    claims: Iterable[NumberedClaim], ours: Mapping[int, Outcome], counted: Counts | None, opinion: Opinion
) -> Iterator[Compared]:
    """Row by row: worlds, steps, then every claim."""
    yield from _counts_compared(counted, opinion)
    for each in claims:
        said = opinion.said[each.number]
        theirs, agreement = said.verdict or "", _agreement(ours[each.number], said)
        why = said.why or ("we came to no verdict" if ours[each.number] == "unknown" else "")
        yield Compared(each.name, each.property.kind, ours[each.number], theirs, agreement, why)


def _agreement(ours: Outcome, said: Said) -> Agreement:
    if not said.expressible:
        return "not expressible"
    if said.verdict is None or ours == "unknown":
        return "undecided"
    return "agree" if said.verdict == ours else "DISAGREE"


def _counts_compared(counted: Counts | None, opinion: Opinion) -> Iterator[Compared]:
    for word in ("states", "steps"):
        mine = None if counted is None else getattr(counted, word)
        theirs = None if opinion.counts is None else getattr(opinion.counts, word)
        same: Agreement = "agree" if mine == theirs else "DISAGREE"
        agreement: Agreement = "undecided" if mine is None or theirs is None else same
        why = opinion.why_uncounted or ("we did not see all worlds" if mine is None else "")
        yield Compared(word, "count", _shown(mine), _shown(theirs), agreement, why)


def _shown(number: int | None) -> str:
    return "" if number is None else f"{number:,}"
