"""Implementations driven beside the model: the tour takes every step, and what is different is told with its run."""

from pathlib import Path

import pytest
from hypothesis import settings

from explorer import list_worlds
from model.network import Machine, Network, Rule
from reports.inputs import Case, load_case
from reports.replay.driving import World
from reports.stress.adapter import BrokenAdapter, Firing, Refused
from reports.stress.declared import declared_factory
from reports.stress.finding import factory_for
from reports.stress.graph import Graph
from reports.stress.machine import state_machine_for
from reports.stress.reference import reference_factory
from reports.stress.reference.adapter import ReferenceAdapter
from reports.stress.running import cover
from reports.stress.stressing import Stress
from reports.stress.tour import tour
from reports.stress.trial import Subject, invariants_of


def graph_of(name: str) -> Graph:
    case = load_case(name)
    return Graph(case, list_worlds(case.network))


def network_case(*rules: Rule, states: tuple[str, ...] = ("a", "b", "c")) -> Case:
    return Case("counted.network.json", Network((Machine("m", states, states[0]),), rules), ())


def test_the_tour_takes_every_step_and_each_of_its_runs_can_be_taken() -> None:
    graph = graph_of("session-without-launch-events")

    runs = list(tour(graph))

    assert {step for run in runs for step in run} == set(range(732))
    for run in runs:
        assert [graph.sources[step] for step in run] == [0, *(graph.targets[step] for step in run[:-1])]


def test_the_tour_is_the_same_every_time() -> None:
    assert list(tour(graph_of("app-side-missing"))) == list(tour(graph_of("app-side-missing")))


@pytest.mark.parametrize("design", ["app-side-missing", "extension-quits-before-start"])
def test_the_declared_machines_agree_with_their_tables_on_every_step(design: str) -> None:
    graph = graph_of(design)
    stress = Stress(Subject(graph, declared_factory(graph.case)))

    ended = cover(stress)

    assert ended.found is None
    assert stress.reached.steps.reached == graph.steps


def test_a_world_in_which_nothing_is_enabled_is_idled_in() -> None:
    case = network_case(Rule("on", "x", {"m": (("a", "b"),)}))

    class Counter:
        def __init__(self) -> None:
            self.state = "a"

        def fire(self, _step: Firing) -> None:
            self.state = "b"

        def observe(self) -> World:
            return {"m": self.state}

        def close(self) -> None:
            pass

    machine = state_machine_for(case, Counter)
    machine.TestCase.settings = settings(max_examples=10, database=None)

    machine.TestCase().runTest()


def test_a_state_machine_in_a_test_suite_fails_with_the_whole_run_in_words() -> None:
    case = network_case(Rule("on", "x", {"m": (("a", "b"),)}), Rule("off", "x", {"m": (("b", "c"),)}))

    class Stuck:
        def __init__(self) -> None:
            self.steps = 0

        def fire(self, _step: Firing) -> None:
            self.steps += 1

        def observe(self) -> World:
            return {"m": "ab"[min(self.steps, 1)]}

        def close(self) -> None:
            pass

    machine = state_machine_for(case, Stuck)
    machine.TestCase.settings = settings(max_examples=20, database=None)

    with pytest.raises(AssertionError) as failure:
        machine.TestCase().runTest()
    assert str(failure.value) == (
        "implementation and model disagree:\n  1. on\n  2. off\n  -> m: the implementation shows b, the model says c"
    )


def test_a_choice_is_told_and_held_against_what_is_shown() -> None:
    case = network_case(Rule("go", "x", {"m": (("a", "b"), ("a", "c"))}))
    told = []

    class Always:
        def __init__(self) -> None:
            self.state = "a"

        def fire(self, step: Firing) -> None:
            told.append(dict(step.choice))
            self.state = "b"

        def observe(self) -> World:
            return {"m": self.state}

        def close(self) -> None:
            pass

    found = cover(Stress(Subject(Graph(case, list_worlds(case.network)), Always))).found

    assert told[:2] == [{"m": "b"}, {"m": "c"}]
    assert found is not None
    assert found.what == ("m: the implementation shows b, the model says c",)


def test_an_implementation_that_breaks_down_is_told_with_the_run_and_no_traceback() -> None:
    case = network_case(Rule("go", "x", {"m": (("a", "b"),)}))

    class Broken:
        def fire(self, _step: Firing) -> None:
            raise KeyError("session")

        def observe(self) -> World:
            return {}

        def close(self) -> None:
            pass

    found = cover(Stress(Subject(Graph(case, list_worlds(case.network)), Broken))).found

    assert str(found) == (
        "implementation and model disagree:\n  1. go\n  -> the implementation raises KeyError: 'session'"
    )


def test_what_an_implementation_breaks_is_named_by_the_property() -> None:
    graph = graph_of("app-side-missing")

    class Wrong(ReferenceAdapter):
        def observe(self) -> World:
            shown = dict(ReferenceAdapter.observe(self))
            return {**shown, "app: session share": "connected"} if shown["share-extension"] == "suspended" else shown

    def make() -> ReferenceAdapter:
        good = reference_factory(graph.case)()
        assert isinstance(good, ReferenceAdapter)
        return Wrong(good.phone, good.reading)

    def both_connected(world: World) -> bool:
        return world["share-extension: session share"] == "connected"

    found = cover(Stress(Subject(graph, make, invariants_of(graph.case.properties)))).found

    assert found is not None
    assert "app: session share: the implementation shows connected, the model says absent" in found.what
    assert not both_connected(graph.world(graph.targets[found.run[-1]]))


def test_adapters_that_are_not_there_are_refused_with_the_mend(tmp_path: Path) -> None:
    case = load_case("app-side-missing")
    for name, why in (
        ("nothing", "no such adapter"), ("json:loads", "has not all of"), ("no_such:X", "cannot be imported"),
    ):
        with pytest.raises(BrokenAdapter, match=why):
            factory_for(case, name)


def test_a_refusal_is_a_disagreement() -> None:
    graph = graph_of("container-missing")

    class Stubborn(ReferenceAdapter):
        def fire(self, _step: Firing) -> None:
            raise Refused("not today")

    def make() -> ReferenceAdapter:
        good = reference_factory(graph.case)()
        assert isinstance(good, ReferenceAdapter)
        return Stubborn(good.phone, good.reading)

    found = cover(Stress(Subject(graph, make))).found

    assert found is not None
    assert found.what == ("the implementation refuses this step: not today",)
