"""One world for all that differ by a permutation of blocks: the one whose blocks stand in ascending order.

A block's key is all that the world says about it: the states of its machines, and which states of shared machines
carry its index. Blocks with equal keys are alike, and a world is its blocks' keys beside what concerns no block, so to
sort the keys is an exact canonical form for every permutation of them, and the permutations that leave a world as it
is are those of blocks with equal keys.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import factorial, prod

from explorer.packing import Field, Packing
from explorer.symmetry.blocks import Blocks


@dataclass(frozen=True, slots=True)
class Part:
    """Some blocks of a group, by their places, that may be permuted among themselves."""

    blocks: Blocks
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Digit:
    """One machine's share of a block's key: value of its field, in place -> digit of the key; and back."""

    mask: int
    digits: dict[int, int]
    bits: dict[int, int]


class _Keys(dict[int, int]):
    """Bits of the machines that tell of a block -> its key."""

    def __init__(self, digits: tuple[_Digit, ...]) -> None:
        super().__init__()
        self.mask = sum(each.mask for each in digits)
        self._digits = digits

    def __missing__(self, bits: int) -> int:
        self[bits] = key = sum(each.digits.get(bits & each.mask, 0) for each in self._digits)
        return key


class _Bits(dict[int, int]):
    """A key -> the bits of a world that give the block this key."""

    def __init__(self, masks: tuple[int, ...], digits: tuple[_Digit, ...]) -> None:
        super().__init__()
        self._digits = tuple(zip(masks, digits, strict=True))

    def __missing__(self, key: int) -> int:
        self[key] = bits = sum(each.bits[key & mask] for mask, each in self._digits)
        return bits


class _Rest(dict[int, int]):
    """Bits of the shared machines -> those of them that carry no index of the part's blocks."""

    def __init__(self, families: tuple[_Digit, ...]) -> None:
        super().__init__()
        self._families = families

    def __missing__(self, bits: int) -> int:
        self[bits] = rest = sum(bits & each.mask for each in self._families if bits & each.mask not in each.digits)
        return rest


class Sorter:
    """Sorts the blocks of one part in packed worlds."""

    def __init__(self, part: Part, packing: Packing) -> None:
        """Lay out the keys."""
        self._size = len(part.places)
        self._every = factorial(self._size)
        layout = _Layout(part.blocks, packing)
        rows = [layout.digits(place) for place in part.places]
        self._keys = tuple(_Keys(row) for row in rows)
        self._bits = tuple(_Bits(layout.masks, row) for row in rows)
        self._shared = sum(field.mask for field in layout.shared)
        self._rest = _Rest(tuple(layout.families(field, part.places) for field in layout.shared))
        self._views = tuple((keys, keys.mask) for keys in self._keys)
        self._same = ~(self._shared | sum(field.mask for place in part.places for field in layout.fields(place)))

    def canonical(self, world: int) -> int:
        """The world with its blocks in order."""
        keys = [table[world & mask] for table, mask in self._views]
        keys.sort()
        kept = (world & self._same) + self._rest[world & self._shared]
        return kept + sum([table[key] for table, key in zip(self._bits, keys, strict=True)])

    def orbit(self, world: int) -> int:
        """How many worlds the permutations make of this one, itself included."""
        keys = [table[world & mask] for table, mask in self._views]
        if len(set(keys)) == self._size:
            return self._every
        return self._every // prod(factorial(count) for count in Counter(keys).values())


class Canonical:
    """The canonical form under several parts at once; no two of them change the same state."""

    def __init__(self, parts: Iterable[Part], packing: Packing) -> None:
        """Make a sorter for each part."""
        self._sorters = tuple(Sorter(part, packing) for part in parts)

    def __call__(self, world: int) -> int:
        """The representative of a world."""
        for sorter in self._sorters:
            world = sorter.canonical(world)
        return world

    def orbit(self, world: int) -> int:
        """How many worlds it represents."""
        return prod(sorter.orbit(world) for sorter in self._sorters)


class _Layout:
    """Where the digits of a key lie: roles first, then shared machines; equal for all blocks."""

    def __init__(self, blocks: Blocks, packing: Packing) -> None:
        self._blocks, self._packing = blocks, packing
        self.shared = tuple(packing.field(name) for name in dict.fromkeys(machine for machine, _ in blocks.shared))
        widths = [len(states).bit_length() for states in blocks.states[0]]
        widths += [len(blocks.shared).bit_length()] * len(self.shared)
        self._shifts = [sum(widths[:place]) for place in range(len(widths))]
        self.masks = tuple(((1 << width) - 1) << low for width, low in zip(widths, self._shifts, strict=True))

    def fields(self, block: int) -> tuple[Field, ...]:
        """The fields of a block's machines, by role."""
        return tuple(self._packing.field(machine) for machine in self._blocks.machines[block])

    def digits(self, block: int) -> tuple[_Digit, ...]:
        """How the machines that tell of a block make its key; 0 is a shared machine that says nothing of it."""
        roles = [
            (field, list(enumerate(states)))
            for field, states in zip(self.fields(block), self._blocks.states[block], strict=True)
        ]
        shared = [(field, self._families_of(field, (block,))) for field in self.shared]
        digits = [_digit(*told, shift) for told, shift in zip([*roles, *shared], self._shifts, strict=True)]
        for digit in digits[len(roles) :]:
            digit.bits[0] = 0
        return tuple(digits)

    def families(self, field: Field, places: tuple[int, ...]) -> _Digit:
        """The states of a shared machine that carry the index of one of these blocks."""
        return _digit(field, self._families_of(field, places), 0)

    def _families_of(self, field: Field, places: tuple[int, ...]) -> list[tuple[int, str]]:
        families = [(number, each) for number, each in enumerate(self._blocks.shared, 1)]
        mine = [(number, states) for number, (machine, states) in families if machine == field.machine.name]
        return [(number, states[place]) for number, states in mine for place in places]


def _digit(field: Field, states: list[tuple[int, str]], shift: int) -> _Digit:
    packed = [(number << shift, field.packed(state)) for number, state in states]
    return _Digit(field.mask, {bits: digit for digit, bits in packed}, dict(packed))
