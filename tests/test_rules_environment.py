"""Each switch of the environment: the rules it brings or takes, and a verdict or a state that changes with it."""

import pytest

from tests.designs import OWN_DOWNLOAD, RECIPE, SHARE, SHEET, Tried, tried

TOKEN = """
[[extension]]
name = "sheet"
runs = 1
run = [{ do = "request", protected = true }, "connect", "start-upload", "complete-request"]
did-complete = ["record-completion"]
"""
CALLS_WHEN_INVALID = RECIPE + 'did-become-invalid = ["call-handler"]\n'
CONNECTS_IN_FRONT = """
[app]
foreground = ["connect"]
"""

ON_RECIPE = (SHARE, RECIPE, SHEET)
ON_TOKEN = (SHARE, RECIPE, TOKEN)
ON_OWN = (OWN_DOWNLOAD,)
ON_CALLS = (SHARE, CALLS_WHEN_INVALID, SHEET)

BROUGHT = {
    'refusal = "retries"': "sheet, run 1, step 2: starts transfer of sheet 1, its refused session now connecting",
    "strict-post = true": "sheet, run 1, step 2: fails to start transfer of sheet 1: its session is disconnected",
    "force-quit = true": "the user force-quits the app",
    "crash = true": "sheet crashes",
    "wake-expiry = true": "the wake for share runs out early",
    "authentication = true": "the system relaunches the app for share to authenticate (transfer of sheet 1)",
    "lossy-invalidation = true": "did-become-invalid of share to app is lost",
}
TAKEN = {
    'refusal = "retries"': "sheet, run 1, step 2: fails to start transfer of sheet 1: its session was refused (-996)",
    "strict-post = true": "sheet reconnects to share",
}


def switched(parts: tuple[str, ...], *switches: str) -> Tried:
    return tried(*parts, "[environment]", *switches)


@pytest.mark.parametrize("switch", BROUGHT)
def test_a_switch_brings_a_rule(switch: str) -> None:
    before, after = tried(*ON_RECIPE), switched(ON_RECIPE, switch)

    assert before.rules(BROUGHT[switch]) == []
    assert BROUGHT[switch] in after.rules(BROUGHT[switch])


@pytest.mark.parametrize("switch", TAKEN)
def test_a_switch_takes_a_rule(switch: str) -> None:
    before, after = tried(*ON_RECIPE), switched(ON_RECIPE, switch)

    assert TAKEN[switch] in before.rules(TAKEN[switch])
    assert TAKEN[switch] not in after.rules(TAKEN[switch])


def test_activity_expiry_lets_a_protection_be_refused_and_cut_short() -> None:
    before, after = tried(*ON_TOKEN), switched(ON_TOKEN, "activity-expiry = true")

    assert [name for name in after.rules("expiring activity") if name not in before.rules("expiring activity")] == [
        "sheet, run 1, step 1: sends a short request, refused an expiring activity",
        "the expiring activity over the request of sheet in run 1, step 1 is cut short",
    ]


def test_with_foreground_clears_wake_a_wake_asks_whether_it_was_withdrawn() -> None:
    wake = "the system relaunches the app for share (transfer of sheet 1)"
    before, after = tried(*ON_RECIPE), switched(ON_RECIPE, "foreground-clears-wake = true")

    assert "withdrawn wake for share" not in before.rule(wake).when
    assert after.rule(wake).when["withdrawn wake for share"] == ("no",)


@pytest.mark.parametrize(
    ("parts", "switches", "property_id", "before", "after"),
    [
        (ON_RECIPE, ("strict-post = true",), "extension-never-refused", "violated", "holds"),
        (ON_RECIPE, ("force-quit = true",), "force-quit-recovered", "vacuous", "violated"),
        (ON_OWN, ("force-quit = true",), "force-quit-recovered", "vacuous", "holds"),
        (ON_OWN, ("force-quit = true", "vanish-on-force-quit = true"), "force-quit-recovered", "vacuous", "violated"),
        (ON_TOKEN, ("crash = true",), "short-request-survives", "holds", "violated"),
        (ON_TOKEN, ("activity-expiry = true",), "short-request-survives", "holds", "violated"),
        (ON_RECIPE, ("wake-expiry = true",), "app-releases-extension-session", "holds", "violated"),
        (ON_RECIPE, ("lose-on-expiry = true",), "every-transfer-eventually-handled", "holds", "violated"),
        (ON_RECIPE, ("authentication = true",), "no-identifier-reuse-before-invalid", "holds", "violated"),
        (ON_RECIPE, ("foreground-clears-wake = true",), "callbacks-wake-the-app", "holds", "violated"),
        (ON_CALLS, ("lossy-invalidation = true",), "completion-handler-always-called", "holds", "violated"),
    ],
)
def test_a_switch_changes_a_verdict(
    parts: tuple[str, ...], switches: tuple[str, ...], property_id: str, before: str, after: str
) -> None:
    assert (tried(*parts).verdict(property_id), switched(parts, *switches).verdict(property_id)) == (before, after)


@pytest.mark.parametrize(
    ("switches", "machine", "state"),
    [
        (("force-quit = true",), "transfer of sheet 1", "quit_cancelled"),
        (("force-quit = true", "vanish-on-force-quit = true"), "transfer of sheet 1", "vanished"),
        (("lose-on-expiry = true",), "transfer of sheet 1", "gone"),
    ],
)
def test_a_switch_opens_a_state(switches: tuple[str, ...], machine: str, state: str) -> None:
    where = ({machine: (state,)},)

    assert not tried(*ON_RECIPE).exploration.reaches(where)
    assert switched(ON_RECIPE, *switches).exploration.reaches(where)


def test_where_refusals_are_retried_a_refused_extension_starts_with_the_same_object() -> None:
    design = switched((SHARE, CONNECTS_IN_FRONT, SHEET), 'refusal = "retries"')

    run = design.run_ending_with(BROUGHT['refusal = "retries"'])

    assert run == [
        "the user opens sheet, run 1",
        "the user launches the app",
        "app, foreground, step 1: connects to share",
        "sheet, run 1, step 1: is refused share (-996): the app is connected, and idle there",
        "the user leaves the app",
        "the system suspends the app, connected to share",
        "sheet, run 1, step 2: starts transfer of sheet 1, its refused session now connecting",
    ]


def test_an_app_that_is_left_early_by_its_wake_stays_with_the_session_it_had_dealt_with() -> None:
    run = switched(ON_RECIPE, "wake-expiry = true").violation("app-releases-extension-session")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: starts transfer of sheet 1",
            "transfer of sheet 1 finishes",
            "the user leaves the host of sheet, and the system suspends it",
            "the system relaunches the app for share (transfer of sheet 1)",
            "app, handle-events for share, step 1: keeps the completion handler",
            "app, handle-events for share, step 2: connects to share",
            "did-complete of transfer of sheet 1 is delivered to app",
            "app, did-complete of transfer of sheet 1, step 1: records the outcome of transfer of sheet 1",
            "app, did-complete of transfer of sheet 1: returns",
            "the wake for share runs out early",
        ],
        None,
    )
