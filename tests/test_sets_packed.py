"""Packed worlds: listed as the plain list lists them, of any width, within bounds; sets of them as explicit sets."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest

import model
from explorer.exploration import Bounds, Seen
from explorer.listed import list_worlds as list_plainly
from explorer.sets import packed_listing, packed_table, packed_words
from explorer.sets.packed import ListedWorlds, list_worlds
from explorer.sets.packed_listing import PackedListing
from explorer.sets.packed_table import WorldTable
from explorer.watch import StoppedError, Watch
from model.design_reader import load_design
from model.network import Network
from model.system import compose
from tests.models.building import machine, rule
from tests.models.puzzles import grid, hanoi, sliding
from tests.oracle.naive_sets import (
    check_algebra,
    check_algebra_of,
    reachable_worlds,
    with_a_wide_machine,
    with_many_machines,
)
from tests.oracle.random_networks import random_network

GALLERY = sorted(Path(model.__path__[0], "designs").glob("*.toml"))


class Impatient(Watch):
    """A watch whose user interrupts at the twelfth look."""

    looks = 0

    def look(self, needed: int = 0) -> None:  # noqa: ARG002  (as the watch it stands for)
        self.looks += 1
        if self.looks == 12:
            raise KeyboardInterrupt


@pytest.fixture
def in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_listing, "_WORLDS_AT_ONCE", 3)
    monkeypatch.setattr(packed_listing, "_STEPS_AT_ONCE", 4)
    monkeypatch.setattr(packed_words, "_MOST_STEPS_AT_ONCE", 2)


def worlds_of(listing: PackedListing) -> Iterator[int]:
    """The listed worlds, packed as everywhere else."""
    for words in zip(*(column.tolist() for column in listing.table.columns), strict=True):
        slots = listing.layout.slots.values()
        yield sum((words[slot.word] >> slot.shift & (1 << slot.field.width) - 1) << slot.field.shift for slot in slots)


@pytest.mark.parametrize("first", range(0, 300, 100))
def test_listed_worlds_do_as_explicit_sets_do_on_random_networks(first: int) -> None:
    check_algebra(list_worlds, range(first, first + 100), reachable_worlds)


@pytest.mark.usefixtures("in_small_pieces")
def test_pieces_of_any_size_come_to_the_same() -> None:
    check_algebra(list_worlds, range(300, 400), reachable_worlds)


def test_listed_worlds_hold_wide_machines_and_machines_of_one_state() -> None:
    dice = Random(1)
    check_algebra_of(with_a_wide_machine(dice), list_worlds, dice, reachable_worlds)


def test_listed_worlds_hold_worlds_of_several_words() -> None:
    dice = Random(2)
    check_algebra_of(with_many_machines(dice), list_worlds, dice, reachable_worlds)


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_a_gallery_design_has_as_many_worlds_and_steps_as_in_the_plain_list(path: Path) -> None:
    network = compose(load_design(path)).network
    listing, plain = list_worlds(network).listing, list_plainly(network).covered

    found = (listing.states, listing.steps, listing.depth, listing.deadlocks)

    assert found == (plain.states, plain.steps, plain.depth, plain.deadlocks)


@pytest.mark.parametrize(
    ("network", "worlds", "steps", "depth"),
    [
        (sliding(2, 3), 360, 840, 21),
        (hanoi(7), 2187, 6558, 127),
        (grid(4, 9), 6561, 26_244, 32),
    ],
    ids=["tiles", "hanoi", "grid"],
)
def test_packed_worlds_count_known_models(network: Network, worlds: int, steps: int, depth: int) -> None:
    listing = list_worlds(network).listing

    assert (listing.states, listing.steps, listing.depth) == (worlds, steps, depth)


@pytest.mark.parametrize("seed", range(40))
def test_a_level_holds_the_worlds_at_one_distance(seed: int) -> None:
    network = random_network(Random(seed))
    listed = list_worlds(network)
    plain = list_plainly(network)
    distance = {0: 0}
    for source, _, target in plain.steps():
        distance.setdefault(target, distance[source] + 1)

    starts = [*listed.listing.levels, listed.listing.states]
    assert [after - first for first, after in pairwise(starts)] == [
        sum(each == level for each in distance.values()) for level in range(len(starts) - 1)
    ]


def test_a_world_that_is_not_listed_is_in_no_set() -> None:
    listed = list_worlds(
        Network((machine("light", ("off", "on", "broken")),), (rule("on", {"light": [("off", "on")]}),))
    )

    assert listed.count(listed.everything) == 2
    assert listed.is_empty(listed.single(2))
    assert not listed.holds(listed.everything, 2)
    assert not listed.holds(~listed.nothing, 2)


def test_who_asks_for_all_worlds_gets_no_part_of_them() -> None:
    with pytest.raises(StoppedError, match="max_states") as stopped:
        list_worlds(sliding(2, 3), Watch(Bounds(max_states=100)))

    assert stopped.value.worlds > 100


def test_a_bound_that_is_just_enough_stops_nothing() -> None:
    assert list_worlds(sliding(2, 3), Watch(Bounds(max_states=360))).listing.states == 360


@pytest.mark.usefixtures("in_small_pieces")
def test_an_interrupt_says_how_many_worlds_were_found() -> None:
    with pytest.raises(StoppedError, match="interrupt") as stopped:
        list_worlds(sliding(2, 3), Impatient(Bounds()))

    assert 0 < stopped.value.worlds < 360


def test_time_that_is_up_stops_before_the_first_step() -> None:
    with pytest.raises(StoppedError, match="max_seconds") as stopped:
        list_worlds(sliding(2, 3), Watch(Bounds(max_seconds=0)))

    assert stopped.value.worlds == 1


@pytest.mark.usefixtures("in_small_pieces")
def test_who_watches_is_told_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.watch._SECONDS_BETWEEN_REPORTS", 0)
    told: list[Seen] = []

    list_worlds(hanoi(3), Watch(Bounds(), told.append))

    assert told[0] == Seen("packed", worlds=1, steps=0, depth=0, waiting=1)
    assert told[-1] == Seen("packed", worlds=27, steps=76, depth=7, waiting=2)


def test_a_table_gives_equal_worlds_one_place() -> None:
    table = WorldTable(1)
    worlds = (np.array([7, 9, 7, 0, 9], dtype=np.uint64),)

    places = table.add(worlds)

    assert (places[0], places[1]) == (places[2], places[4])
    assert sorted(set(places)) == [0, 1, 2]
    assert table.columns[0][places].tolist() == [7, 9, 7, 0, 9]


def test_a_network_without_rules_has_one_world_and_it_is_stuck() -> None:
    listing = list_worlds(Network((machine("light", ("off", "on")),), ())).listing

    assert (listing.states, listing.steps, listing.depth, listing.deadlocks) == (1, 0, 0, 1)


def test_a_table_refuses_more_worlds_than_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_table, "_MOST_WORLDS", 3)

    with pytest.raises(MemoryError, match="3 worlds at most"):
        list_worlds(hanoi(2))


def test_the_same_network_is_listed_in_the_same_order() -> None:
    one, other = (list_worlds(sliding(2, 3)).listing for _ in range(2))

    assert list(worlds_of(one)) == list(worlds_of(other))


def test_sets_are_not_changed_by_what_is_done_with_them() -> None:
    listed: ListedWorlds = list_worlds(hanoi(3))
    everything = listed.everything

    listed.image(0, everything)
    listed.preimage(0, everything)

    assert listed.count(everything) == 27
