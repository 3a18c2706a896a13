"""From anybody's classes to a network, and classes made from data."""

from typing import Any

import pytest
from statemachine import State, StateMachine

from model.compiling import CompileError, compile_machine
from model.declaring import Interaction, compose_machines
from model.making import make_machine
from model.network import Machine, Network, NetworkError, Rule


class Door(StateMachine):
    """A shop's door."""

    closed = State(initial=True)
    open = State()

    enter = closed.to(open)
    leave = open.to(closed)


class Light(StateMachine):
    """The light above the counter."""

    off = State(initial=True)
    on = State()

    press = off.to(on) | on.to(off)
    fuse = on.to(off)


SHOP: dict[str, type[StateMachine]] = {"door": Door, "light": Light}


def test_classes_and_interactions_become_a_network() -> None:
    network = compose_machines(
        SHOP,
        [
            Interaction("keeper comes", {"door": "enter", "light": "press"}, actor="keeper", cites=("shop 1",)),
            Interaction("guest opens", {"door": "enter"}, when={"light": ["on"]}, actor="guest", fairness="strong"),
            Interaction("light goes out", {"light": "fuse"}, when={"door": "open"}, fairness="weak"),
            Interaction("nothing happens", {}),
        ],
    )

    assert network == Network(
        machines=(Machine("door", ("closed", "open"), "closed"), Machine("light", ("off", "on"), "off")),
        rules=(
            Rule(
                name="keeper comes",
                actor="keeper",
                moves={"door": (("closed", "open"),), "light": (("off", "on"), ("on", "off"))},
                cites=("shop 1",),
            ),
            Rule(
                name="guest opens",
                actor="guest",
                moves={"door": (("closed", "open"),)},
                when={"light": ("on",)},
                fairness="strong",
            ),
            Rule(
                name="light goes out",
                actor="system",
                moves={"light": (("on", "off"),)},
                when={"door": ("open",)},
                fairness="weak",
            ),
            Rule(name="nothing happens", actor="system", moves={}),
        ),
    )


def test_several_events_of_one_machine_become_the_union_of_their_pairs() -> None:
    network = compose_machines(SHOP, [Interaction("any", {"light": ("fuse", "press")})])

    assert network.rules[0].moves == {"light": (("on", "off"), ("off", "on"))}


def test_a_mover_that_is_asked_about_moves_only_from_there() -> None:
    network = compose_machines(SHOP, [Interaction("switch on", {"light": "press"}, when={"light": "off"})])

    assert network.rules == (Rule("switch on", "system", {"light": (("off", "on"),)}),)


def test_one_class_may_be_several_machines() -> None:
    network = compose_machines({"front": Door, "back": Door}, [Interaction("draught", {"front": "enter"})])

    assert [machine.name for machine in network.machines] == ["front", "back"]


@pytest.mark.parametrize(
    ("interaction", "said"),
    [
        (
            Interaction("guest opens", {"dor": "enter"}),
            "interaction `guest opens`: unknown machine `dor`; did you mean `door`?",
        ),
        (
            Interaction("guest opens", {"door": "entr"}),
            "interaction `guest opens`: machine `door` (Door) has no event `entr`; did you mean `enter`?",
        ),
        (
            Interaction("guest opens", {"light": ("press", "zap")}),
            "interaction `guest opens`: machine `light` (Light) has no event `zap`; known: `fuse`, `press`",
        ),
        (
            Interaction("guest opens", {"door": "enter"}, when={"light": "om"}),
            "rule `guest opens`: machine `light` has no state `om`; did you mean `on`?",
        ),
        (
            Interaction("guest opens", {"door": "enter"}, when={"lihgt": "on"}),
            "rule `guest opens`: unknown machine `lihgt`; did you mean `light`?",
        ),
        (
            Interaction("guest opens", {"door": "enter"}, when={"door": "close"}),
            "interaction `guest opens`: machine `door` has no state `close`; did you mean `closed`?",
        ),
    ],
)
def test_an_interaction_that_means_nothing_is_refused(interaction: Interaction, said: str) -> None:
    with pytest.raises(NetworkError) as refused:
        compose_machines(SHOP, [interaction])

    assert str(refused.value) == said


def test_a_class_that_cannot_be_compiled_is_refused() -> None:
    class Guarded(StateMachine):
        shut = State(initial=True)
        push = shut.to(shut, cond="unlocked")

    with pytest.raises(CompileError, match=r"^Guarded: event `push` from `shut` has the guard cond=`unlocked`; "):
        compose_machines({"door": Guarded}, [])


def test_a_class_made_from_data_may_have_states_that_are_never_entered_or_never_left() -> None:
    machine = make_machine("Fuse", ["whole", "blown", "spare"], {"blow": [("whole", "blown")]}, "A fuse.")

    compiled = compile_machine(machine)

    assert (compiled.name, machine.__doc__) == ("Fuse", "A fuse.")
    assert compiled.states == ("whole", "blown", "spare")
    assert compiled.initial == "whole"
    assert compiled.events == {"blow": (("whole", "blown"),)}


def test_a_class_made_from_data_may_have_one_state_and_no_event() -> None:
    compiled = compile_machine(make_machine("Rock", ["there"], {}))

    assert (compiled.states, dict(compiled.events)) == (("there",), {})


def test_an_event_without_pairs_is_declared_and_never_taken() -> None:
    machine = make_machine("Fuse", ["whole"], {"mend": []})
    network = compose_machines({"fuse": machine}, [Interaction("mend", {"fuse": "mend"})])

    assert network.rules[0].moves == {"fuse": ()}


RESERVED_NAMES = [
    "configuration",
    "configuration_values",
    "current_state_value",
    "events",
    "model",
    "prepare",
    "start_configuration_values",
    "state_field",
    "states",
    "states_map",
]


@pytest.mark.parametrize("name", RESERVED_NAMES)
def test_each_reserved_name_is_refused_as_an_event_of_a_class_made_from_data(name: str) -> None:
    with pytest.raises(CompileError) as refused:
        make_machine("Fuse", ["whole"], {name: [("whole", "whole")]})

    assert str(refused.value) == f"Fuse: event `{name}` is a name that python-statemachine uses itself; rename it."


@pytest.mark.parametrize(
    ("states", "events", "said"),
    [
        ([], {}, "has no states; name at least the initial one."),
        (["on", "off", "on"], {}, "state `on` stands twice; rename one of them."),
        (["send"], {}, "state `send` is a name that python-statemachine uses itself; rename it."),
        (["on.off"], {}, "state `on.off` is read as a pattern, not as a name; rename it."),
        (["on"], {"on": []}, "event `on` has the name of a state; rename one of them."),
        (
            ["whole"],
            {"blow": [("whole", "hole")]},
            "event `blow` has a pair with unknown state `hole`; did you mean `whole`?",
        ),
        (
            ["on"],
            {"error_x": []},
            "event `error_x` begins with `error_`, which declares a second event with dots; rename it.",
        ),
    ],
)
def test_data_that_no_class_can_be_made_from_is_refused(states: list[str], events: dict[str, Any], said: str) -> None:
    with pytest.raises(CompileError) as refused:
        make_machine("Fuse", states, events)

    assert str(refused.value) == f"Fuse: {said}"


def test_a_choice_within_one_event_of_a_class_made_from_data_is_refused_when_it_is_compiled() -> None:
    coin = make_machine("Coin", ["held", "heads", "tails"], {"toss": [("held", "heads"), ("held", "tails")]})

    with pytest.raises(CompileError, match=r"^Coin: event `toss` leads from `held` to `heads` and to `tails`; "):
        compile_machine(coin)
