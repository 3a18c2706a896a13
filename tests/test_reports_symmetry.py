"""What a report says where worlds stood for others: how many were listed, and the factor."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from model.network_json import network_to_json
from reports.options import outlive as command
from tests.models.two_phase import two_phase

CONSISTENT = {"id": "consistent", "kind": "never", "where": [{"rm0": ["committed"], "rm1": ["aborted"]}]}


@pytest.fixture
def managers(tmp_path: Path) -> str:
    """Two-phase commit of three interchangeable managers: 288 worlds, 80 up to permutation (published)."""
    file = tmp_path / "two-phase.network.json"
    file.write_text(json.dumps({**network_to_json(two_phase(3)), "properties": [CONSISTENT]}))
    return str(file)


def check(*words: str) -> str:
    result = CliRunner().invoke(command, ["check", *words], catch_exceptions=False)
    assert result.exit_code in (0, 3)
    return result.stdout


def test_the_text_says_how_many_worlds_stood_for_all(managers: str) -> None:
    said = " ".join(check(managers, "--engine", "quotient").split())

    listed = "(80 of them listed, the others are permutations: factor 3.6)"
    assert f"Covered: all 288 reachable worlds {listed}, 1,145 steps, depth 10." in said


def test_a_bound_that_was_hit_is_said_beside_the_factor(managers: str) -> None:
    said = " ".join(check(managers, "--engine", "quotient", "--max-states", "100").split())

    assert " of them listed, the others are permutations: factor " in said
    assert "the bound --max-states 100 was hit" in said


def test_the_json_has_the_representatives_and_the_factor(managers: str) -> None:
    covered = json.loads(check(managers, "--engine", "quotient", "--json"))["covered"]

    assert (covered["states"], covered["engine"]) == (288, "quotient")
    assert covered["symmetry"] == {"representatives": 80, "factor": 3.6}


@pytest.mark.parametrize("words", [[], ["--engine", "list"]])
def test_without_a_quotient_nothing_is_said_of_permutations(words: list[str], managers: str) -> None:
    assert "permutations" not in check(managers, *words)
    assert "symmetry" not in json.loads(check(managers, "--json", *words))["covered"]
