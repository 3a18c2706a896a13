"""Decides a condition in every listed world at once."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from operator import and_, or_
from typing import TypeAlias

from explorer.packing import Field, Packing
from model.network import Condition

_Asked: TypeAlias = tuple[Field, tuple[str, ...]]

_PRODUCT = 1024
"""So many combinations of states are written out as one set; beyond, the machines are asked one after the other."""


def marks(worlds: Sequence[int], condition: Condition, packing: Packing) -> bytes:
    """One byte a world: 1 where the condition holds, 0 elsewhere.

    Raises:
        NetworkError: the condition names a machine or state that the network does not have.
    """
    held = [_marks_of(worlds, each, packing) for each in condition]
    return reduce(_either, held, bytes(len(worlds)))


def _marks_of(worlds: Sequence[int], conjunction: Mapping[str, tuple[str, ...]], packing: Packing) -> bytes:
    asked = [(packing.field(machine), states) for machine, states in conjunction.items()]
    held = [_marks_by_set(worlds, group) for group in _grouped(asked)]
    return reduce(_both, held) if held else b"\1" * len(worlds)


def _grouped(asked: Sequence[_Asked]) -> Iterator[list[_Asked]]:
    group: list[_Asked] = []
    size = 1
    for field, states in asked:
        if group and size * len(states) > _PRODUCT:
            yield group
            group, size = [], 1
        group.append((field, states))
        size *= max(1, len(states))
    if group:
        yield group


def _marks_by_set(worlds: Sequence[int], group: Sequence[_Asked]) -> bytes:
    mask = sum(field.mask for field, _ in group)
    packed = [[field.packed(state) for state in states] for field, states in group]
    allowed = frozenset(map(sum, product(*packed)))
    return bytes([world & mask in allowed for world in worlds])


def _either(one: bytes, other: bytes) -> bytes:
    return bytes(map(or_, one, other))


def _both(one: bytes, other: bytes) -> bytes:
    return bytes(map(and_, one, other))
