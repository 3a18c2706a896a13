"""Says how far verdicts reach beyond the bounds they were judged at, and keeps the certificate of those that do."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reports.errors import ReportError, printable
from reports.judging import Report
from reports.writing import write_whole

if TYPE_CHECKING:
    from properties.any_number.judging import Scope

_WORDS = {
    "any number": "for any number of runs and transfers",
    "this number and more": "for this number of runs and transfers, and for more",
    "this bound only": "for this bound only",
}


def with_reach(report: Report) -> Report:
    """The same report, each verdict with how far it reaches.

    Raises:
        ReportError: it is on a bare network, which has no runs.
    """
    from properties.any_number.judging import any_number

    if report.case.system is None:
        name = printable(report.case.name)
        raise ReportError(f"{name}: --any-number is about runs and transfers, and a network has none; name a design")
    return replace(report, reach=any_number(report.case.system, report.verdicts))


def reach_in_words(scope: "Scope") -> str:
    """One line: how far, and why no further."""
    return f"{_WORDS[scope.reaching]}: {scope.why}"


def write_certificate(report: Report, path: str) -> None:
    """Write the certificate of a report, whole or not at all.

    Raises:
        ReportError: nothing was proved, or the file cannot be written.
    """
    answer = report.reach
    if answer is None or not answer.certificate:
        raise ReportError(f"{printable(path)}: no certificate: nothing was proved for any number of runs")
    write_whole(Path(path), answer.certificate.encode("utf-8"))
