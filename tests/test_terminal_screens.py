"""The terminal: one screen for what is good and one for each violation, from 60 columns, on light and on dark."""

import io
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from rich.color import Color
from rich.console import Console

from explorer import explore
from explorer import watch as watching
from explorer.exploration import Bounds, Seen
from explorer.watch import Means
from properties.judge import Verdict
from properties.kinds import LeadsTo, Never, NeverStep, Property
from reports.inputs import choose, load_case
from reports.judging import Report, judge_case
from reports.terminal import progress
from reports.terminal.inks import INKS
from reports.terminal.paper import Paper, plain_paper
from reports.terminal.progress import Showing
from reports.terminal.report import write_report, write_report_in_full
from reports.terminal.screens import machines_that_matter
from reports.terminal.verdict_lines import BROKEN, Shown, write_on_a_screen
from tests.models.two_phase import two_phase

ROOT = Path(__file__).parent.parent
LARGE = "own-uploads-on-shared-identifier-before"
"""A design that takes long enough to explore for progress to be seen."""
DESIGNS = (
    "recipe", "force-quit-vanished", "task-after-reload-before", "restart-missing-at-launch", "container-missing",
)  # fmt: skip
"""The design of the README, a long run (45 steps), and much that is vacuous."""


@cache
def judged(design: str) -> Report:
    return judge_case(load_case(design), Bounds())


@pytest.fixture(params=DESIGNS)
def report(request: pytest.FixtureRequest) -> Report:
    return judged(str(request.param))


def text_of(report: Report, width: int) -> str:
    paper = plain_paper(width)
    write_report(paper, report)
    return paper.taken()


def good_part(report: Report) -> Report:
    """The same report without what is broken."""
    return replace(report, verdicts=tuple(each for each in report.verdicts if each.verdict not in BROKEN))


def screens(report: Report, width: int) -> Iterator[tuple[Verdict, str]]:
    for verdict in (each for each in report.verdicts if each.verdict in BROKEN):
        paper = plain_paper(width)
        write_on_a_screen(paper, Shown(report, verdict))
        yield verdict, paper.taken()


def test_a_good_design_takes_one_screen(report: Report) -> None:
    assert text_of(good_part(report), 100).count("\n") <= 40
    assert text_of(good_part(report), 60).count("\n") <= 50


def test_a_violation_takes_one_screen(report: Report) -> None:
    for verdict, text in screens(report, 100):
        steps = 0 if verdict.run is None else len(verdict.run.steps)
        assert text.count("\n") <= 40 or steps > 27


def test_every_step_of_a_run_is_told_however_long_it_is() -> None:
    report = judge_case(choose(load_case("task-after-reload-before"), ["no-task-on-invalid-session"]), Bounds())
    ((verdict, text),) = screens(report, 100)

    assert verdict.run is not None
    numbers = [int(found) for found in re.findall(r"^ +(\d+)  ", text, re.MULTILINE)]
    assert numbers == list(range(1, len(verdict.run.steps) + 1))


def test_a_narrow_report_breaks_no_line_and_no_word_that_fits(report: Report) -> None:
    narrow, wide = text_of(report, 60), text_of(report, 100)

    assert max(len(line) for line in narrow.splitlines()) <= 60
    known = {word for word in in_full(report, 4000).split() if len(word) < 30}
    assert {word for word in (*narrow.split(), *wide.split()) if len(word) < 30} <= known | OF_THE_SHORT_FORM


OF_THE_SHORT_FORM = {"Assumed", "hold", "(--verbose", "says", "what):"}
"""What stands in a short report, and not in a full one, beside words with a comma or a colon behind them."""


def in_full(report: Report, width: int) -> str:
    paper = plain_paper(width)
    write_report_in_full(paper, report)
    text = paper.taken()
    listed = [*(each.property.id for each in report.verdicts), *(each.id for each in report.case.system.assumed)]  # type: ignore[union-attr]
    counts = [str(number) for number in range(40)]
    missing = [each.missing.split()[-1] for each in report.verdicts if each.missing]
    punctuated = [f"{each}{mark}" for each in (*listed, *missing) for mark in (",", ":", ".", "")]
    return " ".join([text, *punctuated, *counts])


def test_what_holds_is_named_and_its_grounds_are_told_on_demand() -> None:
    report = judge_case(load_case("force-quit-vanished"), Bounds())

    short, full = text_of(report, 100), in_full(report, 100)

    assert "rests on §5 N1\n" not in short
    assert "    At no time are two processes connected to one session.\n    rests on §5 N1\n" in full
    assert re.search(r"^✓ \d+ hold\n    callbacks-wake-the-app, ", short, re.MULTILINE)
    assert "  K4            A session object reconnects" in full
    assert "Assumed (--verbose says what): K4, " in short


def test_changes_are_told_of_machines_that_matter() -> None:
    case = load_case("recipe")
    report = judge_case(choose(case, ["completion-handler-always-called"]), Bounds())
    ((_, text),) = screens(report, 100)

    assert "handler slot for share: late_share → fresh_share\n" in text
    assert "main thread" not in text


def test_machines_that_matter_are_those_of_the_claim_else_of_the_last_step() -> None:
    asked = ({"a": ("x",)}, {"b": ("y",)})
    claims = (Never(asked), LeadsTo(asked, ({"c": ("z",)},)))
    never, leads = (Property("p", "never", "", (), (claim,)) for claim in claims)

    assert machines_that_matter(Verdict(never, "violated", None, 0)) == ("a", "b")
    assert machines_that_matter(Verdict(leads, "violated", None, 0)) == ("a", "b", "c")
    report = judge_case(choose(load_case("recipe"), ["app-not-refused-in-its-wake"]), Bounds())
    (verdict,) = report.verdicts
    assert isinstance(verdict.property.claims[0], NeverStep)
    assert "app: session share" in machines_that_matter(verdict) or "wake for share" in machines_that_matter(verdict)
    assert "app: main thread" not in machines_that_matter(verdict)


@pytest.mark.parametrize("ink", INKS)
def test_each_colour_is_read_on_black_and_on_white(ink: str) -> None:
    light = brightness(Color.parse(ink).get_truecolor())

    # Contrast by WCAG 2.2: (lighter + 0.05) / (darker + 0.05); 3 is what it asks of large text and of signs.
    assert (1 + 0.05) / (light + 0.05) >= 3.5
    assert (light + 0.05) / 0.05 >= 3.5


def brightness(colour: tuple[int, int, int]) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [value / 255 for value in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_report_uses_these_colours_and_neither_dim_nor_a_background() -> None:
    report = judge_case(load_case("container-missing"), Bounds())
    console = Console(file=io.StringIO(), width=80, force_terminal=True, color_system="256", highlight=False)
    write_report_in_full(Paper(console), report)
    codes = set(re.findall(r"\x1b\[([\d;]*)m", console.file.getvalue()))  # type: ignore[attr-defined]

    allowed = {f"{bold}38;5;{number}" for number in re.findall(r"\d+", " ".join(INKS)) for bold in ("", "1;")}
    assert codes <= {"0", "1", *allowed}


def test_no_color_leaves_no_colour() -> None:
    out = on_a_terminal("check", "container-missing", NO_COLOR="1")

    assert re.findall(r"\x1b\[[\d;]*m", out)  # bold is left
    assert not re.findall(r"\x1b\[[\d;]*(?:3[0-8]|4[0-8]|9\d)[\d;]*m", out)


def test_progress_is_shown_on_a_terminal_and_gone_in_the_end() -> None:
    out = on_a_terminal("check", LARGE, "--engine", "list", SOON="0")

    told = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", out)
    assert re.search(rf"{LARGE}: exploring, \d+ s: list: [\d,]+ worlds,\s+[\d,]+/s,\s+\d+ MB", told)
    assert re.search(rf"{LARGE}: judging \d+ of 36,\s+[a-z-]+,\s+\d+ s: \d+ MB", told)
    assert told.rstrip().endswith("states.")


def test_nothing_of_it_goes_into_a_pipe() -> None:
    words = [sys.executable, "-c", AT_ONCE, "check", "recipe"]
    ran = subprocess.run(words, cwd=ROOT, env={**os.environ, "SOON": "0"}, capture_output=True, check=False)

    assert ran.stderr == b""
    assert b"\x1b" not in ran.stdout
    assert b"exploring" not in ran.stdout


AT_ONCE = """
import os, sys
import explorer.watch, reports.terminal.progress
reports.terminal.progress.SOON = float(os.environ.get("SOON", reports.terminal.progress.SOON))
explorer.watch._SECONDS_BETWEEN_REPORTS = 0.01
from reports.command import main
sys.argv = ["outlive", *sys.argv[1:]]
main()
"""


def on_a_terminal(*words: str, **environment: str) -> str:
    """What a terminal of 100 columns is given, on both streams."""
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", AT_ONCE, *words], cwd=ROOT, stdin=slave, stdout=slave, stderr=slave,
        env={**plain, "TERM": "xterm-256color", "COLUMNS": "100", **environment},
    )  # fmt: skip
    os.close(slave)
    pieces = list(_read(master))
    process.wait()
    os.close(master)
    return b"".join(pieces).decode()


def _read(master: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(master, 1 << 16)
        except OSError:  # the other end is closed
            return
        if not piece:
            return
        yield piece


@pytest.mark.parametrize(
    ("engine", "managers"),
    [("list", 5), ("integers", 3), ("packed", 5), ("diagrams", 5), ("arrays", 4), ("quotient", 5)],
)
def test_every_engine_says_how_far_it_has_come(engine: str, managers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_SECONDS_BETWEEN_REPORTS", 0.0)
    told: list[Seen] = []

    explore(two_phase(managers), Bounds(), told.append, Means(engine))

    assert {seen.engine for seen in told} == {engine}
    assert min(seen.worlds for seen in told) >= 1


def test_what_is_judged_is_said_though_the_engine_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 2.0, 5.0, 25.0])
    monkeypatch.setattr(progress, "perf_counter", lambda: next(clock))
    monkeypatch.setattr(progress, "memory_used", lambda: 310 << 20)
    showing = Showing("a\x1b[2J.toml")  # at 0 s
    showing(Seen("list", 5000, 9000, 7, 300))  # at 2 s

    showing.doing("judging 22 of 36, every-transfer-eventually-handled")  # at 5 s

    assert showing.words() == "a\\x1b[2J.toml: judging 22 of 36, every-transfer-eventually-handled, 20 s: 310 MB"


def test_whoever_watches_is_told_of_every_property_in_turn() -> None:
    told: list[str] = []

    class Watcher:
        def __call__(self, seen: Seen) -> None:
            pass

        def doing(self, what: str) -> None:
            told.append(what)

    judge_case(choose(load_case("container-missing"), ["single-connector", "delegate-set"]), Bounds(), Watcher())

    assert told == ["judging 1 of 2, single-connector", "judging 2 of 2, delegate-set"]
