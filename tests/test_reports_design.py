"""What `outlive check` says about a design: profile, environment, bounds, assumptions, and what profiles hide."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from explorer.exploration import Bounds
from model.design import PROFILES, Design, Environment, Profile
from model.design_reader import load_design
from properties.judge import Outcome, Verdict
from reports.inputs import cases_of, switches_on
from reports.judging import Report, judge_case
from reports.options import outlive as command
from reports.terminal.hidden import differences

DESIGN = """\
title = "App alone"
[[session]]
name = "s"
[app]
foreground = ["connect", "start-download"]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion"]
did-finish-events = ["call-handler"]
[environment]
crash = true
refusal = "retries"
"""


@pytest.fixture
def design_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("alone.toml")
    path.write_text(DESIGN)
    return path


def outlive(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


def reports_with(design: Design, outcomes: dict[Profile, Outcome]) -> tuple[Report, ...]:
    """One report a profile, each with one verdict put in by hand."""
    reports = []
    for case in cases_of("alone", design, "all"):
        report = judge_case(replace(case, properties=case.properties[:1]), Bounds(max_states=1))
        assert case.profile is not None
        verdict = Verdict(case.properties[0], outcomes[case.profile])
        reports.append(replace(report, verdicts=(verdict,)))
    return tuple(reports)


def test_a_report_names_profile_switches_bounds_and_assumptions(design_file: Path) -> None:
    text = " ".join(outlive("check", str(design_file), "--property", "delegate-set").stdout.split())

    assert "alone.toml App alone (device) 1 property: 1 holds" in text
    assert "Bounds: transfers of app 1. Profile: device. " in text
    assert "Switched on in the environment: refusal = retries, crash. Assumed (--verbose says what): K4, K3" in text


def test_the_profile_option_goes_before_the_file(design_file: Path) -> None:
    assert "(debugger)" in outlive("check", str(design_file), "--profile", "debugger").stdout.splitlines()[0]


def test_all_profiles_are_judged_and_compared(design_file: Path) -> None:
    lines = outlive("check", str(design_file), "--profile", "all").stdout.splitlines()

    assert [line.split()[-1] for line in lines if line.startswith(str(design_file)) and "(" in line] == [
        "(device)",
        "(simulator)",
        "(debugger)",
    ]
    assert [line.partition(" (")[0] for line in lines[-8:] if line.startswith(("Hidden", "Only"))] == [
        "Hidden by the simulator",
        "Only under the simulator",
        "Hidden by the debugger",
        "Only under the debugger",
    ]


def test_what_is_violated_on_the_device_alone_is_hidden(design_file: Path) -> None:
    outcomes: dict[Profile, Outcome] = {"device": "violated", "simulator": "violated", "debugger": "vacuous"}
    simulator, debugger = differences(reports_with(load_design(design_file), outcomes))

    assert (simulator.hidden, simulator.only_there) == ((), ())
    assert (debugger.hidden, debugger.only_there) == (("single-connector",), ())


def test_what_is_violated_elsewhere_alone_is_listed_apart(design_file: Path) -> None:
    outcomes: dict[Profile, Outcome] = {"device": "holds", "simulator": "violated", "debugger": "unknown"}
    simulator, debugger = differences(reports_with(load_design(design_file), outcomes))

    assert (simulator.hidden, simulator.only_there) == ((), ("single-connector",))
    assert (debugger.hidden, debugger.only_there, debugger.undecided) == ((), (), ("single-connector",))


def test_switches_are_named_as_the_file_writes_them() -> None:
    assert switches_on(Environment()) == ()
    assert switches_on(Environment(profile=PROFILES[2], debugged="app", wake_expiry=True)) == (
        "debugged = app",
        "wake-expiry",
    )


@pytest.mark.parametrize(
    ("expect", "profile", "said"),
    [
        ("", "device", ""),
        ('[expect]\ndelegate-set = "holds"\n', "device", "As [expect] says."),
        ('[expect]\nfile-backed-uploads = "holds"\n', "device", ""),
        (
            '[expect]\ndelegate-set = "violated"\n',
            "device",
            "1 verdict differs from [expect] (delegate-set: expected violated, found holds).",
        ),
        ('[expect]\n[expect.debugger]\ndelegate-set = "violated"\n', "device", ""),
        (
            '[expect]\n[expect.debugger]\ndelegate-set = "violated"\n',
            "debugger",
            "1 verdict differs from [expect] (delegate-set: expected violated, found holds).",
        ),
    ],
)
def test_what_differs_from_expect_is_said_and_moves_nothing(
    design_file: Path, expect: str, profile: str, said: str
) -> None:
    design_file.write_text(DESIGN + expect)
    result = outlive("check", str(design_file), "--profile", profile, "--property", "delegate-set")

    assert [line for line in result.stdout.splitlines() if "[expect]" in line] == [said] * bool(said)
    assert result.exit_code == 0


def test_what_is_unknown_does_not_differ_from_expect(design_file: Path) -> None:
    design_file.write_text(DESIGN + '[expect]\ndelegate-set = "holds"\nsingle-connector = "vacuous"\n')
    result = outlive("check", str(design_file), "--max-states", "2")

    assert "As [expect] says, as far as anything is known.\n" in result.stdout
