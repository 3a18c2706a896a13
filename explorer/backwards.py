"""Finds the listed worlds from which none of some wanted worlds can be reached.

Most steps lead to worlds found later, so sweeps from the last world to the first settle nearly all of them, each with
one question to a set. When sweeps no longer halve what is open, the rest is walked once, step by step, against the
direction of the steps: the work stays linear in worlds and steps.
"""

from collections.abc import Sequence
from itertools import compress

from explorer.listing import Listing


def unable_to_reach(wanted: bytes, listing: Listing) -> list[int]:
    """The places, ascending, from which no world is reachable whose mark in `wanted` is 1."""
    able = set(compress(range(len(wanted)), wanted))
    pending: Sequence[int] = [place for place in reversed(range(len(wanted))) if not wanted[place]]
    while pending:
        left = _swept(pending, able, listing)
        if 2 * len(left) > len(pending):
            return _walked(left, listing)
        pending = left
    return []


def _swept(pending: Sequence[int], able: set[int], listing: Listing) -> list[int]:
    """Those of the pending that have no step to one that is able; the others join the able."""
    first, targets = listing.first, listing.targets
    left: list[int] = []
    for place in pending:
        if able.isdisjoint(targets[first[place] : first[place + 1]]):
            left.append(place)
        else:
            able.add(place)
    return left


def _walked(left: Sequence[int], listing: Listing) -> list[int]:
    """Those of the places left from which no step, or row of steps, leads out of them."""
    first, targets = listing.first, listing.targets
    sources: dict[int, list[int]] = {place: [] for place in left}
    leaving: list[int] = []
    for place in left:
        for target in targets[first[place] : first[place + 1]]:
            sources.get(target, leaving).append(place)
    unable = set(left)
    for place in leaving:
        if place in unable:
            unable.remove(place)
            leaving.extend(sources[place])
    return sorted(unable)
