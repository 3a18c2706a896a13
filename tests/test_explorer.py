"""What an exploration says it covered, how it stops, and that its answers do not depend on chance."""

import os
import random
import signal
import subprocess
import sys
from itertools import islice
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer import Bounds, Run, Seen, list_worlds
from model.network import TRUE, Condition, Machine, Network, NetworkError, Rule
from tests.models.puzzles import die_hard, ferryman, grid
from tests.models.two_phase import two_phase
from tests.oracle.graph import steps_from
from tests.oracle.random_networks import random_network

BIT = ("off", "on")


def switches(count: int) -> Network:
    """Switches that are turned on one after the other."""
    names = [f"m{number}" for number in range(count)]
    rules = [
        Rule(f"turn {name}", "", {name: (("off", "on"),)}, dict.fromkeys(names[:place], ("on",)))
        for place, name in enumerate(names)
    ]
    return Network(tuple(Machine(name, BIT, "off") for name in names), tuple(rules))


def length(run: Run | None) -> int | None:
    return None if run is None else len(run.steps)


def test_worlds_wider_than_a_machine_word_are_explored() -> None:
    states = tuple(f"s{number}" for number in range(9))
    wide = tuple(Machine(f"w{number}", states, "s8") for number in range(40))
    turn = Rule("turn", "", {"w39": (("s8", "s0"), ("s8", "s7"))}, {"w0": ("s8",)})
    back = Rule("back", "", {"w39": (("s0", "s8"),), "w20": (("s8", "s1"),)})

    exploration = list_worlds(Network(wide, (turn, back)))

    assert exploration.covered.states == 6
    assert [world["w39"] + world["w20"] for world in exploration.worlds()] == [
        "s8s8", "s0s8", "s7s8", "s8s1", "s0s1", "s7s1",
    ]  # fmt: skip
    run = exploration.run_to(({"w39": ("s7",), "w20": ("s1",)},))
    assert run is not None
    assert [dict(step.changes) for step in run.steps] == [
        {"w39": ("s8", "s0")},
        {"w20": ("s8", "s1"), "w39": ("s0", "s8")},
        {"w39": ("s8", "s7")},
    ]


def test_a_hundred_machines_in_a_row() -> None:
    exploration = list_worlds(switches(100))

    assert (exploration.covered.states, exploration.covered.depth) == (101, 100)
    assert length(exploration.run_to(({"m99": ("on",)},))) == 100
    assert length(exploration.run_to_deadlock()) == 100
    every = {f"m{number}": BIT for number in range(100)}
    assert length(exploration.run_to(({**every, "m3": ("on",)},))) == 4


def test_a_machine_with_more_states_than_a_table_has_bits() -> None:
    states = tuple(map(str, range(70_000)))
    jump = Rule("jump", "", {"m": (("0", "69999"), ("69999", "5"))})

    exploration = list_worlds(Network((Machine("m", states, "0"),), (jump,)))

    assert [world["m"] for world in exploration.worlds()] == ["0", "69999", "5"]


def test_a_network_without_rules_is_one_world() -> None:
    covered = list_worlds(Network((Machine("m", ("only",), "only"),), ())).covered

    assert (covered.states, covered.steps, covered.depth, covered.deadlocks, covered.complete) == (1, 0, 0, 1, True)


def test_choices_of_several_movers_are_their_product_in_file_order_and_all_count_as_steps() -> None:
    machines = (Machine("a", BIT, "off"), Machine("b", BIT, "off"))
    both = (("off", "on"), ("off", "off"))
    exploration = list_worlds(Network(machines, (Rule("r", "", {"b": both, "a": both}),)))

    assert [dict(world) for world in exploration.worlds()] == [
        {"a": "off", "b": "off"},
        {"a": "on", "b": "on"},
        {"a": "off", "b": "on"},
        {"a": "on", "b": "off"},
    ]
    assert (exploration.covered.steps, exploration.covered.deadlocks) == (4, 3)


def test_rules_never_enabled_and_states_never_entered_are_named() -> None:
    machines = (Machine("m", ("a", "b", "c"), "a"), Machine("n", BIT, "off"))
    rules = (
        Rule("go", "", {"m": (("a", "b"),)}),
        Rule("dead", "", {"m": (("c", "a"),)}),
        Rule("empty", "", {"n": ()}),
        Rule("false", "", {}, {"n": ()}),
    )

    exploration = list_worlds(Network(machines, rules))

    assert exploration.never_enabled() == ("dead", "empty", "false")
    assert exploration.never_entered() == (("m", "c"), ("n", "on"))
    assert exploration.enabled_somewhere(("dead", "go"))
    assert not exploration.enabled_somewhere(("dead", "false"))
    assert exploration.reaches(({"m": ("c",)}, {"m": ("b",)}))


def test_a_bound_on_worlds_stops_there_and_says_so() -> None:
    covered = list_worlds(grid(5, 10), Bounds(max_states=1000)).covered

    assert (covered.states, covered.complete, covered.stopped_by) == (1000, False, "max_states")
    assert covered.bounds == Bounds(max_states=1000)


def test_a_bound_that_is_just_enough_is_not_hit() -> None:
    assert list_worlds(die_hard(3, 5), Bounds(max_states=16)).covered.complete
    assert not list_worlds(die_hard(3, 5), Bounds(max_states=15)).covered.complete


def test_a_bound_on_time_stops_soon() -> None:
    start = perf_counter()
    covered = list_worlds(grid(12, 10), Bounds(max_seconds=0.1)).covered

    assert perf_counter() - start < 5
    assert (covered.complete, covered.stopped_by) == (False, "max_seconds")


def test_a_bound_is_heeded_inside_one_enormous_product_of_choices() -> None:
    states = tuple(map(str, range(10)))
    machines = tuple(Machine(f"m{number}", states, "0") for number in range(12))
    burst = Rule("burst", "", {each.name: tuple(("0", state) for state in states) for each in machines})

    covered = list_worlds(Network(machines, (burst,)), Bounds(max_states=5000)).covered

    assert (covered.states, covered.stopped_by) == (5000, "max_states")


def test_an_exploration_cut_short_still_knows_its_runs_and_says_nothing_of_for_ever() -> None:
    exploration = list_worlds(grid(5, 10), Bounds(max_states=1000))

    assert length(exploration.run_to(({"c0": ("3",)},))) == 3
    with pytest.raises(ValueError, match="stopped by max_states"):
        exploration.fair_run_avoiding(TRUE, ())
    with pytest.raises(ValueError, match="stopped by max_states"):
        exploration.run_to_trap(TRUE, ())


def test_an_interrupt_keeps_what_was_listed() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs in the background is born deaf to it

    def interrupt(seen: Seen) -> None:
        assert all((seen.worlds, seen.steps, seen.depth, seen.waiting))
        os.kill(os.getpid(), signal.SIGINT)

    exploration = list_worlds(grid(12, 10), Bounds(max_seconds=30), interrupt)

    assert (exploration.covered.complete, exploration.covered.stopped_by) == (False, "interrupt")
    worlds = list(islice(exploration.worlds(), 5000))
    places = {tuple(world.values()): place for place, world in enumerate(worlds)}
    assert len(places) == len(worlds) > 0
    for source, rule, target in islice(exploration.steps(), 5000):
        after = steps_from(exploration.network, tuple(worlds[source].values()))
        assert [places.get(step.target, target) for step in after if step.rule == rule] == [target]
    last = exploration.covered.states - 1
    assert exploration.world_at(last) is not None


def test_progress_is_told_at_most_ten_times_a_second() -> None:
    told: list[Seen] = []
    start = perf_counter()
    list_worlds(grid(6, 8), progress=told.append)

    assert len(told) <= (perf_counter() - start) * 10 + 1
    assert told == sorted(told, key=lambda seen: (seen.worlds, seen.steps))


def test_a_hundred_thousand_worlds_take_about_a_second() -> None:
    network = grid(5, 10)
    start = perf_counter()
    list_worlds(network)

    # A quarter of a second on the machine this was written on; generous, for slower and busier ones.
    assert perf_counter() - start < 5


@pytest.mark.parametrize("where", [({"nobody": ("a",)},), ({"big": ("9",)},)])
def test_a_question_about_what_is_not_there_is_refused(where: Condition) -> None:
    with pytest.raises(NetworkError, match=r"has no (machine|state)"):
        list_worlds(die_hard(3, 5)).run_to(where)


def test_a_question_about_an_unknown_rule_is_refused() -> None:
    with pytest.raises(NetworkError, match="the network has no rule `spill`"):
        list_worlds(die_hard(3, 5)).enabled_somewhere(("spill",))


@settings(max_examples=100, deadline=None)
@given(data=st.data(), seed=st.integers(0, 10_000))
def test_random_walks_never_leave_the_explored_graph(data: st.DataObject, seed: int) -> None:
    network = [ferryman(), two_phase(2), random_network(random.Random(seed))][seed % 3]
    exploration = list_worlds(network)
    worlds = [tuple(world.values()) for world in exploration.worlds()]
    graph = {(worlds[source], rule, worlds[target]) for source, rule, target in exploration.steps()}
    world = worlds[0]

    for _ in range(30):
        steps = steps_from(network, world)
        if not steps:
            break
        step = data.draw(st.sampled_from(steps))
        assert (world, step.rule, step.target) in graph
        world = step.target


HASH_SEED_PROGRAM = """
import random
from explorer import list_worlds
from model.network_json import network_to_json
from properties.judge import judge
from properties.kinds import Property
from tests.oracle.random_networks import random_claims, random_network
for seed in range(150):
    dice = random.Random(seed)
    network = random_network(dice)
    exploration = list_worlds(network)
    print(network_to_json(network), exploration.covered, exploration.never_enabled(), exploration.never_entered())
    print(list(exploration.worlds()), list(exploration.steps()))
    for claim in random_claims(dice, network):
        print(judge(Property("p", "never", "", (), (claim,)), exploration))
"""


def test_output_is_the_same_whatever_the_hash_seed() -> None:
    outputs = [
        subprocess.run(
            [sys.executable, "-c", HASH_SEED_PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    ]

    assert len(outputs[0]) > 10_000
    assert outputs[0] == outputs[1] == outputs[2]
