"""Numbers the machines of a crowd and of one member in bits, and holds sets of such worlds as diagrams."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from oxidd.bdd import BDDFunction, BDDManager

from explorer.sets.order import arranged
from model.network import Machine, Network, Pair, Rule
from properties.any_number.crowd import Crowd, Moves, Pattern

NODES = 1 << 22
"""How many nodes all diagrams together may have."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Whose machine: a common one (no kind), or that of a member of a kind."""

    kind: str
    machine: str


@dataclass(frozen=True, slots=True)
class Field:
    """The bits of one machine, lowest first, and its states in the order of their numbers."""

    bits: tuple[int, ...]
    states: tuple[str, ...]
    initial: str


@dataclass(frozen=True, slots=True)
class Book:
    """Where each machine stands in a diagram, and the diagrams of its states."""

    manager: BDDManager
    fields: Mapping[Place, Field]

    def at(self, place: Place, states: Iterable[str]) -> BDDFunction:
        """The worlds in which a machine is in one of these states."""
        return self.any_of(self._state(self.fields[place], state) for state in states)

    def any_of(self, sets: Iterable[BDDFunction]) -> BDDFunction:
        """Those in any of these sets."""
        return reduce(lambda one, other: one | other, sets, self.manager.false())

    def all_of(self, sets: Iterable[BDDFunction]) -> BDDFunction:
        """Those in all of these sets."""
        return reduce(lambda one, other: one & other, sets, self.manager.true())

    def bits(self, places: Iterable[Place]) -> BDDFunction:
        """All bits of these machines, to be forgotten."""
        return self.all_of(self.manager.var(bit) for place in places for bit in self.fields[place].bits)

    def places(self, kind: str) -> tuple[Place, ...]:
        """The common machines, or those of one member of a kind."""
        return tuple(place for place in self.fields if place.kind == kind)

    def initial(self, kind: str) -> BDDFunction:
        """The common machines and one member of a kind are where they start."""
        places = (*self.places(""), *self.places(kind))
        return self.all_of(self.at(place, (self.fields[place].initial,)) for place in places)

    def going(self, worlds: BDDFunction, kind: str, moves: Moves) -> BDDFunction:
        """Where the moves of the common machines (no kind), or of a member, lead from these worlds."""
        for machine, pairs in moves.items():
            worlds = self._moved(worlds, Place(kind, machine), sorted(pairs))
        return worlds

    def beside(self, worlds: BDDFunction, kind: str, moves: Moves) -> BDDFunction:
        """The common machines of those worlds in which a member may move like this, whatever it moves to."""
        for machine, pairs in moves.items():
            worlds &= self.at(Place(kind, machine), sorted({start for start, _ in pairs}))
        forgotten = self.bits(self.places(kind))
        return worlds.exists(forgotten)

    def _moved(self, worlds: BDDFunction, place: Place, pairs: Iterable[Pair]) -> BDDFunction:
        """Where one machine leads from these worlds by one of its pairs."""
        sources: dict[str, list[str]] = {}
        for start, end in pairs:
            sources.setdefault("" if start == end else end, []).append(start)
        reached = worlds & self.at(place, sources.pop("", []))
        forgotten = self.bits((place,))
        for target, starts in sources.items():
            reached |= (worlds & self.at(place, starts)).exists(forgotten) & self.at(place, (target,))
        return reached

    def _state(self, field: Field, state: str) -> BDDFunction:
        """The worlds in which a machine has this number."""
        number = field.states.index(state)
        variables = ((place, self.manager.var(bit)) for place, bit in enumerate(field.bits))
        return self.all_of(bit if number >> place & 1 else ~bit for place, bit in variables)


def open_book(crowd: Crowd) -> Book:
    """A book for a crowd: machines that patterns name together stand together."""
    fields: dict[Place, Field] = {}
    free = 0
    for place, machine in _ordered(crowd):
        width = (len(machine.states) - 1).bit_length()
        fields[place] = Field(tuple(range(free, free + width)), machine.states, machine.initial)
        free += width
    manager = BDDManager(NODES, NODES, 1)
    manager.add_vars(free)
    return Book(manager, fields)


def _ordered(crowd: Crowd) -> Iterator[tuple[Place, Machine]]:
    """Every machine with its places, in the order of the diagram."""
    known = {f"/{each.name}": ("", each) for each in crowd.common}
    for kind, machines in crowd.own.items():
        known |= {f"{kind}/{each.name}": (kind, each) for each in machines}
    rules = tuple(_tied(number, pattern) for number, pattern in enumerate(crowd.patterns))
    machines = tuple(Machine(name, each.states, each.initial) for name, (_, each) in known.items())
    for name in arranged(Network(machines, rules)):
        kind, machine = known[name]
        yield Place(kind, machine.name), machine


def _tied(number: int, pattern: Pattern) -> Rule:
    """The machines that a pattern names, as the machines that a rule asks about."""
    ways = (*((pattern.acting,) if pattern.acting else ()), *pattern.others)
    named = [("", pattern.common), *((way.kind, way.moves) for way in ways)]
    asked = {
        f"{kind}/{machine}": tuple(sorted({start for start, _ in pairs}))
        for kind, moves in named
        for machine, pairs in moves.items()
    }
    return Rule(str(number), "", {}, asked)
