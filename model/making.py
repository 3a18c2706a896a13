"""Makes a python-statemachine class from data, for machines whose states depend on the design."""

from collections.abc import Iterable, Mapping, Sequence
from types import new_class
from typing import cast

from statemachine import State, StateMachine
from statemachine.transition import Transition
from statemachine.transition_list import TransitionList

from model.compile_check import CompileError, check_event_name, check_state_name
from model.network import Pair
from model.network_check import nearest

NOTHING_DEMANDED = {
    "validate_disconnected_states": False,
    "validate_trap_states": False,
    "validate_final_reachability": False,
}
"""A machine made from a design may have states that this design never enters, or never leaves."""


def make_machine(
    name: str, states: Sequence[str], events: Mapping[str, Iterable[Pair]], doc: str = ""
) -> type[StateMachine]:
    """Make the class that a person would have written for these states (the first is initial) and events.

    Raises:
        CompileError: names that the library keeps for itself, a state twice, a pair of states that are not there.
    """
    _check_states(name, states)
    made = {state: State(initial=place == 0) for place, state in enumerate(states)}
    declared: dict[str, TransitionList] = {}
    for event, pairs in events.items():
        check_event_name(name, event, made)
        declared[event] = TransitionList(_transition(name, event, pair, made) for pair in pairs)
    body = {"__doc__": doc, "__module__": __name__, **NOTHING_DEMANDED, **made, **declared}
    return cast(type[StateMachine], new_class(name, (StateMachine,), exec_body=lambda place: place.update(body)))


def _check_states(name: str, states: Sequence[str]) -> None:
    """Refuse what would be lost in a class body: no state, and a state of another's name."""
    if not states:
        raise CompileError(name, "has no states", "name at least the initial one.")
    repeated = next((state for place, state in enumerate(states) if state in states[:place]), None)
    if repeated is not None:
        raise CompileError(name, f"state `{repeated}` stands twice", "rename one of them.")
    for state in states:
        check_state_name(name, state)


def _transition(name: str, event: str, pair: Pair, made: Mapping[str, State]) -> Transition:
    """One pair as a transition."""
    unknown = next((state for state in pair if state not in made), None)
    if unknown is not None:
        raise CompileError(name, f"event `{event}` has a pair with unknown state `{unknown}`", nearest(unknown, made))
    start, end = pair
    transition: Transition = made[start].to(made[end])[0]
    return transition
