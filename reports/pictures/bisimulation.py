"""Joins worlds that cannot be told apart by what is seen of them and of their steps: branching bisimilarity.

A silent step joins worlds that look the same. Worlds are told apart by how they look and by the moves they can make
after silent steps that give nothing away (van Glabbeek and Weijland, "Branching time and abstraction in bisimulation
semantics", Journal of the ACM 43, 1996); without silent steps this is strong bisimilarity.

The coarsest such partition is found by splitting (Kanellakis and Smolka, Information and Computation 86, 1990), by
signatures that follow silent steps inside a class (Blom and Orzan, "Distributed branching bisimulation reduction of
state spaces", ENTCS 89, 2003), of which only those are worked out again that name a world whose class got a new
number; the largest part keeps the old one (Jacobs and Wissmann, "Fast coalgebraic bisimilarity minimization",
POPL 2023), so a world changes its number log(worlds) times at most.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from operator import add
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from explorer.fairness import Division
from explorer.listing import Listing

SILENT = -1
"""The move of a step that nobody sees; it must lead to a world that looks the same."""

Numbers: TypeAlias = NDArray[np.int64]
Signature: TypeAlias = frozenset[int]

_NONE: Signature = frozenset()


def bisimilar(looks: Numbers, steps: Numbers) -> Numbers:
    """The class of each world, from 0, in the order of their first worlds.

    `looks` has a number for how each world looks; `steps` has a row (world, move or SILENT, world) for each step.
    """
    group = _silent_components(len(looks), steps)
    look_of_group = np.zeros(int(group.max(initial=-1)) + 1, np.int64)
    look_of_group[group] = looks
    blocks = np.array(_Refinement(_grouped(group, steps), look_of_group.tolist()).stable(), np.int64)
    return numbered(blocks[group])


def numbered(values: Numbers) -> Numbers:
    """Equal values get one number, from 0, in the order in which they first come."""
    _, first, inverse = np.unique(values, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse]


def distinct(rows: Numbers) -> tuple[Numbers, Numbers]:
    """The distinct rows in order, and how often each comes; as one number each, they are sorted many times faster.

    A row is (place, move or SILENT, place).
    """
    places, moves = int(rows[:, ::2].max(initial=0)) + 1, int(rows[:, 1].max(initial=0)) + 2
    codes = (rows[:, 0] * moves + rows[:, 1] + 1) * places + rows[:, 2]
    found, counts = np.unique(codes, return_counts=True)
    origins, ends = found // places, found % places
    return np.stack((origins // moves, origins % moves - 1, ends), axis=1), counts


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where steps lead: those of place `p` are from `first[p]` up to `first[p + 1]` of `ends`."""

    first: list[int]
    ends: list[int]

    def of(self, place: int) -> list[int]:
        """The ends of one place."""
        return self.ends[self.first[place] : self.first[place + 1]]


@dataclass(frozen=True, slots=True)
class _Grouped:
    """The steps between groups, moves as multiples of the number of groups; and from where steps come."""

    moves: list[int]
    visible: _Ends
    silent: _Ends
    before: _Ends
    silent_before: _Ends


def _ends(count: int, origins: Numbers, ends: Numbers) -> _Ends:
    order = np.argsort(origins, kind="stable")
    first = np.searchsorted(origins[order], np.arange(count + 1))
    return _Ends(first.tolist(), ends[order].tolist())


def _silent_components(count: int, steps: Numbers) -> Numbers:
    """The group of each world: those on one silent cycle are one; silent steps lead to groups of lower number."""
    silent, every = steps[steps[:, 1] == SILENT], np.arange(count)
    # Doing nothing is silent too, so that no world is left out for want of a cycle.
    onward = _ends(count, np.concatenate((every, silent[:, 0])), np.concatenate((every, silent[:, 2])))
    listing = Listing([0] * count, onward.first, [], onward.ends, [], whole=count, enabled=0, stopped_by="")
    group = np.zeros(count, np.int64)
    for number, component in enumerate(Division(listing).components(list(range(count)))):
        group[component] = number
    return group


def _grouped(group: Numbers, steps: Numbers) -> _Grouped:
    count = int(group.max(initial=-1)) + 1
    rows, _ = distinct(np.stack((group[steps[:, 0]], steps[:, 1], group[steps[:, 2]]), axis=1))
    rows = rows[(rows[:, 1] != SILENT) | (rows[:, 0] != rows[:, 2])]
    visible, silent = rows[rows[:, 1] != SILENT], rows[rows[:, 1] == SILENT]
    return _Grouped(
        moves=((visible[:, 1] + 1) * count).tolist(),  # 0 is left for a silent step that leaves its class
        visible=_ends(count, visible[:, 0], visible[:, 2]),
        silent=_ends(count, silent[:, 0], silent[:, 2]),
        before=_ends(count, rows[:, 2], rows[:, 0]),
        silent_before=_ends(count, silent[:, 2], silent[:, 0]),
    )


class _Refinement:
    """A partition that is split until all groups of a block have the same signature.

    Between two splits the signatures kept for the groups of one block are equal.
    """

    def __init__(self, graph: _Grouped, looks: Sequence[int]) -> None:
        self._graph = graph
        numbers = {look: number for number, look in enumerate(dict.fromkeys(looks))}
        self._block = [numbers[look] for look in looks]
        self._members: dict[int, list[int]] = defaultdict(list)
        for place, block in enumerate(self._block):
            self._members[block].append(place)
        self._signatures = [_NONE] * len(looks)

    def stable(self) -> list[int]:
        """The block of each group, when nothing splits any more."""
        stale: Iterable[int] = range(len(self._block))
        while moved := self._split(self._signed_again(stale)):
            stale = {origin for place in moved for origin in self._graph.before.of(place)}.union(moved)
        return self._block

    def _signed_again(self, stale: Iterable[int]) -> list[int]:
        """The groups whose signature is another now; a silent step inside a block hands it on to a higher number."""
        waiting, changed = sorted(stale), []
        queued = set(waiting)
        while waiting:
            place = heappop(waiting)
            signature = self._signature(place)
            if signature != self._signatures[place]:
                self._signatures[place] = signature
                changed.append(place)
                for origin in self._graph.silent_before.of(place):
                    if self._block[origin] == self._block[place] and origin not in queued:
                        queued.add(origin)
                        heappush(waiting, origin)
        return changed

    def _signature(self, place: int) -> Signature:
        block, mine, visible = self._block, self._block[place], self._graph.visible
        first, after = visible.first[place], visible.first[place + 1]
        found = set(map(add, self._graph.moves[first:after], map(block.__getitem__, visible.ends[first:after])))
        for end in self._graph.silent.of(place):
            if block[end] == mine:
                found |= self._signatures[end]
            else:
                found.add(block[end])
        return frozenset(found)

    def _split(self, changed: Iterable[int]) -> list[int]:
        """Give every part but the largest a new number; the groups that got one."""
        parts: dict[int, dict[Signature, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place in changed:
            parts[self._block[place]][self._signatures[place]].append(place)
        moved: list[int] = []
        for block, by_signature in parts.items():
            for part in self._all_but_the_largest(block, list(by_signature.values())):
                self._renumber(part)
                moved += part
        return moved

    def _all_but_the_largest(self, block: int, parts: list[list[int]]) -> list[list[int]]:
        members = self._members[block]
        if sum(map(len, parts)) < len(members):
            parts.append(sorted(set(members).difference(*parts)))
        largest = max(parts, key=len)
        self._members[block] = largest
        return [part for part in parts if part is not largest]

    def _renumber(self, part: list[int]) -> None:
        number = len(self._members)
        self._members[number] = part
        for place in part:
            self._block[place] = number
