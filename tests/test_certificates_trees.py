"""Trees, distances and traps that do not prove what they should are refused: each test breaks one thing of them."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from model.network_json import network_from_json
from properties.certificates.certify.reading import Network as Certified
from properties.certificates.numbers import deflated
from properties.declared import properties_from_json
from tests.certificates import (
    UPLOAD,
    Document,
    certificate,
    entry,
    findings,
    retold,
    upload_certificate,
    upload_network,
)

Forgery = Callable[[Document], None]


def rule(name: str, other: str) -> Forgery:
    """In all paths, the component of a rule gets another rule."""
    place = {each["name"]: number for number, each in enumerate(UPLOAD["rules"])}

    def forgery(document: Document) -> None:
        starts = entry(document, "starts")
        assert place[name] in [number for path in starts["tree"] for _, number in path]
        starts["tree"] = [
            [[layer, place[other] if number == place[name] else number] for layer, number in path]
            for path in starts["tree"]
        ]

    return forgery


def tree(change: Callable[[list[Any]], list[Any]]) -> Forgery:
    """Other paths. Those that are made are of the first component, of one inside it, and of one inside that."""

    def forgery(document: Document) -> None:
        starts = entry(document, "starts")
        assert [len(path) for path in starts["tree"]] == [1, 2, 3]
        starts["tree"] = change(starts["tree"])

    return forgery


def column(change: Callable[[list[int]], list[int]]) -> Forgery:
    return lambda document: retold(entry(document, "starts"), "at", change)


STAYS, NEEDS = "does not leave its component", "the rule of a component is not enabled in a world that stands at it"
AROUND = "the rule around a component is not strongly fair"
TREES: list[tuple[Forgery, str]] = [
    (rule("the job starts", "the network comes back"), NEEDS),
    (rule("the job starts", "time passes"), "the rule of a component is not fair"),
    (rule("the job starts", "the lid is opened"), AROUND),
    (rule("the network comes back", "the lid is opened"), AROUND),
    (rule("the lid is opened", "the job starts"), NEEDS),
    (rule("the network comes back", "the job ends"), AROUND),
    (column(lambda column: [1 if each == 3 else each for each in column]), NEEDS),
    (column(lambda column: [2 if each == 3 else each for each in column]), NEEDS),
    (column(lambda column: [0, *column[1:]]), "a world that triggers is not in the tree"),
    (column(lambda column: [0] * len(column)), "a world that triggers is not in the tree"),
    (column(lambda column: [99, *column[1:]]), "a world stands at a component that is not there"),
    (column(lambda column: column[:-1]), "a column does not have a number for each world"),
    (tree(lambda paths: paths[:2]), "a world stands at a component that is not there"),
    (tree(lambda paths: [*paths[:2], [[0, 99]]]), "malformed (KeyError: 99)"),
    (tree(lambda paths: [*paths[:2], [[0, -1]]]), "malformed (KeyError: -1)"),
    (tree(lambda paths: [*paths[:2], [[0, -1], *paths[2][1:]]]), "malformed (KeyError: -1)"),
    (tree(lambda paths: [*paths[:2], []]), "unpack (expected at least 1, got 0))"),
    (tree(lambda paths: [*paths[:2], [[0, 5]] * 10]), "a component lies deeper than there are rules"),
    (tree(lambda paths: [paths[0], [[1, 5], [0, 2]], paths[2]]), "a step goes against the order of the components"),
]


@pytest.mark.parametrize(("forgery", "says"), TREES)
def test_a_wrong_tree_is_refused(forgery: Forgery, says: str) -> None:
    document = upload_certificate()
    forgery(document)

    found = findings(document, UPLOAD)

    assert {name for name, each in found.items() if each.outcome != "proved"} == {"starts"}
    assert found["starts"].says.endswith(says)


MOVES = {
    "round": {"there": [["a", "b"]], "back": [["b", "a"]], "end": [["a", "c"]]},
    "still": {"there": [["a", "b"]], "back": [["a", "a"], ["b", "c"]]},
}


@pytest.mark.parametrize("moves", MOVES.values(), ids=list(MOVES))
def test_no_step_by_the_rule_of_an_outer_component_stays_in_it(moves: dict[str, Any]) -> None:
    """`b` stands at the component of `back`, `a` at that of `there` inside it: `back` leads inwards, or stays there."""
    fairness = {"there": "strong", "back": "strong", "end": "none"}
    rules = [{"name": name, "moves": {"m": pairs}, "fairness": fairness[name]} for name, pairs in moves.items()]
    claim = {"kind": "leads-to", "where": [{"m": ["a"]}], "then": [{"m": ["c"]}]}
    machines = {"m": {"states": ["a", "b", "c"], "initial": "a"}}
    network = {**UPLOAD, "machines": machines, "rules": rules, "properties": [{"id": "p"} | claim]}
    tree = {"tree": [[[0, 1]], [[0, 1], [0, 0]]], "at": deflated([2, 1, 0])}
    forged = {"property": "p", "claim": claim, "verdict": "holds", **tree}
    document = {**upload_certificate(), "network": Certified(network).digest, "worlds": deflated([0, 1, 1])}

    assert findings(document | {"verdicts": [forged]}, network)["p"].says == f"`back` {STAYS}"


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

    proof["tree"] = [[[-layer, rule]] for ((layer, rule),) in proof["tree"]]

    assert findings(made, document)["p"].says == "a step goes against the order of the components"


def test_a_step_that_leads_out_of_the_tree_without_an_answer_is_refused() -> None:
    document = chain()
    network = network_from_json(document, "chain")
    made = json.loads(certificate(network, properties_from_json(document["properties"], network, "chain")))

    retold(entry(made, "p"), "at", lambda column: [column[0], 0, *column[2:]])

    assert findings(made, document)["p"].says == "a step leads out of the tree without an answer"


@pytest.mark.parametrize(
    ("spin", "tree", "says"),
    [
        ("weak", [[[0, 0]]], "the rule of a component is not fair"),
        ("weak", [[[0, 1]]], "`spin` does not leave its component"),
        ("strong", [[[0, 1]], [[0, 1], [0, 1]]], "`spin` does not leave its component"),
        ("weak", [], "a world stands at a component that is not there"),
        (None, [[[0, 0]]], "the rule of a component is not fair"),
    ],
)
def test_no_tree_proves_what_a_rule_without_fairness_must_bring_about(spin: str | None, tree: Any, says: str) -> None:
    """The machine may spin for ever, or stay where it is, and never go."""
    rules = [{"name": "go", "moves": {"m": [["a", "b"]]}}, {"name": "spin", "moves": {}, "fairness": spin}]
    claim = {"kind": "leads-to", "where": [{"m": ["a"]}], "then": [{"m": ["b"]}]}
    network: Document = {
        "format": UPLOAD["format"],
        "machines": {"m": {"states": ["a", "b"], "initial": "a"}},
        "rules": rules[: 1 if spin is None else 2],
        "properties": [{"id": "p"} | claim],
    }
    forged = {"property": "p", "claim": claim, "verdict": "holds", "tree": tree, "at": deflated([1, 0])}
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
    return lambda document: retold(entry(document, "may-wait"), "distances", change)


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
    trap(lambda column: [max(1, each) for each in column]),
    trap(lambda column: [max(2, each) for each in column]),
    trap(lambda column: [0 if each > 1 else each for each in column]),
    trap(lambda column: [0 if each == max(column) else each for each in column]),
    trap(lambda column: [*column[:2], 9, *column[3:]]),
    trap(lambda column: column[1:]),
]


def test_a_distance_may_not_be_lowered_to_none_at_all() -> None:
    """From `a` there is only `b`, from where nothing leads to `c`: that the distance there is 0 is no way down."""
    claim = {"kind": "always-possible", "where": [{"m": ["c"]}], "if": [{"m": ["a"]}]}
    machines = {"m": {"states": ["a", "b", "c"], "initial": "a"}}
    rules = [{"name": "go", "moves": {"m": [["a", "b"]]}}]
    network = {**UPLOAD, "machines": machines, "rules": rules, "properties": [{"id": "p"} | claim]}
    forged = {"property": "p", "claim": claim, "verdict": "holds", "distances": deflated([2, 0])}
    document = {**upload_certificate(), "network": Certified(network).digest, "worlds": deflated([0, 1])}

    assert findings(document | {"verdicts": [forged]}, network)["p"].says == "no step lowers the distance of a world"


@pytest.mark.parametrize(("forgeries", "name"), [(DISTANCES, "may-end"), (TRAPS, "may-wait")])
def test_wrong_distances_and_traps_are_refused(forgeries: list[Forgery], name: str) -> None:
    for forgery in forgeries:
        document = upload_certificate()
        forgery(document)

        found = findings(document, UPLOAD)

        assert {each for each, came in found.items() if came.outcome != "proved"} == {name}
