"""Properties of transfers and requests: each broken by a small design, with the shortest run, and kept by another."""

import pytest

from tests.designs import DOWNLOADS, OWN_DOWNLOAD, RECIPE, SHARE, SHEET, tried

NO_APP_SIDE = """
[app]
"""
NO_LAUNCH_EVENTS = """
[[session]]
name = "share"
sends-launch-events = false
"""
RECORDS_NOTHING = """
[[extension]]
name = "sheet"
runs = 1
run = ["connect", "start-upload", "complete-request"]
"""
QUITS_FIRST = """
[[extension]]
name = "sheet"
runs = 1
run = ["connect", "complete-request", "start-upload"]
"""
QUITS_BEFORE_THE_ANSWER = """
[[extension]]
name = "sheet"
runs = 1
run = [{ do = "request", then = ["connect", "start-upload"] }, "complete-request"]
"""
TOKEN = """
[[extension]]
name = "sheet"
runs = 1
run = [{{ do = "request", protected = {protected} }}, "connect", "start-upload", "complete-request"]
"""
RESTARTS = """
[app]
launch = ["connect", "restart-missing"]
foreground = ["connect", "start-download"]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion"]
did-finish-events = ["call-handler"]
"""
FORCE_QUIT = """
[environment]
force-quit = true
"""
VANISHES = """
[environment]
force-quit = true
vanish-on-force-quit = true
"""


@pytest.mark.parametrize(
    "property_id",
    [
        "events-in-foreground-handled",
        "every-completion-handled",
        "every-transfer-eventually-handled",
        "extension-starts-before-it-quits",
        "no-duplicate-transfer",
    ],
)
def test_the_recipe_opened_once_deals_with_its_transfer(property_id: str) -> None:
    assert tried(SHARE, RECIPE, SHEET).verdict(property_id) == "holds"


def test_what_the_recipe_never_does_it_cannot_do_wrong() -> None:
    design = tried(SHARE, RECIPE, SHEET)

    assert design.judged("short-request-survives").missing == "no short request is ever made"
    assert design.judged("force-quit-recovered").missing == "nothing is cancelled by a force-quit here"
    assert design.verdicts("short-request-survives", "force-quit-recovered") == {
        "short-request-survives": "vacuous",
        "force-quit-recovered": "vacuous",
    }


def test_without_launch_events_no_wake_finds_the_app_in_front() -> None:
    verdict = tried(NO_LAUNCH_EVENTS, RECIPE, SHEET).judged("events-in-foreground-handled")

    assert (verdict.verdict, verdict.missing) == ("vacuous", "no wake finds the app in front")


def test_an_app_without_code_for_the_session_leaves_its_events_alone_in_front_too() -> None:
    run = tried(SHARE, NO_APP_SIDE, SHEET, profile="debugger", debugged="app").violation("events-in-foreground-handled")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: starts transfer of sheet 1",
            "transfer of sheet 1 finishes",
            "the user leaves the host of sheet, and the system suspends it",
            "the system relaunches the app for share (transfer of sheet 1)",
            "app, handle-events for share: returns without having kept or called its handler",
            "the wake for share expires: the app is not connected",
            "the system calls the app in the background for share (transfer of sheet 1)",
            "app, handle-events for share: returns without having kept or called its handler",
            "the wake for share expires: the app is not connected",
            "the user brings the app to the front",
            "the system calls the app in the foreground for share (transfer of sheet 1)",
            "app, handle-events for share: begins",
            "the user leaves the app",
        ],
        6,
    )


def test_an_extension_without_completion_code_lets_a_completion_fall() -> None:
    run = tried(SHARE, RECIPE, RECORDS_NOTHING).violation("every-completion-handled")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: starts transfer of sheet 1",
            "transfer of sheet 1 finishes",
            "did-complete of transfer of sheet 1 is delivered to sheet",
            "sheet, did-complete of transfer of sheet 1: returns",
        ],
        None,
    )


def test_without_launch_events_a_finished_transfer_is_never_heard_of() -> None:
    run = tried(NO_LAUNCH_EVENTS, RECIPE, SHEET).violation("every-transfer-eventually-handled")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: starts transfer of sheet 1",
            "transfer of sheet 1 finishes",
            "the user leaves the host of sheet, and the system suspends it",
        ],
        None,
    )


def test_an_app_without_code_for_the_session_never_hears_of_the_transfer() -> None:
    run = tried(SHARE, NO_APP_SIDE, SHEET).violation("every-transfer-eventually-handled")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: starts transfer of sheet 1",
            "transfer of sheet 1 finishes",
            "the user leaves the host of sheet, and the system suspends it",
            "the system relaunches the app for share (transfer of sheet 1)",
            "app, handle-events for share: returns without having kept or called its handler",
            "the wake for share expires: the app is not connected",
            "the system resumes the app for share (transfer of sheet 1)",
        ],
        6,
    )


def test_an_extension_that_quits_first_has_not_started() -> None:
    run = tried(SHARE, RECIPE, QUITS_FIRST).violation("extension-starts-before-it-quits")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: completes its request",
        ],
        None,
    )


def test_an_extension_that_does_not_wait_for_the_answer_quits_before_it_starts() -> None:
    run = tried(SHARE, RECIPE, QUITS_BEFORE_THE_ANSWER).violation("extension-starts-before-it-quits")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: sends a short request",
            "sheet, run 1, step 2: completes its request",
        ],
        None,
    )


def test_without_an_extension_no_request_is_completed() -> None:
    verdict = tried(OWN_DOWNLOAD).judged("extension-starts-before-it-quits")

    assert (verdict.verdict, verdict.missing) == ("vacuous", "no extension ever completes its request")


def test_a_request_for_a_token_is_lost_when_the_user_leaves() -> None:
    run = tried(SHARE, RECIPE, TOKEN.format(protected="false")).violation("short-request-survives")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: sends a short request",
            "the user leaves the host of sheet, and the system suspends it",
        ],
        None,
    )


def test_an_expiring_activity_saves_the_request_for_a_token() -> None:
    assert tried(SHARE, RECIPE, TOKEN.format(protected="true")).verdict("short-request-survives") == "holds"


def test_after_a_force_quit_an_app_that_waits_for_a_wake_recovers_nothing() -> None:
    run = tried(SHARE, RECIPE, SHEET, FORCE_QUIT).violation("force-quit-recovered")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: starts transfer of sheet 1",
            "the user leaves the host of sheet, and the system suspends it",
            "the user launches the app",
            "the user force-quits the app",
            "the user launches the app",
        ],
        None,
    )


def test_an_app_that_connects_in_front_hears_what_a_force_quit_cancelled() -> None:
    assert tried(OWN_DOWNLOAD, FORCE_QUIT).verdict("force-quit-recovered") == "holds"


def test_what_vanishes_at_a_force_quit_is_never_heard_of() -> None:
    assert tried(OWN_DOWNLOAD, VANISHES).verdict("force-quit-recovered") == "violated"


def test_restarting_what_is_missing_recovers_even_what_vanished() -> None:
    assert tried(DOWNLOADS, RESTARTS, VANISHES).verdict("force-quit-recovered") == "holds"


def test_restarting_what_is_missing_doubles_a_transfer_that_finished_unreported() -> None:
    run = tried(DOWNLOADS, RESTARTS).violation("no-duplicate-transfer")

    assert run == (
        [
            "the user launches the app",
            "app, launch, step 1: connects to downloads",
            "app, launch, step 2: finds transfer of app 1 not on record",
            "app, foreground: begins",
            "app, foreground, step 1: uses the object it holds for downloads",
            "app, foreground, step 2: starts transfer of app 1",
            "the user leaves the app",
            "the system suspends the app, connected to downloads",
            "transfer of app 1 finishes",
            "the system terminates the suspended app",
            "the system relaunches the app for downloads (transfer of app 1)",
            "app, launch, step 1: connects to downloads",
            "app, launch, step 2: restarts transfer of app 1 (batched)",
        ],
        None,
    )
