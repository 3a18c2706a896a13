"""Packed worlds as columns of 64-bit words, and what a network's rules do to whole columns of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from explorer.packing import Field
from explorer.words import WORD_BITS, Layout, Slot
from model.network import Network, Rule

Word: TypeAlias = NDArray[np.uint64]
Columns: TypeAlias = tuple[Word, ...]
"""Worlds, one a row: all first words, all second words, and so on."""
Places: TypeAlias = NDArray[np.int64]

_LANE_BITS = 12
_MOST_STEPS_AT_ONCE = 1 << 20


def columns_of(world: int, layout: Layout) -> Columns:
    """One world, packed as `explorer.packing` packs it."""
    return tuple(np.array([word], dtype=np.uint64) for word in layout.words_of(world))


def states_of(slot: Slot, worlds: Columns) -> Places:
    """The machine's state in each world, as its place in the declared order."""
    return ((worlds[slot.word] >> np.uint64(slot.shift)) & np.uint64(slot.mask)).view(np.int64)


@dataclass(frozen=True, slots=True)
class _Lane:
    """Some neighbouring machines of one word; a row of bytes for each of their values: the rules none disables."""

    word: int
    shift: int
    rules: NDArray[np.uint64]

    def rules_of(self, worlds: Columns) -> NDArray[np.uint64]:
        values = (worlds[self.word] >> np.uint64(self.shift)) & np.uint64(len(self.rules) - 1)
        return self.rules[values.view(np.int64)]


class Guards:
    """Says which rules are enabled in which worlds."""

    def __init__(self, network: Network, slots: Layout) -> None:
        """Work out the tables of all lanes."""
        self._lanes = [_lane(lane, network) for lane in slots.lanes(_LANE_BITS)]
        self._rules = range(len(network.rules))

    def enabled(self, worlds: Columns) -> Iterator[tuple[int, Places]]:
        """Each rule that is enabled somewhere, with the rows of the worlds it is enabled in, in file order."""
        first, *others = self._lanes
        rules = first.rules_of(worlds)
        for lane in others:
            rules &= lane.rules_of(worlds)
        somewhere = np.bitwise_or.reduce(rules, axis=0).view(np.uint8)
        by_rule = np.ascontiguousarray(rules.view(np.uint8).T)
        for rule in self._rules:
            bit = np.uint8(1 << rule % 8)
            if somewhere[rule // 8] & bit:
                yield rule, np.flatnonzero((by_rule[rule // 8] & bit) != 0)


def _lane(lane: Sequence[Slot], network: Network) -> _Lane:
    low, width = lane[0].shift, sum(slot.field.width for slot in lane)
    values = np.arange(1 << width)
    rows = np.zeros((len(values), (len(network.rules) // WORD_BITS + 1) * 8), dtype=np.uint8)
    for place, rule in enumerate(network.rules):
        enabled = np.ones(len(values), dtype=bool)
        for slot in lane:
            states = asked(rule, slot.field.machine.name)
            if states is not None:
                enabled &= marks_of_states(slot.field, states)[values >> (slot.shift - low) & slot.mask]
        rows[:, place // 8] |= enabled.astype(np.uint8) << np.uint8(place % 8)
    return _Lane(lane[0].word, low, rows.view(np.uint64))


def asked(rule: Rule, machine: str) -> tuple[str, ...] | None:
    """The states in which a rule wants a machine, or None where it does not ask."""
    if machine in rule.moves:
        return tuple(origin for origin, _ in rule.moves[machine])
    return rule.when.get(machine)


def marks_of_states(field: Field, states: Sequence[str]) -> NDArray[np.bool_]:
    """One mark for each value of a machine's bits: whether it is one of these states."""
    marks = np.zeros(1 << field.width, dtype=bool)
    marks[[field.packed(state) >> field.shift for state in states]] = True
    return marks


@dataclass(frozen=True, slots=True, eq=False)
class _Mover:
    """One machine that a rule moves: what each of its pairs adds to its word, pairs sorted by origin."""

    slot: Slot
    first: Places
    choices: Places
    adds: Word

    @property
    def adds_the_same(self) -> bool:
        """Whether there is one choice from each state, and all add the same."""
        return bool((self.choices <= 1).all() and (self.adds == self.adds[0]).all())


class Moves:
    """Takes one rule in many worlds at once."""

    def __init__(self, rule: Rule, slots: Layout) -> None:
        """Read the pairs of the movers."""
        movers = [_mover(slots.slots[machine], rule) for machine in rule.moves]
        fixed = [mover for mover in movers if len(mover.adds) and mover.adds_the_same]
        self._constant = [
            np.uint64(sum(int(mover.adds[0]) for mover in fixed if mover.slot.word == word) % (1 << WORD_BITS))
            for word in range(slots.words)
        ]
        others = [mover for mover in movers if mover not in fixed]
        self._single = [mover for mover in others if (mover.choices <= 1).all()]
        self._many = [mover for mover in others if mover not in self._single]

    def steps(self, worlds: Columns, rows: Places) -> Iterator[tuple[Places, Columns]]:
        """The steps from some rows, all of which enable the rule: (row, target), in pieces of a bearable size."""
        if len(rows) > 1 and self._count(worlds, rows) > _MOST_STEPS_AT_ONCE:
            for half in np.array_split(rows, 2):
                yield from self.steps(worlds, half)
        else:
            yield self._taken(worlds, rows)

    def _count(self, worlds: Columns, rows: Places) -> float:
        """How many steps there are, roughly where they are very many."""
        if not self._many:
            return len(rows)
        here, counts = tuple(word[rows] for word in worlds), np.ones(len(rows))
        for mover in self._many:
            counts *= mover.choices[states_of(mover.slot, here)]
        return float(counts.sum())

    def _taken(self, worlds: Columns, rows: Places) -> tuple[Places, Columns]:
        here = tuple(word[rows] for word in worlds)
        targets = [word + add for word, add in zip(here, self._constant, strict=True)]
        for mover in self._single:
            targets[mover.slot.word] += mover.adds[mover.first[states_of(mover.slot, here)]]
        for mover in self._many:
            states = states_of(mover.slot, tuple(targets))  # this machine has not moved yet
            again, pairs = _spread(mover.first[states], mover.choices[states])
            rows, targets = rows[again], [word[again] for word in targets]
            targets[mover.slot.word] += mover.adds[pairs]
        return rows, tuple(targets)


def _spread(first: Places, counts: Places) -> tuple[Places, Places]:
    """Rows repeated, each as often as its count says, and beside them `first`, `first` + 1, and so on."""
    again = np.repeat(np.arange(len(counts)), counts)
    begins = np.cumsum(counts) - counts
    return again, np.arange(len(again)) + (first - begins)[again]


def _mover(slot: Slot, rule: Rule) -> _Mover:
    field = slot.field
    places = field.places
    pairs = [(places[origin], places[target]) for origin, target in rule.moves[field.machine.name]]
    pairs.sort(key=lambda pair: pair[0])
    adds = [(target - origin << slot.shift) % (1 << WORD_BITS) for origin, target in pairs]
    choices = np.bincount([origin for origin, _ in pairs], minlength=1 << field.width).astype(np.int64)
    return _Mover(slot, np.cumsum(choices) - choices, choices, np.array(adds, dtype=np.uint64))
