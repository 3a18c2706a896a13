"""Random networks and claims for the campaign: every odd shape often, and triggers that mostly come about.

Beside what `random_networks` draws: networks of one fairness only, or of none; worlds in which nothing is enabled; and
several worlds to begin in, which the language has by a first step that chooses one.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from random import Random
from typing import TypeVar

from model.network import Fairness, Machine, Network, Rule
from properties.kinds import AlwaysPossible, Claim, DeadlockFree, LeadsTo, Never, NeverStep, Witness
from tests.oracle.graph import Graph
from tests.oracle.random_networks import FAIRNESS, random_condition, random_network
from tests.oracle.verdicts import worlds_in

DRAWS = 3
"""How often a claim without a trigger is drawn anew; what is still without one then stays so."""
START = "start"

_Drawn = TypeVar("_Drawn")


def telling_network(dice: Random) -> Network:
    """A random network, of some fairness; one in four comes to rest somewhere, one in four begins in several worlds."""
    network = _of_fairness(dice, random_network(dice))
    if dice.random() < 0.25:
        network = _coming_to_rest(dice, network)
    return _beginning_anywhere(dice, network) if dice.random() < 0.25 else network


def telling_claims(dice: Random, graph: Graph) -> tuple[Claim, ...]:
    """One claim of each kind; what it is about mostly comes about."""
    network = graph.network
    names = [rule.name for rule in network.rules]
    enabled = {names[step.rule] for steps in graph.steps.values() for step in steps}

    def condition() -> tuple[Mapping[str, tuple[str, ...]], ...]:
        return random_condition(dice, network)

    def trigger() -> tuple[Mapping[str, tuple[str, ...]], ...]:
        return _telling(condition, lambda drawn: bool(worlds_in(drawn, graph)))

    rules = _telling(lambda: tuple(dice.sample(names, dice.randint(1, 2))), lambda drawn: bool(enabled & set(drawn)))
    return (
        Never(condition()),
        NeverStep(rules, condition(), condition()),
        LeadsTo(trigger(), condition()),
        AlwaysPossible(condition(), trigger()),
        Witness(condition()),
        DeadlockFree(),
    )


def shapes_of(graph: Graph) -> Iterator[str]:
    """What of the odd shapes there is in the reachable part of a network."""
    fair = sorted({rule.fairness for rule in graph.network.rules} - {"none"})
    yield f"fairness: {' and '.join(fair) or 'none'}"
    if any(step.target == world for world, steps in graph.steps.items() for step in steps):
        yield "a step that changes nothing"
    if any(max(Counter(step.rule for step in steps).values(), default=0) > 1 for steps in graph.steps.values()):
        yield "a choice inside a rule"
    if not all(graph.steps.values()):
        yield "a world without a step"
    if any(machine.name == START for machine in graph.network.machines):
        yield "several worlds to begin in"


def _telling(draw: Callable[[], _Drawn], tells: Callable[[_Drawn], bool]) -> _Drawn:
    drawn = draw()
    for _ in range(DRAWS):
        if tells(drawn):
            break
        drawn = draw()
    return drawn


def _of_fairness(dice: Random, network: Network) -> Network:
    """Half of the networks mix every fairness; the others have one, or none, beside unfair rules."""
    kinds: tuple[Fairness, ...] = dice.choice((FAIRNESS, FAIRNESS, FAIRNESS, ("none",), ("none", "weak", "weak"),
                                               ("none", "strong", "strong")))  # fmt: skip
    return Network(network.machines, tuple(replace(rule, fairness=dice.choice(kinds)) for rule in network.rules))


def _coming_to_rest(dice: Random, network: Network) -> Network:
    """No rule is enabled where one machine is in one of its states."""
    machine = dice.choice(network.machines)
    state = dice.choice([each for each in machine.states if each != machine.initial])
    return Network(network.machines, tuple(_not_in(state, machine, rule) for rule in network.rules))


def _not_in(state: str, machine: Machine, rule: Rule) -> Rule:
    name = machine.name
    if name in rule.moves:
        pairs = tuple(pair for pair in rule.moves[name] if pair[0] != state)
        return replace(rule, moves={**rule.moves, name: pairs})
    states = tuple(each for each in rule.when.get(name, machine.states) if each != state)
    return replace(rule, when={**rule.when, name: states})


def _beginning_anywhere(dice: Random, network: Network) -> Network:
    """The first step puts up to two machines into any of some states; before it, nothing else is enabled."""
    start = Machine(START, ("before", "begun"), "before")
    chosen = dice.sample(network.machines, dice.randint(1, 2))
    into = {m.name: tuple((m.initial, state) for state in dice.sample(m.states, 2)) for m in chosen}
    begin = Rule("begin", "", {START: (("before", "begun"),), **into}, fairness="weak")
    rules = tuple(replace(rule, when={**rule.when, START: ("begun",)}) for rule in network.rules)
    return Network((*network.machines, start), (*rules, begin))
