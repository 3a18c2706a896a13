"""Where a mutant of the set engines' common code would go unseen: each test is sharp, and takes no second."""

from dataclasses import replace
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from explorer import Bounds, Seen, list_worlds
from explorer.sets.exploration import MOST_NODES_FOR_DEPTH, SetExploration
from explorer.sets.integers import Integers
from explorer.sets.levels import Levels
from explorer.sets.monitors import Unwatched
from explorer.sets.moves import guard_of, movers_of
from explorer.sets.reaching import all_reachable
from explorer.watch import StoppedError, Watch
from model.network import Machine, Network, NetworkError, Rule
from properties.kinds import AlwaysPossible, Claim, DeadlockFree, LeadsTo, Never, NeverStep
from tests.engines import answers, as_properties, by
from tests.oracle.random_networks import FAIRNESS, random_claims, random_condition, random_network
from tests.test_survivors import LONG_STEMS, Eager, wandering

STATES = ("a", "b", "c", "d", "e")
CHAIN = Network((Machine("m", STATES, "a"),), (Rule("count", "", {"m": tuple(pairwise(STATES))}),))
TWO_PARTS = Network(
    CHAIN.machines,
    (
        Rule("count", "", {"m": (("a", "b"), ("b", "c"), ("c", "d"))}),
        Rule("end", "", {"m": (("d", "e"),)}),
        Rule("never", "", {"m": ()}),
    ),
)


class Parted(Integers):
    """Integers that say they have nodes, made some, and are swept in parts."""

    def __init__(self, network: Network, spent: int = 0, parts: tuple[tuple[int, ...], ...] = ()) -> None:
        super().__init__(network)
        self._spent = spent
        if parts:
            self.parts = parts

    def nodes(self) -> int:
        return 7

    def spent(self) -> int:
        return self._spent


class Blind(Eager):
    """Nobody watches."""

    @property
    def due(self) -> bool:
        return False


class Kept:
    """A store that knows some worlds from before, and remembers how many were kept."""

    def __init__(self, before: int | None) -> None:
        self._before = before
        self.counts: list[int] = []

    def kept(self) -> int | None:
        return self._before

    def keep(self, worlds: int) -> None:
        self.counts.append(worlds.bit_count())


@pytest.mark.parametrize("first", range(0, 240, 80))
def test_integers_answer_on_random_networks_as_the_list_does(first: int) -> None:
    for seed in range(first, first + 80):
        network, claims, expected = listed(seed)

        assert answers(by("integers", network), as_properties(claims)) == expected, seed


@pytest.mark.parametrize("place", range(0, 50, 10))
def test_integers_walk_long_stems_and_cycles_as_the_list_does(place: int) -> None:
    for seed in LONG_STEMS[place : place + 10]:
        network, claims, expected = listed(seed)

        assert answers(by("integers", network), as_properties(claims)) == expected, seed


def test_integers_walk_fair_cycles_through_larger_machines_as_the_list_does() -> None:
    cycles = 0
    for seed in range(20):
        network, claims, expected = listed_wandering(seed)
        assert answers(by("integers", network), as_properties(claims)) == expected, seed
        run = by("integers", network).fair_run_avoiding(({},), ())
        cycles += run is not None and run.cycle_from is not None and len(run.steps) > 4

    assert cycles > 5


@cache
def listed(seed: int) -> tuple[Network, tuple[Claim, ...], dict[str, Any]]:
    """A random network, what is asked of it, and what the list answers."""
    dice = Random(seed)
    network = random_network(dice)
    claims = random_claims(dice, network) + tuple(more_runs(dice, network))
    return network, claims, answers(list_worlds(network), as_properties(claims))


@cache
def listed_wandering(seed: int) -> tuple[Network, tuple[Claim, ...], dict[str, Any]]:
    """The same for two machines of eight states and four times as many rules, any of them fair."""
    dice = Random(f"wandering {seed}")
    whole = wandering(dice)
    rules = whole.rules + wandering(dice).rules + wandering(dice).rules + wandering(dice).rules
    named = (replace(each, name=f"r{n}", fairness=dice.choice(FAIRNESS)) for n, each in enumerate(rules))
    network = replace(whole, rules=tuple(named))
    claims = tuple(more_runs(dice, network))
    return network, claims, answers(list_worlds(network), as_properties(claims))


def more_runs(dice: Random, network: Network) -> list[Claim]:
    """Fair runs from anywhere, to nowhere or somewhere; steps by any rule."""
    somewhere = [random_condition(dice, network) for _ in range(6)]
    leading: list[Claim] = [LeadsTo(where, then) for where, then in zip(somewhere[::2], somewhere[1::2], strict=True)]
    every = tuple(rule.name for rule in network.rules)
    return [*leading, LeadsTo(({},), ()), LeadsTo(({},), somewhere[0]), NeverStep(every, ({},), somewhere[1])]


def test_a_sweep_tells_how_far_it_has_come_and_goes_over_a_part_until_it_adds_nothing() -> None:
    one, two = Eager(), Eager()

    all_reachable(Parted(CHAIN), one)
    all_reachable(Parted(TWO_PARTS, parts=((0,), (1,))), two)

    counted = [(2, 0), (3, 1), (4, 2), (5, 3), (5, 4)]
    assert one.told == [Seen("integers", worlds, passes=passes, nodes=7) for worlds, passes in counted]
    assert [seen.worlds for seen in two.told] == [2, 3, 4, 4, 5, 5, 5, 5, 5, 5]
    assert [seen.passes for seen in two.told] == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1]


def test_nobody_is_told_who_does_not_watch() -> None:
    watch = Blind()

    SetExploration(Parted(CHAIN), all_reachable(Parted(CHAIN), watch), watch)._levels.depth()

    assert watch.told == []


def test_a_sweep_that_is_stopped_says_by_what_and_how_far_it_came() -> None:
    with pytest.raises(StoppedError) as full:
        all_reachable(Integers(CHAIN), Watch(Bounds(max_states=2)))
    with pytest.raises(StoppedError) as interrupted:
        all_reachable(Integers(CHAIN), Eager(interrupted_at=3))

    assert (str(full.value), full.value.worlds, full.value.engine) == ("max_states", 3, "integers")
    assert (str(interrupted.value), interrupted.value.worlds, interrupted.value.engine) == ("interrupt", 3, "integers")


@pytest.mark.parametrize(("before", "counts"), [(None, [2, 3, 4, 5, 5]), (0b00100, [4, 5, 5])])
def test_a_sweep_is_kept_and_gone_on_with(before: int | None, counts: list[int]) -> None:
    store, checked = Kept(before), list[int]()

    reached = all_reachable(Integers(CHAIN), Watch(Bounds()), store, lambda worlds: checked.append(worlds.bit_count()))

    assert (reached, store.counts, checked) == (0b11111, counts, counts[:-1])


def test_levels_tell_how_deep_they_are_and_are_made_once() -> None:
    algebra, watch = Parted(CHAIN), Eager()
    levels = Levels(algebra, (0, 0), Unwatched(algebra, 0b11111, algebra.sweep), watch)

    assert [levels.depth(), levels.depth(), levels.distance((0b01100,)), levels.distance((0,))] == [4, 4, 2, None]
    assert watch.told == [Seen("integers", depth + 1, depth=depth, nodes=7) for depth in range(5)]


def explored(network: Network, spent: int = 0, depth: int | None = None) -> "SetExploration[int]":
    algebra, watch = Parted(network, spent), Watch(Bounds(max_states=9))
    watch.notes.append("a note")
    return SetExploration(algebra, all_reachable(algebra, watch), watch, depth)


def test_the_depth_is_worked_out_where_that_is_not_too_dear() -> None:
    interrupted = SetExploration(Integers(CHAIN), 0b11111, Eager(interrupted_at=2))

    assert explored(CHAIN, spent=MOST_NODES_FOR_DEPTH).covered.depth == 4
    assert explored(CHAIN, spent=MOST_NODES_FOR_DEPTH + 1).covered.depth is None
    assert explored(CHAIN, depth=17).covered.depth == 17
    assert explored(CHAIN, spent=MOST_NODES_FOR_DEPTH + 1, depth=17).covered.depth == 17
    assert interrupted.covered.depth is None


def test_what_was_covered_names_the_engine_its_bounds_and_notes() -> None:
    covered = explored(TWO_PARTS).covered

    assert (covered.engine, covered.bounds, covered.notes) == ("integers", Bounds(max_states=9), ("a note",))
    assert (covered.states, covered.steps, covered.deadlocks, covered.complete) == (5, 4, 1, True)
    assert covered.stopped_by == ""


def test_rules_are_known_by_their_names() -> None:
    exploration = explored(TWO_PARTS)

    assert exploration.network is TWO_PARTS
    assert not exploration.enabled_somewhere(("never",))
    assert exploration.enabled_somewhere(("never", "end"))
    with pytest.raises(NetworkError, match=r"^the network has no rule `begin`$"):
        exploration.enabled_somewhere(("end", "begin"))


def test_a_rule_is_read_as_a_guard_and_its_movers() -> None:
    pairs = (("a", "b"), ("a", "c"), ("b", "b"), ("c", "b"))
    rule = Rule("r", "", {"m": pairs, "n": (("a", "b"), ("c", "b"))}, when={"o": ("a", "b")})

    several, single = movers_of(rule)

    assert guard_of(rule) == {"m": ("a", "b", "c"), "n": ("a", "c"), "o": ("a", "b")}
    assert (several.machine, several.origins, several.kept) == ("m", {"b": ("a", "c"), "c": ("a",)}, ("b",))
    assert (several.choices, several.only_target) == ({2: ("a",), 1: ("b", "c")}, None)
    assert (single.machine, single.origins, single.kept) == ("n", {"b": ("a", "c")}, ())
    assert (single.choices, single.only_target) == ({1: ("a", "c")}, "b")
    assert movers_of(Rule("r", "", {"m": (("a", "b"), ("b", "b"))}))[0].only_target is None
    assert movers_of(Rule("r", "", {"m": (("a", "b"), ("b", "a"))}))[0].only_target is None


def test_a_network_without_rules_has_the_answers_of_the_list() -> None:
    network = Network((Machine("m", ("a", "b"), "a"),), ())
    claims: tuple[Claim, ...] = (DeadlockFree(), LeadsTo(({},), ()), AlwaysPossible(({},), ({"m": ("b",)},)))
    properties = as_properties((*claims, Never(({"m": ("a",)},))))

    assert answers(by("integers", network), properties) == answers(list_worlds(network), properties)
