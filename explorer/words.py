"""Cuts packed worlds into 64-bit words, for whoever keeps them in arrays: no machine lies across two words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from explorer.packing import Field, Packing, pack
from model.network import Network

WORD_BITS = 64


@dataclass(frozen=True, slots=True)
class Slot:
    """Where one machine's state lies: in which word, and how far up."""

    field: Field
    word: int
    shift: int

    @property
    def mask(self) -> int:
        """The bits of the machine, once they are shifted down."""
        return (1 << self.field.width) - 1


@dataclass(frozen=True, slots=True)
class Layout:
    """The slots of a network's machines, in its order; `bases`: the bit of a packed world that is a word's lowest."""

    packing: Packing
    slots: Mapping[str, Slot]
    bases: tuple[int, ...]

    @property
    def words(self) -> int:
        """How many words a world takes."""
        return len(self.bases)

    @property
    def bits(self) -> int:
        """How many bits a world has."""
        last = self.packing.fields[-1]
        return last.shift + last.width

    def words_of(self, world: int) -> tuple[int, ...]:
        """One world, packed as `explorer.packing` packs it, in words."""
        ends = (*self.bases[1:], self.bits)
        return tuple(world >> base & (1 << end - base) - 1 for base, end in zip(self.bases, ends, strict=True))

    def lanes(self, bits: int) -> Iterator[list[Slot]]:
        """Neighbours in one word, as many as so many bits hold; a machine that needs more stands alone."""
        lane: list[Slot] = []
        for slot in self.slots.values():
            width = sum(each.field.width for each in lane) + slot.field.width
            if lane and (slot.word != lane[0].word or width > bits):
                yield lane
                lane = []
            lane.append(slot)
        yield lane


def layout(network: Network) -> Layout:
    """The slots of a network's machines."""
    packing = pack(network)
    slots: dict[str, Slot] = {}
    bases = [0]
    for field in packing.fields:
        if field.shift + field.width > bases[-1] + WORD_BITS:
            bases.append(field.shift)
        # A machine of one state may lie just above a full word, where nothing is to be read.
        slots[field.machine.name] = Slot(field, len(bases) - 1, min(field.shift - bases[-1], WORD_BITS - 1))
    return Layout(packing, slots, tuple(bases))
