"""Decides a condition in every world of a compiled list at once; C does the work, see planes.c."""

import ctypes
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from explorer.compiled.library import Asked
from explorer.compiled.worlds import CompiledWorlds
from explorer.packing import Field
from model.network import Condition

_Asked: TypeAlias = "tuple[int, ctypes.Array[Asked], ctypes.Array[ctypes.c_uint32]]"


class Planes:
    """The worlds of a finished list bit by bit, which takes as much room again as the worlds."""

    def __init__(self, worlds: CompiledWorlds) -> None:
        """Take a list that nobody goes on with.

        Raises:
            MemoryError: there is no room.
        """
        layout = worlds.layout
        self._worlds = worlds
        self._library = worlds.library
        bases = (ctypes.c_uint32 * (layout.words + 1))(*layout.bases, layout.bits)
        self._planes = self._library.outlive_planes(worlds.address, bases)
        if not self._planes:
            raise MemoryError

    def __del__(self) -> None:
        """Give the memory back."""
        if getattr(self, "_planes", None):
            self._library.outlive_free_planes(self._planes)

    def marks(self, condition: Condition) -> bytes:
        """One byte a world: 1 where the condition holds, 0 elsewhere.

        Raises:
            NetworkError: the condition names a machine or state that the network does not have.
        """
        marks = (ctypes.c_uint8 * len(self._worlds))()
        for asked in self._asked(condition):
            self._library.outlive_hold(self._worlds.address, self._planes, *asked, marks)
        return bytes(marks)

    def first(self, condition: Condition) -> int:
        """The first place where the condition holds, -1 if it holds nowhere.

        Raises:
            NetworkError: the condition names a machine or state that the network does not have.
        """
        first = nowhere = len(self._worlds)
        for asked in self._asked(condition):
            first = self._library.outlive_first(self._worlds.address, self._planes, *asked, first)
        return -1 if first == nowhere else first

    def entered(self, field: Field) -> frozenset[int]:
        """The states, by their places, in which some world has this machine."""
        return frozenset(
            state
            for state in range(len(field.machine.states))
            if self._library.outlive_entered(self._worlds.address, self._planes, field.shift, field.width, state)
        )

    def _asked(self, condition: Condition) -> Iterator[_Asked]:
        """Each conjunction as C has it."""
        self._worlds.layout.packing.check(condition)
        for conjunction in condition:
            fields = [self._worlds.layout.packing.by_name[machine] for machine in conjunction]
            wanted = list(zip(fields, conjunction.values(), strict=True))
            numbers = [field.places[state] for field, states in wanted for state in states]
            asked = (Asked * len(fields))(*_rows(wanted))
            yield len(fields), asked, (ctypes.c_uint32 * len(numbers))(*numbers)


def _rows(wanted: Iterable[tuple[Field, tuple[str, ...]]]) -> Iterator[Asked]:
    begin = 0
    for field, states in wanted:
        yield Asked(field.shift, field.width, begin, begin + len(states))
        begin += len(states)
