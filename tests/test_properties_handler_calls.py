"""How the completion handler is called: each property broken by a small design, with the shortest run, and kept."""

import pytest

from tests.designs import DOWNLOADS, OWN_DOWNLOAD, SHARE, SHEET, tried

CALLS_AND_KEEPS = """
[app]
delegate-queue = "{queue}"
foreground = ["connect", "start-download"]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion", {{ do = "call-handler", keep = true }}]
did-finish-events = [{{ do = "call-handler", keep = true }}]
"""
CALLS_AT_ONCE = """
[app]
handle-events = ["connect", "call-handler"]
did-complete = ["record-completion"]
did-finish-events = ["finish-tasks-and-invalidate"]
"""
FOLLOW_UP = """
[app]
foreground = ["connect", "start-download"]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion", {{ do = "request", protected = {protected}, then = [] }}]
did-finish-events = ["call-handler"]
"""
CALLS_WHERE_IT_STANDS = """
[app]
delegate-queue = "{queue}"
foreground = ["connect", "start-download"]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion"]
did-finish-events = [{{ do = "call-handler", on = "delegate-queue" }}]
"""
CALLS = ("handler-exactly-once", "handler-not-called-too-early", "handler-on-main-thread")


@pytest.mark.parametrize("property_id", CALLS)
def test_an_app_alone_that_stores_connects_and_calls_does_so_once_in_time_and_on_main(property_id: str) -> None:
    assert tried(OWN_DOWNLOAD).verdict(property_id) == "holds"


@pytest.mark.parametrize("property_id", CALLS)
def test_an_app_that_never_calls_a_handler_cannot_call_it_wrongly(property_id: str) -> None:
    verdict = tried(SHARE, "[app]", SHEET).judged(property_id)

    assert (verdict.verdict, verdict.missing) == ("vacuous", "no handler is ever called")


def test_a_handler_that_stays_in_its_slot_is_called_by_both_blocks() -> None:
    run = tried(DOWNLOADS, CALLS_AND_KEEPS.format(queue="private")).violation("handler-exactly-once")

    assert run == (
        [
            "the user launches the app",
            "app, foreground, step 1: connects to downloads",
            "app, foreground, step 2: starts transfer of app 1",
            "the user leaves the app",
            "the system suspends the app, connected to downloads",
            "transfer of app 1 finishes",
            "the system resumes the app for downloads (transfer of app 1)",
            "app, handle-events for downloads, step 1: keeps the completion handler",
            "app, handle-events for downloads, step 2: uses the object it holds for downloads",
            "app reconnects to downloads",
            "did-complete of transfer of app 1 is delivered to app",
            "app, did-complete of transfer of app 1, step 1: records the outcome of transfer of app 1",
            "app, did-complete of transfer of app 1, step 2: queues a call of the handler on the main thread",
            "app, did-complete of transfer of app 1: returns",
            "did-finish-events for downloads is delivered to app",
            "app, did-finish-events for downloads, step 1: queues a call of the handler on the main thread",
            "app, handler block of did-complete of transfer of app 1, step 2: calls the handler of downloads (1 "
            "behind it in line)",
            "app, handler block of did-finish-events for downloads, step 1: calls the handler of downloads a "
            "second time",
        ],
        None,
    )


def test_a_handler_called_in_handle_events_is_called_too_early() -> None:
    run = tried(SHARE, CALLS_AT_ONCE, SHEET).violation("handler-not-called-too-early")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: starts transfer of sheet 1",
            "transfer of sheet 1 finishes",
            "the user leaves the host of sheet, and the system suspends it",
            "the system relaunches the app for share (transfer of sheet 1)",
            "app, handle-events for share, step 1: connects to share",
            "app, handle-events for share, step 2: calls the offered handler of share",
        ],
        None,
    )


def test_a_request_made_in_answer_makes_the_call_too_early() -> None:
    run = tried(DOWNLOADS, FOLLOW_UP.format(protected="false")).violation("handler-not-called-too-early")

    assert run == (
        [
            "the user launches the app",
            "app, foreground, step 1: connects to downloads",
            "app, foreground, step 2: starts transfer of app 1",
            "the user leaves the app",
            "the system suspends the app, connected to downloads",
            "transfer of app 1 finishes",
            "the system resumes the app for downloads (transfer of app 1)",
            "app, handle-events for downloads, step 1: keeps the completion handler",
            "app, handle-events for downloads, step 2: uses the object it holds for downloads",
            "app reconnects to downloads",
            "did-complete of transfer of app 1 is delivered to app",
            "app, did-complete of transfer of app 1, step 1: records the outcome of transfer of app 1",
            "app, did-complete of transfer of app 1, step 2: sends a short request",
            "app, did-complete of transfer of app 1: returns",
            "did-finish-events for downloads is delivered to app",
            "app, did-finish-events for downloads, step 1: queues a call of the handler on the main thread",
            "app, handler block of did-finish-events for downloads, step 1: calls the handler of downloads",
        ],
        None,
    )


def test_an_expiring_activity_over_the_request_made_in_answer_is_enough() -> None:
    assert tried(DOWNLOADS, FOLLOW_UP.format(protected="true")).verdict("handler-not-called-too-early") == "holds"


def test_did_finish_events_on_a_private_queue_calls_the_handler_off_the_main_thread() -> None:
    run = tried(DOWNLOADS, CALLS_WHERE_IT_STANDS.format(queue="private")).violation("handler-on-main-thread")

    assert run == (
        [
            "the user launches the app",
            "app, foreground, step 1: connects to downloads",
            "app, foreground, step 2: starts transfer of app 1",
            "the user leaves the app",
            "the system suspends the app, connected to downloads",
            "transfer of app 1 finishes",
            "the system resumes the app for downloads (transfer of app 1)",
            "app, handle-events for downloads, step 1: keeps the completion handler",
            "app reconnects to downloads",
            "did-complete of transfer of app 1 is delivered to app",
            "app, did-complete of transfer of app 1, step 1: records the outcome of transfer of app 1",
            "app, did-complete of transfer of app 1: returns",
            "did-finish-events for downloads is delivered to app",
            "app, did-finish-events for downloads, step 1: calls the handler of downloads",
        ],
        None,
    )


def test_a_delegate_on_the_main_queue_is_on_the_main_thread_where_it_stands() -> None:
    assert tried(DOWNLOADS, CALLS_WHERE_IT_STANDS.format(queue="main")).verdict("handler-on-main-thread") == "holds"
