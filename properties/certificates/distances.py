"""How far each listed world is from the nearest of some wanted ones, by any steps."""

from collections.abc import Sequence
from itertools import compress

from explorer.listing import Listing


def distances(listing: Listing, wanted: bytes) -> list[int]:
    """One more than the steps to the nearest wanted world, for each world; 0 where none can be reached."""
    sources = _sources(listing)
    found = [0] * len(wanted)
    queue = list(compress(range(len(wanted)), wanted))
    for place in queue:
        found[place] = 1
    for place in queue:
        for source in sources[place]:
            if not found[source]:
                found[source] = found[place] + 1
                queue.append(source)
    return found


def _sources(listing: Listing) -> Sequence[Sequence[int]]:
    """The worlds from which a step leads to each."""
    sources: list[list[int]] = [[] for _ in listing.worlds]
    for place in range(len(listing.worlds)):
        for target in frozenset(listing.targets[listing.first[place] : listing.first[place + 1]]):
            sources[target].append(place)
    return sources
