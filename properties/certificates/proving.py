"""Makes what proves each verdict, from the list of all worlds: runs, trees, distances, traps."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeAlias

from explorer.conditions import Columns
from explorer.enabling import Enabling
from explorer.exploration import Bounds
from explorer.fairness import FairGraph, fair_graph
from explorer.listed import ListedExploration
from explorer.listing import Listing
from explorer.packing import Packing
from explorer.runs import Run
from model.network import TRUE, Condition, Network
from properties.certificates.distances import distances
from properties.certificates.growing import grow, pending_worlds
from properties.certificates.numbers import deflated
from properties.judge import Outcome, judge
from properties.kinds import AlwaysPossible, Claim, LeadsTo, NeverStep, Property

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Listed:
    """Every reachable world of a network, and its place among the numbers that a certificate writes down."""

    network: Network
    enabling: Enabling
    listing: Listing

    @cached_property
    def exploration(self) -> ListedExploration:
        """The same as an exploration, which answers what a judge asks."""
        return ListedExploration(self.network, Bounds(), self.enabling, self.listing)

    @cached_property
    def order(self) -> list[int]:
        """The places of the worlds, ascending by number."""
        return sorted(range(len(self.listing.worlds)), key=self.listing.worlds.__getitem__)

    @cached_property
    def fair_graph(self) -> FairGraph:
        """The graph with its fairness."""
        return fair_graph(self.listing, self.enabling, self.network)

    @cached_property
    def _columns(self) -> Columns:
        return Columns(self.listing.worlds, self.enabling.packing)

    def marks(self, condition: Condition) -> bytes:
        """One byte a world: whether it is in a condition."""
        return self._columns.marks(condition)

    def numbers(self) -> str:
        """The worlds as a certificate has them: the first, then what is added to come to the next."""
        worlds = [self.listing.worlds[place] for place in self.order]
        return deflated([worlds[0], *(after - before for before, after in pairwise(worlds))])

    def column(self, values: Iterable[int]) -> str:
        """A number for each world, given by place, written in the order of the numbers."""
        by_place = tuple(values)
        return deflated(by_place[place] for place in self.order)


def prove(claim: Claim, listed: Listed) -> tuple[Outcome, Json]:
    """The verdict on one claim, and what proves it besides the set of worlds."""
    found = judge(Property("", "static", "", (), (claim,)), listed.exploration)
    return found.verdict, _proof(claim, found.verdict, found.run, listed)


def run_to_json(claim: Claim, run: Run, packing: Packing) -> Json:
    """A run as a certificate has it: each step as its rule and the number of the world it leads to.

    A step that must not be is itself left out: it is one of those from the last world.
    """
    steps: list[tuple[str, int]] = []
    world = packing.initial
    for step in run.steps[: -1 if isinstance(claim, NeverStep) else None]:
        for machine, (old, new) in step.changes.items():
            world += packing.field(machine).packed(new) - packing.field(machine).packed(old)
        steps.append((step.rule.name, world))
    if run.cycle_from is None:
        return {"run": steps}
    return {"run": steps[: run.cycle_from], "cycle": steps[run.cycle_from :]}


def _proof(claim: Claim, verdict: Outcome, run: Run | None, listed: Listed) -> Json:
    match claim, verdict:
        case NeverStep(rules), "holds":
            return _shown(claim, listed.exploration.run_by(rules, TRUE, TRUE), listed)
        case LeadsTo(where, then), "holds":
            return _shown(claim, listed.exploration.run_to(where), listed) | _tree(listed, where, then)
        case AlwaysPossible(where, if_), "holds" | "violated":
            far = listed.column(distances(listed.listing, listed.marks(where)))
            return _shown(claim, run or listed.exploration.run_to(if_), listed) | {"distances": far}
    return {} if run is None else _shown(claim, run, listed)


def _shown(claim: Claim, run: Run | None, listed: Listed) -> Json:
    """The run that shows the verdict, or that it does not hold for nothing."""
    assert run is not None, "what holds for nothing is vacuous"
    return run_to_json(claim, run, listed.enabling.packing)


def _tree(listed: Listed, where: Condition, then: Condition) -> Json:
    pending = pending_worlds(listed.listing, listed.marks(where), listed.marks(then))
    tree = grow(listed.fair_graph, pending)
    return {"tree": tree.paths, "at": listed.column(tree.at)}
