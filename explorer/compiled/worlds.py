"""The worlds of one network, listed in memory of their own."""

import ctypes
import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain, product, repeat, takewhile
from operator import lshift
from time import monotonic
from typing import overload

from explorer.compiled.known import Finder, finders
from explorer.compiled.library import COMPLETE, NO_MEMORY, FinderRow, Found, Tables, library, rows, view, words
from explorer.compiled.shape import fits_a_slot, shape
from explorer.listing import Steps
from explorer.words import WORD_BITS, Layout
from model.network import Network

SHARED_FROM = 1 << 12
"""Where so many worlds wait to be expanded, two threads share them, if there are as many processors."""

WORTH_COMPARING = 5
"""Rules are compared once so many worlds were found for each pair of them: then that took as long as it will take."""

MOST_COMPARED, PATIENCE = 1_000, 5
"""More rules than this nobody compares: it takes time, and room, for each pair. Where machines are large and rules all
do something else to them it takes so long that it is given up: after so many times the time that the list has taken."""


class CompiledWorlds:
    """A list in memory that is given back with this object; C does the work, see listing.c.

    Whatever a view was taken of stays where it is, for only finished lists are viewed.
    """

    def __init__(self, network: Network, layout: Layout) -> None:
        """The initial world alone.

        Raises:
            NotBuiltError: the C is not there.
            TooLargeError: the network's tables would be.
            MemoryError: there is no room.
        """
        self.library = library()
        self.network = network
        self.layout = layout
        shaped = shape(network, layout)
        lanes, movers = rows(shaped.lanes), rows(shaped.movers)
        self._kept: tuple[object, ...] = (shaped, lanes, movers)
        self._began = monotonic()
        self._compared = len(network.rules) > MOST_COMPARED
        self.rule_words = shaped.rule_words
        self.most_steps = shaped.most_steps
        sizes = (layout.words, shaped.rule_words, len(shaped.lanes), shaped.most_steps, fits_a_slot(layout))
        tables = Tables(
            *sizes,
            shaped.initial.buffer_info()[0],
            ctypes.addressof(lanes),
            *(each.buffer_info()[0] for each in (shaped.rows, shaped.stays, shaped.writes, shaped.movers_of)),
            ctypes.addressof(movers),
            *(each.buffer_info()[0] for each in (shaped.choices_of, shaped.choices)),
        )
        fewest = SHARED_FROM if processors() > 1 else 0
        self.address = self.library.outlive_worlds(ctypes.byref(tables), fewest)
        if not self.address:
            raise MemoryError

    def __del__(self) -> None:
        """Give the memory back."""
        if getattr(self, "address", None):
            self.library.outlive_free(self.address)

    def __len__(self) -> int:
        """How many worlds were found so far."""
        return int(self.found.known)

    @property
    def found(self) -> Found:
        """How far the list has come, and where it lies."""
        found = Found()
        self.library.outlive_found(self.address, ctypes.byref(found))
        return found

    def spread(self, steps: int) -> bool:
        """Go on for about so many steps; whether that was the end.

        Raises:
            MemoryError: there is no room.
        """
        if not self._compared and len(self) >= WORTH_COMPARING * len(self.network.rules) ** 2:
            self._compare()
        stop = self.library.outlive_spread(self.address, steps)
        if stop == NO_MEMORY:
            raise MemoryError
        return bool(stop == COMPLETE)

    def _compare(self) -> None:
        """From now on what leads to known worlds need not be looked up, if that is worked out soon enough."""
        self._compared = True
        now = monotonic()
        until = now + PATIENCE * (now - self._began)
        found = list(takewhile(lambda _: monotonic() < until, finders(self.network)))
        if len(found) < len(self.network.rules):
            return
        told = [_told(each, self.layout) for each in found]
        numbers = {row: number for number, row in enumerate(dict.fromkeys(chain([0], *told)))}
        first = accumulate(map(len, told), initial=0)
        table = (FinderRow * len(found))(*map(_finder_row, found, repeat(self.layout), first))
        row_of = (ctypes.c_uint16 * sum(map(len, told)))(*map(numbers.__getitem__, chain(*told)))
        rows = words(numbers, self.rule_words)
        self._kept += (table, row_of, rows)
        self.library.outlive_know(self.address, table, row_of, rows)

    def needed(self, steps: int) -> int:
        """How many bytes more so many steps may take, and those of the world that is expanded last."""
        return int(self.library.outlive_needed(self.address, steps + self.most_steps))

    def rest(self) -> None:
        """Give back what only a list needs that is gone on with."""
        self._compared = True  # or nobody ever will
        self.library.outlive_rest(self.address)

    def keep_steps(self) -> None:
        """Begin anew, this time keeping the steps; `spread` to the end must follow. May be asked once, at the end.

        Raises:
            MemoryError: there is no room.
        """
        if not self.library.outlive_keep_steps(self.address):
            raise MemoryError

    def sources(self) -> "memoryview[int]":
        """World -> the world from which it was found first. (Kept here it would keep this list alive.)"""
        return view(self.found.source, len(self), ctypes.c_uint32, self)

    def rules(self) -> "memoryview[int]":
        """World -> the rule by which it was found first."""
        return view(self.found.rule, len(self), ctypes.c_uint16, self)

    @cached_property
    def enabled(self) -> int:
        """The rules that are enabled in some world, as a bit mask."""
        masks = view(self.found.somewhere, self.rule_words, ctypes.c_uint64, self)
        return sum(mask << word * WORD_BITS for word, mask in enumerate(masks))

    @cached_property
    def everywhere(self) -> int:
        """The marks of all worlds, as one number."""
        return number_of(b"\1" * len(self))

    def enabling(self, rules: int) -> bytes:
        """Marks of the worlds that enable one of these rules, given as a bit mask."""
        return self.marked("outlive_enabling", words([rules], self.rule_words))

    def marked(self, name: str, *asked: object) -> bytes:
        """A byte for each world, from one of the functions that write them.

        Raises:
            MemoryError: there is no room.
        """
        marks = (ctypes.c_uint8 * len(self))()
        if getattr(self.library, name)(self.address, *asked, marks) is False:
            raise MemoryError
        return bytes(marks)

    def able(self, goals: bytes) -> bytes:
        """Marks of the worlds from which a marked one can be reached; the steps must be there.

        Raises:
            MemoryError: there is no room.
        """
        marks = (ctypes.c_uint8 * len(self)).from_buffer_copy(goals)
        if not self.library.outlive_able(self.address, marks):
            raise MemoryError
        return bytes(marks)

    def stem(self, *marks: bytes) -> tuple[list[int], bool]:
        """The least of the shortest stems, and whether an answer is pending at its end, see `outlive_stem`.

        `marks` are those of worlds that trigger, that answer, in which a run with an answer pending may settle, and in
        which one without may.

        Raises:
            MemoryError: there is no room.
        """
        end = (ctypes.c_uint64 * 2)()
        address = self.library.outlive_stem(self.address, (ctypes.c_char_p * 4)(*marks), end)
        if not address:
            raise MemoryError
        steps = list((ctypes.c_uint64 * end[0]).from_address(address))
        self.library.outlive_free_stem(address)
        return steps[::-1], bool(end[1])


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def number_of(marks: bytes) -> int:
    """Marks, a byte for each world, as one number: so bits of all worlds are combined at once."""
    return int.from_bytes(marks, "little")


def marks_of(worlds: CompiledWorlds, number: int) -> bytes:
    """The marks again."""
    return number.to_bytes(len(worlds), "little")


def _told(finder: Finder, layout: Layout) -> list[int]:
    """What is known for all values of the machines' bits, those of the first the fastest."""
    values = [range(layout.slots[name].mask + 1) for name in reversed(finder.machines)]
    return [finder.known.get(starts[::-1], 0) for starts in product(*values)]


def _finder_row(finder: Finder, layout: Layout, first: int) -> FinderRow:
    slots = [layout.slots[name] for name in finder.machines]
    read = [(slot.word, slot.shift, slot.mask) for slot in slots] + [(0, 0, 0)] * (2 - len(slots))
    word, shift, mask = zip(*read, strict=True)
    return FinderRow(word, shift, mask, first, read[0][2] + 1)


class CompiledSteps(Steps):
    """All steps of a compiled list that kept them."""

    def __init__(self, worlds: CompiledWorlds) -> None:
        """Take a list whose steps are all there."""
        found = worlds.found
        self.worlds = worlds
        self.first = view(found.first_step, found.known + 1, ctypes.c_uint64, worlds)
        self.rules = view(found.step_rule, found.count, ctypes.c_uint16, worlds)
        self.targets = view(found.step_target, found.count, ctypes.c_uint32, worlds)


class PackedWorlds(Sequence[int]):
    """The worlds as `explorer.packing` packs them, each made when it is asked for."""

    def __init__(self, worlds: CompiledWorlds) -> None:
        """Take a finished list."""
        self._words = view(worlds.found.world, len(worlds) * worlds.layout.words, ctypes.c_uint64, worlds)
        self._bases = worlds.layout.bases
        self._size = len(worlds)

    def __len__(self) -> int:
        """How many."""
        return self._size

    @overload
    def __getitem__(self, place: int) -> int: ...

    @overload
    def __getitem__(self, place: slice) -> list[int]: ...

    def __getitem__(self, place: int | slice) -> int | list[int]:
        """One world, or some."""
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(self._size))]
        if not -self._size <= place < self._size:
            raise IndexError(place)
        first = place % self._size * len(self._bases)
        return sum(self._words[first + word] << base for word, base in enumerate(self._bases))

    def __iter__(self) -> Iterator[int]:
        """All of them, in their order."""
        size = len(self._bases)
        columns = [map(lshift, self._words[word::size], repeat(base)) for word, base in enumerate(self._bases)]
        return map(sum, zip(*columns, strict=True)) if size > 1 else iter(self._words)
