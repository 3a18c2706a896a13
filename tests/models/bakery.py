"""Lamport's bakery for two processes and numbers up to 2; tlaplus/Examples, Bakery-Boulangerie, MCBakery.

It starts in every world of an inductive invariant, so that no step leads to a new one. These worlds are written as
products: each process stands in one of a few ways, and some ways do not go together.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from model.network import Machine, Network, Pair, Rule
from tests.models.building import YES_NO, machine, rule, starting_anywhere

PROCESSES = ("1", "2")
OTHER = {"1": "2", "2": "1"}
NUMBERS = ("0", "1", "2")
LABELS = ("ncs", "e1", "e2", "e3", "e4", "w1", "w2", "cs", "exit")
SETS = ("", "1", "2", "12")
"""Of processes: those that are still to be asked, or to be waited for."""
HOLDS = {"num": NUMBERS, "flag": YES_NO, "unchecked": SETS, "max": NUMBERS, "nxt": PROCESSES, "pc": LABELS}
"""What a process has, and from what it is taken."""


class Standing(NamedTuple):
    """One way in which a process stands to the other; `number` is the one it compares by, if it does."""

    process: str
    kind: str
    number: str
    where: Mapping[str, tuple[str, ...]]


def bakery() -> Network:
    machines = [machine(f"{what} {i}", states) for i in PROCESSES for what, states in HOLDS.items()]
    rules = [each for i in PROCESSES for each in (*_choose(i), *_flicker(i), *_wait(i))]
    begun = starting_anywhere(machines, rules, ())
    return Network(begun.machines, (*_starts(machines), *begun.rules))


def _starts(machines: Sequence[Machine]) -> Iterator[Rule]:
    """To every world of the invariant, by one rule for each two ways to stand that go together."""
    for one, two in product(*map(_standings, PROCESSES)):
        if _allows(one, two) and _allows(two, one):
            where = {f"{what} {each.process}": states for each in (one, two) for what, states in each.where.items()}
            moves = {each.name: [(each.initial, to) for to in where.get(each.name, each.states)] for each in machines}
            yield rule(f"start as {_said(one)}, {_said(two)}", {"start": [("no", "yes")], **moves})


def _said(standing: Standing) -> str:
    return f"{standing.where['pc'][0]} {standing.kind} {standing.number}".rstrip()


def _standings(i: str) -> Iterator[Standing]:
    """Every way to stand, no two of which overlap."""
    other = OTHER[i]
    unasked, asked = [tuple(each for each in SETS if (other in each) is has) for has in (True, False)]
    for label in ("ncs", "e1", "exit"):
        yield Standing(i, "apart", "", {"pc": (label,)})
    yield Standing(i, "asking", "", {"pc": ("e2",), "flag": ("yes",), "unchecked": unasked})
    for number in NUMBERS:
        knows = {"flag": ("yes",), "max": (number,)}
        yield Standing(i, "asked", number, {**knows, "pc": ("e2",), "unchecked": asked})
        yield Standing(i, "asked", number, {**knows, "pc": ("e3",)})
    for number in NUMBERS[1:]:
        has = {"num": (number,)}
        waiting, done, decides = {**has, "unchecked": (other,)}, {**has, "unchecked": ("",)}, {"nxt": (other,)}
        yield Standing(i, "numbered", number, {**has, "pc": ("e4",)})
        yield Standing(i, "numbered", number, {**waiting, "pc": ("w1",)})
        yield Standing(i, "deciding", number, {**waiting, **decides, "pc": ("w2",)})
        yield Standing(i, "ahead", number, {**done, "pc": ("w1",)})
        yield Standing(i, "ahead", number, {**done, **decides, "pc": ("w2",)})
        yield Standing(i, "ahead", number, {**has, "pc": ("cs",)})


def _allows(one: Standing, two: Standing) -> bool:
    """To one that is ahead, or about to be, the other comes second: by its number, or by what it knows."""
    if one.kind not in ("deciding", "ahead") or two.kind in ("apart", "asking"):
        return True
    if two.kind == "asked":
        return two.number >= one.number
    return one.kind == "deciding" or (two.kind != "ahead" and _precedes(one.number, one.process, two.number))


def _precedes(number: str, process: str, others: str) -> bool:
    """Whether a process comes before the other; among equal numbers the first process does."""
    return (number, process) < (others, OTHER[process])


def _goes(i: str, start: str, end: str) -> dict[str, list[Pair]]:
    return {f"pc {i}": [(start, end)]}


def _becomes(what: str, states: tuple[str, ...], value: str) -> dict[str, list[Pair]]:
    return {what: [(old, value) for old in states]}


def _without(process: str) -> list[Pair]:
    """The sets that have a process, and what is left of each."""
    return [(each, each.replace(process, "")) for each in SETS if process in each]


def _choose(i: str) -> Iterator[Rule]:
    """From outside to a number of its own; it may have to ask itself, in worlds of the invariant."""
    fresh = _becomes(f"unchecked {i}", SETS, OTHER[i])
    raised, lowered = (_becomes(f"flag {i}", YES_NO, value) for value in ("yes", "no"))
    nothing = _becomes(f"max {i}", NUMBERS, "0")
    yield rule(f"{i} wants to enter", _goes(i, "ncs", "e1"))
    yield rule(f"{i} raises its flag", {**_goes(i, "e1", "e2"), **raised, **fresh, **nothing})
    for process, number in product(PROCESSES, NUMBERS):
        larger = {f"max {i}": [(old, max(old, number)) for old in NUMBERS]}
        ask = {**_goes(i, "e2", "e2"), f"unchecked {i}": _without(process), **larger}
        yield rule(f"{i} asks {process}: {number}", ask, {f"num {process}": [number]})
    yield rule(f"{i} has asked all", _goes(i, "e2", "e3"), {f"unchecked {i}": [""]})
    for number in NUMBERS[1:]:
        take = {**_goes(i, "e3", "e4"), **_becomes(f"num {i}", NUMBERS, number)}
        yield rule(f"{i} takes {number}", take, {f"max {i}": [each for each in NUMBERS if each < number]})
    yield rule(f"{i} lowers its flag", {**_goes(i, "e4", "w1"), **lowered, **fresh})


def _flicker(i: str) -> Iterator[Rule]:
    """While a flag or a number is written, whoever reads it may see anything, the same number included."""
    flag, num = [("no", "yes"), ("yes", "no")], list(product(NUMBERS, NUMBERS))
    for label in ("e1", "e4"):
        yield rule(f"{i}'s flag flickers at {label}", {**_goes(i, label, label), f"flag {i}": flag})
    for label in ("e3", "exit"):
        yield rule(f"{i}'s number flickers at {label}", {**_goes(i, label, label), f"num {i}": num})


def _wait(i: str) -> Iterator[Rule]:
    """Past the other, and out again; the invariant keeps a process from waiting for itself, or without a number."""
    other = OTHER[i]
    waits = {f"unchecked {i}": [each for each, _ in _without(other)]}
    look = {**_goes(i, "w1", "w2"), **_becomes(f"nxt {i}", PROCESSES, other)}
    yield rule(f"{i} sees no flag", look, {f"flag {other}": ["no"], **waits})
    passes = {**_goes(i, "w2", "w1"), f"unchecked {i}": [(each, each.replace(other, "")) for each in SETS]}
    for number in NUMBERS[1:]:
        behind = [each for each in NUMBERS if each == "0" or _precedes(number, i, each)]
        when = {f"nxt {i}": [other], f"num {i}": [number], f"num {other}": behind}
        yield rule(f"{i} goes first with {number}", passes, when)
    yield rule(f"{i} enters", _goes(i, "w1", "cs"), {f"unchecked {i}": [""]})
    yield rule(f"{i} has worked", _goes(i, "cs", "exit"))
    yield rule(f"{i} leaves", {**_goes(i, "exit", "ncs"), **_becomes(f"num {i}", NUMBERS, "0")})
