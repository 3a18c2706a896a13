"""Keeps count of what a test has reached of the exact graph: worlds, steps and rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.stress.graph import Graph


@dataclass(frozen=True, slots=True)
class Share:
    """So many of all."""

    reached: int
    all: int

    @property
    def percent(self) -> float:
        """In percent; of nothing everything is reached."""
        return 100.0 * self.reached / self.all if self.all else 100.0


class Reached:
    """What has been reached so far; steps that were fired again count as fired."""

    def __init__(self, graph: Graph) -> None:
        """Nothing yet but the initial world."""
        self._graph = graph
        self._worlds = bytearray(graph.size)
        self._worlds[0] = 1
        self._steps = bytearray(graph.steps)
        self.open_steps = [len(graph.out_of(place)) for place in range(graph.size)]
        """For each world the number of its steps that have not been taken."""
        self.fired = 0
        self.runs = 0

    def take(self, step: int) -> None:
        """A step was taken, and the implementation agreed."""
        self.fired += 1
        self._worlds[self._graph.targets[step]] = 1
        if not self._steps[step]:
            self._steps[step] = 1
            self.open_steps[self._graph.sources[step]] -= 1

    def open_set(self) -> frozenset[int]:
        """The steps that have not been taken yet."""
        return frozenset(step for step, taken in enumerate(self._steps) if not taken)

    def open_worlds(self) -> Sequence[int]:
        """The worlds with a step that has not been taken, nearest first."""
        return [place for place, count in enumerate(self.open_steps) if count]

    @property
    def worlds(self) -> Share:
        """Of the reachable worlds."""
        return Share(sum(self._worlds), self._graph.size)

    @property
    def steps(self) -> Share:
        """Of the steps between them."""
        return Share(sum(self._steps), self._graph.steps)

    @property
    def rules(self) -> Share:
        """Of the rules that are enabled in some reachable world."""
        missed = self.rules_missed()
        able = set(self._graph.rules)
        return Share(len(able) - len(missed), len(able))

    def rules_missed(self) -> tuple[str, ...]:
        """The rules that could be taken and never were, in file order."""
        rules = self._graph.case.network.rules
        taken = {rule for rule, seen in zip(self._graph.rules, self._steps, strict=True) if seen}
        return tuple(rules[place].name for place in sorted(set(self._graph.rules) - taken))

    def states_missed(self) -> tuple[tuple[str, str], ...]:
        """The (machine, state) that a world has, and none that was reached, in file order."""
        missed: dict[tuple[str, str], None] = {}
        seen = {pair for place in range(self._graph.size) if self._worlds[place]
                for pair in self._graph.world(place).items()}
        for place in range(self._graph.size):
            if not self._worlds[place]:
                missed |= dict.fromkeys(pair for pair in self._graph.world(place).items() if pair not in seen)
        return tuple(missed)
