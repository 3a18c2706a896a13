"""Answers the questions of an exploration from one world of each orbit of interchangeable blocks.

Quotients by symmetry: Ip and Dill, "Better verification through symmetry", 1996. A question that names some blocks is
answered on the quotient by the permutations that keep it. Runs are those of the plain list: representatives say how
far a goal is, and the run is walked from the initial world through actual worlds, the least step first. What no
permutation keeps, and fairness, which speaks of single rules, is left to the full exploration.
"""

from collections.abc import Callable, Iterable
from functools import cached_property

from explorer.enabling import bits_of, tables
from explorer.exploration import Covered, Exploration
from explorer.runs import Run
from explorer.symmetry.blocks import Law, condition_of, laws_of, told
from explorer.symmetry.canonical import Canonical, Part
from explorer.symmetry.finding import Symmetry
from explorer.symmetry.questions import Question, every_image, images, kept_parts
from explorer.symmetry.representatives import ENGINE, ManyError, RepresentativeLister, Representatives, marked
from explorer.symmetry.walking import Walker, test_of
from explorer.watch import StoppedError, Watch
from model.network import Condition, NetworkError

MOST = 1_000_000
"""Representatives that are listed before another engine is left to try."""
_MOST_IMAGES = 200
"""A question that becomes more than this under the permutations is not asked of the whole quotient first."""


class QuotientExploration:
    """An exploration by representatives, see `Exploration`; the permutations are proved, so the answers are exact.

    A bound that is hit, or the user's interrupt (Ctrl-C), leaves an exploration that is not complete. A question may
    list again, or be left to the full exploration, and raises StoppedError where that hits a bound.
    """

    def __init__(
        self, symmetry: Symmetry, in_full: Callable[[], Exploration], watch: Watch, most: int = MOST
    ) -> None:
        """List the representatives; `in_full` explores without symmetry, and is called by the first to need it.

        Raises:
            ManyError: there are more than `most` representatives.
        """
        self.network = symmetry.network
        self.symmetry = symmetry
        self._in_full = in_full
        self._watch = watch
        self._most = most
        self._tables = tables(self.network)
        self._laws = laws_of(self.network)
        self._walker = Walker(self.network, self._tables)
        self._places = {rule.name: place for place, rule in enumerate(self.network.rules)}
        whole = tuple(Part(blocks, tuple(range(len(blocks)))) for blocks in symmetry.groups)
        self._whole = self._listed(whole)
        self._kept: dict[tuple[Part, ...], Representatives | None] = {whole: self._whole}

    @property
    def complete(self) -> bool:
        """Whether every orbit of reachable worlds was listed."""
        return not self._whole.listing.stopped_by

    @cached_property
    def covered(self) -> Covered:
        """How much was looked at, counted in worlds of the network."""
        listing, orbits = self._whole.listing, self._whole.orbits
        return Covered(
            states=sum(orbits),
            steps=sum(orbit * len(listing.steps_from(place)) for place, orbit in enumerate(orbits)),
            depth=max(self._whole.levels),
            deadlocks=sum(orbits[place] for place in listing.deadlocks()),
            complete=self.complete,
            engine=ENGINE,
            bounds=self._watch.bounds,
            stopped_by=listing.stopped_by,
            representatives=self.representatives,
            notes=tuple(self._watch.notes),
        )

    @property
    def representatives(self) -> int:
        """How many worlds were listed, one for each orbit."""
        return len(self._whole.listing.worlds)

    @property
    def steps_of_representatives(self) -> int:
        """How many steps were listed."""
        return len(self._whole.listing.targets)

    def never_enabled(self) -> tuple[str, ...]:
        """The rules enabled nowhere: none that says the same, or the same of other blocks, is enabled."""
        asleep = [rule.name for rule in self.network.rules if not self.enabled_somewhere((rule.name,))]
        return tuple(asleep)

    def never_entered(self) -> tuple[tuple[str, str], ...]:
        """The (machine, state) that no world has, nor any permutation of it."""
        entered = {
            (field.machine.name, field.machine.states[bits >> field.shift])
            for field in self._tables.packing.fields
            for bits in {world & field.mask for world in self._whole.listing.worlds}
        }
        for exchange in (exchange for blocks in self.symmetry.groups for exchange in blocks.exchanges()):
            entered |= {exchange.states.get(state, state) for state in entered}
        every = ((machine.name, state) for machine in self.network.machines for state in machine.states)
        return tuple(state for state in every if state not in entered)

    def enabled_somewhere(self, rules: tuple[str, ...]) -> bool:
        """Whether one of the rules, or what it is under a permutation, is enabled in some representative."""
        return any(self._laws[place] in self._enabled for place in self._places_of(rules))

    def reaches(self, where: Condition) -> bool:
        """Whether some world is in `where`: some representative is in what the permutations make of it."""
        asked = images(Question((told(where),)), self.symmetry.groups, _MOST_IMAGES)
        if asked is not None:
            return any(1 in self._whole.marks(condition_of(image.conditions[0])) for image in asked)
        kept = self._keeping(Question((told(where),)))
        return self._full.reaches(where) if kept is None else 1 in kept.marks(where)

    def run_to(self, where: Condition) -> Run | None:
        """The shortest run to `where`."""
        if not self.reaches(where):
            return None
        kept = self._keeping(Question((told(where),)))
        if kept is None:
            return self._full.run_to(where)
        return self._run_through(kept, marked(kept.marks(where)))

    def run_by(self, rules: tuple[str, ...], where: Condition, after: Condition) -> Run | None:
        """The shortest run by one of `rules` from `where` into `after`."""
        named = frozenset(self._places_of(rules))
        question = Question((told(where), told(after)), frozenset(self._laws[place] for place in named))
        if not self._may_step(question):
            return None
        kept = self._keeping(question)
        if kept is None:
            return self._full.run_by(rules, where, after)
        sources = self._stepping(kept, question)
        if not sources:
            return None
        steps, world = self._walker.through(kept.ways_to(sources), kept.canonical)
        ends = test_of(after, self._tables.packing)
        rule, target = next(step for step in self._walker.steps_from(world) if step[0] in named and ends(step[1]))
        return Run((*steps, self._walker.step(world, rule, target)))

    def run_to_deadlock(self) -> Run | None:
        """The shortest run to a world without steps."""
        return self._run_through(self._whole, self._whole.listing.deadlocks())

    def run_to_trap(self, if_: Condition, where: Condition) -> Run | None:
        """The shortest run to `if_` from where `where` is out of reach."""
        self._ask_for_all()
        kept = self._keeping(Question((told(if_), told(where))))
        if kept is None:
            return self._full.run_to_trap(if_, where)
        able = kept.able_to_reach(kept.marks(where))
        return self._run_through(kept, (place for place in marked(kept.marks(if_)) if not able[place]))

    def fair_run_avoiding(self, where: Condition, then: Condition) -> Run | None:
        """A fair run on which `where` is never answered by `then`: as the full exploration says."""
        self._ask_for_all()
        return self._full.fair_run_avoiding(where, then)

    @property
    def _full(self) -> Exploration:
        """The exploration without symmetry; what it does not know for certain, nobody knows.

        Raises:
            StoppedError: a bound cut it short.
            KeyboardInterrupt: the user did.
        """
        if not self._found_in_full.complete:
            covered = self._found_in_full.covered
            if covered.stopped_by == "interrupt":
                raise KeyboardInterrupt
            raise StoppedError(covered.stopped_by, covered.states, covered.engine)
        return self._found_in_full

    @cached_property
    def _found_in_full(self) -> Exploration:
        return self._in_full()

    @cached_property
    def _enabled(self) -> frozenset[Law]:
        """What the rules say that are enabled somewhere."""
        seen = (self._laws[place] for place in bits_of(self._whole.listing.enabled))
        return every_image(seen, self.symmetry.groups)

    def _listed(self, parts: tuple[Part, ...]) -> Representatives:
        canonical = Canonical(parts, self._tables.packing)
        lister = RepresentativeLister(self._tables, canonical, self._watch, self._most)
        listing = lister.listed()
        return Representatives(listing, lister.orbits[: len(listing.worlds)], self._tables, canonical)

    def _keeping(self, question: Question) -> Representatives | None:
        """The quotient by the permutations that keep a question; None when there is none, or it is too large."""
        parts = kept_parts(question, self.symmetry.groups)
        if parts and parts not in self._kept:
            self._kept[parts] = self._listed_or_not(parts)
        return self._kept.get(parts)

    def _listed_or_not(self, parts: tuple[Part, ...]) -> Representatives | None:
        try:
            listed = self._listed(parts)
        except ManyError:
            return None
        if self.complete:
            _refuse_part(listed)
        return listed

    def _may_step(self, question: Question) -> bool:
        """Whether some permutation of the question is answered by a representative's step; also if unsure."""
        asked = images(question, self.symmetry.groups, _MOST_IMAGES)
        return asked is None or any(self._stepping(self._whole, image) for image in asked)

    def _stepping(self, kept: Representatives, question: Question) -> list[int]:
        """The representatives from which a step is what the question asks."""
        # A listed step leads to a representative; what the question says of its end is meant of the actual one.
        rules = frozenset(place for place, law in enumerate(self._laws) if law in question.laws)
        where, after = map(condition_of, question.conditions)
        ends = test_of(after, self._tables.packing)
        steps = ((place, self._walker.steps_from(kept.listing.worlds[place])) for place in marked(kept.marks(where)))
        return [place for place, taken in steps if any(rule in rules and ends(target) for rule, target in taken)]

    def _places_of(self, rules: tuple[str, ...]) -> list[int]:
        unknown = next((rule for rule in rules if rule not in self._places), None)
        if unknown is not None:
            raise NetworkError(f"the network has no rule `{unknown}`")
        return [self._places[rule] for rule in rules]

    def _ask_for_all(self) -> None:
        if not self.complete:
            stopped_by = self._whole.listing.stopped_by
            raise ValueError(f"the exploration was stopped by {stopped_by}: nothing is known for certain")

    def _run_through(self, kept: Representatives, goals: Iterable[int]) -> Run | None:
        places = list(goals)
        return Run(self._walker.through(kept.ways_to(places), kept.canonical)[0]) if places else None


def _refuse_part(listed: Representatives) -> None:
    """What stops a question's listing stops the question: part of a list would be taken for its answer.

    Raises:
        StoppedError: a bound was hit.
        KeyboardInterrupt: the user interrupted.
    """
    stopped_by = listed.listing.stopped_by
    if stopped_by == "interrupt":
        raise KeyboardInterrupt
    if stopped_by:
        raise StoppedError(stopped_by, len(listed.listing.worlds))
