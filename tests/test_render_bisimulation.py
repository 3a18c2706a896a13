"""Bisimulation against its definition: pairs of worlds, struck out until nothing more can be told apart."""

import time
from collections import defaultdict
from itertools import product
from random import Random

import numpy as np
import pytest

from explorer import list_worlds
from explorer.listed import ListedExploration
from reports.pictures.bisimulation import SILENT, bisimilar
from reports.pictures.folding import UNSEEN, Lens, Shown, folded
from tests.oracle.random_networks import random_network

Steps = list[tuple[int, int, int]]
Moves = dict[int, list[tuple[int, int]]]
Pair = tuple[int, int]

MOST = 20
"""Worlds up to which the definition is worked out in no time."""


def named_apart(looks: list[int], steps: Steps) -> list[int]:
    """The class of each world by the definition of branching bisimilarity (van Glabbeek and Weijland, 1996)."""
    count = len(looks)
    moves: Moves = defaultdict(list)
    for source, move, target in steps:
        moves[source].append((move, target))
    related = {(s, t) for s, t in product(range(count), repeat=2) if looks[s] == looks[t]}
    quiet = {t: quietly_from(t, moves) for t in range(count)}
    while wrong := [pair for pair in related if not answered(pair, related, moves, quiet)]:
        related -= {each for s, t in wrong for each in ((s, t), (t, s))}
    return [min(t for t in range(count) if (s, t) in related) for s in range(count)]


def quietly_from(start: int, moves: Moves) -> set[int]:
    """Where silent steps lead, the world itself included."""
    found, waiting = {start}, [start]
    while waiting:
        ends = {target for move, target in moves[waiting.pop()] if move == SILENT} - found
        found |= ends
        waiting += ends
    return found


def answered(pair: Pair, related: set[Pair], moves: Moves, quiet: dict[int, set[int]]) -> bool:
    """Whether the second world has an answer to every step of the first."""
    s, t = pair
    return all(
        (move == SILENT and (after, t) in related)
        or any(
            (s, between) in related and other == move and (after, end) in related
            for between in quiet[t]
            for other, end in moves[between]
        )
        for move, after in moves[s]
    )


def random_graph(dice: Random) -> tuple[list[int], Steps]:
    """A few worlds of two looks; steps that keep the look may be silent."""
    count = dice.randint(1, MOST)
    looks = [dice.randint(0, 1) for _ in range(count)]
    steps = []
    for _ in range(dice.randint(0, 2 * count)):
        source, target = dice.randrange(count), dice.randrange(count)
        silent = looks[source] == looks[target] and dice.random() < 0.6
        steps.append((source, SILENT if silent else dice.randint(0, 1), target))
    return looks, steps


def classes_of(looks: list[int], steps: Steps) -> list[int]:
    found: list[int] = bisimilar(np.array(looks, np.int64), np.array(steps, np.int64).reshape(-1, 3)).tolist()
    return found


def same_partition(one: list[int], other: list[int]) -> bool:
    return len(set(zip(one, other, strict=True))) == len(set(one)) == len(set(other))


def small_exploration(seed: int) -> ListedExploration | None:
    exploration = list_worlds(random_network(Random(seed)))
    return exploration if 2 <= exploration.covered.states <= MOST else None


@pytest.mark.parametrize("block", range(4))
def test_random_graphs_are_joined_as_the_definition_says(block: int) -> None:
    joined = apart = 0
    for seed in range(block * 150, block * 150 + 150):
        looks, steps = random_graph(Random(seed))
        found = classes_of(looks, steps)

        assert same_partition(found, named_apart(looks, steps)), seed
        joined += len(set(found)) < len(looks)
        apart += len(set(found)) > len(set(looks))

    assert min(joined, apart) > 30  # else it would not have been put to the test


@pytest.mark.parametrize("alike", ["rule", "actor"])
def test_random_networks_are_folded_as_the_definition_says(alike: Shown) -> None:
    tried = 0
    for seed in range(300):
        exploration = small_exploration(seed)
        if exploration is None:
            continue
        machines = (exploration.network.machines[0].name,) if seed % 3 else ()
        graph = folded(exploration, Lens(machines, alike))

        assert len(graph.folds) == len(set(named_apart(*as_seen(exploration, machines, alike)))), seed
        tried += 1

    assert tried > 60


def as_seen(exploration: ListedExploration, machines: tuple[str, ...], alike: Shown) -> tuple[list[int], Steps]:
    """The graph as it is seen, written down without the code under test."""
    known: dict[tuple[str, ...], int] = {}
    looks = [known.setdefault(tuple(world[name] for name in machines), len(known)) for world in exploration.worlds()]
    steps = []
    for source, rule, target in exploration.steps():
        moved = rule if alike == "rule" else 0  # the rules of random networks have no actor
        steps.append((source, SILENT if machines and looks[source] == looks[target] else moved, target))
    return looks, steps


def test_a_fold_is_counted_and_all_folds_make_up_the_whole_graph() -> None:
    for seed in range(60):
        exploration = list_worlds(random_network(Random(seed)))
        machines = (exploration.network.machines[-1].name,)
        for lens in (Lens(machines), Lens(machines, "rule"), Lens(machines, "actor")):
            graph = folded(exploration, lens)
            steps = sum(fold.inside for fold in graph.folds) + sum(sum(seen.values()) for seen in graph.moves.values())

            assert sum(fold.worlds for fold in graph.folds) == exploration.covered.states
            assert steps == exploration.covered.steps
            assert {fold.states for fold in graph.folds} == set(exploration.seen_through(machines))


def test_a_folded_graph_cannot_be_folded_again() -> None:
    for seed in range(120):
        exploration = list_worlds(random_network(Random(seed)))
        graph = folded(exploration, Lens((exploration.network.machines[0].name,), "rule"))
        looks = [int(fold.states[0][1:]) for fold in graph.folds]
        names = ["", *(rule.name for rule in exploration.network.rules)]
        steps = [
            (*ends[:1], SILENT if word == UNSEEN else names.index(word), ends[1])
            for ends, seen in graph.moves.items()
            for word in seen
        ]

        assert classes_of(looks, steps) == list(range(len(looks))), seed


def test_classes_are_numbered_by_their_first_worlds() -> None:
    assert classes_of([1, 0, 1, 0], [(0, 0, 1), (2, 1, 3)]) == [0, 1, 2, 1]


def test_a_silent_cycle_is_one_class() -> None:
    steps = [(0, SILENT, 1), (1, SILENT, 2), (2, SILENT, 0), (2, 0, 3)]

    assert classes_of([0, 0, 0, 1], steps) == [0, 0, 0, 1]


def test_a_silent_step_that_gives_up_a_move_tells_worlds_apart() -> None:
    assert classes_of([0, 0, 1], [(0, SILENT, 1), (0, 0, 2)]) == [0, 1, 2]


def test_no_worlds_have_no_classes() -> None:
    assert classes_of([], []) == []


def test_a_hundred_thousand_worlds_in_a_ring_are_joined_in_seconds() -> None:
    count = 100_000
    places = np.arange(count)
    steps = np.stack((places, np.zeros(count, np.int64), (places + 1) % count), axis=1)
    begun = time.perf_counter()
    found = bisimilar(places % 10, steps)

    assert found.max() + 1 == 10
    assert time.perf_counter() - begun < 8  # about half a second; the machine may be busy
