"""The exact graph that guides a test: worlds by the place of their shortest run, steps by number, both directions."""

from array import array
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Protocol

from explorer.exploration import Covered
from explorer.runs import Run, Step
from model.network import Rule
from reports.inputs import Case
from reports.replay.driving import World
from reports.stress.adapter import Firing

NONE = -1


class Steps(Protocol):
    """What a graph is made of: worlds and steps by number, as an exploration lists them."""

    @property
    def covered(self) -> Covered:
        """How many there are."""

    def world_at(self, place: int) -> World:
        """A world by its number; 0 is the initial one."""

    def steps(self) -> Iterator[tuple[int, int, int]]:
        """(world, rule's place in the file, world), in the order of the first."""


class Graph:
    """Every reachable world of a case and every step between them, each step with a number.

    Worlds stand in the order of their shortest runs, and so do steps: those of one world follow one another.
    """

    def __init__(self, case: Case, explored: Steps) -> None:
        """Take over a complete exploration of the case."""
        self.case = case
        self.size = explored.covered.states
        self.sources, self.rules, self.targets = array("q"), array("q"), array("q")
        for source, rule, target in explored.steps():
            self.sources.append(source)
            self.rules.append(rule)
            self.targets.append(target)
        self._first = _firsts(self.sources, self.size)
        self._parents, self.depths = _shortest(self.sources, self.targets, self.size)
        self.world = lru_cache(maxsize=1 << 14)(explored.world_at)

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return len(self.targets)

    def out_of(self, place: int) -> range:
        """The numbers of the steps that leave a world."""
        return range(self._first[place], self._first[place + 1])

    def rule(self, step: int) -> Rule:
        """The rule of a step."""
        return self.case.network.rules[self.rules[step]]

    def enabled(self, place: int) -> list[str]:
        """The rules that are enabled in a world, in file order."""
        return list(dict.fromkeys(self.rule(step).name for step in self.out_of(place)))

    def way_to(self, place: int) -> list[int]:
        """The shortest run to a world, as steps."""
        way: list[int] = []
        while place:
            way.append(self._parents[place])
            place = self.sources[way[-1]]
        return way[::-1]

    def run(self, steps: Sequence[int]) -> Run:
        """Steps as a run that can be told."""
        return Run(tuple(Step(self.rule(step), self._changes(step)) for step in steps))

    def firing(self, step: int) -> Firing:
        """A step as an implementation is told of it."""
        told = self._told[self.rules[step]]
        alike = [each for each in self.out_of(self.sources[step]) if self.rules[each] == self.rules[step]]
        return told if len(alike) == 1 else _choosing(told, [self.world(self.targets[each]) for each in alike],
                                                      self.world(self.targets[step]))

    def step_by(self, place: int, rule: str, choice: Mapping[str, str]) -> int | None:
        """The step of a rule out of a world that leads where `choice` says; None where there is none."""
        for step in self.out_of(place):
            world = self.world(self.targets[step])
            if self.rule(step).name == rule and all(world.get(name) == state for name, state in choice.items()):
                return step
        return None

    def _changes(self, step: int) -> Mapping[str, tuple[str, str]]:
        before, after = self.world(self.sources[step]), self.world(self.targets[step])
        return {name: (before[name], after[name]) for name in before if before[name] != after[name]}

    @cached_property
    def _told(self) -> tuple[Firing, ...]:
        return tuple(_firings(self.case))


def _choosing(told: Firing, ends: Sequence[World], end: World) -> Firing:
    """The step of a rule that may lead to several worlds, told by the machines in which these differ."""
    differ = [name for name in end if any(each[name] != end[name] for each in ends)]
    return Firing(**{**{name: getattr(told, name) for name in Firing.__slots__},
                     "choice": {name: end[name] for name in differ}})


def _firings(case: Case) -> Iterator[Firing]:
    """What is told of each rule, in file order."""
    from reports.lanes.chart import lanes_of

    chart = lanes_of(case)
    for rule, message in zip(case.network.rules, chart.messages, strict=True):
        ends = (chart.lanes[message.source].name, chart.lanes[message.target].name)
        yield Firing(rule.name, rule.actor, _marks(case, rule.name), *ends, *_about(case, rule.name))


def _marks(case: Case, rule: str) -> tuple[str, ...]:
    return () if case.system is None else tuple(mark for mark, rules in case.system.marks.items() if rule in rules)


def _about(case: Case, rule: str) -> tuple[str, str, str]:
    """Process, callback and action of the design that a rule is about."""
    if case.system is None:
        return "", "", ""
    subject = case.system.subjects[rule]
    return ("" if subject.part == "session" else subject.name), subject.program, subject.site


def _firsts(sources: Sequence[int], size: int) -> Sequence[int]:
    """For each world the number of its first step, and the number of all steps behind the last."""
    firsts, step = array("q"), 0
    for place in range(size + 1):
        while step < len(sources) and sources[step] < place:
            step += 1
        firsts.append(step)
    return firsts


def _shortest(sources: Sequence[int], targets: Sequence[int], size: int) -> tuple[Sequence[int], Sequence[int]]:
    """For each world the last step of its shortest run, and the length of that run."""
    parents, depths = array("q", [NONE]) * size, array("q", [0]) * size
    for step, target in enumerate(targets):
        if target and parents[target] == NONE:
            parents[target], depths[target] = step, depths[sources[step]] + 1
    return parents, depths


def way_on(graph: Graph, place: int, wanted: Callable[[int], bool], most: int) -> list[int] | None:
    """The shortest way from a world to one that is wanted, among the `most` nearest worlds; None: there is none."""
    came: dict[int, int] = {place: NONE}
    waiting = deque([place])
    while waiting and len(came) <= most:
        here = waiting.popleft()
        if wanted(here):
            return _way_back(graph, came, here)
        for step in graph.out_of(here):
            if graph.targets[step] not in came:
                came[graph.targets[step]] = step
                waiting.append(graph.targets[step])
    return None


def _way_back(graph: Graph, came: Mapping[int, int], place: int) -> list[int]:
    way: list[int] = []
    while came[place] != NONE:
        way.append(came[place])
        place = graph.sources[came[place]]
    return way[::-1]
