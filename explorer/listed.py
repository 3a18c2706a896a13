"""Answers the questions of an exploration from the list of all reachable worlds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise, repeat

from explorer.backwards import unable_to_reach
from explorer.conditions import Columns
from explorer.enabling import Enabling, tables
from explorer.exploration import Bounds, Covered, Progress
from explorer.fairness import FairGraph, fair_graph
from explorer.lasso import unanswered
from explorer.listing import ENGINE, Lister, Listing, PausedError
from explorer.preimage import leading_into
from explorer.runs import Run, Step
from explorer.watch import Watch
from model.network import Condition, Network, NetworkError

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


@dataclass(frozen=True, slots=True)
class Farther:
    """How far another engine came: its worlds were found, but only those listed were looked at."""

    states: int
    engine: str
    stopped_by: str

    def instead_of(self, listed: Covered) -> Covered:
        """What was covered by both."""
        states = max(self.states, listed.states)
        return replace(listed, states=states, looked_at=listed.states, engine=self.engine, stopped_by=self.stopped_by)


class ListedExploration:
    """An exploration by listing, see `Exploration`; what several questions need is worked out once."""

    def __init__(self, network: Network, bounds: Bounds, enabling: Enabling, listing: Listing) -> None:
        """Take what the lister found."""
        self.network = network
        self._bounds = bounds
        self._tables = enabling
        self._packing = enabling.packing
        self._listing = listing
        self._rule_places = {rule.name: place for place, rule in enumerate(network.rules)}
        self._marks: dict[tuple[tuple[tuple[str, tuple[str, ...]], ...], ...], bytes] = {}
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

    def never_enabled(self) -> tuple[str, ...]:
        """The rules enabled nowhere."""
        enabled = self._listing.enabled
        return tuple(rule.name for place, rule in enumerate(self.network.rules) if not enabled >> place & 1)

    def never_entered(self) -> tuple[tuple[str, str], ...]:
        """The (machine, state) that no world has."""
        return tuple(
            (field.machine.name, state)
            for field in self._packing.fields
            for entered in [self._columns.entered(field)]
            for place, state in enumerate(field.machine.states)
            if place not in entered
        )

    def enabled_somewhere(self, rules: tuple[str, ...]) -> bool:
        """Whether one of the rules is enabled in some world."""
        return any(self._listing.enabled >> place & 1 for place in self._places_of(rules))

    def reaches(self, where: Condition) -> bool:
        """Whether some world is in `where`."""
        return 1 in self._marks_of(where)

    def run_to(self, where: Condition) -> Run | None:
        """The shortest run to `where`: worlds are listed in the order of their shortest runs."""
        return self._run_to_place(self._marks_of(where).find(1))

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

    def worlds(self) -> Iterator[Mapping[str, str]]:
        """Every world, in the order of the shortest runs."""
        return map(self._packing.unpacked, self._listing.worlds)

    def world_at(self, place: int) -> Mapping[str, str]:
        """One world."""
        return self._packing.unpacked(self._listing.worlds[place])

    def seen_through(self, machines: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Every world as the states of some machines; what looks the same is unpacked once."""
        fields = [self._packing.field(machine) for machine in machines]
        mask = sum({field.mask for field in fields})
        seen = [world & mask for world in self._listing.worlds]
        shown = {each: tuple(field.state_in(each) for field in fields) for each in set(seen)}
        return map(shown.__getitem__, seen)

    def steps(self) -> Iterator[tuple[int, int, int]]:
        """Every step, as places: world, rule, world."""
        return zip(self._sources, self._listing.rules, self._listing.targets, strict=True)

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
        self._columns.check(where)
        self._columns.check(after)
        if not self._listing.enabled >> rule & 1:
            return None
        listing = self._listing
        place = self._columns.marks(leading_into(self.network.rules[rule], where, after)).find(1)
        steps = () if place < 0 else listing.steps_from(place)
        ends = (step for step in steps if listing.rules[step] == rule)
        return next((step for step in ends if self._packing.holds(after, listing.worlds[listing.targets[step]])), None)

    def _marks_of(self, condition: Condition) -> bytes:
        key = tuple(tuple(conjunction.items()) for conjunction in condition)
        if key not in self._marks:
            self._marks[key] = self._columns.marks(condition)
        return self._marks[key]

    def _places_of(self, rules: tuple[str, ...]) -> list[int]:
        unknown = next((rule for rule in rules if rule not in self._rule_places), None)
        if unknown is not None:
            raise NetworkError(f"the network has no rule `{unknown}`")
        return [self._rule_places[rule] for rule in rules]

    def _ask_for_all(self) -> None:
        if not self.covered.complete:
            raise ValueError(f"the exploration was stopped by {self.covered.stopped_by}: nothing is known for certain")

    def _run_to_place(self, place: int) -> Run | None:
        return None if place < 0 else self._run(self._listing.steps_to(place))

    def _run(self, steps: list[int], cycle_from: int | None = None) -> Run:
        return Run(tuple(self._step(step) for step in steps), cycle_from)

    def _step(self, step: int) -> Step:
        worlds, listing = self._listing.worlds, self._listing
        changes = self._packing.changes(worlds[listing.source(step)], worlds[listing.targets[step]])
        return Step(self.network.rules[listing.rules[step]], changes)
