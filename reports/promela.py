"""A network as a Promela model for Spin: every world a stored state, every step a transition, none in between.

One process loops over the rules. A mover with one target for each of its states is an expression; a real choice is an
alternative for each place of a target among the targets of its state. Alternatives are `d_step`s, which Spin takes as
one transition. A rule with very many of them chooses inside `atomic`: depth first, what lies between is not stored.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TypeAlias

from model.network import Machine, Network, Pair, Rule

MOST_ALTERNATIVES = 256
"""A rule with more combinations of choices than this is written as choices inside `atomic`."""

_HARMLESS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._,;:()<>=+-")

_HEAD = """\
/* A network of {machines} and {rules}, written by outlive.
 *
 * One process, no reduction, no claim: the whole graph of worlds, {orders}.
 *   spin -a FILE && gcc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m10000000
 * Where Spin ends with nothing truncated:
 *   states, stored = worlds
 *   transitions    = steps + 1    (Spin counts the initial state as a transition, too)
 * A world without steps is a valid end. Names are in comments; what is no plain letter there stands as %XX, in UTF-8.
 */
"""

_EITHER_ORDER = "depth first or breadth first (-DBFS)"
_DEPTH_FIRST = "depth first only (breadth first, Spin stores what lies inside `atomic`)"
_ATOMIC = ":: atomic"
_WHY_READ = "/* reads all: Spin keeps what is only written out of its states */"

_Choice: TypeAlias = Mapping[int, int]
"""One target for each of some states of a mover, as places."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A machine in the model: `m3`, its value the place of a state in declared order."""

    place: int
    machine: Machine

    @property
    def name(self) -> str:
        """The word in the model."""
        return f"m{self.place}"

    def places(self, states: Iterable[str]) -> tuple[int, ...]:
        """The places of these states, ascending."""
        wanted = frozenset(states)
        return tuple(place for place, state in enumerate(self.machine.states) if state in wanted)

    def inside(self, places: Sequence[int]) -> str:
        """The test whether the machine is in one of these states, which are ascending; "" if it is bound to be."""
        if len(places) == len(self.machine.states):
            return ""
        return _either([self._between(first, last) for first, last in _stretches(places)])

    def declaration(self) -> str:
        """The variable, with what it stands for."""
        states = ", ".join(f"{place} {harmless(state)}" for place, state in enumerate(self.machine.states))
        width = max(1, (len(self.machine.states) - 1).bit_length())
        initial = self.machine.states.index(self.machine.initial)
        return f"/* {harmless(self.machine.name)}: {states} */\nunsigned {self.name} : {width} = {initial};"

    def _between(self, first: int, last: int) -> str:
        if first == last:
            return f"{self.name} == {first}"
        above, below = f"{self.name} >= {first}", f"{self.name} <= {last}"
        if first == 0 or last == len(self.machine.states) - 1:
            return below if first == 0 else above
        return f"({above} && {below})"


@dataclass(frozen=True, slots=True)
class Mover:
    """A machine that a rule moves, and its choices: the first holds the first target of every state, and so on."""

    variable: Variable
    choices: tuple[_Choice, ...]

    def guard(self, choice: _Choice) -> str:
        """The test whether the machine can make this choice."""
        return self.variable.inside(sorted(choice))

    def change(self, choice: _Choice) -> str:
        """The assignment of its target; "" if it stays where it is."""
        target = _target(self.variable, choice)
        return "" if target == self.variable.name else f"{self.variable.name} = {target}"


def promela_text(network: Network) -> str:
    """The whole model: printable ASCII, the same bytes every time; its head says how to count on it with Spin 6.5.2."""
    variables = {each.name: Variable(place, each) for place, each in enumerate(network.machines)}
    loop = [line for rule in network.rules for line in _rule(rule, variables)]
    head = _HEAD.format(
        machines=_count(len(network.machines), "machine"),
        rules=_count(len(network.rules), "rule"),
        orders=_DEPTH_FIRST if any(_ATOMIC in line for line in loop) else _EITHER_ORDER,
    )
    declared = [each.declaration() for each in variables.values()]
    read = f"\t:: false && ({' + '.join(each.name for each in variables.values())}) -> skip  {_WHY_READ}"
    body = ["active proctype network() {", "end:\tdo", *loop, read, "\tod", "}", ""]
    return "\n".join([head, *declared, "", *body])


def harmless(name: str) -> str:
    """The name for a comment: whatever could end it, or mean something to a preprocessor, is written as %XX."""
    return "".join(each if each in _HARMLESS else _percent(each) for each in name)


def _percent(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "surrogatepass"))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _rule(rule: Rule, variables: Mapping[str, Variable]) -> Iterator[str]:
    movers = [Mover(variables[name], _choices(variables[name], pairs)) for name, pairs in rule.moves.items()]
    asked = [(variables[name], variables[name].places(states)) for name, states in rule.when.items()]
    if not all(mover.choices for mover in movers) or not all(places for _, places in asked):
        yield f"\t/* {harmless(rule.name)}: never enabled */"
        return
    yield f"\t/* {harmless(rule.name)} */"
    tests = [variable.inside(places) for variable, places in asked]
    few = prod(len(mover.choices) for mover in movers) <= MOST_ALTERNATIVES
    yield from _alternatives(movers, tests) if few else _chosen_inside(movers, tests)


def _choices(variable: Variable, pairs: Iterable[Pair]) -> tuple[_Choice, ...]:
    """The k-th choice maps each state with more than k targets to the k-th of them."""
    place_of = {state: place for place, state in enumerate(variable.machine.states)}
    choices: list[dict[int, int]] = []
    for origin, target in pairs:
        found = place_of[origin]
        free = next((choice for choice in choices if found not in choice), None)
        if free is None:
            choices.append({found: place_of[target]})
        else:
            free[found] = place_of[target]
    return tuple(choices)


def _alternatives(movers: Sequence[Mover], tests: Sequence[str]) -> Iterator[str]:
    for chosen in product(*(mover.choices for mover in movers)):
        each = list(zip(movers, chosen, strict=True))
        guards = [mover.guard(choice) for mover, choice in each]
        changes = [mover.change(choice) for mover, choice in each]
        yield f"\t:: d_step {{ {_all([*guards, *tests])} -> {_each(changes)} }}"


def _chosen_inside(movers: Sequence[Mover], tests: Sequence[str]) -> Iterator[str]:
    guards = [mover.guard(mover.choices[0]) for mover in movers]
    yield f"\t{_ATOMIC} {{ {_all([*guards, *tests])} ->"
    for mover in movers:
        yield "\t\tif"
        for choice in mover.choices:
            yield f"\t\t:: {_all([mover.guard(choice)])} -> {_each([mover.change(choice)])}"
        yield "\t\tfi;"
    yield "\t\tskip }"


def _target(variable: Variable, choice: _Choice) -> str:
    """The target as an expression of the state it is reached from: the commonest target last, the others asked for."""
    arrived = {target for origin, target in choice.items() if origin != target}
    origins: dict[str, list[int]] = {}
    for origin, target in sorted(choice.items()):
        stays = origin == target and target not in arrived
        origins.setdefault(variable.name if stays else str(target), []).append(origin)
    *asked, text = sorted(origins, key=lambda each: len(origins[each]))
    for each in reversed(asked):
        text = f"({variable.inside(origins[each])} -> {each} : {text})"
    return text


def _stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each stretch of neighbours."""
    first = last = places[0]
    for place in places[1:]:
        if place != last + 1:
            yield first, last
            first = place
        last = place
    yield first, last


def _either(tests: Sequence[str]) -> str:
    return tests[0] if len(tests) == 1 else f"({' || '.join(tests)})"


def _all(tests: Sequence[str]) -> str:
    return " && ".join(filter(None, tests)) or "true"


def _each(changes: Sequence[str]) -> str:
    return "; ".join(filter(None, changes)) or "skip"
