"""Writes the reports that are asked for beside the verdicts, each form to a file of its own, whole or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from reports.errors import NothingToTell, ReportError, printable
from reports.inputs import Case, gallery
from reports.judging import Report
from reports.terminal.progress import exploring
from reports.writing import say, write_whole


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of report: the module whose `document(reports)` gives its bytes, and whether it tells of one case only."""

    module: str
    single: bool = False
    placed: bool = False
    """Whether its bytes depend on where it goes: then it is `document(reports, place)`."""


FORMS: Mapping[str, Form] = {
    "html": Form("reports.page.document", single=True),
    "markdown": Form("reports.forms.markdown"),
    "sarif": Form("reports.forms.sarif"),
    "junit": Form("reports.forms.junit"),
    "itf": Form("reports.forms.itf", single=True),
    "pytest": Form("reports.replay.written_test", single=True, placed=True),
    "device_script": Form("reports.replay.device_script", single=True),
}
"""What may be asked for, by the name of its option."""


def refuse_places(outputs: Mapping[str, str], cases: Sequence[Case]) -> None:
    """Wrong places are said before anything is judged.

    Raises:
        ReportError: a folder is missing, two forms go to one file, a form goes to what is read or to standard output,
            or one file is to tell of several cases.
    """
    if "device_script" in outputs and any(case.system is None for case in cases):
        raise ReportError("--device-script: no device runs a network; name a design, or leave it out")
    for form, place in outputs.items():
        option = f"--{form.replace('_', '-')}"
        if len(cases) > 1 and form in FORMS and FORMS[form].single:
            raise ReportError(f"{option}: tells of one design in one profile; name one file, and one profile")
        if not place or not Path(place).absolute().parent.is_dir():
            raise ReportError(f"{option} {printable(place)}: there is no such folder; choose another place")
        if place == "-":
            raise ReportError(f"{option} -: standard output has the verdicts; name a file (./- is one)")
        for case in cases:
            keep_input(case.name, option, place)
    if len({Path(place).resolve() for place in outputs.values()}) < len(outputs):
        raise ReportError("two reports cannot go to one file; name another for one of them")


def keep_input(name: str, option: str, place: str | None) -> None:
    """What is read stays as it is: nothing is written over it.

    Raises:
        ReportError: the place is the file that is read.
    """
    if place is None or not Path(place).is_file():
        return
    if any(each.is_file() and each.samefile(place) for each in (Path(name), gallery() / f"{name}.toml")):
        raise ReportError(f"{option} {printable(place)}: is what is read, and stays as it is; name another file")


def write_outputs(outputs: Mapping[str, str], reports: Sequence[Report]) -> None:
    """Every document is made before the first is written; one that has nothing to tell is left out, and this is said.

    Raises:
        ReportError: a place cannot be written to, or a form cannot tell of these verdicts.
    """
    documents = dict(_documents(outputs, reports)) if outputs else {}
    for place, document in documents.items():
        write_whole(Path(place), document)
        say(f"wrote {printable(place)}")


def _documents(outputs: Mapping[str, str], reports: Sequence[Report]) -> Iterator[tuple[str, bytes]]:
    with exploring("reports") as watcher:
        for form, place in outputs.items():
            if watcher is not None:
                watcher.doing(f"writing {place}")
            try:
                yield place, _document(FORMS[form], reports, Path(place))
            except NothingToTell as nothing:
                say(f"outlive: {nothing}; {printable(place)} is not written")


def _document(form: Form, reports: Sequence[Report], place: Path) -> bytes:
    document: Callable[..., bytes] = import_module(form.module).document
    return document(reports, place) if form.placed else document(reports)
