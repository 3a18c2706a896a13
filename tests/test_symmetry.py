"""Interchangeable blocks: found where they are, with all that belongs to them, and not where one thing differs."""

from collections import Counter
from dataclasses import replace
from random import Random
from time import perf_counter

import pytest

from explorer.symmetry import Blocks, find_symmetry
from explorer.symmetry.blocks import Renaming
from explorer.symmetry.proof import Laws
from model.network import Network, Rule
from tests.designs import composed_from_gallery
from tests.models.building import machine, rule
from tests.models.dining import dining
from tests.models.puzzles import ferryman, grid
from tests.models.two_phase import two_phase
from tests.oracle.symmetric_networks import symmetric_network


def managers(*numbers: int) -> Blocks:
    """Resource managers of two-phase commit, each with what it sent and what was seen of it."""
    states = (("working", "prepared", "committed", "aborted"), ("no", "yes"), ("no", "yes"))
    names = tuple((f"rm{n}", f"prepared sent {n}", f"prepared seen {n}") for n in numbers)
    return Blocks(names, (states,) * len(numbers))


def test_the_managers_of_two_phase_commit_are_blocks_of_three_machines() -> None:
    found = find_symmetry(two_phase(3))

    assert found.groups == (managers(0, 1, 2),)
    assert found.order == 6


def lenders(count: int) -> Network:
    """Readers of one book, whose state says who has it; the desk asks for it back."""
    numbers = range(count)
    out = [f"with {n}" for n in numbers]
    machines = [machine("book", ("in", *out)), *(machine(f"reader {n}", ("idle", "reading")) for n in numbers)]
    taken = [
        rule(f"{n} borrows", {"book": [("in", f"with {n}")], f"reader {n}": [("idle", "reading")]}) for n in numbers
    ]
    given = [
        rule(f"{n} returns", {"book": [(f"with {n}", "in")], f"reader {n}": [("reading", "idle")]}) for n in numbers
    ]
    back = rule("desk asks", {"book": [(each, "in") for each in out]})
    return Network(tuple(machines), (*taken, *given, back))


def test_states_of_a_shared_machine_that_carry_an_index_move_with_the_block() -> None:
    found = find_symmetry(lenders(3))

    assert found.groups == (
        Blocks(
            machines=(("reader 0",), ("reader 1",), ("reader 2",)),
            states=((("idle", "reading"),),) * 3,
            shared=(("book", ("with 0", "with 1", "with 2")),),
        ),
    )


def test_counters_that_never_meet_are_interchangeable_one_by_one() -> None:
    assert find_symmetry(grid(4, 3)).order == 24


@pytest.mark.parametrize("network", [dining(5), ferryman()], ids=["a ring", "a goat, a wolf and a cabbage"])
def test_what_no_exchange_of_two_keeps_is_not_found(network: Network) -> None:
    found = find_symmetry(network)

    assert [len(blocks) for blocks in found.groups if not Laws(network).kept_by(blocks)] == []
    assert found.order <= 2


def changed_rule(network: Network, name: str, change: Rule | None) -> Network:
    """The network with another rule in the place of one, or with none there."""
    rules = [each if each.name != name else change for each in network.rules]
    return Network(network.machines, tuple(each for each in rules if each is not None))


def named(network: Network, name: str) -> Rule:
    return next(each for each in network.rules if each.name == name)


def test_a_manager_that_lacks_a_rule_is_no_longer_exchanged() -> None:
    network = two_phase(4)

    found = find_symmetry(changed_rule(network, "rm1 chooses to abort", None))

    assert found.groups == (managers(0, 2, 3),)


def test_a_manager_with_a_fairer_rule_is_no_longer_exchanged() -> None:
    network = two_phase(4)
    fair = replace(named(network, "rm2 prepares"), fairness="weak")

    found = find_symmetry(changed_rule(network, "rm2 prepares", fair))

    assert found.groups == (managers(0, 1, 3),)


def test_a_manager_that_starts_elsewhere_is_no_longer_exchanged() -> None:
    network = two_phase(4)
    machines = [replace(each, initial="prepared") if each.name == "rm0" else each for each in network.machines]

    found = find_symmetry(Network(tuple(machines), network.rules))

    assert found.groups == (managers(1, 2, 3),)


def test_names_actors_and_orders_mean_nothing() -> None:
    network = two_phase(3)
    dice = Random(1)
    rules = [replace(each, name=f"{dice.random()}", actor=dice.choice("ab")) for each in network.rules]
    machines = [replace(each, states=tuple(dice.sample(each.states, len(each.states)))) for each in network.machines]

    found = find_symmetry(Network(tuple(machines), tuple(dice.sample(rules, len(rules)))))

    assert [sorted(row) for row in found.groups[0].machines] == [
        [f"prepared seen {n}", f"prepared sent {n}", f"rm{n}"] for n in range(3)
    ]


def test_rules_are_counted_that_say_the_same() -> None:
    twice = rule("again", {"b": [("0", "1")]})
    network = Network(
        (machine("a", "01"), machine("b", "01")),
        (rule("a", {"a": [("0", "1")]}), rule("b", {"b": [("0", "1")]}), twice),
    )

    assert find_symmetry(network).groups == ()


def test_blocks_that_are_only_claimed_do_not_pass_the_proof() -> None:
    crossed = Blocks(
        machines=(("rm0", "prepared sent 1"), ("rm1", "prepared sent 0")),
        states=((("working", "prepared", "committed", "aborted"), ("no", "yes")),) * 2,
    )

    assert not Laws(two_phase(3)).kept_by(crossed)
    assert Laws(two_phase(3)).kept_by(managers(2, 0))


def naive(network: Network, exchange: Renaming) -> Counter[str]:
    """Rules as texts, machines and states renamed word by word."""

    def put(name: str, state: str) -> tuple[str, str]:
        return exchange.states.get((name, state), (name, state))

    sizes = {each.name: len(each.states) for each in network.machines}

    def text(each: Rule) -> str:
        pairs = ([(put(name, start), put(name, end)) for start, end in ways] for name, ways in each.moves.items())
        asking = {name: states for name, states in each.when.items() if len(states) < sizes[name]}
        asked = ([put(name, state) for state in states] for name, states in asking.items())
        return f"{sorted(map(sorted, pairs))} {sorted(map(sorted, asked))} {each.fairness}"

    return Counter(map(text, network.rules))


@pytest.mark.parametrize("seed", range(150))
def test_every_exchange_found_in_a_random_network_maps_its_texts_onto_themselves(seed: int) -> None:
    drawn = symmetric_network(Random(seed))
    nothing = Renaming({}, {})

    found = find_symmetry(drawn.network)

    for blocks in found.groups:
        for exchange in blocks.exchanges():
            assert naive(drawn.network, exchange) == naive(drawn.network, nothing)
    if drawn.change == "nothing":
        assert any(len(blocks) >= drawn.count for blocks in found.groups)


def test_it_is_quick_to_see_that_the_recipe_has_none() -> None:
    network = composed_from_gallery("recipe").network
    took = []
    for _ in range(3):
        start = perf_counter()
        found = find_symmetry(network)
        took.append(perf_counter() - start)

    assert found.groups == ()
    assert min(took) < 0.05
