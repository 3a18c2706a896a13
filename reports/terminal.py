"""Writes the report on one case: its verdicts, worst first, then what they cover and what they assume."""

from collections.abc import Sequence

from rich.text import Text

from properties.judge import Verdict
from properties.kinds import Property
from reports.coverage import assumed, covered_in_words, environment_in_words, leftovers
from reports.expectations import expected_in_words
from reports.inputs import Case
from reports.judging import Report
from reports.marks import mark_of, worst_first
from reports.paper import Paper, plain
from reports.reach import reach_in_words
from reports.run_lines import told_before, write_counterexample, write_witness
from reports.words import counted

INDENT = 4


def write_report(paper: Paper, report: Report) -> None:
    """The whole report."""
    _write_heading(paper, report)
    verdicts = worst_first(report.verdicts)
    told = told_before(verdicts)
    for verdict in verdicts:
        _write_verdict(paper, report.case, verdict)
        _write_reach(paper, report, verdict)
        _write_evidence(paper, verdict, told.get(verdict.property.id, ""))
    if any(verdict.verdict != "violated" for verdict in verdicts):
        paper.line()
    _write_expected(paper, report)
    _write_footing(paper, report)
    for what in leftovers(report):
        paper.line(what.heading, "dim")


def write_leftovers(paper: Paper, report: Report) -> None:
    """By name, what of the network was never used."""
    for what in leftovers(report):
        for name in what.names:
            paper.line(f"{what.each} {name}", "dim", 2)


def _write_heading(paper: Paper, report: Report) -> None:
    case = report.case
    heading = plain(case.name, "bold")
    if case.system:
        heading.append_text(plain(f"  {case.system.design.title}"))
        heading.append_text(plain(f"  ({case.profile})", "cyan"))
    paper.line(heading)
    paper.line(_tally(report.verdicts))
    paper.line()


def _tally(verdicts: Sequence[Verdict]) -> Text:
    counts: dict[str, int] = {}
    for verdict in worst_first(tuple(verdicts)):
        word = _outcome(verdict)
        counts[word] = counts.get(word, 0) + 1
    tally = ", ".join(f"{number} {word}" for word, number in counts.items())
    return plain(f"{counted(len(verdicts), 'property', 'properties')}: {tally}" if tally else "no property to judge")


def _write_verdict(paper: Paper, case: Case, verdict: Verdict) -> None:
    mark = mark_of(verdict)
    heading = plain(f"{mark.sign} {verdict.property.id}", mark.style)
    paper.line(heading.append_text(plain(f"  {_outcome(verdict)}")))
    paper.line(verdict.property.says, indent=INDENT)
    if verdict.verdict in ("violated", "unreachable", "unknown"):
        _write_grounds(paper, case, verdict.property)
    elif verdict.property.cites:
        paper.line(f"rests on {' '.join(verdict.property.cites)}", "dim", INDENT)


def _write_reach(paper: Paper, report: Report, verdict: Verdict) -> None:
    """How far the verdict reaches, if that was asked."""
    for scope in report.reach.scopes if report.reach else ():
        if scope.verdict is verdict:
            paper.line(reach_in_words(scope), "cyan", INDENT)


def _write_evidence(paper: Paper, verdict: Verdict, told_under: str) -> None:
    if verdict.verdict == "violated":
        write_counterexample(paper, verdict, INDENT, told_under)
        paper.line()
    elif verdict.verdict == "witnessed" and verdict.run is not None:
        write_witness(paper, verdict.run, INDENT)
    elif verdict.verdict == "vacuous" and verdict.missing:
        paper.line(f"for want of what triggers it: {verdict.missing}", "yellow", INDENT)


def _outcome(verdict: Verdict) -> str:
    if verdict.property.strict and verdict.verdict == "violated":
        return "violated (strict: shown, but does not count)"
    return verdict.verdict


def _write_grounds(paper: Paper, case: Case, declared: Property) -> None:
    """The ids, each with its sentence in our words; a bare network cites what it likes."""
    if not declared.cites:
        return
    paper.line("rests on", "dim", INDENT)
    rows = [(plain(each, "cyan"), plain(_words(case, each), "dim")) for each in declared.cites]
    paper.rows(rows, (_room(declared),), INDENT + 2)


def _words(case: Case, cite: str) -> str:
    if case.system is None:
        return ""
    from model.cites import describe

    return describe(cite)


def _room(declared: Property) -> int:
    return min(12, max(len(each) for each in declared.cites))


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
    rows = assumed(report)
    if rows:
        paper.line("Assumed, where the sources are silent or disagree:")
        paper.rows([(plain(name, "cyan"), plain(says)) for name, says in rows], (max(len(row[0]) for row in rows),), 2)
