"""A network in the language of PRISM, which Storm reads: a command for each choice, all of them certain.

Without chances a Markov decision process is a graph, and the greatest probability of something is 1 if some run has it,
and 0 if none. The network is read anew: nothing of the Promela model is used.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

from model.network import Condition, Network, Pair, Rule

MOST_COMMANDS = 200_000
"""A network with more choices of pairs is not written out."""


class TooLargeError(Exception):
    """The network cannot be written out: why."""


@dataclass(frozen=True, slots=True)
class Monitor:
    """What is remembered beside the world: variables, what steps do to them by their rule, commands of its own.

    Place 0 stands for a run that ends, which is to stay for ever; without effects runs do not end.
    """

    declared: tuple[str, ...] = ()
    effects: Mapping[int, str] = field(default_factory=dict)
    commands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prism:
    """The words for a network: machines are `m0`, `m1`, …, states their places; rules are counted from 1."""

    network: Network

    def plain(self, labels: Mapping[str, str]) -> str:
        """The network as it is; a label for each name.

        Raises:
            TooLargeError: it has too many choices of pairs.
        """
        return self._program(Monitor(), labels)

    def with_last(self, remembered: Iterable[int], labels: Mapping[str, str]) -> str:
        """The network with the rule that was taken last, if it is one of these; a run may end by staying for ever."""
        effects = dict.fromkeys(range(len(self.network.rules) + 1), "(last'=0)")
        effects.update({place: f"(last'={place})" for place in remembered})
        return self._program(Monitor((f"last : [0..{len(self.network.rules)}] init 0;",), effects), labels)

    def with_tail(self, labels: Mapping[str, str]) -> str:
        """The network with a tail that follows what fair rules are owed, and turns that go round while it is fair."""
        asked, strong = self.fair_rules(), self.fair_rules("strong")
        seen = "".join(f"&(seen{place}'=tail&(seen{place}|{self.enabled(place)}))" for place in strong)
        met = [f"turn={turn}&!({f'seen{place}' if place in strong else self.enabled(place)})"
               for turn, place in enumerate(asked)]  # fmt: skip
        effects = {}
        for place in range(len(self.network.rules) + 1):
            taken = [f"turn={asked.index(place)}"] if place in asked else []
            effects[place] = f"(turn'=!tail|turn={len(asked)}?0:({_either([*met, *taken])}?turn+1:turn)){seen}"
        variables = [f"seen{place} : bool init false;" for place in strong]
        declared = (f"turn : [0..{len(asked)}] init 0;", "tail : bool init false;", *variables)
        return self._program(Monitor(declared, effects, ("[] !tail -> (tail'=true);",)), labels)

    def fair_rules(self, *kinds: str) -> list[int]:
        """The places of fair rules, of both kinds if none is named."""
        wanted = kinds or ("weak", "strong")
        return [place for place, rule in enumerate(self.network.rules, start=1) if rule.fairness in wanted]

    def enabled(self, place: int) -> str:
        """The test whether the rule at this place is enabled."""
        rule = self.network.rules[place - 1]
        origins = {name: tuple(origin for origin, _ in pairs) for name, pairs in rule.moves.items()}
        return self._conjunction({**origins, **rule.when})

    def condition(self, condition: Condition) -> str:
        """The test whether the world is in a condition."""
        return _either([self._conjunction(each) for each in condition])

    def places(self, names: Iterable[str]) -> list[int]:
        """Where the rules of these names stand."""
        wanted = frozenset(names)
        return [place for place, rule in enumerate(self.network.rules, start=1) if rule.name in wanted]

    def _program(self, monitor: Monitor, labels: Mapping[str, str]) -> str:
        rules = self.network.rules
        choices = sum(prod(len(pairs) for pairs in rule.moves.values() if _chooses(pairs)) for rule in rules)
        if choices > MOST_COMMANDS:
            raise TooLargeError(f"{choices:,} choices of pairs, written out for at most {MOST_COMMANDS:,}")
        lines = ["mdp", "module network", *map(self._machine, range(len(self.network.machines)))]
        lines += [*monitor.declared, *monitor.commands]
        for place, rule in enumerate(rules, start=1):
            lines += self._commands(rule, monitor.effects.get(place, ""))
        if monitor.effects:
            owed = _either([self.enabled(place) for place in self.fair_rules()])
            lines.append(f"[] !{owed} -> {monitor.effects[0]};")
        return "\n".join([*lines, "endmodule", *(f'label "{name}" = {text};' for name, text in labels.items()), ""])

    def _machine(self, place: int) -> str:
        machine = self.network.machines[place]
        return f"m{place} : [0..{len(machine.states) - 1}] init {machine.states.index(machine.initial)};"

    def _commands(self, rule: Rule, effect: str) -> Iterator[str]:
        """A command for each choice of a pair for each mover that has a choice somewhere; the others are functions."""
        certain = {name: dict(pairs) for name, pairs in rule.moves.items() if not _chooses(pairs)}
        guards = [self._conjunction({**certain, **rule.when})]
        changes = [f"({self._name(name)}'={self._function(name, targets)})" for name, targets in certain.items()]
        choosing = {name: pairs for name, pairs in rule.moves.items() if name not in certain}
        for chosen in product(*choosing.values()):
            each = list(zip(choosing, chosen, strict=True))
            mine = [f"{self._name(name)}={self._state(name, origin)}" for name, (origin, _) in each]
            then = [f"({self._name(name)}'={self._state(name, target)})" for name, (_, target) in each]
            yield f"[] {'&'.join([*mine, *guards])} -> {'&'.join(filter(None, [*changes, *then, effect])) or 'true'};"

    def _function(self, name: str, targets: Mapping[str, str]) -> str:
        """Where a mover goes, by where it is; the last is for all others, from which the guard keeps it."""
        pairs = [(self._state(name, origin), self._state(name, target)) for origin, target in targets.items()]
        *others, (_, last) = pairs or [(0, 0)]
        text = str(last)
        for origin, target in reversed(others):
            text = f"({self._name(name)}={origin}?{target}:{text})"
        return text

    def _conjunction(self, asked: Mapping[str, Iterable[str]]) -> str:
        tests = [_either([f"{self._name(name)}={self._state(name, state)}" for state in states])
                 for name, states in asked.items()]  # fmt: skip
        return f"({'&'.join(tests)})" if tests else "true"

    def _name(self, machine: str) -> str:
        return f"m{[each.name for each in self.network.machines].index(machine)}"

    def _state(self, machine: str, state: str) -> int:
        found = next(each for each in self.network.machines if each.name == machine)
        return found.states.index(state)


def _chooses(pairs: Sequence[Pair]) -> bool:
    """Whether some state has two targets."""
    return len({origin for origin, _ in pairs}) < len(pairs)


def _either(tests: Sequence[str]) -> str:
    return f"({'|'.join(tests)})" if tests else "(false)"
