"""pytest collects designs: what passes, what fails and what it says, held by running pytest on files of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NETWORKS = Path(__file__).parent / "networks"

LEAN = """
import sys, pytest
before = set(sys.modules)
import reports.pytest_plugin
print(*sorted(each for each in set(sys.modules) - before))
"""

COUNTING = """
from pathlib import Path
import reports.judging
judge = reports.judging.judge_case

def counted(case, bounds):
    print("explored", Path(case.name).name, "for", len(case.properties))
    return judge(case, bounds)

reports.judging.judge_case = counted
"""

INTERRUPTING = """
import reports.judging

def interrupted(*_):
    raise KeyboardInterrupt

reports.judging.judge = interrupted
"""

ALONE = """\
title = "App alone"
[[session]]
name = "s"
[app]
foreground = ["connect", "start-download"]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion"]
did-finish-events = []
"""
"""Nobody calls the handler; and much is vacuous for want of an extension."""


def collected(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """pytest with the plugin alone, in a process of its own."""
    plain = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--no-header", "--rootdir", str(folder)]
    plugin = [] if installed() else ["-p", "reports.pytest_plugin"]
    return subprocess.run(
        [*plain, *plugin, *words], cwd=folder, env={"PYTHONPATH": str(ROOT), "COLUMNS": "100"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def installed() -> bool:
    """Whether the environment has the entry point; a source tree has none."""
    from importlib.metadata import entry_points

    return any(each.value == "reports.pytest_plugin" for each in entry_points(group="pytest11"))


def outcomes(ran: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """Node id -> PASSED, FAILED or ERROR, from `-rA`."""
    lines = [line.split() for line in ran.stdout.splitlines() if line.startswith(("PASSED", "FAILED", "ERROR "))]
    return {line[1]: line[0] for line in lines}


def test_each_property_is_a_test_with_a_name_to_read(tmp_path: Path) -> None:
    (tmp_path / "share.design.toml").write_text(ALONE)
    (tmp_path / "share.toml").write_text("no design")
    (tmp_path / "door.network.json").write_text("no network")

    lines = collected(tmp_path, "--collect-only", "-q", "-k", "handler-on or exactly").stdout.splitlines()

    assert lines[:2] == ["share.design.toml::handler-exactly-once", "share.design.toml::handler-on-main-thread"]
    assert lines[3].startswith("2/36 tests collected (34 deselected)")


def test_a_violation_is_told_as_a_run_in_words_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "share.design.toml").write_text(ALONE)
    ran = collected(tmp_path, "-k", "completion-handler-always-called")

    assert ran.returncode == 1
    assert "✗ completion-handler-always-called  violated\n" in ran.stdout
    assert "the shortest run that breaks it" in ran.stdout
    assert "app, handle-events for s, step 1: keeps the completion handler" in ran.stdout
    assert "Covered: all " in ran.stdout
    assert "Traceback" not in ran.stdout
    assert "pytest_plugin.py" not in ran.stdout


def test_what_is_expected_passes_and_what_differs_fails(tmp_path: Path) -> None:
    expects = '[expect]\ncompletion-handler-always-called = "violated"\nshared-container-set = "vacuous"\n'
    (tmp_path / "share.design.toml").write_text(f'{ALONE}{expects}handler-exactly-once = "violated"\n')
    ran = collected(tmp_path, "-rA", "-k", "always-called or container or exactly")

    assert outcomes(ran) == {
        "share.design.toml::completion-handler-always-called": "PASSED",
        "share.design.toml::shared-container-set": "PASSED",
        "share.design.toml::handler-exactly-once": "FAILED",
    }
    assert "[expect] says violated, found vacuous." in ran.stdout
    assert "warning" not in ran.stdout


def test_vacuous_passes_with_a_warning_and_an_unreachable_witness_fails(tmp_path: Path) -> None:
    (tmp_path / "share.design.toml").write_text(ALONE)
    chosen = ("-k", "shared-container-set or single-connector or events-may-arrive")
    ran = collected(tmp_path, "-rA", *chosen)
    strictly = collected(tmp_path, "-rA", "-W", "error::reports.pytest_plugin.VacuousWarning", *chosen)

    assert outcomes(ran)["share.design.toml::shared-container-set"] == "PASSED"
    assert "shared-container-set: vacuous: no extension ever connects to a session" in ran.stdout
    assert outcomes(strictly)["share.design.toml::shared-container-set"] == "FAILED"


def test_networks_are_collected_where_the_ini_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "door.network.json").write_bytes((NETWORKS / "door.network.json").read_bytes())
    (tmp_path / "pytest.ini").write_text("[pytest]\noutlive_networks = true\n")
    ran = collected(tmp_path, "-rA")

    assert outcomes(ran) == {
        "door.network.json::quiet": "FAILED",
        "door.network.json::rings-when-open": "FAILED",
        "door.network.json::stops": "FAILED",
        "door.network.json::breaks": "FAILED",
        "door.network.json::mended-in-time": "PASSED",
        "door.network.json::rings": "PASSED",
        "door.network.json::lives": "PASSED",
    }
    assert "◇ breaks  unreachable" in ran.stdout


def test_profiles_and_bounds_come_from_the_ini_file(tmp_path: Path) -> None:
    (tmp_path / "share.design.toml").write_text(ALONE)
    ini = "[pytest]\noutlive_profiles = device debugger\noutlive_max_states = 20\n"
    (tmp_path / "pytest.ini").write_text(ini)
    ran = collected(tmp_path, "-rA", "-k", "handler-exactly-once or delegate-set")

    assert outcomes(ran) == {
        "share.design.toml::handler-exactly-once[device]": "FAILED",
        "share.design.toml::delegate-set[device]": "PASSED",
        "share.design.toml::handler-exactly-once[debugger]": "FAILED",
        "share.design.toml::delegate-set[debugger]": "PASSED",
    }
    assert "? handler-exactly-once  unknown" in ran.stdout
    assert "the bound --max-states 20 was hit" in ran.stdout


@pytest.mark.parametrize(
    ("ini", "said"),
    [
        ("outlive_profiles = phone", "outlive_profiles: `phone` is none; known: device, simulator, debugger"),
        ("outlive_max_states = many", "outlive_max_states: `many` is no positive number"),
        ("outlive_max_seconds = nan", "outlive_max_seconds: `nan` is no positive number"),
    ],
)
def test_a_wrong_value_in_the_ini_file_is_said(ini: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text(f"[pytest]\n{ini}\n")
    ran = collected(tmp_path)

    assert ran.returncode == 4
    assert said in ran.stderr


def test_a_wrong_design_is_an_error_of_collection_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "bad.design.toml").write_text("title = 3\n")
    ran = collected(tmp_path)

    assert ran.returncode == 2
    assert 'bad.design.toml:1:9: "title" must be a text (3); write it in quotes\n' in ran.stdout
    assert "Traceback" not in ran.stdout


def test_workers_agree_on_the_tests_and_on_what_becomes_of_them(tmp_path: Path) -> None:
    pytest.importorskip("xdist")
    for name in ("a", "b"):
        (tmp_path / f"{name}.design.toml").write_text(ALONE)
    ran = collected(tmp_path, "-rA", "-n2", "-k", "handler")

    failed = [name for name, outcome in outcomes(ran).items() if outcome == "FAILED"]
    broken = ("completion-handler-always-called", "handler-stored-before-finish")
    assert sorted(failed) == [f"{name}.design.toml::{each}" for name in ("a", "b") for each in broken]
    assert len(outcomes(ran)) == 2 * 6


def test_a_file_is_explored_once_for_all_of_its_tests_and_only_if_one_is_to_run(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.design.toml").write_text(ALONE)
    (tmp_path / "conftest.py").write_text(COUNTING)
    ran = collected(tmp_path, "-s", "a.design.toml", "b.design.toml", "--deselect", "b.design.toml")

    assert ran.stdout.count("explored ") == 1
    assert "explored a.design.toml for 36\n" in ran.stdout


def test_an_interrupt_ends_the_run_of_all_tests(tmp_path: Path) -> None:
    (tmp_path / "share.design.toml").write_text(ALONE)
    (tmp_path / "conftest.py").write_text(INTERRUPTING)
    ran = collected(tmp_path)

    assert ran.returncode == 2
    assert "KeyboardInterrupt" in ran.stdout


def test_who_does_not_use_it_loads_next_to_nothing() -> None:
    ran = subprocess.run([sys.executable, "-c", LEAN], cwd=ROOT, capture_output=True, text=True, check=True)

    assert set(ran.stdout.split()) <= {"reports", "reports.pytest_plugin"}
