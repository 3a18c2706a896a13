"""Small wrongs of a network: a guard, a pair or a rule less, a pair that leads elsewhere, a weaker fairness."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from model.network import FALSE, Condition, Fairness, Network, Pair, Rule

WEAKER: dict[Fairness, tuple[Fairness, ...]] = {"strong": ("weak", "none"), "weak": ("none",), "none": ()}


@dataclass(frozen=True, slots=True)
class DropGuard:
    """The rule at a place no longer asks about one machine that it does not move."""

    rule: int
    machine: str


@dataclass(frozen=True, slots=True)
class DropPair:
    """The rule at a place no longer moves one machine from here to there."""

    rule: int
    machine: str
    pair: Pair


@dataclass(frozen=True, slots=True)
class Retarget:
    """The rule at a place moves one machine to another state than it should."""

    rule: int
    machine: str
    pair: Pair
    end: str


@dataclass(frozen=True, slots=True)
class DropRule:
    """The rule at a place can never be taken; its name stays, for properties that speak of it."""

    rule: int


@dataclass(frozen=True, slots=True)
class Weaken:
    """The rule at a place is less fair than it should be."""

    rule: int
    fairness: Fairness


NetworkChange: TypeAlias = DropGuard | DropPair | Retarget | DropRule | Weaken


def changes_of(network: Network) -> Iterator[NetworkChange]:
    """Every small wrong of a network, in the order of its rules; none is like another.

    A pair that is all a machine can do in a rule is not dropped: that drops the rule. A pair leads to the next state
    in declared order that the rule does not lead to from there anyway.
    """
    states = {machine.name: machine.states for machine in network.machines}
    for place, rule in enumerate(network.rules):
        yield DropRule(place)
        yield from (DropGuard(place, machine) for machine in rule.when)
        for machine, pairs in rule.moves.items():
            for pair in pairs:
                yield from _of_pair(place, machine, pair, (pairs, states[machine]))
        yield from (Weaken(place, weaker) for weaker in WEAKER[rule.fairness])


def _of_pair(
    rule: int, machine: str, pair: Pair, among: tuple[tuple[Pair, ...], tuple[str, ...]]
) -> Iterator[NetworkChange]:
    pairs, states = among
    if len(pairs) > 1:
        yield DropPair(rule, machine, pair)
    start, end = pair
    there = states.index(end) + 1
    others = (state for state in (*states[there:], *states[:there]) if (start, state) not in pairs)
    yield from (Retarget(rule, machine, pair, other) for other in (next(others, None),) if other is not None)


def changed(network: Network, change: NetworkChange) -> Network:
    """The network with this wrong in it."""
    rule = _changed_rule(network.rules[change.rule], change, network)
    return replace(network, rules=(*network.rules[: change.rule], rule, *network.rules[change.rule + 1 :]))


def _changed_rule(rule: Rule, change: NetworkChange, network: Network) -> Rule:
    match change:
        case DropGuard(machine=machine):
            return replace(rule, when={name: states for name, states in rule.when.items() if name != machine})
        case DropPair(machine=machine, pair=pair):
            return _moving(rule, machine, tuple(each for each in rule.moves[machine] if each != pair))
        case Retarget(machine=machine, pair=pair, end=end):
            retargeted = tuple((pair[0], end) if each == pair else each for each in rule.moves[machine])
            return _moving(rule, machine, retargeted)
        case DropRule():
            return replace(rule, moves={network.machines[0].name: ()}, when={})
        case Weaken(fairness=fairness):
            return replace(rule, fairness=fairness)


def _moving(rule: Rule, machine: str, pairs: tuple[Pair, ...]) -> Rule:
    return replace(rule, moves={**rule.moves, machine: pairs})


def where_it_matters(network: Network, change: NetworkChange) -> Condition:
    """The worlds whose steps, or whose fairness, this wrong changes: none reachable, and the graph stays the same."""
    rule = network.rules[change.rule]
    origins = {machine: tuple(dict.fromkeys(start for start, _ in pairs)) for machine, pairs in rule.moves.items()}
    enabled = {**origins, **rule.when}
    match change:
        case DropGuard(machine=machine):
            others = states_let_in(network, change)
            return ({**enabled, machine: others},) if others else FALSE
        case DropPair(machine=machine, pair=pair) | Retarget(machine=machine, pair=pair):
            return ({**enabled, machine: (pair[0],)},)
        case _:
            return (enabled,) if all(enabled.values()) else FALSE


def states_let_in(network: Network, change: DropGuard) -> tuple[str, ...]:
    """The states of the machine that the guard kept out."""
    machine = next(each for each in network.machines if each.name == change.machine)
    return tuple(state for state in machine.states if state not in network.rules[change.rule].when[change.machine])
