"""Writes a network as the tables of numbers that the compiled list reads, see worlds.h."""

import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from math import ceil, prod
from typing import TypeAlias

from explorer.enabling import rules_by_state
from explorer.words import WORD_BITS, Layout, Slot
from model.network import Network, Pair, Rule

Row: TypeAlias = tuple[int, int, int, int]
"""A lane or a mover: word, shift, mask, its first place in the table that goes with it."""

_LANE_BITS = 9
_WORDS_AT_ONCE = 4
_MOST_RULES = (1 << 16) - 1
_MOST_STATES = 1 << 16
_MOST_CHOICES = 1 << 20


class TooLargeError(ValueError):
    """Why the compiled list cannot hold a network."""


def fits_a_slot(layout: Layout) -> bool:
    """Whether a slot of the hash table holds a whole world: its first word, and half a word more."""
    return layout.words == 1 or (layout.words == 2 and layout.bits - layout.bases[1] <= WORD_BITS // 2)


@dataclass(frozen=True, slots=True)
class Shape:
    """The numbers of worlds.h."""

    rule_words: int
    most_steps: int
    """More steps than this no world has."""
    initial: "array[int]"
    lanes: tuple[Row, ...]
    rows: "array[int]"
    stays: "array[int]"
    writes: "array[int]"
    movers_of: "array[int]"
    movers: tuple[Row, ...]
    choices_of: "array[int]"
    choices: "array[int]"


def shape(network: Network, layout: Layout) -> Shape:
    """The tables of a network.

    Raises:
        TooLargeError: they would be too large: 2 to the 16 rules or states of a machine, 2 to the 20 steps of a world.
    """
    most_steps = _checked(network)
    rule_words = max(1, ceil(len(network.rules) / (_WORDS_AT_ONCE * WORD_BITS))) * _WORDS_AT_ONCE
    lanes, rows = _lanes(network, layout, rule_words)
    only = [_only_targets(rule) for rule in network.rules]
    others = [_others(rule, each) for rule, each in zip(network.rules, only, strict=True)]
    movers, choices_of, choices = _movers(others, layout)
    movers_of = array("I", accumulate(map(len, others), initial=0))
    stays = array("Q", chain.from_iterable(_staying(each, layout) for each in only))
    writes = array("Q", chain.from_iterable(_written(each, layout) for each in only))
    initial = array("Q", layout.words_of(layout.packing.initial))
    return Shape(rule_words, most_steps, initial, lanes, rows, stays, writes, movers_of, movers, choices_of, choices)


def _checked(network: Network) -> int:
    """How many steps a world may have at most; a world is expanded in one go."""
    widest = max(len(machine.states) for machine in network.machines)
    if widest > _MOST_STATES or len(network.rules) > _MOST_RULES:
        raise TooLargeError("the engine `compiled` holds 65,535 rules, and 65,536 states of a machine, at most")
    most = sum(map(most_choices, network.rules))
    if most > _MOST_CHOICES:
        raise TooLargeError("the engine `compiled` takes 1,048,576 steps from one world at most")
    return most


def most_choices(rule: Rule) -> int:
    """How many choices a rule may have in one world at most."""
    return prod(max(Counter(origin for origin, _ in pairs).values(), default=0) for pairs in rule.moves.values())


def _lanes(network: Network, layout: Layout, rule_words: int) -> "tuple[tuple[Row, ...], array[int]]":
    """The lanes, and for each of their values a row of bits: the rules that nothing in the lane disables."""
    allowed = rules_by_state(network, layout.packing)
    lanes: list[Row] = []
    rows = array("Q")
    for slots in layout.lanes(_LANE_BITS):
        width = sum(slot.field.width for slot in slots)
        lanes.append((slots[0].word, slots[0].shift, (1 << width) - 1, len(rows)))
        for row in _rows(slots, allowed):
            rows.frombytes(row.to_bytes(rule_words * 8, "little"))
    if sys.byteorder == "big":
        rows.byteswap()
    return tuple(lanes), rows


def _rows(slots: Sequence[Slot], allowed: Mapping[str, Sequence[int]]) -> list[int]:
    """For each value of the slots' bits the rules they allow; bits that are no state allow none."""
    rows = [-1]
    for slot in slots:
        masks = allowed[slot.field.machine.name]
        padded = (*masks, *[0] * (slot.mask + 1 - len(masks)))
        rows = [row & mask for mask in padded for row in rows]
    return rows


def _staying(only: Iterable[str], layout: Layout) -> list[int]:
    """The bits of each word that a rule does not write."""
    staying = [(1 << WORD_BITS) - 1] * layout.words
    for machine in only:
        slot = layout.slots[machine]
        staying[slot.word] ^= slot.mask << slot.shift
    return staying


def _written(only: Mapping[str, str], layout: Layout) -> list[int]:
    """What a rule writes into each word."""
    written = [0] * layout.words
    for machine, target in only.items():
        slot = layout.slots[machine]
        written[slot.word] |= slot.field.places[target] << slot.shift
    return written


def _only_targets(rule: Rule) -> dict[str, str]:
    """Of the movers that have one target, wherever they start: that target."""
    targets = {machine: {target for _, target in pairs} for machine, pairs in rule.moves.items()}
    return {machine: min(each) for machine, each in targets.items() if len(each) == 1}


def _others(rule: Rule, only: Mapping[str, str]) -> dict[str, tuple[Pair, ...]]:
    """The movers of a rule that have several targets."""
    return {machine: pairs for machine, pairs in rule.moves.items() if machine not in only}


def _movers(
    others: Iterable[Mapping[str, Sequence[Pair]]], layout: Layout
) -> "tuple[tuple[Row, ...], array[int], array[int]]":
    """The other movers of all rules; where the choices from each of their states begin; what each choice flips."""
    movers: list[Row] = []
    choices_of, choices = array("I"), array("Q")
    for each in others:
        for machine, pairs in each.items():
            slot = layout.slots[machine]
            movers.append((slot.word, slot.shift, slot.mask, len(choices_of)))
            for flips in _flips(slot, pairs):
                choices_of.append(len(choices))
                choices.extend(flips)
    choices_of.append(len(choices))
    return tuple(movers), choices_of, choices


def _flips(slot: Slot, pairs: Sequence[Pair]) -> list[list[int]]:
    """For each value of a mover's bits what its choices flip, in the order of the file."""
    places, flips = slot.field.places, [list[int]() for _ in range(slot.mask + 1)]
    for origin, target in pairs:
        flips[places[origin]].append((places[origin] ^ places[target]) << slot.shift)
    return flips
