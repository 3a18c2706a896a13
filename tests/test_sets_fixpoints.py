"""Where sets of worlds lead, and the fair runs inside them, are those that a search and a graph library find."""

from collections.abc import Callable, Iterator
from functools import reduce
from operator import or_
from random import Random

import networkx as nx

from explorer import Bounds
from explorer.sets.fairness import Fairness, component_around, fairness_of
from explorer.sets.integers import Integers
from explorer.sets.reaching import inner_rules, leading_on, leading_to, on_cycles
from explorer.watch import Watch
from tests.oracle.random_networks import random_network
from tests.test_sets_survivors import Parted


def test_sets_of_worlds_lead_to_what_a_search_finds_in_whatever_parts_rules_are_swept() -> None:
    for seed in range(60):
        dice, algebra = Random(f"reaching {seed}"), parted(seed)
        within, start = region(dice, algebra), region(dice, algebra) & region(dice, algebra)
        some = tuple(dice.sample(algebra.sweep, 2))
        watch = Watch(Bounds())

        assert leading_on(algebra, start, within, watch) == closure(algebra.image, algebra.sweep, start, within)
        assert leading_on(algebra, start, within, watch, some) == closure(algebra.image, some, start, within)
        assert leading_to(algebra, start, within, watch) == closure(algebra.preimage, algebra.sweep, start, within)
        assert leading_to(algebra, start, within, watch, some) == closure(algebra.preimage, some, start, within)
        inner = [rule for rule in algebra.sweep if algebra.image(rule, within) & within]
        assert inner_rules(algebra, within) == inner
        assert on_cycles(algebra, within, watch) == between_cycles(algebra, within)


def parted(seed: int) -> Parted:
    network = random_network(Random(seed))
    return Parted(network, parts=tuple((rule,) for rule in reversed(range(len(network.rules)))))


def region(dice: Random, algebra: Integers) -> int:
    """A set of about three quarters of the product of the machines' states."""
    size = algebra.where(({},)).bit_length()
    return (dice.getrandbits(size) | dice.getrandbits(size)) & algebra.where(({},))


def closure(step: Callable[[int, int], int], rules: "range | tuple[int, ...]", start: int, within: int) -> int:
    found, before = start & within, -1
    while found != before:
        before, found = found, found | reduce(or_, (step(rule, found) for rule in rules)) & within
    return found


def between_cycles(algebra: Integers, within: int) -> int:
    graph, before = graph_in(algebra, within), -1
    while len(graph) != before:
        before = len(graph)
        graph = graph.subgraph([each for each in graph if graph.in_degree(each) and graph.out_degree(each)])
    return sum(graph)


def graph_in(algebra: Integers, within: int) -> "nx.MultiDiGraph[int]":
    """The steps between the worlds of a set; a world is its bit."""
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_nodes_from(bits(within))
    for world in bits(within):
        for rule in algebra.sweep:
            graph.add_edges_from((world, to, {"rule": rule}) for to in bits(algebra.image(rule, world) & within))
    return graph


def bits(worlds: int) -> Iterator[int]:
    while worlds:
        yield worlds & -worlds
        worlds &= worlds - 1


def test_fair_components_and_what_is_left_of_a_region_are_those_of_a_graph_library() -> None:
    fair_ones = 0
    for seed in range(70):
        algebra = Integers(random_network(Random(seed)))
        within = region(Random(f"fair {seed}"), algebra)
        fairness = fairness_of(algebra, Watch(Bounds()))
        components = list(fair_components(fairness, graph_in(algebra, within)))
        fair_ones += len(components)

        left = fairness.cycling(within)
        assert left & ~within == 0
        assert not (sum(components) & ~left)
        assert bool(left) == bool(components), seed
        assert all(list(fair_components(fairness, each)) == [sum(each)] for each in outermost(graph_in(algebra, left)))
        for world in list(bits(within))[:12]:
            expected = next((each for each in components if each & world), None)
            found = component_around(fairness, world, within)
            assert found.fair == (expected is not None)
            assert found.worlds & world
            assert found.worlds == expected if found.fair else not found.worlds & sum(components)

    assert fair_ones > 30


def outermost(graph: "nx.MultiDiGraph[int]") -> "Iterator[nx.MultiDiGraph[int]]":
    """The strong components that nothing leads to, and those that lead to nothing."""
    for worlds in nx.strongly_connected_components(graph):
        entered = any(start not in worlds for start, _ in graph.in_edges(worlds))
        if not entered or all(to in worlds for _, to in graph.out_edges(worlds)):
            yield graph.subgraph(worlds)


def fair_components(fairness: "Fairness[int]", graph: "nx.MultiDiGraph[int]") -> Iterator[int]:
    """The largest sets of worlds that a fair run can go round for ever."""
    for worlds in nx.strongly_connected_components(graph):
        inside = graph.subgraph(worlds)
        every, algebra = sum(worlds), fairness.algebra
        taken = {rule for rule in algebra.sweep if algebra.image(rule, every) & every}
        asked = {world: asking(fairness, world) for world in worlds}
        if not taken or set.intersection(*asked.values()) & set(fairness.weak) - taken:
            continue
        kept = [world for world in worlds if not asked[world] & set(fairness.strong) - taken]
        if len(kept) == len(worlds):
            yield sum(worlds)
        else:
            yield from fair_components(fairness, inside.subgraph(kept))


def asking(fairness: "Fairness[int]", world: int) -> set[int]:
    return {rule for rule in fairness.algebra.sweep if fairness.algebra.enabled(rule) & world}
