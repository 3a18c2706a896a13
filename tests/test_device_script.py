"""The script for a device: what to do, to wait for and to look for, step by step; and every rule is told of."""

from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from explorer.exploration import Bounds
from model.design import Environment
from model.design_reader import load_design
from model.system import System, compose
from properties.judge import Verdict
from properties.kinds import Static
from reports.errors import ReportError
from reports.forms.markdown_text import code
from reports.inputs import Case, choose, load_case, load_cases
from reports.judging import Report, judge_case
from reports.replay.device_kinds import UNKNOWN, kind_of
from reports.replay.device_script import document
from tests.designs import GALLERY

DOOR = str(Path(__file__).parent / "networks" / "door.network.json")


def judged(design: str, *ids: str, profile: str | None = None) -> Report:
    return judge_case(choose(load_cases(design, profile)[0], ids), Bounds())


def script(report: Report) -> str:
    return document([report]).decode()


def section(text: str, heading: str) -> str:
    """What stands under a heading, to the next of its kind."""
    return text.partition(f"\n{heading}\n")[2].partition("\n##")[0]


def test_the_steps_are_those_of_the_run_grouped_by_who_acts() -> None:
    text = script(judged("recipe", "app-not-refused-in-its-wake"))

    headings = [line for line in text.splitlines() if line.startswith("### ")]
    assert headings == [
        "### You", f"### The code of {code('share-extension')}", "### Your server", "### The system",
        f"### The code of {code('app')}", "### You", f"### The code of {code('share-extension')}",
        f"### The code of {code('app')}", "### You have seen it",
    ]  # fmt: skip
    assert "\n1. **the user opens share-extension, run 1** (§1 E5)\n   * Do: In an app that shares" in text
    assert "\n4. **transfer of share-extension 1 finishes** (§1 C9 N5)\n   * Do: Let the server answer now" in text


def test_code_that_others_come_in_between_is_held_up() -> None:
    text = script(judged("recipe", "app-not-refused-in-its-wake"))

    (holding,) = [line for line in text.splitlines() if "Hold the code here" in line]
    assert holding.strip().startswith("* Hold the code here until step 10 is to come")
    assert "Hold the code" in section(text, f"### The code of {code('app')}")


def test_it_says_what_to_prepare_and_what_the_log_shows() -> None:
    text = script(judged("recipe", "completion-handler-always-called"))

    prepare = text.partition("## Before you begin")[2].partition("\n## ")[0]
    for word in ("not the simulator", "without a debugger", "Console.app", "log stream", "server of your own", "(§26)"):
        assert word in prepare
    assert "* Look for: `Set request delay for … to …`" in text
    assert "* §14: " in text.partition("## What the ids say")[2]


def test_what_nobody_can_force_is_said_to_be_so() -> None:
    text = script(judged("recipe", "no-identifier-reuse-before-invalid"))

    assert "Steps that nobody can force: 6. Count on several attempts." in text
    told = text.partition("\n6. **the system terminates share-extension**")[2].partition("\n7. ")[0]
    assert "* **Cannot be forced**: " in told
    assert "memory" in told


def test_a_run_told_before_is_referred_to() -> None:
    text = script(judged("recipe", "completion-handler-always-called", "handler-keyed-by-identifier"))

    assert f"The same run as under {code('completion-handler-always-called')}.\n" in text


def test_the_debugger_s_runs_want_the_debugger() -> None:
    report = judged("app-side-missing", profile="debugger")

    assert "contrary to 2., attach it to the app and the extensions, and to nothing else." in script(report)


def test_what_is_read_off_the_design_has_no_steps() -> None:
    report = judged("data-task-in-extension", "no-data-tasks")

    text = script(report)
    assert "Nothing to run: it is read off the design.\n\n* " in text
    assert "### You" not in text


def test_a_network_and_a_good_design_have_no_script() -> None:
    with pytest.raises(ReportError, match="which no device runs; name a design"):
        document([judged(DOOR)])
    with pytest.raises(ReportError, match="nothing is violated in recipe"):
        document([judged("recipe", "single-connector")])


def test_words_of_a_design_stay_words() -> None:
    report = judged("data-task-in-extension", "no-data-tasks")
    system = report.case.system
    assert system is not None
    evil = "<script>x</script> [a](javascript:b) `c`\n# d\u202e"
    design = replace(system.design, title=evil)
    (verdict,) = report.verdicts
    declared = replace(verdict.property, id=evil, says=evil, claims=(Static((evil,)),))
    case = Case(evil, report.case.network, (declared,), replace(system, design=design))
    text = script(replace(report, case=case, verdicts=(Verdict(declared, "violated", verdict.run, 0),)))

    rest = text.replace(code(evil), "")
    assert len(rest) < len(text)
    assert "<script" not in rest
    assert "](javascript" not in rest
    assert "\n# d" not in text
    assert "\u202e" not in text


def rules_without_advice(system: System) -> list[str]:
    marks = {name: [mark for mark, names in system.marks.items() if name in names] for name in by_name(system)}
    return [rule.name for rule in system.network.rules if kind_of(rule, marks[rule.name]) is UNKNOWN]


def by_name(system: System) -> list[str]:
    return [rule.name for rule in system.network.rules]


def with_everything_on(environment: Environment, refusal: Literal["invalidates", "retries"]) -> Environment:
    return replace(
        environment, refusal=refusal, force_quit=True, vanish_on_force_quit=True, crash=True, wake_expiry=True,
        lose_on_expiry=True, activity_expiry=True, authentication=True, foreground_clears_wake=True,
        lossy_invalidation=True,
    )  # fmt: skip


@pytest.mark.parametrize("stem", ["recipe", "follow-up-protected", "force-quit-restarted", "recreate-at-once"])
@pytest.mark.parametrize("refusal", ["invalidates", "retries"])
def test_there_is_advice_on_every_rule_whatever_is_on(stem: str, refusal: Literal["invalidates", "retries"]) -> None:
    design = load_design(GALLERY / f"{stem}.toml")
    system = compose(replace(design, environment=with_everything_on(design.environment, refusal)))

    assert rules_without_advice(system) == []


def test_there_is_advice_on_every_rule_of_every_fourth_design() -> None:
    found = {stem: rules_without_advice(compose(load_design(GALLERY / f"{stem}.toml"))) for stem in stems()}

    assert {stem: rules for stem, rules in found.items() if rules} == {}


def stems() -> list[str]:
    return sorted(path.stem for path in GALLERY.glob("*.toml"))[::4]


def test_a_rule_that_nobody_knows_gets_an_honest_word() -> None:
    rule = replace(load_case("recipe").network.rules[0], name="the moon rises", actor="moon")

    kind = kind_of(rule, ())

    assert kind is UNKNOWN
    assert "no advice" in kind.how
