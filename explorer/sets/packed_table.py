"""A hash table of packed worlds that takes whole columns of them at once: open addressing, exact, any width.

A slot holds the place of a world; the worlds lie in columns, in the order they came. Each round looks into one slot
for every world that is not settled; where several want a free slot the first gets it, and the others compare
themselves with it. (Knuth, "The Art of Computer Programming", volume 3, 6.4: linear probing.)
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from explorer.sets.packed_words import Columns, Places, Word

_Slots: TypeAlias = NDArray[np.int32]
_Claim: TypeAlias = Callable[[Columns, Places, Places], None]
"""Given worlds, the slots they look into, and what those hold: may fill free ones, there and in the last argument."""

_FREE = -1
_MOST_WORLDS = (1 << 31) - 1
_LEAST_SLOTS = 1024
_FULLEST = 0.6
_GROWTH = 1.5
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)
"""Odd numbers with bits all over; the first is 2 to the 64 divided by the golden ratio (Knuth, 6.4)."""


class WorldTable:
    """Worlds with places; grows as needed."""

    def __init__(self, words: int) -> None:
        """An empty table of worlds of so many words."""
        self.known = 0
        self._columns: Columns = tuple(np.empty(0, dtype=np.uint64) for _ in range(words))
        self._slots = _free(_LEAST_SLOTS)

    @property
    def columns(self) -> Columns:
        """All worlds, by place."""
        return tuple(word[: self.known] for word in self._columns)

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return self._slots.nbytes + sum(word.nbytes for word in self._columns)

    def needed(self, more: int) -> int:
        """How many bytes it may take for a moment to make room for so many worlds more; 0 if there is room."""
        if self.known + more <= min(len(self._slots) * _FULLEST, len(self._columns[0])):
            return 0
        return 2 * self._slots.nbytes + sum(int(_GROWTH * word.nbytes) for word in self._columns) + 32 * self.known

    def places_of(self, worlds: Columns) -> Places:
        """The place of each world, and -1 for those that are not there."""
        return self._settle(worlds, _claim_nothing)

    def add(self, worlds: Columns) -> Places:
        """The place of each world; new ones get the next places, in an order that only these worlds decide.

        Raises:
            MemoryError: there may be 2 to the 31 worlds or more.
        """
        self._make_room(self.known + len(worlds[0]))
        return self._settle(worlds, self._claim)

    def trim(self) -> None:
        """Give back the room for more worlds."""
        self._columns = tuple(word[: self.known].copy() for word in self._columns)

    def _settle(self, worlds: Columns, claim: _Claim) -> Places:
        slots = self._first_slots(worlds)
        places, rest = self._look_into(slots, worlds, claim)
        pending = rest
        while len(pending):
            worlds, slots = tuple(word[rest] for word in worlds), (slots[rest] + 1) & (len(self._slots) - 1)
            places[pending], rest = self._look_into(slots, worlds, claim)
            pending = pending[rest]
        return places

    def _look_into(self, slots: Places, worlds: Columns, claim: _Claim) -> tuple[Places, Places]:
        """What the slots hold, and the rows in which that is another world."""
        found = self._slots[slots].astype(np.int64)
        claim(worlds, slots, found)
        return found, np.flatnonzero(self._differ(worlds, found))

    def _claim(self, worlds: Columns, slots: Places, found: Places) -> None:
        wanting = np.flatnonzero(found == _FREE)
        wanted = slots[wanting]
        tickets = np.arange(len(wanting), dtype=np.int32)
        self._slots[wanted[::-1]] = tickets[::-1]  # of several, the one written last stays: the first of them
        winning = wanting[self._slots[wanted] == tickets]
        self._append(tuple(word[winning] for word in worlds))
        self._slots[slots[winning]] = np.arange(self.known - len(winning), self.known)
        found[wanting] = self._slots[wanted]

    def _append(self, worlds: Columns) -> None:
        after = self.known + len(worlds[0])
        for column, word in zip(self._columns, worlds, strict=True):
            column[self.known : after] = word
        self.known = after

    def _differ(self, worlds: Columns, found: Places) -> NDArray[np.bool_]:
        differ = np.zeros(len(found), dtype=bool)
        for column, word in zip(self._columns, worlds, strict=True):
            differ |= column[found] != word
        others: NDArray[np.bool_] = differ & (found != _FREE)
        return others

    def _first_slots(self, worlds: Columns) -> Places:
        mixed = worlds[0] * np.uint64(_MIX[0])
        for word in worlds[1:]:
            mixed = (mixed ^ (mixed >> np.uint64(32)) ^ word) * np.uint64(_MIX[1])
        return (mixed >> np.uint64(65 - len(self._slots).bit_length())).view(np.int64)

    def _make_room(self, worlds: int) -> None:
        if worlds > _MOST_WORLDS:
            raise MemoryError(f"a table holds {_MOST_WORLDS} worlds at most")
        if worlds > len(self._columns[0]):
            room = max(worlds, int(self.known * _GROWTH))
            self._columns = tuple(_longer(word, self.known, room) for word in self._columns)
        slots = len(self._slots)
        while worlds > slots * _FULLEST:
            slots *= 2
        if slots > len(self._slots):
            self._rehash(slots)

    def _rehash(self, slots: int) -> None:
        self._slots = _free(slots)
        pending, wanted = np.arange(self.known, dtype=np.int32), self._first_slots(self.columns)
        while len(pending):
            free = self._slots[wanted] == _FREE
            self._slots[wanted[free]] = pending[free]
            rest = np.flatnonzero(self._slots[wanted] != pending)
            pending, wanted = pending[rest], (wanted[rest] + 1) & (slots - 1)


def _free(slots: int) -> _Slots:
    return np.full(slots, _FREE, dtype=np.int32)


def _longer(word: Word, known: int, room: int) -> Word:
    longer = np.empty(room, dtype=np.uint64)
    longer[:known] = word[:known]
    return longer


def _claim_nothing(_worlds: Columns, _slots: Places, _found: Places) -> None:
    """A look-up leaves free slots free."""
