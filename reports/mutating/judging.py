"""Judges mutants: which verdicts another network, or another design, gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from explorer.exploration import Bounds, Exploration
from explorer.listed import list_worlds
from model.design import DesignError
from properties.judge import judge
from properties.kinds import LeadsTo, Property, Static
from reports.inputs import cases_of
from reports.mutating.base import MOST_WORLDS, Asked, Base, base_of
from reports.mutating.design_changes import DesignChange, DropAction, SwapActions, changed_design
from reports.mutating.network_changes import NetworkChange, Weaken, changed

Change: TypeAlias = NetworkChange | DesignChange
Fate: TypeAlias = Literal["killed", "survived", "too large", "alike", "no design"]

ROOM, GROWTH = 10_000, 8
"""A mutant may have so many more worlds, or so many times as many, as the case, …"""
MOST = 2 * MOST_WORLDS
"""… but no more than this; beyond that it is left unjudged."""


@dataclass(frozen=True, slots=True)
class Task:
    """A wrong of a case."""

    asked: Asked
    change: Change


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a mutant, and the properties whose verdict changed: property -> what it is now.

    *Alike*: it is the same network. *No design*: the model refuses it. *Too large*: no verdict changed in the worlds
    that were looked at, and there are more.
    """

    change: Change
    fate: Fate
    changed: Mapping[str, str]


def judge_task(task: Task) -> Judged:
    """Judge one mutant; runs in a worker process."""
    return judge_mutant(base_of(task.asked), task.change)


def judge_mutant(base: Base, change: Change) -> Judged:
    """Judge one mutant of a case."""
    if isinstance(change, DropAction | SwapActions):
        return _judge_design(base, change)
    network = changed(base.case.network, change)
    if isinstance(change, Weaken):
        touched = (each for each in base.case.properties if any(isinstance(claim, LeadsTo) for claim in each.claims))
        return _held(base, change, tuple(touched), base.under(network))
    asked = (each for each in base.case.properties if not all(isinstance(claim, Static) for claim in each.claims))
    return _held(base, change, tuple(asked), list_worlds(network, _room(base)))


def _judge_design(base: Base, change: DesignChange) -> Judged:
    system = base.case.system
    assert system is not None
    try:
        design = changed_design(system.design, change)
        (case,) = cases_of(base.case.name, design, design.environment.profile)
    except DesignError:
        return Judged(change, "no design", {})
    if case.network == base.case.network and _claims(case.properties) == _claims(base.case.properties):
        return Judged(change, "alike", {})
    return _held(base, change, case.properties, list_worlds(case.network, _room(base)))


def _claims(properties: tuple[Property, ...]) -> list[object]:
    return [each.claims for each in properties]


def _room(base: Base) -> Bounds:
    return Bounds(max_states=min(MOST, max(ROOM, GROWTH * len(base.listing.worlds))))


def _held(base: Base, change: Change, properties: tuple[Property, ...], exploration: Exploration) -> Judged:
    """The verdicts of a mutant beside those of its case; what is unknown has not changed."""
    if exploration.covered.stopped_by == "interrupt":
        raise KeyboardInterrupt
    verdicts = {each.id: judge(each, exploration).verdict for each in properties}
    found = {id_: now for id_, now in verdicts.items() if now not in ("unknown", base.verdicts[id_])}
    if found:
        return Judged(change, "killed", found)
    return Judged(change, "too large" if "unknown" in verdicts.values() else "survived", {})
