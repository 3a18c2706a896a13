"""Designs for tests: read from short texts or from the gallery, composed, explored, and judged by one property."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

import model
from explorer import Listed, Run, list_worlds
from model.design import Design, Profile
from model.design_reader import load_design, read_design
from model.network import TRUE, Network, Rule
from model.system import System, compose
from properties.catalogue import catalogue
from properties.judge import Verdict, judge
from properties.kinds import Property

Told: TypeAlias = tuple[list[str], int | None]
"""A run in words: the rule of each step, and the place of the first step of its cycle, None where it ends."""
Debugged: TypeAlias = Literal["app", "extensions", "both"]

GALLERY = Path(model.__path__[0], "designs")

SHARE = """
[[session]]
name = "share"
"""

RECIPE = """
[app]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion"]
did-finish-events = ["finish-tasks-and-invalidate", "call-handler"]
"""
"""The app of thread 76659, §15 to §19."""

SHEET = """
[[extension]]
name = "sheet"
runs = 1
run = ["connect", "start-upload", "complete-request"]
did-complete = ["record-completion"]
"""
"""The extension of thread 76659, §13 and §23, opened once."""

DOWNLOADS = """
[[session]]
name = "downloads"
"""

OWN_DOWNLOAD = (
    DOWNLOADS
    + """
[app]
foreground = ["connect", "start-download"]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion"]
did-finish-events = ["call-handler"]
"""
)
"""An app alone that downloads on a session of its own, and never lets go of it."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A design composed and explored."""

    system: System
    exploration: Listed

    def said(self, property_id: str) -> Property:
        """A property of the catalogue, said of this design."""
        return next(each for each in catalogue(self.system) if each.id == property_id)

    def judged(self, property_id: str) -> Verdict:
        """What becomes of one property."""
        return judge(self.said(property_id), self.exploration)

    def verdict(self, property_id: str) -> str:
        """The word for what becomes of one property."""
        return self.judged(property_id).verdict

    def violation(self, property_id: str) -> Told:
        """The shortest run that shows a property violated."""
        return self._shown(property_id, "violated")

    def witness(self, property_id: str) -> Told:
        """The shortest run that shows a property witnessed."""
        return self._shown(property_id, "witnessed")

    def _shown(self, property_id: str, outcome: str) -> Told:
        """The run of a verdict that must be this one."""
        found = self.judged(property_id)
        assert found.verdict == outcome, f"{property_id} {found.verdict}, not {outcome}"
        return told(found.run)

    def verdicts(self, *property_ids: str) -> dict[str, str]:
        """The words for what becomes of several properties."""
        return {each: self.verdict(each) for each in property_ids}

    def first_by(self, mark: str) -> list[str]:
        """The shortest run whose last step is by a rule with this mark."""
        return told(self.exploration.run_by(self.system.marks[mark], TRUE, TRUE))[0]

    def run_ending_with(self, name: str) -> list[str]:
        """The shortest run whose last step is by this rule."""
        return told(self.exploration.run_by((name,), TRUE, TRUE))[0]

    def rule(self, name: str) -> Rule:
        """The rule of this name."""
        return next(each for each in self.system.network.rules if each.name == name)

    def rules(self, *words: str) -> list[str]:
        """The names of the rules that have all these words in them, in order."""
        names = (each.name for each in self.system.network.rules)
        return [name for name in names if all(word in name for word in words)]

    def without_law(self, name: str, **changes: Any) -> "Tried":
        """The same design with one rule of its network changed, and nothing else."""
        changed = replace(self.rule(name), **changes)
        network = self.system.network
        rules = tuple(changed if each.name == name else each for each in network.rules)
        mutant = Network(network.machines, rules)
        return Tried(replace(self.system, network=mutant), list_worlds(mutant))


@cache
def tried(*parts: str, profile: Profile = "device", debugged: Debugged = "both") -> Tried:
    """The design that these parts of a file make together, under a profile."""
    return _tried(_read(parts), profile, debugged)


@cache
def from_gallery(stem: str, profile: Profile = "device", debugged: Debugged = "both") -> Tried:
    """The design of this stem in the gallery, under a profile."""
    return _tried(load_design(GALLERY / f"{stem}.toml"), profile, debugged)


def composed(*parts: str) -> System:
    """The system of the design that these parts make together, not explored."""
    return compose(_read(parts))


def composed_from_gallery(stem: str) -> System:
    """The system of a design of the gallery, not explored."""
    return compose(load_design(GALLERY / f"{stem}.toml"))


def stems() -> list[str]:
    """The stems of all designs of the gallery, in order."""
    return sorted(path.stem for path in GALLERY.glob("*.toml"))


def _read(parts: tuple[str, ...]) -> Design:
    """The design that these parts of a file make together."""
    return read_design("\n".join(('title = "Written for a test"', *parts)), "test.toml")


def told(run: Run | None) -> Told:
    """A run in words."""
    assert run is not None, "no run"
    return [step.rule.name for step in run.steps], run.cycle_from


def _tried(design: Design, profile: Profile, debugged: Debugged) -> Tried:
    """A design under a profile, composed and explored."""
    environment = replace(design.environment, profile=profile, debugged=debugged)
    system = compose(replace(design, environment=environment))
    return Tried(system, list_worlds(system.network))
