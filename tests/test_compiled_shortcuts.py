"""What the list in C leaves out, shares and decides at once: the same worlds, in the order of the plain list."""

from itertools import pairwise
from random import Random

import pytest

from explorer import Bounds, list_worlds
from explorer.compiled import exploration, worlds
from explorer.compiled.building import is_built
from explorer.compiled.exploration import CompiledExploration, GrowingWorlds
from explorer.compiled.known import finders
from explorer.compiled.worlds import CompiledWorlds, PackedWorlds
from explorer.conditions import Columns
from explorer.listed import ListedExploration
from explorer.packing import pack
from explorer.watch import Watch
from explorer.words import layout
from model.network import Condition, Machine, Network, NetworkError, Rule
from tests.engines import answers, as_properties, by
from tests.models.puzzles import grid
from tests.oracle.random_networks import random_claims, random_network

built = pytest.mark.skipif(not is_built(), reason="no C compiler was there to build the list")


def listed_by_c(network: Network) -> CompiledExploration:
    """The network listed in C, by itself."""
    explored = GrowingWorlds(network, Watch(Bounds())).up_to(None)
    assert explored is not None
    return explored


def everything(explored: CompiledExploration | ListedExploration) -> tuple[object, ...]:
    """All worlds and steps in their order, what was counted, and how each world is reached."""
    covered = explored.covered
    counted = covered.states, covered.steps, covered.depth, covered.deadlocks
    told = explored.never_enabled(), explored.never_entered(), explored.run_to_deadlock()
    return counted, told, list(explored.worlds()), list(explored.steps())


def left_out(listed: ListedExploration) -> tuple[int, int]:
    """How many steps the list in C does not look up, and how many of them lead to worlds that are not known by then."""
    skipped, too_early = 0, 0
    finding = list(finders(listed.network))
    states = {machine.name: machine.states for machine in listed.network.machines}
    found_by = {0: (0, 0)}
    steps = sorted(listed.steps(), key=lambda step: step[0])
    for source, rule, target in steps:
        found_by.setdefault(target, (source, rule))
    for source, rule, target in steps:
        before, by_rule = found_by[source]
        finder, world = finding[by_rule], listed.world_at(before)
        starts = tuple(states[name].index(world[name]) for name in finder.machines)
        if source and finder.known[starts] >> rule & 1:
            skipped += 1
            too_early += found_by[target][0] >= source and target != 0
    return skipped, too_early


def known_after(first: Rule, later: Rule, machines: tuple[Machine, ...]) -> dict[tuple[int, ...], int]:
    """What is known of the worlds that the later of two rules finds."""
    return dict(list(finders(Network(machines, (first, later))))[1].known)


def test_steps_that_are_left_out_lead_to_worlds_known_before() -> None:
    skipped = 0
    for seed in range(400):
        some, too_early = left_out(list_worlds(random_network(Random(f"commuting {seed}"))))

        assert not too_early, seed
        skipped += some
    assert skipped > 2_000


def test_where_all_rules_commute_each_world_but_the_first_is_looked_up_once() -> None:
    names = ("0", "1", "2", "3")
    up = tuple(pairwise(names))
    machines = tuple(Machine(name, names, "0") for name in "abc")
    network = Network(machines, tuple(Rule(f"{name} up", "", {name: up}) for name in "abc"))

    assert left_out(list_worlds(network)) == (3 * 3 * 4 * 4 - (4**3 - 1), 0)


ON = (("off", "on"),)
TWO = (Machine("a", ("0", "1", "2"), "0"), Machine("b", ("off", "on"), "off"))


@pytest.mark.parametrize(
    ("later", "known"),
    [
        pytest.param(Rule("", "", {"b": ON}), 0, id="enables the first"),
        pytest.param(Rule("", "", {"b": (("on", "on"),)}, {"a": ("0",)}), 0, id="is disabled by it"),
        pytest.param(Rule("", "", {"a": (("0", "0"), ("1", "2")), "b": ON}), 0, id="leads elsewhere after it"),
        pytest.param(Rule("", "", {"b": (("on", "off"),)}), 1, id="disables it"),
        pytest.param(Rule("", "", {"a": (("0", "1"), ("1", "2"))}), 1, id="leaves its state"),
        pytest.param(Rule("", "", {"b": (("on", "on"),)}), 1, id="has nothing to do with it"),
    ],
)
def test_what_commutes_is_left_out(later: Rule, known: int) -> None:
    first = Rule("first", "", {"a": (("0", "1"),)}, {"b": ("on",)})

    assert all(mask & 1 for mask in known_after(first, later, TWO).values()) == known


@pytest.mark.parametrize(
    ("first", "later", "known"),
    [
        pytest.param({"a": (("1", "0"),)}, {"a": (("0", "1"),)}, {(): 1}, id="undoes it"),
        pytest.param({"a": (("1", "0"),)}, {"a": (("0", "1"), ("2", "1"))}, {(0,): 1, (2,): 0}, id="undoes it from 0"),
        pytest.param({"a": (("0", "2"), ("1", "2"))}, {"a": (("0", "1"),)}, {(): 1}, id="leads there by itself"),
        pytest.param({"a": (("1", "2"),)}, {"a": (("0", "1"),)}, {(): 0}, id="leads farther"),
        pytest.param({"a": (("1", "0"),), "b": ON}, {"a": (("0", "1"),)}, {(): 0}, id="undoes a part"),
    ],
)
def test_what_leads_back_is_left_out(
    first: dict[str, tuple[tuple[str, str], ...]],
    later: dict[str, tuple[tuple[str, str], ...]],
    known: dict[tuple[int, ...], int],
) -> None:
    found = known_after(Rule("first", "", first), Rule("later", "", later), TWO)

    assert {starts: mask & 1 for starts, mask in found.items()} == known


def test_a_rule_with_several_choices_is_never_left_out() -> None:
    machines = (Machine("a", ("0", "1", "2"), "0"), Machine("b", ("0", "1"), "0"))
    several = Rule("several", "", {"a": (("0", "1"), ("0", "2"))})
    one = Rule("one", "", {"b": (("0", "1"),)})

    assert known_after(several, one, machines) == {(): 0}
    assert known_after(one, several, machines) == {(): 1}


@built
@pytest.mark.parametrize("processors", [1, 2])
@pytest.mark.parametrize("steps", [150, 700, 4_000, 1 << 19])
def test_what_is_left_out_and_shared_is_listed_as_the_plain_list_does(
    steps: int, processors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worlds, "processors", lambda: processors)
    monkeypatch.setattr(worlds, "SHARED_FROM", 1)
    monkeypatch.setattr(worlds, "WORTH_COMPARING", 0.5)
    monkeypatch.setattr(worlds, "PATIENCE", 1e9)
    monkeypatch.setattr(exploration, "STEPS_AT_ONCE", steps)
    for seed in range(60):
        dice = Random(f"shared {seed}")
        network = random_network(dice)
        properties = as_properties(random_claims(dice, network))

        assert answers(by("compiled", network), properties) == answers(list_worlds(network), properties), seed


def leaping(machines: int, states: int) -> Network:
    """Machines that each move from any state to any other, but for the last: nothing leads out of it."""
    names = tuple(map(str, range(states)))
    pairs = tuple((start, end) for start in names[:-1] for end in names if end != start)
    rules = tuple(Rule(f"leap {number}", "", {f"m{number}": pairs}) for number in range(machines))
    return Network(tuple(Machine(f"m{number}", names, "0") for number in range(machines)), rules)


@built
@pytest.mark.parametrize("processors", [1, 2])
@pytest.mark.parametrize("network", [grid(4, 9), leaping(3, 14), leaping(2, 60)])
@pytest.mark.parametrize("steps", [2_000, 1 << 19])
def test_however_many_worlds_are_found_at_once_their_order_is_kept(
    network: Network, steps: int, processors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of a leaping network both halves find the same worlds, and more of them than there is room for.
    monkeypatch.setattr(worlds, "processors", lambda: processors)
    monkeypatch.setattr(worlds, "SHARED_FROM", 2)
    monkeypatch.setattr(exploration, "STEPS_AT_ONCE", steps)

    assert everything(listed_by_c(network)) == everything(list_worlds(network))


@built
@pytest.mark.parametrize("worth", [0, 1, 20, 1e9])
def test_from_whichever_world_on_rules_are_compared_the_list_is_the_same(
    worth: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worlds, "WORTH_COMPARING", worth)
    monkeypatch.setattr(worlds, "PATIENCE", 1e9)
    monkeypatch.setattr(exploration, "STEPS_AT_ONCE", 100)
    for network in (grid(3, 9), leaping(2, 60), *(random_network(Random(f"worth {seed}")) for seed in range(40))):
        assert everything(listed_by_c(network)) == everything(list_worlds(network))


def first_found(network: Network) -> tuple[int, bytes, bytes, list[int]]:
    """How many steps there are; of each world its bits, and whence and by which rule it was found first."""
    found = CompiledWorlds(network, layout(network))
    while not found.spread(1 << 19):
        pass
    return found.found.count, bytes(found.sources()), bytes(found.rules()), list(PackedWorlds(found))


@built
@pytest.mark.parametrize("network", [grid(4, 21), leaping(3, 60)])
def test_what_both_halves_of_a_long_row_find_is_found_once(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    # The rows are so long that the second half finds worlds before the first half does: then they change hands.
    monkeypatch.setattr(worlds, "processors", lambda: 1)
    alone = first_found(network)
    monkeypatch.setattr(worlds, "processors", lambda: 2)

    for _ in range(3):
        assert first_found(network) == alone


@built
def test_where_rules_are_too_many_to_compare_all_steps_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worlds, "WORTH_COMPARING", 0)
    monkeypatch.setattr(worlds, "PATIENCE", 1e9)
    monkeypatch.setattr(worlds, "MOST_COMPARED", 2)

    assert everything(listed_by_c(grid(3, 9))) == everything(list_worlds(grid(3, 9)))


@built
def test_where_comparing_takes_too_long_it_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worlds, "WORTH_COMPARING", 0)
    monkeypatch.setattr(worlds, "PATIENCE", 0)

    assert everything(listed_by_c(grid(3, 9))) == everything(list_worlds(grid(3, 9)))


def test_of_large_machines_it_is_known_what_rules_alike_do_and_those_that_leave_them_alone() -> None:
    names = tuple(map(str, range(65)))
    up = tuple(pairwise(names))
    machines = (Machine("large", names, "0"), TWO[1])
    network = Network(
        machines,
        (
            Rule("on", "", {"b": ON}),
            Rule("up", "", {"large": up}),
            Rule("up, on", "", {"large": up, "b": ON}),
            Rule("never", "", {"large": (), "b": ON}),
        ),
    )

    assert [dict(finder.known) for finder in list(finders(network))[:3]] == [{(): 0}, {(): 1}, {(): 1}]
    assert not left_out(list_worlds(network))[1]


@built
def test_conditions_are_decided_as_in_the_plain_list() -> None:
    network = grid(3, 11)
    planes, packed = listed_by_c(network)._columns, list(list_worlds(network)._worlds)
    columns = Columns(packed, pack(network))
    dice = Random("planes")
    for _ in range(60):
        condition: Condition = tuple(
            {
                machine.name: tuple(dice.sample(machine.states, dice.randint(0, 11)))
                for machine in dice.sample(network.machines, dice.randint(0, 3))
            }
            for _ in range(dice.randint(0, 3))
        )
        marks = columns.marks(condition)

        assert planes.marks(condition) == marks
        assert planes.first(condition) == marks.find(1)


@built
def test_a_condition_that_names_nothing_of_the_network_is_refused() -> None:
    explored = listed_by_c(grid(2, 3))

    with pytest.raises(NetworkError, match="no machine `c9`"):
        explored.reaches(({"c9": ("0",)},))
    with pytest.raises(NetworkError, match="no state `9`"):
        explored.run_by((explored.network.rules[0].name,), ({"c0": ("9",)},), ({},))


@built
def test_states_that_nobody_enters_are_told_behind_the_last_world_too() -> None:
    # Seven worlds fill a small part of the words that are looked at: the rest of them must not count.
    network = grid(1, 7)
    padded = Network((*network.machines, Machine("still", ("a", "b", "c"), "b")), network.rules)

    assert listed_by_c(padded).never_entered() == (("still", "a"), ("still", "c"))
    assert list_worlds(padded).never_entered() == (("still", "a"), ("still", "c"))
