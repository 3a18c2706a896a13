"""What Spin is told of fairness: whichever way it is told, it comes to the same verdicts on endless runs."""

from collections import Counter

import pytest

from model.network import Network
from properties.kinds import LeadsTo
from reports.claims_listed import numbered_claims
from reports.crosscheck import spin_runs
from reports.crosscheck.opinion import deadline_in
from reports.crosscheck.spin import ask_spin
from reports.crosscheck.spin_program import Found, Part, Spin
from reports.inputs import Case, load_case
from reports.promela import model as promela
from reports.promela.fairness import Fairness, fairness_of
from tests.oracle.side_by_side import drawn, side_by_side
from tests.test_crosscheck import BATCH, SECONDS, needs_spin


@needs_spin
def test_rules_that_pass_are_followed_to_the_same_end_as_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    network, properties = side_by_side([drawn(seed) for seed in range(1000, 1006)])
    usual = ask_spin(network, properties, deadline_in(SECONDS))
    assert fairness_of(network).passing
    monkeypatch.setattr(promela, "fairness_of", all_followed)

    followed = ask_spin(network, properties, deadline_in(SECONDS))

    assert followed.said == usual.said


@needs_spin
@pytest.mark.parametrize("name", ["random networks", "handler-dropped"])
def test_going_through_cases_comes_to_the_same_end_as_remembering(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Case(name, *side_by_side([drawn(seed) for seed in range(1006, 1006 + BATCH)]))
    case = load_case(name) if name == "handler-dropped" else random
    usual = ask_spin(case.network, case.properties, deadline_in(SECONDS))
    asked = counted(monkeypatch)
    monkeypatch.setattr(spin_runs, "REMEMBERING", 0.0)

    by_cases = ask_spin(case.network, case.properties, deadline_in(SECONDS))

    verdicts = [usual.said[each.number].verdict for each in numbered_claims(case.properties)
                if isinstance(each.claim, LeadsTo)]  # fmt: skip
    assert by_cases.said == usual.said
    assert {"holds", "violated"} <= set(verdicts)
    assert asked.total() > 10


def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often Spin plays a cycle again, by claim."""
    asked: Counter[str] = Counter()
    replayed = Spin.replayed

    def noted(spin: Spin, part: Part, found: Found, *options: str, cases: str) -> str:
        asked[options[-1]] += 1
        return replayed(spin, part, found, *options, cases=cases)

    monkeypatch.setattr(Spin, "replayed", noted)
    return asked


def all_followed(network: Network) -> Fairness:
    found = fairness_of(network)
    return Fairness(found.weak, tuple(sorted((*found.strong, *found.passing))), ())
