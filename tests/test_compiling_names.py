"""Names that cannot be compiled: lost ones, and those that python-statemachine keeps or reads as patterns."""

from typing import Any

import pytest
from statemachine import Event, State, StateMachine

from tests.test_compiling_refusals import NAMED, declare, door, refusal

RENAME = "is a name that python-statemachine uses itself; rename it."


def test_an_event_whose_name_a_state_takes_is_refused() -> None:
    class Door(StateMachine):
        shut = State(initial=True)
        open = State()
        ajar = shut.to(open) | open.to(shut)
        ajar = State()  # noqa: PIE794
        close = ajar.to(shut)
        validate_disconnected_states = False

    fault = "a transition from `shut` has no event, and fires by itself (or its name was taken by a state)"
    assert refusal(Door) == f"Door: {fault}; {NAMED}"


def test_a_state_whose_name_an_event_takes_is_refused() -> None:
    shut, opened, lost = State(initial=True), State(), State()
    machine = door(shut=shut, open=opened, swing=shut.to(opened) | opened.to(shut), ajar=shut.to(lost))

    fault = "event `ajar` from `shut` leads to a state that has no name (or its name was taken by an event)"
    assert refusal(machine) == f"Door: {fault}; assign each state to a name that nothing else has."


def test_an_event_and_a_state_of_one_name_are_refused() -> None:
    shut, opened = State(initial=True), State()
    machine = door(shut=shut, open=opened, swing=Event(shut.to(opened) | opened.to(shut), id="open"))

    assert refusal(machine) == "Door: event `open` has the name of a state; rename one of them."


@pytest.mark.parametrize("name", ["prepare", "configuration", "configuration_values", "current_state_value", "model"])
@pytest.mark.parametrize("kind", ["state", "event"])
def test_names_of_the_library_are_refused(name: str, kind: str) -> None:
    shut, opened = State(initial=True), State()
    extra: dict[str, Any] = {name: opened} if kind == "state" else {"open": opened, name: shut.to(shut)}
    body = {"shut": shut, "swing": shut.to(opened) | opened.to(shut), **extra}

    assert refusal(declare("Door", body)) == f"Door: {kind} `{name}` {RENAME}"


@pytest.mark.parametrize("name", ["states_map", "state_field", "start_configuration_values", "send", "_hidden"])
def test_more_names_of_the_library_are_refused_as_events(name: str) -> None:
    shut = State(initial=True)
    body = {"shut": shut, name: shut.to(shut), "validate_disconnected_states": False}

    assert refusal(declare("Door", body)) == f"Door: event `{name}` {RENAME}"


@pytest.mark.parametrize("prefix", ["error_", "done_state_", "done_invoke_"])
def test_prefixes_that_declare_a_second_event_are_refused(prefix: str) -> None:
    shut = State(initial=True)
    machine = declare("Door", {"shut": shut, f"{prefix}door": shut.to(shut)})

    fault = f"event `{prefix}door` begins with `{prefix}`, which declares a second event with dots"
    assert refusal(machine) == f"Door: {fault}; rename it."


@pytest.mark.parametrize("name", ["swing.open", "*", "swing.*", "swing open", ""])
def test_events_that_match_others_are_refused(name: str) -> None:
    shut = State(initial=True)
    body = {"shut": shut, "swing": Event(shut.to(shut), id=name)}

    said = refusal(declare("Door", body))

    assert said == f"Door: event `{name}` is read as a pattern, not as a name; rename it."
