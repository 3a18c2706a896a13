"""Grows the tree by which no fair run stays for ever where an answer is pending: docs/certificates.md.

A component without a fair cycle has a fair rule that it owes a step and that has none inside: all its steps leave the
component. Where that rule is disabled, what is left is divided again; so the tree holds what the search for fair
components (`explorer.fairness`) does, one rule at a time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import compress
from operator import and_, or_
from typing import TypeAlias

from explorer.enabling import bits_of
from explorer.fairness import FairGraph
from explorer.listing import Listing
from properties.certificates.layers import layered

Path: TypeAlias = tuple[tuple[int, int], ...]
"""Of each component around one, the outermost first, and at last of its own: its layer, and the place of its rule."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The paths of the components, and for each world the number of the one it stands at, from 1, or 0."""

    at: list[int]
    paths: list[Path] = field(default_factory=list)

    def add(self, path: Path, members: Iterable[int]) -> None:
        """A new component, with these worlds."""
        self.paths.append(path)
        for place in members:
            self.at[place] = len(self.paths)


def pending_worlds(listing: Listing, triggers: bytes, answers: bytes) -> list[int]:
    """The worlds in which an answer can be pending: from a trigger on, none so far."""
    closed = bytearray(answers)
    found = [place for place in compress(range(len(triggers)), triggers) if not closed[place]]
    for place in found:
        closed[place] = 1
    for place in found:
        for target in listing.targets[listing.first[place] : listing.first[place + 1]]:
            if not closed[target]:
                closed[target] = 1
                found.append(target)
    return sorted(found)


def grow(graph: FairGraph, region: Sequence[int]) -> Tree:
    """The tree over a region in which no fair run stays; there must be no fair component in it."""
    tree = Tree([0] * len(graph.listing.worlds))
    waiting: list[tuple[Path, Sequence[int]]] = [((), region)]
    while waiting:
        around, worlds = waiting.pop()
        groups: dict[tuple[int, int], list[int]] = {}
        for layer, component in layered(graph.listing, worlds):
            groups.setdefault((layer, _rule_of(graph, component)), []).extend(component)
        for (layer, rule), members in sorted(groups.items()):
            tree.add((*around, (layer, rule)), members)
            left = [place for place in members if not graph.enabled[place] >> rule & 1]
            if left:
                waiting.append(((*around, (layer, rule)), sorted(left)))
    return tree


def _rule_of(graph: FairGraph, component: Sequence[int]) -> int:
    """The place of a fair rule that must be taken in a component, and leaves it."""
    inside = _rules_inside(graph.listing, component)
    masks = [graph.enabled[place] for place in component]
    somewhere, everywhere = reduce(or_, masks), reduce(and_, masks)
    unmet = (somewhere & graph.strong | everywhere & (graph.weak | graph.strong)) & ~inside
    assert unmet, "a fair run may stay in this component"
    if everywhere & unmet:
        return next(bits_of(everywhere & unmet))
    return max(bits_of(unmet), key=lambda rule: (sum(mask >> rule & 1 for mask in masks), -rule))


def _rules_inside(listing: Listing, component: Sequence[int]) -> int:
    """The rules with a step from the component into itself, one bit each."""
    members = frozenset(component)
    steps = (step for place in component for step in listing.steps_from(place) if listing.targets[step] in members)
    return reduce(or_, (1 << listing.rules[step] for step in steps), 0)
