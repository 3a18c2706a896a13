"""Packed worlds in a hash table, many at a time: good for the thin and irregular, of any width.

Sets hold reachable worlds only, one byte for each; a step costs eight bytes.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from explorer.exploration import Bounds
from explorer.sets.packed_listing import ENGINE, PackedLister, PackedListing
from explorer.sets.packed_words import columns_of, marks_of_states, states_of
from explorer.watch import Watch
from model.network import Condition, Network

Marks: TypeAlias = NDArray[np.bool_]
"""One mark for each listed world, by its place."""


def list_worlds(network: Network, watch: Watch | None = None) -> "ListedWorlds":
    """The algebra of all reachable worlds of a network.

    Raises:
        StoppedError: a bound was hit, or the user interrupted; it says how many worlds had been found.
        MemoryError: there are 2 to the 31 worlds or more.
    """
    return ListedWorlds(network, PackedLister(network, watch or Watch(Bounds())).listed())


class ListedWorlds:
    """Sets of listed worlds, see `Algebra`: a world that is not listed is in no set, and only listed steps lead on."""

    engine = ENGINE

    def __init__(self, network: Network, listing: PackedListing) -> None:
        """Take what the lister found."""
        self.network = network
        self.listing = listing
        self.sweep = range(len(network.rules))
        self.parts = (self.sweep,)

    @property
    def nothing(self) -> Marks:
        """No world."""
        return np.zeros(self.listing.states, dtype=bool)

    @property
    def everything(self) -> Marks:
        """All listed worlds."""
        return np.ones(self.listing.states, dtype=bool)

    @property
    def initial(self) -> Marks:
        """The first listed world."""
        return self._only(0)

    def where(self, condition: Condition) -> Marks:
        """The listed worlds in a condition."""
        found = self.nothing
        for conjunction in condition:
            held = self.everything
            for machine, states in conjunction.items():
                held &= self._in_states(machine, states)
            found |= held
        return found

    def enabled(self, rule: int) -> Marks:
        """Where a rule has a step."""
        found = self.nothing
        found[self.listing.sources[rule]] = True
        return found

    def image(self, rule: int, worlds: Marks) -> Marks:
        """Where listed steps lead."""
        found = self.nothing
        found[self.listing.targets[rule][worlds[self.listing.sources[rule]]]] = True
        return found

    def preimage(self, rule: int, worlds: Marks) -> Marks:
        """Where listed steps come from."""
        found = self.nothing
        found[self.listing.sources[rule][worlds[self.listing.targets[rule]]]] = True
        return found

    def count(self, worlds: Marks) -> int:
        """How many marks."""
        return int(np.count_nonzero(worlds))

    def steps(self, rule: int, worlds: Marks) -> int:
        """How many listed steps."""
        return int(np.count_nonzero(worlds[self.listing.sources[rule]]))

    def is_empty(self, worlds: Marks) -> bool:
        """Whether nothing is marked."""
        return not worlds.any()

    def same(self, one: Marks, other: Marks) -> bool:
        """Whether the same worlds are marked."""
        return np.array_equal(one, other)

    def single(self, world: int) -> Marks:
        """The world alone, or nothing if it is not listed."""
        place = self._place_of(world)
        return self.nothing if place < 0 else self._only(place)

    def holds(self, worlds: Marks, world: int) -> bool:
        """Whether the world is listed and marked."""
        place = self._place_of(world)
        return place >= 0 and bool(worlds[place])

    def nodes(self) -> None:
        """There are none."""

    def spent(self) -> int:
        """There were none."""
        return 0

    def _only(self, place: int) -> Marks:
        found = self.nothing
        found[place] = True
        return found

    def _place_of(self, world: int) -> int:
        return int(self.listing.table.places_of(columns_of(world, self.listing.layout))[0])

    def _in_states(self, machine: str, states: tuple[str, ...]) -> Marks:
        self.listing.layout.packing.field(machine)
        slot = self.listing.layout.slots[machine]
        return marks_of_states(slot.field, states)[states_of(slot, self.listing.table.columns)]
