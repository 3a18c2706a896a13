"""The list in C: the answers of the plain one for worlds of any width, and refusals where it cannot be had."""

import gc
import weakref
from collections.abc import Callable, Iterator
from random import Random

import pytest

from explorer import Bounds, EngineError, Exploration, explore, list_worlds, watch
from explorer.compiled import exploration
from explorer.compiled.building import is_built
from explorer.compiled.exploration import CompiledExploration, GrowingWorlds
from explorer.compiled.shape import fits_a_slot
from explorer.exploration import Seen
from explorer.watch import Means, StoppedError, Watch
from explorer.words import layout
from model.network import Condition, Machine, Network, Rule
from properties.judge import judge_all
from properties.kinds import AlwaysPossible, DeadlockFree, LeadsTo, Never
from tests.engines import answers, as_properties, by
from tests.models.puzzles import grid
from tests.oracle.random_networks import random_claims, random_network

UNBOUNDED = Bounds()
WIDTHS: list[list[int]] = [[], [13] * 4, [13] * 6, [13] * 7, [12] * 5, [12] * 7]
"""Bits of machines below those that move: the last lie in the first word, across it, far up in the second, …"""

built = pytest.mark.skipif(not is_built(), reason="no C compiler was there to build the list")


def listed_by_c(network: Network, bounds: Bounds = UNBOUNDED) -> CompiledExploration:
    """The network listed in C, by itself."""
    explored = GrowingWorlds(network, Watch(bounds)).up_to(None)
    assert explored is not None
    return explored


def padded(network: Network, dice: Random) -> Network:
    """The same network among machines that never move, so that its own lie anywhere in many words."""
    still = [
        Machine(f"still {number}", tuple(f"s{each}" for each in range(states)), f"s{dice.randrange(states)}")
        for number, states in enumerate(dice.choices((1, 2, 200, 1 << 9, 1 << 11), k=dice.randint(3, 24)))
    ]
    machines = [*network.machines, *still]
    return Network(tuple(dice.sample(machines, len(machines))), network.rules)


def still_where(network: Network) -> Iterator[Condition]:
    """Where the machines that never move are, and where one of them is not."""
    still = [machine for machine in network.machines if machine.name.startswith("still") and len(machine.states) > 1]
    yield ({machine.name: (machine.initial,) for machine in still},)
    yield tuple({machine.name: machine.states[:1]} for machine in still if machine.initial != machine.states[0])


@built
def test_worlds_of_any_width_are_listed_as_the_plain_list_does() -> None:
    widths = set()
    for seed in range(80):
        dice = Random(f"wide {seed}")
        bare = random_network(dice)
        network = padded(bare, dice)
        properties = as_properties([*random_claims(dice, bare), *(Never(each) for each in still_where(network))])
        bits = sum((len(machine.states) - 1).bit_length() for machine in network.machines)
        widths.add((bits > 64) + (bits > 96) + (bits > 128))

        assert answers(by("compiled", network), properties) == answers(list_worlds(network), properties), seed
    assert widths == {0, 1, 2, 3}


def above(widths: list[int], network: Network) -> Network:
    """The same network in the bits above machines of these widths, which never move."""
    still = [
        Machine(f"still {place}", tuple(map(str, range(1 << width))), str((1 << width) - 1))
        for place, width in enumerate(widths)
    ]
    return Network((*still, *network.machines), network.rules)


def test_a_slot_holds_worlds_of_a_word_and_a_half_at_most() -> None:
    # Two worlds that a slot cannot tell apart would be met as one only where their hashes meet: too seldom for a test.
    fits = [fits_a_slot(layout(above(widths, grid(3, 6)))) for widths in WIDTHS]

    assert fits == [True, True, False, False, True, False]


@built
@pytest.mark.parametrize("widths", WIDTHS)
def test_worlds_that_differ_in_their_highest_bits_alone_are_told_apart(widths: list[int]) -> None:
    network = above(widths, grid(3, 6))

    compiled, plain = listed_by_c(network), list_worlds(network)

    assert (compiled.covered.states, compiled.covered.steps) == (216, 648)
    assert list(compiled.worlds()) == list(plain.worlds())


@built
def test_many_worlds_are_listed_in_the_order_of_the_plain_list() -> None:
    network = grid(4, 12)

    compiled, plain = listed_by_c(network), list_worlds(network)

    assert compiled.covered.states == 12**4
    assert list(compiled.worlds()) == list(plain.worlds())
    assert list(compiled.steps()) == list(plain.steps())
    assert list(compiled.seen_through(("c1", "c3"))) == list(plain.seen_through(("c1", "c3")))


def ladder(rungs: int) -> Network:
    """From the lowest rung to any other, and ever one down: a goal at the top is found backwards rung by rung."""
    states = tuple(str(rung) for rung in range(rungs))
    rules = (
        Rule("jump", "", {"at": tuple(("0", rung) for rung in states[1:])}, fairness="strong"),
        Rule("climb down", "", {"at": tuple(zip(states[1:], states[:-1], strict=True))}),
    )
    return Network((Machine("at", states, "0"),), rules)


@built
@pytest.mark.parametrize("rungs", [2, 3, 700])
def test_what_leads_to_a_goal_is_found_however_the_steps_run(rungs: int) -> None:
    network, top, low = ladder(rungs), ({"at": (str(rungs - 1),)},), ({"at": ("0",)},)
    claims = (AlwaysPossible(low, top), AlwaysPossible(top, low), LeadsTo(low, top), LeadsTo(top, low), Never(top))
    properties = as_properties(claims)

    assert answers(by("compiled", network), properties) == answers(list_worlds(network), properties)


@built
def test_a_network_that_its_tables_cannot_hold_is_refused() -> None:
    states = tuple(f"s{number}" for number in range(9))
    everywhere = tuple((start, end) for start in states for end in states)
    machines = tuple(Machine(f"m{number}", states, "s0") for number in range(7))
    many = Network(machines, (Rule("any", "", {machine.name: everywhere for machine in machines}),))
    wide = Network((Machine("m", tuple(str(number) for number in range((1 << 16) + 1)), "0"),), ())

    for network, said in ((many, "1,048,576 steps from one world"), (wide, "65,536 states of a machine")):
        with pytest.raises(EngineError, match=said):
            by("compiled", network)


@built
@pytest.mark.parametrize(
    ("bounds", "stopped_by"),
    [
        (Bounds(max_states=60_000), "max_states"),
        (Bounds(max_seconds=0.0), "max_seconds"),
        (Bounds(max_memory=1 << 20), "max_memory"),
    ],
)
def test_a_bound_stops_it_and_the_nearest_worlds_are_judged(bounds: Bounds, stopped_by: str) -> None:
    explored = explore(grid(6, 10), bounds, means=Means("compiled"))
    covered, near, far = explored.covered, ({"c0": ("1",)},), ({"c0": ("9",), "c1": ("9",), "c2": ("9",)},)
    claims = (Never(near), Never(far), LeadsTo(near, far), AlwaysPossible(near, far), DeadlockFree())

    assert (covered.complete, covered.engine, covered.stopped_by) == (False, "compiled", stopped_by)
    assert covered.states >= (covered.looked_at or 0)
    assert [verdict.verdict for verdict in judge_all(as_properties(claims), explored)] == ["violated", *["unknown"] * 4]


@built
def test_whoever_watches_is_told_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_SECONDS_BETWEEN_REPORTS", 0)
    told: list[Seen] = []

    explore(grid(6, 10), progress=told.append, means=Means("compiled"))

    assert told
    assert all(seen.engine == "compiled" and seen.waiting and seen.steps for seen in told)


@built
def test_an_interrupt_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_SECONDS_BETWEEN_REPORTS", 0)

    def interrupt(_seen: Seen) -> None:
        raise KeyboardInterrupt

    covered = explore(grid(6, 10), progress=interrupt, means=Means("compiled")).covered

    assert (covered.complete, covered.stopped_by) == (False, "interrupt")


class Impatient(Watch):
    """A watch that stops whoever looks at it for the n-th time, and then lets everybody pass."""

    def __init__(self, looks: int) -> None:
        super().__init__(Bounds())
        self._looks = looks

    def look(self, needed: int = 0) -> None:
        super().look(needed)
        self._looks -= 1
        if not self._looks:
            raise StoppedError("max_seconds")


@built
@pytest.mark.parametrize("looks", [2, 3, 4, 5, 6])
def test_what_is_stopped_while_steps_are_kept_is_gone_on_with(looks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exploration, "STEPS_AT_ONCE", 5_000)
    network, low, top = grid(4, 8), ({"c0": ("0",)},), ({"c0": ("7",), "c3": ("7",)},)
    explored = listed_by_c(network)
    explored._watch = Impatient(looks)

    def unless_stopped(ask: Callable[[Exploration], object]) -> object:
        try:
            return ask(explored)
        except StoppedError:
            return "stopped"

    plain = list_worlds(network)
    asked: list[Callable[[Exploration], object]] = [
        lambda each: each.fair_run_avoiding(low, top),
        lambda each: each.run_to_deadlock(),
        lambda each: each.run_to_trap(low, top),
        lambda each: each.fair_run_avoiding(low, top),
        lambda each: each.covered.deadlocks,
    ]
    answers = list(map(unless_stopped, asked))

    expected = [ask(plain) for ask in asked]
    assert answers.count("stopped") == 1
    assert [found for found in answers if found != "stopped"] == [
        right for found, right in zip(answers, expected, strict=True) if found != "stopped"
    ]


@built
def test_an_exploration_cut_short_has_no_steps_to_tell() -> None:
    cut = listed_by_c(grid(5, 12), Bounds(max_states=50_000))

    assert not cut.complete
    with pytest.raises(ValueError, match="stopped by max_states"):
        cut.steps()


@built
def test_a_list_is_given_back_with_its_exploration() -> None:
    gc.disable()
    try:
        explored = listed_by_c(grid(4, 6))
        assert explored.covered.states
        assert explored.fair_run_avoiding(({},), ()) is not None
        kept = weakref.ref(explored._compiled)
        del explored
        assert kept() is None
    finally:
        gc.enable()
