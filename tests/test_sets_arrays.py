"""Bit arrays: every operation as on explicit sets, one bit a world, and sizes that fit."""

from random import Random

import pytest

from explorer.exploration import Bounds
from explorer.sets.arrays import BitArrays, fits
from explorer.sets.reaching import all_reachable
from explorer.watch import Watch
from model.network import Machine, Network, NetworkError
from tests.models.puzzles import grid, hanoi
from tests.models.two_phase import two_phase
from tests.oracle.naive_sets import check_algebra, check_algebra_of, with_a_wide_machine


def of_sizes(*sizes: int) -> Network:
    machines = (Machine(f"m{place}", tuple(map(str, range(size))), "0") for place, size in enumerate(sizes))
    return Network(tuple(machines), ())


@pytest.mark.parametrize("first", range(0, 160, 40))
def test_bit_arrays_do_as_explicit_sets_do_on_random_networks(first: int) -> None:
    check_algebra(BitArrays, range(first, first + 40))


def test_bit_arrays_hold_wide_machines_and_machines_of_one_state() -> None:
    dice = Random(1)
    check_algebra_of(with_a_wide_machine(dice), BitArrays, dice)


def test_a_world_takes_one_bit_where_some_machines_fill_a_word() -> None:
    assert BitArrays(of_sizes(4, 4, 4, 8, 8)).nothing.nbytes * 8 == 4 * 4 * 4 * 8 * 8


def test_a_world_takes_one_byte_at_most_where_no_machine_fits_into_a_word() -> None:
    assert BitArrays(of_sizes(65, 67)).nothing.nbytes == 65 * 67


def test_what_takes_more_than_256_megabytes_does_not_fit() -> None:
    assert fits(of_sizes(*[2] * 31))
    assert not fits(of_sizes(*[2] * 32))


def test_a_network_of_one_world_fits_and_has_it() -> None:
    algebra = BitArrays(of_sizes(1, 1))

    assert fits(algebra.network)
    assert algebra.count(algebra.initial) == algebra.count(algebra.where(({},))) == 1


def test_a_condition_that_names_what_is_not_there_is_refused() -> None:
    algebra = BitArrays(of_sizes(2, 3))

    with pytest.raises(NetworkError, match="no machine `m7`"):
        algebra.where(({"m7": ("0",)},))
    with pytest.raises(NetworkError, match="no state `5`"):
        algebra.where(({"m1": ("5",)},))


@pytest.mark.parametrize(
    ("network", "worlds", "steps"),
    [
        (grid(6, 9), 9**6, 6 * 9**6),
        (hanoi(6), 3**6, 3 * (3**6 - 1)),  # every arrangement of discs, joined two ways round
        (two_phase(5), 8832, 58_145),
    ],
    ids=["grid", "hanoi", "two-phase commit"],
)
def test_bit_arrays_count_known_models(network: Network, worlds: int, steps: int) -> None:
    algebra = BitArrays(network)

    reached = all_reachable(algebra, Watch(Bounds()))

    assert algebra.count(reached) == worlds
    assert sum(algebra.steps(rule, reached) for rule in algebra.sweep) == steps
