"""What `outlive check` prints about a small network, word for word."""

from dataclasses import replace
from pathlib import Path

import pytest

from explorer.exploration import Bounds
from properties.judge import Verdict
from properties.kinds import FALSE, TRUE, Never, Property, Static
from reports import judging
from reports.inputs import Case, choose, load_case
from reports.judging import BROKEN, KEPT, UNDECIDED, Report, exit_status, judge_case
from reports.terminal.paper import plain_paper
from reports.terminal.report import write_leftovers, write_report

NETWORKS = Path(__file__).parent / "networks"
DOOR = str(NETWORKS / "door.network.json")


def judged(*ids: str, bounds: Bounds | None = None) -> Report:
    return judge_case(choose(load_case(DOOR), ids), bounds or Bounds())


def text_of(report: Report, width: int = 100) -> str:
    paper = plain_paper(width)
    write_report(paper, report)
    return paper.taken()


def door_with(*properties: Property) -> Case:
    return replace(load_case(DOOR), properties=properties)


def test_the_whole_report_reads_so() -> None:
    text = text_of(judged())

    assert text.partition("\n")[2] == (NETWORKS / "door.report.txt").read_text(encoding="utf-8")


def test_a_narrow_terminal_gets_narrow_lines() -> None:
    text = text_of(judged(), width=60)

    assert max(len(line) for line in text.splitlines()) <= 60
    assert "    ↻ from here on, for ever: step 4\n" in text


def test_a_bound_that_was_hit_is_named_and_nothing_is_said_to_hold() -> None:
    report = judged("lives", bounds=Bounds(max_states=3))

    text = " ".join(text_of(report).split())
    assert "Covered: only 3 worlds, 2 steps, depth 1: the bound --max-states 3 was hit; nothing is known of" in text
    assert [verdict.verdict for verdict in report.verdicts] == ["unknown"]


def test_what_was_never_used_is_listed_by_name_on_demand() -> None:
    paper = plain_paper()
    write_leftovers(paper, judged())

    assert paper.taken() == "  never enabled: the alarm is mended\n  never entered: alarm: broken\n"


def test_a_strict_violation_is_shown_and_does_not_count() -> None:
    rings = Never(({"alarm": ("ringing",)},))
    strict = Property("never-rings", "never", "It never rings.", ("A1",), (rings,), strict=True)
    report = judge_case(door_with(strict), Bounds())

    assert "✗ never-rings  violated (strict: shown, but does not count)\n" in text_of(report)
    assert exit_status([report]) == KEPT


def test_faults_of_the_design_itself_are_listed_in_place_of_a_run() -> None:
    static = Property("file-backed", "static", "Every upload is from a file.", (), (Static(("line 3: from data",)),))
    text = text_of(judge_case(door_with(static), Bounds()))

    assert "    • line 3: from data\n" in text
    assert "run" not in text.split("Covered")[0].replace("from data", "")


def test_a_property_broken_from_the_start_has_an_empty_run() -> None:
    report = judge_case(door_with(Property("no-world", "never", "There is no world.", (), (Never(TRUE),))), Bounds())

    assert "    so already in the initial world\n" in text_of(report)


def test_names_from_a_file_cannot_act_on_the_terminal() -> None:
    evil = Property("[red]x[/red]\x1b[31m", "never", "[bold]\nsecond line\u202e", (), (Never(FALSE),))
    text = text_of(judge_case(door_with(evil), Bounds()))

    assert "✓ [red]x[/red]\\x1b[31m  holds\n    [bold]\\nsecond line\\u202e\n" in text


@pytest.mark.parametrize(
    ("ids", "bounds", "status"),
    [
        (("lives",), Bounds(), KEPT),
        (("mended-in-time", "rings"), Bounds(), KEPT),
        (("quiet",), Bounds(), BROKEN),
        (("breaks",), Bounds(), BROKEN),
        (("lives",), Bounds(max_states=2), UNDECIDED),
        (("lives", "quiet"), Bounds(max_states=5), BROKEN),
    ],
)
def test_the_exit_status_puts_violated_before_unknown(ids: tuple[str, ...], bounds: Bounds, status: int) -> None:
    assert exit_status([judged(*ids, bounds=bounds)]) == status


def test_what_was_never_used_within_a_bound_is_so_far_only() -> None:
    text = text_of(judged("lives", bounds=Bounds(max_states=3)))

    assert "Never enabled so far: 5 of 7 rules.\nNever entered so far: 2 of 6 states.\n" in text


def test_an_interrupt_after_all_worlds_were_listed_leaves_only_properties_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> Verdict:
        raise KeyboardInterrupt

    monkeypatch.setattr(judging, "judge", interrupted)
    report = judged("lives", "rings")

    covered = "Covered: all 6 reachable worlds, 11 steps, depth 4; interrupted before 2 properties were judged.\n"
    assert covered + "Never enabled: 1 of 7 rules.\n" in text_of(report)
    assert (report.interrupted, exit_status([report])) == (True, UNDECIDED)


def test_a_run_that_was_shown_before_is_named_and_not_shown_again() -> None:
    rings = Never(({"alarm": ("ringing",)},))
    first, second = (Property(name, "never", "It never rings.", (), (rings,)) for name in ("first", "second"))
    text = text_of(judge_case(door_with(first, second), Bounds()))

    assert text.count("the alarm goes off") == 1
    assert (
        "✗ second  violated\n    It never rings.\n"
        "    the shortest run that breaks it, 3 steps:\n     the same run as under first\n\nCovered"
    ) in text
