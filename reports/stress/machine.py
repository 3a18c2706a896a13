"""Turns a case into a hypothesis RuleBasedStateMachine that drives an adapter, guided by the exact graph."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import prod
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from explorer import list_worlds
from reports.errors import ReportError
from reports.inputs import Case
from reports.stress.adapter import Factory
from reports.stress.graph import Graph, way_on
from reports.stress.stressing import Aims, Stress, Unusable
from reports.stress.tour import LOOK_AHEAD
from reports.stress.trial import Disagreement, Subject, Trial, invariants_of

ONE_NAME = "step"
"""Of all rules: hypothesis leaves rules out of a run by their names, and where few are enabled the run would end."""


def state_machine_for(case: Case, adapter_factory: Factory, aims: Aims | None = None) -> "type[ModelMachine]":
    """A state machine class for hypothesis: `TestStress = state_machine_for(case, Mine).TestCase`.

    It has a rule for each rule of the network, enabled where that is, a rule `idle` that only looks, and as invariant
    that the implementation shows the world that the model is in. Without aims, runs begin in any reachable world.

    Raises:
        ReportError: no rule is ever enabled, so that there is nothing to drive.
    """
    graph = Graph(case, list_worlds(case.network))
    stress = Stress(Subject(graph, adapter_factory, invariants_of(case.properties)))
    return machine_class(stress, aims or Aims(range(graph.size)))


def machine_class(stress: Stress, aims: Aims) -> "type[ModelMachine]":
    """The same for a test that is under way: what is reached adds up."""
    graph = stress.subject.graph
    if not graph.steps:
        raise ReportError("no rule is enabled in the initial world: there is nothing to drive; check the network")
    names = dict.fromkeys(graph.rule(step).name for step in range(graph.steps))
    rules = {f"step_{place}": _rule_for(name, graph) for place, name in enumerate(names)}
    given = {"stress": stress, "wanted": aims.steps, "start": _start_at(aims)}
    return type("ModelMachine", (ModelMachine,), {**given, **rules})


class ModelMachine(RuleBasedStateMachine):
    """Model and implementation side by side; classes are made from it by `state_machine_for`."""

    stress: ClassVar[Stress]
    wanted: ClassVar[frozenset[int]]

    def __init__(self) -> None:
        """Start the implementation.

        Raises:
            Disagreement: it starts elsewhere than the model.
        """
        super().__init__()
        self.taken: set[int] = set()
        self._at, self._way = (-1, -1), list[int]()
        with _passing(self.stress):
            self.trial = Trial(self.stress.subject, self.stress.reached)

    def fire(self, step: int) -> None:
        """Take a step on both sides; raises what `Trial.fire` raises."""
        self.stress.check_time()
        with _passing(self.stress):
            self.trial.fire(step)
        self.taken.add(step)

    def wanted_at(self, place: int) -> list[int]:
        """The steps of a world that are wanted, and that this run has not taken."""
        steps = self.stress.subject.graph.out_of(place)
        return [step for step in steps if step in self.wanted and step not in self.taken]

    def onward(self) -> list[int]:
        """The way to the nearest wanted step, itself included, unless it begins here; none where none is near."""
        if not self.wanted or self.wanted_at(self.trial.place):
            return []
        graph = self.stress.subject.graph
        way = way_on(graph, self.trial.place, lambda place: bool(self.wanted_at(place)), LOOK_AHEAD)
        return [*way, self.wanted_at(graph.targets[way[-1]])[0]] if way else []

    def enabled(self) -> Mapping[str, Sequence[int]]:
        """Each rule that may be chosen where the model is, with its steps."""
        graph, found = self.stress.subject.graph, dict[str, list[int]]()
        for step in self._offered():
            found.setdefault(graph.rule(step).name, []).append(step)
        return found

    def _offered(self) -> Sequence[int]:
        """The steps that are wanted, or else none if there is a way to such, or else all."""
        if self._at != (self.trial.place, len(self.trial.run)):
            self._at = (self.trial.place, len(self.trial.run))
            self._way = self.onward()
        wanted = self.wanted_at(self.trial.place)
        return wanted or ([] if self._way else self.stress.subject.graph.out_of(self.trial.place))

    @precondition(lambda self: not self._offered() and self._way)
    @rule()
    def go_on(self) -> None:
        """Go where a wanted step is, and take it."""
        for step in self._way:
            self.fire(step)

    go_on.__name__ = ONE_NAME

    @precondition(lambda self: not self._offered() and not self._way)
    @rule()
    def idle(self) -> None:
        """Nothing happens, where nothing can, and nothing may change."""
        self.stress.check_time()

    idle.__name__ = ONE_NAME

    @invariant()
    def shows_what_the_model_says(self) -> None:
        """Looking changes nothing, however often."""
        with _passing(self.stress):
            self.trial.look()

    def teardown(self) -> None:
        """The run is over."""
        self.trial.close()


@contextmanager
def _passing(stress: Stress) -> Iterator[None]:
    """Lets what is wrong with the adapter pass through hypothesis."""
    try:
        yield
    except Disagreement as found:
        stress.last = found
        raise
    except ReportError as error:
        raise Unusable(error) from None


def _start_at(aims: Aims) -> Any:
    """Go the shortest way to a world that was chosen."""
    places = list(aims.places)

    def start(self: ModelMachine, aim: int) -> None:
        for step in self.stress.subject.graph.way_to(places[aim]):
            self.fire(step)

    return initialize(aim=st.sampled_from(range(len(places))))(start)


def _rule_for(name: str, graph: Graph) -> Any:
    """The rule of the state machine for a rule of the network; hypothesis chooses where it leads, if it may."""

    def take(self: ModelMachine, choice: int = 0) -> None:
        steps = self.enabled()[name]
        self.fire(steps[choice % len(steps)])

    take.__doc__, take.__name__ = name, ONE_NAME
    most = _most_choices(name, graph)
    given: dict[str, Any] = {"choice": st.sampled_from(range(most))} if most > 1 else {}
    enabled: Any = precondition(lambda self: name in self.enabled())
    ruled: Any = rule(**given)
    return enabled(ruled(take))


def _most_choices(name: str, graph: Graph) -> int:
    """Of how many steps a rule ever is the choice in one world: never more than the product of its pairs."""
    named = next(each for each in graph.case.network.rules if each.name == name)
    return prod(max(Counter(start for start, _ in pairs).values(), default=1) for pairs in named.moves.values())


__all__ = ["Aims", "ModelMachine", "machine_class", "state_machine_for"]
