"""Properties of handlers in their slots: each broken by a small design, with the shortest run, and kept by another."""

import pytest

from tests.designs import OWN_DOWNLOAD, RECIPE, SHARE, SHEET, tried

TWO_SESSIONS = """
[[session]]
name = "up"

[[session]]
name = "down"
"""
TWO_TRANSFERS = """
[app]
handler-slot = "{slot}"
transfers = 2
foreground = [
    {{ do = "connect", session = "up" }},
    {{ do = "start-upload", session = "up" }},
    {{ do = "connect", session = "down" }},
    {{ do = "start-download", session = "down" }},
]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion"]
did-finish-events = ["call-handler"]
"""
ONE_SLOT, KEYED = TWO_TRANSFERS.format(slot="single"), TWO_TRANSFERS.format(slot="keyed")
NEVER_STORES = """
[app]
handle-events = ["connect"]
did-complete = ["record-completion"]
did-finish-events = ["finish-tasks-and-invalidate", "call-handler"]
"""


@pytest.mark.parametrize("property_id", ["completion-handler-always-called", "handler-keyed-by-identifier"])
def test_an_app_alone_that_stores_connects_and_calls_loses_no_handler(property_id: str) -> None:
    assert tried(OWN_DOWNLOAD).verdict(property_id) == "holds"


def test_an_app_that_never_calls_a_handler_cannot_mix_them_up() -> None:
    verdict = tried(SHARE, "[app]", SHEET).judged("handler-keyed-by-identifier")

    assert (verdict.verdict, verdict.missing) == ("vacuous", "no handler is ever called")


def test_a_handler_that_is_not_stored_is_never_called() -> None:
    run = tried(SHARE, NEVER_STORES, SHEET).violation("completion-handler-always-called")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: starts transfer of sheet 1",
            "transfer of sheet 1 finishes",
            "the user leaves the host of sheet, and the system suspends it",
            "the system relaunches the app for share (transfer of sheet 1)",
            "app, handle-events for share, step 1: connects to share",
            "app, handle-events for share: returns without having kept or called its handler",
        ],
        None,
    )


def test_the_recipe_loses_the_handler_of_a_wake_in_which_the_app_was_refused() -> None:
    run = tried(SHARE, RECIPE, SHEET).violation("completion-handler-always-called")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: starts transfer of sheet 1",
            "transfer of sheet 1 finishes",
            "the user leaves the host of sheet, and the system suspends it",
            "the system relaunches the app for share (transfer of sheet 1)",
            "app, handle-events for share, step 1: keeps the completion handler",
            "the user returns to sheet",
            "sheet reconnects to share",
            "app, handle-events for share, step 2: is refused share (-996): sheet is connected",
            "the wake for share expires: the app is not connected",
            "the user leaves the host of sheet, and the system suspends it",
            "the system resumes the app for share (transfer of sheet 1)",
            "app, handle-events for share, step 1: keeps the completion handler, overwriting one of share not yet "
            "called (late_share)",
        ],
        None,
    )


def test_one_slot_for_two_sessions_loses_the_handler_of_the_first() -> None:
    run = tried(TWO_SESSIONS, ONE_SLOT).violation("handler-keyed-by-identifier")

    assert run == (
        [
            "the user launches the app",
            "app, foreground, step 1: connects to up",
            "app, foreground, step 2: starts transfer of app 1 on up",
            "app, foreground, step 3: connects to down",
            "app, foreground, step 4: starts transfer of app 1 on down",
            "the user leaves the app",
            "the system suspends the app, connected to up and down",
            "transfer of app 1 on up finishes",
            "transfer of app 1 on down finishes",
            "the system resumes the app for up (transfer of app 1 on up)",
            "app, handle-events for up, step 1: keeps the completion handler",
            "app, handle-events for up, step 2: uses the object it holds for up",
            "the system calls the app in the background for down (transfer of app 1 on down)",
            "app, handle-events for down, step 1: keeps the completion handler, overwriting one of up not yet "
            "called (fresh_up)",
        ],
        None,
    )


def test_one_slot_for_two_sessions_also_hands_out_the_handler_of_the_other() -> None:
    design = tried(TWO_SESSIONS, ONE_SLOT)

    assert design.exploration.enabled_somewhere(design.system.marks["another session's handler called"])


def test_a_slot_for_each_session_keeps_their_handlers_apart() -> None:
    assert tried(TWO_SESSIONS, KEYED).verdict("handler-keyed-by-identifier") == "holds"


def test_did_finish_events_overtakes_handle_events_on_a_private_queue() -> None:
    run = tried(OWN_DOWNLOAD).violation("handler-stored-before-finish")

    assert run == (
        [
            "the user launches the app",
            "app, foreground, step 1: connects to downloads",
            "app, foreground, step 2: starts transfer of app 1",
            "the user leaves the app",
            "the system suspends the app, connected to downloads",
            "transfer of app 1 finishes",
            "the system resumes the app for downloads (transfer of app 1)",
            "app reconnects to downloads",
            "did-complete of transfer of app 1 is delivered to app",
            "app, did-complete of transfer of app 1, step 1: records the outcome of transfer of app 1",
            "app, did-complete of transfer of app 1: returns",
            "did-finish-events for downloads is delivered to app",
        ],
        None,
    )


def test_on_the_main_queue_did_finish_events_waits_for_handle_events() -> None:
    on_main = OWN_DOWNLOAD.replace("[app]", '[app]\ndelegate-queue = "main"')

    assert tried(on_main).verdict("handler-stored-before-finish") == "holds"
