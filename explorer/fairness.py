"""Fair components: the largest sets of worlds around which a run can go for ever and be fair.

A component is strongly connected, so one walk can take all its steps. It is fair when that walk is: every strongly
fair rule enabled somewhere in it has a step inside, and every weakly fair rule enabled all over it has one. Worlds
that ask for a strong step which is not there are taken out, and what is left is divided again (Emerson and Lei,
"Modalities for model checking: branching time logic strikes back", 1987); for weak rules alone one division is enough.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from operator import and_
from sys import maxsize

from explorer.enabling import Enabling
from explorer.listing import Listing
from explorer.progress_rules import irreversible
from model.network import Network

_CLOSED = maxsize


@dataclass(frozen=True)
class FairGraph:
    """A listed graph with what fairness asks for in each of its worlds."""

    listing: Listing
    tables: Enabling
    weak: int
    strong: int
    passing: int
    """The strongly fair rules that lie on no cycle: where one is enabled, no fair cycle passes."""

    @cached_property
    def enabled(self) -> list[int]:
        """Place of a world -> mask of the fair rules enabled there; equal masks are one object."""
        masks: Iterable[int] = repeat(self.weak | self.strong, len(self.listing.worlds))
        for chunk in self.tables.chunks:
            here = chunk.mask
            masks = map(and_, masks, [chunk[world & here] for world in self.listing.worlds])
        same: dict[int, int] = {}
        return [same.setdefault(mask, mask) for mask in masks]

    @cached_property
    def ends(self) -> frozenset[int]:
        """The worlds in which a fair run may end: they enable no fair rule."""
        return frozenset(place for place, enabled in enumerate(self.enabled) if not enabled)

    @cached_property
    def components(self) -> list[list[int]]:
        """The fair components of the whole graph: every fair cycle lies in one of them."""
        staying = [place for place, enabled in enumerate(self.enabled) if not enabled & self.passing]
        return list(fair_components([staying], self))

    @cached_property
    def settling(self) -> frozenset[int]:
        """The worlds among which every fair run is at last: those where it may end, and those of fair components."""
        return self.ends.union(*self.components)


def fair_graph(listing: Listing, tables: Enabling, network: Network) -> FairGraph:
    """The graph with the fairness of the network's rules."""
    return FairGraph(listing, tables, *fair_rules(network))


def fair_rules(network: Network) -> tuple[int, int, int]:
    """The weakly fair rules, the strongly fair ones, and of these those that lie on no cycle, as bit masks."""
    weak = sum(1 << place for place, rule in enumerate(network.rules) if rule.fairness == "weak")
    strong = sum(1 << place for place, rule in enumerate(network.rules) if rule.fairness == "strong")
    return weak, strong, sum(1 << place for place in irreversible(network)) & strong


def fair_components(regions: Iterable[Sequence[int]], graph: FairGraph) -> Iterator[list[int]]:
    """The fair components inside each of some disjoint regions, the places of each ascending."""
    division = Division(graph.listing)
    pending = [list(region) for region in regions]
    while pending:
        for component in division.components(pending.pop()):
            rest = _without_unmet(component, graph, division)
            if len(rest) == len(component):
                yield sorted(component)
            elif rest:
                pending.append(sorted(rest))


def _without_unmet(component: list[int], graph: FairGraph, division: "Division") -> list[int]:
    """The component, or the part of it where a fair cycle may still be."""
    somewhere, everywhere = 0, -1
    for place in component:
        somewhere |= graph.enabled[place]
        everywhere &= graph.enabled[place]
    asked = somewhere & graph.strong | everywhere & graph.weak
    unmet = asked & ~division.rules_inside(component, asked)
    if unmet & graph.weak:
        return []
    return [place for place in component if not graph.enabled[place] & unmet] if unmet else component


class Division:
    """Divides regions into strong components (Tarjan, "Depth-first search and linear graph algorithms", SIAM 1972).

    `lowest` holds the number of the earliest open world that a world is known to reach: 0 before it is entered,
    `_CLOSED` once its component is found and for every world outside, so that no step there counts. Each component
    gets a label.
    """

    def __init__(self, listing: Listing) -> None:
        self._first, self._rules, self._targets = listing.first, listing.rules, listing.targets
        self._lowest = [_CLOSED] * len(listing.worlds)
        self._labels = [0] * len(listing.worlds)
        self._label = 0

    def components(self, region: list[int]) -> Iterator[list[int]]:
        """The strong components of a region that have a step inside; each after those it leads to."""
        lowest = self._lowest
        for place in region:
            lowest[place] = 0
        for place in region:
            if not lowest[place]:
                yield from self._components_from(place)

    def _components_from(self, root: int) -> Iterator[list[int]]:
        lowest, first, targets = self._lowest, self._first, self._targets
        lowest[root] = number = 1
        opened = [root]
        path = [(root, 1, iter(targets[first[root] : first[root + 1]]))]
        while path:
            place, mine, following = path[-1]
            for target in following:
                reached = lowest[target]
                if not reached:
                    lowest[target] = number = number + 1
                    opened.append(target)
                    path.append((target, number, iter(targets[first[target] : first[target + 1]])))
                    break
                if reached < lowest[place]:
                    lowest[place] = reached
            else:
                path.pop()
                if lowest[place] == mine:
                    yield from self._closed(place, opened)
                elif lowest[place] < lowest[path[-1][0]]:
                    lowest[path[-1][0]] = lowest[place]

    def _closed(self, root: int, opened: list[int]) -> Iterator[list[int]]:
        component = [opened.pop()]
        while component[-1] != root:
            component.append(opened.pop())
        self._label += 1
        for place in component:
            self._lowest[place] = _CLOSED
            self._labels[place] = self._label
        if len(component) > 1 or root in self._targets[self._first[root] : self._first[root + 1]]:
            yield component

    def rules_inside(self, component: list[int], asked: int) -> int:
        """Those of the asked rules that have a step from the component into itself."""
        mine, found = self._labels[component[0]], 0
        for place in component:
            if not asked & ~found:
                break
            start, end = self._first[place], self._first[place + 1]
            for rule, target in zip(self._rules[start:end], self._targets[start:end], strict=True):
                if self._labels[target] == mine:
                    found |= 1 << rule
        return found
