"""Many small networks as one, so that a checker that takes long to start can be asked about all of them at once.

A machine `which` chooses one of them at first, and all others stay as they are: every verdict is the one of its own
network, the worlds are those of all networks and one more, and so are the steps, with one for each choice.
"""

from collections.abc import Mapping, Sequence
from random import Random

from model.network import Condition, Machine, Network, Rule
from properties.kinds import AlwaysPossible, Claim, KindName, LeadsTo, Never, NeverStep, Property, Witness
from tests.oracle.random_networks import random_claims, random_network

KINDS: dict[type[Claim], KindName] = {
    Never: "never", NeverStep: "never-step", LeadsTo: "leads-to", AlwaysPossible: "always-possible", Witness: "witness",
}  # fmt: skip


def drawn(seed: int) -> tuple[Network, tuple[Claim, ...]]:
    """A random network with claims: one of each kind, but that leads-to has two; no deadlock-free, which is of all."""
    dice = Random(f"second opinion {seed}")
    network = random_network(dice)
    claims = (*random_claims(dice, network), random_claims(dice, network)[2])
    return network, tuple(each for each in claims if type(each) in KINDS)


def side_by_side(drawings: Sequence[tuple[Network, tuple[Claim, ...]]]) -> tuple[Network, tuple[Property, ...]]:
    """All of them as one network, with the claims of each in their order; `p3.0` is the first one of the third."""
    names = tuple(str(number) for number in range(len(drawings)))
    which = Machine("which", ("none", *names), "none")
    machines = [which]
    rules = [Rule("begin", "", {"which": tuple(("none", name) for name in names)})]
    properties = []
    for name, (network, claims) in zip(names, drawings, strict=True):
        machines += [Machine(f"{name}.{each.name}", each.states, each.initial) for each in network.machines]
        rules += [_renamed(rule, name) for rule in network.rules]
        properties += [_property(place, claim, name) for place, claim in enumerate(claims)]
    return Network(tuple(machines), tuple(rules)), tuple(properties)


def _renamed(rule: Rule, name: str) -> Rule:
    when = {**_mine(rule.when, name), "which": (name,)}
    moves = {f"{name}.{machine}": pairs for machine, pairs in rule.moves.items()}
    return Rule(f"{name}.{rule.name}", rule.actor, moves, when, rule.fairness)


def _property(place: int, claim: Claim, name: str) -> Property:
    return Property(f"p{name}.{place}", KINDS[type(claim)], "", (), (_claim(claim, name),))


def _claim(claim: Claim, name: str) -> Claim:
    match claim:
        case Never(where):
            return Never(_inside(where, name))
        case Witness(where):
            return Witness(_inside(where, name))
        case NeverStep(rules, where, after):
            return NeverStep(tuple(f"{name}.{rule}" for rule in rules), _inside(where, name), _inside(after, name))
        case LeadsTo(where, then):
            return LeadsTo(_inside(where, name), _inside(then, name))
        case AlwaysPossible(where, if_):
            return AlwaysPossible(_inside(where, name), _inside(if_, name))
        case _:
            raise ValueError(f"{claim} is of all networks, not of one of them")


def _inside(condition: Condition, name: str) -> Condition:
    return tuple({**_mine(each, name), "which": (name,)} for each in condition)


def _mine(asked: Mapping[str, tuple[str, ...]], name: str) -> dict[str, tuple[str, ...]]:
    return {f"{name}.{machine}": states for machine, states in asked.items()}
