"""Which rules are enabled in a world, and what their choices add to it, from tables filled as worlds come by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from explorer.packing import Field, Packing, pack
from model.network import Network, Rule

_CHUNK_BITS = 16
_KEPT_CHOICES = 4096
"""Products of choices up to this size are kept as a tuple; larger ones are made anew, one by one, each time."""


class Chunk(dict[int, int]):
    """Bits of some neighbouring machines -> the rules that none of them disables, as a bit mask."""

    def __init__(self, fields: Sequence[Field], rules_by_state: Mapping[str, Sequence[int]]) -> None:
        """Take the machines of the chunk; `rules_by_state` maps a machine to a rule mask for each of its states."""
        super().__init__()
        self.mask = sum(field.mask for field in fields)
        self._tables = [(field, rules_by_state[field.machine.name]) for field in fields]

    def __missing__(self, bits: int) -> int:
        """Work out the mask of bits seen for the first time."""
        rules = -1
        for field, table in self._tables:
            rules &= table[(bits & field.mask) >> field.shift]
        self[bits] = rules
        return rules


@dataclass(frozen=True, slots=True)
class _AllChoices:
    """The sums of a product of choices that is too large to keep."""

    choices: tuple[tuple[int, ...], ...]

    def __iter__(self) -> Iterator[int]:
        return map(sum, product(*self.choices))


class Deltas(dict[int, Iterable[int]]):
    """Bits of a rule's movers -> what each of its choices adds to the world, in the order of the file."""

    def __init__(self, rule: Rule, packing: Packing) -> None:
        """Read the pairs of the rule's movers."""
        super().__init__()
        fields = [packing.field(machine) for machine in rule.moves]
        self.mask = sum(field.mask for field in fields)
        self._movers = [(field.mask, _by_origin(field, rule)) for field in fields]

    def __missing__(self, bits: int) -> Iterable[int]:
        """Work out the choices from bits seen for the first time, all of which must enable the rule."""
        choices = tuple(by_origin[bits & mask] for mask, by_origin in self._movers)
        every = _AllChoices(choices)
        self[bits] = tuple(every) if prod(map(len, choices)) <= _KEPT_CHOICES else every
        return self[bits]


class EnabledRules(dict[int, tuple[tuple[int, int, Deltas], ...]]):
    """Mask of enabled rules -> (rule's place, bits of its movers, what its choices add), in file order."""

    def __init__(self, deltas: Sequence[Deltas]) -> None:
        """Take the tables of all rules."""
        super().__init__()
        self._by_bit = {1 << place: (place, each.mask, each) for place, each in enumerate(deltas)}

    def __missing__(self, enabled: int) -> tuple[tuple[int, int, Deltas], ...]:
        """Read off a mask seen for the first time."""
        found: list[tuple[int, int, Deltas]] = []
        rest = enabled
        while rest:
            lowest = rest & -rest
            found.append(self._by_bit[lowest])
            rest ^= lowest
        self[enabled] = tuple(found)
        return self[enabled]


@dataclass(frozen=True, slots=True)
class Enabling:
    """The tables of one network. Enabled in a world: what no chunk disables."""

    packing: Packing
    chunks: tuple[Chunk, ...]
    rules: EnabledRules
    every_rule: int

    def enabled(self, world: int) -> int:
        """The rules enabled in a world, as a bit mask."""
        enabled = self.every_rule
        for chunk in self.chunks:
            enabled &= chunk[world & chunk.mask]
        return enabled


def tables(network: Network) -> Enabling:
    """The tables of a network, still empty."""
    packing = pack(network)
    by_state = rules_by_state(network, packing)
    chunks = tuple(Chunk(fields, by_state) for fields in _chunked(packing.fields))
    deltas = [Deltas(rule, packing) for rule in network.rules]
    return Enabling(packing, chunks, EnabledRules(deltas), (1 << len(network.rules)) - 1)


def steps_from(tables: Enabling, world: int) -> Iterator[tuple[int, int]]:
    """The steps of a packed world as (rule, world), in the order of the file."""
    for rule, movers, deltas in tables.rules[tables.enabled(world)]:
        for delta in deltas[world & movers]:
            yield rule, world + delta


def bits_of(mask: int) -> Iterator[int]:
    """The places of the bits that are set, ascending."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _by_origin(field: Field, rule: Rule) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for origin, target in rule.moves[field.machine.name]:
        found.setdefault(field.packed(origin), []).append(field.packed(target) - field.packed(origin))
    return {origin: tuple(deltas) for origin, deltas in found.items()}


def _chunked(fields: Sequence[Field]) -> Iterator[tuple[Field, ...]]:
    chunk: list[Field] = []
    for field in fields:
        if chunk and sum(each.width for each in chunk) + field.width > _CHUNK_BITS:
            yield tuple(chunk)
            chunk = []
        chunk.append(field)
    yield tuple(chunk)


def rules_by_state(network: Network, packing: Packing) -> dict[str, list[int]]:
    """Machine -> for each of its states, in their order, the rules that it does not disable, as a bit mask."""
    every = (1 << len(network.rules)) - 1
    disabled = {machine.name: [0] * len(machine.states) for machine in network.machines}
    for place, rule in enumerate(network.rules):
        for machine, states in _asked(rule):
            allowed = {packing.field(machine).places[state] for state in states}
            column = disabled[machine]
            for state in range(len(column)):
                if state not in allowed:
                    column[state] |= 1 << place
    return {machine: [every & ~each for each in column] for machine, column in disabled.items()}


def _asked(rule: Rule) -> Iterator[tuple[str, Iterable[str]]]:
    for machine, pairs in rule.moves.items():
        yield machine, (origin for origin, _ in pairs)
    yield from rule.when.items()
