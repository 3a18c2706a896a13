"""The library's own engine beside the compiled tables, world by world: equal steps from every reachable world."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statemachine import State, StateMachine

from explorer import Bounds, Listed, list_worlds
from model.declaring import Interaction, compose_machines
from model.design_reader import load_design
from model.making import make_machine
from model.system import compose
from reports.replay.driving import Driver, driven, start_of

DESIGNS = Path(__file__).parent.parent / "model" / "designs"


def engines_agree(
    machines: Mapping[str, type[StateMachine]], interactions: Iterable[Interaction], explored: Listed
) -> int:
    """Hold the steps that the engines take from every explored world equal to the explored ones; gives their number.

    `machines` and `interactions` are what `explored.network` was composed of, in its order.
    """
    drivers = {name: Driver(machine) for name, machine in machines.items()}
    rules = tuple(interactions)
    worlds = [dict(world) for world in explored.worlds()]
    places = {tuple(world.values()): place for place, world in enumerate(worlds)}
    assert worlds[0] == {name: start_of(machine) for name, machine in machines.items()}
    by_engines = [
        (place, rule, places.get(tuple(end.values())))
        for place, world in enumerate(worlds)
        for rule, interaction in enumerate(rules)
        for end in driven(world, interaction, drivers)
    ]
    assert by_engines == list(explored.steps())
    return len(by_engines)


class Door(StateMachine):
    """A door that breaks for good."""

    shut = State(initial=True)
    open = State()
    broken = State(final=True)

    swing = shut.to(open) | open.to(shut)
    slam = open.to(shut)
    kick = shut.to(broken) | open.to(broken)


class Lamp(StateMachine):
    """A lamp with two brightnesses."""

    off = State(initial=True)
    dim = State()
    bright = State()

    dim_it = off.to(dim) | bright.to(dim)
    brighten = off.to(bright) | dim.to(bright)
    switch_off = dim.to(off) | bright.to(off)


HOUSE: Mapping[str, type[StateMachine]] = {"door": Door, "lamp": Lamp, "porch": Lamp}
LIVING = (
    Interaction("door swings", {"door": "swing"}),
    Interaction("light by one of two", {"lamp": ("dim_it", "brighten")}, when={"door": "open"}),
    Interaction("both lamps", {"lamp": ("dim_it", "brighten"), "porch": ("brighten", "dim_it")}),
    Interaction("slam, and dark", {"door": "slam", "lamp": "switch_off"}, when={"porch": ("off", "dim")}),
    Interaction("kick", {"door": "kick"}, when={"door": ("shut",)}),
    Interaction("nothing", {}),
)


def test_engines_and_tables_agree_in_every_world_of_a_house() -> None:
    explored = list_worlds(compose_machines(HOUSE, LIVING))

    steps = engines_agree(HOUSE, LIVING, explored)

    # The porch lamp is never switched off, and while it is bright the other is not either: of 3 x 3 x 3 worlds the
    # three with a bright porch and a dark lamp are out of reach.
    assert explored.covered.states == 3 * 3 * 3 - 3
    assert steps == explored.covered.steps


@pytest.mark.parametrize("lie", ["other target", "other event"])
def test_a_table_that_says_something_else_than_the_engine_is_found(lie: str) -> None:
    class Liar(StateMachine):
        off = State(initial=True)
        dim = State()
        bright = State()

        dim_it = off.to(dim if lie == "other event" else bright) | bright.to(dim)
        brighten = dim.to(bright) | bright.to(dim)
        switch_off = dim.to(off) | bright.to(off)

    with pytest.raises(AssertionError):
        engines_agree({**HOUSE, "lamp": Liar}, LIVING, list_worlds(compose_machines(HOUSE, LIVING)))


House = tuple[dict[str, type[StateMachine]], list[Interaction]]


@st.composite
def houses(draw: st.DrawFn) -> House:
    """Up to three machines and five interactions of them."""
    events = {name: [f"e{place}" for place in range(draw(st.integers(1, 3)))] for name in ("a", "b", "c")}
    machines = {name: draw(_machine(name, events[name])) for name in events}
    rules = draw(st.lists(_interaction(events), max_size=5))
    return machines, [interaction(f"rule {place}") for place, interaction in enumerate(rules)]


@st.composite
def _machine(draw: st.DrawFn, name: str, events: list[str]) -> type[StateMachine]:
    states = ["s0", "s1", "s2"]
    ends = st.dictionaries(st.sampled_from(states), st.sampled_from(states), min_size=1)
    return make_machine(name, states, {event: draw(ends).items() for event in events})


@st.composite
def _interaction(draw: st.DrawFn, events: Mapping[str, list[str]]) -> Callable[[str], Interaction]:
    movers = draw(st.lists(st.sampled_from("abc"), unique=True, max_size=3))
    moves = {name: tuple(draw(st.lists(st.sampled_from(events[name]), min_size=1, max_size=2))) for name in movers}
    when = {name: draw(st.lists(st.sampled_from(["s0", "s1", "s2"]), unique=True)) for name in events}
    return lambda name: Interaction(name, moves, when={machine: words for machine, words in when.items() if words})


@settings(max_examples=60, deadline=None)
@given(houses())
def test_engines_and_tables_agree_in_every_world_of_random_machines(house: House) -> None:
    machines, interactions = house
    explored = list_worlds(compose_machines(machines, interactions))

    steps = engines_agree(machines, interactions, explored)

    assert steps == explored.covered.steps


@pytest.mark.parametrize(
    "design",
    [
        "app-side-missing",
        "completion-in-one-process",
        "container-missing",
        "extension-quits-before-start",
        "force-quit-vanished",
        "handler-dropped",
        "handler-off-main-thread",
        "live-code-removed-after",
        "quick-upload-observed-before",
        "second-object-for-one-identifier",
        "session-invalidated-when-done-after",
        "session-invalidated-when-done-before",
        "session-made-before-handler-stored",
        "session-without-launch-events",
        "streamed-upload-in-app",
        "streamed-without-delegate",
        "throw-away-identifier",
        "unknown-identifier-ignored",
    ],
)
def test_engines_and_tables_agree_in_every_world_of_a_small_design(design: str) -> None:
    system = compose(load_design(DESIGNS / f"{design}.toml"))
    explored = list_worlds(system.network, Bounds(max_states=900))  # those below: engines take 2,500 steps a second

    steps = engines_agree(system.machines, system.interactions, explored)

    assert explored.covered.complete
    assert steps == explored.covered.steps
