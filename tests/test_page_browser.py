"""The page in a browser: walking through a run by keys, mouse and link, filtering, and asking nothing of anywhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import Opened, address_of, opened
from tests.pages import NEVER_HANDLED, REFUSED, pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def recipe(browser: "Browser") -> Iterator[Opened]:
    """The page on the recipe, at the last step of the refusal."""
    with opened(browser, address_of(pages().recipe, f"{REFUSED}/10")) as page:
        yield page


@pytest.fixture
def dropped(browser: "Browser") -> Iterator[Opened]:
    """The page on the dropped handler, one step before its run goes round."""
    with opened(browser, address_of(pages().dropped, f"{NEVER_HANDLED}/14")) as page:
        yield page


def press(page: Opened, *keys: str) -> str:
    for key in keys:
        page.page.keyboard.press(key)
    return page.fragment()


def at(page: Opened, fragment: str) -> None:
    """Waits until the link says so."""
    page.page.wait_for_function("wanted => location.hash === '#' + wanted", arg=fragment)


def test_the_diagram_has_a_row_for_each_step_and_one_for_the_initial_world(recipe: Opened) -> None:
    numbers = recipe.page.locator(".row").evaluate_all("rows => rows.map(row => row.dataset.step)")

    assert numbers == [str(number) for number in range(11)]


def test_the_lanes_are_those_of_the_design(recipe: Opened) -> None:
    lanes = recipe.page.locator(".lanes g").evaluate_all("lanes => lanes.map(lane => lane.children[1].textContent)")

    assert lanes == ["user", "app", "share-extension", "session share", "network"]


def test_the_offending_step_is_marked_and_no_other(recipe: Opened) -> None:
    broken = recipe.page.locator(".row.breaks").evaluate_all("rows => rows.map(row => row.dataset.step)")

    assert broken == ["10"]
    assert recipe.texts("#panel-step .notice") == ["It breaks here."]


def test_a_refusal_is_crossed_and_a_callback_dashed(recipe: Opened) -> None:
    kinds = recipe.page.locator(".row .refused, .row .callback").evaluate_all(
        "all => all.map(each => [each.closest('.row').dataset.step, each.getAttribute('class')])"
    )

    assert kinds == [["6", "callback"], ["10", "refused"]]
    assert recipe.page.locator(".row .refused .cross").count() == 1


def test_bars_tell_how_a_process_lives_and_who_is_connected(recipe: Opened) -> None:
    bars = [
        recipe.page.locator(f".row[data-step='{step}'] .bar").evaluate_all("all => all.map(bar => bar.classList.value)")
        for step in (1, 4, 5, 6)
    ]

    extension, connected = "bar lane-2", "bar lane-2"
    running, finished = "bar lane-2", "bar faded lane-2"
    suspended, app_behind = "bar hollow lane-2", "bar faded lane-1"
    assert [[look.replace("  ", " ") for look in row] for row in bars] == [
        [extension],
        [extension, connected, running, finished],
        [extension, suspended, connected, finished],
        [app_behind, suspended, finished],
    ]


def test_keys_walk_the_run(recipe: Opened) -> None:
    walked = [press(recipe, key) for key in ("ArrowLeft", "Home", "ArrowLeft", "ArrowRight", "End", "ArrowRight")]

    assert walked == [f"{REFUSED}/{step}" for step in (9, 0, 0, 1, 10, 10)]


def test_the_lit_row_and_the_panel_follow_the_step(recipe: Opened) -> None:
    press(recipe, "Home", "ArrowRight", "ArrowRight")

    assert recipe.page.locator(".row[aria-current=step]").get_attribute("data-step") == "2"
    assert recipe.texts("#panel-step h2") == ["connects to share"]
    assert recipe.texts("#panel-changes .changes")[0].splitlines()[-1].split("\t") == [
        "share-extension: reference to share",
        "none→ held",
    ]


def test_what_stays_the_same_is_shown_on_demand_and_stays_unfolded(recipe: Opened) -> None:
    recipe.page.click("#panel-changes summary")
    press(recipe, "ArrowLeft")

    assert recipe.page.locator("#panel-changes details[open] tr").count() == 22


def test_a_step_tells_what_it_rests_on_and_how_sure_that_is(recipe: Opened) -> None:
    press(recipe, "ArrowLeft")

    assert recipe.texts("#panel-grounds dt") == ["§11", "N7", "K4"]
    assert recipe.texts("#panel-grounds .sure")[0] == "said by Apple's support (DTS)"
    assert recipe.texts("#panel-grounds .notice") == [
        "Carried by an assumption, where the sources are silent or disagree."
    ]


def test_space_plays_from_the_start_to_the_end_and_stops_there(recipe: Opened) -> None:
    recipe.page.select_option("#scrubber select", "4")
    recipe.page.locator("#main").focus()
    started = press(recipe, "Space")
    at(recipe, f"{REFUSED}/10")

    assert started == f"{REFUSED}/0"
    recipe.page.wait_for_selector("#scrubber .play[aria-label=Play]")


def test_space_pauses(recipe: Opened) -> None:
    recipe.page.select_option("#scrubber select", "4")
    recipe.page.locator("#main").focus()
    press(recipe, "Home", "Space")
    at(recipe, f"{REFUSED}/1")
    paused = press(recipe, "Space")
    recipe.page.wait_for_timeout(400)

    assert recipe.fragment() == paused


def test_playing_a_cycle_goes_round(dropped: Opened) -> None:
    dropped.page.select_option("#scrubber select", "4")
    dropped.page.click("#scrubber .play")
    at(dropped, f"{NEVER_HANDLED}/15")
    at(dropped, f"{NEVER_HANDLED}/9")


def test_a_cycle_is_bracketed_and_said_to_repeat(dropped: Opened) -> None:
    bracketed = dropped.page.locator(".row:has(.loop)").evaluate_all("rows => rows.map(row => row.dataset.step)")

    assert bracketed == ["9", "10", "11", "12", "13", "14", "15"]
    assert dropped.texts(".loop-words") == ["repeats for ever"]


def test_the_words_beside_a_bracket_stay_beside_it_however_short_the_cycle(browser: "Browser") -> None:
    with opened(browser, address_of(pages().door, "stops/4")) as page:
        words = page.page.locator(".loop-words span").bounding_box()
        row = page.page.locator(".row[data-step='4']").bounding_box()

        assert words is not None
        assert row is not None
        assert row["y"] <= words["y"]
        assert words["y"] + words["height"] <= row["y"] + row["height"]


def test_what_was_lost_is_marked_in_words(dropped: Opened) -> None:
    assert dropped.page.locator(".reached.lost text").all_text_contents() == ["handler lost"]


def test_a_link_opens_the_property_at_its_step(browser: "Browser") -> None:
    with opened(browser, address_of(pages().recipe, "completion-handler-always-called/3")) as page:
        assert page.texts("#panel-step .at") == ["Step 3 of 14"]
        assert page.page.locator(".property[aria-current=true]").get_attribute("data-property") == (
            "completion-handler-always-called"
        )


@pytest.mark.parametrize(
    ("fragment", "opens_at"),
    [
        ("", "completion-handler-always-called/14"),
        ("no-such-property/3", "completion-handler-always-called/14"),
        ("%E0%A4%A/1", "completion-handler-always-called/14"),
        (f"{REFUSED}/99", f"{REFUSED}/10"),
        (f"{REFUSED}/-1", f"{REFUSED}/10"),
        (REFUSED, f"{REFUSED}/10"),
    ],
)
def test_a_link_that_does_not_fit_opens_what_is_nearest(browser: "Browser", fragment: str, opens_at: str) -> None:
    with opened(browser, address_of(pages().recipe, fragment)) as page:
        assert page.fragment() == opens_at
        assert page.messages == []


def test_a_changed_link_is_followed_while_the_page_is_open(recipe: Opened) -> None:
    recipe.page.evaluate("location.hash = '#handler-keyed-by-identifier/2'")
    recipe.page.wait_for_selector("text=No handler is called for another session's events >> nth=0")

    assert recipe.page.locator(".row[aria-current=step]").get_attribute("data-step") == "2"


def test_the_back_button_returns_to_the_property_before(recipe: Opened) -> None:
    press(recipe, "ArrowLeft")
    recipe.page.click("[data-property=single-connector]")
    left = recipe.fragment()
    recipe.page.go_back()
    at(recipe, f"{REFUSED}/9")

    assert left == "single-connector/0"
    assert recipe.texts("#panel-step .at") == ["Step 9 of 10"]


def test_the_track_takes_the_mouse_to_a_step(recipe: Opened) -> None:
    box = recipe.page.locator("#scrubber .track").bounding_box()
    assert box is not None
    recipe.page.mouse.click(box["x"] + box["width"] * 0.42, box["y"] + 16)

    assert recipe.fragment() == f"{REFUSED}/4"


def test_the_first_stop_skips_to_the_run(recipe: Opened) -> None:
    press(recipe, "Tab", "Enter")

    assert recipe.page.evaluate("document.activeElement.id") == "main"
    assert recipe.fragment() == f"{REFUSED}/10"


def test_question_mark_shows_the_keys_and_escape_closes_them(recipe: Opened) -> None:
    press(recipe, "?")
    shown = recipe.page.locator("#keys").is_visible()
    press(recipe, "ArrowLeft", "Escape")

    assert shown
    assert not recipe.page.locator("#keys").is_visible()
    assert recipe.fragment() == f"{REFUSED}/10"


def test_a_step_is_said_to_those_who_hear_the_page(recipe: Opened) -> None:
    press(recipe, "ArrowLeft")

    said = recipe.page.locator("#announcer").text_content() or ""
    assert said.replace("\u2068", "").replace("\u2069", "") == "Step 9 of 10: reconnects to share"


@pytest.mark.parametrize("name", ["dropped", "container", "door"])
def test_nothing_is_asked_of_anywhere_and_nothing_is_said_whatever_is_opened(browser: "Browser", name: str) -> None:
    path: Path = getattr(pages(), name)
    with opened(browser, address_of(path)) as page:
        for place in range(page.page.locator(".property").count()):
            page.page.locator(".property").nth(place).evaluate("button => button.click()")
        for tab in page.page.locator("#tabs button").all():
            tab.click()

        assert page.requests == [path.as_uri()]
        assert page.messages == []


def test_a_browser_may_run_nothing_but_the_script_of_the_page() -> None:
    text = pages().recipe.read_text(encoding="utf-8")

    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert "unsafe" not in policy[1]
    assert policy[1].startswith("default-src &#x27;none&#x27;; style-src &#x27;sha256-")
