"""Divides a region of the listed worlds into strong components, and lays them in layers that steps only lead down."""

from collections.abc import Iterable, Iterator
from sys import maxsize

from explorer.listing import Listing

_CLOSED = maxsize


def layered(listing: Listing, region: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
    """Each strong component of a region with its layer: one above the highest that its steps lead to in the region."""
    layer_of: dict[int, int] = {}
    for component in _components(listing, region):
        below = (layer_of.get(target, -1) for place in component for target in _targets(listing, place))
        layer = 1 + max(below, default=-1)
        layer_of.update(dict.fromkeys(component, layer))
        yield layer, component


def _targets(listing: Listing, place: int) -> list[int]:
    return listing.targets[listing.first[place] : listing.first[place + 1]]


def _components(listing: Listing, region: Iterable[int]) -> Iterator[list[int]]:
    """Every strong component, each after those it leads to (Tarjan, as in `explorer.fairness`, lone worlds too)."""
    lowest = dict.fromkeys(region, 0)
    for place, entered in lowest.items():
        if not entered:
            yield from _components_from(place, listing, lowest)


def _components_from(root: int, listing: Listing, lowest: dict[int, int]) -> Iterator[list[int]]:
    lowest[root] = number = 1
    opened = [root]
    path = [(root, 1, iter(_targets(listing, root)))]
    while path:
        place, mine, following = path[-1]
        for target in following:
            reached = lowest.get(target, _CLOSED)
            if not reached:
                lowest[target] = number = number + 1
                opened.append(target)
                path.append((target, number, iter(_targets(listing, target))))
                break
            if reached < lowest[place]:
                lowest[place] = reached
        else:
            path.pop()
            if lowest[place] == mine:
                yield _closed(place, opened, lowest)
            elif lowest[place] < lowest[path[-1][0]]:
                lowest[path[-1][0]] = lowest[place]


def _closed(root: int, opened: list[int], lowest: dict[int, int]) -> list[int]:
    component = [opened.pop()]
    while component[-1] != root:
        component.append(opened.pop())
    for place in component:
        lowest[place] = _CLOSED
    return component
