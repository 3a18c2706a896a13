"""Reports that once were wrong: found by trying to refute them, each with the input that did it."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from explorer.exploration import Bounds
from reports.check import Asked, check_as_json
from reports.errors import ReportError
from reports.forms.itf import document as trace
from reports.inputs import load_case
from reports.judging import Report, judge_case
from reports.page.document import page_bytes
from reports.page.packed_rules import packed
from reports.page.tables import numbered
from reports.page.verdicts import verdicts_to_json
from reports.replay.device_script import document as device_script
from reports.replay.written_test import document as replay
from tests.browser import Opened, address_of, opened
from tests.judged import whole, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ENDS = "callbacks-wake-the-app"
"""Broken where a session asks for no launch: what is owed after step 5 never comes, and nothing goes round."""

WAITS = {
    "format": "outlive-network/1",
    "machines": {"m": {"states": ["a", "b", "c"], "initial": "a"}},
    "rules": [
        {"name": "go", "moves": {"m": [["a", "b"]]}, "fairness": "strong", "cites": ["constructor"]},
        {"name": "on", "moves": {"m": [["b", "c"]]}, "fairness": "strong", "cites": ["__proto__"]},
    ],
    "properties": [
        {"id": "back", "kind": "leads-to", "where": [{"m": ["b"]}], "then": [{"m": ["a"]}]},
        {"id": "first", "kind": "leads-to", "where": [{"m": ["a"]}], "then": []},
        {"id": "stays", "kind": "never", "where": [{"m": ["c"]}]},
    ],
}


@pytest.fixture(scope="module")
def waits(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The page on a network in which something is owed that never comes, though nothing goes round."""
    folder = tmp_path_factory.mktemp("waits")
    report = written(folder, "waits.network.json", json.dumps(WAITS))
    page = folder / "waits.html"
    page.write_bytes(page_bytes(report, ()))
    with opened(browser, address_of(page)) as shown:
        yield shown
        assert shown.messages == []


def shown_at(page: Opened, property_id: str, step: int) -> None:
    page.page.evaluate(f"location.hash = '#{property_id}/{step}'")
    page.page.wait_for_function(f"document.querySelector('#heading code').textContent === '{property_id}'")


def test_no_step_is_blamed_for_what_never_comes(waits: Opened) -> None:
    shown_at(waits, "back", 2)

    words = "It is broken by what never comes: step 2 can be the last, and nothing more happens that must."
    assert waits.texts(".verdict-line") == [words]
    assert waits.texts("#panel-step .notice") == ["Here it ends, and nothing more happens that must."]
    assert waits.page.locator(".row.breaks, .tick.breaks").count() == 0


def test_from_where_on_it_is_owed_is_said_where_it_begins(waits: Opened) -> None:
    shown_at(waits, "back", 1)
    waits.page.wait_for_function("document.querySelector('#panel-step .at').textContent.startsWith('Step 1')")
    at_its_beginning = waits.texts("#panel-step .notice")
    shown_at(waits, "first", 0)

    assert at_its_beginning == ["From here on it is owed, and it never comes."]
    assert waits.texts("#panel-step .notice") == at_its_beginning


def test_a_step_that_breaks_a_property_is_still_blamed(waits: Opened) -> None:
    shown_at(waits, "stays", 2)

    assert waits.texts(".verdict-line") == ["Broken by step 2."]
    assert waits.texts("#panel-step .notice") == ["It breaks here."]


def test_an_id_that_means_something_to_scripts_has_no_statement(waits: Opened) -> None:
    shown_at(waits, "stays", 2)

    assert waits.texts("#panel-grounds dd") == ["no statement of the platform travels with this id"]


def test_what_is_owed_is_told_by_the_claim_that_is_broken() -> None:
    report = whole("session-without-launch-events")
    verdicts = {each["id"]: each for each in verdicts_to_json(report, numbered(report.case.network))}
    offence = verdicts[ENDS]["offence"]

    assert (offence["owed"], verdicts[ENDS]["run"]["cycleFrom"]) == (True, None)


def test_a_property_whose_step_is_at_fault_owes_nothing() -> None:
    report = whole("recipe")
    verdicts = {each["id"]: each for each in verdicts_to_json(report, numbered(report.case.network))}

    assert verdicts["app-not-refused-in-its-wake"]["offence"]["owed"] is False


def test_a_rule_without_a_name_travels_in_a_page() -> None:
    rule = {
        "name": "", "label": "", "actor": "", "fairness": "none", "cites": [], "from": 0, "to": 0, "marks": [],
        "moves": [], "when": [],
    }  # fmt: skip

    assert packed([rule])["rows"][0][1] == ""


def test_a_page_is_written_where_no_name_has_a_letter(tmp_path: Path) -> None:
    document = {
        "format": "outlive-network/1",
        "machines": {"": {"states": ["", "b"], "initial": ""}},
        "rules": [{"name": "", "moves": {"": [["", "b"]]}}],
        "properties": [{"id": "", "kind": "never", "where": [{"": ["b"]}]}],
    }
    report = written(tmp_path, "empty.network.json", json.dumps(document))

    assert page_bytes(report, ()).startswith(b"<!doctype html>")


@pytest.mark.parametrize("form", ["html", "markdown", "sarif"])
def test_a_report_never_replaces_the_design_that_it_is_about(form: str, tmp_path: Path) -> None:
    text = json.dumps(WAITS)
    path = tmp_path / "waits.network.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ReportError, match="is what is read, and stays as it is; name another file"):
        check_as_json(Asked((str(path),), outputs={form: f"{tmp_path}/../{tmp_path.name}/{path.name}"}))
    assert path.read_text(encoding="utf-8") == text


def test_a_report_does_not_go_to_a_file_called_like_standard_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "waits.network.json"
    path.write_text(json.dumps(WAITS), encoding="utf-8")

    with pytest.raises(ReportError, match="--html -: standard output has the verdicts; name a file"):
        check_as_json(Asked((str(path),), outputs={"html": "-"}))
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_the_script_for_a_device_says_how_it_ends_in_a_sentence() -> None:
    script = device_script((whole("session-without-launch-events"),)).decode()

    assert "After the last step: nothing more happens that must." in script
    assert "After the last step: and" not in script


@pytest.mark.parametrize("document", [replay, device_script, trace])
def test_what_is_not_decided_is_not_said_to_be_kept(document: Callable[[Sequence[Report]], bytes]) -> None:
    report = judge_case(load_case("recipe"), Bounds(max_states=1))

    with pytest.raises(ReportError, match="nothing is violated so far"):
        document((report,))


def test_a_certificate_and_a_report_do_not_go_to_one_file(tmp_path: Path) -> None:
    path, place = tmp_path / "waits.network.json", str(tmp_path / "kept")
    path.write_text(json.dumps(WAITS), encoding="utf-8")

    with pytest.raises(ReportError, match="two reports cannot go to one file"):
        check_as_json(Asked((str(path),), certificate=place, outputs={"html": place}))
    with pytest.raises(ReportError, match="is what is read"):
        check_as_json(Asked((str(path),), certificate=str(path)))
    assert path.read_text(encoding="utf-8") == json.dumps(WAITS)


def test_a_report_with_nothing_to_tell_does_not_keep_the_others_from_being_written(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    comment, test = tmp_path / "comment.md", tmp_path / "test_runs.py"
    network = tmp_path / "waits.network.json"
    moves = {"id": "moves", "kind": "witness", "where": [{"m": ["c"]}]}
    network.write_text(json.dumps({**WAITS, "properties": [moves]}))

    status = check_as_json(Asked((str(network),), outputs={"markdown": str(comment), "pytest": str(test)}))

    assert (status, comment.exists(), test.exists()) == (0, True, False)
    assert "nothing is violated" in capfd.readouterr().err
