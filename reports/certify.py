"""`check --certificate`, `outlive certify`: keeps what proves verdicts, and has it checked by a program of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from explorer.watch import Watch
from properties.certificates.certify import Finding, examine
from properties.certificates.certify.__main__ import read_text, status_of
from properties.certificates.certify.reading import MOST_WORLDS
from properties.certificates.writing import NOT_ASKED, Judged, certificate_of
from properties.kinds import Static
from reports.check import Asked
from reports.errors import ReportError, printable, reason
from reports.export import network_text
from reports.inputs import Case, load_cases
from reports.judging import Report, Watcher
from reports.terminal.marks import MARKS
from reports.terminal.paper import Paper, paper_for_output
from reports.terminal.words import counted
from reports.writing import emit, say, write_whole

_READ_OFF = "read off the design, not certified"


def keep_certificate(report: Report, asked: Asked, watcher: Watcher | None) -> None:
    """Write the certificate of a report's verdicts where it was asked for, and say of how many.

    Raises:
        ReportError: the file cannot be written.
    """
    if report.interrupted:
        say("outlive: interrupted: no certificate is written")
        return
    try:
        made = certificate_of(_judged(report, asked), _watch(asked, watcher))
    except KeyboardInterrupt:
        say("outlive: interrupted: no certificate is written")
        return
    except MemoryError:
        say("outlive: no certificate is written: it needs more memory than there is")
        return
    assert asked.certificate is not None
    write_whole(Path(asked.certificate), made.text.encode())
    say(f"wrote {printable(asked.certificate)}")
    for name, why in made.without:
        if why != NOT_ASKED:
            say(f"outlive: no certificate of {printable(name)}: {why}")


def certify(file: str, name: str, profile: str | None) -> int:
    """Say what a certificate proves about a design or a network; the exit status.

    Raises:
        ReportError: one of the two cannot be read.
        DesignError: the file is not a design.
        NetworkError: the file is not a network.
    """
    case = _one_case(name, profile)
    try:
        text = network_text(case) if case.system else read_text(name)
        found = examine(read_text(file), text)
    except OSError as error:
        raise ReportError(f"{printable(file)}: cannot be read: {reason(error)}; name a certificate") from error
    except ValueError as error:
        raise ReportError(f"{printable(file)}: {printable(str(error))}") from error
    paper = paper_for_output()
    _write(paper, found)
    for each in _beside(case):
        paper.line(f"  {each}: {_READ_OFF}")
    emit(paper.taken())
    return status_of(found)


def _judged(report: Report, asked: Asked) -> Judged:
    case = report.case
    every = load_cases(case.name, asked.profile)[0].properties if asked.ids else ()
    ids = {each.property.id for each in report.verdicts}
    unasked = tuple(each for each in every if each.id not in ids)
    return Judged(case.network, report.verdicts, unasked, report.covered.complete, report.covered.states)


def _watch(asked: Asked, watcher: Watcher | None) -> Watch:
    """The bounds that the user gave, and that of certificates."""
    if watcher is not None:
        watcher.doing("making the certificate")
    return Watch(replace(asked.bounds, max_states=MOST_WORLDS), watcher)


def _one_case(name: str, profile: str | None) -> Case:
    cases = load_cases(name, profile)
    if len(cases) > 1:
        raise ReportError("--profile: a certificate is about one profile; name it")
    return cases[0]


def _write(paper: Paper, found: Iterable[Finding]) -> None:
    every = tuple(found)
    signs = {"proved": MARKS["holds"], "wrong": MARKS["violated"], "open": MARKS["unknown"]}
    for each in every:
        mark = signs[each.outcome]
        verdict = f"  {each.verdict}" if each.verdict else ""
        paper.line(f"{mark.sign} {each.property}{verdict}  {each.outcome}: {each.says}", mark.style)
    proved = sum(each.outcome == "proved" for each in every)
    paper.line(f"{proved:,} of {counted(len(every), 'verdict')} proved")


def _beside(case: Case) -> Iterator[str]:
    """The properties of which a part, or all, is read off the design."""
    for each in case.properties:
        if any(isinstance(claim, Static) for claim in each.claims):
            yield each.id
