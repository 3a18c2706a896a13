"""The invariant holds of true counters too: whole numbers of members in each state, and a solver that adds them up."""

import json
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any

import pytest

from explorer import explore
from properties.any_number.judging import any_number
from properties.catalogue import catalogue
from properties.judge import judge_all
from tests.designs import SHARE, SHEET, composed

pytest.importorskip("oxidd")
z3 = pytest.importorskip("z3")

KIND = "sheet"
Json = Any
Diagram = Any
"""False, True, or a bit with the diagrams it leads to."""

Own = tuple[str, ...]
"""A state of a member: of each of its machines, in order."""


@cache
def document() -> Json:
    system = composed(SHARE, "[app]\n", SHEET)
    return json.loads(any_number(system, judge_all(catalogue(system), explore(system.network))).certificate)


@dataclass(frozen=True)
class Counting:
    """The crowd of a certificate, as z3 sees it: bits of the common machines, a counter for each state of a member."""

    document: Json
    nodes: dict[Any, Any] = field(default_factory=dict)
    formulas: dict[Any, Any] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return list(self.document["own"][KIND])

    def bits(self, name: str, prime: str) -> list[Any]:
        width = (len(self.document["common"][name]["states"]) - 1).bit_length()
        return [z3.Bool(f"{name} {bit}{prime}") for bit in range(width)]

    def common_in(self, name: str, state: str, prime: str) -> Any:
        number = self.document["common"][name]["states"].index(state)
        return z3.And([bit == bool(number >> place & 1) for place, bit in enumerate(self.bits(name, prime))])

    def seen(self, own: Own) -> Diagram:
        """Where the common machines may be beside a member in this state: the diagram, its own bits filled in."""
        dag, machines = self.document["invariant"], self.document["own"][KIND]
        at = {name: machines[name]["states"].index(state) for name, state in zip(machines, own, strict=True)}
        found: list[Diagram] = [False, True]
        for test, low, high in dag["nodes"]:
            owner, name, bit = dag["tests"][test]
            if owner:
                found.append(found[high if at[name] >> bit & 1 else low])
            else:
                same = found[high] is found[low]
                found.append(found[low] if same else self.made(((name, bit), found[high], found[low])))
        return found[dag["roots"][KIND]]

    def made(self, node: tuple[tuple[str, int], Diagram, Diagram]) -> Diagram:
        """One node, made once."""
        (name, bit), high, low = node
        return self.nodes.setdefault((name, bit, id(high), id(low)), node)

    def said(self, diagram: Diagram, prime: str) -> Any:
        """A diagram of the common machines' bits, in the solver's words."""
        if isinstance(diagram, bool):
            return z3.BoolVal(diagram)
        key = (id(diagram), prime)
        if key not in self.formulas:
            (name, bit), high, low = diagram
            ends = (self.said(high, prime), self.said(low, prime))
            self.formulas[key] = z3.If(self.bits(name, prime)[bit], *ends)
        return self.formulas[key]

    def allowed(self, own: Own, prime: str) -> Any:
        """The same, as a formula of the common machines now, or afterwards."""
        return self.said(self.seen(own), prime)

    def states(self) -> dict[Own, Any]:
        """The states a member may be in at all, with what each allows of the common machines."""
        every = product(*(each["states"] for each in self.document["own"][KIND].values()))
        return {own: self.said(seen, "") for own in every if (seen := self.seen(own)) is not False}

    def ways(self, moves: Json, states: list[Own]) -> list[tuple[Own, Own]]:
        """From which state to which a member may go."""
        found = []
        for own in states:
            ends = [
                [end for start, end in moves[name] if start == state] if name in moves else [state]
                for name, state in zip(self.names, own, strict=True)
            ]
            found += [(own, after) for after in product(*ends)]
        return found


def leaves(counting: Counting, pattern: Json, states: dict[Own, Any]) -> bool:
    """Whether a pattern leads some numbers of members, each allowed, to where one is in a state not allowed."""
    solver = z3.Solver()
    flows: list[tuple[Own, Own, Any]] = []
    for way in pattern["others"]:
        for start, end in counting.ways(way["moves"], list(states)):
            flows.append((start, end, z3.Int(f"along {len(flows)}")))
    acting = pattern["acting"]
    acts = [] if acting is None else counting.ways(acting["moves"], list(states))
    chosen = [(start, end, z3.Int(f"acts {place}")) for place, (start, end) in enumerate(acts)]
    if acting is not None:
        solver.add(z3.Sum([number for _, _, number in chosen] or [z3.IntVal(0)]) == 1)
    solver.add([number >= 0 for _, _, number in (*flows, *chosen)])
    solver.add(moved_common(counting, pattern["common"]))
    before = counted([(start, number) for start, _, number in (*flows, *chosen)])
    after = counted([(end, number) for _, end, number in (*flows, *chosen)])
    solver.add([z3.Implies(count >= 1, states[own]) for own, count in before.items()])
    solver.add(z3.Or([z3.And(count >= 1, z3.Not(counting.allowed(own, "'"))) for own, count in after.items()]))
    return bool(solver.check() != z3.unsat)


def counted(numbers: list[tuple[Own, Any]]) -> dict[Own, Any]:
    """The sum of the numbers of each state."""
    sums: dict[Own, list[Any]] = {}
    for own, number in numbers:
        sums.setdefault(own, []).append(number)
    return {own: z3.Sum(some) for own, some in sums.items()}


def moved_common(counting: Counting, moves: Json) -> list[Any]:
    """What the common machines do."""
    said = []
    for name in counting.document["common"]:
        if name in moves:
            both = [(counting.common_in(name, old, ""), counting.common_in(name, new, "'")) for old, new in moves[name]]
            said.append(z3.Or([z3.And(each) for each in both]))
        else:
            said += [old == new for old, new in zip(counting.bits(name, ""), counting.bits(name, "'"), strict=True)]
    return said


@cache
def counting_with_states() -> tuple[Counting, dict[Own, Any]]:
    counting = Counting(document())
    return counting, counting.states()


def test_no_pattern_leads_true_counters_out_of_the_invariant() -> None:
    counting, states = counting_with_states()

    assert [each["name"] for each in document()["patterns"] if leaves(counting, each, states)] == []
    assert len(states) > 10


def test_true_counters_notice_a_pattern_that_leads_out() -> None:
    counting, states = counting_with_states()
    pattern = next(each for each in document()["patterns"] if each["name"].endswith("finishes"))
    strange = {**pattern, "acting": {"kind": KIND, "moves": {"transfer of sheet *": [["running", "vanished"]]}}}

    assert leaves(counting, strange, states)
