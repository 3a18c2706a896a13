"""Decides a condition in every world of a compiled list at once; C does the work, see planes.c."""

import ctypes
from collections.abc import Iterator, Mapping

from explorer.compiled.library import Asked
from explorer.compiled.worlds import CompiledWorlds
from explorer.packing import Field
from model.network import Condition


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
        self._worlds.layout.packing.check(condition)
        marks = (ctypes.c_uint8 * len(self._worlds))()
        for conjunction in condition:
            self._mark(conjunction, marks)
        return bytes(marks)

    def entered(self, field: Field) -> frozenset[int]:
        """The states, by their places, in which some world has this machine."""
        return frozenset(
            state
            for state in range(len(field.machine.states))
            if self._library.outlive_entered(self._worlds.address, self._planes, field.shift, field.width, state)
        )

    def _mark(self, conjunction: Mapping[str, tuple[str, ...]], marks: "ctypes.Array[ctypes.c_uint8]") -> None:
        fields = [self._worlds.layout.packing.by_name[machine] for machine in conjunction]
        states = [
            field.places[state] for field, wanted in zip(fields, conjunction.values(), strict=True) for state in wanted
        ]
        asked = (Asked * len(fields))(*_rows(fields, conjunction))
        numbers = (ctypes.c_uint32 * len(states))(*states)
        self._library.outlive_hold(self._worlds.address, self._planes, len(fields), asked, numbers, marks)


def _rows(fields: list[Field], conjunction: Mapping[str, tuple[str, ...]]) -> Iterator[Asked]:
    begin = 0
    for field, wanted in zip(fields, conjunction.values(), strict=True):
        yield Asked(field.shift, field.width, begin, begin + len(wanted))
        begin += len(wanted)
