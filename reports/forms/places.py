"""Where a verdict points in the file that it is about: the action of each step, or the table nearest to it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from explorer.runs import Run
from model.design import Place
from properties.judge import Verdict
from properties.kinds import Static
from reports.inputs import Case, find, gallery
from reports.terminal.words import claim_of

if TYPE_CHECKING:
    from model.rules.subject import Subject
    from model.system import System

TOP = Place(1, 1)
NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Located:
    """A place in the file, what stands there in words, and whether code of the design does what happens there.

    Line 0: the place is in no file.
    """

    place: Place
    words: str
    by_code: bool = False


@dataclass(frozen=True, slots=True)
class Locator:
    """The file of a case, the place of each of its rules by name, and the place to point to where nothing is nearer."""

    path: Path
    rules: Mapping[str, Located]
    start: Located

    def of_verdict(self, verdict: Verdict) -> Located:
        """Where to look first: at what is wrong in the design, or at the last thing that its code does in the run."""
        claim = claim_of(verdict)
        if isinstance(claim, Static) and claim.places:
            return Located(claim.places[0], "what is wrong in the design", by_code=True)
        return self._last(verdict.run) if verdict.run is not None and verdict.run.steps else self.start

    def _last(self, run: Run) -> Located:
        places = [self.rules.get(step.rule.name, self.start) for step in run.steps]
        return next((each for each in reversed(places) if each.by_code), places[-1])


def locator_of(case: Case) -> Locator:
    """The places of a case: of a design by what each rule is about, of a bare network by where the rules stand."""
    return _network_locator(case) if case.system is None else _design_locator(case.system)


def relative_uri(path: Path) -> tuple[str, str]:
    """The file as a URI reference, with the name of what it is relative to; without one it is absolute.

    Relative to the checkout in an action, else to the working directory; a design of the gallery, if it lies
    elsewhere, to the gallery.
    """
    inside, full = in_checkout(path), Path(os.path.abspath(path))
    if inside is not None:
        return quote(os.fsencode(inside.as_posix())), "%SRCROOT%"
    if full.is_relative_to(gallery()):
        return quote(os.fsencode(full.relative_to(gallery()).as_posix())), "GALLERY"
    return full.as_uri(), ""


def in_checkout(path: Path) -> Path | None:
    """The file within the checkout in an action, else within the working directory; None if it is not in there."""
    full = Path(os.path.abspath(path))
    root = Path(os.path.abspath(os.environ.get("GITHUB_WORKSPACE") or "."))
    return full.relative_to(root) if full.is_relative_to(root) else None


def _design_locator(system: "System") -> Locator:
    start = Located(system.design.app.place, "the table of the app")
    rules = {rule.name: _located(system.subjects[rule.name], rule.actor) for rule in system.network.rules}
    return Locator(Path(system.design.source), rules, start)


def _located(subject: "Subject", actor: str) -> Located:
    """The action may be one that somebody else does something for: its transfer finishes, its request is answered."""
    return Located(subject.place, subject.words, subject.part == "action" and subject.name == actor)


def _network_locator(case: Case) -> Locator:
    from reports.forms.network_places import places_of_rules

    path = find(case.name)
    places = places_of_rules(path.read_bytes().decode("utf-8-sig")) if path.is_file() else ()
    names = (rule.name for rule in case.network.rules)
    rules = {name: Located(place, "its rule", by_code=True) for name, place in zip(names, places, strict=False)}
    return Locator(path, rules, Located(TOP if places else NOWHERE, "the network"))
