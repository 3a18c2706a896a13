"""Peterson's lock for two processes; with six labels as in tlaplus/Examples, locks_auxiliary_vars, and with four."""

from collections.abc import Iterator

from model.network import Network, Rule
from tests.models.building import YES_NO, machine, rule

SET, RESET = [("no", "yes")], [("yes", "no")]


def peterson_with_six_labels() -> Network:
    labels = ("a0", "a1", "a2", "a3", "cs", "a4")
    return _network(labels, [each for self in "12" for each in _six(self, "21"[int(self) - 1])])


def peterson_with_four_locations() -> Network:
    labels = ("flag", "turn", "wait", "cs")
    return _network(labels, [each for self in "12" for each in _four(self, "21"[int(self) - 1])])


def _network(labels: tuple[str, ...], rules: list[Rule]) -> Network:
    places = [machine("pc1", labels), machine("pc2", labels)]
    flags = [machine("flag1", YES_NO), machine("flag2", YES_NO)]
    return Network((*places, *flags, machine("turn", "12")), tuple(rules))


def _six(self: str, other: str) -> Iterator[Rule]:
    pc = f"pc{self}"
    yield rule(f"{self} idles", {pc: [("a0", "a1")]})
    yield rule(f"{self} raises its flag", {pc: [("a1", "a2")], f"flag{self}": SET})
    yield _give_way(self, other, "a2", "a3")
    yield from _enter(self, other, "a3")
    yield rule(f"{self} works", {pc: [("cs", "a4")]})
    yield rule(f"{self} leaves", {pc: [("a4", "a0")], f"flag{self}": RESET})


def _four(self: str, other: str) -> Iterator[Rule]:
    pc = f"pc{self}"
    yield rule(f"{self} raises its flag", {pc: [("flag", "turn")], f"flag{self}": SET})
    yield _give_way(self, other, "turn", "wait")
    yield from _enter(self, other, "wait")
    yield rule(f"{self} leaves", {pc: [("cs", "flag")], f"flag{self}": RESET})


def _give_way(self: str, other: str, before: str, after: str) -> Rule:
    return rule(f"{self} gives way", {f"pc{self}": [(before, after)], "turn": [(self, other), (other, other)]})


def _enter(self: str, other: str, before: str) -> Iterator[Rule]:
    enter = {f"pc{self}": [(before, "cs")]}
    yield rule(f"{self} enters alone", enter, {f"flag{other}": ["no"]})
    yield rule(f"{self} enters in turn", enter, {f"flag{other}": ["yes"], "turn": [self]})
