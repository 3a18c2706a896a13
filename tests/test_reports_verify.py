"""`outlive verify`: one table, the differences from [expect], and the exit statuses; on designs of its own."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from model.design import App, Design, Session
from reports import outcomes
from reports.differences import differing, unpinned
from reports.expectations import expected
from reports.options import outlive as command
from reports.outcomes import Outcome, Task
from reports.terminal.paper import plain_paper
from reports.terminal.table import write_table
from reports.verify import status_of

TINY = """\
title = "App alone"
[[session]]
name = "s"
[app]
foreground = ["connect"]
"""


def outlive(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


def outcome(name: str, verdicts: dict[str, str], expected: dict[str, str] | None = None) -> Outcome:
    task = Task(Path(f"{name}.toml"), "device")
    return Outcome(task, verdicts, expected or {}, {}, states=1234, seconds=0.5, document={})


def table_of(width: int, *outcomes: Outcome) -> list[str]:
    paper = plain_paper(width)
    write_table(paper, outcomes)
    return paper.taken().splitlines()


def test_the_table_has_a_mark_for_each_property() -> None:
    verdicts = {"a": "holds", "b": "violated", "c": "vacuous", "d": "unknown", "e": "witnessed", "f": "unreachable"}

    assert table_of(100, outcome("one", verdicts), outcome("two", {"a": "violated"})) == [
        "",
        "design profile   12345 6    states      s",
        "one    device    ✓✗○?◆ ◇     1,234   0.50",
        "two    device    ✗           1,234   0.50",
        "",
        " 1 a   2 b   3 c   4 d   5 e   6 f",
        "",
        "✗ violated   ◇ unreachable   ? unknown   ○ vacuous   ◆ witnessed   ✓ holds",
    ]


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_the_table_fits_the_paper(width: int) -> None:
    verdicts = {f"a-property-with-a-long-name-{number:02}": "holds" for number in range(36)}
    lines = table_of(width, outcome("a-design-with-quite-a-long-name-of-its-own", verdicts))

    assert max(len(line) for line in lines) <= width
    assert sum(line.count("✓") for line in lines) == 36 + 1


def test_a_hundred_columns_hold_the_whole_catalogue_in_one_part() -> None:
    lines = table_of(100, outcome("a-design-with-quite-a-long-name-of-its-own", {f"p{n}": "holds" for n in range(36)}))

    assert sum(line.startswith("design") for line in lines) == 1


def test_a_verdict_that_differs_is_named_with_both() -> None:
    lines = differing([outcome("one", {"a": "holds"}, {"a": "violated", "b": "holds"})])

    assert lines == (
        "one (device): a: expected violated, found holds",
        "one (device): b: expected holds, found not judged",
    )


def test_what_is_not_expected_is_said_and_does_not_differ() -> None:
    judged = [outcome("one", {"a": "holds", "b": "holds"}, {"a": "holds"}), outcome("two", {"a": "violated"})]

    assert unpinned(judged) == ("without [expect], so held to nothing: two", "one: missing from [expect]: b")
    assert status_of(judged, left_out=0) == 0


@pytest.mark.parametrize(
    ("verdict", "expectation", "left_out", "status"),
    [
        ("violated", "violated", 0, 0),
        ("holds", "violated", 0, 1),
        ("unknown", "unknown", 0, 3),
        ("holds", "holds", 2, 3),
        ("holds", "violated", 2, 1),
    ],
)
def test_the_exit_status(verdict: str, expectation: str, left_out: int, status: int) -> None:
    assert status_of([outcome("one", {"a": verdict}, {"a": expectation})], left_out) == status


def test_a_profile_overlays_what_the_file_expects_in_all() -> None:
    expect = {"": {"a": "holds", "b": "holds"}, "debugger": {"a": "vacuous"}}
    design = replace(Design("t", (Session("s"),), App()), expect=expect)

    assert expected(design, "debugger") == {"a": "vacuous", "b": "holds"}
    assert expected(design, "device") == {"a": "holds", "b": "holds"}


def test_a_folder_is_verified_in_every_profile(tmp_path: Path) -> None:
    (tmp_path / "tiny.toml").write_text(TINY + '[expect]\ndelegate-set = "violated"\n')
    result = outlive("verify", str(tmp_path))

    assert result.exit_code == 1
    assert re.findall(r"^(?:tiny  )? +(device|simulator|debugger) ", result.stdout, re.M) == [
        "device",
        "simulator",
        "debugger",
    ]
    assert "Differences from [expect]: 3\n" in result.stdout
    assert "  ✗ tiny (device): delegate-set: expected violated, found holds\n" in result.stdout


def test_the_json_of_a_folder_is_the_same_every_time(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(TINY)
    (tmp_path / "a.toml").write_text(TINY)
    first, second = outlive("verify", str(tmp_path), "--json"), outlive("verify", str(tmp_path), "--json")
    reports = json.loads(first.stdout)["reports"]

    assert first.stdout == second.stdout
    assert [each["design"] for each in reports] == ["a", "a", "a", "b", "b", "b"]
    assert [each["covered"]["profile"] for each in reports[:3]] == ["device", "simulator", "debugger"]
    assert set(reports[0]) == {"format", "design", "covered", "verdicts"}


def test_a_file_that_is_no_design_is_refused_before_anything_is_judged(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(TINY)
    (tmp_path / "b.toml").write_text("nonsense")
    result = outlive("verify", str(tmp_path))

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


def test_a_folder_without_designs_is_refused(tmp_path: Path) -> None:
    assert outlive("verify", str(tmp_path)).stderr == (
        f"outlive: {tmp_path}: holds no design; put a *.toml there (`outlive new` writes one)\n"
    )


@pytest.mark.parametrize("words", [(), ("--json",)])
@pytest.mark.parametrize(
    ("judged", "said"),
    [
        (0, "outlive: interrupted: judged 0 of 3 (designs in profiles)\n"),
        (2, "outlive: interrupted: judged 2 of 3 (designs in profiles), the last tiny (simulator)\n"),
    ],
)
def test_an_interrupt_ends_in_3_and_says_how_far_it_came(
    judged: int, said: str, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_judge: object, tasks: list[Task]) -> Iterator[Outcome]:
        yield from map(outcomes.judge_task, tasks[:judged])
        raise KeyboardInterrupt

    (tmp_path / "tiny.toml").write_text(TINY)
    monkeypatch.setattr(outcomes, "worked", interrupted)
    result = outlive("verify", str(tmp_path), *words)

    assert (result.exit_code, result.stderr) == (3, said)
