"""Mutants: what is made of a network or design, what provably changes nothing, who notices, and what is said of it."""

import random
from dataclasses import replace

import pytest

from explorer import list_worlds
from model.network import Machine, Network, Rule
from properties.declared import properties_from_json
from reports.inputs import Case
from reports.mutating.base import Asked, Base, base_of_case, case_of
from reports.mutating.campaign import Campaign, Limits, planned
from reports.mutating.design_changes import DropAction
from reports.mutating.document import campaign_to_json, counts
from reports.mutating.judging import judge_mutant
from reports.mutating.network_changes import (
    DropGuard,
    DropPair,
    DropRule,
    NetworkChange,
    Retarget,
    Weaken,
    changed,
    changes_of,
)
from reports.mutating.wording import words_of
from reports.mutating.writing import write_campaign
from reports.terminal.paper import plain_paper
from tests.oracle.random_networks import random_network

LAMP = Machine("lamp", ("off", "on", "broken"), "off")
KEY = Machine("key", ("away", "in"), "away")


def of(*rules: Rule) -> Network:
    return Network((LAMP, KEY), rules)


def base(network: Network, *properties: object) -> Base:
    return base_of_case(Case("lamp", network, properties_from_json(list(properties), network, "test")))


TURN_ON = Rule("turn on", "user", {"lamp": (("off", "on"),)}, {"key": ("in",)}, "strong")
PUT_IN = Rule("put in", "user", {"key": (("away", "in"), ("in", "away"))}, {}, "weak")


def test_every_kind_of_wrong_is_made_once() -> None:
    assert list(changes_of(of(TURN_ON, PUT_IN))) == [
        DropRule(0),
        DropGuard(0, "key"),
        Retarget(0, "lamp", ("off", "on"), "broken"),
        Weaken(0, "weak"),
        Weaken(0, "none"),
        DropRule(1),
        DropPair(1, "key", ("away", "in")),
        Retarget(1, "key", ("away", "in"), "away"),
        DropPair(1, "key", ("in", "away")),
        Retarget(1, "key", ("in", "away"), "in"),
        Weaken(1, "none"),
    ]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (DropGuard(0, "key"), replace(TURN_ON, when={})),
        (Retarget(0, "lamp", ("off", "on"), "broken"), replace(TURN_ON, moves={"lamp": (("off", "broken"),)})),
        (Weaken(0, "none"), replace(TURN_ON, fairness="none")),
        (DropRule(0), replace(TURN_ON, moves={"lamp": ()}, when={})),
    ],
)
def test_a_wrong_changes_one_rule_and_nothing_else(change: NetworkChange, rule: Rule) -> None:
    assert changed(of(TURN_ON, PUT_IN), change) == of(rule, PUT_IN)


def test_a_pair_is_dropped_from_its_rule_alone() -> None:
    found = changed(of(TURN_ON, PUT_IN), DropPair(1, "key", ("in", "away")))

    assert found == of(TURN_ON, replace(PUT_IN, moves={"key": (("away", "in"),)}))


def graph_and_fairness(network: Network) -> object:
    exploration = list_worlds(network)
    taken = [(source, rule, target) for source, rule, target in exploration.steps()]
    fairness = [rule.fairness for rule in network.rules if rule.name not in exploration.never_enabled()]
    return [tuple(world.values()) for world in exploration.worlds()], taken, fairness


def test_what_cannot_be_told_apart_has_the_same_graph_and_what_can_has_another() -> None:
    alike = apart = 0
    for seed in range(40):
        network = random_network(random.Random(f"mutants {seed}"))
        case = base_of_case(Case("random", network, ()))
        for change in changes_of(network):
            if isinstance(change, Weaken) and change.fairness == "weak":
                continue
            same = graph_and_fairness(changed(network, change)) == graph_and_fairness(network)
            assert case.is_told_apart(change) is not same, (seed, change)
            alike, apart = alike + same, apart + (not same)

    assert min(alike, apart) > 60


def test_strong_fairness_is_told_from_weak_only_where_a_rule_comes_and_goes_in_a_cycle() -> None:
    at_work = Rule("turn on", "user", {"lamp": (("off", "on"),)}, {}, "strong")

    comes_and_goes = base(of(TURN_ON, PUT_IN))
    stays = base(of(at_work, PUT_IN))

    assert comes_and_goes.is_told_apart(Weaken(0, "weak"))
    assert not stays.is_told_apart(Weaken(0, "weak"))
    assert stays.is_told_apart(Weaken(0, "none"))


def test_a_weaker_fairness_that_is_not_told_apart_changes_no_verdict() -> None:
    from tests.engines import as_properties
    from tests.oracle.random_networks import random_claims

    judged = 0
    for seed in range(120):
        dice = random.Random(f"fairness {seed}")
        network = random_network(dice)
        case = base_of_case(Case("random", network, as_properties(random_claims(dice, network))))
        for change in changes_of(network):
            if isinstance(change, Weaken) and not case.is_told_apart(change):
                assert judge_mutant(case, change).fate == "survived", (seed, change)
                judged += 1

    assert judged > 30


LIT = {"id": "lit", "kind": "leads-to", "where": [{"key": ["in"]}], "then": [{"lamp": ["on"]}]}
WHOLE = {"id": "whole", "kind": "never", "where": [{"lamp": ["broken"]}]}
ONLY_WITH_KEY = {
    "id": "only-with-key", "kind": "never-step", "rule": "turn on", "where": [{"key": ["away"]}]
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (DropGuard(0, "key"), {"only-with-key": "violated"}),
        (Retarget(0, "lamp", ("off", "on"), "broken"), {"lit": "violated", "whole": "violated"}),
        (Weaken(0, "none"), {"lit": "violated"}),
        (Weaken(0, "weak"), {"lit": "violated"}),
        (DropRule(0), {"lit": "violated", "only-with-key": "vacuous"}),
        (DropPair(1, "key", ("away", "in")), {"lit": "vacuous", "only-with-key": "vacuous"}),
        (DropPair(1, "key", ("in", "away")), {}),
    ],
)
def test_a_mutant_is_killed_by_every_property_whose_verdict_changes(
    change: NetworkChange, expected: dict[str, str]
) -> None:
    judged = judge_mutant(base(of(TURN_ON, PUT_IN), LIT, WHOLE, ONLY_WITH_KEY), change)

    assert (judged.fate, dict(judged.changed)) == ("killed" if expected else "survived", expected)


def test_a_mutant_with_far_more_worlds_is_told_apart_from_a_survivor() -> None:
    bits = tuple(Machine(f"b{number}", ("0", "1"), "0") for number in range(15))
    locked = Machine("lock", ("shut", "open"), "shut")
    flips = (
        Rule(f"flip {bit.name}", "", {bit.name: (("0", "1"), ("1", "0"))}, {"lock": ("open",)}) for bit in bits
    )
    network = Network((locked, *bits), (Rule("open", "", {"lock": (("shut", "shut"),)}), *flips))

    judged = judge_mutant(base_of_case(Case("bits", network, properties_from_json(
        [{"id": "p", "kind": "deadlock-free"}], network, "test"))), Retarget(0, "lock", ("shut", "shut"), "open"))

    assert judged.fate == "too large"


def test_leaving_out_the_call_of_the_handler_is_noticed_in_the_recipe() -> None:
    recipe = base_of_case(case_of(Asked("recipe", "device", 1)))

    judged = judge_mutant(recipe, DropAction(0, "did_finish_events", (1,)))

    assert recipe.verdicts["handler-exactly-once"] == "holds"
    assert judged.changed["handler-exactly-once"] == "vacuous"


def test_a_sample_is_the_same_every_time_and_says_what_it_leaves_out() -> None:
    case = base(of(TURN_ON, PUT_IN))

    whole, part = planned(case, Limits()), planned(case, Limits(most=4))

    assert (len(whole.chosen), whole.left_out) == (whole.made - whole.alike, 0)
    assert (len(part.chosen), part.left_out, part.made) == (4, len(whole.chosen) - 4, whole.made)
    assert set(part.chosen) <= set(whole.chosen)
    assert planned(case, Limits(most=4)) == part


def campaign(case: Base) -> Campaign:
    plan = planned(case, Limits())
    return Campaign(case, plan, tuple(judge_mutant(case, change) for change in plan.chosen))


def test_all_mutants_are_accounted_for() -> None:
    found = counts(campaign(base(of(TURN_ON, PUT_IN), LIT, WHOLE)))

    assert found["made"] == 11 == sum(found.values()) - found["made"]


def test_the_table_names_survivors_vacuous_properties_and_dead_rules() -> None:
    never = Rule("burst", "chance", {"lamp": (("broken", "off"),)})
    mended = {"id": "mended", "kind": "leads-to", "where": [{"lamp": ["broken"]}], "then": [{"lamp": ["off"]}]}
    paper = plain_paper()

    write_campaign(paper, campaign(base(of(TURN_ON, PUT_IN, never), LIT, mended)))

    text = " ".join(paper.taken().split())
    assert "guard dropped ‘turn on’ may happen in any state of key, in away too" in text
    assert "vacuous property mended is dropped: what it speaks of cannot happen" in text
    assert "dead rule ‘burst’ is dropped: it is enabled in no reachable world" in text
    assert "✓ lit 8 7 ○ mended 1 0" in text


def test_words_say_what_happens_in_the_mutant() -> None:
    case = base(of(TURN_ON, PUT_IN))

    assert [words_of(case, change) for change in (DropRule(0), Weaken(0, "weak"), Weaken(1, "none"))] == [
        "‘turn on’ never happens",
        "‘turn on’ may be passed over for ever if it is not enabled all the time (weakly fair, not strongly)",
        "‘put in’ may be put off for ever (not fair, instead of weakly)",
    ]


def test_the_document_has_every_mutant_with_what_changed() -> None:
    document = campaign_to_json(campaign(base(of(TURN_ON, PUT_IN), LIT)))

    dropped = next(each for each in document["judged"] if each["when"] == "‘turn on’ never happens")
    assert dropped == {
        "kind": "rule dropped", "when": "‘turn on’ never happens", "fate": "killed", "changed": {"lit": "violated"},
    }  # fmt: skip
