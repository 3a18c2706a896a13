"""ITF traces: a state for each world of the run, the cycle as a loop, read back by itf-py."""

import json
from pathlib import Path
from typing import Any

import pytest
from itf_py import trace_from_json  # type: ignore[import-untyped]

from explorer.exploration import Bounds
from reports.errors import ReportError
from reports.forms.itf import document
from reports.inputs import choose, load_case
from reports.judging import judge_case
from tests.judged import DOOR, HOSTILE, SHEET, hostile_network, whole, written

Json = dict[str, Any]


def trace_of(name: str, *ids: str) -> Json:
    trace: Json = json.loads(document([whole(name, *ids)]))
    return trace


def test_a_trace_has_the_worlds_of_its_run() -> None:
    trace = trace_of(str(DOOR), "quiet")

    assert trace["vars"] == ["door", "alarm", "rule", "actor"]
    assert "loop" not in trace
    assert trace["states"] == [
        {"#meta": {"index": 0}, "door": "closed", "alarm": "off", "rule": "", "actor": ""},
        {"#meta": {"index": 1}, "door": "closed", "alarm": "armed", "rule": "the owner arms the alarm",
         "actor": "owner"},
        {"#meta": {"index": 2}, "door": "open", "alarm": "armed", "rule": "anyone opens the door", "actor": "anyone"},
        {"#meta": {"index": 3}, "door": "open", "alarm": "ringing", "rule": "the alarm goes off", "actor": "alarm"},
    ]  # fmt: skip
    assert {key: trace["#meta"][key] for key in ("format", "property", "verdict")} == {
        "format": "ITF", "property": "quiet", "verdict": "violated",
    }  # fmt: skip


def test_a_cycle_goes_back_to_the_state_after_the_one_it_repeats() -> None:
    trace = trace_of(str(DOOR), "stops")

    states = trace["states"]
    assert (len(states), trace["loop"]) == (5, 4)
    assert [state["rule"] for state in states[trace["loop"]:]] == ["the siren turns"]
    world = [{name: state[name] for name in ("door", "alarm")} for state in states]
    assert world[4] == world[3] == {"door": "open", "alarm": "ringing"}


def test_a_longer_cycle_closes_too() -> None:
    trace = trace_of("app-side-missing", "app-handles-extension-events")

    machines = [name for name in trace["vars"] if name not in ("rule", "actor")]
    first, last = trace["states"][trace["loop"] - 1], trace["states"][-1]
    assert (len(trace["states"]), trace["loop"]) == (10, 7)  # nine steps, of which the last three go round
    assert {name: first[name] for name in machines} == {name: last[name] for name in machines}
    assert first["rule"] != last["rule"]


def test_the_library_reads_what_was_written() -> None:
    trace = trace_from_json(trace_of("recipe"))

    assert trace.meta["property"] == "completion-handler-always-called"
    assert trace.states[-1].values["rule"].startswith("app, handle-events for share, step 1: keeps the compl")
    assert all(set(state.values) == set(trace.vars) for state in trace.states)
    assert len(trace.states) == 15


def test_where_nothing_is_violated_the_first_witness_is_told() -> None:
    trace = trace_of(str(DOOR), "lives", "rings")

    assert (trace["#meta"]["property"], trace["#meta"]["verdict"]) == ("rings", "witnessed")


def test_what_counts_is_told_before_what_is_strict() -> None:
    trace = trace_of("recipe", "extension-never-refused", "app-not-refused-in-its-wake")

    assert trace["#meta"]["property"] == "app-not-refused-in-its-wake"


@pytest.mark.parametrize("ids", [("lives",), ("breaks",)])
def test_without_a_run_there_is_no_trace(ids: tuple[str, ...]) -> None:
    report = whole(str(DOOR), *ids)

    with pytest.raises(ReportError, match=r"--itf: .*door\.network\.json: no verdict has a run: .*"):
        document([report])


def test_a_fault_read_off_the_design_is_no_run(tmp_path: Path) -> None:
    text = SHEET.replace('"start-upload"', '"start-data"')
    report = written(tmp_path, "sheet.toml", text, "no-data-tasks")

    with pytest.raises(ReportError, match="no verdict has a run"):
        document([report])


def test_a_violation_found_before_a_bound_is_a_trace() -> None:
    report = judge_case(choose(load_case(str(DOOR)), ["quiet"]), Bounds(max_states=5))

    assert report.verdicts[0].verdict == "violated"
    assert len(json.loads(document([report]))["states"]) == 4


def test_machines_that_are_called_like_the_step_get_another_name(tmp_path: Path) -> None:
    machine = {"states": ["a", "b"], "initial": "a"}
    text = json.dumps({
        "format": "outlive-network/1",
        "machines": {"rule": machine, "actor": machine, "#meta": machine, "machine rule": machine},
        "rules": [{"name": "go", "actor": "x", "moves": {"rule": [["a", "b"]], "#meta": [["a", "b"]]}}],
        "properties": [{"id": "p", "kind": "never", "where": [{"rule": ["b"]}]}],
    })  # fmt: skip

    trace = json.loads(document([written(tmp_path, "x.network.json", text)]))
    assert trace["vars"] == ["machine machine rule", "machine actor", "machine #meta", "machine rule", "rule", "actor"]
    assert trace["states"][1] == {
        "#meta": {"index": 1}, "machine machine rule": "b", "machine actor": "a", "machine #meta": "b",
        "machine rule": "a", "rule": "go", "actor": "x",
    }  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [("x.toml", HOSTILE), ("x.network.json", hostile_network())])
def test_names_of_a_hostile_design_come_back_as_they_are(tmp_path: Path, name: str, text: str) -> None:
    report = written(tmp_path, name, text)

    trace = trace_from_json(json.loads(document([report])))
    assert trace.vars[:-2] == [machine.name for machine in report.case.network.machines]
