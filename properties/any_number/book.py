"""Numbers the machines of a crowd and two of its members in bits, and holds sets of such worlds as diagrams."""

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
    """Whose machine: a common one (no kind), or that of a member: the one looked at (copy 0), or another (copy 1)."""

    kind: str
    copy: int
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

    def places(self, kind: str, copy: int = 0) -> tuple[Place, ...]:
        """The common machines, or those of one member of a kind."""
        return tuple(place for place in self.fields if (place.kind, place.copy) == (kind, copy))

    def initial(self, kind: str) -> BDDFunction:
        """The common machines and one member of a kind are where they start."""
        places = (*self.places(""), *self.places(kind))
        return self.all_of(self.at(place, (self.fields[place].initial,)) for place in places)

    def other(self, kind: str, worlds: BDDFunction) -> BDDFunction:
        """The same, said of the other member of a kind in place of the one looked at."""
        pairs = [
            (old, self.manager.var(new))
            for place in self.places(kind)
            for old, new in zip(
                self.fields[place].bits, self.fields[Place(kind, 1, place.machine)].bits, strict=True
            )
        ]
        return worlds.substitute(BDDFunction.make_substitution(pairs)) if pairs else worlds

    def going(self, worlds: BDDFunction, whose: tuple[str, int], moves: Moves) -> BDDFunction:
        """Where the moves of the common machines, or of a member, lead from these worlds."""
        for machine, pairs in moves.items():
            worlds = self._moved(worlds, Place(*whose, machine), sorted(pairs))
        return worlds

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

    def read(self, cube: list[bool | None], kind: str) -> dict[str, str]:
        """The states of the common machines, and of the member looked at, in one world of a cube."""
        found = {}
        for place in (*self.places(""), *self.places(kind)):
            field = self.fields[place]
            number = sum(1 << weight for weight, bit in enumerate(field.bits) if cube[bit])
            found[place.machine] = field.states[number]
        return found


def open_book(crowd: Crowd) -> Book:
    """A book for a crowd: machines that patterns name together stand together, and of two members side by side."""
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
        for copy in (0, 1) if kind else (0,):
            yield Place(kind, copy, machine.name), machine


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
