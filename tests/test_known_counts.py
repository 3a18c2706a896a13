"""Worlds, steps and depth of public models, held against the counts that others published.

TLC counts the initial states as generated, and depth in states: our steps are one less, and our depth, for models
with one initial state. Models with several begin with a machine `start`: one more world, the same steps and depth.
"""

from typing import NamedTuple

import pytest

from explorer import Exploration, Run, explore
from explorer.compiled.building import is_built
from model.network import Condition, Network
from tests.engines import by
from tests.models.atomic_commit import atomic_commit
from tests.models.bakery import bakery
from tests.models.cigarette_smokers import cigarette_smokers
from tests.models.dining import dining
from tests.models.elevator import elevator
from tests.models.hour_clock import hour_clock
from tests.models.peterson import peterson_with_four_locations, peterson_with_six_labels
from tests.models.puzzles import die_hard, ferryman, grid, hanoi, increment, sliding
from tests.models.transaction_commit import transaction_commit
from tests.models.two_phase import two_phase


class Count(NamedTuple):
    """What was published, in our convention; None where nothing was."""

    worlds: int
    steps: int | None
    depth: int | None


PUBLISHED = {
    "HourClock": (hour_clock(), Count(12 + 1, 24, 1)),
    "CigaretteSmokers": (cigarette_smokers(), Count(6 + 1, 15, 2)),
    "TCommit, 3 managers": (transaction_commit(3), Count(34, 94 - 1, 7 - 1)),
    "Peterson, 6 labels": (peterson_with_six_labels(), Count(42, 77 - 1, 11 - 1)),
    "Peterson, 4 locations": (peterson_with_four_locations(), Count(20, 34, None)),
    "Chandy-Misra, 5 philosophers": (dining(5), Count(67, 336 - 1, 29 - 1)),
    "TwoPhase, 3 managers": (two_phase(3), Count(288, 1146 - 1, 11 - 1)),
    "TwoPhase, 5 managers": (two_phase(5), Count(8832, 58146 - 1, 17 - 1)),
    "grid, 5 counters modulo 10": (grid(5, 10), Count(10**5, 5 * 10**5, 5 * 9)),
    "Hanoi, 8 discs": (hanoi(8), Count(3**8, 19680, 2**8 - 1)),
    "sliding tiles, 2 by 3": (sliding(2, 3), Count(360, 840, 21)),
    "increment, 2 threads": (increment(2), Count(13, None, None)),
    "DieHard, 3 and 5": (die_hard(3, 5), Count(16, 97 - 1, None)),
    "wolf, goat, cabbage": (ferryman(), Count(10, None, None)),
    # The manifest of the examples says 37; 36 is the length of the longest shortest path.
    "elevator, small": (elevator(), Count(4122 + 1, 14296, 36)),
    "ACP_SB, 3 participants": (atomic_commit(3), Count(54944 + 1, 218352, 21)),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_public_model_has_its_published_counts(name: str) -> None:
    network, published = PUBLISHED[name]

    found = counted(explore(network))

    compared = [each is not None for each in published]
    assert [n for n, kept in zip(found, compared, strict=True) if kept] == [n for n in published if n is not None]


def counted(exploration: Exploration) -> Count:
    covered = exploration.covered
    assert covered.complete
    return Count(covered.states, covered.steps, covered.depth)


def test_lamports_bakery_has_its_published_counts_and_keeps_two_processes_apart() -> None:
    """By an engine that is quick here; it is not in PUBLISHED, on which the campaign runs the slow ones too."""
    explored = by("compiled" if is_built() else "diagrams", bakery())

    assert counted(explored) == Count(655_200 + 1, 3_403_584, 1)
    assert explored.run_to(({"pc 1": ("cs",), "pc 2": ("cs",)},)) is None
    assert (explored.never_enabled(), explored.never_entered()) == ((), ())


def shortest(network: Network, where: Condition) -> Run:
    run = explore(network).run_to(where)
    assert run is not None
    return run


def test_die_hard_measures_four_litres_in_six_steps() -> None:
    run = shortest(die_hard(3, 5), ({"big": ("4",)},))

    assert [step.rule.name for step in run.steps] == [
        "fill big",
        "pour 0 5 into small",
        "empty small",
        "pour 0 2 into small",
        "fill big",
        "pour 2 5 into small",
    ]
    assert run.steps[-1].changes == {"small": ("2", "3"), "big": ("5", "4")}


def test_the_ferryman_needs_seven_crossings() -> None:
    everybody = dict.fromkeys(("man", "wolf", "goat", "cabbage"), ("right",))

    run = shortest(ferryman(), (everybody,))

    assert [step.rule.name for step in run.steps] == [
        "goat right",
        "alone left, goat left alone",
        "wolf right, goat over there",
        "goat left",
        "cabbage right, wolf over there",
        "alone left, goat over there",
        "goat right",
    ]


def test_hanoi_takes_two_to_the_number_of_discs_less_one() -> None:
    run = shortest(hanoi(8), (dict.fromkeys((f"d{n}" for n in range(8)), ("c",)),))

    assert len(run.steps) == 255


def test_petersons_lock_keeps_two_processes_apart() -> None:
    for network in (peterson_with_six_labels(), peterson_with_four_locations()):
        assert explore(network).run_to(({"pc1": ("cs",), "pc2": ("cs",)},)) is None
