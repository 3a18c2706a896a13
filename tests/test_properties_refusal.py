"""Properties of refusals: each broken by a small design, with the shortest run, and kept by another."""

import pytest

from tests.designs import OWN_DOWNLOAD, RECIPE, SHARE, SHEET, tried

CONNECTS_IN_FRONT = """
[app]
foreground = ["connect"]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion"]
did-finish-events = ["finish-tasks-and-invalidate", "call-handler"]
"""
CONNECTS_AND_NO_MORE = """
[app]
foreground = ["connect"]
"""
ANOTHER_EXTENSION = """
[[extension]]
name = "action"
kind = "action"
runs = 1
run = ["connect", "complete-request"]
"""
OPENED_TWICE = SHEET.replace("runs = 1", "runs = 2")
CACHES = OPENED_TWICE.replace("runs = 2", 'runs = 2\nsession-reference = "cached"')
NO_CONTAINER = """
[[session]]
name = "share"
shared-container = false
"""
STRICT_POST = """
[environment]
strict-post = true
"""


@pytest.mark.parametrize(
    "property_id", ["extension-not-refused-when-idle", "refused-extension-can-retry", "shared-container-set"]
)
def test_the_recipe_opened_twice_keeps_its_extension_from_being_shut_out(property_id: str) -> None:
    assert tried(SHARE, RECIPE, OPENED_TWICE).verdict(property_id) == "holds"


@pytest.mark.parametrize(
    "property_id", ["extension-not-refused-when-idle", "extension-never-refused", "shared-container-set"]
)
def test_without_an_extension_none_is_refused(property_id: str) -> None:
    verdict = tried(OWN_DOWNLOAD).judged(property_id)

    assert (verdict.verdict, verdict.missing) == ("vacuous", "no extension ever connects to a session")


def test_an_app_that_connects_whenever_it_is_in_front_is_in_the_extensions_way() -> None:
    run = tried(SHARE, CONNECTS_IN_FRONT, SHEET).violation("extension-not-refused-when-idle")

    assert run == (
        [
            "the user opens sheet, run 1",
            "the user launches the app",
            "app, foreground, step 1: connects to share",
            "sheet, run 1, step 1: is refused share (-996): the app is connected, and idle there",
        ],
        None,
    )


def test_two_extensions_on_one_session_are_in_each_others_way() -> None:
    run = tried(SHARE, RECIPE, SHEET, ANOTHER_EXTENSION).violation("extension-not-refused-when-idle")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "the user opens action, run 1",
            "action, run 1, step 1: is refused share (-996): sheet is connected",
        ],
        None,
    )


def test_the_recipe_refuses_an_extension_that_comes_back_while_the_app_handles_its_events() -> None:
    run = tried(SHARE, RECIPE, SHEET).violation("extension-never-refused")

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
            "the user returns to sheet",
            "sheet is refused share on running again (-996): the app handles its events",
        ],
        None,
    )


def test_that_an_extension_is_never_refused_is_the_strict_form() -> None:
    assert tried(SHARE, RECIPE, SHEET).said("extension-never-refused").strict


def test_an_extension_that_does_not_reconnect_is_never_refused() -> None:
    assert tried(SHARE, RECIPE, SHEET, STRICT_POST).verdict("extension-never-refused") == "holds"


def test_a_cached_refused_object_shuts_out_an_extension_that_the_simulator_never_ends() -> None:
    run = tried(SHARE, CONNECTS_AND_NO_MORE, CACHES, profile="simulator").violation("refused-extension-can-retry")

    assert run == (
        [
            "the user opens sheet, run 1",
            "the user launches the app",
            "app, foreground, step 1: connects to share",
            "sheet, run 1, step 1: is refused share (-996): the app is connected, and idle there",
        ],
        None,
    )


def test_on_the_device_the_end_of_the_extension_forgets_the_cached_object() -> None:
    assert tried(SHARE, CONNECTS_AND_NO_MORE, CACHES).verdict("refused-extension-can-retry") == "holds"


def test_an_extension_opened_once_has_no_run_left_to_try_again() -> None:
    verdict = tried(SHARE, RECIPE, SHEET).judged("refused-extension-can-retry")

    assert (verdict.verdict, verdict.missing) == ("vacuous", "no extension is refused with a run left")


def test_the_recipe_has_its_app_refused_when_the_extension_comes_back_inside_the_wake() -> None:
    run = tried(SHARE, RECIPE, SHEET).violation("app-not-refused-in-its-wake")

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
        ],
        None,
    )


def test_an_extension_that_does_not_reconnect_leaves_the_app_its_wake() -> None:
    assert tried(SHARE, RECIPE, SHEET, STRICT_POST).verdict("app-not-refused-in-its-wake") == "holds"


def test_an_app_that_is_never_woken_is_not_refused_in_a_wake() -> None:
    verdict = tried(NO_CONTAINER, RECIPE, SHEET).judged("app-not-refused-in-its-wake")

    assert (verdict.verdict, verdict.missing) == ("vacuous", "no wake ever begins")


def test_a_missing_container_is_read_off_the_design() -> None:
    run = tried(NO_CONTAINER, RECIPE, SHEET).violation("shared-container-set")

    assert run == (
        [
        ],
        None,
    )


def test_a_missing_container_refuses_the_extension_when_it_connects() -> None:
    design = tried(NO_CONTAINER, RECIPE, SHEET)

    run = design.first_by("refused without container")

    assert run == [
        "the user opens sheet, run 1",
        "sheet, run 1, step 1: is refused share: no shared container (-995)",
    ]
