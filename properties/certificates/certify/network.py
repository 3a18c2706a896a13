"""Reads a network file by contract 2: which rules a world enables, where they lead, what a condition says of it."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from itertools import product
from math import prod
from operator import and_, or_

from properties.certificates.certify.refusing import MOST_BITS, Json, need

_CHUNK_BITS = 12
_KEYS = {
    "never": ("where",), "never-step": ("rule", "where", "after"), "leads-to": ("where", "then"),
    "always-possible": ("where", "if"), "witness": ("where",), "deadlock-free": (),
}  # fmt: skip
_LEFT_OUT = {"never-step": ("where", "after"), "always-possible": ("if",)}


@dataclass(frozen=True, slots=True)
class Field:
    """Where a machine's state lies in a world, which is one number: the place of the state, shifted."""

    mask: int
    bits: dict[str, int]

    def guard(self, states: Iterable[str]) -> tuple[int, frozenset[int]]:
        """What the bits may be for the machine to be in one of these states."""
        return self.mask, frozenset(self.bits[state] for state in states)


class Rule:
    """A rule: its guards, and for each mover what its pairs add to a world, by the bits it starts from."""

    def __init__(self, data: Json, fields: dict[str, Field]) -> None:
        self.name: str = data["name"]
        self.fairness: str = data.get("fairness", "none")
        moves, when = data["moves"], data.get("when", {})
        need(self.fairness in ("none", "weak", "strong"), f"`{self.name}`: its fairness is unknown")
        need(not set(moves) & set(when), f"`{self.name}` moves and asks one machine")
        self.ways: list[tuple[int, dict[int, list[int]]]] = []
        for machine, pairs in moves.items():
            by_start: dict[int, list[int]] = {}
            for old, new in pairs:
                start, end = fields[machine].bits[old], fields[machine].bits[new]
                by_start.setdefault(start, []).append(end - start)
            self.ways.append((fields[machine].mask, by_start))
        self.movers = sum(mask for mask, _ in self.ways)
        self.guards = [(mask, frozenset(by_start)) for mask, by_start in self.ways]
        self.guards += [fields[machine].guard(states) for machine, states in when.items()]
        self._known: dict[int, tuple[int, ...]] = {}
        self.plain = [self.name, self.fairness, when, moves]

    def choices(self, world: int, most: int) -> tuple[int, ...]:
        """What each choice adds to a world that enables the rule; more than `most` would lead to as many worlds."""
        here = world & self.movers
        if here not in self._known:
            every = [by_start[here & mask] for mask, by_start in self.ways]
            need(prod(map(len, every)) <= most, f"`{self.name}` leads out of the set: it has more choices than worlds")
            self._known[here] = tuple(map(sum, product(*every)))
        return self._known[here]

    def goes(self, world: int, target: int) -> bool:
        """Whether a step by it leads from one world to another."""
        ways = ((target & mask) - (world & mask) in by_start.get(world & mask, ()) for mask, by_start in self.ways)
        stays = not (world ^ target) & ~self.movers
        return stays and all(world & mask in values for mask, values in self.guards) and all(ways)


class Table(dict[int, int]):
    """Answers about worlds, found once for each value of the bits that are asked about."""

    def __init__(self, mask: int, answer: Callable[[int], int]) -> None:
        super().__init__()
        self.mask, self._answer = mask, answer

    def __missing__(self, bits: int) -> int:
        self[bits] = self._answer(bits)
        return self[bits]

    def of(self, world: int) -> int:
        """The answer about one world."""
        return self[world & self.mask]


class Network:
    """A network file: the first machine lies in the lowest bits of a world, the next above it, and so on."""

    def __init__(self, document: Json) -> None:
        need(document["format"] == "outlive-network/1", "its format is not outlive-network/1")
        self.fields: dict[str, Field] = {}
        self.width = self.initial = 0
        for name, machine in document["machines"].items():
            self._add(name, machine["states"], machine["initial"])
        need(len(self.fields) > 0 and self.width <= MOST_BITS, "it has no machine, or too many")
        self.rules = [Rule(each, self.fields) for each in document["rules"]]
        self.by_name = {rule.name: place for place, rule in enumerate(self.rules)}
        need(len(self.by_name) == len(self.rules), "two rules have one name")
        self.weak, self.strong = self._fair("weak"), self._fair("strong")
        self.properties: dict[str, Json] = {each["id"]: _claim(each) for each in document.get("properties", [])}
        need(len(self.properties) == len(document.get("properties", [])), "two properties have one id")
        machines = [[name, each["states"], each["initial"]] for name, each in document["machines"].items()]
        plain = json.dumps([machines, [rule.plain for rule in self.rules]], sort_keys=True)
        self.digest = sha256(plain.encode()).hexdigest()
        self._chunks = [Table(mask, self._undisabled(mask)) for mask in self._chunk_masks()]
        self._rules_of: dict[int, list[tuple[int, Rule]]] = {}

    def _fair(self, fairness: str) -> int:
        return self.bits_of(place for place, rule in enumerate(self.rules) if rule.fairness == fairness)

    def _add(self, name: str, states: Json, initial: str) -> None:
        places = {state: place << self.width for place, state in enumerate(states)}
        need(len(places) == len(states), f"`{name}` has a state twice")
        size = (len(states) - 1).bit_length()
        self.fields[name] = Field(((1 << size) - 1) << self.width, places)
        self.initial |= places[initial]
        self.width += size

    def _chunk_masks(self) -> Iterator[int]:
        mask = 0
        for field in self.fields.values():
            if mask and (mask | field.mask).bit_count() > _CHUNK_BITS:
                yield mask
                mask = 0
            mask |= field.mask
        yield mask

    def _undisabled(self, chunk: int) -> Callable[[int], int]:
        """The rules, one bit each, that none of the machines of a chunk disables."""
        asked = [[guard for guard in rule.guards if guard[0] & chunk or not guard[0]] for rule in self.rules]
        return lambda bits: sum(
            1 << place for place, guards in enumerate(asked) if all(bits & mask in values for mask, values in guards)
        )

    def enabled(self, world: int) -> int:
        """The rules enabled in a world, one bit each."""
        return reduce(and_, [chunk.of(world) for chunk in self._chunks])

    def rules_in(self, mask: int) -> list[tuple[int, Rule]]:
        """The rules of a mask, with their places."""
        if mask not in self._rules_of:
            self._rules_of[mask] = [(place, rule) for place, rule in enumerate(self.rules) if mask >> place & 1]
        return self._rules_of[mask]

    def mask_of(self, names: Iterable[str]) -> int:
        """One bit for each of some rules."""
        return self.bits_of(self.by_name[name] for name in names)

    def bits_of(self, places: Iterable[int]) -> int:
        """One bit for each of some rules, by their places."""
        return reduce(or_, (1 << place for place in places), 0)

    def condition(self, data: Json) -> Table:
        """Whether a world is in a condition."""
        ways = [[self.fields[machine].guard(states) for machine, states in each.items()] for each in data]
        asked = reduce(or_, (mask for way in ways for mask, _ in way), 0)
        return Table(asked, lambda bits: any(all(bits & mask in values for mask, values in way) for way in ways))


def _claim(data: Json) -> Json:
    """A property of a network, with nothing left out, and without its id."""
    kind = data["kind"]
    need(isinstance(data["id"], str) and set(data) <= {"id", "kind", *_KEYS[kind]}, "a property has an unknown key")
    left_out: Json = {key: [{}] for key in _LEFT_OUT.get(kind, ())}
    claim = left_out | {key: each for key, each in data.items() if key != "id"}
    if isinstance(claim.get("rule"), str):
        claim["rule"] = [claim["rule"]]
    need(set(claim) == {"kind", *_KEYS[kind]}, "a property lacks a key")
    return claim
