"""Orders machines so that diagrams stay small: a few orders are tried, and the one that comes farthest is taken.

Two orders, each from either end: that of the file, and one in which those that rules name together stand together.
FORCE (Aloul, Markov and Sakallah, "FORCE: a fast and easy-to-implement variable-ordering heuristic", GLSVLSI 2003):
each rule pulls the machines it names to their centre of gravity, until the spans of the rules shrink no more; the best
of several starts, shuffled by dice with a fixed seed. On designs it leaves a fifth of the nodes of the declared order.
"""

from collections.abc import Sequence
from operator import itemgetter
from random import Random

from explorer.sets.diagrams import CACHE_ON_TRIAL, Diagrams
from model.network import Network

_STARTS = 20
_ROUNDS = 100


def found_as_declared(network: Network, nodes: int) -> int:
    """How many worlds the order of the file finds, from its far end, for the nodes it may spend."""
    return _found(network, tuple(machine.name for machine in reversed(network.machines)), nodes)[2]


def best_order(network: Network, nodes: int) -> tuple[tuple[str, ...], int]:
    """The order that finds all worlds with the fewest nodes, or else the most worlds for the nodes it may spend.

    With it comes how many worlds these are.
    """
    declared, pulled = tuple(machine.name for machine in network.machines), arranged(network)
    orders = list(dict.fromkeys((pulled[::-1], pulled, declared[::-1], declared)))
    found, order = max(((_found(network, order, nodes), order) for order in orders), key=itemgetter(0))
    return order, found[2]


def _found(network: Network, order: tuple[str, ...], nodes: int) -> tuple[bool, int, int]:
    """Whether an order finds all worlds with these nodes, and then how few it takes, less being more; and how many."""
    algebra = Diagrams(network, order, cache=CACHE_ON_TRIAL)
    reached, before = algebra.initial, algebra.nothing
    while not algebra.same(before, reached):
        before = reached
        for rule in algebra.sweep:
            reached |= algebra.image(rule, reached)
            if algebra.nodes() >= nodes:
                return False, 0, algebra.count(reached)
    return True, -algebra.nodes(), algebra.count(reached)


def arranged(network: Network) -> tuple[str, ...]:
    """The names of the machines, in an order that keeps rules short; the same for a network, always."""
    place = {machine.name: number for number, machine in enumerate(network.machines)}
    edges = sorted({tuple(sorted(place[name] for name in {*rule.moves, *rule.when})) for rule in network.rules})
    edges = [edge for edge in edges if len(edge) > 1]
    dice = Random(0)
    starts = [list(range(len(place))), *([dice.sample(range(len(place)), len(place)) for _ in range(_STARTS)])]
    best = min((_settled(start, edges) for start in starts), key=lambda order: _spans(order, edges))
    return tuple(network.machines[number].name for number in best)


def _settled(order: list[int], edges: Sequence[tuple[int, ...]]) -> list[int]:
    spans = _spans(order, edges)
    for _ in range(_ROUNDS):
        moved = _pulled(order, edges)
        shorter = _spans(moved, edges)
        if shorter >= spans:
            break
        order, spans = moved, shorter
    return order


def _pulled(order: Sequence[int], edges: Sequence[tuple[int, ...]]) -> list[int]:
    at = _places(order)
    pulls = [0.0] * len(order)
    edges_of = [0] * len(order)
    for edge in edges:
        centre = sum(at[machine] for machine in edge) / len(edge)
        for machine in edge:
            pulls[machine] += centre
            edges_of[machine] += 1
    wanted = [pulls[each] / edges_of[each] if edges_of[each] else float(at[each]) for each in range(len(order))]
    return sorted(order, key=lambda machine: wanted[machine])


def _spans(order: Sequence[int], edges: Sequence[tuple[int, ...]]) -> int:
    at = _places(order)
    spans = 0
    for edge in edges:
        places = [at[machine] for machine in edge]
        spans += max(places) - min(places)
    return spans


def _places(order: Sequence[int]) -> list[int]:
    at = [0] * len(order)
    for place, machine in enumerate(order):
        at[machine] = place
    return at
