"""Random small networks and claims, every odd shape among them; the same for a seed, always."""

from collections.abc import Mapping
from random import Random

from model.network import Condition, Fairness, Machine, Network, Pair, Rule
from properties.kinds import AlwaysPossible, Claim, DeadlockFree, LeadsTo, Never, NeverStep, Witness

FAIRNESS: tuple[Fairness, ...] = ("none", "weak", "weak", "strong", "strong")


def random_network(dice: Random) -> Network:
    """Two to four machines of two to four states, three to thirteen rules; every third network is a rich one."""
    least_machines, least_rules = dice.choice(((2, 3), (2, 3), (3, 8)))
    machines = tuple(_machine(dice, f"m{number}") for number in range(dice.randint(least_machines, 4)))
    rules = range(dice.randint(least_rules, least_rules + 5))
    return Network(machines, tuple(_rule(dice, number, machines) for number in rules))


def random_claims(dice: Random, network: Network) -> tuple[Claim, ...]:
    """One claim of each kind."""
    names = [rule.name for rule in network.rules]
    return (
        Never(random_condition(dice, network)),
        NeverStep(
            tuple(dice.sample(names, dice.randint(1, 2))),
            random_condition(dice, network),
            random_condition(dice, network),
        ),
        LeadsTo(random_condition(dice, network), random_condition(dice, network)),
        AlwaysPossible(random_condition(dice, network), random_condition(dice, network)),
        Witness(random_condition(dice, network)),
        DeadlockFree(),
    )


def random_condition(dice: Random, network: Network) -> Condition:
    """Mostly one conjunction about one or two machines; now and then false, or true, or impossible."""
    return tuple(_conjunction(dice, network) for _ in range(dice.choice((0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2))))


def _machine(dice: Random, name: str) -> Machine:
    states = tuple(f"s{number}" for number in range(dice.randint(2, 4)))
    return Machine(name, states, dice.choice(states))


def _rule(dice: Random, number: int, machines: tuple[Machine, ...]) -> Rule:
    shuffled = dice.sample(machines, len(machines))
    movers = dice.choice((0, 1, 1, 1, 1, 1, 1, 1, 2, 2))
    asked = dice.choice((0, 0, 0, 1, 1, 2))
    return Rule(
        name=f"r{number}",
        actor="",
        moves={machine.name: _pairs(dice, machine) for machine in shuffled[:movers]},
        when={machine.name: _states(dice, machine) for machine in shuffled[movers : movers + asked]},
        fairness=dice.choice(FAIRNESS),
    )


def _pairs(dice: Random, machine: Machine) -> tuple[Pair, ...]:
    every = [(origin, target) for origin in machine.states for target in machine.states]
    moving = [pair for pair in every if pair[0] != pair[1]] if dice.random() < 0.8 else every
    return tuple(dice.sample(moving, min(len(moving), dice.choice((0, 1, 2, 2, 3, 3, 4, 5, 6)))))


def _states(dice: Random, machine: Machine) -> tuple[str, ...]:
    return tuple(dice.sample(machine.states, dice.choice((0, 1, 1, 1, 1, 1, 2, 2, 2, 2))))


def _conjunction(dice: Random, network: Network) -> Mapping[str, tuple[str, ...]]:
    asked = dice.sample(network.machines, dice.choice((0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2)))
    return {machine.name: _states(dice, machine) for machine in asked}
