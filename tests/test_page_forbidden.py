"""What the page takes for forbidden, tried on every reachable step: broken are the properties that are violated."""

from collections.abc import Sequence
from typing import Any

import pytest

from explorer import list_worlds
from model.network import Network
from properties.kinds import Never, NeverStep
from reports.judging import Report
from reports.page.forbidden import forbidden_to_json
from reports.page.tables import numbered
from tests.judged import DOOR, whole

STEP = tuple[list[int], int | None, list[int]]


def steps_of(network: Network) -> list[STEP]:
    """Every reachable step by number: the world before, the rule, the world after; first of all the initial world."""
    listed = list_worlds(network)
    worlds = [[machine.states.index(world[machine.name]) for machine in network.machines] for world in listed.worlds()]
    steps: list[STEP] = [(worlds[0], None, worlds[0])]
    return steps + [(worlds[source], rule, worlds[target]) for source, rule, target in listed.steps()]


def offends(claim: Any, step: STEP) -> bool:
    before, rule, after = step
    if claim["rules"] is None:
        return is_in(after, claim["where"])
    return rule in claim["rules"] and is_in(before, claim["where"]) and is_in(after, claim["after"])


def is_in(world: Sequence[int], condition: Any) -> bool:
    return any(all(world[machine] in states for machine, states in each) for each in condition)


def violated(report: Report, *kinds: type) -> set[str]:
    """The properties that are violated, by a claim of these kinds if any are named."""
    broken = [verdict for verdict in report.verdicts if verdict.verdict == "violated"]
    claims = [(each, each.property.claims[each.claim_index]) for each in broken if each.claim_index is not None]
    return {verdict.property.id for verdict, claim in claims if not kinds or isinstance(claim, kinds)}


@pytest.mark.parametrize(
    ("name", "broken"),
    [(str(DOOR), 1), ("container-missing", 1), ("handler-dropped", 0), ("second-object-for-one-identifier", 1)],
)
def test_forbidden_is_what_violates_a_property_and_nothing_else(name: str, broken: int) -> None:
    report = whole(name)
    network = report.case.network
    claims = forbidden_to_json(report, numbered(network))
    steps = steps_of(network)

    found = {str(claim["property"]) for claim in claims if any(offends(claim, step) for step in steps)}

    assert violated(report, Never, NeverStep) <= found <= violated(report)
    assert len(found) >= broken
