"""`outlive stress`: its exit status, what it tells, the test that it keeps, and other ends that fail."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from explorer import list_worlds
from reports.inputs import load_case
from reports.options import outlive
from reports.stress import other_end
from reports.stress.adapter import BrokenAdapter
from reports.stress.finding import factory_for
from reports.stress.graph import Graph
from reports.stress.other_end import other_end_factory
from reports.stress.running import cover
from reports.stress.stressing import Stress
from reports.stress.trial import Subject

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
HOUSE = str(EXAMPLES / "house.network.json")
EXAMPLE_END = f"cmd {sys.executable} {EXAMPLES / 'stress_other_end.py'}"
HEAD = """
import json, sys, time
for line in sys.stdin:
    message = json.loads(line)
    if message["do"] == "hello":
        print(json.dumps({"protocol": "outlive-stress/1"}), flush=True)
        continue
"""
SHUT = """
    if message["do"] == "observe":
        print(json.dumps({"machines": {"door": "closed"}}), flush=True)
        continue
    if message["do"] == "start":
        print(json.dumps({"answer": "done"}), flush=True)
        continue
"""


def stress(*words: str) -> Result:
    return CliRunner().invoke(outlive, ["stress", *words])


def written(tmp_path: Path, code: str) -> str:
    """An other end with this code, as a command."""
    (tmp_path / "end.py").write_text(code)
    return f"cmd {sys.executable} {tmp_path / 'end.py'}"


def test_a_cover_by_the_reference_says_what_was_covered() -> None:
    result = stress("app-side-missing", "--adapter", "reference", "--cover", "--min-coverage", "100")

    assert result.exit_code == 0
    assert result.stdout == (
        "app-side-missing (device): 192 worlds, 696 steps\n"
        "✓ reference agrees with the model in 108 runs, 1,836 steps fired\n"
        "  worlds 192 of 192 (100.0 %)\n"
        "  steps  696 of 696 (100.0 %)\n"
        "  rules  23 of 23 (100.0 %)\n"
    )


def test_too_little_covered_is_status_one_and_what_was_missed_is_named() -> None:
    result = stress("app-side-missing", "--adapter", "declared", "--examples", "1", "--min-coverage", "90")

    assert result.exit_code == 1
    assert "✗ fewer steps than the 90 % asked for" in result.stdout
    assert "rules never taken: " in result.stdout


def test_a_cover_that_is_cut_short_is_status_three() -> None:
    result = stress("recipe", "--adapter", "reference", "--cover", "--seconds", "0")

    assert result.exit_code == 3
    assert "stopped when the seconds were over" in " ".join(result.stdout.split())


def test_a_property_that_the_model_breaks_fails_where_it_is_asked_for() -> None:
    result = stress(HOUSE, "--adapter", EXAMPLE_END, "--cover", "--property", "dark-when-shut")

    assert result.exit_code == 1
    assert "✗ implementation and model agree, and break what must hold, at step 2 of this run" in " ".join(
        result.stdout.split()
    )
    assert "→ this breaks dark-when-shut" in result.stdout


def test_the_example_other_end_agrees() -> None:
    result = stress(HOUSE, "--adapter", EXAMPLE_END, "--cover")

    assert result.exit_code == 0
    assert "steps  4 of 4 (100.0 %)" in result.stdout


@pytest.mark.parametrize(
    ("code", "status", "line"),
    [
        ("import sys; sys.exit(3)", 2, "ended with status 3; it has to answer the first line"),
        ("print('Hello!', flush=True); input()", 2, "answered `Hello!`, which is no JSON object; one line, one object"),
        ("print('{\"protocol\": \"x/9\"}', flush=True); input(); input()", 2, "speaks `x/9`, and not outlive-stress/1"),
        (HEAD + SHUT + "    sys.exit(4)\n", 1, "→ the implementation ended with status 4"),
        (HEAD + SHUT + "    time.sleep(60)\n", 1, "→ the implementation gave no answer in 0.5 seconds"),
        (HEAD + SHUT + "    print('[1]', flush=True)\n", 2, "answered `[1]`, which is no JSON object"),
        (HEAD + SHUT + "    print('{\"answer\": \"refused\", \"why\": \"locked\"}', flush=True)\n", 1, "step: locked"),
        (HEAD + SHUT + "    print('{\"answer\": \"not-covered\", \"why\": \"doors\"}', flush=True)\n", 2, "doors"),
        (HEAD + SHUT + "    print('{\"answer\": \"done\"}', flush=True)\n", 1, "door: the implementation shows closed"),
    ],
    ids=["dies at once", "writes garbage", "speaks another protocol", "dies later", "hangs", "writes garbage later",
         "refuses", "does not cover", "does something else"],
)  # fmt: skip
def test_an_other_end_that_fails_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, status: int, line: str
) -> None:
    monkeypatch.setattr(other_end, "TIMEOUT", 0.5)
    result = stress(HOUSE, "--adapter", written(tmp_path, code), "--cover")

    assert result.exit_code == status
    told = result.stderr if status == 2 else result.stdout
    assert line in told
    assert "Traceback" not in result.output
    assert status != 2 or told.count("\n") == 1


def test_a_program_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenAdapter, match="cannot be started: no such file or directory"):
        factory_for(load_case(HOUSE), f"cmd {tmp_path / 'nothing'}")


def test_one_process_serves_all_runs_and_another_is_started_where_it_died(tmp_path: Path) -> None:
    code = f"open({str(tmp_path / 'starts')!r}, 'a').write('x')\n{HEAD}{SHUT}    sys.exit(4)\n"
    case = load_case(HOUSE)
    factory = other_end_factory(case, written(tmp_path, code).removeprefix("cmd "), 5.0)

    found = cover(Stress(Subject(Graph(case, list_worlds(case.network)), factory))).found
    factory.close()

    assert found is not None
    assert len((tmp_path / "starts").read_text()) == 2  # found, and found again


def test_a_disagreement_is_kept_as_a_test_that_fails_until_it_is_mended(tmp_path: Path) -> None:
    (tmp_path / "lazy_house.py").write_text(
        "class Lazy:\n"
        "    def fire(self, step): pass\n"
        "    def observe(self): return {'light': 'off'}\n"
        "    def close(self): pass\n"
    )
    sys.path.insert(0, str(tmp_path))
    kept = tmp_path / "test_kept.py"
    try:
        result = stress(HOUSE, "--adapter", "lazy_house:Lazy", "--cover", "--replay-test", str(kept))
        namespace: dict[str, object] = {"__file__": str(kept)}
        exec(compile(kept.read_text(), str(kept), "exec"), namespace)
        (test,) = [each for name, each in namespace.items() if name.startswith("test_")]
        assert callable(test)

        with pytest.raises(AssertionError, match=r"1\. keeper comes\n  -> light: the implementation shows off"):
            test()
        sys.modules["lazy_house"].Lazy.observe = lambda _self: {}
        test()
    finally:
        sys.path.remove(str(tmp_path))
    assert result.exit_code == 1


def test_a_property_that_is_not_about_worlds_or_steps_is_refused() -> None:
    result = stress("app-side-missing", "--adapter", "declared", "--property", "completion-handler-always-called")

    assert result.exit_code == 2
    assert "is leads-to, not a property of worlds or steps; name one that is never or never-step" in result.stderr


def test_without_hypothesis_random_runs_are_refused_with_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.stress.running.find_spec", lambda _name: None)

    result = stress("app-side-missing", "--adapter", "declared")

    assert result.exit_code == 2
    assert "random runs need hypothesis, which is not there; install the extra" in result.stderr
