"""`outlive check`: judges files one after another, and shows each as soon as it is judged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from explorer.exploration import Bounds
from explorer.watch import Means
from reports.errors import ReportError, printable
from reports.forms.shield import in_action, shielded
from reports.forms.verdict_json import json_text, reports_to_json
from reports.inputs import Case, choose, load_cases
from reports.judging import Report, exit_status, judge_case
from reports.outputs import refuse_places, write_outputs
from reports.terminal.progress import exploring
from reports.terminal.words import counted
from reports.writing import emit, emit_bytes, say


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user wants to know, about which files, within which bounds."""

    files: tuple[str, ...]
    profile: str | None = None
    ids: tuple[str, ...] = ()
    bounds: Bounds = field(default_factory=Bounds)
    verbose: bool = False
    means: Means = field(default_factory=Means)
    any_number: bool = False
    certificate: str | None = None
    outputs: Mapping[str, str] = field(default_factory=dict)
    """Form of a report -> the file it goes to."""


def check_as_json(asked: Asked) -> int:
    """Print the verdicts on all files as one JSON document; the exit status."""
    cases = _cases(asked)
    reports = list(_judged(cases, asked))
    emit_bytes(json_text(reports_to_json(reports)))
    _say_interrupted(reports, cases)
    write_outputs(asked.outputs, reports)
    return exit_status(reports)


def check_as_text(asked: Asked) -> int:
    """Print a report on each file; the exit status."""
    from reports.terminal.paper import paper_for_output
    from reports.terminal.report import write_report, write_report_in_full

    paper = paper_for_output()
    reports: list[Report] = []
    cases = _cases(asked)
    for report in _judged(cases, asked):
        if reports:
            paper.line()
        (write_report_in_full if asked.verbose else write_report)(paper, report)
        emit(shielded(paper.taken()))
        reports.append(report)
    if asked.profile == "all":
        emit(shielded(_differences(reports)))
    if in_action():
        from reports.forms.annotations import annotated

        emit(annotated(reports))
    _say_interrupted(reports, cases)
    write_outputs(asked.outputs, reports)
    return exit_status(reports)


def _cases(asked: Asked) -> tuple[Case, ...]:
    """Everything is loaded before anything is judged, so that wrong input writes nothing."""
    cases = [case for name in asked.files for case in load_cases(name, asked.profile)]
    for option, given in (("--checkpoint", asked.means.keeping), ("--certificate", asked.certificate)):
        if given is not None and len(cases) > 1:
            raise ReportError(f"{option}: is for one exploration; name one file, and one profile")
    if asked.certificate is not None and not Path(asked.certificate).absolute().parent.is_dir():
        raise ReportError(f"{printable(asked.certificate)}: there is no such folder; choose another place")
    kept = {} if asked.certificate is None else {"certificate": asked.certificate}
    refuse_places({**asked.outputs, **kept}, cases)
    return tuple(choose(case, asked.ids) for case in cases)


def _judged(cases: Sequence[Case], asked: Asked) -> Iterator[Report]:
    """Report after report; after an interrupt no more."""
    for case in cases:
        with exploring(case.name) as watcher:
            report = judge_case(case, asked.bounds, watcher, asked.means)
            if asked.any_number:
                if watcher is not None:
                    watcher.doing("looking how far the verdicts reach")
                report = _reaching(report, asked)
            elif asked.certificate is not None:
                from reports.certify import keep_certificate

                keep_certificate(report, asked, watcher)
        yield report
        if report.interrupted:
            return


def _reaching(report: Report, asked: Asked) -> Report:
    """The report with how far each verdict reaches; the certificate is written where it was asked for."""
    from reports.reach import with_reach, write_certificate

    try:
        reaching = with_reach(report)
    except KeyboardInterrupt:
        say("outlive: interrupted: how far the verdicts reach is not known")
        return report
    if asked.certificate is not None:
        write_certificate(reaching, asked.certificate)
    return reaching


def _say_interrupted(reports: Sequence[Report], cases: Sequence[Case]) -> None:
    """For those who take what is there for all there is."""
    if any(report.interrupted for report in reports):
        say(f"outlive: interrupted: {len(reports)} of {counted(len(cases), 'report')}, the last of them cut short")


def _differences(reports: Sequence[Report]) -> str:
    """What other profiles hide, design by design, as far as all three were judged."""
    from reports.terminal.hidden import write_differences
    from reports.terminal.paper import paper_for_output

    paper = paper_for_output()
    for name, group in groupby(reports, key=lambda report: report.case.name):
        of_design = tuple(group)
        if len(of_design) == 3:
            paper.line()
            paper.line(name, "bold")
            write_differences(paper, of_design)
    return paper.taken()
