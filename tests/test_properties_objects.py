"""Properties of session objects in code's hands: each broken by a small design, with the shortest run, and kept."""

import pytest

from tests.designs import DOWNLOADS, OWN_DOWNLOAD, RECIPE, SHARE, SHEET, Tried, tried

LETS_NOTHING_GO = """
[app]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion"]
did-finish-events = ["call-handler"]
"""
CONNECTS_IN_FRONT = """
[app]
foreground = ["connect"]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion"]
did-finish-events = ["finish-tasks-and-invalidate", "call-handler"]
"""
ENDLESS = """
[app]
launch = ["connect", "finish-tasks-and-invalidate"]
did-become-invalid = ["connect", "finish-tasks-and-invalidate"]
"""
ONCE_MORE = """
[app]
launch = ["connect", "finish-tasks-and-invalidate"]
did-become-invalid = ["connect"]
"""
NO_CONTAINER = """
[[session]]
name = "share"
shared-container = false
"""


def sheet(run: str, reference: str = "dropped") -> str:
    return f"""
[[extension]]
name = "sheet"
runs = 1
session-reference = "{reference}"
run = {run}
did-complete = ["record-completion"]
"""


def on_a_debugged_app(app: str) -> Tried:
    return tried(SHARE, app, SHEET, profile="debugger", debugged="app")


CANCELS = sheet('["connect", "start-upload", "invalidate-and-cancel"]')
MAKES_A_SECOND = sheet('["connect", { do = "connect", always = true }, "start-upload"]')
MAKES_IT_AGAIN = sheet('["connect", "finish-tasks-and-invalidate", "connect", "start-upload"]')
STARTS_TOO_LATE = sheet('["connect", "finish-tasks-and-invalidate", "start-upload"]')
STARTS_ON_CACHED = sheet('["connect", "finish-tasks-and-invalidate", "start-upload"]', reference="cached")


@pytest.mark.parametrize(
    "property_id",
    [
        "app-releases-extension-session",
        "no-start-failed",
        "no-task-on-invalid-session",
        "no-identifier-reuse-before-invalid",
        "one-object-per-identifier",
        "no-transfer-cancelled-by-cleanup",
        "invalidation-terminates",
    ],
)
def test_the_recipe_opened_once_is_clean_in_its_session_objects(property_id: str) -> None:
    assert tried(SHARE, RECIPE, SHEET).verdict(property_id) == "holds"


def test_an_app_that_never_invalidates_does_not_release_the_extensions_session() -> None:
    assert tried(SHARE, LETS_NOTHING_GO, SHEET).verdict("app-releases-extension-session") == "violated"


def test_an_app_that_never_invalidates_stays_connected_under_the_debugger() -> None:
    run = on_a_debugged_app(LETS_NOTHING_GO).violation("app-releases-extension-session")

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
            "did-finish-events for share is delivered to app",
            "app, did-finish-events for share, step 1: queues a call of the handler on the main thread",
            "app, handler block of did-finish-events for share, step 1: calls the handler of share",
        ],
        None,
    )


def test_an_app_on_a_session_of_its_own_holds_none_of_an_extension() -> None:
    verdict = tried(OWN_DOWNLOAD).judged("app-releases-extension-session")

    assert verdict.verdict == "vacuous"
    assert verdict.missing == "the app never connects to an extension's session"


def test_a_refused_extension_cannot_start() -> None:
    run = tried(SHARE, CONNECTS_IN_FRONT, SHEET).violation("no-start-failed")

    assert run == (
        [
            "the user opens sheet, run 1",
            "the user launches the app",
            "app, foreground, step 1: connects to share",
            "sheet, run 1, step 1: is refused share (-996): the app is connected, and idle there",
            "sheet, run 1, step 2: fails to start transfer of sheet 1: it holds no session object",
        ],
        None,
    )


def test_an_extension_without_container_cannot_start() -> None:
    run = tried(NO_CONTAINER, RECIPE, SHEET).violation("no-start-failed")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: is refused share: no shared container (-995)",
            "sheet, run 1, step 2: fails to start transfer of sheet 1: it holds no session object",
        ],
        None,
    )


def test_a_start_after_letting_go_fails() -> None:
    run = tried(SHARE, RECIPE, STARTS_TOO_LATE).violation("no-start-failed")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: finish-tasks-and-invalidates share",
            "sheet, run 1, step 3: fails to start transfer of sheet 1: it holds no session object",
        ],
        None,
    )


def test_a_start_on_the_invalidated_object_in_a_cache_raises() -> None:
    run = tried(SHARE, RECIPE, STARTS_ON_CACHED).violation("no-task-on-invalid-session")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: finish-tasks-and-invalidates share",
            "sheet, run 1, step 3: creates transfer of sheet 1 on an invalidated session: the process raises and dies",
        ],
        None,
    )


def test_without_a_cache_the_late_start_does_not_raise() -> None:
    assert tried(SHARE, RECIPE, STARTS_TOO_LATE).verdict("no-task-on-invalid-session") == "holds"


def test_a_session_made_again_at_once_is_handed_the_dying_one() -> None:
    run = tried(SHARE, RECIPE, MAKES_IT_AGAIN).violation("no-identifier-reuse-before-invalid")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: finish-tasks-and-invalidates share",
            "sheet, run 1, step 3: makes a new object for share before the old one is gone, and is handed the old one",
        ],
        None,
    )


def test_a_task_on_the_dying_session_handed_out_raises() -> None:
    run = tried(SHARE, RECIPE, MAKES_IT_AGAIN).violation("no-task-on-invalid-session")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: finish-tasks-and-invalidates share",
            "sheet, run 1, step 3: makes a new object for share before the old one is gone, and is handed the old one",
            "sheet, run 1, step 4: creates transfer of sheet 1 on an invalidated session: the process raises and dies",
        ],
        None,
    )


def test_a_second_object_of_one_identifier_is_the_first() -> None:
    run = tried(SHARE, RECIPE, MAKES_A_SECOND).violation("one-object-per-identifier")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: makes a second object for share and is handed the first",
        ],
        None,
    )


def test_code_that_never_connects_has_no_object_to_double() -> None:
    verdict = tried(SHARE, "[app]", sheet('["start-upload"]')).judged("one-object-per-identifier")

    assert (verdict.verdict, verdict.missing) == ("vacuous", "no code ever connects")


def test_cancelling_right_after_the_start_kills_the_upload() -> None:
    run = tried(SHARE, RECIPE, CANCELS).violation("no-transfer-cancelled-by-cleanup")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: starts transfer of sheet 1",
            "sheet, run 1, step 3: invalidates and cancels share",
        ],
        None,
    )


def test_code_that_invalidates_and_connects_whenever_it_became_invalid_never_rests() -> None:
    run = tried(DOWNLOADS, ENDLESS).violation("invalidation-terminates")

    assert run == (
        [
            "the user launches the app",
            "app, launch, step 1: connects to downloads",
            "app, launch, step 2: finish-tasks-and-invalidates downloads",
            "the object of app for downloads is gone",
            "did-become-invalid of downloads comes to app",
            "app, did-become-invalid of downloads, step 1: connects to downloads",
            "app, did-become-invalid of downloads, step 2: finish-tasks-and-invalidates downloads",
        ],
        3,
    )


def test_code_that_only_connects_when_it_became_invalid_comes_to_rest() -> None:
    assert tried(DOWNLOADS, ONCE_MORE).verdict("invalidation-terminates") == "holds"


def test_nothing_is_invalidated_by_an_app_that_keeps_its_session() -> None:
    design = tried(OWN_DOWNLOAD)

    assert design.verdicts("no-transfer-cancelled-by-cleanup", "invalidation-terminates") == {
        "no-transfer-cancelled-by-cleanup": "vacuous",
        "invalidation-terminates": "vacuous",
    }
