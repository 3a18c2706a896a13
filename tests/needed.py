"""`python -m tests.needed`: writes docs/rules-needed.md, which verdict of the gallery needs which rule of the platform.

A rule of the platform is a sentence of model/rules that writes rules for designs (reports/mutating/templates.py). All
its rules are dropped from one design of the gallery after another, on a device, the smallest first, until some verdict
changes. What no verdict needs must be listed with a reason in teeth/allowed.toml of the gallery.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from explorer import explore
from model.design import Profile
from model.design_reader import load_design
from model.network import Network
from model.system import System, compose
from properties.catalogue import catalogue
from properties.judge import judge
from properties.kinds import Property
from reports.inputs import gallery
from reports.mutating.allowed import allowed_in
from reports.mutating.network_changes import DropRule, changed
from reports.mutating.templates import templates_of
from reports.outcomes import worked

PAGE = Path(__file__).parents[1] / "docs" / "rules-needed.md"
OPENING = """# Which verdict needs which rule

A rule of the platform is a sentence of `model/rules` that writes rules for designs: `{session}` and the like stand for
the names of a design, `N` for a number. Every one of them was dropped, with all that it writes, from one design of the
gallery after another, on a device, the smallest first, until a verdict changed: the first that did stands beside it.
What no verdict needs is kept for a reason, from `model/designs/teeth/allowed.toml`.

This page is written by `make needed`; `tests/test_teeth.py` holds it to the model, and tries some of it again.

| rule of the platform | needed for, or kept because |
|---|---|
"""
_ROW = re.compile(r"^\| `(?P<template>.*)` \| (?:`(?P<design>.*)`: (?P<change>.*)|(?P<reason>.*)) \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Row:
    """A rule of the platform, with the design and the change of verdict that it is needed for; both empty if none."""

    template: str
    design: str = ""
    change: str = ""

    @property
    def needed(self) -> bool:
        """Whether a verdict changes without it."""
        return bool(self.change)


@dataclass(frozen=True, slots=True)
class Question:
    """A rule of the platform, and the designs in which some of its rules are enabled, the smallest first."""

    template: str
    places: tuple[tuple[Path, tuple[str, ...]], ...]


def main() -> None:
    """Ask it of every rule, tell how it goes, and write the page."""
    asked = tuple(questions())
    rows = []
    for number, row in enumerate(worked(answer, asked), start=1):
        print(f"{number} of {len(asked)}: {row.template}: {row.design} {row.change or 'not needed'}", flush=True)
        rows.append(row)
    PAGE.write_text(page(rows), encoding="utf-8")


def questions() -> Iterator[Question]:
    """One for each rule of the platform, in order."""
    sizes: dict[Path, int] = {}
    alive: dict[Path, Mapping[str, tuple[str, ...]]] = {}
    for path, states, rules in worked(enabled_in, sorted(gallery().glob("*.toml"))):
        sizes[path], alive[path] = states, rules
    by_size = sorted(sizes, key=lambda path: (sizes[path], path.stem))
    for template in sorted(named_templates()):
        yield Question(template, tuple((path, alive[path][template]) for path in by_size if alive[path].get(template)))


def enabled_in(path: Path) -> tuple[Path, int, Mapping[str, tuple[str, ...]]]:
    """The size of a design, and for each rule of the platform its rules there that are enabled in some world."""
    system, _ = composed(path, "device")
    exploration = explore(system.network)
    dead = frozenset(exploration.never_enabled())
    alive: dict[str, tuple[str, ...]] = {}
    for rule, template in templates_of(system).items():
        if rule not in dead:
            alive[template] = (*alive.get(template, ()), rule)
    return path, exploration.covered.states, alive


def answer(question: Question) -> Row:
    """The first verdict that changes when all rules of a template are dropped."""
    for path, rules in question.places:
        change = first_change(path, "device", rules)
        if change:
            return Row(question.template, path.stem, change)
    return Row(question.template)


def first_change(path: Path, profile: Profile, rules: Collection[str]) -> str:
    """The first property whose verdict is another one without these rules; empty if there is none."""
    system, properties = composed(path, profile)
    exploration, before = explore(without(system.network, rules)), verdicts(path, profile)
    for each in properties:
        verdict = judge(each, exploration).verdict
        if verdict != before[each.id]:
            return f"{each.id}: {before[each.id]}, then {verdict}"
    return ""


def without(network: Network, rules: Collection[str]) -> Network:
    """The network in which these rules can never be taken, though they keep their names."""
    for place, rule in enumerate(network.rules):
        if rule.name in rules:
            network = changed(network, DropRule(place))
    return network


@cache
def composed(path: Path, profile: Profile) -> tuple[System, tuple[Property, ...]]:
    """A design of the gallery, once a process."""
    design = load_design(path)
    system = compose(replace(design, environment=replace(design.environment, profile=profile)))
    return system, catalogue(system)


@cache
def verdicts(path: Path, profile: Profile) -> Mapping[str, str]:
    """What it gets as it is."""
    system, properties = composed(path, profile)
    exploration = explore(system.network)
    return {each.id: judge(each, exploration).verdict for each in properties}


@cache
def named_templates() -> frozenset[str]:
    """Every rule of the platform that writes a rule for some design of the gallery."""
    systems = (compose(load_design(path)) for path in gallery().glob("*.toml"))
    return frozenset(template for system in systems for template in templates_of(system).values())


def page(rows: Collection[Row]) -> str:
    """The page, with the reasons that are listed."""
    allowed = allowed_in(gallery())
    dead = {name: why for (kind, name), why in allowed.reasons.items() if kind == "dead-rule"}
    return OPENING + "".join(_line(row, dead, allowed.unneeded) for row in rows)


def _line(row: Row, dead: Mapping[str, str], unneeded: Mapping[str, str]) -> str:
    if row.needed:
        return f"| `{row.template}` | `{row.design}`: {row.change} |\n"
    if row.template in dead:
        return f"| `{row.template}` | enabled in no design: {dead[row.template]} |\n"
    return f"| `{row.template}` | {unneeded.get(row.template, 'NO REASON IS LISTED')} |\n"


def listed() -> tuple[Row, ...]:
    """The rows of the page as it stands."""
    text = PAGE.read_text(encoding="utf-8").removeprefix(OPENING)
    return tuple(Row(each["template"], each["design"] or "", each["change"] or "") for each in _ROW.finditer(text))


if __name__ == "__main__":
    main()
