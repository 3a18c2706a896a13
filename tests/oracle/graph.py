"""The reachable graph of a network, straight from the words of contract 2, as dictionaries."""

from dataclasses import dataclass
from itertools import product

from model.network import Condition, Network, Rule

World = tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """One step: the rule's place, the place of its choice, and where it leads."""

    rule: int
    choice: int
    target: World


@dataclass(frozen=True)
class Graph:
    """World -> its steps, and the rules enabled in it."""

    network: Network
    initial: World
    steps: dict[World, list[Taken]]

    def enabled(self, world: World, rule: int) -> bool:
        return any(step.rule == rule for step in self.steps[world])

    def fair(self, kind: str) -> list[int]:
        return [place for place, rule in enumerate(self.network.rules) if rule.fairness == kind]

    def may_end_in(self, world: World) -> bool:
        return not any(self.enabled(world, rule) for rule in self.fair("weak") + self.fair("strong"))


def graph_of(network: Network) -> Graph:
    initial = tuple(machine.initial for machine in network.machines)
    steps: dict[World, list[Taken]] = {}
    waiting = [initial]
    while waiting:
        world = waiting.pop()
        if world in steps:
            continue
        steps[world] = steps_from(network, world)
        waiting += [step.target for step in steps[world]]
    return Graph(network, initial, steps)


def steps_from(network: Network, world: World) -> list[Taken]:
    state = dict(zip([machine.name for machine in network.machines], world, strict=True))
    found = []
    for place, rule in enumerate(network.rules):
        for choice, chosen in enumerate(choices(rule, state)):
            found.append(Taken(place, choice, tuple({**state, **chosen}.values())))
    return found


def choices(rule: Rule, state: dict[str, str]) -> list[dict[str, str]]:
    """Every way to take the rule, as machine -> new state; none when it is not enabled."""
    if any(state[machine] not in allowed for machine, allowed in rule.when.items()):
        return []
    ways = [[(machine, to) for old, to in pairs if old == state[machine]] for machine, pairs in rule.moves.items()]
    return [dict(way) for way in product(*ways)]


def holds(condition: Condition, network: Network, world: World) -> bool:
    state = dict(zip([machine.name for machine in network.machines], world, strict=True))
    return any(all(state[machine] in allowed for machine, allowed in each.items()) for each in condition)
