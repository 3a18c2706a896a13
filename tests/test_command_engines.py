"""The options of `outlive check` that say by what means to explore, how far, and for how many: as a user types them."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from explorer.choosing import ENGINES
from model.network_json import network_to_json
from reports.options import ENGINE
from reports.options import outlive as command
from tests.models.puzzles import die_hard, sliding

ROOT = Path(__file__).parents[1]


def outlive(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


@pytest.fixture
def jugs(tmp_path: Path) -> str:
    claim = {"id": "four", "kind": "never", "where": [{"big": ["4"]}]}
    file = tmp_path / "jugs.network.json"
    file.write_text(json.dumps({**network_to_json(die_hard(3, 5)), "properties": [claim]}))
    return str(file)


@pytest.fixture
def tiles(tmp_path: Path) -> str:
    file = tmp_path / "tiles.network.json"
    claim = {"id": "stuck", "kind": "deadlock-free"}
    file.write_text(json.dumps({**network_to_json(sliding(3, 4)), "properties": [claim]}))
    return str(file)


@pytest.mark.parametrize("engine", ["list", "integers", "packed", "diagrams", "arrays"])
def test_a_forced_engine_answers_and_is_named(engine: str, jugs: str) -> None:
    result = outlive("check", jugs, "--engine", engine, "--json")

    document = json.loads(result.stdout)
    assert (result.exit_code, document["covered"]["engine"]) == (1, engine)
    assert (document["covered"]["states"], document["covered"]["steps"]) == (16, 96)
    assert len(document["verdicts"][0]["run"]) == 6


def test_the_engines_that_can_be_forced_are_those_there_are() -> None:
    assert tuple(ENGINE.choices) == ENGINES


def test_an_engine_that_cannot_is_refused_with_the_mend(jugs: str) -> None:
    result = outlive("check", jugs, "--engine", "quotient")

    assert result.exit_code == 2
    assert result.stderr == (
        "outlive: the engine `quotient` needs interchangeable machines, and there are none;"
        " leave --engine out, and another one answers\n"
    )


@pytest.mark.parametrize("size", ["0", "12Q", "-5M", "M", "", "1e3", "٣M", "9" * 40])
def test_an_amount_of_memory_is_understood_or_refused(size: str, jugs: str) -> None:
    result = outlive("check", jugs, "--max-memory", size)

    assert result.exit_code == 2
    assert "is no amount of memory; write 300M, 2G or a number of bytes" in result.stderr


@pytest.mark.parametrize("size", ["1G", "1g", "900M", "99999999999"])
def test_memory_enough_changes_nothing(size: str, jugs: str) -> None:
    assert outlive("check", jugs, "--max-memory", size).exit_code == 1


def test_a_bound_leaves_verdicts_open_and_says_what_was_covered(tiles: str) -> None:
    result = outlive("check", tiles, "--max-states", "500000", "--engine", "packed")

    said = " ".join(result.stdout.split())
    assert result.exit_code == 3
    assert "stuck unknown" in said
    assert re.search(r"Covered: 5\d\d,\d\d\d worlds found, the nearest 30,000 worlds judged", said)
    assert "the bound --max-states 500000 was hit; nothing is known of the rest." in said


def test_a_checkpoint_is_for_one_exploration(jugs: str, tmp_path: Path) -> None:
    result = outlive("check", jugs, jugs, "--checkpoint", str(tmp_path / "kept"))

    assert result.exit_code == 2
    assert "--checkpoint: is for one exploration; name one file, and one profile" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--resume",), "--resume needs --checkpoint DIR"),
        (("--any-number",), "--any-number is about runs and transfers, and a network has none; name a design"),
    ],
)
def test_options_that_need_another_say_which(words: tuple[str, ...], said: str, jugs: str) -> None:
    result = outlive("check", jugs, *words)

    assert result.exit_code == 2
    assert said in result.stderr


def test_any_number_says_how_far_each_verdict_reaches_and_keeps_a_certificate(tmp_path: Path) -> None:
    pytest.importorskip("z3")
    proof = tmp_path / "proof.json"
    asked = ("single-connector", "extension-never-refused", "session-can-become-free", "delegate-set")
    words = [word for each in asked for word in ("--property", each)]

    result = outlive("check", "recipe", *words, "--any-number", "--certificate", str(proof), "--json")

    document = json.loads(result.stdout)
    assert {each["property"]: (each["verdict"], each["reach"]) for each in document["verdicts"]} == {
        "single-connector": ("holds", "any number"),
        "extension-never-refused": ("violated", "this number and more"),
        "session-can-become-free": ("holds", "this bound only"),
        "delegate-set": ("holds", "any number"),
    }
    assert document["assumed for any number"].startswith("For every number k, ")
    checker = [sys.executable, "-m", "properties.any_number.check_certificate", str(proof)]
    checked = subprocess.run(checker, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "single-connector: holds for any number\n")
