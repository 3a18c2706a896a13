"""Writes down what was found of a crowd, so that a program of its own can check it: the certificate, as JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from oxidd.bdd import BDDFunction

from model.network import Machine
from model.network_json import network_to_json
from properties.any_number.book import Book
from properties.any_number.covering import Sized
from properties.any_number.crowd import Crowd, Moves, Pattern, Way
from properties.any_number.reach import Views
from properties.declared import properties_to_json

Json: TypeAlias = dict[str, Any]

FORMAT = "outlive-any-number/1"
ASSUMES = (
    "For every number k, each rule of the composed network with k runs of each extension and k transfers of the app, "
    "and each step that breaks a property there, follows one of the patterns of this certificate, as those of the "
    "networks in `sizes` were checked to do. The rules are written by one program, which treats a further run as it "
    "treats those before it; that it does so beyond the sizes checked is assumed, not proved."
)


def write_certificate(crowd: Crowd, found: tuple[Book, Views], sizes: Iterable[Sized]) -> str:
    """The certificate that what a crowd forbids never happens in it; what is forbidden must have been found impossible.

    `sizes`: the composed networks it is held against.
    """
    book, views = found
    known = tuple(sizes)
    document = {
        "format": FORMAT,
        "design": known[0].system.design.title,
        "assumes": ASSUMES,
        "proved": list(crowd.forbidden),
        "common": _machines(crowd.common),
        "own": {kind: _machines(machines) for kind, machines in crowd.own.items()},
        "patterns": [_pattern(each) for each in crowd.patterns],
        "forbidden": {name: [_pattern(each) for each in some] for name, some in crowd.forbidden.items()},
        "invariant": _diagram(book, views),
        "sizes": [_size(each, crowd) for each in known],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def _machines(machines: Iterable[Machine]) -> Json:
    """Machines by name."""
    return {each.name: {"states": list(each.states), "initial": each.initial} for each in machines}


def _pattern(pattern: Pattern) -> Json:
    """A pattern."""
    acting = None if pattern.acting is None else _way(pattern.acting)
    others = [_way(each) for each in pattern.others]
    return {"name": pattern.name, "common": _moves(pattern.common), "acting": acting, "others": others}


def _way(way: Way) -> Json:
    """A way of a member."""
    return {"kind": way.kind, "moves": _moves(way.moves)}


def _moves(moves: Moves) -> Json:
    """Moves, their pairs in a fixed order."""
    return {machine: [list(pair) for pair in sorted(pairs)] for machine, pairs in sorted(moves.items())}


def _size(sized: Sized, crowd: Crowd) -> Json:
    """A composed network with its claims, and how its machines are read."""
    claims = [each for each in sized.properties if each.id in crowd.forbidden]
    network = network_to_json(sized.system.network) | {"properties": properties_to_json(claims)}
    readings = {}
    for name, role in sized.scale.roles.by_machine.items():
        common = None if role.common is None else [role.common.name, dict(role.common.states)]
        own = [[who.kind, who.number, each.name, dict(each.states)] for who, each in role.own.items()]
        readings[name] = {"common": common, "own": own}
    members = {kind: sum(each.kind == kind for each in sized.scale.roles.members) for kind in crowd.own}
    return {"members": members, "network": network, "readings": readings}


@dataclass(slots=True)
class _Drawing:
    """A diagram being written down: the bits it tests, and its nodes, each after those it leads to."""

    tests: Mapping[int | None, int]
    nodes: list[tuple[int, int, int]] = field(default_factory=list)
    known: dict[BDDFunction, int] = field(default_factory=dict)

    def draw(self, root: BDDFunction) -> int:
        """The number of a diagram: 0 is false, 1 is true, others count the nodes from 2."""
        waiting = [root]
        while waiting:
            top = waiting[-1]
            parts = top.cofactors()
            missing = [each for each in parts or () if each not in self.known]
            if missing and top not in self.known:
                waiting += missing
                continue
            waiting.pop()
            if top not in self.known:
                self.known[top] = int(top.valid()) if parts is None else self._add(top, parts)
        return self.known[root]

    def _add(self, top: BDDFunction, parts: tuple[BDDFunction, BDDFunction]) -> int:
        """One node: the bit it tests, and where it leads if that is 0, and 1."""
        high, low = parts
        self.nodes.append((self.tests[top.node_var()], self.known[low], self.known[high]))
        return len(self.nodes) + 1


def _diagram(book: Book, views: Views) -> Json:
    """The diagrams of all kinds, sharing nodes; a test names kind (or nothing), machine, and the bit of its number."""
    bits = [
        (bit, [place.kind, place.machine, weight])
        for place, each in book.fields.items()
        for weight, bit in enumerate(each.bits)
    ]
    drawing = _Drawing({bit: number for number, (bit, _) in enumerate(bits)})
    roots = {kind: drawing.draw(view) for kind, view in views.items()}
    return {"tests": [said for _, said in bits], "nodes": [list(each) for each in drawing.nodes], "roots": roots}
