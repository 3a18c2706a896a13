"""Decides a condition in every listed world at once.

The worlds are cut into columns: one byte a world for each group of neighbouring machines that fits a byte. A condition
on such a group is a translation of its column, and a conjunction the bitwise product of translated columns.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import chain, islice
from operator import and_, or_
from typing import Protocol, TypeAlias

from explorer.packing import Field, Packing
from model.network import Condition

_Asked: TypeAlias = Mapping[str, tuple[str, ...]]

Translated: TypeAlias = tuple[bytes, bytes]
"""A column, and what becomes of each of its bytes: 1 where something holds."""

_BYTE = 8
_ONE = b"\1"
_ITSELF = bytes(range(1 << _BYTE))


class Decider(Protocol):
    """Decides conditions in all of some listed worlds at once."""

    def marks(self, condition: Condition) -> bytes:
        """One byte a world: 1 where the condition holds, 0 elsewhere."""

    def entered(self, field: Field) -> frozenset[int]:
        """The states, by their places, in which some world has this machine."""


class Columns:
    """Listed worlds, cut into columns that are made when they are first asked for."""

    def __init__(self, worlds: Sequence[int], packing: Packing) -> None:
        """Nothing is cut yet."""
        self._worlds = worlds
        self._packing = packing
        self._made: dict[int, bytes] = {}

    def marks(self, condition: Condition) -> bytes:
        """One byte a world: 1 where the condition holds, 0 elsewhere.

        Raises:
            NetworkError: the condition names a machine or state that the network does not have.
        """
        self._packing.check(condition)
        conjunctions = [list(self._asked(conjunction)) for conjunction in condition]
        held = (int.from_bytes(column.translate(table), "little") for column, table in chain(*conjunctions))
        both = [reduce(and_, islice(held, len(each)), self._everywhere) for each in conjunctions]
        return self._bytes(reduce(or_, both, 0))

    def entered(self, field: Field) -> frozenset[int]:
        """The states, by their places, in which some world has this machine."""
        group = next(group for group in self._groups if field in group)
        low, width = group[0].shift, sum(each.width for each in group)
        if width > _BYTE:
            return frozenset((world & field.mask) >> low for world in self._worlds)
        shift, mask = field.shift - low, (1 << field.width) - 1
        column = self._column(low, width)
        return frozenset(value >> shift & mask for value in range(1 << _BYTE) if value in column)

    def _asked(self, conjunction: _Asked) -> Iterator[Translated]:
        for group in self._groups:
            if any(field.machine.name in conjunction for field in group):
                yield self._translated(group, conjunction)

    def _translated(self, group: tuple[Field, ...], asked: _Asked) -> Translated:
        low, width = group[0].shift, sum(field.width for field in group)
        if width > _BYTE:
            return self._held_wide(group[0], asked), _ITSELF
        return self._column(low, width), _table(group, asked)

    def _held_wide(self, field: Field, asked: _Asked) -> bytes:
        mask, allowed = field.mask, {field.packed(state) for state in asked[field.machine.name]}
        return bytes([world & mask in allowed for world in self._worlds])

    def _column(self, low: int, width: int) -> bytes:
        if low not in self._made:
            mask = (1 << width) - 1
            self._made[low] = bytes([world >> low & mask for world in self._worlds])
        return self._made[low]

    @cached_property
    def _groups(self) -> tuple[tuple[Field, ...], ...]:
        return tuple(_grouped(self._packing.fields))

    @cached_property
    def _everywhere(self) -> int:
        return int.from_bytes(_ONE * len(self._worlds), "little")

    def _bytes(self, marks: int) -> bytes:
        return marks.to_bytes(len(self._worlds), "little")


def _grouped(fields: Sequence[Field]) -> Iterator[tuple[Field, ...]]:
    """Neighbouring fields, as many as fit a byte together; a field that is wider stands alone."""
    group: list[Field] = []
    for field in fields:
        if group and sum(each.width for each in group) + field.width > _BYTE:
            yield tuple(group)
            group = []
        group.append(field)
    if group:
        yield tuple(group)


def _table(group: tuple[Field, ...], asked: _Asked) -> bytes:
    """Each byte that the fields of a group may make -> 1 where all that are asked for are in such a state."""
    table = _ONE
    for field in group:
        wanted = asked.get(field.machine.name)
        allowed = None if wanted is None else frozenset(field.places[state] for state in wanted)
        nothing = bytes(len(table))
        table = b"".join(table if allowed is None or place in allowed else nothing for place in range(1 << field.width))
    return table.ljust(1 << _BYTE, b"\0")
