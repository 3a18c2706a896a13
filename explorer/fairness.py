"""Fair components: the largest sets of worlds around which a run can go for ever and be fair.

A component is strongly connected, so one walk can take all its steps. It is fair when that walk is: every strongly
fair rule enabled somewhere in it has a step inside, and every weakly fair rule enabled all over it has one. Worlds
that ask for a strong step which is not there are taken out, and what is left is divided again (Emerson and Lei,
"Modalities for model checking", Science of Computer Programming 8, 1987, section 4; for weak rules alone one
division is enough). Components are found by Tarjan's algorithm, without recursion.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from explorer.enabling import Enabling
from explorer.listing import Listing
from model.network import Network


@dataclass(frozen=True)
class FairGraph:
    """A listed graph with what fairness asks for in each of its worlds."""

    listing: Listing
    tables: Enabling
    weak: int
    strong: int

    @cached_property
    def enabled(self) -> list[int]:
        """Place of a world -> mask of the fair rules enabled there; equal masks are one object."""
        fair, ask = self.weak | self.strong, self.tables.enabled
        same: dict[int, int] = {}
        masks = (ask(world) & fair for world in self.listing.worlds)
        return [same.setdefault(mask, mask) for mask in masks]

    @cached_property
    def components(self) -> list[list[int]]:
        """The fair components of the whole graph: every fair cycle lies in one of them."""
        return list(fair_components([range(len(self.listing.worlds))], self))


def fair_graph(listing: Listing, tables: Enabling, network: Network) -> FairGraph:
    """The graph with the fairness of the network's rules."""
    weak = sum(1 << place for place, rule in enumerate(network.rules) if rule.fairness == "weak")
    strong = sum(1 << place for place, rule in enumerate(network.rules) if rule.fairness == "strong")
    return FairGraph(listing, tables, weak, strong)


def fair_components(regions: Iterable[Sequence[int]], graph: FairGraph) -> Iterator[list[int]]:
    """The fair components inside each of some disjoint regions, the places of each ascending."""
    division = _Division(graph.listing)
    pending = [list(region) for region in regions]
    while pending:
        for component in division.components(pending.pop()):
            rest = _without_unmet(component, graph, division)
            if len(rest) == len(component):
                yield sorted(component)
            elif rest:
                pending.append(sorted(rest))


def _without_unmet(component: list[int], graph: FairGraph, division: "_Division") -> list[int]:
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


class _Division:
    """Labels that say which worlds are together now; those of a found component get a label of their own."""

    def __init__(self, listing: Listing) -> None:
        self._first, self._rules, self._targets = listing.first, listing.rules, listing.targets
        self._labels = [0] * len(listing.worlds)
        self._used = 0

    def components(self, region: list[int]) -> Iterator[list[int]]:
        """The strong components of a region that have a step inside (Tarjan 1972)."""
        mine = self._label(region)
        numbers: dict[int, int] = {}
        open_worlds: list[int] = []
        for place in region:
            if place not in numbers:
                yield from self._components_from(place, mine, numbers, open_worlds)

    def _components_from(
        self, root: int, mine: int, lowest: dict[int, int], open_worlds: list[int]
    ) -> Iterator[list[int]]:
        # A closed component has another label, so no step into it counts any more.
        labels = self._labels
        path = [self._entered(root, lowest, open_worlds)]
        while path:
            place, number, targets = path[-1]
            for target in targets:
                if labels[target] != mine:
                    continue
                if target not in lowest:
                    path.append(self._entered(target, lowest, open_worlds))
                    break
                if lowest[target] < lowest[place]:
                    lowest[place] = lowest[target]
            else:
                path.pop()
                if lowest[place] == number:
                    yield from self._closed(place, open_worlds)
                elif path and lowest[place] < lowest[path[-1][0]]:
                    lowest[path[-1][0]] = lowest[place]

    def _entered(self, place: int, lowest: dict[int, int], open_worlds: list[int]) -> tuple[int, int, Iterator[int]]:
        number = lowest[place] = len(lowest)
        open_worlds.append(place)
        return place, number, iter(self._targets[self._first[place] : self._first[place + 1]])

    def _closed(self, root: int, open_worlds: list[int]) -> Iterator[list[int]]:
        component = [open_worlds.pop()]
        while component[-1] != root:
            component.append(open_worlds.pop())
        self._label(component)
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

    def _label(self, places: Iterable[int]) -> int:
        self._used += 1
        for place in places:
            self._labels[place] = self._used
        return self._used
