"""Sets of worlds as numpy arrays, a bit for each of the whole product: good for the dense and irregular.

A rule asks and writes by slices of axes and by masks and shifts of bits, whatever the set holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TypeAlias

import numpy as np

from explorer.sets.arrays_layout import Bits, Box, Layout, States, layout
from model.network import Condition, Network, Rule

ENGINE = "arrays"
MOST_BYTES = 1 << 28


def fits(network: Network) -> bool:
    """Whether one set of worlds of this network takes 256 megabytes at most."""
    return layout(network).nbytes <= MOST_BYTES


class BitArrays:
    """Sets of worlds as bit arrays, see `Algebra`; an array is not changed once it is handed out."""

    engine = ENGINE

    def __init__(self, network: Network) -> None:
        """Lay the machines out, and read every rule in both directions."""
        self.network = network
        self.sweep = range(len(network.rules))
        self.parts = (self.sweep,)
        self._layout = layout(network)
        self._guards = [self._layout.box(_asked(rule, self._layout)) for rule in network.rules]
        self._forward = [_taking(rule, _pairs(rule, self._layout), self._layout) for rule in network.rules]
        self._back = [_taking(rule, _reversed(_pairs(rule, self._layout)), self._layout) for rule in network.rules]

    @property
    def nothing(self) -> Bits:
        """No bit."""
        return self._layout.empty()

    @property
    def initial(self) -> Bits:
        """The bit of the initial world."""
        return self.single(self._layout.packing.initial)

    def where(self, condition: Condition) -> Bits:
        """The bits of the worlds in a condition."""
        boxes = [self._layout.box(_places(conjunction, self._layout)) for conjunction in condition]
        return reduce(or_, map(self._filled, boxes), self.nothing)

    def enabled(self, rule: int) -> Bits:
        """The bits of the worlds in which nothing disables the rule."""
        return self._filled(self._guards[rule])

    def image(self, rule: int, worlds: Bits) -> Bits:
        """The bits, moved."""
        return self._forward[rule].taken(worlds, self.nothing)

    def preimage(self, rule: int, worlds: Bits) -> Bits:
        """The bits, moved back."""
        return self._back[rule].taken(worlds, self.nothing)

    def count(self, worlds: Bits) -> int:
        """How many bits."""
        return int(np.bitwise_count(worlds).sum(dtype=np.int64))

    def steps(self, rule: int, worlds: Bits) -> int:
        """How many bits, each times the choices there are in its world; no sum exceeds the square of the product."""
        choices = _choices(self.network.rules[rule], self._layout)
        part = self._guards[rule].read(worlds)
        by_axis = {self._layout.axes[name]: counts for name, counts in choices.items() if name in self._layout.axes}
        kept = sorted(axis for axis, counts in by_axis.items() if set(counts.values()) != {1})
        rest = tuple(axis for axis in range(part.ndim) if axis not in kept)
        total = 0
        for times, word in _words_by_choices(choices, self._layout).items():
            counts = np.bitwise_count(part & self._layout.dtype.type(word)).sum(axis=rest, dtype=np.int64)
            for axis in reversed(kept):
                counts = counts @ np.array(list(by_axis[axis].values()), dtype=np.int64)
            total += times * int(counts)
        return total

    def is_empty(self, worlds: Bits) -> bool:
        """Whether no bit is set."""
        return not worlds.any()

    def same(self, one: Bits, other: Bits) -> bool:
        """Whether the same bits are set."""
        return np.array_equal(one, other)

    def single(self, world: int) -> Bits:
        """One bit."""
        return self._filled(self._point(world))

    def holds(self, worlds: Bits, world: int) -> bool:
        """Whether a bit is set."""
        return bool(self._point(world).read(worlds).any())

    def nodes(self) -> None:
        """There are none."""

    def spent(self) -> int:
        """There were none."""
        return 0

    def _filled(self, box: Box) -> Bits:
        return box.write(self.nothing, box.word)

    def _point(self, world: int) -> Box:
        fields = self._layout.packing.fields
        return self._layout.box({field.machine.name: ((world & field.mask) >> field.shift,) for field in fields})


@dataclass(frozen=True, slots=True)
class _Join:
    """A machine on an axis for which places run together or apart: (place among those read, place written)."""

    axis: int
    size: int
    pairs: tuple[tuple[int, int], ...]

    def joined(self, part: Bits) -> Bits:
        shape = (*part.shape[: self.axis], self.size, *part.shape[self.axis + 1 :])
        found = np.zeros(shape, part.dtype)
        reads, writes = np.moveaxis(part, self.axis, 0), np.moveaxis(found, self.axis, 0)
        for read, written in self.pairs:
            writes[written] |= reads[read]
        return found


@dataclass(frozen=True, slots=True)
class _Turn:
    """A machine inside the words: bits that go so far up, or down where that is negative."""

    bits: Mapping[int, int]

    def turned(self, part: Bits) -> Bits:
        kind = part.dtype.type
        moving = ((part & kind(word), up) for up, word in self.bits.items())
        moved = (each << kind(up) if up >= 0 else each >> kind(-up) for each, up in moving)
        return reduce(or_, moved)


@dataclass(frozen=True, slots=True)
class _Taking:
    """One rule in one direction: read a box, move inside it, write it to another."""

    source: Box
    joins: tuple[_Join, ...]
    turns: tuple[_Turn, ...]
    target: Box

    def taken(self, worlds: Bits, empty: Bits) -> Bits:
        part = self.source.read(worlds)
        if not part.any():
            return empty
        for join in self.joins:
            part = join.joined(part)
        for turn in self.turns:
            part = turn.turned(part)
        return self.target.write(empty, part)


_Pairs: TypeAlias = Mapping[str, tuple[tuple[int, int], ...]]
"""Machine -> (from, to), as places in the declared order."""


def _taking(rule: Rule, pairs: _Pairs, layout: Layout) -> _Taking:
    when = _places(rule.when, layout)
    sources, targets = dict(when), dict(when)
    joins: list[_Join] = []
    turns: list[_Turn] = []
    for name, each in pairs.items():
        sources[name] = tuple(sorted({origin for origin, _ in each}))
        targets[name] = tuple(sorted({target for _, target in each}))
        if name in layout.inside:
            turns.append(_turn(name, each, layout))
        elif len(sources[name]) == len(each) == len(targets[name]):
            targets[name] = tuple(target for _, target in sorted(each))
        else:
            joins.append(_join(layout.axes[name], each, (sources[name], targets[name])))
    return _Taking(layout.box(sources), tuple(joins), tuple(turns), layout.box(targets))


def _turn(name: str, pairs: tuple[tuple[int, int], ...], layout: Layout) -> _Turn:
    bits: dict[int, int] = {}
    for origin, target in pairs:
        up = (target - origin) * layout.inside[name].stride
        bits[up] = bits.get(up, 0) | layout.word({name: (origin,)})
    return _Turn(bits)


def _join(axis: int, pairs: tuple[tuple[int, int], ...], ends: tuple[tuple[int, ...], tuple[int, ...]]) -> _Join:
    origins, targets = ends
    joined = tuple((origins.index(origin), targets.index(target)) for origin, target in pairs)
    return _Join(axis, len(targets), joined)


def _places(asked: Mapping[str, tuple[str, ...]], layout: Layout) -> States:
    fields = {name: layout.packing.field(name) for name in asked}
    return {name: tuple(sorted({fields[name].packed(s) >> fields[name].shift for s in asked[name]})) for name in asked}


def _pairs(rule: Rule, layout: Layout) -> _Pairs:
    places = {name: layout.packing.field(name).places for name in rule.moves}
    return {
        name: tuple((places[name][origin], places[name][target]) for origin, target in pairs)
        for name, pairs in rule.moves.items()
    }


def _reversed(pairs: _Pairs) -> _Pairs:
    return {name: tuple((target, origin) for origin, target in each) for name, each in pairs.items()}


def _asked(rule: Rule, layout: Layout) -> States:
    """The states in which a rule wants its machines."""
    origins = {name: tuple(origin for origin, _ in pairs) for name, pairs in rule.moves.items()}
    return _places({**rule.when, **origins}, layout)


def _choices(rule: Rule, layout: Layout) -> dict[str, dict[int, int]]:
    """Mover -> place of a state -> how many pairs leave it, ascending."""
    origins = {name: sorted(origin for origin, _ in pairs) for name, pairs in _pairs(rule, layout).items()}
    return {name: {origin: places.count(origin) for origin in places} for name, places in origins.items()}


def _words_by_choices(choices: Mapping[str, Mapping[int, int]], layout: Layout) -> dict[int, int]:
    """How many choices the movers inside the words have together -> the bits in which they have so many."""
    words = {1: layout.word({})}
    for name in [name for name in choices if name in layout.inside]:
        divided: dict[int, int] = {}
        for origin, here in choices[name].items():
            for times, word in words.items():
                divided[times * here] = divided.get(times * here, 0) | word & layout.word({name: (origin,)})
        words = divided
    return words
