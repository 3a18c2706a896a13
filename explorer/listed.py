"""Answers the questions of an exploration from the list of all reachable worlds."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise, repeat

from explorer.backwards import unable_to_reach
from explorer.conditions import Columns
from explorer.enabling import Enabling, tables
from explorer.exploration import Bounds, Covered, Farther, Progress
from explorer.fairness import FairGraph, fair_graph
from explorer.lasso import unanswered
from explorer.listing import ENGINE, Lister, Listing, PausedError
from explorer.places import Places
from explorer.preimage import leading_into
from explorer.runs import Run, Step
from explorer.watch import Watch
from model.network import Condition, Network

UNBOUNDED = Bounds()


def list_worlds(network: Network, bounds: Bounds = UNBOUNDED, progress: Progress | None = None) -> "ListedExploration":
    """Every reachable world of a network, listed with all its steps, as far as the bounds let it get.

    A bound that is hit, or the user's interrupt (Ctrl-C), leaves an exploration whose `covered` is not complete.
    """
    return list_under(Watch(bounds, progress), network)


def list_under(watch: Watch, network: Network) -> "ListedExploration":
    """The same, under a watch whose clock is running already."""
    enabling = tables(network)
    return ListedExploration(network, watch.bounds, enabling, Lister(enabling, watch).listed())


class GrowingList:
    """A list that stops where it is told to, and can be gone on with from there."""

    def __init__(self, network: Network, watch: Watch) -> None:
        """Start from the initial world, under a watch whose clock is running already."""
        self.network = network
        self._bounds = watch.bounds
        self._enabling = tables(network)
        self._lister = Lister(self._enabling, watch)
        self._full = False

    def up_to(self, pause_at: int | None) -> "ListedExploration | None":
        """Every world, or as many as a bound allows; None where there are more than `pause_at`.

        Raises:
            MemoryError: the memory is full; and from then on always, for the list has lost steps of its last world.
        """
        if self._full:
            raise MemoryError
        try:
            return self._explored(self._lister.listed(pause_at))
        except PausedError:
            return None
        except MemoryError:
            self._full = True
            raise

    def so_far(self) -> "ListedExploration":
        """The nearest worlds, listed before the pause; nothing may follow."""
        return self._explored(self._lister.so_far())

    def _explored(self, listing: Listing) -> "ListedExploration":
        return ListedExploration(self.network, self._bounds, self._enabling, listing)


class ListedExploration(Places):
    """An exploration by listing, see `Exploration`; what several questions need is worked out once."""

    def __init__(self, network: Network, bounds: Bounds, enabling: Enabling, listing: Listing) -> None:
        """Take what the lister found."""
        super().__init__(network, enabling.packing, listing.worlds)
        self._bounds = bounds
        self._tables = enabling
        self._listing = listing
        self._farther: Farther | None = None
        self._notes: tuple[str, ...] = ()

    def standing_in(self, bounds: Bounds, farther: "Farther | None", notes: Sequence[str] = ()) -> "ListedExploration":
        """The same list under other bounds, for an engine that could not be had or came farther and was stopped."""
        listed = ListedExploration(self.network, bounds, self._tables, self._listing)
        listed._farther, listed._notes = farther, tuple(notes)
        return listed

    @property
    def complete(self) -> bool:
        """Whether every reachable world was listed."""
        return not self._listing.stopped_by and self._farther is None

    @cached_property
    def covered(self) -> Covered:
        """How much was looked at."""
        listing = self._listing
        covered = Covered(
            states=len(listing.worlds),
            steps=len(listing.targets),
            depth=len(listing.steps_to(len(listing.worlds) - 1)),
            deadlocks=sum(1 for _ in listing.deadlocks()),
            complete=self.complete,
            engine=ENGINE,
            bounds=self._bounds,
            stopped_by=listing.stopped_by,
            notes=self._notes,
        )
        return covered if self._farther is None else self._farther.instead_of(covered)

    def run_by(self, rules: tuple[str, ...], where: Condition, after: Condition) -> Run | None:
        """The shortest run by one of `rules` from `where` into `after`: steps are listed in the order of such runs."""
        found = [self._first_step(place, where, after) for place in self._places_of(rules)]
        steps = [step for step in found if step is not None]
        if not steps:
            return None
        return self._run([*self._listing.steps_to(self._listing.source(min(steps))), min(steps)])

    def run_to_deadlock(self) -> Run | None:
        """The shortest run to a world without steps."""
        return self._run_to_place(next(self._listing.deadlocks(), -1))

    def run_to_trap(self, if_: Condition, where: Condition) -> Run | None:
        """The shortest run to `if_` from where `where` is out of reach."""
        self._ask_for_all()
        unable = unable_to_reach(self._marks_of(where), self._listing)
        asked = self._marks_of(if_)
        return self._run_to_place(next((place for place in unable if asked[place]), -1))

    def fair_run_avoiding(self, where: Condition, then: Condition) -> Run | None:
        """A fair run on which `where` is never answered by `then`."""
        self._ask_for_all()
        lasso = unanswered(self._fair_graph, self._marks_of(where), self._marks_of(then))
        if lasso is None:
            return None
        return self._run(lasso.stem + lasso.cycle, len(lasso.stem) if lasso.cycle else None)

    def steps(self) -> Iterator[tuple[int, int, int]]:
        """Every step, as places: world, rule, world."""
        return zip(self._sources, self._listing.rules, self._listing.targets, strict=True)

    @property
    def _enabled(self) -> int:
        return self._listing.enabled

    @cached_property
    def _columns(self) -> Columns:
        return Columns(self._listing.worlds, self._packing)

    @cached_property
    def _sources(self) -> list[int]:
        counts = [after - first for first, after in pairwise(self._listing.first)]
        return list(chain.from_iterable(map(repeat, range(len(counts)), counts)))

    @cached_property
    def _fair_graph(self) -> FairGraph:
        return fair_graph(self._listing, self._tables, self.network)

    def _first_step(self, rule: int, where: Condition, after: Condition) -> int | None:
        self._packing.check(where)
        self._packing.check(after)
        if not self._listing.enabled >> rule & 1:
            return None
        listing = self._listing
        place = self._columns.marks(leading_into(self.network.rules[rule], where, after)).find(1)
        steps = () if place < 0 else listing.steps_from(place)
        ends = (step for step in steps if listing.rules[step] == rule)
        return next((step for step in ends if self._packing.holds(after, listing.worlds[listing.targets[step]])), None)

    def _run_to_place(self, place: int) -> Run | None:
        return None if place < 0 else self._run(self._listing.steps_to(place))

    def _run(self, steps: list[int], cycle_from: int | None = None) -> Run:
        return Run(tuple(self._step(step) for step in steps), cycle_from)

    def _step(self, step: int) -> Step:
        worlds, listing = self._listing.worlds, self._listing
        changes = self._packing.changes(worlds[listing.source(step)], worlds[listing.targets[step]])
        return Step(self.network.rules[listing.rules[step]], changes)
