"""The pytest file that replays runs: it fails for the design that can still do them, and passes for the mended one."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from explorer.exploration import Bounds
from reports.errors import ReportError
from reports.inputs import Case, load_case
from reports.judging import judge_case
from reports.options import outlive as command
from reports.replay.replaying import Judged, NotPossible, Recorded, assert_impossible, assert_possible, replay
from reports.replay.written_test import document
from tests.designs import GALLERY

ROOT = Path(__file__).parent.parent
DOOR = Path(__file__).parent / "networks" / "door.network.json"

MENDED = [
    ("nothing-left-at-launch", "app-releases-extension-session"),
    ("quick-upload-observed", "every-completion-handled"),
    ("session-invalidated-when-done", "app-releases-extension-session"),
    ("task-after-reload", "no-task-on-invalid-session"),
]
"""Pairs of docs/pairs.md whose second half holds what the first breaks: never-step, and leads-to with its fairness."""

ARMED = ["the owner arms the alarm", "anyone opens the door", "the alarm goes off"]


def outlive(*words: str) -> str:
    result = CliRunner().invoke(command, list(words), catch_exceptions=False)
    assert result.exit_code in (0, 1), result.stderr
    return result.stdout


def outcomes(folder: Path) -> tuple[dict[str, str], str]:
    """File -> what pytest, in a process of its own, says of its tests; and all that it printed."""
    words = [sys.executable, "-m", "pytest", "-rA", "--no-header", "-p", "no:cacheprovider", str(folder)]
    ran = subprocess.run(words, cwd=folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)
    said = [line.split() for line in ran.stdout.splitlines() if line.startswith(("PASSED", "FAILED", "XFAIL"))]
    return {line[1].partition("::")[0]: line[0] for line in said}, ran.stdout


def test_the_test_fails_for_the_violating_design_and_passes_for_its_mended_pair(tmp_path: Path) -> None:
    designs, tests = tmp_path / "designs", tmp_path / "tests"
    designs.mkdir()
    tests.mkdir()
    for stem, named in MENDED:
        design = designs / f"{stem}.toml"
        shutil.copy(GALLERY / f"{stem}-before.toml", design)
        place = tests / f"test_{stem.replace('-', '_')}.py"
        outlive("check", str(design), "--property", named, "--pytest", str(place))
    before, told = outcomes(tests)
    for stem, _ in MENDED:
        shutil.copy(GALLERY / f"{stem}-after.toml", designs / f"{stem}.toml")
    after, _ = outcomes(tests)

    files = [f"test_{stem.replace('-', '_')}.py" for stem, _ in MENDED]
    assert before == dict.fromkeys(files, "FAILED")
    assert "every-completion-handled: this run is still possible in" in told
    assert "share-extension, run 1, step 2: starts transfer of share-extension 1" in told
    assert after == dict.fromkeys(files, "PASSED")


def test_the_design_is_named_relative_to_the_test_and_the_gallery_s_by_name(tmp_path: Path) -> None:
    report = judge_case(replace(load_case("container-missing"), name="container-missing"), Bounds())
    away = replace(report, case=replace(report.case, name=str(tmp_path / "designs" / "share.toml")))

    assert b"DESIGN = Judged(gallery() / 'container-missing.toml', 'device')\n" in document([report])
    written = document([away], tmp_path / "tests" / "test_share.py")
    assert b"DESIGN = Judged(Path(__file__).parent / '../designs/share.toml', 'device')\n" in written
    assert str(tmp_path).encode() not in written.partition(b"DESIGN")[2]


def test_there_is_a_test_for_each_violated_property_and_a_strict_one_may_fail() -> None:
    report = judge_case(load_case("quick-upload-observed-after"), Bounds())
    text = document([report]).decode()

    assert text.count("\ndef test_") == len([each for each in report.verdicts if each.verdict == "violated"])
    assert "strict=False)\ndef test_extension_never_refused() -> None:" in text
    compile(text, "test_written.py", "exec")


def test_where_nothing_is_violated_no_test_is_written() -> None:
    report = judge_case(replace(load_case("recipe"), properties=load_case("recipe").properties[:1]), Bounds())

    with pytest.raises(ReportError, match="--pytest: nothing is violated in recipe; there is no run to replay"):
        document([report])


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    evil = '"""\nimport os; os._exit(7)\n"""\\'
    network = json.loads(DOOR.read_text())
    network["rules"][0]["name"] = evil
    network["properties"] = [{**each, "id": evil} for each in network["properties"] if each["id"] == "quiet"]
    file = tmp_path / "evil.network.json"
    file.write_text(json.dumps(network))
    report = judge_case(load_case(str(file)), Bounds())
    named = replace(report, case=replace(report.case, name=f"{file}{evil}.json"))

    scope: dict[str, object] = {"__file__": str(tmp_path / "test_x.py")}
    exec(compile(document([named], tmp_path / "test_x.py"), "test_x.py", "exec"), scope)

    assert [name for name in scope if name.startswith("test_")] == ["test_import_os_os_exit_7"]


def judged(tmp_path: Path, **changes: object) -> Judged:
    """The door, its rules changed by name."""
    network = json.loads(DOOR.read_text())
    for rule in network["rules"]:
        rule.update(changes.get(rule["name"].replace(" ", "_"), {}))
    network["machines"]["bystander"] = {"states": ["away", "here"], "initial": "away"}
    file = tmp_path / "door.network.json"
    file.write_text(json.dumps(network))
    return Judged(file)


def test_a_machine_that_has_nothing_to_do_with_it_makes_no_difference(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="quiet: this run is still possible in"):
        assert_impossible(judged(tmp_path), "quiet", Recorded(ARMED))
    assert_possible(judged(tmp_path), "quiet", Recorded(ARMED))


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ([*ARMED[:1], ARMED[2]], "step 2, `the alarm goes off` is not enabled"),
        ([*ARMED[:2], "the roof flies off"], "step 3: there is no rule `the roof flies off` in it"),
        (ARMED[:2], "it ends in nothing that the property forbids"),
        ([(ARMED[0], {"alarm": "ringing"})], "step 1, `the owner arms the alarm` does not lead there any more"),
    ],
)
def test_a_run_that_is_not_possible_any_more_passes_and_says_why(tmp_path: Path, steps: list[str], why: str) -> None:
    assert_impossible(judged(tmp_path), "quiet", Recorded(steps))

    with pytest.raises(AssertionError) as told:
        assert_possible(judged(tmp_path), "quiet", Recorded(steps))
    assert str(told.value) == f"quiet: the run is not possible any more: {why}"


def test_a_cycle_must_close_and_be_fair(tmp_path: Path) -> None:
    for_ever = Recorded([*ARMED, "the siren turns"], cycle_from=3)

    assert_possible(judged(tmp_path), "stops", for_ever)
    assert_impossible(judged(tmp_path, anyone_shuts_the_door={"fairness": "weak"}), "stops", for_ever)
    with pytest.raises(NotPossible, match="does not lead back"):
        replay(load_case(str(DOOR)), Recorded(ARMED, cycle_from=1))


def test_a_weakly_fair_rule_must_stay_enabled_to_be_owed_a_step_a_strongly_fair_one_need_not(tmp_path: Path) -> None:
    swinging = Recorded(["anyone opens the door", "anyone shuts the door"], cycle_from=0)
    network = {
        "format": "outlive-network/1",
        "machines": {"door": {"states": ["closed", "open"], "initial": "closed"},
                     "cat": {"states": ["out", "in"], "initial": "out"}},
        "rules": [
            {"name": swinging.steps[0], "actor": "anyone", "moves": {"door": [["closed", "open"]]}},
            {"name": swinging.steps[1], "actor": "anyone", "moves": {"door": [["open", "closed"]]}},
            {"name": "the cat goes in", "actor": "cat", "moves": {"cat": [["out", "in"]]}, "when": {"door": ["open"]}},
        ],
        "properties": [{"id": "in", "kind": "leads-to", "where": [{}], "then": [{"cat": ["in"]}]}],
    }  # fmt: skip

    def with_cat(fairness: str) -> Judged:
        network["rules"][2]["fairness"] = fairness  # type: ignore[index]
        (tmp_path / "cat.network.json").write_text(json.dumps(network))
        return Judged(tmp_path / "cat.network.json")

    assert_possible(with_cat("weak"), "in", swinging)
    assert_impossible(with_cat("strong"), "in", swinging)
    with pytest.raises(AssertionError, match="`the cat goes in` is owed a step"):
        assert_possible(with_cat("strong"), "in", swinging)


def test_tables_that_say_something_else_than_the_engines_are_found() -> None:
    case = load_case("container-missing")
    opens = next(rule for rule in case.network.rules if rule.name == "the user opens share-extension, run 1")
    lie = replace(opens, moves={**opens.moves, "share-extension": (("not_running", "suspended"),)})
    rules = tuple(lie if rule is opens else rule for rule in case.network.rules)
    lying = Case(case.name, replace(case.network, rules=rules), case.properties, case.system)

    with pytest.raises(AssertionError, match="the engines lead elsewhere than the tables"):
        replay(lying, Recorded([opens.name]))


@pytest.mark.parametrize("design", ["container-missing", "follow-up-unprotected", "extension-finishes-after-start"])
def test_every_violation_of_a_gallery_design_replays(design: str, tmp_path: Path) -> None:
    report = judge_case(load_case(design), Bounds())
    place = tmp_path / "test_all.py"
    place.write_bytes(document([report], place).replace(b"assert_impossible", b"assert_possible"))
    scope: dict[str, object] = {"__file__": str(place)}
    exec(compile(place.read_text(), str(place), "exec"), scope)

    replayed = [test() for name, test in scope.items() if name.startswith("test_") and callable(test)]

    assert len(replayed) == len([each for each in report.verdicts if each.verdict == "violated"])
