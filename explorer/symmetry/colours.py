"""Colours machines, states and rules until equal colours cannot be told apart by what surrounds them.

Colour refinement (Weisfeiler and Leman, "The reduction of a graph to canonical form", 1968), with the sum of the hashed
colours of the neighbours for their multiset. A colour is a hash of numbers only, so it is the same in every process,
and two colourings of one network can be compared. Two colours that fall together by chance cost a proof that fails.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import get_args

from model.network import Fairness, Network, Rule

_FAIRNESS = get_args(Fairness)


@dataclass(frozen=True, slots=True)
class Shape:
    """A network in numbers: the states of all machines in one row, and rules as places in lists of distinct parts."""

    network: Network
    first: tuple[int, ...]
    """Place of a machine -> number of its first state; one more at the end."""
    initial: tuple[int, ...]
    asked: tuple[tuple[int, tuple[int, ...]], ...]
    """Machine and states."""
    moved: tuple[tuple[int, tuple[tuple[int, int], ...]], ...]
    """Machine and pairs of states."""
    rules: tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...]
    """Fairness, places in `asked`, places in `moved`."""
    names: tuple[str, ...]
    """Number of a state -> its name; colours do not look at it."""

    def states(self, machine: int) -> range:
        """The states of a machine."""
        return range(self.first[machine], self.first[machine + 1])


@dataclass(frozen=True, slots=True)
class Colouring:
    """A colour for each machine, state and rule."""

    machines: tuple[int, ...]
    states: tuple[int, ...]
    rules: tuple[int, ...]

    @property
    def distinct(self) -> int:
        """How many machines and states can be told apart."""
        return len(set(self.machines)) + len(set(self.states))

    def marked(self, marks: Mapping[int, int]) -> "Colouring":
        """The same with a mark on some machines."""
        machines = list(self.machines)
        for machine, mark in marks.items():
            machines[machine] = hash((machines[machine], mark))
        return Colouring(tuple(machines), self.states, self.rules)


def shape_of(network: Network) -> Shape:
    """A network in numbers."""
    first = tuple(accumulate((len(machine.states) for machine in network.machines), initial=0))
    initial = tuple(
        start + machine.states.index(machine.initial) for start, machine in zip(first, network.machines, strict=False)
    )
    parts = _Parts(network, first)
    rules = tuple(parts.rule(rule) for rule in network.rules)
    names = tuple(state for machine in network.machines for state in machine.states)
    return Shape(network, first, initial, tuple(parts.asked), tuple(parts.moved), rules, names)


class _Parts:
    """The distinct parts of rules, numbered as they come."""

    def __init__(self, network: Network, first: tuple[int, ...]) -> None:
        self._machines = {machine.name: place for place, machine in enumerate(network.machines)}
        self._states = [
            {state: start + place for place, state in enumerate(machine.states)}
            for start, machine in zip(first, network.machines, strict=False)
        ]
        self.asked: dict[tuple[int, tuple[int, ...]], int] = {}
        self.moved: dict[tuple[int, tuple[tuple[int, int], ...]], int] = {}

    def rule(self, rule: Rule) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        """A rule in numbers; a question that allows every state is none."""
        asked = [self._asked(machine, states) for machine, states in rule.when.items()]
        moved = [self._moved(machine, pairs) for machine, pairs in rule.moves.items()]
        asking = [each for each in asked if len(each[1]) < len(self._states[each[0]])]
        return (
            _FAIRNESS.index(rule.fairness),
            tuple(self.asked.setdefault(each, len(self.asked)) for each in asking),
            tuple(self.moved.setdefault(each, len(self.moved)) for each in moved),
        )

    def _asked(self, machine: str, states: Iterable[str]) -> tuple[int, tuple[int, ...]]:
        place = self._machines[machine]
        return place, tuple(sorted({self._states[place][state] for state in states}))

    def _moved(self, machine: str, pairs: Iterable[tuple[str, str]]) -> tuple[int, tuple[tuple[int, int], ...]]:
        place = self._machines[machine]
        numbers = self._states[place]
        return place, tuple(sorted((numbers[start], numbers[end]) for start, end in pairs))


def first_colouring(shape: Shape) -> Colouring:
    """Machines by how many states they have, states by whether they are initial, rules by fairness."""
    starts = set(shape.initial)
    return Colouring(
        machines=tuple(hash((len(machine.states),)) for machine in shape.network.machines),
        states=tuple(hash((int(state in starts),)) for state in range(shape.first[-1])),
        rules=tuple(hash((fairness,)) for fairness, _, _ in shape.rules),
    )


def refined(shape: Shape, colouring: Colouring) -> Colouring:
    """The colouring once each colour has looked at its neighbours."""
    states, machines = colouring.states, colouring.machines
    mixed = [hash((colour,)) for colour in states]
    asked = [hash((machines[machine], sum([mixed[state] for state in which]))) for machine, which in shape.asked]
    moved = [
        hash((machines[machine], sum([hash((states[start], states[end])) for start, end in pairs])))
        for machine, pairs in shape.moved
    ]
    rules = tuple(
        hash((colour, sum([asked[each] for each in asks]), sum([moved[each] for each in moves])))
        for colour, (_, asks, moves) in zip(colouring.rules, shape.rules, strict=True)
    )
    heard = _heard(shape, (asked, moved), Colouring(machines, states, rules))
    return Colouring(tuple(_machines_seen(shape, machines, heard)), tuple(heard), rules)


def refinements(shape: Shape, colouring: Colouring) -> Iterator[Colouring]:
    """Finer and finer colourings, up to the first that tells no more apart than the one before."""
    before = 0
    while before < colouring.distinct:
        before, colouring = colouring.distinct, refined(shape, colouring)
        yield colouring


def _heard(shape: Shape, parts: tuple[list[int], list[int]], colouring: Colouring) -> list[int]:
    """What each state hears from the rules that name it, and from its machine."""
    heard = [0] * len(colouring.states)
    states = colouring.states
    by_asked, by_moved = _weighed(shape, parts, colouring.rules)
    for weight, (_, which) in zip(by_asked, shape.asked, strict=True):
        for state in which:
            heard[state] += weight
    for weight, (_, pairs) in zip(by_moved, shape.moved, strict=True):
        for start, end in pairs:
            heard[start] += hash((weight, 1, states[end]))
            heard[end] += hash((weight, 2, states[start]))
    owners = [colour for place, colour in enumerate(colouring.machines) for _ in shape.states(place)]
    return [hash(each) for each in zip(states, owners, heard, strict=True)]


def _weighed(shape: Shape, parts: tuple[list[int], list[int]], rules: tuple[int, ...]) -> tuple[list[int], list[int]]:
    """The colour of each part of rules together with the rules that it stands in."""
    asked, moved = [0] * len(shape.asked), [0] * len(shape.moved)
    for colour, (_, asks, moves) in zip(rules, shape.rules, strict=True):
        for each in asks:
            asked[each] += colour
        for each in moves:
            moved[each] += colour
    return [hash(each) for each in zip(parts[0], asked, strict=True)], [
        hash(each) for each in zip(parts[1], moved, strict=True)
    ]


def _machines_seen(shape: Shape, machines: tuple[int, ...], states: list[int]) -> Iterable[int]:
    for place, colour in enumerate(machines):
        yield hash((colour, sum([hash((state,)) for state in states[shape.first[place] : shape.first[place + 1]]])))
