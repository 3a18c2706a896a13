"""The public form of a network: read, written, and refused with the place of the fault."""

import json
import random
from typing import Any

import pytest

from model.network import TRUE, Machine, Network, NetworkError, Rule
from model.network_json import network_from_json, network_to_json, read_network_text
from properties.declared import properties_from_json, properties_to_json
from properties.kinds import AlwaysPossible, DeadlockFree, LeadsTo, Never, NeverStep, Property, Static, Witness
from tests.oracle.random_networks import random_claims, random_network

NETWORK = Network(
    (Machine("app", ("not_running", "foreground"), "not_running"), Machine("session", ("free", "held"), "free")),
    (
        Rule("opens", "user", {"app": (("not_running", "foreground"),)}, {"session": ("free", "held")}, cites=("§10",)),
        Rule("holds", "app", {"session": (("free", "held"), ("held", "held"))}, {"app": ("foreground",)}, "weak"),
    ),
)
DOCUMENT: dict[str, Any] = {
    "format": "outlive-network/1",
    "machines": {
        "app": {"states": ["not_running", "foreground"], "initial": "not_running"},
        "session": {"states": ["free", "held"], "initial": "free"},
    },
    "rules": [
        {
            "name": "opens",
            "actor": "user",
            "moves": {"app": [["not_running", "foreground"]]},
            "when": {"session": ["free", "held"]},
            "fairness": "none",
            "cites": ["§10"],
        },
        {
            "name": "holds",
            "actor": "app",
            "moves": {"session": [["free", "held"], ["held", "held"]]},
            "when": {"app": ["foreground"]},
            "fairness": "weak",
            "cites": [],
        },
    ],
}
HELD = [{"app": ["foreground"], "session": ["held"]}]
IN_HELD = ({"app": ("foreground",), "session": ("held",)},)


def document(**changes: object) -> dict[str, Any]:
    return {**DOCUMENT, **changes}


def rule(**changes: object) -> dict[str, Any]:
    return document(rules=[DOCUMENT["rules"][0], {**DOCUMENT["rules"][1], **changes}])


def test_a_network_is_written_in_its_public_form() -> None:
    assert network_to_json(NETWORK) == DOCUMENT


def test_a_network_is_read_from_its_public_form() -> None:
    assert network_from_json(DOCUMENT, "n.json") == NETWORK


def test_what_a_rule_leaves_out_has_a_default() -> None:
    bare = document(rules=[{"name": "waits", "moves": {}}])

    assert network_from_json(bare, "n.json").rules == (Rule("waits", "", {}, {}, "none", ()),)


def test_random_networks_and_properties_come_back_as_they_were() -> None:
    for seed in range(200):
        dice = random.Random(seed)
        network = random_network(dice)
        claims = random_claims(dice, network)
        text = json.dumps({**network_to_json(network), "properties": properties_to_json([as_property(*claims)])})

        read = read_network_text(text, "n.json")

        assert network_from_json(read, "n.json") == network
        again = properties_from_json(read["properties"], network, "n.json")
        assert [each.claims for each in again] == [(claim,) for claim in claims]


REFUSED: dict[str, tuple[object, str]] = {
    "not an object": ([], "n.json: must be an object, not a list"),
    "no format": ({"machines": {}}, "n.json: `format` is missing"),
    "another format": (
        document(format="outlive-network/2"),
        'n.json: format: must be "outlive-network/1", not "outlive-network/2"',
    ),
    "unknown key": (document(rule=[]), "n.json: unknown key `rule`; did you mean `rules`?"),
    "machines a list": (document(machines=[]), "n.json: machines: must be an object, not a list"),
    "no machine": (document(machines={}, rules=[]), "n.json: a network needs at least one machine"),
    "machine without initial": (document(machines={"app": {"states": ["a"]}}), "machines.app: `initial` is missing"),
    "state a number": (
        document(machines={"app": {"states": ["a", 1], "initial": "a"}}),
        "n.json: machines.app.states[1]: must be a string, not a number",
    ),
    "rules an object": (document(rules={}), "n.json: rules: must be a list, not an object"),
    "unknown key in a rule": (rule(fair="weak"), "n.json: rules[1]: unknown key `fair`; did you mean `fairness`?"),
    "name null": (rule(name=None), "n.json: rules[1].name: must be a string, not null"),
    "moves true": (rule(moves={"app": True}), "n.json: rules[1].moves.app: must be a list, not true or false"),
    "not a pair": (
        rule(moves={"session": [["free", "held", "free"]]}),
        "n.json: rules[1].moves.session[0]: must be a pair [from, to], not a list of 3",
    ),
    "pair of text": (
        rule(moves={"session": ["free"]}),
        "n.json: rules[1].moves.session[0]: must be a list, not a string",
    ),
    "unknown state": (
        rule(moves={"session": [["free", "hold"]]}),
        "n.json: rule `holds`: machine `session` has no state `hold`; did you mean `held`?",
    ),
    "unknown fairness": (
        rule(fairness="string"),
        "n.json: rule `holds`: fairness `string` is unknown; did you mean `strong`?",
    ),
    "half a character": (rule(name="\ud800"), "n.json: rules[1].name: '\\ud800' holds half of a surrogate pair"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_faulty_document_is_refused_with_the_place(fault: str) -> None:
    data, message = REFUSED[fault]

    with pytest.raises(NetworkError) as refusal:
        network_from_json(data, "n.json")

    assert message in str(refusal.value)


BAD_TEXT = {
    '{"format":\n  oops}': "n.json:2:3: not JSON: Expecting value",
    "": "n.json:1:1: not JSON: Expecting value",
    "[1]": "n.json: must be an object, not a list",
    "[" * 100_000: "n.json: nested too deeply to be a network; take out the inner brackets",
    '{"a":' * 100_000: "n.json: nested too deeply to be a network; take out the inner brackets",
    '{"machines": {"app": {}, "app": {}}}': "n.json: machines: the key `app` stands twice; remove or rename one",
    '{"rules": [{"name": "a"}, {"name": "a", "name": "b"}]}': "n.json: rules[1]: the key `name` stands twice",
    '{"rules": NaN}': "n.json: not JSON: NaN is not a value; take it out",
}


@pytest.mark.parametrize("text", BAD_TEXT, ids=range(len(BAD_TEXT)))
def test_bad_json_is_refused_with_line_and_column(text: str) -> None:
    with pytest.raises(NetworkError) as refusal:
        read_network_text(text, "n.json")

    assert str(refusal.value).startswith(BAD_TEXT[text])


def test_a_number_of_ten_thousand_digits_is_just_a_number() -> None:
    read = read_network_text(f'{{"format": {"9" * 10_000}}}', "n.json")

    with pytest.raises(NetworkError, match=r"n.json: format: must be .*, not a number"):
        network_from_json(read, "n.json")


def as_property(*claims: Any) -> Property:
    return Property("p", "never", "", (), claims)


def test_each_kind_of_property_is_read_with_its_defaults() -> None:
    entries: list[dict[str, Any]] = [
        {"id": "a", "kind": "never", "where": HELD},
        {"id": "b", "kind": "never-step", "rule": "opens"},
        {"id": "c", "kind": "never-step", "rule": ["opens", "holds"], "where": [], "after": HELD},
        {"id": "d", "kind": "leads-to", "where": HELD, "then": [{}]},
        {"id": "e", "kind": "always-possible", "where": HELD},
        {"id": "f", "kind": "always-possible", "where": HELD, "if": [{"app": []}]},
        {"id": "g", "kind": "witness", "where": HELD},
        {"id": "h", "kind": "deadlock-free"},
    ]

    properties = properties_from_json(entries, NETWORK, "n.json")

    assert [(each.id, each.kind) for each in properties] == [(each["id"], each["kind"]) for each in entries]
    assert [each.claims for each in properties] == [
        (Never(IN_HELD),),
        (NeverStep(("opens",), TRUE, TRUE),),
        (NeverStep(("opens", "holds"), (), IN_HELD),),
        (LeadsTo(IN_HELD, ({},)),),
        (AlwaysPossible(IN_HELD, TRUE),),
        (AlwaysPossible(IN_HELD, ({"app": ()},)),),
        (Witness(IN_HELD),),
        (DeadlockFree(),),
    ]


BAD_PROPERTIES: dict[str, tuple[object, str]] = {
    "not a list": ({}, "n.json: properties: must be a list, not an object"),
    "no id": ([{"kind": "never"}], "n.json: properties[0]: `id` is missing"),
    "unknown kind": (
        [{"id": "a", "kind": "nevr"}],
        "n.json: properties[0].kind: unknown kind `nevr`; did you mean `never`?",
    ),
    "no where": ([{"id": "a", "kind": "witness"}], "n.json: properties[0]: `where` is missing"),
    "a key of another kind": (
        [{"id": "a", "kind": "never", "where": [], "then": []}],
        "n.json: properties[0]: unknown key `then`; known: `id`, `kind`, `where`",
    ),
    "unknown rule": (
        [{"id": "a", "kind": "never-step", "rule": ["opens", "hold"]}],
        "n.json: properties[0].rule: unknown rule `hold`; did you mean `holds`?",
    ),
    "unknown machine": (
        [{"id": "a", "kind": "never", "where": [{"ap": ["x"]}]}],
        "n.json: properties[0].where: unknown machine `ap`; did you mean `app`?",
    ),
    "unknown state": (
        [{"id": "a", "kind": "leads-to", "where": [{}], "then": [{"app": ["foregroun"]}]}],
        "n.json: properties[0].then: machine `app` has no state `foregroun`; did you mean `foreground`?",
    ),
    "states as text": (
        [{"id": "a", "kind": "never", "where": [{"app": "foreground"}]}],
        "n.json: properties[0].where[0].app: must be a list, not a string",
    ),
    "id twice": (
        [{"id": "a", "kind": "deadlock-free"}] * 2,
        "n.json: properties[1].id: `a` is used twice; rename one of them",
    ),
}


@pytest.mark.parametrize("fault", BAD_PROPERTIES)
def test_a_faulty_property_is_refused_with_the_place(fault: str) -> None:
    data, message = BAD_PROPERTIES[fault]

    with pytest.raises(NetworkError) as refusal:
        properties_from_json(data, NETWORK, "n.json")

    assert str(refusal.value) == message


def test_a_property_of_several_claims_is_written_as_several_entries() -> None:
    written = properties_to_json([as_property(Never(IN_HELD), Static(("bad",)), DeadlockFree())])

    assert written == [
        {"id": "p", "kind": "never", "where": HELD},
        {"id": "p/2", "kind": "deadlock-free"},
    ]
