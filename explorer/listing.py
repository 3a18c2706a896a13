"""Lists every reachable world, breadth first, with all its steps.

Worlds wait in a queue and rules are tried in file order, so worlds are found in the order of their shortest runs: by
length, then by the least sequence of (rule's place, choice's place). The place of a world in the list is its rank.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from explorer.enabling import Enabling
from explorer.exploration import Seen
from explorer.watch import StoppedError, Watch

ENGINE = "list"
_WORLDS_BETWEEN_LOOKS = 1024
_STEPS_BETWEEN_LOOKS = 8192


class Steps:
    """Steps by number: those of a world are those from `first[place]` up to `first[place + 1]`.

    Step `s` is rule `rules[s]` and leads to the world at `targets[s]`.
    """

    __slots__ = ()
    first: Sequence[int]
    rules: Sequence[int]
    targets: Sequence[int]

    def source(self, step: int) -> int:
        """The place of the world in which a step is taken."""
        return bisect_right(self.first, step) - 1

    def steps_from(self, place: int) -> range:
        """The steps of one world, in the order of the file."""
        return range(self.first[place], self.first[place + 1])


@dataclass(frozen=True, slots=True)
class Listing(Steps):
    """The graph: worlds by place, and their steps.

    `arrivals[place]` is the step by which that world was found first, -1 for the initial one. `whole` counts the worlds
    whose steps are all there, and `enabled` is the mask of the rules that were enabled somewhere.
    """

    worlds: list[int]
    first: list[int]
    rules: list[int]
    targets: list[int]
    arrivals: list[int]
    whole: int
    enabled: int
    stopped_by: str

    def steps_to(self, place: int) -> list[int]:
        """The steps of the shortest run to one world."""
        return _steps_to(place, self.first, self.arrivals)

    def deadlocks(self) -> Iterator[int]:
        """The places of the worlds that have no step."""
        return (place for place in range(self.whole) if self.first[place] == self.first[place + 1])


class PausedError(Exception):
    """The list has come as far as was asked, and can be gone on with."""


class Lister:
    """The search while it grows."""

    def __init__(self, tables: Enabling, watch: Watch) -> None:
        """Start from the initial world."""
        self._tables = tables
        self._watch = watch
        self._most = watch.bounds.max_states
        self._pause_at: int | None = None
        self._place_of = {tables.packing.initial: 0}
        self.worlds = [tables.packing.initial]
        self.arrivals = [-1]
        self.first: list[int] = []
        self.rules: list[int] = []
        self.targets: list[int] = []

    def listed(self, pause_at: int | None = None) -> Listing:
        """Everything reachable, or as much as the bounds or the user's interrupt allow; may be asked once.

        Raises:
            PausedError: there are more worlds than `pause_at`; ask again to go on.
        """
        self._pause_at = pause_at
        try:
            self._spread()
        except StoppedError as stop:
            return self._cut_short(str(stop))
        except KeyboardInterrupt:
            return self._cut_short("interrupt")
        return self._listing(len(self.worlds), "")

    def so_far(self) -> Listing:
        """What was listed before the pause, or before memory was full; nothing may follow."""
        return self._cut_short("max_states")

    def _spread(self) -> None:
        # The one hot loop: locals, one dictionary look-up a step, and the clock seldom.
        worlds, arrivals, first, rules, targets = self.worlds, self.arrivals, self.first, self.rules, self.targets
        enabled, rules_of = self._tables.enabled, self._tables.rules
        known, due = len(worlds), 0
        pause, place_of = self._pause(known), self._place_of.setdefault
        for world in islice(worlds, len(first), None):
            if len(targets) >= due:
                due = self._look()
            first.append(len(targets))
            for rule, movers, deltas in rules_of[enabled(world)]:
                for delta in deltas[world & movers]:
                    target = world + delta
                    place = place_of(target, known)
                    if place == known:
                        if known == pause:
                            pause = self._look_at_bounds(known)
                        arrivals.append(len(targets))
                        worlds.append(target)
                        known += 1
                    rules.append(rule)
                    targets.append(place)

    def _pause(self, known: int) -> int:
        due = known + _WORLDS_BETWEEN_LOOKS
        return due if self._most is None else max(known, min(due, self._most))

    def _look_at_bounds(self, known: int) -> int:
        if self._most is not None and known >= self._most:
            raise StoppedError("max_states")
        self._watch.look()
        return self._pause(known)

    def _look(self) -> int:
        # Called between two worlds, so that a pause leaves all lists whole.
        if self._pause_at is not None and len(self.worlds) > self._pause_at:
            raise PausedError
        self._watch.look()
        if self._watch.due:
            depth = len(_steps_to(len(self.worlds) - 1, self.first, self.arrivals))
            waiting = len(self.worlds) - len(self.first)
            self._watch.tell(Seen(ENGINE, len(self.worlds), len(self.targets), depth, waiting))
        # Each world takes a step to be found, so the pause is not passed by unseen.
        room = _STEPS_BETWEEN_LOOKS if self._pause_at is None else self._pause_at + 1 - len(self.worlds)
        return len(self.targets) + min(room, _STEPS_BETWEEN_LOOKS)

    def _cut_short(self, stopped_by: str) -> Listing:
        # An interrupt may come between any two lines of the loop: keep what stands in all lists.
        steps = min(len(self.rules), len(self.targets))
        worlds = min(bisect_left(self.arrivals, steps), len(self.worlds))
        del self.rules[steps:], self.targets[steps:], self.arrivals[worlds:], self.worlds[worlds:]
        self._place_of.clear()  # the largest of all, and nothing follows: where memory was short, there is some now
        whole = max(0, len(self.first) - 1)
        self.first.extend([steps] * (worlds - len(self.first)))
        return self._listing(whole, stopped_by)

    def _listing(self, whole: int, stopped_by: str) -> Listing:
        self.first.append(len(self.targets))
        enabled = 0
        for mask in self._tables.rules:
            enabled |= mask
        lists = (self.worlds, self.first, self.rules, self.targets, self.arrivals)
        return Listing(*lists, whole=whole, enabled=enabled, stopped_by=stopped_by)


def _steps_to(place: int, first: list[int], arrivals: list[int]) -> list[int]:
    steps: list[int] = []
    while place:
        steps.append(arrivals[place])
        place = bisect_right(first, steps[-1]) - 1
    return steps[::-1]
