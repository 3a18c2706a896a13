"""Writes down, in SMT-LIB, what a solver must refute for a certificate to prove what it says."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from properties.any_number.check_certificate.refusing import Json, Table, need


def obligations(document: Json) -> Iterator[tuple[str, str]]:
    """What a solver must refute, in SMT-LIB, each with what is wrong if it cannot."""
    for kind in document["own"]:
        script = Script(document)
        script.start("c", document["common"])
        script.start("v", document["own"][kind])
        outside = f"(not {script.invariant(kind, 'cv')})"
        yield f"the invariant of {kind} does not hold at the start", script.text(outside)
    for pattern, kind in product(document["patterns"], document["own"]):
        ways = [(way, None) for way in pattern["others"] if way["kind"] == kind]
        acting = pattern["acting"]
        if acting is not None:
            ways = [(way, acting) for way, _ in ways] + ([(acting, None)] if acting["kind"] == kind else [])
        for way, other in ways:
            yield f"`{pattern['name']}` leads out of the invariant of {kind}", _leaving(document, pattern, (way, other))


def _leaving(document: Json, pattern: Json, ways: tuple[Json, Json]) -> str:
    """A member in the invariant goes a way, another (if any) in the invariant acts, and the first is out of it."""
    way, other = ways
    script = Script(document)
    before = [script.invariant(way["kind"], "cv")]
    if other is not None:
        before.append(script.invariant(other["kind"], "ca"))
        script.move("a", document["own"][other["kind"]], other["moves"])
    script.move("c", document["common"], pattern["common"])
    script.move("v", document["own"][way["kind"]], way["moves"])
    return script.text(*before, f"(not {script.invariant(way['kind'], 'CV')})")


def impossible(document: Json, pattern: Json) -> Iterator[list[str]]:
    """A forbidden pattern seen by who acts, or else by one of any kind: there is one, so one such list will do."""
    if pattern["acting"] is not None:
        yield [_met(document, pattern, pattern["acting"])]
        return
    for kind in document["own"]:
        yield [_met(document, pattern, way) for way in pattern["others"] if way["kind"] == kind]


def _met(document: Json, pattern: Json, way: Json) -> str:
    """A member in the invariant goes a way of a forbidden pattern."""
    script = Script(document)
    script.move("c", document["common"], pattern["common"])
    script.move("v", document["own"][way["kind"]], way["moves"])
    return script.text(script.invariant(way["kind"], "cv"))


def _nodes(dag: Json, root: int) -> list[int]:
    """The nodes of a diagram below a root, itself included, those that are led to first; 0 and 1 are none."""
    found: set[int] = set()
    waiting = [root]
    while waiting:
        number = waiting.pop()
        if number > 1 and number not in found:
            found.add(number)
            _, low, high = dag["nodes"][number - 2]
            need(max(low, high) < number, "its diagram goes round")
            waiting += [low, high]
    return sorted(found)


class Script:
    """One question to a solver; `c`, `v`, `a`: common machines, the member looked at, another; capitals: afterwards."""

    def __init__(self, document: Json) -> None:
        self._document = document
        self._lines: list[str] = []
        self._moved: set[tuple[str, str]] = set()

    def start(self, whose: str, table: Table) -> None:
        """All machines are where they start."""
        for name, machine in table.items():
            self._lines.append(f"(assert {self._is(whose, (name, machine), machine['initial'])})")

    def move(self, whose: str, table: Table, moves: Json) -> None:
        """Some machines move, each by one of its pairs."""
        for name, pairs in moves.items():
            self._moved |= {(whose, name)}
            each = (name, table[name])
            way = (f"(and {self._is(whose, each, old)} {self._is(whose.upper(), each, new)})" for old, new in pairs)
            self._lines.append(f"(assert (or false false {' '.join(way)}))")

    def invariant(self, kind: str, whose: str) -> str:
        """The invariant of a kind, of these common machines and this member."""
        dag = self._document["invariant"]
        names = {0: "false", 1: "true"}
        for number in _nodes(dag, dag["roots"][kind]):
            test, low, high = dag["nodes"][number - 2]
            owner, machine, bit = dag["tests"][test]
            need(owner in ("", kind), "its diagram tests another kind")
            names[number] = f"{whose}{number}"
            branch = f"(ite {self._bit(whose[bool(owner)], machine, bit)} {names[high]} {names[low]})"
            self._lines.append(f"(define-fun {names[number]} () Bool {branch})")
        return names[dag["roots"][kind]]

    def _bit(self, whose: str, machine: str, bit: int) -> str:
        """One bit of a machine; afterwards, if it did not move, the same as before."""
        if whose.isupper() and (whose.lower(), machine) not in self._moved:
            whose = whose.lower()
        return f"|{whose} {machine} {bit}|"

    def _is(self, whose: str, named: tuple[str, Any], state: str) -> str:
        """A machine is in a state: its bits are those of the state's number."""
        name, machine = named
        number, width = machine["states"].index(state), (len(machine["states"]) - 1).bit_length()
        bits = [(self._bit(whose, name, bit), number >> bit & 1) for bit in range(width)]
        return f"(and true true {' '.join(bit if is_set else f'(not {bit})' for bit, is_set in bits)})"

    def text(self, *asserted: str) -> str:
        """The script: does a world exist in which all this is so?"""
        lines = [*self._lines, *(f"(assert {each})" for each in asserted)]
        bits = dict.fromkeys(part for line in lines for part in line.split("|")[1::2])
        return "\n".join([*(f"(declare-const |{bit}| Bool)" for bit in bits), *lines])
