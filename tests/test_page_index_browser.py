"""The index in a browser: profiles, finding designs, arrow keys between verdicts, light, dark and narrow."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reports.page.index import index_bytes
from tests.browser import WIDE, Opened, address_of, faults_of_access, opened
from tests.test_page_index import EVIL, row

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROWS = (
    row("one", {"a": "violated", "b": "holds", "s": "violated"}, {"a": "holds", "b": "violated", "s": "holds"}),
    row("two", {"a": "holds", "b": "vacuous", "s": "holds"}, title="A second design", expected={"b": "holds"}),
    row("three", {"a": "unreachable", "b": "unknown", "s": "holds"}, title=EVIL),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "index.html"
    path.write_bytes(index_bytes(ROWS))
    return path


@pytest.fixture
def index(browser: "Browser", file: Path) -> Iterator[Opened]:
    with opened(browser, address_of(file)) as page:
        yield page


def signs(index: Opened) -> list[str]:
    """The rows that are shown, with the signs that are."""
    rows = index.page.locator("#matrix tbody tr:visible").all_inner_texts()
    return [" ".join(text.split()) for text in rows]


def test_the_index_asks_for_nothing_but_its_file_and_says_nothing(index: Opened, file: Path) -> None:
    assert (index.requests, index.messages) == ([address_of(file)], [])


def test_another_profile_shows_its_verdicts_and_counts(index: Opened) -> None:
    before = signs(index)
    index.page.get_by_role("radio", name="simulator").check(force=True)

    assert before == ["one 1 ✗ ✓ ✗", "two ✓ ○ ✓", "three 1 ◇ ? ✓"]
    assert signs(index) == ["one 1 ✓ ✗ ✓", "two ✓ ○ ✓", "three 1 ◇ ? ✓"]
    assert index.page.locator("#matrix tfoot tr").inner_text().split() == ["broken", "by", "2", "1", "1"]
    assert index.page.get_by_label("vacuous, expected holds").count() == 1


def test_designs_are_found_by_name_title_and_what_they_break(index: Opened) -> None:
    index.page.fill("#find", "SECOND")
    by_title, said = signs(index), index.texts("#shown")
    index.page.fill("#find", "")
    index.page.select_option("#broken", "a")

    assert (by_title, said) == (["two ✓ ○ ✓"], ["1 of 3 designs"])
    assert [line.split()[0] for line in signs(index)] == ["one", "three"]


def test_columns_that_nobody_shown_breaks_can_be_left_out(index: Opened) -> None:
    index.page.check("#few")

    assert signs(index) == ["one 1 ✗ ✗", "two ✓ ✓", "three 1 ◇ ✓"]


def test_the_arrow_keys_go_from_verdict_to_verdict_and_tab_stops_there_once(index: Opened) -> None:
    index.page.locator("#matrix tbody td a[tabindex='0']").focus()
    for key in ("ArrowRight", "ArrowDown", "End", "ArrowRight", "ArrowDown", "Home"):
        index.page.keyboard.press(key)

    assert index.page.evaluate("document.activeElement.getAttribute('href')") == "three.html#a"
    assert index.page.locator("#matrix td a[tabindex='0']").count() == 1
    assert index.page.locator("#matrix td a").count() == 9


def test_a_link_leads_to_the_page_of_the_design(index: Opened, file: Path) -> None:
    file.with_name("two.html").write_text("<!doctype html><title>two</title>")
    index.page.locator("#matrix tbody tr", has_text="two").locator("td a").nth(1).click()
    index.page.wait_for_url("**/two.html#b")

    assert index.page.title() == "two"


def test_light_and_dark_follow_the_system_until_the_button_is_pressed(browser: "Browser", file: Path) -> None:
    with opened(browser, address_of(file), color_scheme="dark") as index:
        theme = "document.documentElement.dataset.theme"
        before = index.page.evaluate(theme)
        index.page.get_by_role("button", name="Light").click()

        assert (before, index.page.evaluate(theme)) == ("dark", "light")


@pytest.mark.parametrize("size", [WIDE, (390, 780)], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_index_has_no_fault_of_access(
    browser: "Browser", file: Path, size: tuple[int, int], scheme: str
) -> None:
    with opened(browser, address_of(file), size, color_scheme=scheme, bypass_csp=True) as index:
        assert faults_of_access(index) == []
        assert index.overflow() == 0


def test_headers_stay_in_sight(browser: "Browser", file: Path) -> None:
    with opened(browser, address_of(file), (390, 300)) as index:
        box = index.page.locator("#sheet")
        box.evaluate("sheet => sheet.scrollTo(40, 40)")
        edge, corner = box.bounding_box(), index.page.locator("#matrix .corner").bounding_box()

        assert edge is not None
        assert corner is not None
        assert (round(corner["x"] - edge["x"]), round(corner["y"] - edge["y"])) == (1, 1)


def test_a_hostile_title_is_text(index: Opened) -> None:
    assert index.page.locator("img").count() == 0
    assert index.page.locator("#matrix tbody th a").last.get_attribute("title") == EVIL.replace("\u202e", r"\u202e")
