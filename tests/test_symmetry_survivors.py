"""Where a mutant of the quotient went unseen: each test was written against some that survived."""

from functools import partial
from random import Random

import pytest

from explorer import Bounds, Seen, list_worlds
from explorer.exploration import Farther
from explorer.listing import Lister
from explorer.symmetry import ManyError, QuotientExploration, find_symmetry
from explorer.symmetry.blocks import Blocks
from explorer.symmetry.proof import Laws
from explorer.symmetry.representatives import RepresentativeLister
from explorer.watch import StoppedError, Watch
from model.network import FALSE, TRUE, Machine, Network, Rule
from tests.models.two_phase import two_phase
from tests.oracle.random_networks import random_network
from tests.oracle.symmetric_networks import symmetric_claims, symmetric_network
from tests.test_survivors import Eager
from tests.test_symmetry_quotient import judged, nothing_else, quotient

FIRST_COMMITTED = ({"rm0": ("committed",)},)
TOLD_APART = ({"rm0": ("prepared",), "rm1": ("working",), "rm2": ("aborted",)},)


def interrupted(_lister: Lister) -> None:
    raise KeyboardInterrupt


def test_a_question_of_which_permutations_make_too_many_is_answered_as_by_the_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("explorer.symmetry.quotient._MOST_IMAGES", 0)
    for seed in range(2000, 2040):
        dice = Random(seed)
        network = symmetric_network(dice).network
        full = list_worlds(network)
        found = QuotientExploration(find_symmetry(network), partial(list_worlds, network), Watch(Bounds()))
        for claim in symmetric_claims(dice, network):
            assert judged(claim, found) == judged(claim, full), (seed, claim)


@pytest.mark.parametrize("most", [200, 0])
def test_what_one_manager_can_come_to_is_reached_with_and_without_asking_of_the_others(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.symmetry.quotient._MOST_IMAGES", most)
    found = quotient(two_phase(4))

    assert found.reaches(FIRST_COMMITTED)
    assert not found.reaches(({"rm0": ("committed",), "rm1": ("aborted",)},))


def test_a_question_is_listed_for_once_and_what_keeps_nothing_is_left_to_the_full_exploration(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lists: list[int] = []
    spread = RepresentativeLister._spread

    def counted(lister: RepresentativeLister) -> None:
        spread(lister)
        lists.append(len(lister.worlds))

    monkeypatch.setattr(RepresentativeLister, "_spread", counted)
    full = list_worlds(two_phase(3))
    found = QuotientExploration(find_symmetry(two_phase(3)), iter([full]).__next__, Watch(Bounds()))

    for _ in range(2):
        assert found.run_to(FIRST_COMMITTED) == full.run_to(FIRST_COMMITTED)
        assert found.run_to(TOLD_APART) == full.run_to(TOLD_APART)

    assert lists[0] == 80
    assert len(lists) == 2


def test_a_quotient_says_what_it_covered_under_which_bounds() -> None:
    watch = Watch(Bounds(max_states=1000))
    watch.notes.append("another engine was outgrown")

    covered = QuotientExploration(find_symmetry(two_phase(3)), nothing_else, watch).covered

    assert (repr(covered.states), covered.representatives, covered.engine) == ("288", 80, "quotient")
    assert (covered.bounds, covered.notes) == (Bounds(max_states=1000), ("another engine was outgrown",))


def test_whoever_watches_a_quotient_is_told_seldom_and_in_worlds() -> None:
    watch = Eager()

    QuotientExploration(find_symmetry(two_phase(3)), nothing_else, watch)

    assert (watch.told, watch.looks) == ([Seen("quotient", 1)], 1)


def test_what_stopped_the_full_exploration_stops_the_question() -> None:
    stopped = list_worlds(two_phase(3)).standing_in(Bounds(), Farther(300, "packed", "max_memory"))
    found = QuotientExploration(find_symmetry(two_phase(3)), lambda: stopped, Watch(Bounds()))

    with pytest.raises(StoppedError, match="max_memory") as stop:
        found.fair_run_avoiding(TRUE, FALSE)

    assert (stop.value.worlds, stop.value.engine) == (300, "packed")


def test_an_interrupt_of_the_full_exploration_interrupts_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    found = QuotientExploration(find_symmetry(two_phase(3)), partial(list_worlds, two_phase(3)), Watch(Bounds()))
    monkeypatch.setattr(Lister, "_spread", interrupted)

    with pytest.raises(KeyboardInterrupt):
        found.fair_run_avoiding(TRUE, FALSE)


def test_what_stops_the_list_of_a_question_says_how_many_worlds_there_were(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_long(_lister: RepresentativeLister) -> None:
        raise StoppedError("max_seconds")

    found = quotient(two_phase(4))
    monkeypatch.setattr(RepresentativeLister, "_spread", too_long)

    with pytest.raises(StoppedError, match="max_seconds") as stopped:
        found.run_to(FIRST_COMMITTED)

    assert stopped.value.worlds == 1


def test_no_more_worlds_are_stood_for_than_a_bound_allows() -> None:
    symmetry = find_symmetry(two_phase(3))

    for most in range(1, 288, 5):
        covered = QuotientExploration(symmetry, nothing_else, Watch(Bounds(max_states=most))).covered
        assert (covered.states <= most, covered.complete) == (True, False)


def test_as_many_representatives_as_may_be_are_listed() -> None:
    symmetry = find_symmetry(two_phase(3))

    assert QuotientExploration(symmetry, nothing_else, Watch(Bounds()), 80).complete
    with pytest.raises(ManyError):
        QuotientExploration(symmetry, nothing_else, Watch(Bounds()), 79)


AS_IT_IS: tuple[Rule, ...] = ()
ASKS_OF_ONE = (Rule("asks of one", "", {"shared": (("x", "y"),)}, {"one": ("a",)}),)
MOVES_ONE = (Rule("moves one", "", {"one": (("a", "b"),)}),)


@pytest.mark.parametrize(
    ("others", "starts", "further", "kept"),
    [
        (("a", "b"), "a", AS_IT_IS, True),
        (("c", "d"), "c", AS_IT_IS, True),
        (("a", "b"), "b", AS_IT_IS, False),
        (("c", "d"), "d", AS_IT_IS, False),
        (("a", "b"), "a", ASKS_OF_ONE, False),
        (("c", "d"), "c", ASKS_OF_ONE, False),
        (("a", "b"), "a", MOVES_ONE, False),
        (("c", "d"), "c", MOVES_ONE, False),
    ],
)
def test_an_exchange_is_proved_only_where_starts_and_all_rules_are_exchanged(
    others: tuple[str, ...], starts: str, further: tuple[Rule, ...], kept: bool
) -> None:
    machines = (Machine("one", ("a", "b"), "a"), Machine("other", others, starts), Machine("shared", ("x", "y"), "x"))
    back = (
        Rule("one back", "", {"one": (("b", "a"),)}, {"shared": ("y",)}),
        Rule("other back", "", {"other": ((others[1], others[0]),)}, {"shared": ("y",)}),
    )

    laws = Laws(Network(machines, back + further))

    assert laws.kept_by(Blocks((("one",), ("other",)), ((("a", "b"),), (others,)))) == kept


@pytest.mark.parametrize("seed", [87, 645, 1035, 1277])
def test_blocks_that_look_alike_and_are_not_are_left_alone(seed: int) -> None:
    network = random_network(Random(seed))  # in each of these, an exchange that was guessed is refuted by the rules

    assert [blocks for blocks in find_symmetry(network).groups if not Laws(network).kept_by(blocks)] == []
