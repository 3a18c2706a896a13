"""Where a mutant of the explorer or of the judge went unseen: each test was written against one that survived."""

import random
from itertools import pairwise

import pytest

from explorer import Bounds, list_worlds
from explorer.enabling import bits_of
from explorer.listed import GrowingList
from explorer.listing import Lister, Listing
from explorer.watch import Watch
from model.network import Machine, Network, NetworkError, Rule
from properties.declared import properties_from_json
from properties.judge import judge, judge_all
from properties.kinds import AlwaysPossible, Claim, DeadlockFree, LeadsTo, Never, NeverStep, Property, Witness
from tests.oracle.random_networks import random_network

BIT = ("off", "on")
TREE = Network(
    (Machine("m", ("start", "end", "on", "further", "last"), "start"),),
    (
        Rule("stop", "", {"m": (("start", "end"),)}),
        Rule("go", "", {"m": (("start", "on"), ("on", "further"), ("further", "last"))}),
    ),
)
"""Listed in this order: start, end (where nothing follows), on, further, last."""


def test_the_states_never_entered_are_the_naive_ones() -> None:
    missing = 0
    for seed in range(300):
        network = random_network(random.Random(f"entered {seed}"))
        exploration = list_worlds(network)
        entered = {pair for world in exploration.worlds() for pair in world.items()}

        every = [(machine.name, state) for machine in network.machines for state in machine.states]
        assert exploration.never_entered() == tuple(pair for pair in every if pair not in entered)
        missing += bool(exploration.never_entered())

    assert missing > 50


@pytest.mark.parametrize("states", [2, 16, 17, 128, 256, 257, 600])
def test_states_never_entered_are_found_in_machines_of_any_size(states: int) -> None:
    names = tuple(f"s{number}" for number in range(states))
    before, wide, after = Machine("a", BIT, "off"), Machine("wide", names, names[0]), Machine("b", BIT, "on")
    rule = Rule("jump", "", {"wide": ((names[0], names[-1]),)})

    exploration = list_worlds(Network((before, wide, after), (rule,)))

    assert exploration.never_entered() == (
        ("a", "on"), *(("wide", name) for name in names[1:-1]), ("b", "off"),
    )  # fmt: skip


@pytest.mark.parametrize("states", [200, 300])
def test_conditions_on_a_wide_machine_mean_what_they_say(states: int) -> None:
    names = tuple(f"s{number}" for number in range(states))
    count = Rule("count", "", {"wide": tuple(pairwise(names))})
    exploration = list_worlds(Network((Machine("a", BIT, "off"), Machine("wide", names, names[0])), (count,)))

    run = exploration.run_to(({"wide": (names[-1], names[150])},))

    assert run is not None
    assert len(run.steps) == 150
    assert not exploration.reaches(({"wide": (names[3],), "a": ("on",)},))


def test_a_list_cut_short_knows_only_the_deadlocks_it_has_looked_at() -> None:
    known = [list_worlds(TREE, Bounds(max_states=most)).covered.deadlocks for most in range(1, 7)]

    assert known == [0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize(("most", "length"), [(1, None), (2, None), (4, 1), (6, 1)])
def test_a_list_cut_short_shows_the_run_to_a_deadlock_it_has_looked_at(most: int, length: int | None) -> None:
    run = list_worlds(TREE, Bounds(max_states=most)).run_to_deadlock()

    assert (None if run is None else len(run.steps)) == length


def test_a_list_cut_short_has_the_steps_between_the_worlds_it_has() -> None:
    exploration = list_worlds(TREE, Bounds(max_states=4))

    assert list(exploration.steps()) == [(0, 0, 1), (0, 1, 2), (2, 1, 3)]
    assert exploration.covered.steps == 3


def test_a_growing_list_pauses_goes_on_and_keeps_its_bounds() -> None:
    bounds = Bounds(max_states=100)
    growing = GrowingList(TREE, Watch(bounds))

    assert growing.up_to(1) is None
    whole = growing.up_to(None)

    assert whole is not None
    assert (whole.covered.states, whole.covered.complete, whole.covered.bounds) == (5, True, bounds)


def test_a_growing_list_that_once_filled_the_memory_is_never_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_lister: Lister, _pause_at: int | None = None) -> Listing:
        raise MemoryError

    growing = GrowingList(TREE, Watch(Bounds()))
    with monkeypatch.context() as patch:
        patch.setattr(Lister, "listed", full)
        with pytest.raises(MemoryError):
            growing.up_to(None)

    with pytest.raises(MemoryError):
        growing.up_to(None)


def test_a_growing_list_that_is_given_up_is_the_nearest_worlds() -> None:
    growing = GrowingList(TREE, Watch(Bounds()))
    assert growing.up_to(1) is None

    nearest = growing.so_far()

    assert (nearest.complete, nearest.covered.stopped_by) == (False, "max_states")
    assert [world["m"] for world in nearest.worlds()][:3] == ["start", "end", "on"][: nearest.covered.states]


def test_the_same_list_stands_in_under_other_bounds_and_notes() -> None:
    other = Bounds(max_seconds=7.0)

    standing_in = list_worlds(TREE).standing_in(other, None, ["a note"])

    assert (standing_in.covered.bounds, standing_in.covered.notes) == (other, ("a note",))
    assert standing_in.covered.complete


def test_what_is_never_in_a_trap_has_no_run_to_one() -> None:
    exploration = list_worlds(TREE)

    assert exploration.run_to_trap(({"m": ("start",)},), ({"m": ("end",)},)) is None
    run = exploration.run_to_trap(({"m": ("last",)},), ({"m": ("end",)},))
    assert run is not None
    assert len(run.steps) == 3


def test_a_rule_that_is_never_enabled_takes_no_step_whatever_its_places() -> None:
    never = Rule("never", "", {"m": (("last", "start"),)}, {"n": ("on",)})
    network = Network((*TREE.machines, Machine("n", BIT, "off")), (never, *TREE.rules))
    exploration = list_worlds(network)

    assert exploration.run_by(("never",), ({},), ({},)) is None
    both = exploration.run_by(("never", "go"), ({"m": ("on",)},), ({},))
    assert both is not None
    assert [step.rule.name for step in both.steps] == ["go", "go"]


def test_through_some_machines_worlds_look_as_they_are() -> None:
    for seed in range(100):
        network = random_network(random.Random(f"through {seed}"))
        exploration = list_worlds(network)
        some = tuple(machine.name for machine in reversed(network.machines))[:2]

        expected = [tuple(world[name] for name in some) for world in exploration.worlds()]
        assert list(exploration.seen_through(some)) == expected


def test_bits_are_told_from_the_lowest() -> None:
    assert list(bits_of(0)) == []
    assert list(bits_of(0b101001 << 70)) == [70, 73, 75]


def test_a_verdict_names_its_property_and_the_claim_that_its_run_is_about() -> None:
    holds = Never(({"m": ("start",), },)), Never(({"m": ("last",)},)), Never(({"m": ("end",)},))
    broken = Property("p", "never", "It never is.", (), holds[1:])

    verdict = judge(broken, list_worlds(TREE))

    assert (verdict.property, verdict.verdict, verdict.claim_index) == (broken, "violated", 1)
    assert verdict.run is not None
    assert len(verdict.run.steps) == 1


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (Never(({"m": ("gone",)},)), "holds"),
        (LeadsTo(({"m": ("gone",)},), ()), "vacuous"),
        (Witness(({"m": ("last",)},)), "witnessed"),
        (Witness(({"m": ("gone",)},)), "unreachable"),
    ],
)
def test_every_verdict_names_its_property(claim: Claim, verdict: str) -> None:
    states = (*TREE.machines[0].states, "gone")
    asked = Property("p", "never", "It is.", (), (claim,), "it is missing")

    found = judge(asked, list_worlds(Network((Machine("m", states, "start"),), TREE.rules)))

    assert (found.property, found.verdict) == (asked, verdict)
    assert found.missing == ("it is missing" if verdict == "vacuous" else "")


DECLARED = [
    {"id": "a", "kind": "never", "where": []},
    {"id": "b", "kind": "never-step", "rule": ["go", "stop"], "where": [{}]},
    {"id": "c", "kind": "leads-to", "where": [{"m": ["on"]}], "then": [{"m": ["last"]}]},
    {"id": "d", "kind": "always-possible", "where": [{"m": ["end"]}], "if": [{"m": ["end"]}]},
    {"id": "e", "kind": "witness", "where": [{"m": ["last"]}]},
    {"id": "f", "kind": "deadlock-free"},
]


def test_declared_properties_say_what_they_claim_and_what_they_miss() -> None:
    found = properties_from_json(DECLARED, TREE, "t")

    assert found == (
        Property("a", "never", "No reachable world is in `where`.", (), (Never(()),)),
        Property(
            "b", "never-step", "No step of `rule` starts in `where` and ends in `after`.", (),
            (NeverStep(("go", "stop")),), "none of the rules in `rule` is ever enabled",
        ),
        Property(
            "c", "leads-to", "Every fair run that comes to a world in `where` comes to one in `then`.", (),
            (LeadsTo(({"m": ("on",)},), ({"m": ("last",)},)),), "no reachable world is in `where`",
        ),
        Property(
            "d", "always-possible", "From every reachable world in `if`, a world in `where` can still be reached.", (),
            (AlwaysPossible(({"m": ("end",)},), ({"m": ("end",)},)),), "no reachable world is in `if`",
        ),
        Property("e", "witness", "Some reachable world is in `where`.", (), (Witness(({"m": ("last",)},)),)),
        Property("f", "deadlock-free", "In every reachable world some rule is enabled.", (), (DeadlockFree(),)),
    )  # fmt: skip
    verdicts = [each.verdict for each in judge_all(found, list_worlds(TREE))]
    assert verdicts == ["holds", "violated", "violated", "holds", "witnessed", "violated"]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (7, r"^t: properties\[0\]"),
        ({"id": 7, "kind": "never", "where": []}, r"^t: properties\[0\]\.id"),
        ({"id": "a", "kind": "never-step"}, r"^t: properties\[0\]"),
        ({"id": "a", "kind": "never-step", "rule": 7}, r"^t: properties\[0\]\.rule"),
        ({"id": "a", "kind": "never-step", "rule": ["go", 7]}, r"^t: properties\[0\]\.rule\[1\]"),
        ({"id": "a", "kind": "never-step", "rule": "gone"}, r"^t: properties\[0\]\.rule: unknown rule `gone`"),
    ],
)
def test_a_refusal_names_the_file_and_the_place(entry: object, told: str) -> None:
    with pytest.raises(NetworkError, match=told):
        properties_from_json([entry], TREE, "t")
