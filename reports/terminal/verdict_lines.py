"""Writes verdicts on paper: what is broken on a screen each, what is as it must be by name; or all of it in full."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from properties.judge import Verdict
from properties.kinds import Property
from reports.inputs import Case
from reports.judging import Report
from reports.reach import reach_in_words
from reports.terminal.inks import ASIDE, CITED, WARNING
from reports.terminal.marks import mark_of, worst_first
from reports.terminal.paper import Paper, plain, plain_paper
from reports.terminal.run_lines import WHOLE, Telling, Told, least_lines, told_before, write_told, write_witness
from reports.terminal.screens import SCREEN, tellings

INDENT = 4
FEW = 7
"""Verdicts of a report that are told one by one: whoever asks about so few wants to read about them."""

BROKEN = ("violated", "unreachable")
_BY_NAME = {"unknown": "unknown", "vacuous": "vacuous", "witnessed": "witnessed", "holds": "hold"}

_Grounds: TypeAlias = Callable[[Paper, Case, Property], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """One verdict of a report, and the property under which its run was told already, if any."""

    report: Report
    verdict: Verdict
    told_under: str = ""


def write_verdicts(paper: Paper, report: Report) -> None:
    """What is broken, each on one screen; the rest by name, unless there is little of it."""
    few = len(report.verdicts) <= FEW
    for shown in _worst_first(report):
        if shown.verdict.verdict in BROKEN:
            write_on_a_screen(paper, shown)
        elif few:
            _write_in_full(paper, shown)
    if not few:
        for outcome, word in _BY_NAME.items():
            _write_by_name(paper, report, [each for each in report.verdicts if each.verdict == outcome], word)


def write_verdicts_in_full(paper: Paper, report: Report) -> None:
    """Each verdict with its sentence, what it rests on, and its run with all that changes."""
    for shown in _worst_first(report):
        _write_in_full(paper, shown)


def write_on_a_screen(paper: Paper, shown: Shown) -> None:
    """What is broken, told in as much detail as fits."""
    run = None if shown.told_under else shown.verdict.run
    short = (telling for telling in tellings(shown.verdict) if least_lines(run, telling) < SCREEN)
    ways = product(short, (_write_grounds_in_words, _write_grounds))
    pages = (_page(shown, paper.console.width, telling, grounds) for telling, grounds in ways)
    telling, grounds = next((way for way, lines in pages if lines <= SCREEN), (Telling((), ()), _write_grounds))
    _write_broken(paper, shown, telling, grounds)


def outcome_in_words(verdict: Verdict) -> str:
    """The verdict, a strict one told apart."""
    if verdict.property.strict and verdict.verdict == "violated":
        return "violated (strict: shown, but does not count)"
    return verdict.verdict


def _worst_first(report: Report) -> list[Shown]:
    verdicts = worst_first(report.verdicts)
    told = told_before(verdicts)
    return [Shown(report, each, told.get(each.property.id, "")) for each in verdicts]


def _page(shown: Shown, width: int, telling: Telling, grounds: _Grounds) -> tuple[tuple[Telling, _Grounds], int]:
    """A way to tell it, and how many lines that takes."""
    draft = plain_paper(width)
    _write_broken(draft, shown, telling, grounds)
    return (telling, grounds), draft.taken().count("\n")


def _write_broken(paper: Paper, shown: Shown, telling: Telling, grounds: _Grounds) -> None:
    _write_head(paper, shown.verdict)
    grounds(paper, shown.report.case, shown.verdict.property)
    _write_reach(paper, shown)
    _write_evidence(paper, shown, telling)


def _write_in_full(paper: Paper, shown: Shown) -> None:
    in_words = shown.verdict.verdict in (*BROKEN, "unknown")
    _write_broken(paper, shown, WHOLE, _write_grounds_in_words if in_words else _write_grounds)


def _write_heading(paper: Paper, verdict: Verdict) -> None:
    mark = mark_of(verdict)
    heading = plain(f"{mark.sign} {verdict.property.id}", mark.style)
    paper.line(heading.append_text(plain(f"  {outcome_in_words(verdict)}")))


def _write_head(paper: Paper, verdict: Verdict) -> None:
    _write_heading(paper, verdict)
    paper.line(verdict.property.says, indent=INDENT)


def _write_grounds(paper: Paper, _case: Case, declared: Property) -> None:
    """The ids alone."""
    if declared.cites:
        paper.line(f"rests on {' '.join(declared.cites)}", ASIDE, INDENT)


def _write_grounds_in_words(paper: Paper, case: Case, declared: Property) -> None:
    """The ids, each with its sentence in our words; a bare network cites what it likes."""
    if not declared.cites:
        return
    paper.line("rests on", ASIDE, INDENT)
    rows = [(plain(each, CITED), plain(_words(case, each), ASIDE)) for each in declared.cites]
    paper.rows(rows, (_room(declared),), INDENT + 2)


def _words(case: Case, cite: str) -> str:
    if case.system is None:
        return ""
    from model.cites import describe

    return describe(cite)


def _room(declared: Property) -> int:
    return min(12, max(len(each) for each in declared.cites))


def _write_reach(paper: Paper, shown: Shown) -> None:
    """How far the verdict reaches, if that was asked."""
    for scope in shown.report.reach.scopes if shown.report.reach else ():
        if scope.verdict is shown.verdict:
            paper.line(reach_in_words(scope), CITED, INDENT)


def _write_evidence(paper: Paper, shown: Shown, telling: Telling) -> None:
    verdict = shown.verdict
    if verdict.verdict == "violated":
        write_told(paper, verdict, Told(INDENT, shown.told_under, telling))
        paper.line()
    elif verdict.verdict == "witnessed" and verdict.run is not None:
        write_witness(paper, verdict.run, INDENT)
    elif verdict.verdict == "vacuous" and verdict.missing:
        paper.line(f"for want of what triggers it: {verdict.missing}", WARNING, INDENT)


def _write_by_name(paper: Paper, report: Report, alike: Sequence[Verdict], word: str) -> None:
    """Verdicts that are alike: their names, together where the same is missing; or how far each reaches."""
    if not alike:
        return
    mark = mark_of(alike[0])
    if report.reach:
        for verdict in alike:
            _write_heading(paper, verdict)
            _write_reach(paper, Shown(report, verdict))
        return
    paper.line(plain(f"{mark.sign} {len(alike)} {word}", mark.style))
    named: dict[str, list[str]] = {}
    for each in alike:
        named.setdefault(each.missing, []).append(each.property.id)
    for missing, names in named.items():
        paper.line(f"{missing}: {', '.join(names)}" if missing else ", ".join(names), indent=INDENT)
