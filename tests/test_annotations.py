"""Annotations in a GitHub action: a command for each verdict that matters, and no other command in the output."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from explorer.exploration import Bounds
from reports.forms.annotations import annotated
from reports.forms.shield import shielded
from reports.inputs import choose, load_case
from reports.judging import judge_case
from reports.options import outlive
from tests.judged import DOOR, HOSTILE, SHEET, hostile_network, whole, written

HELD = """\
[expect]
single-connector = "violated"
no-start-failed = "holds"

[expect.simulator]
no-start-failed = "vacuous"
"""


def run(*words: str) -> Result:
    return CliRunner().invoke(outlive, list(words), catch_exceptions=False)


def obeyed(output: str) -> list[str]:
    """The lines that a runner takes for commands: all that begin so, but those between the stop and its word."""
    word, commands = "", []
    for line in output.splitlines():
        stripped = line.strip()
        if word:
            word = "" if stripped == f"::{word}::" else word
        elif stripped.startswith("::stop-commands::"):
            word = stripped.removeprefix("::stop-commands::")
        elif stripped.startswith("::") or "##[" in stripped:
            commands.append(stripped)
    assert not word, "the shield was never taken away"
    return commands


@pytest.fixture
def action(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout in an action."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    return tmp_path


def test_a_violation_is_an_error_at_the_line_of_its_action(action: Path) -> None:
    path = action / "designs" / "sheet.toml"
    path.parent.mkdir()
    path.write_text(SHEET, encoding="utf-8")

    result = run("check", str(path), "--property", "app-not-refused-in-its-wake", "--property", "single-connector")
    (command,) = obeyed(result.stdout)
    assert command == (
        "::error file=designs/sheet.toml,line=9,endLine=9,col=3,"
        "title=app-not-refused-in-its-wake%3A violated (device)::"
        "The app is not refused a session inside the wake it was woken for.%0A"
        "the shortest run that breaks it, 10 steps:%0A"
        " 1. the user opens sheet, run 1%0A"
        " 2. sheet, run 1, step 1: connects to share%0A"
        " 3. sheet, run 1, step 2: starts transfer of sheet 1%0A"
        " 4. transfer of sheet 1 finishes%0A"
        " 5. the user leaves the host of sheet, and the system suspends it%0A"
        " 6. the system relaunches the app for share (transfer of sheet 1)%0A"
        " 7. app, handle-events for share, step 1: keeps the completion handler%0A"
        " 8. the user returns to sheet%0A"
        " 9. sheet reconnects to share%0A"
        "10. app, handle-events for share, step 2: is refused share (-996): sheet is connected"
    )
    assert result.stdout.rstrip().endswith(command)
    assert result.exit_code == 1


def test_outside_of_an_action_nothing_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    assert "::" not in run("check", str(DOOR)).stdout


def test_json_stays_json(action: Path) -> None:
    result = run("check", str(DOOR), "--json")

    assert json.loads(result.stdout)["format"] == "outlive-verdicts/1"


def test_what_is_strict_is_a_notice() -> None:
    (command,) = annotated([whole("recipe", "extension-never-refused")]).splitlines()

    assert command.startswith("::notice file=")


def test_all_that_is_undecided_is_one_warning() -> None:
    report = judge_case(choose(load_case(str(DOOR)), ["lives", "breaks"]), Bounds(max_states=2))

    (command,) = annotated([report]).splitlines()
    assert command.startswith("::warning file=tests/networks/door.network.json,line=1,endLine=1,col=1,title=2 properti")
    assert command.endswith("%0ANot decided: lives, breaks")


def test_what_is_as_it_must_be_is_not_annotated() -> None:
    assert annotated([whole(str(DOOR), "lives", "rings", "mended-in-time")]) == ""


def test_verify_points_at_the_expectation_that_differs(action: Path) -> None:
    (action / "sheet.toml").write_text(SHEET.replace("runs = 2\n", "") + HELD, encoding="utf-8")

    result = run("verify", str(action))
    assert result.exit_code == 1
    where = "file=sheet.toml,line"
    assert [command for command in obeyed(result.stdout) if "single-connector" in command] == [
        f"::error {where}=19,endLine=19,col=1,title=single-connector%3A not as expected ({profile})"
        "::expected violated, found holds"
        for profile in ("device", "simulator", "debugger")
    ]
    assert [command for command in obeyed(result.stdout) if "no-start-failed" in command] == [
        f"::error {where}=23,endLine=23,col=1,title=no-start-failed%3A not as expected (simulator)"
        "::expected vacuous, found holds"
    ]


@pytest.mark.parametrize(("name", "text"), [("x.toml", HOSTILE), ("x.network.json", hostile_network())])
def test_no_name_in_a_design_is_obeyed(action: Path, name: str, text: str) -> None:
    report = written(action, name, text)
    broken = [each for each in report.verdicts if each.verdict == "violated"]

    commands = obeyed(run("check", str(action / name)).stdout)
    assert len(commands) == len(broken) > 0
    assert all(command.startswith((f"::error file={name},", f"::notice file={name},")) for command in commands)
    assert all(command.partition("title=")[2].count("::") >= 1 for command in commands)
    titles = [command.partition("title=")[2].partition("::")[0] for command in commands]
    assert not any("," in title or ":" in title for title in titles)


def test_a_text_cannot_say_the_word_that_ends_its_shield(action: Path) -> None:
    word = shielded("a").splitlines()[-1]

    inside = shielded(f"{word}\n::error::x")
    assert obeyed(inside) == []
