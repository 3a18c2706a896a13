"""Finds a fair run that leaves a trigger unanswered: a shortest stem, then a fair cycle, or an end nothing fair leaves.

The stem is found breadth first over (world, pending), where a trigger makes an answer pending and an answer clears it:
the product of the graph with the one-bit monitor of "from here on, never an answer" (Vardi and Wolper, "An
automata-theoretic approach to automatic program verification", LICS 1986).
"""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from itertools import compress
from typing import Generic, Protocol, TypeVar

from explorer.fairness import FairGraph, fair_components
from explorer.listing import Listing, Steps


@dataclass(frozen=True, slots=True)
class Lasso:
    """The steps of a stem and of a cycle; no cycle when the run ends."""

    stem: list[int]
    cycle: list[int]


class FairSteps(Protocol):
    """What a fair cycle is found from, whoever listed the steps."""

    @property
    def listing(self) -> Steps:
        """The steps."""

    @property
    def enabled(self) -> "Enabled":
        """Place of a world -> mask of the fair rules enabled there."""

    @property
    def weak(self) -> int:
        """The weakly fair rules."""

    @property
    def strong(self) -> int:
        """The strongly fair rules."""


class Enabled(Protocol):
    """A mask of rules for each world."""

    def __getitem__(self, place: int, /) -> int:
        """Those of one world."""


G = TypeVar("G", bound=FairSteps)


@dataclass(frozen=True, slots=True)
class Hunt(Generic[G]):
    """What is looked for: marks of the worlds that trigger, and that answer."""

    graph: G
    triggers: bytes
    answers: bytes


def unanswered(graph: FairGraph, triggers: bytes, answers: bytes) -> Lasso | None:
    """The fair run with the shortest, then least stem in which a trigger is never answered; None: every one is."""
    if all(answers[place] for place in graph.settling):
        return None
    hunt = Hunt(graph, triggers, answers)
    waiting = _waiting(hunt)
    ends = graph.ends.intersection(waiting)
    components = _components_among(waiting, graph)
    if not ends and not components:
        return None
    stem, last, pending = _shortest_stem(hunt, ends, components)
    if pending and last in ends:
        return Lasso(stem, [])
    around = next(each for each in components if last in each)
    return Lasso(stem, fair_cycle(hunt, around, last, pending))


def _waiting(hunt: Hunt[FairGraph]) -> list[int]:
    """The worlds in which an answer can be pending."""
    first, targets = hunt.graph.listing.first, hunt.graph.listing.targets
    closed = bytearray(hunt.answers)
    found = [place for place in _marked(hunt.triggers) if not closed[place]]
    for place in found:
        closed[place] = 1
    for place in found:
        for target in targets[first[place] : first[place + 1]]:
            if not closed[target]:
                closed[target] = 1
                found.append(target)
    return found


def _components_among(waiting: list[int], graph: FairGraph) -> list[frozenset[int]]:
    # Fair cycles of the part are fair cycles of the whole, so only its fair components need dividing; one that lies
    # in the part with all its worlds is fair as it is.
    if not waiting:
        return []
    inside = frozenset(waiting)
    parts = [(component, [place for place in component if place in inside]) for component in graph.components]
    whole = [frozenset(part) for component, part in parts if part and len(part) == len(component)]
    cut = [part for component, part in parts if part and len(part) < len(component)]
    return whole + [frozenset(component) for component in fair_components(cut, graph)]


def _shortest_stem(
    hunt: Hunt[FairGraph], ends: frozenset[int], components: list[frozenset[int]]
) -> tuple[list[int], int, bool]:
    """The least of the shortest runs to where the violation can settle; the world it comes to; is an answer pending?"""
    settled = ends.union(*components)
    # Where the cycle itself passes a trigger, none need be pending on entering it.
    unasked = frozenset[int]().union(*(each for each in components if any(hunt.triggers[place] for place in each)))
    first, targets = hunt.graph.listing.first, hunt.graph.listing.targets
    # A world with an answer pending, or without, is one number; a byte a world says what becomes of it on entering.
    entered = (_pending_marks(hunt, False), _pending_marks(hunt, True))
    start = entered[0][0]
    came_by = {start: -1}
    queue = [start]
    for at in queue:
        place, pending = at >> 1, at & 1
        if place in (settled if pending else unasked):
            return _walked_back(at, came_by, hunt.graph.listing), place, bool(pending)
        marks = entered[pending]
        for step in range(first[place], first[place + 1]):
            following = targets[step] << 1 | marks[targets[step]]
            if following not in came_by:
                came_by[following] = step << 1 | pending
                queue.append(following)
    raise AssertionError("a world that waits is reachable")


def _pending_marks(hunt: Hunt[FairGraph], before: bool) -> bytes:
    """One byte a world: 1 where an answer is pending that was, or was not, before."""
    size = len(hunt.answers)
    open_ = ~int.from_bytes(hunt.answers, "little") & int.from_bytes(b"\1" * size, "little")
    return (open_ if before else open_ & int.from_bytes(hunt.triggers, "little")).to_bytes(size, "little")


def _walked_back(at: int, came_by: dict[int, int], listing: Listing) -> list[int]:
    steps: list[int] = []
    while came_by[at] >= 0:
        steps.append(came_by[at] >> 1)
        at = listing.source(steps[-1]) << 1 | came_by[at] & 1
    return steps[::-1]


@dataclass(frozen=True, slots=True)
class _Debt:
    """What a cycle still owes to be fair, and to break the property."""

    strong: int
    weak: int
    taken: int
    trigger: bool

    def __bool__(self) -> bool:
        return bool(self.strong | self.weak) or self.trigger

    def paid_by(self, rule: int, enabled: int, triggers: bool) -> bool:
        """Whether a step of this rule, into a world that enables these rules, pays some of it."""
        owed = self.strong | self.weak
        return bool(owed >> rule & 1 or self.weak & ~enabled or (self.trigger and triggers))


def fair_cycle(hunt: Hunt[G], inside: Container[int], entry: int, pending: bool) -> list[int]:
    """A fair cycle through `entry` inside a fair component: ever to the nearest step that pays a debt."""
    listing, enabled = hunt.graph.listing, hunt.graph.enabled
    debt = _Debt(enabled[entry] & hunt.graph.strong, enabled[entry] & hunt.graph.weak, 0, not pending)
    cycle: list[int] = []

    def pays(step: int) -> bool:
        target = listing.targets[step]
        return debt.paid_by(listing.rules[step], enabled[target], bool(hunt.triggers[target]))

    def closes(step: int) -> bool:
        return listing.targets[step] == entry

    here = entry
    while debt or here != entry or not cycle:
        way = _shortest_way(listing, inside, here, pays if debt else closes)
        for step in way:
            debt = _after(debt, step, hunt)
        cycle += way
        here = listing.targets[way[-1]]
    return cycle


def _after(debt: _Debt, step: int, hunt: Hunt[G]) -> _Debt:
    target = hunt.graph.listing.targets[step]
    enabled = hunt.graph.enabled[target]
    taken = debt.taken | 1 << hunt.graph.listing.rules[step]
    strong = (debt.strong | enabled & hunt.graph.strong) & ~taken
    return _Debt(strong, debt.weak & enabled & ~taken, taken, debt.trigger and not hunt.triggers[target])


def _shortest_way(listing: Steps, inside: Container[int], start: int, wanted: Callable[[int], bool]) -> list[int]:
    """The least of the shortest ways inside a component whose last step is wanted."""
    came_by: dict[int, int] = {}
    queue, seen = [start], {start}
    for place in queue:
        for step in listing.steps_from(place):
            target = listing.targets[step]
            if target not in inside:
                continue
            if wanted(step):
                return [*_way_back(place, start, came_by, listing), step]
            if target not in seen:
                seen.add(target)
                came_by[target] = step
                queue.append(target)
    raise AssertionError("a fair component pays every debt")


def _way_back(place: int, start: int, came_by: dict[int, int], listing: Steps) -> list[int]:
    steps: list[int] = []
    while place != start:
        steps.append(came_by[place])
        place = listing.source(steps[-1])
    return steps[::-1]


def _marked(marks: bytes) -> Iterable[int]:
    return compress(range(len(marks)), marks)
