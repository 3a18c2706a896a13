"""Lists every reachable world and step in arrays, breadth first, many worlds at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from explorer.exploration import Seen
from explorer.sets.packed_table import WorldTable
from explorer.sets.packed_words import Columns, Guards, Moves, Places, columns_of
from explorer.watch import StoppedError, Watch
from explorer.words import Layout, layout
from model.network import Network

Ends: TypeAlias = NDArray[np.int32]
"""The places of the worlds in which some steps start, or in which they end."""

_WORLDS_AT_ONCE = 1 << 15
_BYTES_A_BATCH = 1 << 26
_STEPS_AT_ONCE = 1 << 18
ENGINE = "packed"


@dataclass(frozen=True)
class PackedListing:
    """The graph: worlds by place, level by level; the steps of each rule, sorted by the world they start in.

    Level `d` begins at place `levels[d]`: the worlds whose shortest run has `d` steps.
    """

    layout: Layout
    table: WorldTable
    levels: tuple[int, ...]
    sources: tuple[Ends, ...]
    targets: tuple[Ends, ...]

    @property
    def states(self) -> int:
        """How many worlds."""
        return self.table.known

    @property
    def steps(self) -> int:
        """How many steps."""
        return sum(map(len, self.targets))

    @property
    def depth(self) -> int:
        """The length of the longest shortest run."""
        return len(self.levels) - 1

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return self.table.nbytes + sum(ends.nbytes for ends in (*self.sources, *self.targets))

    @cached_property
    def deadlocks(self) -> int:
        """How many worlds have no step."""
        stuck = np.ones(self.states, dtype=bool)
        for sources in self.sources:
            stuck[sources] = False
        return int(np.count_nonzero(stuck))


_Taken: TypeAlias = tuple[int, Ends, Ends]
"""Steps of one rule: its place, where they start, where they end."""

_Waiting: TypeAlias = tuple[int, Ends, Columns]
"""The same, before the worlds in which they end have places."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """What one look brought: steps, and how many worlds are known and how many whole after it."""

    steps: tuple[_Taken, ...]
    known: int
    whole: int


class PackedLister:
    """The search while it grows; `listed` may be asked once."""

    def __init__(self, network: Network, watch: Watch) -> None:
        """Start from the initial world."""
        self._watch = watch
        self._layout = layout(network)
        self._guards = Guards(network, self._layout)
        self._moves = [Moves(rule, self._layout) for rule in network.rules]
        self._table = WorldTable(self._layout.words)
        self._table.add(columns_of(self._layout.packing.initial, self._layout))
        self._levels = [0]
        self._batches = [_Batch((), 1, 0)]

    def listed(self) -> PackedListing:
        """Everything reachable.

        Raises:
            StoppedError: a bound was hit, or the user interrupted; it says how many worlds had been found.
        """
        try:
            self._spread()
        except StoppedError as stop:
            raise StoppedError(str(stop), self._known, ENGINE) from None
        except KeyboardInterrupt:
            raise StoppedError("interrupt", self._known, ENGINE) from None
        return self._listing()

    def _spread(self) -> None:
        start = 0
        while start < self._known:
            end = self._known
            self._levels.append(end)
            for first in range(start, end, _WORLDS_AT_ONCE):
                self._look()
                self._expand(first, min(first + _WORLDS_AT_ONCE, end))
            start = end

    @property
    def _known(self) -> int:
        return self._batches[-1].known

    def _expand(self, start: int, end: int) -> None:
        worlds = tuple(word[start:end] for word in self._table.columns)
        waiting: list[_Waiting] = []
        steps = 0
        for rule, rows, targets in self._taken(worlds):
            steps += len(rows)
            if steps > _STEPS_AT_ONCE:
                self._keep(waiting, self._batches[-1].whole)
                self._look()
                waiting, steps = [], len(rows)
            waiting.append((rule, (rows + start).astype(np.int32), targets))
        self._keep(waiting, end)

    def _taken(self, worlds: Columns) -> Iterator[tuple[int, Places, Columns]]:
        for rule, enabled in self._guards.enabled(worlds):
            for rows, targets in self._moves[rule].steps(worlds, enabled):
                yield rule, rows, targets

    def _keep(self, waiting: Sequence[_Waiting], whole: int) -> None:
        """Give the targets their places; nothing counts before the batch stands in the list, all at once."""
        steps = tuple(self._placed(waiting)) if waiting else ()
        self._batches.append(_Batch(steps, self._table.known, whole))
        self._watch.count(self._table.known)

    def _placed(self, waiting: Sequence[_Waiting]) -> Iterator[_Taken]:
        words = zip(*(targets for _, _, targets in waiting), strict=True)
        ends = self._table.add(tuple(np.concatenate(word) for word in words)).astype(np.int32)
        cuts = np.cumsum([len(sources) for _, sources, _ in waiting])[:-1]
        for (rule, sources, _), targets in zip(waiting, np.split(ends, cuts), strict=True):
            yield rule, sources, targets.copy()  # a copy, so that each goes when it is put together with its like

    def _look(self) -> None:
        self._watch.look(self._table.needed(_STEPS_AT_ONCE) + _BYTES_A_BATCH)
        if self._watch.due:
            steps = sum(len(targets) for batch in self._batches for _, _, targets in batch.steps)
            depth, waiting = len(self._levels) - 2, self._known - self._batches[-1].whole
            self._watch.tell(Seen(ENGINE, self._known, steps=steps, depth=depth, waiting=waiting))

    def _listing(self) -> PackedListing:
        levels = tuple(level for level in self._levels if level < self._known)
        self._table.trim()
        sources, targets = _by_rule(self._batches, len(self._moves))
        return PackedListing(self._layout, self._table, levels, sources, targets)


def _by_rule(batches: list[_Batch], rules: int) -> tuple[tuple[Ends, ...], tuple[Ends, ...]]:
    """The steps of each rule put together; the batches are emptied meanwhile, so that few steps lie there twice."""
    sources: list[list[Ends]] = [[] for _ in range(rules)]
    targets: list[list[Ends]] = [[] for _ in range(rules)]
    while batches:
        for rule, starts, ends in batches.pop().steps:
            sources[rule].append(starts)
            targets[rule].append(ends)
    return tuple(_drained(sources)), tuple(_drained(targets))


def _drained(parts: list[list[Ends]]) -> Iterator[Ends]:
    for rule in parts:
        yield np.concatenate([np.empty(0, dtype=np.int32), *reversed(rule)])
        rule.clear()
