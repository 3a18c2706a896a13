"""Trees, distances and traps that do not prove what they should are refused: each test breaks one thing of them."""

import json
from collections.abc import Callable

import pytest

from model.network_json import network_from_json
from properties.certificates.certify.network import Network as Certified
from properties.certificates.numbers import deflated
from properties.declared import properties_from_json
from tests.certificates import (
    UPLOAD,
    Document,
    certificate,
    entry,
    findings,
    inflated,
    retold,
    upload_certificate,
    upload_network,
)

Forgery = Callable[[Document], None]


def rule(name: str, other: str | None) -> Forgery:
    """The component of a rule gets another rule."""
    place = {each["name"]: number for number, each in enumerate(UPLOAD["rules"], start=1)}
    new = 0 if other is None else place[other]

    def forgery(document: Document) -> None:
        starts = entry(document, "starts")
        assert place[name] in inflated(starts["rules"])
        retold(starts, "rules", lambda rules: [new if each == place[name] else each for each in rules])

    return forgery


def drop_a_child(document: Document) -> None:
    """Worlds that stand below another component are put into it."""
    starts = entry(document, "starts")
    above = inflated(starts["above"])
    retold(starts, "at", lambda column: [above[each - 1] or each if each else 0 for each in column])


def drop_a_pending_world(document: Document) -> None:
    retold(entry(document, "starts"), "at", lambda column: [0, *column[1:]])


def stand_nowhere(document: Document) -> None:
    retold(entry(document, "starts"), "at", lambda column: [99, *column[1:]])


def lead_in_circles(document: Document) -> None:
    retold(entry(document, "starts"), "above", lambda above: [1, *above[1:]])


def too_deep(document: Document) -> None:
    starts = entry(document, "starts")
    starts["above"], starts["rules"] = deflated(range(20)), deflated([6] * 20)


def shorten(document: Document) -> None:
    retold(entry(document, "starts"), "at", lambda column: column[:-1])


def no_such_rule(document: Document) -> None:
    retold(entry(document, "starts"), "rules", lambda rules: [10**9, *rules[1:]])


def empty(document: Document) -> None:
    retold(entry(document, "starts"), "at", lambda column: [0] * len(column))


STAYS, NEEDS = "does not leave its component", "the rule of a component is not enabled in a world that needs it"
TREES: list[tuple[Forgery, str]] = [
    (rule("the job starts", "the network comes back"), NEEDS),
    (rule("the job starts", "time passes"), "the rule of a component is not fair"),
    (rule("the job starts", None), STAYS),
    (rule("the lid is opened", "the job starts"), NEEDS),
    (rule("the lid is opened", None), STAYS),
    (rule("the network comes back", "the job ends"), NEEDS),
    (drop_a_child, NEEDS),
    (drop_a_pending_world, "a world that triggers is not in the tree"),
    (empty, "a world that triggers is not in the tree"),
    (stand_nowhere, "a world stands at a component that is not there"),
    (lead_in_circles, "a component stands above those it is part of"),
    (no_such_rule, "the rule of a component is none of the network"),
    (too_deep, "a component lies deeper than there are rules"),
    (shorten, "a column does not have a number for each world"),
]


@pytest.mark.parametrize(("forgery", "says"), TREES)
def test_a_wrong_tree_is_refused(forgery: Forgery, says: str) -> None:
    document = upload_certificate()
    forgery(document)

    found = findings(document, UPLOAD)

    assert {name for name, each in found.items() if each.outcome != "proved"} == {"starts"}
    assert found["starts"].says.endswith(says)


def chain() -> Document:
    """Three worlds in a row, left one after the other for good."""
    moves = [("a", "b"), ("b", "c"), ("c", "d")]
    machine = {"states": ["a", "b", "c", "d"], "initial": "a"}
    rules = [{"name": old, "moves": {"m": [[old, new]]}, "fairness": "weak"} for old, new in moves]
    claim = {"id": "p", "kind": "leads-to", "where": [{"m": ["a"]}], "then": [{"m": ["d"]}]}
    return {"format": UPLOAD["format"], "machines": {"m": machine}, "rules": rules, "properties": [claim]}


def test_components_in_the_wrong_order_are_refused() -> None:
    document = chain()
    network = network_from_json(document, "chain")
    made = json.loads(certificate(network, properties_from_json(document["properties"], network, "chain")))
    proof = entry(made, "p")
    assert findings(made, document)["p"].outcome == "proved"

    retold(proof, "at", lambda column: [{1: 3, 3: 1}.get(each, each) for each in column])

    assert findings(made, document)["p"].says == "a step goes against the order of the components"


def test_a_step_that_leads_out_of_the_tree_without_an_answer_is_refused() -> None:
    document = chain()
    network = network_from_json(document, "chain")
    made = json.loads(certificate(network, properties_from_json(document["properties"], network, "chain")))

    retold(entry(made, "p"), "at", lambda column: [column[0], 0, *column[2:]])

    assert findings(made, document)["p"].says == "a step leads out of the tree without an answer"


@pytest.mark.parametrize(
    ("spin", "rule", "says"),
    [
        ("weak", 1, "the rule of a component is not fair"),
        ("weak", 2, "`spin` does not leave its component"),
        ("weak", 0, "`spin` does not leave its component"),
        (None, 0, "a run may end where an answer is pending"),
    ],
)
def test_no_tree_proves_what_a_rule_without_fairness_must_bring_about(spin: str | None, rule: int, says: str) -> None:
    """The machine may spin for ever, or stay where it is, and never go."""
    rules = [{"name": "go", "moves": {"m": [["a", "b"]]}}, {"name": "spin", "moves": {}, "fairness": spin}]
    claim = {"kind": "leads-to", "where": [{"m": ["a"]}], "then": [{"m": ["b"]}]}
    network: Document = {
        "format": UPLOAD["format"],
        "machines": {"m": {"states": ["a", "b"], "initial": "a"}},
        "rules": rules[: 1 if spin is None else 2],
        "properties": [{"id": "p"} | claim],
    }
    tree = {"above": deflated([0]), "rules": deflated([rule]), "at": deflated([1, 0])}
    forged = {"property": "p", "claim": claim, "verdict": "holds", "run": {"steps": []}, **tree}
    document = {**upload_certificate(), "network": Certified(network).digest, "worlds": deflated([0, 1])}

    assert findings(document | {"verdicts": [forged]}, network)["p"].says == says


def weaken(document: Document, name: str, fairness: str) -> None:
    next(each for each in document["rules"] if each["name"] == name)["fairness"] = fairness


@pytest.mark.parametrize(
    ("name", "fairness"),
    [
        ("the job starts", "weak"), ("the job starts", "none"), ("the network comes back", "weak"),
        ("the lid is opened", "none"),
    ],
)  # fmt: skip
def test_a_tree_does_not_stand_when_a_rule_is_less_fair(name: str, fairness: str) -> None:
    document, network = upload_certificate(), upload_network()
    weaken(network, name, fairness)
    document["network"] = Certified(network).digest

    assert findings(document, network)["starts"].outcome == "wrong"


def distances(change: Callable[[list[int]], list[int]]) -> Forgery:
    return lambda document: retold(entry(document, "may-end"), "distances", change)


def trap(change: Callable[[list[int]], list[int]]) -> Forgery:
    return lambda document: retold(entry(document, "may-wait"), "trap", change)


def without_the_last(column: list[int]) -> list[int]:
    """A trap that a step leads out of, though not where the run ends in it."""
    last = max(place for place, each in enumerate(column) if each)
    return [*column[:last], 0, *column[last + 1 :]]


DISTANCES = [
    distances(lambda column: [max(1, each - 1) for each in column]),
    distances(lambda column: [each + (each > 1) * (each == max(column)) * -1 for each in column]),
    distances(lambda column: [0] * len(column)),
    distances(lambda column: [2] * len(column)),
    distances(lambda column: [0, *column[1:]]),
    distances(lambda column: column[:-1]),
]
TRAPS = [
    trap(lambda column: [1] * len(column)),
    trap(lambda column: [0] * len(column)),
    trap(without_the_last),
    trap(lambda column: column[1:]),
]


@pytest.mark.parametrize(("forgeries", "name"), [(DISTANCES, "may-end"), (TRAPS, "may-wait")])
def test_wrong_distances_and_traps_are_refused(forgeries: list[Forgery], name: str) -> None:
    for forgery in forgeries:
        document = upload_certificate()
        forgery(document)

        found = findings(document, UPLOAD)

        assert {each for each, came in found.items() if came.outcome != "proved"} == {name}
