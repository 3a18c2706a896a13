"""JUnit XML: a case for each property, read back by junitparser, with nothing in it that XML forbids."""

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from junitparser import JUnitXml, TestSuite

from explorer.exploration import Bounds
from reports.forms.junit import document
from reports.inputs import choose, load_case
from reports.judging import Report, judge_case
from tests.judged import DOOR, HOSTILE, SHEET, gallery_reports, hostile_network, in_every_profile, whole, written


def suites_of(*reports: Report) -> list[TestSuite]:
    return list(JUnitXml.fromstring(document(reports)))


def tree_of(*reports: Report) -> Element:
    return fromstring(document(reports))


def outcomes(suite: TestSuite) -> dict[str, str]:
    return {case.name: "".join(f"{type(each).__name__} {each.type}" for each in case.result) for case in suite}


def test_each_verdict_is_what_a_test_runner_calls_it() -> None:
    (suite,) = suites_of(whole(str(DOOR)))

    assert outcomes(suite) == {
        "lives": "",
        "rings": "",
        "breaks": "Failure unreachable",
        "mended-in-time": "Skipped vacuous",
        "quiet": "Failure violated",
        "rings-when-open": "Failure violated",
        "stops": "Failure violated",
    }
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (7, 4, 0, 1)


def test_what_is_undecided_is_an_error() -> None:
    report = judge_case(choose(load_case(str(DOOR)), ["lives"]), Bounds(max_states=2))

    (suite,) = suites_of(report)
    assert outcomes(suite) == {"lives": "Error unknown"}
    assert (suite.tests, suite.errors) == (1, 1)
    assert "--max-states 2 was hit" in tree_of(report).findtext("testsuite/system-out", "")


def test_a_strict_violation_turns_no_build_red() -> None:
    (suite,) = suites_of(whole("recipe", "extension-never-refused"))

    assert outcomes(suite) == {"extension-never-refused": "Skipped violated"}
    (case,) = suite
    assert case.result[0].message.startswith("violated (strict: shown, but does not count): No extension is ever refus")
    assert "is refused share on running again (-996)" in case.result[0].text


def test_a_failure_tells_its_run_in_words() -> None:
    (suite,) = suites_of(whole(str(DOOR), "quiet"))

    (case,) = suite
    assert case.result[0].text.splitlines() == [
        "the shortest run that breaks it, 3 steps:",
        " 1. the owner arms the alarm  A1 A2",
        "      alarm: off → armed",
        " 2. anyone opens the door",
        "      door: closed → open",
        " 3. the alarm goes off",
        "      alarm: armed → ringing",
    ]


def test_a_cycle_and_a_fault_are_told_too(tmp_path: Path) -> None:
    (door,) = suites_of(whole(str(DOOR), "stops"))
    text = SHEET.replace('"start-upload"', '"start-data"')
    (sheet,) = suites_of(written(tmp_path, "sheet.toml", text, "no-data-tasks"))

    (cycle,), (fault,) = door, sheet
    assert "\n↻ from here on, for ever: step 4\n 4. the siren turns\n      nothing changes" in cycle.result[0].text
    assert fault.result[0].text == "rests on C13\nline 16: start-data"


def test_every_design_of_the_gallery_is_a_suite_with_all_its_properties() -> None:
    root = tree_of(*gallery_reports())

    suites = root.findall("testsuite")
    assert len(suites) == len(gallery_reports())
    assert {suite.get("tests") for suite in suites} == {"36"}
    assert int(root.get("failures", "")) == sum(int(suite.get("failures", "")) for suite in suites) > 60


def test_profiles_are_suites_of_their_own_names() -> None:
    names = [suite.name for suite in suites_of(*in_every_profile("container-missing"))]

    assert names == [f"container-missing ({profile})" for profile in ("device", "simulator", "debugger")]


@pytest.mark.parametrize(("name", "text"), [("x.toml", HOSTILE), ("x.network.json", hostile_network())])
def test_what_a_hostile_design_is_called_stays_text(tmp_path: Path, name: str, text: str) -> None:
    report = written(tmp_path, name, text)

    root = tree_of(report)
    names = [case.get("name") for case in root.iter("testcase")]
    tags = {each.tag for each in root.iter()}
    assert len(names) == len(report.verdicts)
    assert tags <= {
        "testsuites", "testsuite", "properties", "property", "testcase", "failure", "error", "skipped", "system-out",
    }  # fmt: skip
    shown = document([report]).decode()
    assert "<img" not in shown
    assert "<b " not in shown
    assert not any(letter in shown for letter in "\0\x1b\u202e")


def test_control_characters_are_seen(tmp_path: Path) -> None:
    root = tree_of(written(tmp_path, "x.network.json", hostile_network()))

    (case,) = root.iter("testcase")
    assert case.get("name", "").startswith('p <b onclick="x">\\x00\\x1b[31m\\u202e\\n::error::[a](//e) ]]> ```')


def test_the_same_verdicts_give_the_same_bytes() -> None:
    assert document([whole("recipe")]) == document([whole("recipe")])
