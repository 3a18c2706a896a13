"""Properties of connections: each broken by a small design, with the shortest run, and kept by another."""

import pytest

from tests.designs import OWN_DOWNLOAD, RECIPE, SHARE, SHEET, tried

LETS_NOTHING_GO = """
[app]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion"]
did-finish-events = ["call-handler"]
"""
NO_APP_SIDE = """
[app]
"""
NO_LAUNCH_EVENTS = """
[[session]]
name = "share"
sends-launch-events = false
"""
NO_CONTAINER = """
[[session]]
name = "share"
shared-container = false
"""
CLEARS_WAKES = """
[environment]
foreground-clears-wake = true
"""
CONNECTION = (
    "single-connector",
    "callbacks-wake-the-app",
    "connected-process-gets-callbacks",
    "session-can-become-free",
    "app-handles-extension-events",
)


@pytest.mark.parametrize("property_id", CONNECTION)
def test_the_recipe_opened_once_keeps_every_property_of_connections(property_id: str) -> None:
    assert tried(SHARE, RECIPE, SHEET).verdict(property_id) == "holds"


def test_one_process_alone_cannot_show_that_only_one_is_connected() -> None:
    verdict = tried(OWN_DOWNLOAD).judged("single-connector")

    assert (verdict.verdict, verdict.missing) == ("vacuous", "each session is used by one process only")


def test_without_launch_events_callbacks_wait_and_nobody_is_woken() -> None:
    run = tried(NO_LAUNCH_EVENTS, RECIPE, SHEET).violation("callbacks-wake-the-app")

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


def test_with_its_wakes_withdrawn_an_app_that_stays_in_front_is_never_woken() -> None:
    run = tried(SHARE, RECIPE, SHEET, CLEARS_WAKES).violation("callbacks-wake-the-app")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: starts transfer of sheet 1",
            "transfer of sheet 1 finishes",
            "the user leaves the host of sheet, and the system suspends it",
            "the user launches the app",
        ],
        None,
    )


def test_where_no_transfer_ever_starts_no_callback_waits_and_none_is_delivered() -> None:
    design = tried(NO_CONTAINER, RECIPE, SHEET)

    assert design.verdicts("callbacks-wake-the-app", "connected-process-gets-callbacks") == {
        "callbacks-wake-the-app": "vacuous",
        "connected-process-gets-callbacks": "vacuous",
    }


def test_an_app_that_lets_nothing_go_keeps_a_session_for_good_under_the_debugger() -> None:
    run = tried(SHARE, LETS_NOTHING_GO, SHEET, profile="debugger", debugged="app").violation("session-can-become-free")

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
        ],
        None,
    )


def test_on_the_device_suspension_frees_what_the_app_never_lets_go() -> None:
    assert tried(SHARE, LETS_NOTHING_GO, SHEET).verdict("session-can-become-free") == "holds"


def test_an_app_without_code_for_the_session_is_woken_again_and_again_and_nobody_connects() -> None:
    run = tried(SHARE, NO_APP_SIDE, SHEET).violation("app-handles-extension-events")

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


def test_without_launch_events_no_wake_begins() -> None:
    verdict = tried(NO_LAUNCH_EVENTS, RECIPE, SHEET).judged("app-handles-extension-events")

    assert (verdict.verdict, verdict.missing) == ("vacuous", "no wake ever begins")
