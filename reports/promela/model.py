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

from model.network import Network, Pair
from properties.kinds import Property
from reports.claims_listed import numbered_claims
from reports.promela.claims import Claimed, Hooks
from reports.promela.fairness import SEEN, Tails, fairness_of, loop_closed, loop_opened
from reports.promela.words import Variable, every, harmless, variables_of

MOST_ALTERNATIVES = 256
"""A rule with more combinations of choices than this is written as choices inside `atomic`."""

_HEAD = """\
/* A network of {machines} and {rules}, written by outlive.
 *
 * One process, no reduction, no claim: the whole graph of worlds, {orders}.
 *   spin -a FILE && gcc -O2 -DSAFETY -DNOREDUCE{no_claim} -o pan pan.c && ./pan{on} -m10000000
 * Where Spin ends with nothing truncated:
 *   states, stored = worlds
 *   transitions    = steps + 1    (Spin counts the initial state as a transition, too)
 * {ends}Names are in comments; what is no plain letter there stands as %XX, in UTF-8.
 */
"""

_EITHER_ORDER = "depth first or breadth first (-DBFS)"
_DEPTH_FIRST = "depth first only (breadth first, Spin stores what lies inside `atomic`)"
_ATOMIC = ":: atomic"
_WHY_READ = "/* reads all: Spin keeps what is only written out of its states */"

_Choice: TypeAlias = Mapping[int, int]
"""One target for each of some states of a mover, as places."""


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


def promela_text(network: Network, properties: Iterable[Property] = (), tails: Tails = SEEN) -> str:
    """The whole model: printable ASCII, the same bytes every time; its head says how to count on it with Spin 6.5.2.

    With properties, their claims stand in it, too; without, not a letter more than counting needs.
    """
    claimed = Claimed(network, variables_of(network), numbered_claims(properties), fairness_of(network), tails)
    loop = [line for place, _ in enumerate(network.rules, start=1) for line in _rule(place, claimed)]
    head = _HEAD.format(
        machines=_count(len(network.machines), "machine"),
        rules=_count(len(network.rules), "rule"),
        no_claim=" -DNOCLAIM" if claimed.claims else "",
        on=" -c0" if claimed.claims else "",
        ends="" if claimed.asks_for_deadlocks else "A world without steps is a valid end. ",
        orders=_DEPTH_FIRST if any(_ATOMIC in line for line in loop) else _EITHER_ORDER,
    )
    declared = [each.declaration() for each in claimed.variables.values()]
    if not claimed.claims:
        return "\n".join([head, *declared, "", *_process(loop, claimed), ""])
    stated = [*claimed.declarations(), "", *_process(loop, claimed), "", *claimed.automata(), ""]
    return "\n".join([head + claimed.head(), *declared, *stated])


def _process(loop: Iterable[str], claimed: Claimed) -> Iterator[str]:
    yield "active proctype network() {"
    yield "\tdo" if claimed.asks_for_deadlocks else "end:\tdo"
    yield from _if_liveness(loop_opened(), claimed)
    yield from loop
    yield from _if_liveness(loop_closed(claimed.fairness, claimed.tails), claimed)
    yield f"\t:: false && ({' + '.join(each.name for each in claimed.variables.values())}) -> skip  {_WHY_READ}"
    yield from ("\tod", "}")


def _if_liveness(lines: Iterable[str], claimed: Claimed) -> Iterator[str]:
    if claimed.asks_for_fairness:
        yield from ("#ifdef LIVENESS", *lines, "#endif")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _rule(place: int, claimed: Claimed) -> Iterator[str]:
    rule, variables = claimed.network.rules[place - 1], claimed.variables
    movers = [Mover(variables[name], _choices(variables[name], pairs)) for name, pairs in rule.moves.items()]
    asked = [(variables[name], variables[name].places(states)) for name, states in rule.when.items()]
    if not all(mover.choices for mover in movers) or not all(places for _, places in asked):
        yield f"\t/* {harmless(rule.name)}: never enabled */"
        return
    yield f"\t/* {harmless(rule.name)} */"
    tests = [variable.inside(places) for variable, places in asked]
    few = prod(len(mover.choices) for mover in movers) <= MOST_ALTERNATIVES
    written = _alternatives if few else _chosen_inside
    yield from written(movers, tests, claimed.hooks(place))


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


def _alternatives(movers: Sequence[Mover], tests: Sequence[str], hooks: Hooks) -> Iterator[str]:
    for chosen in product(*(mover.choices for mover in movers)):
        each = list(zip(movers, chosen, strict=True))
        guards = [mover.guard(choice) for mover, choice in each]
        changes = [mover.change(choice) for mover, choice in each]
        yield f"\t:: d_step {{ {every([*guards, *tests])} -> {_each([*hooks.before, *changes, *hooks.after])} }}"


def _chosen_inside(movers: Sequence[Mover], tests: Sequence[str], hooks: Hooks) -> Iterator[str]:
    guards = [mover.guard(mover.choices[0]) for mover in movers]
    yield f"\t{_ATOMIC} {{ {every([*guards, *tests])} ->"
    yield from (f"\t\t{each};" for each in hooks.before)
    for mover in movers:
        yield "\t\tif"
        for choice in mover.choices:
            yield f"\t\t:: {every([mover.guard(choice)])} -> {_each([mover.change(choice)])}"
        yield "\t\tfi;"
    yield f"\t\t{_each(hooks.after)} }}"


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


def _each(changes: Sequence[str]) -> str:
    return "; ".join(filter(None, changes)) or "skip"
