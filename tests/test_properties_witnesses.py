"""What must be able to happen: each witnessed by the recipe, with the shortest run, and out of reach elsewhere."""

import pytest

from tests.designs import OWN_DOWNLOAD, RECIPE, SHARE, SHEET, tried

NO_LAUNCH_EVENTS = """
[[session]]
name = "share"
sends-launch-events = false
"""
EXITS = """
[[extension]]
name = "sheet"
runs = 1
run = ["connect", "start-upload", "exit"]
did-complete = ["record-completion"]
"""


def test_a_quick_upload_is_reported_to_the_extension() -> None:
    run = tried(SHARE, RECIPE, SHEET).witness("completion-may-reach-extension")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: starts transfer of sheet 1",
            "transfer of sheet 1 finishes",
            "did-complete of transfer of sheet 1 is delivered to sheet",
        ],
        None,
    )


def test_no_completion_reaches_an_extension_that_starts_on_a_session_without_delegate() -> None:
    design = tried(SHARE + "delegate = false\n", "[app]", SHEET.replace('did-complete = ["record-completion"]\n', ""))

    assert design.verdict("completion-may-reach-extension") == "unreachable"


def test_a_slow_upload_is_reported_to_the_app() -> None:
    run = tried(SHARE, RECIPE, SHEET).witness("completion-may-reach-app")

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
        ],
        None,
    )


def test_under_the_debugger_the_extension_never_leaves_and_the_app_is_never_told() -> None:
    assert tried(SHARE, RECIPE, SHEET, profile="debugger").verdict("completion-may-reach-app") == "unreachable"


def test_an_extension_that_exits_leaves_the_completion_to_the_app_even_under_the_debugger() -> None:
    assert tried(SHARE, RECIPE, EXITS, profile="debugger").verdict("completion-may-reach-app") == "witnessed"


def test_the_extension_may_come_up_over_its_own_app() -> None:
    run = tried(SHARE, RECIPE, SHEET).witness("events-may-arrive-in-foreground")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: starts transfer of sheet 1",
            "transfer of sheet 1 finishes",
            "the user leaves the host of sheet, and the system suspends it",
            "the user launches the app",
            "the system calls the app in the foreground for share (transfer of sheet 1)",
        ],
        None,
    )


def test_without_launch_events_none_arrive_in_front() -> None:
    assert tried(NO_LAUNCH_EVENTS, RECIPE, SHEET).verdict("events-may-arrive-in-foreground") == "unreachable"


@pytest.mark.parametrize("property_id", ["completion-may-reach-extension", "completion-may-reach-app"])
def test_without_an_extension_there_is_no_completion_of_its_transfer(property_id: str) -> None:
    verdict = tried(OWN_DOWNLOAD).judged(property_id)

    assert (verdict.verdict, verdict.missing) == ("vacuous", "no extension starts a transfer")
