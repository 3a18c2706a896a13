"""Each kind of claim judged on networks small enough to see through: verdicts, runs, vacuity, bounds."""

import pytest

from explorer import Bounds, Run, explore
from model.network import FALSE, TRUE, Condition, Fairness, Machine, Network, Pair, Rule
from properties.judge import Verdict, judge, judge_all
from properties.kinds import (
    AlwaysPossible,
    Claim,
    DeadlockFree,
    LeadsTo,
    Never,
    NeverStep,
    Property,
    Static,
    Witness,
)

UNBOUNDED = Bounds()
STATES = ("idle", "asked", "served", "lost")


def moving(name: str, *pairs: Pair, fairness: Fairness = "none") -> Rule:
    return Rule(name, "", {"m": pairs}, fairness=fairness)


def network(*rules: Rule) -> Network:
    return Network((Machine("m", STATES, "idle"),), rules)


def at(*states: str) -> Condition:
    return ({"m": states},)


def judged(net: Network, *claims: Claim, bounds: Bounds = UNBOUNDED) -> Verdict:
    return judge(Property("p", "never", "", (), claims, missing="nobody asks"), explore(net, bounds))


def told(run: Run | None) -> tuple[list[str], int | None] | None:
    return None if run is None else ([step.rule.name for step in run.steps], run.cycle_from)


ASK, SERVE, LOSE, REST = ("idle", "asked"), ("asked", "served"), ("asked", "lost"), ("served", "idle")
SHOP = network(moving("ask", ASK), moving("serve", SERVE), moving("lose", LOSE), moving("rest", REST))


def test_never_is_violated_by_the_shortest_run_to_such_a_world() -> None:
    verdict = judged(SHOP, Never(at("lost", "served")))

    assert (verdict.verdict, verdict.claim_index) == ("violated", 0)
    assert told(verdict.run) == (["ask", "serve"], None)
    assert verdict.run is not None
    assert [dict(step.changes) for step in verdict.run.steps] == [{"m": ASK}, {"m": SERVE}]


def test_never_may_be_violated_at_once() -> None:
    assert told(judged(SHOP, Never(TRUE)).run) == ([], None)


def test_never_holds_of_what_cannot_be_reached_and_is_not_vacuous() -> None:
    assert judged(network(moving("ask", ASK)), Never(at("lost"))).verdict == "holds"
    assert judged(SHOP, Never(FALSE)).verdict == "holds"


def test_never_step_looks_at_both_ends_of_a_step() -> None:
    assert told(judged(SHOP, NeverStep(("lose",))).run) == (["ask", "lose"], None)
    assert told(judged(SHOP, NeverStep(("ask", "rest"), after=at("idle"))).run) == (["ask", "serve", "rest"], None)
    assert judged(SHOP, NeverStep(("lose",), where=at("idle"))).verdict == "holds"
    assert judged(SHOP, NeverStep(("lose",), after=at("idle"))).verdict == "holds"


def test_never_step_is_vacuous_when_no_such_rule_is_ever_enabled() -> None:
    net = network(moving("ask", ASK), moving("rest", REST), Rule("none", "", {"m": ()}))

    verdict = judged(net, NeverStep(("rest", "none")))

    assert (verdict.verdict, verdict.missing, verdict.run) == ("vacuous", "nobody asks", None)
    assert judged(net, NeverStep(())).verdict == "vacuous"
    assert judged(net, NeverStep(("rest", "ask"), where=FALSE)).verdict == "holds"


def test_leads_to_is_violated_by_a_run_that_ends_where_nothing_fair_is_enabled() -> None:
    verdict = judged(network(moving("ask", ASK), moving("serve", SERVE)), LeadsTo(at("asked"), at("served")))

    assert verdict.verdict == "violated"
    assert told(verdict.run) == (["ask"], None)


@pytest.mark.parametrize("fairness", ["weak", "strong"])
def test_leads_to_holds_when_a_fair_rule_answers(fairness: Fairness) -> None:
    net = network(moving("ask", ASK), moving("serve", SERVE, fairness=fairness))

    assert judged(net, LeadsTo(at("asked"), at("served"))).verdict == "holds"


def test_leads_to_counts_an_answer_in_the_same_world() -> None:
    assert judged(SHOP, LeadsTo(at("asked"), at("asked", "served"))).verdict == "holds"


def test_a_weak_rule_may_be_passed_over_when_it_is_disabled_again_and_again_and_a_strong_one_may_not() -> None:
    def flickering(fairness: Fairness) -> Network:
        return network(
            moving("ask", ASK, fairness="weak"),
            moving("serve", SERVE, fairness=fairness),
            moving("back", ("asked", "idle")),
        )

    weak = judged(flickering("weak"), LeadsTo(at("idle"), at("served")))
    strong = judged(flickering("strong"), LeadsTo(at("idle"), at("served")))

    assert weak.verdict == "violated"
    assert told(weak.run) == (["ask", "back"], 0)
    assert strong.verdict == "holds"


def test_a_fair_step_that_changes_nothing_counts_as_taken() -> None:
    stay = Rule("stay", "", {}, {"m": ("asked",)}, "strong")
    verdict = judged(network(moving("ask", ASK), stay), LeadsTo(at("asked"), at("served")))

    assert verdict.verdict == "violated"
    assert told(verdict.run) == (["ask", "stay"], 1)
    assert verdict.run is not None
    assert dict(verdict.run.steps[1].changes) == {}


def test_fairness_is_per_rule_and_not_per_choice() -> None:
    either = moving("answer", SERVE, ("asked", "asked"), fairness="strong")

    verdict = judged(network(moving("ask", ASK), either), LeadsTo(at("asked"), at("served")))

    assert told(verdict.run) == (["ask", "answer"], 1)


def test_the_trigger_may_lie_in_the_cycle_after_the_stem() -> None:
    net = network(moving("ask", ASK, fairness="weak"), moving("back", ("asked", "idle"), fairness="weak"))

    assert told(judged(net, LeadsTo(at("asked"), at("served"))).run) == (["ask", "back"], 0)


def test_leads_to_is_vacuous_without_trigger() -> None:
    assert judged(SHOP, LeadsTo(FALSE, at("served"))).verdict == "vacuous"
    assert judged(network(), LeadsTo(at("asked"), at("served"))).verdict == "vacuous"


def test_always_possible_is_violated_by_the_run_into_the_trap() -> None:
    assert told(judged(SHOP, AlwaysPossible(at("served"))).run) == (["ask", "lose"], None)
    assert judged(SHOP, AlwaysPossible(at("served"), if_=at("idle", "asked"))).verdict == "holds"
    assert judged(SHOP, AlwaysPossible(at("lost"), if_=FALSE)).verdict == "vacuous"


def test_a_witness_comes_with_its_run_or_is_unreachable() -> None:
    found = judged(SHOP, Witness(at("lost")))
    missing = judged(network(moving("ask", ASK)), Witness(at("lost")))

    assert (found.verdict, told(found.run)) == ("witnessed", (["ask", "lose"], None))
    assert (missing.verdict, missing.run) == ("unreachable", None)


def test_deadlock_free_is_violated_by_the_run_to_the_first_deadlock() -> None:
    assert told(judged(SHOP, DeadlockFree()).run) == (["ask", "lose"], None)
    assert judged(network(Rule("wait", "", {})), DeadlockFree()).verdict == "holds"
    assert told(judged(network(), DeadlockFree()).run) == ([], None)


def test_static_is_violated_by_faults_with_an_empty_run() -> None:
    assert judged(SHOP, Static()).verdict == "holds"
    verdict = judged(SHOP, Static(("upload from memory",)))
    assert (verdict.verdict, told(verdict.run)) == ("violated", ([], None))


def test_of_several_claims_the_shortest_run_shows_the_violation() -> None:
    claims = (DeadlockFree(), Never(at("asked")), Never(at("asked", "lost")), Never(FALSE))

    verdict = judged(SHOP, *claims)

    assert (verdict.verdict, verdict.claim_index) == ("violated", 1)
    assert told(verdict.run) == (["ask"], None)


def test_a_property_is_vacuous_only_if_every_claim_is() -> None:
    vacuous = LeadsTo(FALSE, TRUE)

    assert judged(SHOP).verdict == "vacuous"
    assert judged(SHOP, vacuous, vacuous).verdict == "vacuous"
    assert judged(SHOP, vacuous, Never(FALSE)).verdict == "holds"
    assert judged(SHOP, vacuous, Never(TRUE)).verdict == "violated"


def test_every_one_of_several_witnesses_must_be_found() -> None:
    both = judged(SHOP, Witness(at("served")), Witness(at("idle")))
    one = judged(network(moving("ask", ASK)), Witness(at("asked")), Witness(at("lost")))

    assert (both.verdict, both.claim_index, told(both.run)) == ("witnessed", 0, (["ask", "serve"], None))
    assert (one.verdict, one.claim_index, one.run) == ("unreachable", 1, None)


def test_under_a_bound_nothing_holds_and_what_was_found_stays_found() -> None:
    two = Bounds(max_states=2)

    for claim in (
        Never(at("lost")),
        NeverStep(("rest",)),
        LeadsTo(at("asked"), at("served")),
        LeadsTo(FALSE, TRUE),
        AlwaysPossible(at("served")),
        AlwaysPossible(at("served"), FALSE),
        Witness(at("lost")),
        DeadlockFree(),
    ):
        assert judged(SHOP, claim, bounds=two).verdict == "unknown"
    assert judged(SHOP, Never(at("asked")), bounds=two).verdict == "violated"
    assert judged(SHOP, Witness(at("asked")), bounds=two).verdict == "witnessed"
    assert judged(SHOP, NeverStep(("ask",)), bounds=two).verdict == "violated"
    assert judged(SHOP, Never(FALSE), Never(at("asked")), bounds=two).verdict == "violated"
    assert judged(SHOP, bounds=two).verdict == "vacuous"


def test_a_bound_as_large_as_the_network_is_not_hit() -> None:
    assert judged(SHOP, Never(FALSE), bounds=Bounds(max_states=4, max_seconds=60)).verdict == "holds"


def test_verdicts_come_in_the_order_of_the_properties() -> None:
    properties = [Property(each, "never", "", (), (Never(FALSE),)) for each in "ba"]

    assert [verdict.property.id for verdict in judge_all(properties, explore(SHOP))] == ["b", "a"]
