"""`outlive check`: its JSON, its exit statuses, several files, and the same bytes every time."""

import json
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from click.testing import CliRunner, Result

from properties.judge import judge as judge_as_ever
from reports import judging
from reports.options import outlive as command

DOOR = str(Path(__file__).parent / "networks" / "door.network.json")
ROOT = Path(__file__).parents[1]

LATE = ("networkx", "graphviz", "hypothesis", "multiprocessing", "concurrent.futures.process", "rich.progress")
"""Modules that `check` must not load: they cost more than the answer."""

FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")


def outlive(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


def in_a_process(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "reports.command", *words]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=False)


def in_a_shell(words: str) -> subprocess.CompletedProcess[bytes]:
    command = ["bash", "-c", f"exec '{sys.executable}' -m reports.command {words}"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False)


def document_of(result: Result) -> Any:
    return json.loads(result.stdout)


def test_the_json_of_a_violated_property_is_the_contract_s() -> None:
    result = outlive("check", DOOR, "--property", "stops", "--json")

    assert result.exit_code == 1
    assert document_of(result) == {
        "format": "outlive-verdicts/1",
        "design": DOOR,
        "covered": {
            "states": 6,
            "steps": 11,
            "depth": 4,
            "complete": True,
            "engine": "integers",
            "bounds": {},
            "profile": None,
            "assumed": [],
        },
        "verdicts": [
            {
                "property": "stops",
                "verdict": "violated",
                "run": [
                    {
                        "rule": "the owner arms the alarm",
                        "actor": "owner",
                        "changes": {"alarm": ["off", "armed"]},
                        "cites": ["A1", "A2"],
                    },
                    {
                        "rule": "anyone opens the door",
                        "actor": "anyone",
                        "changes": {"door": ["closed", "open"]},
                        "cites": [],
                    },
                    {
                        "rule": "the alarm goes off",
                        "actor": "alarm",
                        "changes": {"alarm": ["armed", "ringing"]},
                        "cites": [],
                    },
                    {"rule": "the siren turns", "actor": "alarm", "changes": {}, "cites": []},
                ],
                "cycle_from": 3,
            }
        ],
    }


def test_a_property_that_holds_has_no_run_in_json() -> None:
    document = document_of(outlive("check", DOOR, "--property", "lives", "--json"))

    assert document["verdicts"] == [{"property": "lives", "verdict": "holds"}]


def test_a_run_that_ends_has_no_cycle_in_json() -> None:
    (verdict,) = document_of(outlive("check", DOOR, "--property", "rings-when-open", "--json"))["verdicts"]

    assert len(verdict["run"]) == 3
    assert "cycle_from" not in verdict


def test_several_files_are_reports_of_one_document() -> None:
    document = document_of(outlive("check", DOOR, DOOR, "--property", "lives", "--json"))

    assert list(document) == ["format", "reports"]
    assert [report["design"] for report in document["reports"]] == [DOOR, DOOR]


def test_bounds_stand_in_the_json_and_end_in_unknown() -> None:
    result = outlive("check", DOOR, "--property", "lives", "--max-states", "3", "--json")

    assert result.exit_code == 3
    assert document_of(result)["covered"]["bounds"] == {"max-states": 3}
    assert document_of(result)["covered"]["complete"] is False
    assert document_of(result)["verdicts"] == [{"property": "lives", "verdict": "unknown"}]


@pytest.mark.parametrize(
    ("ids", "status"), [(["lives"], 0), (["mended-in-time"], 0), (["quiet"], 1), (["breaks"], 1), ([], 1)]
)
def test_the_exit_status_says_whether_all_is_as_it_must_be(ids: list[str], status: int) -> None:
    words = [word for each in ids for word in ("--property", each)]

    assert outlive("check", DOOR, *words).exit_code == status


def test_wrong_input_goes_before_a_violation_and_nothing_is_printed() -> None:
    result = outlive("check", DOOR, "no-such.network.json")

    assert result.exit_code == 2
    assert result.stdout == ""


def test_an_interrupt_ends_in_3_and_keeps_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def judge(declared: Any, exploration: Any) -> Any:
        asked.append(declared)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return judge_as_ever(declared, exploration)

    monkeypatch.setattr(judging, "judge", judge)
    result = outlive("check", DOOR, DOOR, "--json", "--property", "lives", "--property", "rings")

    assert result.exit_code == 3
    assert [each["verdict"] for each in document_of(result)["verdicts"]] == ["holds", "unknown"]
    assert document_of(result)["covered"]["complete"] is False
    assert result.stderr == "outlive: interrupted: 1 of 2 reports, the last of them cut short\n"


def test_an_interrupt_before_anything_is_known_ends_in_3(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reports.check.load_cases", interrupted)
    result = outlive("check", DOOR)

    assert (result.exit_code, result.stderr) == (3, "outlive: interrupted\n")


def test_output_is_the_same_for_every_hash_seed() -> None:
    first = in_a_process("check", DOOR, "--verbose", PYTHONHASHSEED="1")
    second = in_a_process("check", DOOR, "--verbose", PYTHONHASHSEED="2")

    assert first.stdout == second.stdout
    assert (first.returncode, first.stderr) == (1, b"")


def test_output_that_is_no_terminal_has_no_colour() -> None:
    assert b"\x1b" not in in_a_process("check", DOOR).stdout


def test_a_terminal_without_the_letters_gets_escapes() -> None:
    done = in_a_process("check", DOOR, PYTHONIOENCODING="ascii")

    assert done.returncode == 1
    assert rb"\u2717 quiet" in done.stdout


def test_a_reader_who_has_gone_is_no_error() -> None:
    command = f"'{sys.executable}' -m reports.command check '{DOOR}' --json; echo $? >&2"
    done = subprocess.run(["bash", "-c", f"({command}) | true"], cwd=ROOT, capture_output=True, check=False)

    assert done.stderr == b"1\n"


@pytest.mark.parametrize(
    ("redirection", "message"),
    [
        pytest.param(">/dev/full", "cannot be written: no space left on device; choose another place", marks=FULL),
        (">&-", "is closed; leave it open, or send it to a file"),
    ],
)
@pytest.mark.parametrize("option", ["", "--json"])
def test_output_that_cannot_be_written_ends_in_2_with_one_line(redirection: str, message: str, option: str) -> None:
    done = in_a_shell(f"check '{DOOR}' {option} {redirection}")

    assert (done.returncode, done.stderr.decode()) == (2, f"outlive: standard output: {message}\n")


@FULL
def test_help_that_cannot_be_written_ends_in_2_with_one_line() -> None:
    done = in_a_shell("--help >/dev/full")

    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


@FULL
def test_errors_that_cannot_be_written_keep_the_exit_status() -> None:
    assert in_a_shell("check no-such-design 2>/dev/full").returncode == 2
    assert in_a_shell("check no-such-design 2>&- >&-").returncode == 2


@pytest.mark.parametrize("loaded", ["click", "reports.options", "rich.text", "explorer.exploration"])
def test_an_interrupt_while_modules_are_loaded_is_one_line(loaded: str) -> None:
    script = f"""if True:
        import sys
        class Interrupting:
            def find_spec(self, name, *_):
                if name == {loaded!r}:
                    raise KeyboardInterrupt
        sys.meta_path.insert(0, Interrupting())
        sys.argv = ["outlive", "check", {DOOR!r}]
        from reports.command import main
        main()"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (3, b"", b"outlive: interrupted\n")


def test_what_the_command_loads_before_it_can_be_interrupted_is_next_to_nothing() -> None:
    script = "import sys; before = set(sys.modules); import reports.command; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False)

    assert done.stdout == b"['reports', 'reports.command']\n"


def test_check_loads_nothing_that_it_does_not_use() -> None:
    script = f"import sys; from reports.command import main\nsys.argv = ['outlive', 'check', {DOOR!r}]\n"
    script += "try: main()\nexcept SystemExit: pass\n"
    script += f"print([each for each in {LATE!r} if each in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False)

    assert done.stderr == b"[]\n"


def test_a_small_network_is_judged_in_a_second_from_process_start() -> None:
    start = perf_counter()
    in_a_process("check", DOOR)

    assert perf_counter() - start < 1
