"""Where a mutant of fairness, of the lasso or of what they rest on went unseen: each test was written against some."""

import random
from itertools import pairwise

import networkx as nx
import pytest

from explorer import Bounds, Seen, list_worlds
from explorer.enabling import tables
from explorer.exploration import Farther
from explorer.fairness import FairGraph, fair_graph
from explorer.listed import GrowingList
from explorer.listing import Lister, PausedError
from explorer.packing import pack
from explorer.progress_rules import irreversible
from explorer.watch import Watch
from model.network import Fairness, Machine, Network, Pair, Rule
from properties.kinds import LeadsTo
from tests.models.puzzles import grid
from tests.oracle.graph import graph_of
from tests.oracle.random_networks import random_claims, random_network
from tests.oracle.replay import check_shows
from tests.test_explorer_edges import TREE
from tests.test_oracle import first_settling_run, written

LONG_STEMS = (
    13, 32, 99, 139, 144, 260, 261, 294, 353, 387, 452, 453, 476, 479, 553, 564, 903, 915, 921, 942, 993, 1103, 1177,
    1330, 1378, 1425, 1511, 1522, 1625, 1753, 1843, 1866, 2108, 2125, 2134, 2340, 2390, 2405, 2457, 2477, 2519, 2578,
    2606, 2727, 2728, 2757, 2818, 2831, 2923, 2993,
)  # fmt: skip
"""All small ones of the first 3,000 random networks whose counterexample has a stem of two steps or more."""


class Eager(Watch):
    """Looks as if time had gone by since the last look, and counts them; told all of it."""

    def __init__(self, interrupted_at: int | None = None) -> None:
        super().__init__(Bounds())
        self.interrupted_at = interrupted_at
        self.looks = 0
        self.told: list[Seen] = []

    def look(self, needed: int = 0) -> None:
        super().look(needed)
        self.looks += 1
        if self.looks == self.interrupted_at:
            raise KeyboardInterrupt

    @property
    def due(self) -> bool:
        return True

    def tell(self, seen: Seen) -> None:
        self.told.append(seen)


def moving(name: str, fairness: Fairness, *pairs: Pair) -> Rule:
    return Rule(name, "", {"m": pairs}, fairness=fairness)


def fairly(network: Network) -> FairGraph:
    enabling = tables(network)
    return fair_graph(Lister(enabling, Watch(Bounds())).listed(), enabling, network)


@pytest.mark.parametrize("seed", LONG_STEMS)
def test_a_long_stem_is_the_first_when_all_runs_are_written_out(seed: int) -> None:
    dice = random.Random(seed)
    network = random_network(dice)
    claim = next(claim for claim in random_claims(dice, network) if isinstance(claim, LeadsTo))
    graph = graph_of(network)

    run = list_worlds(network).fair_run_avoiding(claim.where, claim.then)

    assert run is not None
    check_shows(run, claim, graph)
    stem = run.steps[: run.cycle_from]
    assert len(stem) >= 2
    assert written(stem) == first_settling_run(claim, graph, len(stem))


def test_a_cycle_owes_nothing_to_a_weak_rule_that_is_disabled_where_it_is_entered() -> None:
    rules = (
        moving("ask", "strong", ("idle", "asked")),
        moving("poke", "weak", ("asked", "asked")),
        moving("give up", "strong", ("asked", "idle")),
    )

    run = list_worlds(Network((Machine("m", ("idle", "asked"), "idle"),), rules)).fair_run_avoiding(({},), ())

    assert run is not None
    assert ([step.rule.name for step in run.steps], run.cycle_from) == (["ask", "give up"], 0)


def test_the_strong_rules_that_lie_on_no_cycle_are_known() -> None:
    rules = (
        moving("begin", "strong", ("new", "idle")),
        moving("ask", "strong", ("idle", "asked")),
        moving("answer", "strong", ("asked", "idle")),
        moving("fail", "weak", ("asked", "failed")),
        moving("stop", "strong", ("idle", "stopped"), ("asked", "stopped")),
        moving("fail or answer", "strong", ("asked", "failed"), ("asked", "idle")),
    )

    graph = fairly(Network((Machine("m", ("new", "idle", "asked", "failed", "stopped"), "new"),), rules))

    assert (graph.weak, graph.strong, graph.passing) == (0b001000, 0b110111, 0b010001)


def test_a_rule_is_irreversible_where_one_of_its_movers_never_finds_a_way_back() -> None:
    seen = 0
    for seed in range(200):
        network = wandering(random.Random(f"irreversible {seed}"))
        ways = {machine.name: ways_of(machine, network) for machine in network.machines}

        expected = [
            place
            for place, rule in enumerate(network.rules)
            if any(not any(nx.has_path(ways[m], end, start) for start, end in rule.moves[m]) for m in rule.moves)
        ]
        assert list(irreversible(network)) == expected, seed
        seen += 0 < len(expected) < len(network.rules)

    assert seen > 100


def wandering(dice: random.Random) -> Network:
    """Two machines of eight states, whose graphs branch and have cycles and ways out of them."""
    states = tuple("abcdefgh")
    machines = Machine("m", states, "a"), Machine("n", states, "a")
    pairs = [(start, end) for start in states for end in states if start != end]
    moved = [{"m"}, {"n"}, {"m", "n"}]
    moves = [{name: tuple(dice.sample(pairs, 2)) for name in sorted(dice.choice(moved))} for _ in range(6)]
    return Network(machines, tuple(Rule(f"r{number}", "", each) for number, each in enumerate(moves)))


def ways_of(machine: Machine, network: Network) -> "nx.DiGraph[str]":
    ways: nx.DiGraph[str] = nx.DiGraph()
    ways.add_nodes_from(machine.states)
    ways.add_edges_from(pair for rule in network.rules for pair in rule.moves.get(machine.name, ()))
    return ways


@pytest.mark.parametrize(("size", "found"), [(256, [0, 1]), (257, [1])])
def test_ways_back_are_looked_for_in_machines_of_256_states_and_not_in_larger_ones(size: int, found: list[int]) -> None:
    states = tuple(f"s{number}" for number in range(size))
    count = Rule("count", "", {"wide": tuple(pairwise(states))})
    go = Rule("go", "", {"m": (("off", "on"),), "wide": (("s0", "s0"),)})
    network = Network((Machine("wide", states, "s0"), Machine("m", ("off", "on"), "off")), (count, go))

    assert list(irreversible(network)) == found


def test_the_fields_of_a_world_lie_side_by_side_from_the_lowest_bit_and_are_as_wide_as_needed() -> None:
    sizes = (2, 1, 3, 4, 5, 8, 9, 256, 257)
    names = [tuple(f"s{number}" for number in range(size)) for size in sizes]
    packing = pack(Network(tuple(Machine(f"m{len(each)}", each, "s0") for each in names), ()))

    assert [field.width for field in packing.fields] == [1, 0, 2, 2, 3, 3, 4, 8, 9]
    assert [field.shift for field in packing.fields] == [0, 1, 1, 3, 5, 8, 11, 15, 23]


def test_an_engine_that_came_farther_is_named_beside_what_was_listed() -> None:
    states = ("a", "b", "c", "d")
    count = Network((Machine("m", states, "a"),), (Rule("count", "", {"m": tuple(pairwise(states))}),))
    listed = list_worlds(count, Bounds(max_states=3))

    farther = listed.standing_in(Bounds(max_seconds=7.0), Farther(10, "packed", "max_memory")).covered
    nearer = listed.standing_in(Bounds(max_seconds=7.0), Farther(2, "diagrams", "max_seconds")).covered

    assert (listed.covered.engine, listed.covered.states, listed.covered.looked_at) == ("list", 3, None)
    assert (farther.engine, farther.states, farther.looked_at) == ("packed", 10, 3)
    assert (farther.stopped_by, farther.complete, farther.steps) == ("max_memory", False, 2)
    assert (nearer.engine, nearer.states, nearer.looked_at, nearer.stopped_by) == ("diagrams", 3, 3, "max_seconds")


def test_a_list_tells_its_worlds_steps_and_depth_and_how_many_worlds_wait() -> None:
    watch = Eager()
    lister = Lister(tables(TREE), watch)

    for pause_at in (1, 3):
        with pytest.raises(PausedError):
            lister.listed(pause_at)
    lister.listed()

    assert watch.told == [Seen("list", 1, 0, 0, 1), Seen("list", 3, 2, 1, 2), Seen("list", 4, 3, 2, 1)]


def test_a_list_looks_up_seldom() -> None:
    watch = Eager()

    assert len(Lister(tables(grid(3, 10)), watch).listed().worlds) == 1000
    assert watch.looks == 1


def test_a_list_that_is_interrupted_or_complete_says_so() -> None:
    lister = Lister(tables(TREE), Eager(interrupted_at=2))
    with pytest.raises(PausedError):
        lister.listed(1)

    assert lister.listed().stopped_by == "interrupt"
    assert list_worlds(TREE).covered.stopped_by == ""


def test_a_list_cut_short_has_a_place_for_the_steps_of_each_of_its_worlds() -> None:
    listing = Lister(tables(TREE), Watch(Bounds(max_states=4))).listed()

    assert (len(listing.worlds), listing.first, listing.whole) == (4, [0, 2, 2, 3, 3], 3)
    assert listing.arrivals == [-1, 0, 1, 2]


def test_a_growing_list_pauses_exactly_where_there_are_more_worlds_than_was_asked() -> None:
    paused = 0
    for seed in range(25):
        network = random_network(random.Random(f"growing {seed}"))
        whole = list_worlds(network)
        for most in range(1, whole.covered.states + 2):
            growing = GrowingList(network, Watch(Bounds()))
            found = growing.up_to(most)
            assert (found is None) == (most < whole.covered.states), (seed, most)
            if found is None:
                paused += 1
                found = growing.up_to(None)
            assert found is not None
            assert list(found.steps()) == list(whole.steps())

    assert paused > 200


def test_whoever_watches_a_list_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.watch._SECONDS_BETWEEN_REPORTS", 0)
    told: list[Seen] = []

    list_worlds(TREE, progress=told.append)

    assert told == [Seen("list", 1, 0, 0, 1)]


def test_a_list_has_no_notes_of_its_own_and_each_world_at_its_place() -> None:
    exploration = list_worlds(TREE)

    assert exploration.covered.notes == ()
    assert [exploration.world_at(place)["m"] for place in range(5)] == ["start", "end", "on", "further", "last"]


def test_of_the_worlds_where_a_rule_is_taken_the_nearest_is_shown() -> None:
    exploration = list_worlds(TREE)

    runs = [exploration.run_by(("go",), ({"m": states},), ({},)) for states in (("on", "further"), ("start", "on"))]
    assert [None if run is None else len(run.steps) for run in runs] == [2, 1]


def test_a_world_without_a_step_to_itself_is_no_component() -> None:
    rules = (
        moving("go", "none", ("a", "b")),
        moving("stay", "none", ("b", "b")),
        moving("end", "none", ("b", "c")),
    )

    graph = fairly(Network((Machine("m", ("a", "b", "c"), "a"),), rules))

    assert (graph.components, graph.ends) == ([[1]], frozenset({0, 1, 2}))
