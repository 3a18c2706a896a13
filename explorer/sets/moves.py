"""Reads a rule the way sets of worlds need it: one guard, then each mover by itself.

All movers of a rule choose among their pairs independently of each other, so that a step is the guard and then one
mover after the other, in any order; no combination of choices is ever written out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from model.network import Pair, Rule


@dataclass(frozen=True, slots=True)
class Mover:
    """One machine that a rule moves: each target with the states it is reached from; `kept` may stay as they are."""

    machine: str
    origins: Mapping[str, tuple[str, ...]]
    kept: tuple[str, ...]
    choices: Mapping[int, tuple[str, ...]]
    """How many pairs start in a state -> those states."""

    @property
    def only_target(self) -> str | None:
        """The one state it comes to, wherever it comes from; None if there are several, or it may stay."""
        return next(iter(self.origins)) if len(self.origins) == 1 and not self.kept else None


def guard_of(rule: Rule) -> dict[str, tuple[str, ...]]:
    """Machine -> the states in which it enables the rule, for those asked about and for those moved."""
    starts = {machine: tuple(dict.fromkeys(start for start, _ in pairs)) for machine, pairs in rule.moves.items()}
    return {**starts, **rule.when}


def movers_of(rule: Rule) -> tuple[Mover, ...]:
    """The movers of a rule, in the order of the file."""
    return tuple(_mover(machine, pairs) for machine, pairs in rule.moves.items())


def _mover(machine: str, pairs: tuple[Pair, ...]) -> Mover:
    origins: dict[str, list[str]] = {}
    ends: dict[str, int] = {}
    for start, end in pairs:
        ends[start] = ends.get(start, 0) + 1
        if start != end:
            origins.setdefault(end, []).append(start)
    choices: dict[int, list[str]] = {}
    for start, number in ends.items():
        choices.setdefault(number, []).append(start)
    kept = tuple(start for start, end in pairs if start == end)
    return Mover(machine, _frozen(origins), kept, {number: tuple(states) for number, states in choices.items()})


def _frozen(found: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(states) for name, states in found.items()}
