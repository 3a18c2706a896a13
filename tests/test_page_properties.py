"""The page in a browser: the list of properties, what each of them says without a run, and what was covered."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import Opened, address_of, opened
from tests.pages import REFUSED, pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def recipe(browser: "Browser") -> Iterator[Opened]:
    """The page on the recipe, at the last step of the refusal."""
    with opened(browser, address_of(pages().recipe, f"{REFUSED}/10")) as page:
        yield page


def press(page: Opened, *keys: str) -> str:
    for key in keys:
        page.page.keyboard.press(key)
    return page.fragment()


def test_the_filter_finds_by_words_ids_and_verdict(recipe: Opened) -> None:
    recipe.page.fill("#filter", "refused")
    by_words = recipe.page.locator(".property").count()
    recipe.page.click(".wanted .violated")
    by_both = recipe.page.locator(".property code").all_inner_texts()
    recipe.page.fill("#filter", "nothing is like this")

    assert (by_words, by_both) == (7, ["app-not-refused-in-its-wake", "extension-never-refused"])
    assert recipe.texts("#found") == ["No property is like that. Take a word or a verdict out of the filter."]


def test_the_worst_verdicts_come_first(recipe: Opened) -> None:
    headings = recipe.texts(".group h2")

    assert headings == ["Violated (5)", "Says nothing here (2)", "Can happen (3)", "Hold (26)"]


def test_keys_typed_into_the_filter_do_not_walk(recipe: Opened) -> None:
    press(recipe, "/")
    typed = press(recipe, "a", "ArrowLeft", "Home", "?")

    assert typed == f"{REFUSED}/10"
    assert recipe.page.input_value("#filter") == "?a"


def test_the_list_of_properties_is_one_stop_and_arrows_walk_it(recipe: Opened) -> None:
    stops = recipe.page.locator(".property[tabindex='0']").count()
    recipe.page.locator(f"[data-property={REFUSED}]").focus()
    press(recipe, "ArrowDown", "Enter")

    assert stops == 1
    assert recipe.fragment() == "no-identifier-reuse-before-invalid/25"


def test_what_was_covered_and_assumed_can_be_read(recipe: Opened) -> None:
    recipe.page.click("text=Covered and assumed")

    assert recipe.texts("#about p")[0] == "Covered: all 19,875 reachable worlds, 91,476 steps, depth 41."
    assert "A session object reconnects whenever its process runs again, wake or no wake." in recipe.texts("#about dd")


@pytest.mark.parametrize(
    ("property_id", "says"),
    [
        ("single-connector", "Holds in all 19,875 reachable worlds."),
        ("short-request-survives", "Says nothing here: what it is about never happens."),
        ("no-data-tasks", "Holds: read off the design, before anything runs."),
    ],
)
def test_a_property_without_a_run_says_why(recipe: Opened, property_id: str, says: str) -> None:
    recipe.page.click(f"[data-property={property_id}]")

    assert recipe.texts(".outcome .big") == [says]
    assert not recipe.page.locator("#scrubber").is_visible()


def test_where_the_search_was_cut_short_the_page_says_so(browser: "Browser") -> None:
    with opened(browser, address_of(pages().cut_short, "invalidation-terminates")) as page:
        assert page.texts(".outcome .big") == ["Not decided: the search ended before a verdict."]
        assert "the bound --max-states 1500 was hit; nothing is known of the rest." in page.texts(".outcome > p")[0]
        assert page.texts("#top .counts span")[-1] == "cut short"


def test_what_can_happen_has_the_shortest_run_that_shows_it(recipe: Opened) -> None:
    recipe.page.click("[data-property=completion-may-reach-extension]")

    assert recipe.texts("#heading .about")[0].endswith("The shortest run that shows it: 5 steps.")
    assert recipe.texts(".verdict-line") == ["So it can come about, after 5 steps."]
    assert recipe.page.locator(".row.breaks").count() == 0


def test_what_is_wrong_with_the_design_itself_is_listed(browser: "Browser") -> None:
    with opened(browser, address_of(pages().container, "shared-container-set/0")) as page:
        assert page.texts(".faults li") == ["session 'share' is used by an extension without a shared container"]


def test_a_network_without_platform_has_its_actors_as_lanes(browser: "Browser") -> None:
    with opened(browser, address_of(pages().door, "stops/4")) as page:
        assert page.page.locator(".lanes g").count() == 3
        assert page.texts("#panel-changes p") == ["Nothing: the step is taken, and every machine stays as it was."]


def test_the_theme_can_be_turned_and_is_forgotten_with_the_page(recipe: Opened) -> None:
    before = recipe.page.evaluate("getComputedStyle(document.body).backgroundColor")
    recipe.page.click("#theme")
    turned = recipe.page.evaluate("getComputedStyle(document.body).backgroundColor")
    kept = recipe.page.evaluate("localStorage.length + sessionStorage.length")
    recipe.page.reload()

    assert turned != before
    assert kept == 0
    assert recipe.page.evaluate("getComputedStyle(document.body).backgroundColor") == before
