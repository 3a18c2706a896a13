"""Finds rules that can never be taken twice on one cycle, from the machines alone."""

from collections.abc import Iterator, Mapping

from model.network import Machine, Network, Rule

_SMALL = 256
"""Machines of more states are left out: this only saves time, and must not cost more than it saves."""


def irreversible(network: Network) -> Iterator[int]:
    """The places of rules whose every step moves some machine where no rule ever moves it back from.

    A cycle of worlds is a closed walk of each machine, so a step that leaves a strong component of a machine's own
    graph lies on none.
    """
    small = [machine for machine in network.machines if len(machine.states) <= _SMALL]
    reach = {machine.name: _reach(network, machine) for machine in small}
    for place, rule in enumerate(network.rules):
        if any(_leaves_for_good(rule, machine, reach[machine]) for machine in rule.moves if machine in reach):
            yield place


def _leaves_for_good(rule: Rule, machine: str, reach: Mapping[str, frozenset[str]]) -> bool:
    """Whether every pair of one mover leads where its start is out of reach."""
    return all(start not in reach[end] for start, end in rule.moves[machine])


def _reach(network: Network, machine: Machine) -> dict[str, frozenset[str]]:
    """State -> the states that the moves of one machine lead to from it, itself included."""
    after: dict[str, set[str]] = {state: set() for state in machine.states}
    for rule in network.rules:
        for start, end in rule.moves.get(machine.name, ()):
            after[start].add(end)
    return {state: _closure(state, after) for state in machine.states}


def _closure(state: str, after: Mapping[str, set[str]]) -> frozenset[str]:
    found, pending = {state}, [state]
    while pending:
        fresh = after[pending.pop()] - found
        found |= fresh
        pending += fresh
    return frozenset(found)
