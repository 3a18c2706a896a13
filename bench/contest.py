"""Runs the contestants in turn, round after round, so that what else the machine does hits all of them alike."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.timing import Contestant, Cut, Result, Timing, fastest

ROUNDS = ((30.0, 5), (60.0, 3))
"""Seconds of the first round, and how many rounds there are for what takes no longer; one for what does."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Limits: seconds for one run, seconds on the clock when the whole benchmark must be over, rounds at most."""

    one_run: float
    until: float
    rounds: int = 5

    @property
    def left(self) -> float:
        """Seconds that a run may take if it starts now."""
        return min(self.one_run, self.until - time.monotonic())


@dataclass(slots=True)
class Tried:
    """Who was cut in a series, and by what: what is cut at one size is not tried at the next."""

    cut: dict[str, Cut] = field(default_factory=dict)

    def time(self, contestant: Contestant, patience: Patience) -> Timing:
        """One run, or word of why there is none."""
        if contestant.name in self.cut or patience.left <= 0:
            return Timing(0, 0, 0, None, cut="not tried")
        timing = contestant.run(patience.left)
        if timing.cut:
            self.cut[contestant.name] = timing.cut
        return timing


def contest(
    contestants: Sequence[Contestant], tried: Tried, patience: Mapping[str, Patience]
) -> tuple[Result, ...]:
    """Everybody once; then, in turn, as often again as their first time allows."""
    first = [Result(each.name, (tried.time(each, patience[each.name]),)) for each in contestants]
    rounds = {each.contestant: _rounds(each, patience[each.contestant]) for each in _going_on(first)}
    more: dict[str, list[Timing]] = {each.name: [] for each in contestants}
    for place in range(1, max(rounds.values(), default=1)):
        for contestant in contestants:
            if place < rounds.get(contestant.name, 1):
                more[contestant.name].append(tried.time(contestant, patience[contestant.name]))
    return tuple(Result(each.contestant, each.timings + _whole(more[each.contestant])) for each in first)


def one_by_one(contestants: Sequence[Contestant], patience: Patience) -> tuple[Result, ...]:
    """One contestant on ever larger subjects, once each, until it is cut."""
    tried = Tried()
    return tuple(Result(each.name, (tried.time(each, patience),)) for each in contestants)


def _going_on(first: Sequence[Result]) -> list[Result]:
    """Whoever finished; of the modes of Spin only the best."""
    best = fastest([each for each in first if each.contestant.startswith("Spin")])
    return [each for each in first if not each.cut and (not each.contestant.startswith("Spin") or each is best)]


def _rounds(first: Result, patience: Patience) -> int:
    return min(patience.rounds, next((rounds for most, rounds in ROUNDS if first.seconds <= most), 1))


def _whole(timings: Sequence[Timing]) -> tuple[Timing, ...]:
    """A run that the clock cut in a later round says nothing new."""
    return tuple(each for each in timings if not each.cut)
