"""Worlds by the million, one by one, by compiled C: good for the thin and irregular, of any width."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise, repeat

from explorer.compiled.fairness import CompiledGraph, fair_graph, unanswered
from explorer.compiled.planes import Planes
from explorer.compiled.worlds import CompiledSteps, CompiledWorlds, PackedWorlds, marks_of, number_of
from explorer.enabling import Enabling, steps_from, tables
from explorer.exploration import Covered, Farther, Seen
from explorer.places import Places
from explorer.preimage import leading_into
from explorer.runs import Run, Step
from explorer.watch import StoppedError, Watch
from explorer.words import layout
from model.network import Condition, Network

ENGINE = "compiled"
STEPS_AT_ONCE = 1 << 19
_BYTES_TO_KEEP_A_WORLD, _BYTES_TO_WALK_A_WORLD, _BYTES_TO_DIVIDE_A_WORLD, _BYTES_A_STEP = 104, 20, 72, 6
"""What C takes: for a world's slots and where its steps begin, to walk backwards, to find components and stems; for
each step."""


class GrowingWorlds:
    """A compiled list that stops where it is told to, and can be gone on with from there."""

    def __init__(self, network: Network, watch: Watch) -> None:
        """Start from the initial world, under a watch whose clock is running already.

        Raises:
            NotBuiltError: the C is not there.
            TooLargeError: the network's tables would be.
        """
        self._watch = watch
        self.worlds = CompiledWorlds(network, layout(network))

    def up_to(self, most: int | None) -> "CompiledExploration | None":
        """Every world, or as many as a bound or an interrupt allows; None if there are more than `most`, or no room.

        Raises:
            StoppedError: so much memory is taken that nothing can be asked of so many worlds.
            MemoryError: the memory is full.
        """
        try:
            while not self.worlds.spread(STEPS_AT_ONCE):
                if most is not None and (len(self.worlds) > most or not self._has_room()):
                    return None
                self._look()
            self._watch.count(len(self.worlds))
        except StoppedError as stop:
            if str(stop) == "max_memory":
                raise StoppedError(str(stop), len(self.worlds), ENGINE) from None
            return self._explored(str(stop))
        except KeyboardInterrupt:
            return self._explored("interrupt")
        return self._explored("")

    def so_far(self, farther: Farther) -> "CompiledExploration":
        """The nearest worlds, listed before another engine came farther and was stopped; nothing may follow."""
        if farther.states <= len(self.worlds):  # nobody did: it was stopped before it found anything
            return self._explored(farther.stopped_by)
        return self._explored("", farther)

    def _explored(self, stopped_by: str, farther: Farther | None = None) -> "CompiledExploration":
        return CompiledExploration(self.worlds, self._watch, stopped_by, farther)

    def _has_room(self) -> bool:
        return self._watch.has_room(self.worlds.needed(STEPS_AT_ONCE))

    def _look(self) -> None:
        found = self.worlds.found
        self._watch.count(found.known)
        self._watch.look(self.worlds.needed(STEPS_AT_ONCE))
        if self._watch.due:
            self._watch.tell(Seen(ENGINE, found.known, steps=found.count, waiting=found.known - found.next))


class CompiledExploration(Places):
    """An exploration by a compiled list, see `Exploration`.

    Questions about endless runs and about what stays possible list the steps first, which takes as long again.
    """

    def __init__(self, worlds: CompiledWorlds, watch: Watch, stopped_by: str, farther: Farther | None = None) -> None:
        """Take a list that nobody goes on with; what stopped it, or else another engine that came farther, if any."""
        self._stopped_by = stopped_by
        self._farther = farther
        self._compiled = worlds
        worlds.rest()
        self._found = worlds.found  # as it is now: when steps are kept, everything is counted anew
        self._sources, self._rules = worlds.sources(), worlds.rules()
        self._keeping = False
        self._watch = watch
        super().__init__(worlds.network, worlds.layout.packing, PackedWorlds(worlds))

    @property
    def complete(self) -> bool:
        """Whether every reachable world was listed."""
        return not self._stopped_by and self._farther is None

    @cached_property
    def covered(self) -> Covered:
        """How much was looked at."""
        covered = Covered(
            states=self._found.known,
            steps=self._found.count,
            depth=len(self._places_to(len(self._compiled) - 1)),
            deadlocks=self._found.deadlocks,
            complete=self.complete,
            engine=ENGINE,
            bounds=self._watch.bounds,
            stopped_by=self._stopped_by,
            notes=tuple(self._watch.notes),
        )
        return covered if self._farther is None else self._farther.instead_of(covered)

    def run_by(self, rules: tuple[str, ...], where: Condition, after: Condition) -> Run | None:
        """The shortest run by one of `rules` from `where` into `after`: from the first place with such a step."""
        found = [step for place in self._places_of(rules) for step in self._first_step(place, where, after)]
        if not found:
            return None
        source, rule, world = min(found)
        places = self._places_to(source)
        worlds = [self._worlds[each] for each in (0, *places)]
        return self._run([*worlds, world], [*(self._rules[each] for each in places), rule])

    def run_to_deadlock(self) -> Run | None:
        """The shortest run to a world without steps."""
        return self._run_to_place(self._found.first_deadlock if self._found.deadlocks else -1)

    def run_to_trap(self, if_: Condition, where: Condition) -> Run | None:
        """The shortest run to `if_` from where `where` is out of reach."""
        self._keep_steps()
        self._ask_for_room(_BYTES_TO_WALK_A_WORLD, _BYTES_A_STEP)
        able = number_of(self._compiled.able(self._marks_of(where)))
        return self._run_to_place(marks_of(self._compiled, number_of(self._marks_of(if_)) & ~able).find(1))

    def fair_run_avoiding(self, where: Condition, then: Condition) -> Run | None:
        """A fair run on which `where` is never answered by `then`."""
        graph = self._fair_graph
        self._ask_for_room(_BYTES_TO_DIVIDE_A_WORLD)
        lasso = unanswered(graph, self._marks_of(where), self._marks_of(then))
        if lasso is None:
            return None
        steps = lasso.stem + lasso.cycle
        listing = graph.listing
        worlds = [self._worlds[0], *(self._worlds[listing.targets[step]] for step in steps)]
        return self._run(worlds, [listing.rules[step] for step in steps], len(lasso.stem) if lasso.cycle else None)

    def steps(self) -> Iterator[tuple[int, int, int]]:
        """Every step, as places: world, rule, world."""
        listing = self._listing
        counts = (after - first for first, after in pairwise(listing.first))
        sources = chain.from_iterable(map(repeat, range(len(self._compiled)), counts))
        return zip(sources, listing.rules, listing.targets, strict=True)

    @property
    def _enabled(self) -> int:
        return self._compiled.enabled

    @cached_property
    def _columns(self) -> Planes:
        return Planes(self._compiled)

    def _first_of(self, condition: Condition) -> int:
        return self._columns.first(condition)

    @cached_property
    def _tables(self) -> Enabling:
        return tables(self.network)

    @cached_property
    def _listing(self) -> CompiledSteps:
        self._keep_steps()
        return CompiledSteps(self._compiled)

    def _keep_steps(self) -> None:
        """List all steps; where this was stopped, whoever asks next goes on."""
        self._ask_for_all()
        if not self._keeping:
            self._ask_for_room(_BYTES_TO_KEEP_A_WORLD, _BYTES_A_STEP)
            self._compiled.keep_steps()
            self._keeping = True
        while not self._compiled.spread(STEPS_AT_ONCE):
            self._watch.look()

    @cached_property
    def _fair_graph(self) -> CompiledGraph:
        return fair_graph(self._listing, self._tables, self.network)

    def _ask_for_room(self, a_world: int, a_step: int = 0) -> None:
        """Stop here if C would have no room for so many bytes for each world, and for each step."""
        self._watch.look(self._found.known * a_world + self._found.count * a_step)

    def _first_step(self, rule: int, where: Condition, after: Condition) -> Iterator[tuple[int, int, int]]:
        """The first step of a rule from `where` into `after`, if there is one: its world's place, the rule, its end."""
        self._packing.check(where)
        self._packing.check(after)
        if not self._enabled >> rule & 1:
            return
        place = self._first_of(leading_into(self.network.rules[rule], where, after))
        if place >= 0:
            ends = (world for taken, world in steps_from(self._tables, self._worlds[place]) if taken == rule)
            yield place, rule, next(world for world in ends if self._packing.holds(after, world))

    def _places_to(self, place: int) -> list[int]:
        """The places that the shortest run to a world passes, but for the first."""
        places: list[int] = []
        while place:
            places.append(place)
            place = self._sources[place]
        return places[::-1]

    def _run_to_place(self, place: int) -> Run | None:
        if place < 0:
            return None
        places = self._places_to(place)
        return self._run([self._worlds[each] for each in (0, *places)], [self._rules[each] for each in places])

    def _run(self, worlds: Sequence[int], rules: Sequence[int], cycle_from: int | None = None) -> Run:
        """The run through some worlds, by rules that are one fewer."""
        changes = (self._packing.changes(*both) for both in pairwise(worlds))
        taken = zip(rules, changes, strict=True)
        return Run(tuple(Step(self.network.rules[rule], changed) for rule, changed in taken), cycle_from)
