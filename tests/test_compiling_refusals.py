"""What cannot be compiled, refused word for word: each trap of python-statemachine 3.2.2, as a person walks into it."""

from collections.abc import Mapping
from types import new_class
from typing import Any

import pytest
from statemachine import Event, HistoryState, State, StateChart, StateMachine

from model.compiling import CompileError, compile_machine

ONE_CLASS = "declare all states and events of a machine in its own class body."
NO_GUARD = "make states of what it asks, or ask in the `when` of an interaction."
NO_CODE = "let an interaction move what the code would change."
NO_CHOICE = "declare two events, and name both in the interaction."
NAMED = "assign it to the name of an event that nothing else has."


def refusal(machine: Any) -> str:
    with pytest.raises(CompileError) as refused:
        compile_machine(machine)
    return str(refused.value)


def door(**body: Any) -> Any:
    """A class `Door` of the states shut and open, with what `body` adds or replaces."""
    shut, opened = State(initial=True), State()
    given: dict[str, Any] = {"shut": shut, "open": opened, "swing": shut.to(opened) | opened.to(shut), **body}
    return declare("Door", given)


def declare(name: str, body: Mapping[str, Any], parent: type[StateMachine] = StateMachine) -> Any:
    """The class that this body declares."""
    return new_class(name, (parent,), exec_body=lambda namespace: namespace.update(body))


def door_with(**options: Any) -> Any:
    """A class `Door` whose first transition has these options."""
    shut, opened = State(initial=True), State()
    return door(shut=shut, open=opened, swing=shut.to(opened, **options) | opened.to(shut))


def something(*_: object) -> None:
    """Code of any kind."""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"cond": "unlocked"}, f"has the guard cond=`unlocked`; {NO_GUARD}"),
        ({"unless": "locked"}, f"has the guard unless=`locked`; {NO_GUARD}"),
        ({"cond": something}, f"has the guard cond=`something`; {NO_GUARD}"),
        ({"validators": something}, f"has the validator `something`; {NO_GUARD}"),
        ({"before": something}, f"runs the before callback `something`; {NO_CODE}"),
        ({"on": "ring"}, f"runs the on callback `ring`; {NO_CODE}"),
        ({"after": something}, f"runs the after callback `something`; {NO_CODE}"),
    ],
)
def test_code_given_to_a_transition_is_refused(options: dict[str, Any], said: str) -> None:
    assert refusal(door_with(**options)) == f"Door: event `swing` from `shut` {said}"


@pytest.mark.parametrize("word", ["enter", "exit", "invoke"])
def test_code_given_to_a_state_is_refused(word: str) -> None:
    given: dict[str, Any] = {word: something}
    shut, opened = State(initial=True, **given), State()
    machine = door(shut=shut, open=opened, swing=shut.to(opened) | opened.to(shut))

    assert refusal(machine) == f"Door: state `shut` runs the {word} callback `something`; {NO_CODE}"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("prepare_event", "the class runs the prepare"),
        ("on_enter_state", "state `shut` runs the enter"),
        ("on_exit_state", "state `shut` runs the exit"),
        ("on_invoke_state", "state `shut` runs the invoke"),
        ("on_enter_open", "state `open` runs the enter"),
        ("on_exit_open", "state `open` runs the exit"),
        ("on_invoke_open", "state `open` runs the invoke"),
        ("before_transition", "event `swing` from `shut` runs the before"),
        ("on_transition", "event `swing` from `shut` runs the on"),
        ("after_transition", "event `swing` from `shut` runs the after"),
        ("before_swing", "event `swing` from `shut` runs the before"),
        ("on_swing", "event `swing` from `shut` runs the on"),
        ("after_swing", "event `swing` from `shut` runs the after"),
    ],
)
def test_a_method_that_the_engine_finds_by_its_name_is_refused(name: str, said: str) -> None:
    assert refusal(door(**{name: something})) == f"Door: {said} callback `{name}`; {NO_CODE}"


def test_an_event_that_the_engine_takes_for_a_callback_is_refused() -> None:
    shut, opened = State(initial=True), State()
    machine = door(shut=shut, open=opened, swing=shut.to(opened), after_swing=opened.to(shut))

    assert refusal(machine) == f"Door: event `swing` from `shut` runs the after callback `after_swing`; {NO_CODE}"


def test_a_decorated_method_is_refused() -> None:
    class Bell(StateMachine):
        quiet = State(initial=True)

        @quiet.to(quiet)  # type: ignore[untyped-decorator]
        def ring(self) -> None:
            """Runs at each ring."""

    assert refusal(Bell) == f"Bell: event `ring` from `quiet` runs the on callback `_ring_`; {NO_CODE}"


def test_listeners_are_refused() -> None:
    assert refusal(door(listeners=[something])) == f"Door: has listeners, which run code; {NO_CODE}"


def test_a_transition_without_event_is_refused() -> None:
    class Door(StateMachine):
        shut = State(initial=True)
        open = State()

        shut.to(open)
        close = open.to(shut)

    fault = "a transition from `shut` has no event, and fires by itself (or its name was taken by a state)"
    assert refusal(Door) == f"Door: {fault}; {NAMED}"


def test_two_targets_of_one_event_from_one_state_are_refused() -> None:
    class Coin(StateMachine):
        held = State(initial=True)
        heads = State()
        tails = State()

        toss = held.to(heads, tails)
        take = heads.to(held) | tails.to(held)

    assert refusal(Coin) == f"Coin: event `toss` leads from `held` to `heads` and to `tails`; {NO_CHOICE}"


def test_two_targets_under_one_event_by_two_lines_are_refused() -> None:
    class Coin(StateMachine):
        held = State(initial=True)
        tails = State()

        toss = held.to(tails) | held.to(held)
        take = tails.to(held)

    assert refusal(Coin) == f"Coin: event `toss` leads from `held` to `tails` and to `held`; {NO_CHOICE}"


def test_from_any_above_a_state_is_refused() -> None:
    class Lamp(StateMachine):
        off = State(initial=True)
        on = State()
        reset = off.from_.any()  # type: ignore[no-untyped-call]
        broken = State()

        press = off.to(on) | on.to(broken) | broken.to(off)

    fault = "event `reset` is declared from_.any(), but misses state `broken` declared below it"
    assert refusal(Lamp) == f"Lamp: {fault}; declare the event after the last state."


def test_a_compound_state_is_refused() -> None:
    class House(StateMachine):
        class inside(State.Compound):  # noqa: N801
            hall = State(initial=True)
            attic = State(final=True)
            climb = hall.to(attic)

        outside = State(final=True)
        leave = inside.to(outside)

    mend = "declare its inner states as a flat machine, or each region as a machine of its own."
    assert refusal(House) == f"House: state `inside` has states inside; {mend}"


def test_a_parallel_state_is_refused() -> None:
    class House(StateMachine):
        class rooms(State.Parallel):  # noqa: N801
            class hall(State.Compound):  # noqa: N801
                dark = State(initial=True)
                lit = State(final=True)
                light = dark.to(lit)

            class attic(State.Compound):  # noqa: N801
                cold = State(initial=True)
                warm = State(final=True)
                heat = cold.to(warm)

    mend = "declare its inner states as a flat machine, or each region as a machine of its own."
    assert refusal(House) == f"House: state `rooms` has states inside; {mend}"


def test_a_history_state_is_refused() -> None:
    shut, before = State(initial=True), HistoryState()
    body = {"shut": shut, "before": before, "back": shut.to(before), "validate_trap_states": False}
    machine = declare("Door", body)

    mend = "declare a state for each thing that is remembered."
    assert refusal(machine) == f"Door: state `before` is a history state; {mend}"


def test_a_class_without_states_is_refused() -> None:
    class Empty(StateMachine):
        """Nothing."""

    assert refusal(Empty) == "Empty: has no states; declare one with State(initial=True)."


def test_a_chart_is_refused() -> None:
    class Chart(StateChart[Any]):
        only = State(initial=True)
        stay = only.to(only)

    assert refusal(Chart) == "Chart: is not a StateMachine; derive it from statemachine.StateMachine."


def test_an_instance_is_refused() -> None:
    machine = door()()

    assert refusal(machine) == f"{machine!r}: is not a StateMachine; derive it from statemachine.StateMachine."


def test_a_class_that_inherits_states_is_refused() -> None:
    parent = door()
    gate = declare("Gate", {}, parent)

    assert refusal(gate) == f"Gate: inherits the states of Door, and changes that class too; {ONE_CLASS}"


def test_a_class_whose_child_gave_it_events_is_refused() -> None:
    parent = door()
    declare("Gate", {"slam": parent.open.to(parent.shut)}, parent)

    fault = "state `open` is shared with another class, which gives it event `slam`"
    assert refusal(parent) == f"Door: {fault}; {ONE_CLASS}"


def test_both_classes_that_share_a_state_are_refused() -> None:
    shared = State(initial=True)

    class Door(StateMachine):
        start = shared
        open = State()
        swing = start.to(open) | open.to(start)

    class Lamp(StateMachine):
        start = shared
        lit = State()
        press = start.to(lit) | lit.to(start)

    fault = "state `start` is shared with another class, which gives it event `press`"
    assert refusal(Door) == f"Door: {fault}; {ONE_CLASS}"
    assert refusal(Lamp) == f"Lamp: event `swing` from `start` leads to `open`, a state of another class; {ONE_CLASS}"


def test_a_state_that_shares_its_value_is_refused() -> None:
    shut, opened = State(initial=True, value=1), State(value=1)
    machine = door(shut=shut, open=opened, swing=shut.to(opened) | opened.to(shut))

    mend = "give each state a value of its own, or none."
    assert refusal(machine) == f"Door: state `shut` shares its value with another; {mend}"


def test_several_targets_at_once_are_refused() -> None:
    shut, opened, ajar = State(initial=True), State(), State()
    split = shut.to([opened, ajar])  # type: ignore[arg-type]
    machine = door(shut=shut, open=opened, ajar=ajar, split=split, swing=opened.to(ajar), close=ajar.to(shut))

    fault = "event `split` from `shut` enters several states at once"
    assert refusal(machine) == f"Door: {fault}; make each of them a machine of its own."


def test_a_delayed_event_is_refused() -> None:
    shut, opened = State(initial=True), State()
    machine = door(shut=shut, open=opened, swing=Event(shut.to(opened) | opened.to(shut), delay=50))

    mend = "leave it out: in a table an event may happen at any time."
    assert refusal(machine) == f"Door: event `swing` has a delay; {mend}"


def test_a_class_that_ignores_events_is_refused() -> None:
    mend = "remove the attribute: in a table, an event is taken or it is not enabled."
    said = refusal(door(allow_event_without_transition=True))

    assert said == f"Door: ignores events by allow_event_without_transition; {mend}"


def test_a_start_other_than_the_initial_state_is_refused() -> None:
    said = refusal(door(start_configuration_values=["open"]))

    assert said == "Door: starts by start_configuration_values; mark the state with State(initial=True)."


@pytest.mark.parametrize("body", [{}, {"ring": 5}, {"help": something}])
def test_what_only_looks_like_a_trap_compiles(body: dict[str, Any]) -> None:
    assert compile_machine(door(**body)).states == ("shut", "open")
