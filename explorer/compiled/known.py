"""Which steps lead to worlds that are known already, so that the compiled list need not look them up.

Let a world be found first from a source `s`, by a rule `p`. Worlds are expanded in the order in which they are found,
so what follows `s` is known when this one is. What a rule `r` leads to from here is known, too,

- if `r` undoes `p`, or some rule leads from `s` to where `p` and then `r` lead;
- if `r` comes before `p`, could have been taken before it, and `p` then leads to where `r` leads now: what `r` leads to
  from `s` was found before this world, so it is expanded before it, and its step by `p` leads there. (Sleep sets:
  Godefroid, "Partial-order methods for the verification of concurrent systems" (1996), chapter 5; what they know of one
  step before is used here. What they know of more would leave out a few steps more, and takes longer than they do.)

Both show machine by machine, from what each rule does to each machine. That often depends on the state in which `p`
finds a machine, so for some machines it is told state by state.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import product
from math import prod
from operator import or_
from typing import TypeAlias

from explorer.compiled.shape import most_choices
from explorer.enabling import bits_of
from model.network import Machine, Network, Pair, Rule

Part: TypeAlias = tuple[tuple[int, tuple[int, ...]], ...]
"""What a rule does to one machine: each state in which it is enabled, and where it leads from there."""

_NOTHING = 0
_MOST_MACHINES, _MOST_STARTS, _MOST_STATES = 2, 6, 256
"""For so many machines it is told apart from which states a rule moves them: so many combinations of these, and of all
states that they have. Of the steps that commuting alone has looked up in the recipe with two runs, 85 in a hundred are
if nothing is told apart, 71 so, and 71 with sixteen combinations."""

_LARGE = 64
"""Of a machine with more states than this it is not worked out what two rules do to it after each other."""


@dataclass(frozen=True, slots=True)
class Finder:
    """A rule that finds worlds; by the states in which it found some machines: which rules lead to known ones.

    States are places in their machine's order, rules are bits of a mask.
    """

    machines: tuple[str, ...]
    known: Mapping[tuple[int, ...], int]


def finders(network: Network) -> Iterator[Finder]:
    """For each rule, one after the other, what is known of the worlds that it finds first.

    All rules of a mask have one step in each world, so that whoever counts steps need not look how many.
    """
    comparing = _Comparing(network)
    return map(comparing.finder, range(len(network.rules)))


class _Meeting:
    """How rules meet at one machine: which of them do the same to it, and what two after each other do.

    A part is a number here, its place among those that were met; the first is to do nothing.
    """

    def __init__(self, machine: Machine, rules: Sequence[Rule]) -> None:
        self._states = {state: place for place, state in enumerate(machine.states)}
        self.size = len(machine.states)
        self._is_large = self.size > _LARGE
        nothing = () if self._is_large else tuple((place, (place,)) for place in range(self.size))
        self._numbers: dict[object, int] = {None if self._is_large else nothing: _NOTHING}
        self._parts: list[Part] = [nothing]
        name = machine.name
        self.part_of = [
            self._part_of(rule, name) if name in rule.moves or name in rule.when else _NOTHING for rule in rules
        ]
        self._rules: dict[int, int] = {}
        for place, part in enumerate(self.part_of):
            if part != _NOTHING:
                self._rules[part] = self._rules.get(part, 0) | 1 << place
        self._rules[_NOTHING] = (1 << len(rules) + 1) - 1 - sum(self._rules.values())
        self._masks = cache(self._masks_of)
        self._then = cache(self._done_by)
        self.commuting = cache(self._commuting)
        self.possible = cache(self._possible)
        self.leading = cache(self._leading)

    def starts(self, rule: int) -> list[int]:
        """The states in which a rule finds the machine, if that is not large."""
        return [start for start, _ in self._parts[self.part_of[rule]]]

    def only(self, part: int, start: int) -> int:
        """A part, as far as it starts from one state."""
        only = tuple(each for each in self._parts[part] if each[0] == start)
        return self._number(only, only)

    def _part_of(self, rule: Rule, machine: str) -> int:
        moves = rule.moves[machine] if machine in rule.moves else tuple((each, each) for each in rule.when[machine])
        part = () if self._is_large else self._part(moves)
        return self._number(moves if self._is_large else part, part)

    def _part(self, moves: Iterable[Pair]) -> Part:
        part: dict[int, tuple[int, ...]] = {}
        for start, end in moves:
            place = self._states[start]
            part[place] = (*part.get(place, ()), self._states[end])
        return tuple(sorted((place, tuple(sorted(set(ends)))) for place, ends in part.items()))

    def _number(self, key: object, part: Part) -> int:
        """The number of a part; a large machine's is known by its moves alone."""
        number = self._numbers.setdefault(key, len(self._parts))
        if number == len(self._parts):
            self._parts.append(part)
        return number

    def _done_by(self, first: int, second: int) -> int:
        """What two parts do after each other, a row of bits for each state, as one number."""
        done, also = 0, self._masks(second)
        for start, between in self._parts[first]:
            for state in between:
                done |= also[state] << start * self.size
        return done

    def _masks_of(self, part: int) -> list[int]:
        """From each state where a part leads, as bits."""
        masks = [0] * self.size
        for start, ends in self._parts[part]:
            masks[start] = sum(1 << end for end in ends)
        return masks

    def _commuting(self, first: int, whole: int) -> int:
        """The rules that could have been taken before the rule does `first`, which is a part of `whole`."""
        if self._is_large:
            return self._rules[_NOTHING]
        return sum(
            rules for part, rules in self._rules.items() if not self._then(first, part) & ~self._then(part, whole)
        )

    def _possible(self, first: int) -> int:
        """The rules that are possible after `first`."""
        if self._is_large:
            return -1
        return sum(rules for part, rules in self._rules.items() if self._then(first, part))

    def _leading(self, first: int, second: int) -> int:
        """The rules that lead where `first` and then `second` lead."""
        if self._is_large:
            return 0 if first and second else self._rules.get(first or second, 0)
        both = self._then(first, second)
        return sum(rules for part, rules in self._rules.items() if not both & ~self._then(part, _NOTHING))

    def leading_somewhere(self, first: int, asked: int) -> int:
        """Those of some rules that after `first` lead where some rule leads."""
        found = 0
        for part, rules in self._rules.items():
            if rules & asked and self.leading(first, part):
                found |= rules & asked
        return found


class _Comparing:
    """Compares every rule with every other."""

    def __init__(self, network: Network) -> None:
        self._rules = network.rules
        self._meetings = {machine.name: _Meeting(machine, network.rules) for machine in network.machines}
        self._single = sum(1 << place for place, rule in enumerate(network.rules) if most_choices(rule) == 1)
        self._touching = [frozenset((*rule.moves, *rule.when)) for rule in network.rules] + [frozenset()]
        self._moving = {
            name: sum(1 << place for place, rule in enumerate(network.rules) if name in rule.moves)
            for name in self._meetings
        }

    def finder(self, place: int) -> Finder:
        """What is known of the worlds that a rule finds first."""
        starts = self._told_apart(place)
        known = {some: self._known(place, dict(zip(starts, some, strict=True))) for some in product(*starts.values())}
        different = set(known.values())
        return Finder(tuple(starts), known) if len(different) > 1 else Finder((), {(): min(different)})

    def _told_apart(self, place: int) -> dict[str, list[int]]:
        """The machines that a rule moves from several states, but few, and these states."""
        starts = {name: self._meetings[name].starts(place) for name in self._rules[place].moves}
        told: dict[str, list[int]] = {}
        for name in sorted(starts, key=lambda each: len(starts[each])):
            more = {**told, name: starts[name]}
            few = prod(map(len, more.values())) <= _MOST_STARTS and len(more) <= _MOST_MACHINES
            if few and len(starts[name]) > 1 and prod(map(self._states_of, more)) <= _MOST_STATES:
                told = more
        return told

    def _states_of(self, machine: str) -> int:
        return self._meetings[machine].size

    def _known(self, place: int, starts: Mapping[str, int]) -> int:
        """What is known of the worlds that a rule finds where some machines start from these states."""
        commuting = possible = self._single
        doing: dict[str, int] = {}
        for name in self._touching[place]:
            meeting = self._meetings[name]
            whole = meeting.part_of[place]
            doing[name] = meeting.only(whole, starts[name]) if name in starts else whole
            commuting &= meeting.commuting(doing[name], whole)
            possible &= meeting.possible(doing[name])
        known = commuting & (1 << place) - 1
        overlapping = reduce(or_, map(self._moving.__getitem__, self._rules[place].moves), 0)
        asked = possible & overlapping & ~known
        for name, part in doing.items():
            asked = self._meetings[name].leading_somewhere(part, asked)
        return known | sum(1 << rule for rule in bits_of(asked) if self._leads_back(doing, rule))

    def _leads_back(self, doing: Mapping[str, int], rule: int) -> bool:
        """Whether a rule undoes what was done, or leads where one rule leads, too."""
        others = -1
        for name, part in doing.items():
            others &= self._meetings[name].leading(part, self._meetings[name].part_of[rule])
            if not others:
                return False
        for name in self._touching[rule]:
            if name not in doing:
                others &= self._meetings[name].leading(_NOTHING, self._meetings[name].part_of[rule])
        return any(self._touching[other] <= doing.keys() | self._touching[rule] for other in bits_of(others))
