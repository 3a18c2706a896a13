"""What a profile takes away: rules that are gone, and violations that it hides or brings (§26 §27 N11)."""

import pytest

from model.design import Profile
from tests.designs import RECIPE, SHARE, SHEET, Debugged, Tried, tried

TOKEN = """
[[extension]]
name = "sheet"
runs = 1
run = ["request", "connect", "start-upload", "complete-request"]
did-complete = ["record-completion"]
"""
ONLY_STORES = """
[app]
handle-events = ["store-handler"]
"""
CONNECTS_ON_ITS_FIRST_RUN = """
[[extension]]
name = "sheet"
run = [{ do = "connect", when = "not known-identifier" }, "start-upload", "complete-request"]
"""
STOPS_SHEET = [
    "the user leaves the host of sheet, and the system suspends it",
    "the system suspends sheet, dismissed",
    "the system suspends sheet for good, its last run over",
]
ENDS_SHEET = ["the system terminates sheet"]
STOPS_APP = [
    "the system suspends the app",
    "the system suspends the app, connected to share",
    "the system suspends the app, connected to share, its handler called early for share",
]
ENDS_APP = ["the system terminates the suspended app"]


def stops(design: Tried) -> list[str]:
    return [name for word in ("system suspends", "system terminates") for name in design.rules(word)]


@pytest.mark.parametrize(
    ("profile", "debugged", "left"),
    [
        ("device", "both", [*STOPS_SHEET, *STOPS_APP, *ENDS_SHEET, *ENDS_APP]),
        ("simulator", "both", [*STOPS_SHEET, *STOPS_APP, *ENDS_APP]),
        ("debugger", "both", []),
        ("debugger", "app", [*STOPS_SHEET, *ENDS_SHEET]),
        ("debugger", "extensions", [*STOPS_APP, *ENDS_APP]),
    ],
)
def test_a_profile_leaves_these_ways_to_stop_a_process(profile: Profile, debugged: Debugged, left: list[str]) -> None:
    assert stops(tried(SHARE, RECIPE, SHEET, profile=profile, debugged=debugged)) == left


@pytest.mark.parametrize(
    ("profile", "debugged", "verdict"),
    [
        ("device", "both", "violated"),
        ("simulator", "both", "violated"),
        ("debugger", "both", "holds"),
        ("debugger", "extensions", "holds"),
        ("debugger", "app", "violated"),
    ],
)
def test_the_lost_request_is_hidden_where_the_extension_is_debugged(
    profile: Profile, debugged: Debugged, verdict: str
) -> None:
    design = tried(SHARE, RECIPE, TOKEN, profile=profile, debugged=debugged)

    assert design.verdict("short-request-survives") == verdict


@pytest.mark.parametrize(("profile", "verdict"), [("device", "violated"), ("simulator", "holds")])
def test_the_simulator_hides_that_the_end_of_the_extension_takes_its_session_object(
    profile: Profile, verdict: str
) -> None:
    design = tried(SHARE, ONLY_STORES, CONNECTS_ON_ITS_FIRST_RUN, profile=profile)

    assert design.verdict("no-start-failed") == verdict


@pytest.mark.parametrize(("profile", "verdict"), [("device", "holds"), ("debugger", "violated")])
def test_only_the_debugger_keeps_the_session_of_the_recipe_connected_for_good(profile: Profile, verdict: str) -> None:
    assert tried(SHARE, RECIPE, SHEET, profile=profile).verdict("session-can-become-free") == verdict


def test_under_the_debugger_no_wake_of_the_recipe_ever_begins() -> None:
    design = tried(SHARE, RECIPE, SHEET, profile="debugger")

    assert design.judged("app-not-refused-in-its-wake").missing == "no wake ever begins"
