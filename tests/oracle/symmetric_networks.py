"""Random networks of equal blocks around shared machines, some with one thing changed; the same for a seed, always."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import permutations
from random import Random
from typing import Literal, TypeAlias

from model.network import Condition, Fairness, Machine, Network, Pair, Rule
from properties.kinds import AlwaysPossible, Claim, DeadlockFree, LeadsTo, Never, NeverStep, Witness
from tests.oracle.random_networks import FAIRNESS, random_condition

Change: TypeAlias = Literal["nothing", "a rule less", "another fairness", "another initial state"]

_CHANGES: tuple[Change, ...] = (
    "nothing", "nothing", "nothing", "a rule less", "another fairness", "another initial state",
)

_Place: TypeAlias = tuple[str, str]
"""What a template says of a machine: its name, and whose it is: `i` and `j` are blocks, `every` all, `` is shared."""


@dataclass(frozen=True)
class Drawn:
    """A network of `count` equal blocks, but for what was changed."""

    network: Network
    count: int
    change: Change


@dataclass(frozen=True)
class _Kit:
    """The states of machines by the name in the template: those of a block, and the shared ones.

    `@i` and `@j` stand for the states of a shared machine that carry a block's index.
    """

    block: Mapping[str, tuple[str, ...]]
    shared: Mapping[str, tuple[str, ...]]

    def states(self, name: str) -> tuple[str, ...]:
        """The states of one machine."""
        return self.block[name] if name in self.block else self.shared[name]


@dataclass(frozen=True)
class _Template:
    """A rule before its blocks are put in."""

    moves: Mapping[_Place, tuple[Pair, ...]]
    when: Mapping[_Place, tuple[str, ...]]
    fairness: Fairness

    @property
    def variables(self) -> int:
        """How many blocks it speaks of, one by one."""
        whose = {place[1] for place in (*self.moves, *self.when)}
        words = [word for pairs in self.moves.values() for pair in pairs for word in pair]
        words += [word for states in self.when.values() for word in states]
        named = {"i" for word in words if word == "@i"} | {"j" for word in words if word == "@j"}
        return 2 if "j" in whose | named else 1 if "i" in whose | named else 0


def symmetric_network(dice: Random) -> Drawn:
    """Two to four blocks of one or two machines, up to two shared ones; every other network has something changed."""
    count = dice.choice((2, 2, 3, 3, 4))
    kit = _kit(dice, count)
    machines = [*_machines(dice, kit, count)]
    rules = [rule for each in range(dice.randint(2, 5)) for rule in _rules(_template(dice, kit), each, count)]
    dice.shuffle(machines)
    dice.shuffle(rules)
    network = Network(tuple(machines), tuple(rules))
    change = dice.choice(_CHANGES)
    return Drawn(_changed(dice, network, change), count, change)


def symmetric_claims(dice: Random, network: Network) -> tuple[Claim, ...]:
    """One claim of each kind; conditions of which half say the same of every block."""
    stems = sorted({rule.name.partition(" ")[0] for rule in network.rules})
    stem = dice.choice(stems)
    same = [rule.name for rule in network.rules if rule.name.partition(" ")[0] == stem]
    rules = tuple(same) if dice.random() < 0.5 else tuple(dice.sample(same, 1))

    def condition() -> Condition:
        one = random_condition(dice, network)
        return _of_every_block(one, network) if dice.random() < 0.5 else one

    return (
        Never(condition()),
        NeverStep(rules, condition(), condition()),
        LeadsTo(condition(), condition()),
        AlwaysPossible(condition(), condition()),
        Witness(condition()),
        DeadlockFree(),
    )


def _of_every_block(condition: Condition, network: Network) -> Condition:
    """The condition said of each block in turn, where it speaks of one block only."""
    said: list[Mapping[str, tuple[str, ...]]] = []
    names = {machine.name: set(machine.states) for machine in network.machines}
    for each in condition:
        digits = {machine[-1] for machine in each if machine[0] == "b"}
        if len(digits) != 1:
            said.append(each)
            continue
        (digit,) = digits
        blocks = sorted({machine[-1] for machine in names if machine[0] == "b"})
        for block in blocks:
            said.append(_exchanged(each, digit, block))
    return tuple(said)


def _exchanged(said: Mapping[str, tuple[str, ...]], one: str, other: str) -> Mapping[str, tuple[str, ...]]:
    """What is said of one block, said of another."""
    return {
        machine[:-1] + other if machine[0] == "b" else machine: tuple(_indexed(state, one, other) for state in states)
        for machine, states in said.items()
    }


def _indexed(state: str, digit: str, block: str) -> str:
    return {f"own{digit}": f"own{block}", f"own{block}": f"own{digit}"}.get(state, state)


def _kit(dice: Random, count: int) -> _Kit:
    roles = 1 if count == 4 else dice.choice((1, 1, 2))
    sizes = (2, 3) if count < 4 else (2, 2, 3)
    block = {f"b{role}": tuple(f"s{n}" for n in range(dice.choice(sizes))) for role in range(roles)}
    shared = {
        f"c{number}": dice.choice((("s0", "s1"), ("s0", "s1", "s2"), ("s0", "@i", "@j"), ("s0", "s1", "@i", "@j")))
        for number in range(dice.choice((0, 1, 1, 2)))
    }
    return _Kit(block, shared)


def _machines(dice: Random, kit: _Kit, count: int) -> Iterator[Machine]:
    for role, states in kit.block.items():
        initial = dice.choice(states)
        for block in range(count):
            yield Machine(f"{role}_{block}", tuple(dice.sample(states, len(states))), initial)
    for name, states in kit.shared.items():
        plain = [state for state in states if not state.startswith("@")]
        owned = [f"own{block}" for block in range(count)] if "@i" in states else []
        yield Machine(name, tuple(dice.sample(plain + owned, len(plain + owned))), plain[0])


def _template(dice: Random, kit: _Kit) -> _Template:
    places = [(name, whose) for name in kit.block for whose in ("i", "i", "i", "j", "every")] + [
        (name, "") for name in kit.shared
    ]
    chosen = list(dict.fromkeys(dice.sample(places, min(len(places), dice.choice((1, 2, 2, 3))))))
    several = {name for name, whose in chosen if whose == "every"}
    chosen = [place for place in chosen if place[1] in ("", "every") or place[0] not in several]
    movers = [place for place in chosen if place[1] != "every"][: dice.choice((1, 1, 2))]
    return _Template(
        moves={place: _pairs(dice, kit.states(place[0])) for place in movers},
        when={place: _some(dice, kit.states(place[0])) for place in chosen if place not in movers},
        fairness=dice.choice(FAIRNESS),
    )


def _pairs(dice: Random, states: tuple[str, ...]) -> tuple[Pair, ...]:
    every = [(start, end) for start in states for end in states if start != end or dice.random() < 0.2]
    return tuple(dice.sample(every, min(len(every), dice.choice((1, 1, 2, 2, 3)))))


def _some(dice: Random, states: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dice.sample(states, dice.randint(1, len(states))))


def _rules(template: _Template, number: int, count: int) -> Iterator[Rule]:
    for blocks in permutations(range(count), template.variables):
        named = dict(zip("ij", blocks, strict=False))
        if template.variables == 1:
            named["j"] = named["i"]
        put = _putter(named, count)
        yield Rule(
            name=" ".join([f"r{number}", *map(str, blocks)]),
            actor="",
            moves={
                _machine(*place, named): tuple(dict.fromkeys(_pair(pair, put) for pair in pairs))
                for place, pairs in template.moves.items()
            },
            when={
                machine: tuple(dict.fromkeys(map(put, states)))
                for place, states in template.when.items()
                for machine in _all_machines(place, named, count)
            },
            fairness=template.fairness,
        )


def _pair(pair: Pair, put: Callable[[str], str]) -> Pair:
    return put(pair[0]), put(pair[1])


def _putter(named: Mapping[str, int], count: int) -> Callable[[str], str]:
    words = {f"@{variable}": f"own{block}" for variable, block in named.items()}
    return lambda word: words.get(word, word)


def _machine(name: str, whose: str, named: Mapping[str, int]) -> str:
    return f"{name}_{named[whose]}" if whose else name


def _all_machines(place: _Place, named: Mapping[str, int], count: int) -> Iterable[str]:
    name, whose = place
    return [f"{name}_{block}" for block in range(count)] if whose == "every" else [_machine(name, whose, named)]


def _changed(dice: Random, network: Network, change: Change) -> Network:
    machines, rules = list(network.machines), list(network.rules)
    if change == "a rule less" and len(rules) > 1:
        del rules[dice.randrange(len(rules))]
    if change == "another fairness":
        place = dice.randrange(len(rules))
        others: list[Fairness] = [each for each in ("none", "weak", "strong") if each != rules[place].fairness]
        rules[place] = replace(rules[place], fairness=dice.choice(others))
    if change == "another initial state":
        place = dice.choice([n for n, machine in enumerate(machines) if machine.name[0] == "b"])
        machine = machines[place]
        machines[place] = replace(machine, initial=dice.choice([s for s in machine.states if s != machine.initial]))
    return Network(tuple(machines), tuple(rules))
