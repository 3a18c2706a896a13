"""Writes the report on one case: its verdicts, worst first, then what they cover and what they assume."""

from collections.abc import Sequence

from rich.text import Text

from properties.judge import Verdict
from reports.expectations import expected_in_words
from reports.judging import Report
from reports.terminal.coverage import assumed, covered_in_words, environment_in_words, leftovers
from reports.terminal.inks import ASIDE, CITED
from reports.terminal.marks import worst_first
from reports.terminal.paper import Paper, plain
from reports.terminal.verdict_lines import outcome_in_words, write_verdicts, write_verdicts_in_full
from reports.terminal.words import counted


def write_report(paper: Paper, report: Report) -> None:
    """What people look at first: a screen for each violation, and one for all that is as it must be."""
    _write_heading(paper, report)
    write_verdicts(paper, report)
    _write_gap(paper, report)
    _write_expected(paper, report)
    _write_footing(paper, report)
    ids = ", ".join(name for name, _ in assumed(report))
    if ids:
        paper.line(f"Assumed (--verbose says what): {ids}.")
    for what in leftovers(report):
        paper.line(what.heading, ASIDE)


def write_report_in_full(paper: Paper, report: Report) -> None:
    """Everything: each verdict and each assumption with its sentence, runs with all that changes, what was not used."""
    _write_heading(paper, report)
    write_verdicts_in_full(paper, report)
    _write_gap(paper, report)
    _write_expected(paper, report)
    _write_footing(paper, report)
    _write_assumed(paper, report)
    for what in leftovers(report):
        paper.line(what.heading, ASIDE)
    write_leftovers(paper, report)


def write_leftovers(paper: Paper, report: Report) -> None:
    """By name, what of the network was never used."""
    for what in leftovers(report):
        for name in what.names:
            paper.line(f"{what.each} {name}", ASIDE, 2)


def _write_heading(paper: Paper, report: Report) -> None:
    case = report.case
    heading = plain(case.name, "bold")
    if case.system:
        heading.append_text(plain(f"  {case.system.design.title}"))
        heading.append_text(plain(f"  ({case.profile})", CITED))
    paper.line(heading)
    paper.line(_tally(report.verdicts))
    paper.line()


def _tally(verdicts: Sequence[Verdict]) -> Text:
    counts: dict[str, int] = {}
    for verdict in worst_first(tuple(verdicts)):
        word = outcome_in_words(verdict)
        counts[word] = counts.get(word, 0) + 1
    tally = ", ".join(f"{number} {word}" for word, number in counts.items())
    return plain(f"{counted(len(verdicts), 'property', 'properties')}: {tally}" if tally else "no property to judge")


def _write_gap(paper: Paper, report: Report) -> None:
    """A violation ends with an empty line of its own."""
    if any(verdict.verdict != "violated" for verdict in report.verdicts):
        paper.line()


def _write_expected(paper: Paper, report: Report) -> None:
    said = expected_in_words(report)
    if said:
        paper.line(said, "bold")


def _write_footing(paper: Paper, report: Report) -> None:
    paper.line(covered_in_words(report))
    for note in report.covered.notes:
        paper.line(f"Note: {note}; the engine `{report.covered.engine}` answered instead.")
    environment = environment_in_words(report)
    if environment:
        paper.line(environment)
    if report.reach and report.reach.certificate:
        paper.line(f"For any number: certificate checked by {report.reach.solver}. Assumed: {report.reach.assumed}")


def _write_assumed(paper: Paper, report: Report) -> None:
    rows = assumed(report)
    if rows:
        paper.line("Assumed, where the sources are silent or disagree:")
        paper.rows([(plain(name, CITED), plain(says)) for name, says in rows], (max(len(row[0]) for row in rows),), 2)
