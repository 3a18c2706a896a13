"""SARIF: valid, at the lines of the actions, the same fingerprints, nothing active in its messages."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from explorer.exploration import Bounds
from reports.forms.sarif import document
from reports.inputs import choose, load_case
from reports.judging import Report, judge_case
from tests.judged import DOOR, HOSTILE, SHEET, gallery_reports, hostile_network, in_every_profile, whole, written

SCHEMA = Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json"
VALIDATOR = Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))

Json = dict[str, Any]


def log_of(*reports: Report) -> Json:
    log: Json = json.loads(document(reports))
    return log


def results_of(report: Report) -> list[Json]:
    (run,) = log_of(report)["runs"]
    results: list[Json] = run["results"]
    return results


def steps_of(result: Json) -> list[Json]:
    (flow,) = result["codeFlows"][0]["threadFlows"]
    steps: list[Json] = flow["locations"]
    return steps


def region_of(location: Json) -> tuple[int, int]:
    region = location["physicalLocation"]["region"]
    return region["startLine"], region["startColumn"]


def test_every_design_of_the_gallery_is_valid_by_the_published_schema() -> None:
    log = log_of(*gallery_reports())

    assert [error.message for error in VALIDATOR.iter_errors(log)] == []
    assert len(log["runs"]) == len(gallery_reports()) > 60


def test_the_schema_would_find_a_fault() -> None:
    log = log_of(whole("recipe"))
    log["runs"][0]["results"][0]["level"] = "grave"

    assert not VALIDATOR.is_valid(log)


def test_each_step_points_at_its_action_or_at_what_comes_nearest(tmp_path: Path) -> None:
    report = written(tmp_path, "sheet.toml", SHEET, "app-not-refused-in-its-wake")

    (result,) = results_of(report)
    assert region_of(result["locations"][0]) == (9, 3)  # the connect that is refused
    steps = steps_of(result)
    assert [region_of(step["location"]) for step in steps] == [
        (14, 1), (16, 8), (16, 19), (16, 19), (14, 1), (3, 1), (8, 3), (14, 1), (3, 1), (9, 3),
    ]  # fmt: skip
    assert [step["location"]["message"]["text"] for step in steps][1::2] == [
        "2. sheet, run 1, step 1: connects to share (run of sheet, step 1)",
        "4. transfer of sheet 1 finishes (not in the code; nearest: run of sheet, step 2)",
        "6. the system relaunches the app for share (transfer of sheet 1) "
        "(not in the code; nearest: the session share)",
        "8. the user returns to sheet (not in the code; nearest: the extension sheet)",
        "10. app, handle-events for share, step 2: is refused share (-996): sheet is connected "
        "(handle-events of app, step 2)",
    ]
    assert [step["executionOrder"] for step in steps] == list(range(1, 11))


def test_an_action_behind_an_answer_is_found_where_it_stands(tmp_path: Path) -> None:
    run = 'run = [\n  {do = "request", then = [\n    "connect",\n    "start-upload"]}, "complete-request"]'
    text = SHEET.replace('run = ["connect", "start-upload", "complete-request"]', run)
    report = written(tmp_path, "sheet.toml", text, "short-request-survives", "completion-may-reach-app")

    subjects = report.case.system.subjects if report.case.system else {}
    (step,) = {each.place.line for name, each in subjects.items() if "starts transfer of sheet 1" in name}
    assert step == 19
    assert {each.words for each in subjects.values() if each.place.line == 18} == {
        "run of sheet", "run of sheet, step 1.1",
    }  # fmt: skip


def test_what_is_read_off_the_design_points_at_the_fault(tmp_path: Path) -> None:
    text = SHEET.replace('"start-upload"', '{do = "start-upload", body = "data"}')
    report = written(tmp_path, "sheet.toml", text, "file-backed-uploads")

    (result,) = results_of(report)
    assert region_of(result["locations"][0]) == (16, 19)
    assert result["message"]["text"].endswith("line 16: start-upload with body = 'data'")
    assert "codeFlows" not in result


def test_a_bare_network_points_at_the_lines_of_its_rules() -> None:
    (result,) = results_of(whole(str(DOOR), "quiet"))

    assert [region_of(step["location"]) for step in steps_of(result)] == [(8, 5), (10, 5), (12, 5)]
    assert region_of(result["locations"][0]) == (12, 5)


def test_a_cycle_is_told_as_one() -> None:
    (result,) = results_of(whole(str(DOOR), "stops"))

    (flow,) = result["codeFlows"][0]["threadFlows"]
    assert flow["message"]["text"] == "from here on, for ever: step 4"
    assert [", again and again" in step["location"]["message"]["text"] for step in steps_of(result)] == [
        False, False, False, True,
    ]  # fmt: skip


def test_kinds_and_levels_are_the_standard_s() -> None:
    found = {each["ruleId"]: (each["kind"], each["level"]) for each in results_of(whole("recipe"))}
    door = judge_case(choose(load_case(str(DOOR)), ["lives", "breaks"]), Bounds(max_states=2))

    assert found == {
        "completion-handler-always-called": ("fail", "error"),
        "handler-keyed-by-identifier": ("fail", "error"),
        "app-not-refused-in-its-wake": ("fail", "error"),
        "no-identifier-reuse-before-invalid": ("fail", "error"),
        "extension-never-refused": ("fail", "note"),
    }
    assert [(each["kind"], each["level"]) for each in results_of(door)] == [("open", "none")] * 2


def test_a_witness_that_cannot_be_is_an_error_without_a_run() -> None:
    (result,) = results_of(whole(str(DOOR), "breaks"))

    assert (result["kind"], result["level"], "codeFlows" in result) == ("fail", "error", False)


def test_every_property_is_a_rule_and_every_result_names_its_own() -> None:
    (run,) = log_of(whole("recipe"))["runs"]

    rules = run["tool"]["driver"]["rules"]
    assert len(rules) == 36
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])
    help_text = next(each for each in rules if each["id"] == "app-not-refused-in-its-wake")["help"]["text"]
    assert "\n§8: When there is something to report" in help_text


def test_the_invocation_says_how_it_ended() -> None:
    held, broken = log_of(whole(str(DOOR), "lives")), log_of(whole(str(DOOR), "lives"), whole(str(DOOR), "quiet"))
    cut = judge_case(choose(load_case(str(DOOR)), ["lives"]), Bounds(max_states=2))
    (invocation,) = log_of(cut)["runs"][0]["invocations"]

    assert held["runs"][0]["invocations"][0]["exitCode"] == 0
    assert [run["invocations"][0]["exitCode"] for run in broken["runs"]] == [1, 1]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (3, True)
    assert "--max-states 2 was hit" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_each_profile_is_a_category_of_its_own() -> None:
    log = log_of(*in_every_profile("container-missing"))

    ids = [run["automationDetails"]["id"] for run in log["runs"]]
    assert [each.rsplit("/", 2)[1:] for each in ids] == [["device", ""], ["simulator", ""], ["debugger", ""]]
    prints = [each["partialFingerprints"]["outliveProperty/v1"] for run in log["runs"] for each in run["results"]]
    assert len(set(prints)) == len(prints) > 3


def test_fingerprints_outlive_a_move_of_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = results_of(written(tmp_path, "sheet.toml", SHEET))
    after = results_of(written(tmp_path, "sheet.toml", f"# a comment\n\n{SHEET}"))

    assert [each["partialFingerprints"] for each in before] == [each["partialFingerprints"] for each in after]
    assert [each["locations"] for each in before] != [each["locations"] for each in after]


def test_files_are_named_from_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "my designs"
    folder.mkdir()
    report = written(folder, "a#b.toml", SHEET, "app-not-refused-in-its-wake")

    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    inside = log_of(report)["runs"][0]["artifacts"][0]["location"]
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "elsewhere"))
    outside = log_of(report)["runs"][0]["artifacts"][0]["location"]
    gallery = log_of(whole("recipe"))["runs"][0]["artifacts"][0]["location"]

    assert inside == {"uri": "my%20designs/a%23b.toml", "uriBaseId": "%SRCROOT%", "index": 0}
    assert outside == {"uri": (folder / "a#b.toml").as_uri(), "index": 0}
    assert gallery == {"uri": "recipe.toml", "uriBaseId": "GALLERY", "index": 0}


@pytest.mark.parametrize(("name", "text"), [("x.toml", HOSTILE), ("x.network.json", hostile_network())])
def test_a_hostile_design_makes_no_link_and_no_placeholder(tmp_path: Path, name: str, text: str) -> None:
    log = log_of(written(tmp_path, name, text))

    assert VALIDATOR.is_valid(log)
    told = [each for each in texts_of(log) if "](" in each or "]\\(" in each]
    assert len(told) > 1
    for each in told:
        bare = each.replace("\\\\", "").replace("\\[", "").replace("\\]", "")
        assert "[" not in bare
        assert "]" not in bare
        assert "{" not in each.replace("{{", "")
    assert not any(letter in each for each in texts_of(log) for letter in "\0\x1b\u202e")


def texts_of(part: Any) -> list[str]:
    """Every message of a log."""
    if isinstance(part, list):
        return [text for each in part for text in texts_of(each)]
    if not isinstance(part, dict):
        return []
    own = [part["text"]] if isinstance(part.get("text"), str) else []
    return own + [text for each in part.values() for text in texts_of(each)]


def test_the_same_verdicts_give_the_same_bytes() -> None:
    assert document([whole("recipe")]) == document([whole("recipe")])
