"""Where each machine's state lies in a bit array of worlds: along an axis, or inside the words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from explorer.packing import Packing, pack
from model.network import Machine, Network

Bits: TypeAlias = NDArray[Any]
"""Unsigned words of one width, which a network decides."""

States: TypeAlias = Mapping[str, tuple[int, ...]]
"""Machine -> places of some of its states in the declared order."""

_WIDTHS = (64, 32, 16, 8)


@dataclass(frozen=True, slots=True)
class Inside:
    """A machine inside the words: going to its next state is going so many bits up."""

    stride: int
    states: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The axes and the insides; together they hold every machine once."""

    packing: Packing
    axes: Mapping[str, int]
    inside: Mapping[str, Inside]
    shape: tuple[int, ...]
    width: int
    used: int

    @property
    def nbytes(self) -> int:
        """The bytes of one set."""
        return prod(self.shape) * self.width // 8

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the words."""
        return np.dtype(f"u{self.width // 8}")

    def empty(self) -> Bits:
        """A new array without worlds."""
        return np.zeros(self.shape, self.dtype)

    def word(self, states: States) -> int:
        """The bits of a word in which no machine inside has another state than those asked for."""
        asked = [(self.inside[name], places) for name, places in states.items() if name in self.inside]
        return sum(
            1 << bit
            for bit in range(self.used)
            if all(bit // each.stride % each.states in places for each, places in asked)
        )

    def box(self, states: States) -> "Box":
        """All worlds in which these machines have some of these states."""
        slices, lists = [slice(None)] * len(self.shape), []
        for name, places in states.items():
            if name in self.axes:
                found = _progression(places)
                if found is None:
                    lists.append((self.axes[name], np.array(places)))
                else:
                    slices[self.axes[name]] = found
        return Box(tuple(slices), tuple(lists), self.dtype.type(self.word(states)))


@dataclass(frozen=True, slots=True)
class Box:
    """Some places on each axis, and some bits of each word."""

    slices: tuple[slice, ...]
    lists: tuple[tuple[int, NDArray[np.int64]], ...]
    """Axis and places, where no slice can say them."""
    word: Any

    def read(self, worlds: Bits) -> Bits:
        """The part of an array that lies in the box."""
        part = worlds[self.slices]
        for axis, places in self.lists:
            part = part.take(places, axis)
        read: Bits = part & self.word
        return read

    def write(self, worlds: Bits, part: Bits) -> Bits:
        """The array, with its part in the box replaced, whole words at a time."""
        room = worlds[self.slices]
        if self.lists:
            every = [np.arange(size) for size in room.shape]
            for axis, places in self.lists:
                every[axis] = places
            room[np.ix_(*every)] = part
        else:
            room[...] = part
        return worlds


def layout(network: Network) -> Layout:
    """The layout that wastes the fewest bits; what rules ask for most lies on the outermost axes."""
    inside = _inside(network.machines)
    use = {machine.name: 0 for machine in network.machines}
    for rule in network.rules:
        for name in (*rule.moves, *rule.when):
            use[name] += 1
    outside = [machine for machine in network.machines if machine.name not in inside]
    outside.sort(key=lambda machine: -use[machine.name])  # what is touched seldom leaves long stretches to copy
    shape = tuple(len(machine.states) for machine in outside) or (1,)
    used = prod(each.states for each in inside.values())
    axes = {machine.name: axis for axis, machine in enumerate(outside)}
    return Layout(pack(network), axes, inside, shape, _width(used), used)


def _inside(machines: Iterable[Machine]) -> dict[str, Inside]:
    """The machines that fill a word best, and all that have one state only."""
    fillings: dict[int, tuple[Machine, ...]] = {1: ()}
    for machine in machines:
        for bits, chosen in list(fillings.items()):
            if bits * len(machine.states) <= _WIDTHS[0]:
                fillings.setdefault(bits * len(machine.states), (*chosen, machine))
    best = max(fillings, key=lambda bits: (bits / _width(bits), bits))
    inside, stride = {}, 1
    for machine in (*fillings[best], *(machine for machine in machines if len(machine.states) == 1)):
        inside[machine.name] = Inside(stride, len(machine.states))
        stride *= len(machine.states)
    return inside


def _width(bits: int) -> int:
    return min(width for width in _WIDTHS if width >= bits)


def _progression(places: tuple[int, ...]) -> slice | None:
    """The slice that says these places in this order, if there is one."""
    if len(places) < 2:
        return slice(places[0], places[0] + 1) if places else slice(0, 0)
    step = places[1] - places[0]
    if places != tuple(places[0] + step * each for each in range(len(places))):
        return None
    end = places[-1] + step
    return slice(places[0], end if end >= 0 else None, step)
