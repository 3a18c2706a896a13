"""Two readings of declared machines, tables and the library's engines; no run is shown that either of them lacks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from statemachine import StateMachine

from explorer import list_worlds
from explorer.exploration import Bounds
from explorer.runs import Run, Step
from model.compile_check import CompileError
from model.compiling import compile_machine
from model.declaring import Interaction, compose_machines
from model.design_reader import load_design
from model.making import make_machine
from model.network import Network
from model.system import System, compose
from properties.judge import Verdict, judge
from properties.kinds import AlwaysPossible, Claim, DeadlockFree, LeadsTo, Never, Property
from reports.inputs import Case
from reports.options import outlive as command
from reports.replay.breaking import successors
from reports.replay.confirming import Engines, ReplayError, confirm_run, confirm_runs
from reports.replay.driving import Driver, World, driven, start_of
from tests.designs import GALLERY, stems
from tests.oracle.random_networks import random_claims, random_network
from tests.test_engine_agreement import engines_agree

WALKS, STEPS_A_WALK = 2, 25
ODD = ("state", "été", "状態", "s1", "None", "class_", "a-b", "x'y", 'q"q', "tab\tbed", "<b>", "{0}", "%s", "\u202e")


class Remembering(Driver):
    """A driver that asks the engine each question once."""

    def __init__(self, machine: type[StateMachine]) -> None:
        super().__init__(machine)
        self.outcome = cache(super().outcome)  # type: ignore[method-assign]


@pytest.mark.parametrize("design", stems())
def test_engines_and_tables_agree_along_random_walks_through_every_design_of_the_gallery(design: str) -> None:
    system = compose(load_design(GALLERY / f"{design}.toml"))
    drivers = {name: Remembering(machine) for name, machine in system.machines.items()}

    for world in walked(system.network, Random(design)):
        for rule, interaction in zip(system.network.rules, system.interactions, strict=True):
            assert list(driven(world, interaction, drivers)) == list(successors(rule, world)), (rule.name, world)

    assert {name: start_of(machine) for name, machine in system.machines.items()} == start(system.network)


def walked(network: Network, dice: Random) -> Iterator[World]:
    for _ in range(WALKS):
        world: World = start(network)
        for _ in range(STEPS_A_WALK):
            yield world
            onward = [after for rule in network.rules for after in successors(rule, world) if after != world]
            if not onward:
                break
            world = dice.choice(onward)


def start(network: Network) -> dict[str, str]:
    return {machine.name: machine.initial for machine in network.machines}


House = tuple[dict[str, type[StateMachine]], list[Interaction]]


@st.composite
def odd_houses(draw: st.DrawFn) -> House:
    """Machines made at run time with states and events of any name, as far as the compiler takes them."""
    words = st.sampled_from(ODD) | st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)
    machines: dict[str, type[StateMachine]] = {}
    events: dict[str, list[str]] = {}
    for name in draw(st.lists(words, min_size=2, max_size=3, unique=True)):
        states = draw(st.lists(words, min_size=2, max_size=4, unique=True))
        several = draw(st.lists(words.filter(lambda word: word not in states), min_size=1, max_size=3, unique=True))  # noqa: B023
        ends = st.dictionaries(st.sampled_from(states), st.sampled_from(states), min_size=1)
        try:
            machines[name] = make_machine("Odd", states, {event: draw(ends).items() for event in several})
            compile_machine(machines[name])
        except CompileError:
            machines.pop(name, None)
            continue
        events[name] = several
    rules = [draw(_rule(f"r{place}", machines, events)) for place in range(draw(st.integers(2, 4)))]
    return machines, rules


@st.composite
def _rule(
    draw: st.DrawFn, name: str, machines: Mapping[str, type[StateMachine]], events: Mapping[str, list[str]]
) -> Interaction:
    movers = draw(st.lists(st.sampled_from(sorted(machines)), unique=True, max_size=2)) if machines else []
    moves = {each: tuple(draw(st.lists(st.sampled_from(events[each]), min_size=1, max_size=2))) for each in movers}
    return Interaction(name, moves, fairness=draw(st.sampled_from(["none", "weak", "strong"])))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(odd_houses(), st.randoms(use_true_random=False))
def test_both_readings_are_equal_whatever_machines_are_called(house: House, dice: Random) -> None:
    machines, interactions = house
    if not machines:
        return
    network = compose_machines(machines, interactions)
    explored = list_worlds(network)

    assert engines_agree(machines, interactions, explored) == explored.covered.steps

    if len(machines) < 2:
        return
    engines = Engines(as_system(network, machines, interactions))
    for claim in random_claims(dice, network):
        verdict = judge(as_property(claim), explored)
        if verdict.run is not None:
            confirm_run(Case("odd", network, ()), verdict, engines)


def as_system(network: Network, machines: dict[str, type[StateMachine]], interactions: list[Interaction]) -> System:
    any_system = compose(load_design(GALLERY / "app-in-front.toml"))
    return replace(any_system, network=network, machines=machines, interactions=tuple(interactions))


def as_property(claim: Claim) -> Property:
    return Property("p", "never", "", (), (claim,))


def test_every_run_on_random_networks_is_confirmed() -> None:
    confirmed = 0
    for seed in range(400):
        dice = Random(f"confirmed {seed}")
        network = random_network(dice)
        explored = list_worlds(network)
        verdicts = [judge(as_property(claim), explored) for claim in random_claims(dice, network)]
        confirm_runs(Case("x", network, ()), verdicts)
        confirmed += sum(verdict.run is not None for verdict in verdicts)

    assert confirmed > 800


Forge = Callable[[Run], Run]


def without_a_step(run: Run) -> Run:
    return Run(run.steps[:-1], run.cycle_from)


def by_another_rule(run: Run) -> Run:
    other = replace(run.steps[0].rule, moves={}, when={})
    return Run((Step(other, run.steps[0].changes), *run.steps[1:]), run.cycle_from)


def with_a_change_too_many(run: Run) -> Run:
    name, (_, end) = next(iter(run.steps[0].changes.items()))
    return Run((Step(run.steps[0].rule, {name: (end, end)}), *run.steps[1:]), run.cycle_from)


def with_the_cycle_elsewhere(run: Run) -> Run:
    return Run(run.steps, 0)


@cache
def violated() -> tuple[Case, tuple[Verdict, ...]]:
    from reports.inputs import load_case
    from reports.judging import judge_case

    report = judge_case(load_case("handler-dropped"), Bounds())
    return report.case, tuple(each for each in report.verdicts if each.run is not None and each.run.steps)


@pytest.mark.parametrize("forge", [without_a_step, by_another_rule, with_a_change_too_many])
@pytest.mark.parametrize("with_engines", [True, False])
def test_a_run_that_is_forged_is_not_confirmed(forge: Forge, with_engines: bool) -> None:
    case, verdicts = violated()
    if not with_engines:
        case = replace(case, system=None)
    for verdict in verdicts:
        assert verdict.run is not None
        with pytest.raises(ReplayError):
            confirm_runs(case, [replace(verdict, run=forge(verdict.run))])


def test_a_cycle_that_does_not_close_is_not_confirmed() -> None:
    case, verdicts = violated()
    verdict = next(each for each in verdicts if each.verdict == "violated")
    assert verdict.run is not None

    with pytest.raises(ReplayError):
        confirm_runs(case, [replace(verdict, run=with_the_cycle_elsewhere(verdict.run))])


def test_a_run_that_starves_a_fair_rule_is_not_confirmed() -> None:
    for seed in range(3000):
        dice = Random(f"starved {seed}")
        network = random_network(dice)
        unfair = Network(network.machines, tuple(replace(rule, fairness="none") for rule in network.rules))
        claim = next(each for each in random_claims(dice, network) if isinstance(each, LeadsTo))
        verdict, fairly = (judge(as_property(claim), list_worlds(each)) for each in (unfair, network))
        if (verdict.verdict, fairly.verdict) == ("violated", "holds"):
            break

    with pytest.raises(ReplayError, match="does not show"):
        confirm_run(Case("x", network, ()), verdict)


def test_tables_that_say_something_else_than_the_engines_are_not_believed() -> None:
    """The engines of a design whose first mover's class is exchanged lead elsewhere."""
    case, verdicts = violated()
    assert case.system is not None
    run = verdicts[0].run
    assert run is not None
    name = next(iter(run.steps[0].changes))
    table = compile_machine(case.system.machines[name])
    still = make_machine(
        "Still", table.states, {event: [(state, state) for state in table.states] for event in table.events}
    )
    lying = replace(case.system, machines={**case.system.machines, name: still})

    with pytest.raises(ReplayError, match=f"the engine of `{name}`"):
        confirm_runs(replace(case, system=lying), verdicts[:1])


def test_a_run_that_is_not_confirmed_is_never_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object) -> None:
        raise ReplayError("step 1, `x`: its tables do not lead there")

    monkeypatch.setattr("reports.replay.confirming.confirm_run", refuse)
    page = tmp_path / "page.html"

    result = CliRunner().invoke(command, ["check", "handler-dropped", "--html", str(page)])

    assert (result.exit_code, result.stdout, page.exists()) == (70, "", False)
    assert result.stderr.startswith("outlive: handler-dropped: the run found for `")
    assert result.stderr.endswith("this is a mistake of outlive, and no verdict; please report it, with the file\n")
    assert "Traceback" not in result.stderr


def test_an_end_that_is_no_deadlock_and_no_trap_is_not_confirmed() -> None:
    case, _ = violated()
    nothing = Run(())
    for claim in (DeadlockFree(), AlwaysPossible(({},)), Never(())):
        verdict = Verdict(as_property(claim), "violated", nothing, 0)
        with pytest.raises(ReplayError, match="does not show that the property is violated"):
            confirm_run(case, verdict)


def test_the_worlds_of_a_confirmed_run_follow_from_each_other() -> None:
    case, verdicts = violated()
    for verdict in verdicts:
        assert verdict.run is not None
        worlds = [start(case.network)]
        for step in verdict.run.steps:
            worlds.append({**worlds[-1], **{name: end for name, (_, end) in step.changes.items()}})
        for step, (before, after) in zip(verdict.run.steps, pairwise(worlds), strict=True):
            assert after in list(successors(step.rule, before))
