"""Replays a recorded run on a design as it is today: on the compiled network, and on the machines' own engines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from explorer.runs import Run, Step
from model.network import Rule
from properties.judge import Verdict
from properties.kinds import LeadsTo, Property
from reports.errors import printable
from reports.inputs import Case, choose, load_cases
from reports.replay.breaking import Replayed, broken_claim, successors, unfair
from reports.replay.driving import Driver, World, driven, start_of

if TYPE_CHECKING:
    from model.declaring import Interaction
    from model.system import System

Taken: TypeAlias = str | tuple[str, Mapping[str, str]]
"""A rule by its name; with machine -> state where it leads to one of several worlds."""


class NotPossible(Exception):  # noqa: N818 - no fault: it is what the design was mended for
    """Where the run comes to its end before it should, and why."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A run as a test keeps it: rules by name, and nothing of machines that it has nothing to do with."""

    steps: Sequence[Taken]
    cycle_from: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """Where the design is that is replayed on, and its profile; a network has none."""

    path: Path
    profile: str | None = None

    def case(self) -> Case:
        """The design as it is now; raises what `load_cases` raises."""
        return load_cases(str(self.path), self.profile)[0]


def assert_impossible(judged: Judged, property_id: str, recorded: Recorded) -> None:
    """Pass once the run cannot be taken any more, or does no longer what the property forbids.

    Raises:
        AssertionError: the run is still possible, told in words; or engines and tables disagree.
        ReportError: there is no such design, or it has no such property.
        DesignError: it is not a design.
        NetworkError: it is not a network.
    """
    __tracebackhide__ = True
    case = judged.case()
    declared = _property(case, property_id)
    try:
        _fail(case, _violation(case, declared, recorded))
    except NotPossible:
        return


def assert_possible(judged: Judged, property_id: str, recorded: Recorded) -> None:
    """Pass as long as the run can be taken and does what the property forbids; raises as `assert_impossible` does."""
    __tracebackhide__ = True
    case = judged.case()
    try:
        _violation(case, _property(case, property_id), recorded)
    except NotPossible as end:
        raise AssertionError(f"{property_id}: the run is not possible any more: {end}") from None


def replay(case: Case, recorded: Recorded) -> Replayed:
    """Take the run step by step.

    Raises:
        NotPossible: a step is not enabled, or the cycle does not close.
        AssertionError: engines and tables lead to different worlds.
    """
    both = _Both(case)
    worlds, steps = [both.start()], []
    for place, taken in enumerate(recorded.steps, start=1):
        name, choice = (taken, {}) if isinstance(taken, str) else taken
        rule = both.rules.get(name)
        if rule is None:
            raise NotPossible(f"step {place}: there is no rule `{printable(name)}` in it")
        worlds.append(_chosen(both.lead(rule, worlds[-1]), choice, f"step {place}, `{printable(name)}`"))
        steps.append(Step(rule, _changes(worlds[-2], worlds[-1])))
    if recorded.cycle_from is not None and worlds[recorded.cycle_from] != worlds[-1]:
        raise NotPossible("its last step does not lead back to where the cycle begins")
    return Replayed(case.network, Run(tuple(steps), recorded.cycle_from), tuple(worlds))


class _Both:
    """The tables of a case, and the engines of its machines where they are declared."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self.rules: Mapping[str, Rule] = {rule.name: rule for rule in case.network.rules}
        self._engines = None if case.system is None else _Engines(case.system)

    def start(self) -> World:
        """The initial world, on which both agree."""
        start = {machine.name: machine.initial for machine in self._case.network.machines}
        if self._engines is not None:
            assert self._engines.start() == start, "the engines start elsewhere than the tables"
        return start

    def lead(self, rule: Rule, world: World) -> tuple[World, ...]:
        """The worlds that a rule leads to, on which both agree."""
        by_tables = tuple(successors(rule, world))
        if self._engines is not None:
            by_engines = self._engines.lead(rule.name, world)
            assert by_engines == by_tables, f"`{printable(rule.name)}`: the engines lead elsewhere than the tables"
        return by_tables


class _Engines:
    """python-statemachine's own engines, one a machine."""

    def __init__(self, system: "System") -> None:
        self._system = system
        self._interactions: Mapping[str, Interaction] = {each.name: each for each in system.interactions}

    @cached_property
    def _drivers(self) -> Mapping[str, Driver]:
        return {name: Driver(machine) for name, machine in self._system.machines.items()}

    def start(self) -> World:
        return {name: start_of(machine) for name, machine in self._system.machines.items()}

    def lead(self, name: str, world: World) -> tuple[World, ...]:
        return tuple(driven(world, self._interactions[name], self._drivers))


def _property(case: Case, property_id: str) -> Property:
    (declared,) = choose(case, [property_id]).properties
    return declared


def _violation(case: Case, declared: Property, recorded: Recorded) -> Verdict:
    """The violation that the run still is, judged by the property's own claims."""
    replayed = replay(case, recorded)
    place = broken_claim(declared, replayed)
    if place is None:
        raise NotPossible(_unbroken(declared, replayed))
    return Verdict(declared, "violated", replayed.run, place)


def _unbroken(declared: Property, replayed: Replayed) -> str:
    """Why the run, which can be taken, breaks nothing."""
    starved = unfair(replayed) if any(isinstance(claim, LeadsTo) for claim in declared.claims) else ""
    return f"`{printable(starved)}` is owed a step" if starved else "it ends in nothing that the property forbids"


def _chosen(worlds: tuple[World, ...], choice: Mapping[str, str], step: str) -> World:
    """The world that the step led to when it was recorded; of several that are like it the first."""
    if not worlds:
        raise NotPossible(f"{step} is not enabled")
    fitting = (world for world in worlds if all(world.get(name) == state for name, state in choice.items()))
    found = next(fitting, None)
    if found is None:
        raise NotPossible(f"{step} does not lead there any more")
    return found


def _changes(before: World, after: World) -> Mapping[str, tuple[str, str]]:
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def _fail(case: Case, verdict: Verdict) -> NoReturn:
    from reports.terminal.paper import plain_paper
    from reports.terminal.run_lines import write_counterexample

    __tracebackhide__ = True
    paper = plain_paper()
    profile = f" ({case.profile})" if case.profile else ""
    paper.line(f"{printable(verdict.property.id)}: this run is still possible in {printable(case.name)}{profile}")
    paper.line(verdict.property.says)
    write_counterexample(paper, verdict, 2)
    raise AssertionError(paper.taken().rstrip())
