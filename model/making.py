"""Makes a python-statemachine class from data, for machines whose states depend on the design."""

from collections.abc import Iterable, Mapping, Sequence
from types import new_class
from typing import cast

from statemachine import State, StateMachine
from statemachine.transition_list import TransitionList

from model.network import Pair

NOTHING_DEMANDED = {
    "validate_disconnected_states": False,
    "validate_trap_states": False,
    "validate_final_reachability": False,
}
"""A machine made from a design may have states that this design never enters, or never leaves."""


def make_machine(
    name: str, states: Sequence[str], events: Mapping[str, Iterable[Pair]], doc: str = ""
) -> type[StateMachine]:
    """Make the class that a person would have written for these states (the first is initial) and events."""
    made = {state: State(initial=place == 0) for place, state in enumerate(states)}
    declared = {event: _transitions(made, pairs) for event, pairs in events.items()}
    body = {"__doc__": doc, "__module__": __name__, **NOTHING_DEMANDED, **made, **declared}
    return cast(type[StateMachine], new_class(name, (StateMachine,), exec_body=lambda place: place.update(body)))


def _transitions(made: Mapping[str, State], pairs: Iterable[Pair]) -> TransitionList:
    """The transitions of one event, in the order of its pairs."""
    return TransitionList(transition for start, end in pairs for transition in made[start].to(made[end]))
