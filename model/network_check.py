"""Refuses a network that means nothing: unknown or repeated names, machines without states, rules that ask too much."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import get_args

from model.network import Condition, Fairness, Machine, Network, NetworkError, Pair, Rule

_FAIRNESS = get_args(Fairness)
LONGEST_WORD, MOST_COMPARED = 200, 20_000
"""Letters, and words: to find the nearest takes quadratic time, and a file may have millions of either."""


def check_network(network: Network) -> None:
    """Say the first thing that is wrong with a network, in the order of its file.

    Raises:
        NetworkError: what contract 2 refuses, naming the machine or rule and the mend.
    """
    if not network.machines:
        raise NetworkError("a network needs at least one machine: add one to `machines`")
    _refuse_repeated((machine.name for machine in network.machines), "machine")
    for machine in network.machines:
        _check_machine(machine)
    _refuse_repeated((rule.name for rule in network.rules), "rule")
    known = states_by_machine(network)
    for rule in network.rules:
        _check_rule(rule, known)


def states_by_machine(network: Network) -> dict[str, frozenset[str]]:
    """Machine -> its states."""
    return {machine.name: frozenset(machine.states) for machine in network.machines}


def check_condition(condition: Condition, known: Mapping[str, frozenset[str]], who: str) -> None:
    """Hold every machine and state of a condition against `known` (machine -> its states).

    Raises:
        NetworkError: an unknown machine or state, with the nearest known word; `who` says whose condition it is.
    """
    for conjunction in condition:
        for machine, states in conjunction.items():
            _check_states(states, machine, known, who)


def nearest(word: str, known: Iterable[str]) -> str:
    """The mend for an unknown word: the nearest known one, or else what there is to choose from."""
    words = sorted(known)
    close = get_close_matches(word, words[:MOST_COMPARED], n=1, cutoff=0.5) if len(word) <= LONGEST_WORD else []
    if close:
        return f"did you mean `{close[0]}`?"
    shown = ", ".join(f"`{each}`" for each in words[:12])
    return f"known: {shown}{', …' if len(words) > 12 else ''}" if words else "there is none"


def _refuse_repeated(names: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise NetworkError(f"{what} `{name}` is declared twice: rename one of them")
        seen.add(name)


def _check_machine(machine: Machine) -> None:
    if not machine.states:
        raise NetworkError(f"machine `{machine.name}` has no state: give it at least its initial one")
    _refuse_repeated(machine.states, f"machine `{machine.name}`: state")
    if machine.initial not in machine.states:
        mend = nearest(machine.initial, machine.states)
        raise NetworkError(f"machine `{machine.name}`: initial `{machine.initial}` is not one of its states; {mend}")


def _check_rule(rule: Rule, known: Mapping[str, frozenset[str]]) -> None:
    who = f"rule `{rule.name}`"
    if rule.fairness not in _FAIRNESS:
        raise NetworkError(f"{who}: fairness `{rule.fairness}` is unknown; {nearest(rule.fairness, _FAIRNESS)}")
    for machine, pairs in rule.moves.items():
        _check_pairs(pairs, machine, known, who)
    for machine, states in rule.when.items():
        if machine in rule.moves:
            raise NetworkError(
                f"{who}: machine `{machine}` stands in `moves` and in `when`; keep it in `moves`, "
                "with only the pairs that start where the condition holds"
            )
        _check_states(states, machine, known, who)


def _check_pairs(pairs: tuple[Pair, ...], machine: str, known: Mapping[str, frozenset[str]], who: str) -> None:
    _check_states((state for pair in pairs for state in pair), machine, known, who)
    if len(set(pairs)) == len(pairs):
        return
    seen: set[Pair] = set()
    for pair in pairs:
        if pair in seen:
            raise NetworkError(f"{who}: `{machine}` lists the pair {pair[0]} → {pair[1]} twice; remove one")
        seen.add(pair)


def _check_states(states: Iterable[str], machine: str, known: Mapping[str, frozenset[str]], who: str) -> None:
    if machine not in known:
        raise NetworkError(f"{who}: unknown machine `{machine}`; {nearest(machine, known)}")
    unknown = next((state for state in states if state not in known[machine]), None)
    if unknown is not None:
        raise NetworkError(f"{who}: machine `{machine}` has no state `{unknown}`; {nearest(unknown, known[machine])}")
