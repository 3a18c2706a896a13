"""Annotations of a GitHub action: commands to its runner among what is printed, each at a line of a design."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from model.design import Place
from properties.judge import Verdict
from reports.errors import printable
from reports.forms.places import Locator, in_checkout, locator_of
from reports.forms.run_text import told_briefly
from reports.judging import Report, counts_against
from reports.terminal.coverage import covered_in_words
from reports.terminal.marks import worst_first
from reports.terminal.words import counted

if TYPE_CHECKING:
    from reports.outcomes import Outcome

Gravity: TypeAlias = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A message at a line of a file; line 0 is none."""

    gravity: Gravity
    path: Path
    place: Place
    title: str
    lines: tuple[str, ...]

    @property
    def command(self) -> str:
        """The line that the runner reads."""
        line = str(self.place.line)
        place = {"line": line, "endLine": line, "col": str(self.place.column)} if self.place.line else {}
        given = {"file": str(in_checkout(self.path) or self.path), **place, "title": self.title}
        told = ",".join(f"{name}={_escaped(printable(value), _IN_PROPERTIES)}" for name, value in given.items())
        return f"::{self.gravity} {told}::{_escaped(chr(10).join(map(printable, self.lines)), _IN_DATA)}"


_IN_DATA: Mapping[str, str] = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES: Mapping[str, str] = {**_IN_DATA, ":": "%3A", ",": "%2C"}


def annotated(reports: Sequence[Report]) -> str:
    """The commands for these reports, a line each."""
    return _commands(_annotations(reports))


def annotated_differences(outcomes: Sequence["Outcome"]) -> str:
    """The commands for the verdicts that differ from what the files expect, each where the file expects it."""
    return _commands(_differences(outcomes))


def _commands(annotations: Iterator[Annotation]) -> str:
    return "".join(f"{each.command}\n" for each in annotations)


def _annotations(reports: Sequence[Report]) -> Iterator[Annotation]:
    for report in reports:
        locator = locator_of(report.case)
        for verdict in worst_first(report.verdicts):
            if verdict.verdict in ("violated", "unreachable"):
                yield _of_verdict(report, verdict, locator)
        yield from _of_open(report, locator)


def _of_verdict(report: Report, verdict: Verdict, locator: Locator) -> Annotation:
    title = f"{verdict.property.id}: {verdict.verdict}{_profile(report)}"
    gravity: Gravity = "error" if counts_against(verdict) else "notice"
    told = (verdict.property.says, *told_briefly(verdict))
    return Annotation(gravity, locator.path, locator.of_verdict(verdict).place, title, told)


def _of_open(report: Report, locator: Locator) -> Iterator[Annotation]:
    """One for all that is open: a runner shows ten of a kind, and they have one reason."""
    names = [verdict.property.id for verdict in report.verdicts if verdict.verdict == "unknown"]
    if names:
        title = f"{counted(len(names), 'property', 'properties')} not decided{_profile(report)}"
        told = (covered_in_words(report), f"Not decided: {', '.join(names)}")
        yield Annotation("warning", locator.path, locator.start.place, title, told)


def _profile(report: Report) -> str:
    return f" ({report.case.profile})" if report.case.profile else ""


def _differences(outcomes: Sequence["Outcome"]) -> Iterator[Annotation]:
    from model.design_place import places_of
    from reports.differences import found_otherwise

    for outcome in outcomes:
        different = found_otherwise(outcome)
        if not different:
            continue
        places = places_of(outcome.task.path.read_text(encoding="utf-8"))
        for name, (expected, found) in different.items():
            own = ("expect", outcome.task.profile, name)
            place, _ = places.key(own if own in places.spots else ("expect", name))
            title = f"{name}: not as expected ({outcome.task.profile})"
            yield Annotation("error", outcome.task.path, place, title, (f"expected {expected}, found {found}",))


def _escaped(text: str, codes: Mapping[str, str]) -> str:
    return "".join(codes.get(letter, letter) for letter in text)
