"""Blocks of machines that can be exchanged for one another, and what an exchange does to machines, states and rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from model.network import Condition, Fairness, Network, Pair, Rule

State: TypeAlias = tuple[str, str]
"""A machine and one of its states."""

Asked: TypeAlias = tuple[str, frozenset[str]]
"""A machine and the states it may be in."""

Moved: TypeAlias = tuple[str, frozenset[Pair]]
"""A machine and the pairs it may move by."""

Law: TypeAlias = tuple[Fairness, frozenset[Asked], frozenset[Moved]]
"""What a rule says, whatever it is called, whoever acts, and in whatever order it lists its parts."""

Told: TypeAlias = frozenset[frozenset[Asked]]
"""What a condition says, whatever the order of its parts."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """An exchange: machine -> machine and state -> state, for those that change; the rest stays."""

    machines: Mapping[str, str]
    states: Mapping[State, State]

    def state(self, machine: str, state: str) -> str:
        """What a machine's state is called afterwards."""
        return self.states.get((machine, state), (machine, state))[1]

    def asked(self, asked: Asked) -> Asked:
        """The same question of the machine that stands there afterwards."""
        machine, states = asked
        return self.machines.get(machine, machine), frozenset(self.state(machine, each) for each in states)

    def moved(self, moved: Moved) -> Moved:
        """The same pairs of the machine that stands there afterwards."""
        machine, pairs = moved
        named = ((self.state(machine, start), self.state(machine, end)) for start, end in pairs)
        return self.machines.get(machine, machine), frozenset(named)

    def law(self, law: Law) -> Law:
        """What a rule says afterwards."""
        fairness, asked, moved = law
        return fairness, frozenset(map(self.asked, asked)), frozenset(map(self.moved, moved))

    def told(self, told: Told) -> Told:
        """What a condition says afterwards."""
        return frozenset(frozenset(map(self.asked, each)) for each in told)


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks of equal shape.

    `machines[block][role]` plays that role in the block, and `states[block][role]` are its states, those that
    correspond in the same place. `shared` are the families of states of machines outside the blocks that carry a
    block's index: a machine and its state for each block.
    """

    machines: tuple[tuple[str, ...], ...]
    states: tuple[tuple[tuple[str, ...], ...], ...]
    shared: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __len__(self) -> int:
        """How many blocks."""
        return len(self.machines)

    def exchange(self, one: int, other: int) -> Renaming:
        """The exchange of two blocks."""
        machines: dict[str, str] = {}
        states: dict[State, State] = {}
        for here, there in ((one, other), (other, one)):
            machines.update(zip(self.machines[here], self.machines[there], strict=True))
            for role, machine in enumerate(self.machines[here]):
                ends = [(self.machines[there][role], state) for state in self.states[there][role]]
                states.update(zip([(machine, state) for state in self.states[here][role]], ends, strict=True))
            states.update({(machine, family[here]): (machine, family[there]) for machine, family in self.shared})
        return Renaming(machines, states)

    def generators(self) -> Iterable[Renaming]:
        """The exchanges of neighbours, which make up every permutation of the blocks."""
        return (self.exchange(place, place + 1) for place in range(len(self) - 1))

    def exchanges(self) -> Iterable[Renaming]:
        """The exchange of any two."""
        return (self.exchange(one, other) for one, other in combinations(range(len(self)), 2))

    def changed(self) -> frozenset[State]:
        """Every state that some permutation gives another place."""
        machines, states = self.machines, self.states
        roles = [(block, role) for block, row in enumerate(machines) for role in range(len(row))]
        inside = {(machines[block][role], state) for block, role in roles for state in states[block][role]}
        return frozenset(inside | {(machine, state) for machine, family in self.shared for state in family})


def laws_of(network: Network) -> tuple[Law, ...]:
    """What the rules of a network say, in its order; to allow a machine every state is to ask nothing of it."""
    sizes = {machine.name: len(machine.states) for machine in network.machines}
    return tuple(_law(rule, sizes) for rule in network.rules)


def told(condition: Condition) -> Told:
    """What a condition says."""
    return frozenset(
        frozenset((machine, frozenset(states)) for machine, states in conjunction.items()) for conjunction in condition
    )


def condition_of(said: Told) -> Condition:
    """A condition that says this; its order is of no meaning."""
    return tuple({machine: tuple(sorted(states)) for machine, states in each} for each in said)


def _law(rule: Rule, sizes: Mapping[str, int]) -> Law:
    asked = ((machine, frozenset(states)) for machine, states in rule.when.items())
    moved = frozenset((machine, frozenset(pairs)) for machine, pairs in rule.moves.items())
    return rule.fairness, frozenset(each for each in asked if len(each[1]) < sizes[each[0]]), moved
