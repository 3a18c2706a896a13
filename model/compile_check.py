"""Refuses declared classes that a table of (from, to) pairs cannot stand for, naming class, event and mend.

The traps are those of python-statemachine 3.2.2; tests/test_compiling_refusals.py walks into each.
"""

from collections.abc import Container, Iterable
from typing import cast

from statemachine import Event, State, StateMachine
from statemachine.callbacks import CallbackGroup, CallbackSpec
from statemachine.state import AnyState
from statemachine.transition import Transition

from model.compile_names import fault_of_event, fault_of_name

RENAME = "rename it."
ONE_CLASS = "declare all states and events of a machine in its own class body."
NO_GUARD = "make states of what it asks, or ask in the `when` of an interaction."
NO_CODE = "let an interaction move what the code would change."


class CompileError(ValueError):
    """Why a declared class cannot be compiled: the class, what is wrong with which state or event, and the mend."""

    def __init__(self, machine: str, fault: str, mend: str) -> None:
        super().__init__(f"{machine}: {fault}; {mend}")


def check_class(machine: type[StateMachine]) -> None:
    """Refuse a class that cannot be compiled.

    Raises:
        CompileError: at the first fault, in the order names, class, states, events, code, transitions.
    """
    _check_kind(machine)
    events = _check_names(machine)
    _check_settings(machine)
    for state in machine.states:
        _check_state(machine, state)
    for event in events:
        _check_event(machine, event)
    _check_code(machine)
    _check_transitions(machine, {event.id for event in events})


def _check_names(machine: type[StateMachine]) -> list[Event]:
    """Refuse names before anything is read that they may have replaced; gives the events."""
    states = {state.id for state in machine.states}
    for state in machine.states:
        check_state_name(machine.__name__, state.id)
    events = cast(list[Event], machine.events)
    for event in events:
        check_event_name(machine.__name__, event.id, states)
    return events


def check_state_name(machine: str, state: str) -> None:
    """Refuse names that are not free for a state.

    Raises:
        CompileError: naming the machine, the state and what the library would do with it.
    """
    fault = fault_of_name(state)
    if fault:
        raise CompileError(machine, f"state `{state}` {fault}", RENAME)


def check_event_name(machine: str, event: str, states: Container[str]) -> None:
    """Refuse names that are not free for an event of a machine with these states.

    Raises:
        CompileError: naming the machine, the event and what the library would do with it.
    """
    fault = fault_of_event(event)
    if fault:
        raise CompileError(machine, f"event `{event}` {fault}", RENAME)
    if event in states:
        raise CompileError(machine, f"event `{event}` has the name of a state", "rename one of them.")


def _check_kind(machine: type[StateMachine]) -> None:
    """Refuse what is no StateMachine of its own."""
    name = getattr(machine, "__name__", repr(machine))
    if not (isinstance(machine, type) and issubclass(machine, StateMachine)):
        raise CompileError(name, "is not a StateMachine", "derive it from statemachine.StateMachine.")
    if not machine.states:
        raise CompileError(name, "has no states", "declare one with State(initial=True).")
    parent = next((base for base in machine.__mro__[1:] if getattr(base, "states", None)), None)
    if parent:
        raise CompileError(name, f"inherits the states of {parent.__name__}, and changes that class too", ONE_CLASS)


def _check_settings(machine: type[StateMachine]) -> None:
    """Refuse class attributes that make the engine do something else than the declaration says."""
    name = machine.__name__
    if machine.allow_event_without_transition is True:
        mend = "remove the attribute: in a table, an event is taken or it is not enabled."
        raise CompileError(name, "ignores events by allow_event_without_transition", mend)
    if isinstance(machine.start_configuration_values, list) and machine.start_configuration_values:
        raise CompileError(name, "starts by start_configuration_values", "mark the state with State(initial=True).")
    if getattr(machine, "listeners", None):
        raise CompileError(name, "has listeners, which run code", NO_CODE)


def _check_state(machine: type[StateMachine], state: State) -> None:
    """Refuse states that are more than a name."""
    if state.is_history:
        mend = "declare a state for each thing that is remembered."
        raise CompileError(machine.__name__, f"state `{state.id}` is a history state", mend)
    if state.states or state.history:
        mend = "declare its inner states as a flat machine, or each region as a machine of its own."
        raise CompileError(machine.__name__, f"state `{state.id}` has states inside", mend)
    if machine.states_map.get(state.value) is not state:
        mend = "give each state a value of its own, or none."
        raise CompileError(machine.__name__, f"state `{state.id}` shares its value with another", mend)


def _check_event(machine: type[StateMachine], event: Event) -> None:
    """Refuse events that do not simply happen."""
    if event.delay:
        mend = "leave it out: in a table an event may happen at any time."
        raise CompileError(machine.__name__, f"event `{event.id}` has a delay", mend)
    _check_any(machine, event)


def _check_any(machine: type[StateMachine], event: Event) -> None:
    """Refuse `from_.any()` where it stands above a state, which it then silently misses."""
    if not any(isinstance(transition.source, AnyState) for transition in event._transitions or ()):
        return
    for state in machine.states:
        if not state.final and not any(event in transition.events for transition in state.transitions):
            fault = f"event `{event.id}` is declared from_.any(), but misses state `{state.id}` declared below it"
            raise CompileError(machine.__name__, fault, "declare the event after the last state.")


def _check_code(machine: type[StateMachine]) -> None:
    """Refuse code that the engine would run: guards, validators and callbacks, given or found by their name."""
    found = set(dir(machine)) - {state.id for state in machine.states}
    _refuse_code(machine, "the class", _live(machine.prepare, found))
    for state in machine.states:
        _refuse_code(machine, f"state `{state.id}`", _live(state._specs, found))
        for transition in state.transitions:
            spec = _live(transition._specs, found)
            if spec:
                _refuse_code(machine, _spoken(transition), spec)


def _live(specs: Iterable[CallbackSpec], found: set[str]) -> CallbackSpec | None:
    """The first that is really there; names by convention are registered whether or not the class has them."""
    for spec in specs:
        if not spec.is_convention or spec.attr_name in found:
            return spec
    return None


def _refuse_code(machine: type[StateMachine], owner: str, spec: CallbackSpec | None) -> None:
    """Raise if there is a spec, in the word by which it was given."""
    if spec is None:
        return
    if spec.group is CallbackGroup.COND:
        word = "unless" if spec.expected_value is False else "cond"
        raise CompileError(machine.__name__, f"{owner} has the guard {word}=`{spec.attr_name}`", NO_GUARD)
    if spec.group is CallbackGroup.VALIDATOR:
        raise CompileError(machine.__name__, f"{owner} has the validator `{spec.attr_name}`", NO_GUARD)
    fault = f"{owner} runs the {spec.group.name.lower()} callback `{spec.attr_name}`"
    raise CompileError(machine.__name__, fault, NO_CODE)


def _check_transitions(machine: type[StateMachine], events: set[str]) -> None:
    """Refuse transitions of no event, into no state, or into two states."""
    states = {id(state) for state in machine.states}  # by identity: two states of one name are equal to the library
    for state in machine.states:
        ends: dict[str, State] = {}
        for transition in state.transitions:
            _check_events(machine, transition, events)
            _check_target(machine, transition, states)
            _check_choice(machine, transition, ends)


def _check_events(machine: type[StateMachine], transition: Transition, events: set[str]) -> None:
    """Refuse transitions that fire by themselves, and those that another class added."""
    name, start = machine.__name__, transition.source.id
    if transition.is_eventless:
        fault = f"a transition from `{start}` has no event, and fires by itself (or its name was taken by a state)"
        raise CompileError(name, fault, "assign it to the name of an event that nothing else has.")
    foreign = next((event for event in transition.events if event.id not in events), None)
    if foreign is not None:
        fault = f"state `{start}` is shared with another class, which gives it event `{foreign.id}`"
        raise CompileError(name, fault, ONE_CLASS)


def _check_target(machine: type[StateMachine], transition: Transition, states: set[int]) -> None:
    """Refuse targets that are not states of this class; no target at all means staying where it is."""
    if len(transition.targets) > 1:
        fault = f"{_spoken(transition)} enters several states at once"
        raise CompileError(machine.__name__, fault, "make each of them a machine of its own.")
    for target in transition.targets:
        if id(target) in states:
            continue
        if target.id:
            fault = f"{_spoken(transition)} leads to `{target.id}`, a state of another class"
            raise CompileError(machine.__name__, fault, ONE_CLASS)
        fault = f"{_spoken(transition)} leads to a state that has no name (or its name was taken by an event)"
        raise CompileError(machine.__name__, fault, "assign each state to a name that nothing else has.")


def _check_choice(machine: type[StateMachine], transition: Transition, ends: dict[str, State]) -> None:
    """Refuse two targets of one event from one state, of which the engine silently takes the first."""
    start = transition.source
    target = transition.target or start
    for event in transition.events:
        other = ends.setdefault(event.id, target)
        if other is not target:
            fault = f"event `{event.id}` leads from `{start.id}` to `{other.id}` and to `{target.id}`"
            mend = "declare two events, and name both in the interaction."
            raise CompileError(machine.__name__, fault, mend)


def _spoken(transition: Transition) -> str:
    """A transition by its events and its state, for a message."""
    events = " and ".join(f"event `{event.id}`" for event in transition.events)
    return f"{events} from `{transition.source.id}`"
