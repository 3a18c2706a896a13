"""Reads a network, lists of numbers and a closed set of worlds, within limits; what is wrong is refused.

A world is one number. The first machine's state, by its place, lies in the lowest bits, the next machine's above it,
and so on.
"""

import json
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from hashlib import sha256
from itertools import accumulate, product
from typing import Any, TypeAlias

MOST_WORLDS, MOST_STEPS = 1_000_000, 20_000_000
MOST_BITS = 8192
"""Of a world."""
MOST_BYTES = 1 << 26
"""Of one list of numbers, when it is inflated; and of all worlds together."""
MOST_KEPT = 1 << 12
"""Answers that are kept, of each thing that is asked again and again."""

Json: TypeAlias = Any
Way: TypeAlias = tuple[int, dict[int, set[int]]]
"""All bits of a machine; and from each value that these may have, to which they may go."""
Steps: TypeAlias = tuple[list[int], list[int]]
"""The steps from a world: their rules, each by its place in the file, and in the same order where they lead."""
Seen: TypeAlias = Callable[..., bool]
"""Whether it is so in a world, which comes first; some look at its steps as well."""

_MISREAD = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, zlib.error)
"""What Python raises where JSON has another shape than expected."""
_MOST_SAID = 200
_CLAIMS: Json = {
    "never": {"where": None}, "never-step": {"rule": None, "where": [{}], "after": [{}]}, "witness": {"where": None},
    "leads-to": {"where": None, "then": None}, "always-possible": {"where": None, "if": [{}]}, "deadlock-free": {},
}  # fmt: skip
"""The keys of each kind of claim, with what is meant where one is left out; with None it must be there."""
_RULE = ("name", "fairness", "moves", "when")
"""The keys of a rule that say what it does."""


class RefusedError(ValueError):
    """Why a certificate does not prove a verdict, or why a file is no certificate, or no network."""


def need(holds: object, otherwise: str) -> None:
    """Refuse, unless something holds.

    Raises:
        RefusedError: it does not.
    """
    if not holds:
        raise RefusedError(otherwise)


@contextmanager
def refusing(what: str) -> Iterator[None]:
    """Say of what it is that something is wrong, and refuse as malformed what has another shape than expected.

    Raises:
        RefusedError: something is wrong.
    """
    try:
        yield
    except RefusedError as error:
        raise RefusedError(f"{what}{error}") from error
    except _MISREAD as error:
        raise RefusedError(f"{what}malformed ({type(error).__name__}: {str(error)[:_MOST_SAID]})") from error


def keyed(pairs: Iterable[tuple[Any, Any]], otherwise: str) -> dict[Any, Any]:
    """The pairs as a dictionary; refused if a key stands twice."""
    every = tuple(pairs)
    found = dict(every)
    need(len(found) == len(every), otherwise)
    return found


def parsed(text: str) -> Json:
    """A JSON document."""
    return json.loads(text, object_pairs_hook=partial(keyed, otherwise="a key stands twice in one object"))


def numbers(data: str) -> list[int]:
    """A list of numbers, none below zero: in decimal, parted by blanks, deflated, as base64."""
    inflating = zlib.decompressobj()
    text = inflating.decompress(b64decode(data, validate=True), MOST_BYTES)
    need(inflating.eof and not inflating.unused_data, "a list of numbers does not end, or is too long")
    need(text.count(b" ") < MOST_WORLDS, "a list of numbers is too long")
    found = [int(each) for each in text.split(b" ")] if text else []
    need(min(found, default=0) >= 0, "a list of numbers has one below zero")
    return found


class Rule:
    """A rule: a way for each machine that it moves or asks; one that it asks goes to where it is."""

    def __init__(self, name: str, fairness: str, ways: list[Way]) -> None:
        self.name, self.fairness, self._ways, self.asked = name, fairness, ways, sum(mask for mask, _ in ways)
        self.applies = lru_cache(MOST_KEPT)(lambda bits: all(bits & mask in ends for mask, ends in ways))

    def enabled(self, world: int) -> bool:
        """Whether it can be taken in a world."""
        return self.applies(world & self.asked)

    def targets(self, world: int) -> Iterator[int]:
        """Where it leads from a world that enables it: each of its machines goes to any of its ends, others stay."""
        for ends in product(*(ends[world & mask] for mask, ends in self._ways)):
            yield (world & ~self.asked) + sum(ends)

    def leads(self, world: int, target: int) -> bool:
        """Whether it leads from one world to another; without going through other targets, which may be many."""
        stay = not (world ^ target) & ~self.asked
        return stay and self.enabled(world) and all(target & mask in ends[world & mask] for mask, ends in self._ways)


class Network:
    """A network file: its rules, and its claims by the ids of its properties."""

    def __init__(self, document: Json) -> None:
        need(document["format"] == "outlive-network/1", "its format is not outlive-network/1")
        machines, left_out = document["machines"], {"fairness": "none", "when": {}}
        self._fields: dict[str, tuple[int, dict[str, int]]] = {}
        self.width = self.initial = 0
        for name, machine in machines.items():
            self._add(name, machine["states"], machine["initial"])
        need(self._fields, "it has no machine")
        plain = [[(left_out | each)[key] for key in _RULE] for each in document["rules"]]
        self.rules = [self._rule(*each) for each in plain]
        self.number_of = keyed(((rule.name, place) for place, rule in enumerate(self.rules)), "two rules have one name")
        self.claims = keyed(map(_claim, document.get("properties", [])), "two properties have one id")
        self.digest = sha256(json.dumps([list(machines.items()), plain], sort_keys=True).encode()).hexdigest()

    def _add(self, name: str, states: list[str], initial: str) -> None:
        places = ((state, place << self.width) for place, state in enumerate(states))
        bits, size = keyed(places, f"`{name}` has a state twice"), (len(states) - 1).bit_length()
        self._fields[name] = (((1 << size) - 1) << self.width, bits)
        self.initial += bits[initial]
        self.width += size
        need(self.width <= MOST_BITS, "its worlds have too many bits")

    def _rule(self, name: str, fairness: str, moves: Json, when: Json) -> Rule:
        need(fairness in ("none", "weak", "strong"), f"`{name}`: its fairness is unknown")
        need(not moves.keys() & when.keys(), f"`{name}` moves and asks one machine")
        stays = {machine: [(state, state) for state in states] for machine, states in when.items()}
        return Rule(name, fairness, [self._way(machine, pairs) for machine, pairs in (moves | stays).items()])

    def _way(self, machine: str, pairs: Json) -> Way:
        mask, bits = self._fields[machine]
        found: dict[int, set[int]] = {}
        for old, new in pairs:
            found.setdefault(bits[old], set()).add(bits[new])
        return mask, found

    def steps(self, world: int) -> Iterator[tuple[int, int]]:
        """Every step from a world."""
        for number, rule in enumerate(self.rules):
            if rule.applies(world & rule.asked):  # as in `enabled`: most time is spent here
                yield from ((number, target) for target in rule.targets(world))

    def condition(self, data: Json) -> Seen:
        """Whether one of the objects of a condition applies; each is like a rule that asks and moves nothing."""
        rules = [self._rule("", "none", {}, each) for each in data]
        return lambda world, *_: any(rule.enabled(world) for rule in rules)


def _claim(data: Json) -> tuple[str, Json]:
    """The id of a property, and its claim with nothing left out."""
    known = {"id": None, "kind": None} | _CLAIMS[data["kind"]]
    claim = known | data
    name = claim.pop("id")
    need(isinstance(name, str) and data.keys() <= known.keys(), "a property has an unknown key")
    need(None not in claim.values(), "a property lacks a key")
    return name, claim | {"rule": [claim["rule"]]} if isinstance(claim.get("rule"), str) else claim


class Closed:
    """Worlds, from the differences of their numbers, each with its steps: refused if one of these leads out."""

    def __init__(self, network: Network, data: str) -> None:
        differences = numbers(data)
        need(sum(differences) >> network.width == 0, "a world of the set has more bits than the network")
        need(len(differences) * network.width <= 8 * MOST_BYTES, "its worlds take too much memory")
        known = keyed(((world, world) for world in accumulate(differences)), "the set has a world twice")
        need(network.initial in known, "the initial world is not in the set")
        self.steps: dict[int, Steps] = {}
        count = 0
        for world in known:
            self.steps[world] = rules, targets = [], []
            for number, target in network.steps(world):
                need(target in known, f"`{network.rules[number].name}` leads out of the set")
                rules.append(number)
                targets.append(known[target])
                count += 1
                need(count <= MOST_STEPS, "the set has too many steps")

    def column(self, data: str) -> dict[int, int]:
        """A number for each world."""
        found = numbers(data)
        need(len(found) == len(self.steps), "a column does not have a number for each world")
        return dict(zip(self.steps, found, strict=True))
