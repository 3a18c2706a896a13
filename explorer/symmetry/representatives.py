"""Lists one world of each orbit, breadth first, with all its steps, and what the others add to the counts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

from explorer.conditions import Columns
from explorer.enabling import Enabling
from explorer.exploration import Seen
from explorer.listing import Lister, Listing
from explorer.symmetry.canonical import Canonical
from explorer.watch import Watch
from model.network import Condition

ENGINE = "quotient"
_STEPS_BETWEEN_LOOKS = 4096


class ManyError(Exception):
    """There are more representatives than were to be listed: another engine may do better."""


class RepresentativeLister(Lister):
    """The search of `Lister` with each world replaced by its representative; bounds count what they stand for.

    Raises ManyError when there are more than `most` representatives.
    """

    def __init__(self, tables: Enabling, canonical: Canonical, watch: Watch, most: int) -> None:
        """Start from the initial world, which stands for itself alone."""
        super().__init__(tables, watch)
        self._canonical = canonical
        self._most_listed = most
        self.orbits = [1]

    def _look(self) -> int:
        self._refuse_many()
        self._watch.look()
        if self._watch.due:
            self._watch.tell(Seen(ENGINE, sum(self.orbits)))
        return len(self.targets) + _STEPS_BETWEEN_LOOKS

    def _refuse_many(self) -> None:
        if len(self.worlds) > self._most_listed:
            raise ManyError(f"more than {self._most_listed} representatives")

    def _spread(self) -> None:
        # Worlds that were met keep the place of their representative: to look it up is cheaper than to sort again.
        worlds, arrivals, first, rules, targets = self.worlds, self.arrivals, self.first, self.rules, self.targets
        enabled, rules_of, canonical = self._tables.enabled, self._tables.rules, self._canonical
        known, due, count = 1, 0, self._watch.count
        place_of = {worlds[0]: 0}
        for world in worlds:
            if len(targets) >= due:
                due = self._look()
            first.append(len(targets))
            for rule, movers, deltas in rules_of[enabled(world)]:
                for delta in deltas[world & movers]:
                    met = world + delta
                    place = place_of.get(met)
                    if place is None:
                        due = due if len(targets) < due else self._look()  # one world may have millions of choices
                        target = canonical(met)
                        place_of[met] = place = place_of.setdefault(target, len(worlds))
                        if place == len(worlds):
                            self.orbits.append(canonical.orbit(target))
                            known += self.orbits[-1]
                            count(known)
                            arrivals.append(len(targets))
                            worlds.append(target)
                    rules.append(rule)
                    targets.append(place)
        self._refuse_many()


@dataclass(frozen=True)
class Representatives:
    """The graph of representatives: a listing whose steps lead to the representative of where they lead."""

    listing: Listing
    orbits: Sequence[int]
    """How many worlds each representative stands for."""
    tables: Enabling
    canonical: Canonical

    @cached_property
    def levels(self) -> list[int]:
        """The length of the shortest run to each of them: that of every world it stands for."""
        levels = [0] * len(self.listing.worlds)
        place, listing = 0, self.listing
        for target in range(1, len(levels)):
            while listing.first[place + 1] <= listing.arrivals[target]:
                place += 1
            levels[target] = levels[place] + 1
        return levels

    @cached_property
    def sources(self) -> list[list[int]]:
        """Place of a world -> the places of the worlds with a step to it."""
        sources: list[list[int]] = [[] for _ in self.listing.worlds]
        for place in range(len(sources)):
            for target in self.listing.targets[self.listing.first[place] : self.listing.first[place + 1]]:
                sources[target].append(place)
        return sources

    @cached_property
    def _columns(self) -> Columns:
        return Columns(self.listing.worlds, self.tables.packing)

    def marks(self, condition: Condition) -> bytes:
        """One byte a representative: whether it is in the condition.

        Raises:
            NetworkError: the condition names a machine or state that the network does not have.
        """
        return self._columns.marks(condition)

    def able_to_reach(self, wanted: bytes) -> bytearray:
        """One byte a representative: whether some run leads on from it to one that is wanted."""
        able = bytearray(wanted)
        queue = list(marked(wanted))
        for place in queue:
            for source in self.sources[place]:
                if not able[source]:
                    able[source] = 1
                    queue.append(source)
        return able

    def ways_to(self, goals: Iterable[int]) -> list[frozenset[int]]:
        """For each length of a run, the packed representatives that a shortest run to the nearest goals passes then."""
        places = list(goals)
        length = min(self.levels[place] for place in places)
        layer = {place for place in places if self.levels[place] == length}
        layers = [layer]
        for level in range(length - 1, -1, -1):
            layer = {source for place in layer for source in self.sources[place] if self.levels[source] == level}
            layers.append(layer)
        return [frozenset(self.listing.worlds[place] for place in each) for each in reversed(layers)]


def marked(marks: bytes | bytearray) -> Iterator[int]:
    """The places of the marks that are set."""
    return compress(range(len(marks)), marks)
