"""What compiling reads from a declared class, and that the library's engine does what the tables say."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statemachine import Event, State, StateMachine

from model.compiling import CompiledMachine, compile_machine
from model.making import make_machine
from reports.replay.driving import Driver


class Door(StateMachine):
    """A door with a lock."""

    shut = State(initial=True)
    open = State()
    locked = State()

    swing = shut.to(open) | open.to(shut)
    lock = shut.to(locked)
    unlock = locked.to(shut)
    knock = shut.to(shut, internal=True) | locked.to(locked)


def test_a_class_compiles_to_its_states_and_pairs_in_declared_order() -> None:
    assert compile_machine(Door) == CompiledMachine(
        name="Door",
        states=("shut", "open", "locked"),
        initial="shut",
        events={
            "swing": (("shut", "open"), ("open", "shut")),
            "lock": (("shut", "locked"),),
            "unlock": (("locked", "shut"),),
            "knock": (("shut", "shut"), ("locked", "locked")),
        },
    )


def test_events_stand_in_declared_order() -> None:
    assert list(compile_machine(Door).events) == ["swing", "lock", "unlock", "knock"]


def test_pairs_stand_in_the_order_of_the_states_they_start_in_however_they_are_written() -> None:
    class Backwards(StateMachine):
        one = State(initial=True)
        two = State()
        three = State()

        turn = three.to(one) | two.to(three) | one.to(two)

    assert compile_machine(Backwards).events["turn"] == (("one", "two"), ("two", "three"), ("three", "one"))


def test_compiling_starts_no_engine() -> None:
    class Unstartable(StateMachine):
        """Its engine must not be asked for."""

        here = State(initial=True)
        stay = here.to(here)

        def __init__(self) -> None:
            raise AssertionError("started")

    assert compile_machine(Unstartable).states == ("here",)


def test_a_class_is_compiled_once() -> None:
    assert compile_machine(Door) is compile_machine(Door)


def test_the_tables_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        compile_machine(Door).events["swing"] = ()  # type: ignore[index]


def test_a_transition_without_target_stays_where_it_is() -> None:
    class Bell(StateMachine):
        quiet = State(initial=True)
        broken = State()

        ring = quiet.to(None)
        hit = quiet.to(broken) | broken.to(quiet)

    assert compile_machine(Bell).events["ring"] == (("quiet", "quiet"),)
    assert Driver(Bell).outcome("quiet", "ring") == "quiet"


def test_a_pair_declared_twice_stands_once() -> None:
    class Stutter(StateMachine):
        one = State(initial=True)
        two = State()

        turn = one.to(two) | one.to(two) | two.to(one)

    assert compile_machine(Stutter).events["turn"] == (("one", "two"), ("two", "one"))


def test_from_any_below_the_last_state_reaches_all_of_them() -> None:
    class Reset(StateMachine):
        one = State(initial=True)
        two = State()
        done = State(final=True)

        turn = one.to(two) | two.to(done)
        reset = one.from_.any()  # type: ignore[no-untyped-call]

    assert compile_machine(Reset).events["reset"] == (("one", "one"), ("two", "one"))


def test_events_may_share_transitions_and_have_ids_of_their_own() -> None:
    class Shared(StateMachine):
        one = State(initial=True)
        two = State()

        turn = one.to(two) | two.to(one)
        spin = turn
        flip = Event(one.to(two), id="flop")

    turns = (("one", "two"), ("two", "one"))
    assert compile_machine(Shared).events == {"turn": turns, "spin": turns, "flop": (("one", "two"),)}


def test_states_may_have_values_and_titles_but_are_known_by_their_names() -> None:
    class Titled(StateMachine):
        one = State("The first", value=1, initial=True)
        two = State("The first", value=2)

        turn = one.to(two) | two.to(one)

    assert compile_machine(Titled).states == ("one", "two")
    assert Driver(Titled).outcome("two", "turn") == "one"


def test_methods_that_the_engine_never_calls_are_allowed() -> None:
    class Helped(StateMachine):
        one = State(initial=True)
        turn = one.to(one)

        def after_all(self) -> None:
            """No event is called `all`."""

    assert compile_machine(Helped).states == ("one",)


Tables = tuple[list[str], dict[str, list[tuple[str, str]]]]


@st.composite
def tables(draw: st.DrawFn) -> Tables:
    """States, and events that have at most one pair from each state."""
    states = [f"s{place}" for place in range(draw(st.integers(1, 5)))]
    ends = st.dictionaries(st.sampled_from(states), st.sampled_from(states))
    events = draw(st.lists(ends, max_size=4))
    return states, {f"e{place}": sorted(pairs.items()) for place, pairs in enumerate(events)}


def written(states: list[str], events: dict[str, list[tuple[str, str]]]) -> type[StateMachine]:
    """The class as a person would write it, from its source text."""
    lines = ["class Written(StateMachine):", "    validate_disconnected_states = validate_trap_states = False"]
    lines += [f"    {state} = State(initial={place == 0})" for place, state in enumerate(states)]
    lines += [
        f"    {event} = {' | '.join(f'{start}.to({end})' for start, end in pairs)}"
        for event, pairs in events.items()
        if pairs
    ]
    names: dict[str, type[StateMachine]] = {}
    exec("\n".join(lines), {"State": State, "StateMachine": StateMachine, "__name__": __name__}, names)
    return names["Written"]


@settings(max_examples=60, deadline=None)
@given(tables())
def test_the_engine_and_the_tables_agree_on_every_state_and_event(example: Tables) -> None:
    states, events = example
    machine = written(states, events)
    driver = Driver(machine)

    compiled = compile_machine(machine)

    assert compiled.states == tuple(states)
    assert compiled.initial == "s0"
    for event, pairs in compiled.events.items():
        asked = {state: driver.outcome(state, event) for state in states}
        assert {start: end for start, end in asked.items() if end is not None} == dict(pairs)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_a_class_made_from_data_is_the_class_a_person_would_write(example: Tables) -> None:
    states, events = example
    spoken = {event: pairs for event, pairs in events.items() if pairs}

    made = compile_machine(make_machine("Written", states, spoken))

    assert made == compile_machine(written(states, events))
    assert {event: list(pairs) for event, pairs in made.events.items()} == spoken


def test_a_hundred_and_fifty_states_and_two_hundred_events_compile_like_ten() -> None:
    states = [f"s{place}" for place in range(150)]
    ring = [*pairwise(states), (states[-1], states[0])]
    machine = make_machine("Large", states, {f"e{place}": [ring[place % 150]] for place in range(200)})

    compiled = compile_machine(machine)

    assert (len(compiled.states), len(compiled.events)) == (150, 200)
    assert compiled.events["e149"] == (("s149", "s0"),)
