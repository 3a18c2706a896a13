"""Makes the mutants of a case, sets aside what cannot be told apart, and judges the rest in worker processes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from time import monotonic

from reports.mutating.base import Asked, Base
from reports.mutating.design_changes import changes_of_design
from reports.mutating.judging import Change, Judged, Task, judge_task
from reports.mutating.network_changes import NetworkChange, changes_of
from reports.outcomes import worked
from reports.terminal.progress import watched


@dataclass(frozen=True, slots=True)
class Limits:
    """How much to do: network mutants at most, and seconds for judging; None is no limit."""

    most: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The mutants of a case: those to judge, how many cannot be told apart, and how many the limit leaves out."""

    chosen: tuple[Change, ...]
    alike: int
    left_out: int

    @property
    def made(self) -> int:
        """All mutants."""
        return len(self.chosen) + self.alike + self.left_out


@dataclass(frozen=True, slots=True)
class Score:
    """How many mutants one property kills, and how many of them nothing else does."""

    verdict: str
    kills: int
    alone: int


@dataclass(frozen=True, slots=True)
class Campaign:
    """What became of the mutants of a case; fewer are judged than planned where it was stopped."""

    base: Base
    plan: Plan
    judged: tuple[Judged, ...]
    stopped_by: str = ""

    def of_fate(self, fate: str) -> tuple[Judged, ...]:
        """The mutants of one fate, in order."""
        return tuple(each for each in self.judged if each.fate == fate)

    @property
    def alike(self) -> int:
        """How many mutants cannot be told from the case, by its reachable graph."""
        return self.plan.alike + len(self.of_fate("alike"))

    @property
    def vacuous(self) -> tuple[str, ...]:
        """The properties that say nothing about the case."""
        return tuple(name for name, verdict in self.base.verdicts.items() if verdict == "vacuous")

    @property
    def dead(self) -> tuple[str, ...]:
        """The rules that are enabled in no reachable world."""
        return self.base.exploration.never_enabled()

    @property
    def scores(self) -> Mapping[str, Score]:
        """Property -> how sharp it is, in the order of reports."""
        kills = Counter(name for each in self.judged for name in each.changed)
        alone = Counter(name for each in self.judged for name in each.changed if len(each.changed) == 1)
        return {name: Score(verdict, kills[name], alone[name]) for name, verdict in self.base.verdicts.items()}


def planned(base: Base, limits: Limits) -> Plan:
    """Which mutants to judge: all of the design, and of the network a sample that is the same every time."""
    system = base.case.system
    of_design = tuple(changes_of_design(system.design)) if system is not None else ()
    every = tuple(changes_of(base.case.network))
    apart = [change for change in every if base.is_told_apart(change)]
    sample = _sample(apart, limits.most)
    return Plan((*of_design, *sample), len(every) - len(apart), len(apart) - len(sample))


def _sample(changes: Sequence[NetworkChange], most: int | None) -> Sequence[NetworkChange]:
    if most is None or len(changes) <= most:
        return changes
    return [changes[place] for place in sorted(Random(len(changes)).sample(range(len(changes)), most))]


def run_campaign(asked: Asked, base: Base, limits: Limits) -> Campaign:
    """Judge the mutants of a case until all are judged, time is up, or the user interrupts."""
    plan = planned(base, limits)
    tasks = [Task(asked, change) for change in plan.chosen]
    deadline = None if limits.seconds is None else monotonic() + limits.seconds
    judged: list[Judged] = []
    stopped_by = "interrupt"
    with suppress(KeyboardInterrupt):
        stopped_by = _gathered(watched(worked(judge_task, tasks), tasks, "mutating"), deadline, judged)
    return Campaign(base, plan, tuple(judged), stopped_by if len(judged) < len(tasks) else "")


def _gathered(work: Iterable[Judged], deadline: float | None, judged: list[Judged]) -> str:
    """Collect what is done until time is up; what stopped it."""
    if deadline is not None and monotonic() >= deadline:
        return "max_seconds"
    for each in work:
        judged.append(each)
        if deadline is not None and monotonic() >= deadline:
            return "max_seconds"
    return ""
