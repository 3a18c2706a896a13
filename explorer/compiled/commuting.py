"""Which steps lead to worlds that are known already, so that the compiled list need not look them up.

Let a world be found first from `p`, by a rule `r`, and let a rule before `r` be enabled in it that commutes with `r`.
It was enabled in `p`, too, and led to a world `q` before this one was found; so `q` is expanded before this one, and
its step by `r` leads where the rule leads from here. (Sleep sets: Godefroid, "Partial-order methods for the
verification of concurrent systems" (1996), chapter 5; what they know of one step before is all that is used here.)
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import product
from typing import TypeAlias

from explorer.compiled.shape import most_choices
from model.network import Network, Pair, Rule

Part: TypeAlias = Mapping[str, Collection[str]]
"""What a rule has to do with one machine: from each state in which it is enabled, where it may lead."""


def commuting(network: Network) -> list[int]:
    """For each rule the rules before it whose steps need not be looked up in a world that it found, as a bit mask.

    All of them have one step in each world, so that whoever counts steps need not look how many.
    """
    single = sum(1 << place for place, rule in enumerate(network.rules) if most_choices(rule) == 1)
    found = [single & (1 << place) - 1 for place in range(len(network.rules))]
    for machine in network.machines:
        _keep_commuting(machine.name, network.rules, found)
    return found


def _keep_commuting(machine: str, rules: Iterable[Rule], found: list[int]) -> None:
    """Take away the rules that are in each other's way at one machine."""
    alike: dict[tuple[Pair, ...], list[int]] = {}
    for place, rule in enumerate(rules):
        if machine in rule.moves:
            alike.setdefault(rule.moves[machine], []).append(place)
        elif machine in rule.when:
            alike.setdefault(tuple((state, state) for state in rule.when[machine]), []).append(place)
    parts = [(_part(pairs), places) for pairs, places in alike.items()]
    for (later, of_later), (earlier, of_earlier) in product(parts, repeat=2):
        if not _commute(later, earlier):
            gone = ~sum(1 << place for place in of_earlier)
            for place in of_later:
                found[place] &= gone


def _part(pairs: Iterable[Pair]) -> Part:
    part: dict[str, list[str]] = {}
    for start, end in pairs:
        part.setdefault(start, []).append(end)
    return part


def _commute(later: Part, earlier: Part) -> bool:
    """Whether `earlier` after `later` could have been taken before it, and leads where `later` leads then."""
    for start, ends in later.items():
        for between in ends:
            for end in earlier.get(between, ()):
                if not any(end in later.get(first, ()) for first in earlier.get(start, ())):
                    return False
    return True
