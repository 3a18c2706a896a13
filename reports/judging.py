"""Judges a case: explores its network once, asks every property, and keeps what a report has to say."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from explorer import explore
from explorer.exploration import Bounds, Covered, Exploration, Progress
from properties.judge import Verdict, judge
from properties.kinds import Property
from reports.inputs import Case

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

    @property
    def interrupted(self) -> bool:
        """Whether the user stopped it: while worlds were listed, or before every property was asked."""
        return self.covered.stopped_by == "interrupt" or self.unasked > 0


def judge_case(case: Case, bounds: Bounds, progress: Progress | None = None) -> Report:
    """Every property of the case; an interrupt leaves the open ones `unknown`."""
    exploration = explore(case.network, bounds, progress)
    known = _judge_while_allowed(case.properties, exploration)
    unasked = case.properties[len(known) :]
    verdicts = (*known, *(Verdict(each, "unknown") for each in unasked))
    never_used = exploration.never_enabled(), exploration.never_entered()
    return Report(case, exploration.covered, verdicts, *never_used, len(unasked))


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


def _judge_while_allowed(properties: tuple[Property, ...], exploration: Exploration) -> tuple[Verdict, ...]:
    """The verdicts in their order, up to the one that an interrupt left open."""
    verdicts: list[Verdict] = []
    with suppress(KeyboardInterrupt):
        for each in properties:
            verdicts.append(judge(each, exploration))
    return tuple(verdicts)
