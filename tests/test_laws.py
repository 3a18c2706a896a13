"""The three laws that hold by construction: a named mutation of one rule breaks each, with the shortest run."""

from collections.abc import Callable

import pytest

from model.network import Pair
from tests.designs import RECIPE, SHARE, SHEET, Tried, tried

CONNECTS_IN_FRONT = """
[app]
foreground = ["connect"]
"""
LAWS = ("single-connector", "callbacks-wake-the-app", "connected-process-gets-callbacks")


def connecting_without_looking() -> Tried:
    """The extension's connect without its guard that no other process is connected (§5 N1)."""
    design = tried(SHARE, CONNECTS_IN_FRONT, SHEET)
    name = "sheet, run 1, step 1: connects to share"
    guards = dict(design.rule(name).when)
    del guards["app: session share"]
    return design.without_law(name, when=guards)


def waking_the_extension_too() -> Tried:
    """A wake that also takes the suspended extension back to where its code runs (§8 L4)."""
    design = tried(SHARE, RECIPE, SHEET)
    name = "the system relaunches the app for share (transfer of sheet 1)"
    resumed: tuple[Pair, ...] = (("suspended", "active"),)
    return design.without_law(name, moves={**design.rule(name).moves, "sheet": resumed})


def delivering_to_anybody() -> Tried:
    """did-complete without its guard that the process is connected (§7)."""
    design = tried(SHARE, RECIPE, SHEET)
    name = "did-complete of transfer of sheet 1 is delivered to sheet"
    guards = dict(design.rule(name).when)
    del guards["sheet: session share"]
    return design.without_law(name, when=guards)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("app", [RECIPE, CONNECTS_IN_FRONT], ids=["recipe", "connects-in-front"])
def test_the_laws_hold_as_the_rules_are_written(law: str, app: str) -> None:
    assert tried(SHARE, app, SHEET).verdict(law) == "holds"


def test_an_extension_that_connects_without_looking_breaks_the_law_of_the_single_connector() -> None:
    run = connecting_without_looking().violation("single-connector")

    assert run == (
        [
            "the user opens sheet, run 1",
            "the user launches the app",
            "app, foreground, step 1: connects to share",
            "sheet, run 1, step 1: connects to share",
        ],
        None,
    )


def test_a_wake_that_resumes_the_extension_breaks_the_law_that_only_the_app_is_woken() -> None:
    run = waking_the_extension_too().violation("callbacks-wake-the-app")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: starts transfer of sheet 1",
            "transfer of sheet 1 finishes",
            "the user leaves the host of sheet, and the system suspends it",
            "the system relaunches the app for share (transfer of sheet 1)",
        ],
        None,
    )


def test_a_delivery_to_anybody_breaks_the_law_that_the_connected_process_gets_the_callbacks() -> None:
    run = delivering_to_anybody().violation("connected-process-gets-callbacks")

    assert run == (
        [
            "the user opens sheet, run 1",
            "sheet, run 1, step 1: connects to share",
            "sheet, run 1, step 2: starts transfer of sheet 1",
            "transfer of sheet 1 finishes",
            "the user leaves the host of sheet, and the system suspends it",
            "the user returns to sheet",
            "did-complete of transfer of sheet 1 is delivered to sheet",
        ],
        None,
    )


@pytest.mark.parametrize(
    ("mutant", "broken"),
    [
        (connecting_without_looking, {"single-connector"}),
        (waking_the_extension_too, {"callbacks-wake-the-app"}),
        (delivering_to_anybody, {"connected-process-gets-callbacks"}),
    ],
)
def test_each_mutation_breaks_its_own_law_and_no_other(mutant: Callable[[], Tried], broken: set[str]) -> None:
    design = mutant()

    assert {law for law in LAWS if design.verdict(law) == "violated"} == broken
