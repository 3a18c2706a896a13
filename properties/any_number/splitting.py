"""Splits a rule of a composed design into what it does to the common machines and to each member."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from model.network import Machine, Network, Pair, Rule
from properties.any_number.crowd import Member, Moves, Pairs, staying
from properties.any_number.reading import NotCoveredError, Reading, Roles


@dataclass(frozen=True, slots=True)
class Split:
    """A rule, said of the common machines and of each member; machines left free are left out."""

    name: str
    common: Moves
    own: Mapping[Member, Moves]


@dataclass(frozen=True, slots=True)
class Scale:
    """The machines of one composed design as its roles read them: the common ones, and those of each member."""

    roles: Roles
    common: Mapping[str, Machine]
    own: Mapping[Member, Mapping[str, Machine]]

    def split(self, rule: Rule) -> Split:
        """One rule, split.

        Where a machine tells of several members, what it tells them is no longer tied together: that allows more.
        """
        common: dict[str, Pairs] = {}
        own: dict[Member, dict[str, Pairs]] = {member: {} for member in self.roles.members}
        for machine, pairs in _all_pairs(rule):
            role = self.roles.by_machine[machine]
            if role.common is not None:
                _note(common, role.common, pairs)
            for member, reading in role.own.items():
                _note(own[member], reading, pairs)
        said = {member: _bound(moves, self.own[member]) for member, moves in own.items()}
        return Split(rule.name, _bound(common, self.common), said)


def scale_of(network: Network, roles: Roles) -> Scale:
    """The machines of a composed design as its roles read them.

    Raises:
        NotCoveredError: two machines would be read as one.
    """
    common: dict[str, Machine] = {}
    own: dict[Member, dict[str, Machine]] = {member: {} for member in roles.members}
    for machine in network.machines:
        role = roles.by_machine[machine.name]
        if role.common is not None:
            _take(common, role.common, machine)
        for member, reading in role.own.items():
            _take(own[member], reading, machine)
    return Scale(roles, common, own)


def _take(known: dict[str, Machine], reading: Reading, machine: Machine) -> None:
    """Add a machine as it is read."""
    if reading.name in known:
        raise NotCoveredError(f"two machines would be read as {reading.name!r}")
    states = tuple(dict.fromkeys(reading.states[state] for state in machine.states))
    known[reading.name] = Machine(reading.name, states, reading.states[machine.initial])


def _all_pairs(rule: Rule) -> Iterator[tuple[str, tuple[Pair, ...]]]:
    """Movers and conditions alike: a condition is a move that changes nothing."""
    yield from rule.moves.items()
    for machine, states in rule.when.items():
        yield machine, tuple((state, state) for state in states)


def _note(said: dict[str, Pairs], reading: Reading, pairs: Iterable[Pair]) -> None:
    """Pairs of a machine, as they are read."""
    said[reading.name] = frozenset((reading.states[start], reading.states[end]) for start, end in pairs)


def _bound(moves: dict[str, Pairs], machines: Mapping[str, Machine]) -> Moves:
    """The moves without those that leave a machine anywhere it is."""
    return {name: pairs for name, pairs in moves.items() if pairs != staying(machines[name].states)}
