"""One world of each orbit: counts, verdicts and runs are those of the plain list."""

from collections.abc import Callable
from itertools import permutations
from random import Random

import pytest

from explorer import Bounds, Exploration, list_worlds
from explorer.packing import pack
from explorer.symmetry import ManyError, QuotientExploration, find_symmetry
from explorer.symmetry.blocks import Renaming
from explorer.symmetry.canonical import Canonical, Part
from explorer.symmetry.representatives import RepresentativeLister
from explorer.watch import StoppedError, Watch
from model.network import TRUE, Network, NetworkError
from properties.judge import judge
from properties.kinds import Claim, KindName, Property
from tests.models.puzzles import increment
from tests.models.two_phase import two_phase
from tests.oracle.symmetric_networks import symmetric_claims, symmetric_network

KINDS: dict[str, KindName] = {
    "Never": "never",
    "NeverStep": "never-step",
    "LeadsTo": "leads-to",
    "AlwaysPossible": "always-possible",
    "Witness": "witness",
    "DeadlockFree": "deadlock-free",
}
COMMITTED_AND_ABORTED = tuple(
    {f"rm{one}": ("committed",), f"rm{other}": ("aborted",)} for one, other in permutations(range(3), 2)
)
SOME_COMMITTED = tuple({f"rm{n}": ("committed",)} for n in range(3))


def nothing_else() -> Exploration:
    raise AssertionError("the full exploration was asked for")


def quotient(network: Network, max_states: int | None = None) -> QuotientExploration:
    """A quotient that must answer by itself."""
    return QuotientExploration(find_symmetry(network), nothing_else, Watch(Bounds(max_states)))


QUOTIENTS = [(3, 80, 318 - 1), (5, 314, 2048 - 1), (7, 920, None)]
"""Computed independently and agreed by TLC, whose generated states are one more than the steps."""


@pytest.mark.parametrize(("managers", "representatives", "steps"), QUOTIENTS)
def test_two_phase_commit_has_its_published_quotients(managers: int, representatives: int, steps: int | None) -> None:
    found = quotient(two_phase(managers))

    assert found.representatives == representatives
    assert steps in (None, found.steps_of_representatives)


def test_the_worlds_of_two_phase_commit_are_counted_as_without_symmetry() -> None:
    found = quotient(two_phase(5))

    covered = found.covered
    assert (covered.states, covered.steps, covered.depth) == (8832, 58146 - 1, 17 - 1)  # TLC: published
    assert (covered.complete, covered.deadlocks, covered.engine) == (True, 0, "quotient")
    assert (found.covered.states, found.representatives) == (8832, 314)


def test_increment_by_two_threads_has_its_published_quotient() -> None:
    found = quotient(increment(2))

    assert (found.covered.states, found.representatives) == (13, 8)


def images_of(world: int, exchanges: list[Renaming], put: Callable[[Renaming, int], int]) -> set[int]:
    """What exchanges make of a world, one after another, until nothing new comes."""
    found, pending = {world}, [world]
    while pending:
        here = pending.pop()
        fresh = {put(each, here) for each in exchanges} - found
        found |= fresh
        pending += fresh
    return found


@pytest.mark.parametrize("seed", range(40))
def test_all_worlds_of_an_orbit_have_one_canonical_form(seed: int) -> None:
    network = symmetric_network(Random(seed)).network
    packing = pack(network)
    groups = find_symmetry(network).groups
    canonical = Canonical((Part(blocks, tuple(range(len(blocks)))) for blocks in groups), packing)
    exchanges = [each for blocks in groups for each in blocks.generators()]

    def put(exchange: Renaming, world: int) -> int:
        named = (exchange.states.get(each, each) for each in packing.unpacked(world).items())
        return sum(packing.field(machine).packed(state) for machine, state in named)

    dice = Random(seed)
    for _ in range(20):
        drawn = [(machine.name, dice.choice(machine.states)) for machine in network.machines]
        world = sum(packing.field(machine).packed(state) for machine, state in drawn)
        orbit = images_of(world, exchanges, put)
        assert {canonical(each) for each in orbit} == {canonical(world)}
        assert canonical(world) in orbit
        assert {canonical.orbit(each) for each in orbit} == {len(orbit)}


def judged(claim: Claim, exploration: Exploration) -> object:
    return judge(Property("p", KINDS[type(claim).__name__], "", (), (claim,)), exploration)


@pytest.mark.parametrize("seeds", [range(start, start + 20) for start in range(1000, 1240, 20)], ids=str)
def test_random_networks_have_the_counts_verdicts_and_runs_of_the_plain_list(seeds: range) -> None:
    for seed in seeds:
        dice = Random(seed)
        network = symmetric_network(dice).network
        full = list_worlds(network)
        found = QuotientExploration(find_symmetry(network), iter([full]).__next__, Watch(Bounds()))
        mine, plain = found.covered, full.covered
        assert (mine.states, mine.steps, mine.depth) == (plain.states, plain.steps, plain.depth), seed
        assert (mine.deadlocks, mine.complete) == (plain.deadlocks, plain.complete), seed
        assert (found.never_enabled(), found.never_entered()) == (full.never_enabled(), full.never_entered()), seed
        for claim in symmetric_claims(dice, network):
            assert judged(claim, found) == judged(claim, full), (seed, claim)


def test_safety_is_decided_without_the_full_exploration() -> None:
    network = two_phase(3)
    found, full = quotient(network), list_worlds(network)

    assert found.run_to(COMMITTED_AND_ABORTED) is None
    assert found.run_to(SOME_COMMITTED) == full.run_to(SOME_COMMITTED)
    assert found.run_to_deadlock() is None
    assert found.run_to_trap(TRUE, SOME_COMMITTED) == full.run_to_trap(TRUE, SOME_COMMITTED)
    assert found.enabled_somewhere(("rm2 hears abort",))


def test_a_question_about_one_block_is_answered_by_what_keeps_it() -> None:
    network = two_phase(4)
    found, full = quotient(network), list_worlds(network)
    second = ({"rm1": ("committed",), "rm0": ("prepared",)},)

    assert found.run_to(second) == full.run_to(second)
    assert found.run_by(("rm2 hears commit",), TRUE, TRUE) == full.run_by(("rm2 hears commit",), TRUE, TRUE)


def test_fairness_is_left_to_the_full_exploration() -> None:
    network = two_phase(3)
    full = iter([list_worlds(network)])  # asked for a second time, it raises StopIteration
    found = QuotientExploration(find_symmetry(network), full.__next__, Watch(Bounds()))

    runs = [found.fair_run_avoiding(TRUE, SOME_COMMITTED) for _ in range(2)]

    assert runs == [list_worlds(network).fair_run_avoiding(TRUE, SOME_COMMITTED)] * 2


def test_a_bound_on_worlds_counts_those_that_are_stood_for() -> None:
    network = two_phase(4)
    worlds = list_worlds(network).covered.states

    enough, short = quotient(network, worlds), quotient(network, worlds - 1)

    assert enough.complete
    assert (short.complete, short.covered.stopped_by) == (False, "max_states")
    assert short.covered.states < worlds
    with pytest.raises(ValueError, match="stopped by max_states"):
        short.run_to_trap(TRUE, TRUE)
    with pytest.raises(ValueError, match="stopped by max_states"):
        short.fair_run_avoiding(TRUE, TRUE)


def test_a_run_from_part_of_the_worlds_is_a_run() -> None:
    network = two_phase(4)
    short = quotient(network, 700)
    aborted = ({"rm3": ("aborted",)},)

    assert short.run_to(aborted) == list_worlds(network).run_to(aborted)


def test_too_many_representatives_are_refused_before_they_are_all_listed() -> None:
    network = two_phase(7)

    with pytest.raises(ManyError, match="more than 100"):
        QuotientExploration(find_symmetry(network), nothing_else, Watch(Bounds()), 100)


def test_a_question_that_keeps_too_little_symmetry_is_left_to_the_full_exploration() -> None:
    network = two_phase(5)  # 314 representatives, and many more when every manager is told from the others by half
    full = list_worlds(network)
    found = QuotientExploration(find_symmetry(network), iter([full]).__next__, Watch(Bounds()), 400)
    told_apart = ({"rm0": ("prepared",), "rm1": ("working",), "rm2": ("aborted",)},)

    assert found.run_to(told_apart) == full.run_to(told_apart)


def test_an_interrupt_while_a_question_is_answered_is_not_taken_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    found = quotient(two_phase(4))

    def interrupted(lister: RepresentativeLister) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(RepresentativeLister, "_spread", interrupted)

    with pytest.raises(KeyboardInterrupt):
        found.run_to(({"rm1": ("committed",)},))


def test_a_bound_while_a_question_is_answered_is_not_taken_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    found = quotient(two_phase(4))

    def too_long(lister: RepresentativeLister) -> None:
        raise StoppedError("max_seconds")

    monkeypatch.setattr(RepresentativeLister, "_spread", too_long)

    with pytest.raises(StoppedError, match="max_seconds"):
        found.run_to(({"rm1": ("committed",)},))


def test_what_the_network_does_not_have_is_refused() -> None:
    found = quotient(two_phase(3))

    with pytest.raises(NetworkError, match="no machine `rm9`"):
        found.run_to(({"rm9": ("aborted",)},))
    with pytest.raises(NetworkError, match="no state `asleep`"):
        found.reaches(({"rm0": ("asleep",)},))
    with pytest.raises(NetworkError, match="no rule `sleep`"):
        found.run_by(("sleep",), TRUE, TRUE)
    with pytest.raises(NetworkError, match="no rule `sleep`"):
        found.enabled_somewhere(("sleep",))
