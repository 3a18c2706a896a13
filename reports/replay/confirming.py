"""Takes every run again before it is shown: by the tables, and by the engines of the machines that were declared.

The explorer says that a run is there; nothing here asks it. A run that cannot be taken, or does not show what its
verdict says, is a mistake of ours: the verdict is not shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from explorer.runs import Run, Step
from properties.judge import Verdict
from properties.kinds import AlwaysPossible, Claim, Property, Witness
from reports.errors import printable
from reports.inputs import Case
from reports.replay.breaking import Replayed, World, broken_claim, holds, successors

if TYPE_CHECKING:
    from model.declaring import Interaction
    from model.system import System
    from reports.replay.driving import Driver


class ReplayError(Exception):
    """A run that we found, and that cannot be taken or does not show its verdict: our own mistake."""


def confirm_runs(case: Case, verdicts: Iterable[Verdict]) -> None:
    """Take the run of each verdict again.

    Raises:
        ReplayError: one cannot be taken, or does not show its verdict.
    """
    engines: Engines | None = None
    for verdict in verdicts:
        if verdict.run is None:
            continue
        if case.system is not None and engines is None:
            engines = Engines(case.system)
        try:
            confirm_run(case, verdict, engines)
        except ReplayError as error:
            name, declared = printable(case.name), printable(verdict.property.id)
            raise ReplayError(f"{name}: the run found for `{declared}` cannot be confirmed: {error}") from error


def confirm_run(case: Case, verdict: Verdict, engines: "Engines | None" = None) -> None:
    """Take one run again, and hold it against what its verdict says; without engines by the tables alone.

    Raises:
        ReplayError: it cannot be taken, or does not show its verdict.
    """
    run = verdict.run
    assert run is not None
    assert verdict.claim_index is not None
    worlds = _worlds_of(case, run, engines)
    if run.cycle_from is not None and worlds[run.cycle_from] != worlds[-1]:
        raise ReplayError("its last step does not lead back to where the cycle begins")
    claim = verdict.property.claims[verdict.claim_index]
    if not _shows(claim, verdict.property, Replayed(case.network, run, worlds)):
        raise ReplayError(f"it does not show that the property is {verdict.verdict}")


class Engines:
    """The engines of a design's machines: each started when it is needed, and asked each question once."""

    def __init__(self, system: "System") -> None:
        self._machines = system.machines
        self._initial = {machine.name: machine.initial for machine in system.network.machines}
        self._interactions: Mapping[str, Interaction] = {each.name: each for each in system.interactions}
        self._drivers: dict[str, Driver] = {}
        self._known: dict[tuple[str, str, str], tuple[str, ...]] = {}

    def confirm(self, step: Step, before: World, after: World) -> None:
        """Hold a step against where the engines lead that it moves."""
        interaction = self._interactions[step.rule.name]
        for name, states in interaction.when.items():
            if before[name] not in ((states,) if isinstance(states, str) else tuple(states)):
                raise ReplayError(f"`{printable(name)}` is not where the interaction asks for it")
        for name, events in interaction.moves.items():
            if after[name] not in self._outcomes(name, before[name], events):
                raise ReplayError(f"the engine of `{printable(name)}` leads elsewhere")

    def _outcomes(self, name: str, state: str, events: str | Iterable[str]) -> list[str]:
        several = (events,) if isinstance(events, str) else events
        return [end for event in several for end in self._outcome(name, state, event)]

    def _outcome(self, name: str, state: str, event: str) -> tuple[str, ...]:
        asked = (name, state, event)
        if asked not in self._known:
            self._known[asked] = self._driver(name).outcomes(state, event)
        return self._known[asked]

    def _driver(self, name: str) -> "Driver":
        if name not in self._drivers:
            self._drivers[name] = self._started(name)
        return self._drivers[name]

    def _started(self, name: str) -> "Driver":
        from reports.replay.driving import Driver

        driver = Driver(self._machines[name])
        if driver.state() != self._initial[name]:
            raise ReplayError(f"the engine of `{printable(name)}` starts in `{printable(driver.state())}`")
        return driver


def _worlds_of(case: Case, run: Run, engines: Engines | None) -> tuple[World, ...]:
    worlds: list[World] = [{machine.name: machine.initial for machine in case.network.machines}]
    for place, step in enumerate(run.steps, start=1):
        before = worlds[-1]
        after = {**before, **{name: end for name, (_, end) in step.changes.items()}}
        try:
            _confirm_step(step, before, after)
            if engines is not None:
                engines.confirm(step, before, after)
        except ReplayError as error:
            raise ReplayError(f"step {place}, `{printable(step.rule.name)}`: {error}") from error
        worlds.append(after)
    return tuple(worlds)


def _confirm_step(step: Step, before: World, after: World) -> None:
    if any(before[name] != start or start == end for name, (start, end) in step.changes.items()):
        raise ReplayError("it does not change what it is said to change")
    if after not in successors(step.rule, before):
        raise ReplayError("its tables do not lead there")


def _shows(claim: Claim, declared: Property, replayed: Replayed) -> bool:
    """Whether the run shows a claim violated, or witnessed; that nothing leads out of a trap, no run can show."""
    last = replayed.worlds[-1]
    match claim:
        case Witness(where):
            return holds(where, last)
        case AlwaysPossible(where, if_):
            return holds(if_, last) and not holds(where, last)
        case _:
            return broken_claim(replace(declared, claims=(claim,)), replayed) == 0
