"""Judges a case: explores its network once, asks every property, and keeps what a report has to say."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from explorer import explore
from explorer.exploration import Bounds, Covered, Exploration, Seen
from explorer.watch import Means, StoppedError
from properties.judge import Verdict, judge
from properties.kinds import Property
from reports.inputs import Case

if TYPE_CHECKING:
    from properties.any_number.judging import Answer

_Answer = TypeVar("_Answer")

AS_ASKED = Means()
KEPT, BROKEN, UNDECIDED = 0, 1, 3
"""Exit statuses: all as it must be; a property is violated; a bound was hit before a verdict. (2: wrong input.)"""

BAD = ("violated", "unreachable")


@dataclass(frozen=True, slots=True)
class Report:
    """The verdicts on one case, what they cover, and what of the network was never used.

    `unasked` counts the properties that an interrupt left `unknown`, whatever of the network was covered.
    """

    case: Case
    covered: Covered
    verdicts: tuple[Verdict, ...]
    never_enabled: tuple[str, ...]
    never_entered: tuple[tuple[str, str], ...]
    unasked: int = 0
    stopped_by: str = ""
    """What kept properties from being judged though every world was found: a bound, or nothing."""
    reach: "Answer | None" = None
    """How far the verdicts reach beyond the bounds, if that was asked."""

    @property
    def interrupted(self) -> bool:
        """Whether the user stopped it: while worlds were listed, or before every property was asked."""
        return self.covered.stopped_by == "interrupt" or self.unasked > 0


class Watcher(Protocol):
    """Somebody who is told what goes on: how far an engine has come, and what it is asked meanwhile."""

    def __call__(self, seen: Seen) -> None:
        """How far the engine has come."""

    def doing(self, what: str) -> None:
        """What begins now."""


def judge_case(case: Case, bounds: Bounds, watcher: Watcher | None = None, means: Means = AS_ASKED) -> Report:
    """Every property of the case; an interrupt or a bound leaves the open ones `unknown`.

    Raises:
        ReplayError: a run that was found cannot be taken, or does not show its verdict; nothing is said then.
    """
    exploration = explore(case.network, bounds, watcher, means)
    known, stops = _judge_while_allowed(_told(case.properties, watcher), exploration)
    unasked = case.properties[len(known) :]
    _at_last(lambda: _confirm(case, known))
    verdicts = (*known, *(Verdict(each, "unknown") for each in unasked))
    never_used = _at_last(exploration.never_enabled), _at_last(exploration.never_entered)
    return Report(case, _at_last(lambda: exploration.covered), verdicts, *never_used, len(unasked), stops)


def _confirm(case: Case, verdicts: tuple[Verdict, ...]) -> None:
    if any(verdict.run is not None for verdict in verdicts):
        from reports.replay.confirming import confirm_runs

        confirm_runs(case, verdicts)


def _at_last(question: Callable[[], _Answer]) -> _Answer:
    """The answer to what is soon answered, though an interrupt comes meanwhile: the verdicts must not be lost by it."""
    try:
        return question()
    except KeyboardInterrupt:
        return question()


def exit_status(reports: Iterable[Report]) -> int:
    """The worst of all reports; `strict` and `vacuous` do not move it."""
    every = tuple(reports)
    if any(counts_against(verdict) for report in every for verdict in report.verdicts):
        return BROKEN
    return UNDECIDED if any(_is_open(report) for report in every) else KEPT


def counts_against(verdict: Verdict) -> bool:
    """Whether this verdict alone makes the exit status 1."""
    return verdict.verdict in BAD and not verdict.property.strict


def _is_open(report: Report) -> bool:
    unknown = any(verdict.verdict == "unknown" for verdict in report.verdicts)
    return unknown or report.interrupted or (not report.covered.complete and not report.verdicts)


def _told(properties: tuple[Property, ...], watcher: Watcher | None) -> Iterator[Property]:
    """Each property, said to whoever watches when its turn comes."""
    for place, each in enumerate(properties, start=1):
        if watcher is not None:
            watcher.doing(f"judging {place} of {len(properties)}, {each.id}")
        yield each


def _judge_while_allowed(properties: Iterable[Property], exploration: Exploration) -> tuple[tuple[Verdict, ...], str]:
    """The verdicts in their order, up to the one an interrupt left open; and the bound that left some `unknown`."""
    verdicts: list[Verdict] = []
    stopped_by = ""
    with suppress(KeyboardInterrupt):
        for each in properties:
            try:
                verdicts.append(judge(each, exploration))
            except (StoppedError, MemoryError) as stop:
                stopped_by = str(stop) if isinstance(stop, StoppedError) else "memory"
                verdicts.append(Verdict(each, "unknown"))
    return tuple(verdicts), stopped_by
