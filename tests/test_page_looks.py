"""How the page looks in a browser: nothing overlaps or sticks out, everybody can read it, print has all of it."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reports.page.shell import ROOM
from tests.browser import Scheme, address_of, faults_of_access, opened
from tests.pages import EVIL_LETTERS, NEVER_HANDLED, REFUSED, Pages, pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIZES = [(1560, 980), (1180, 800), (1000, 700), (820, 1100), (420, 900), (400, 700)]

OVERLAPS = """() => {
  const boxes = (row, what) => [...row.querySelectorAll(what)].map(each => each.getBoundingClientRect());
  const meet = (a, b) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const found = [];
  for (const row of document.querySelectorAll('.row[data-step]')) {
    const [labels, states, bars] = [boxes(row, '.label'), boxes(row, '.reached'), boxes(row, '.bar')];
    const drawing = row.querySelector('svg').getBoundingClientRect();
    const lines = boxes(row, '.arrow, .head, .cross');
    const pairs = [
      [labels, states], [labels, bars], [labels, lines], [states, bars], [states, lines], [boxes(row, '.number'), bars],
    ];
    for (const [some, others] of pairs) for (const a of some) for (const b of others) {
      if (meet(a, b)) found.push(row.dataset.step);
    }
    for (const [place, a] of states.entries()) {
      if (states.slice(place + 1).some(b => meet(a, b))) found.push(row.dataset.step);
    }
    for (const state of row.querySelectorAll('.reached')) {
      const [text, box] = ['text', 'rect'].map(part => state.querySelector(part).getBoundingClientRect());
      if (text.left < box.left + 4 || text.right > box.right - 4) found.push(row.dataset.step);
    }
    for (const a of [...labels, ...states]) {
      if (a.left < drawing.left || a.right > drawing.right || a.bottom > drawing.bottom) found.push(row.dataset.step);
    }
  }
  return found;
}"""
"""The steps in whose rows words, states, bars or numbers lie over one another, or stick out."""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_sticks_out_or_overlaps_in_any_window(browser: "Browser", size: tuple[int, int]) -> None:
    with opened(browser, address_of(pages().recipe, f"{REFUSED}/5"), size) as page:
        for property_id in ("no-identifier-reuse-before-invalid", "completion-handler-always-called", REFUSED):
            page.page.evaluate("id => { location.hash = '#' + id + '/4'; }", property_id)
            page.page.wait_for_function(
                "id => document.querySelector(`[data-property='${id}'][aria-current=true]`)", arg=property_id
            )
            assert page.page.evaluate(OVERLAPS) == []
        assert page.overflow() == 0


@pytest.mark.parametrize("size", [(1560, 980), (420, 900)], ids=["wide", "narrow"])
def test_a_cycle_and_long_words_fit_too(browser: "Browser", size: tuple[int, int]) -> None:
    shown = [(pages().dropped, f"{NEVER_HANDLED}/15"), (pages().hostile_network, ""), (pages().hostile_design, "")]
    for path, fragment in shown:
        with opened(browser, address_of(path, fragment), size) as page:
            assert page.page.evaluate(OVERLAPS) == []
            assert page.overflow() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_of_the_page_has_the_colours_that_the_system_asks_for(browser: "Browser", scheme: Scheme) -> None:
    with opened(browser, address_of(pages().recipe, f"{REFUSED}/10"), color_scheme=scheme) as page:
        picture = page.page.screenshot()
        ground = page.page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert picture.startswith(b"\x89PNG")
    assert ground == {"light": "rgb(246, 247, 249)", "dark": "rgb(17, 20, 26)"}[scheme]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_audit_of_access_finds_nothing_on_any_tab(browser: "Browser", scheme: Scheme) -> None:
    with opened(browser, address_of(pages().dropped, f"{NEVER_HANDLED}/15"), color_scheme=scheme) as page:
        for tab in page.page.locator("#tabs button").all():
            tab.click()
            assert faults_of_access(page) == [], tab.inner_text()


@pytest.mark.parametrize("fragment", ["shared-container-set", "handler-exactly-once", "completion-may-reach-app"])
def test_an_audit_of_access_finds_nothing_where_there_is_no_run(browser: "Browser", fragment: str) -> None:
    with opened(browser, address_of(pages().container, fragment)) as page:
        assert faults_of_access(page) == []


@pytest.mark.parametrize("dialog", ["about", "keys"])
def test_an_audit_of_access_finds_nothing_in_a_dialog(browser: "Browser", dialog: str) -> None:
    with opened(browser, address_of(pages().recipe)) as page:
        page.page.evaluate("id => document.getElementById(id).showModal()", dialog)
        assert faults_of_access(page) == []


def test_an_audit_of_access_finds_nothing_in_a_narrow_window(browser: "Browser") -> None:
    with opened(browser, address_of(pages().recipe, f"{REFUSED}/10"), (420, 900)) as page:
        page.page.click("#unfold")
        assert faults_of_access(page) == []


def test_in_a_narrow_window_the_list_unfolds_and_folds_again_when_one_is_chosen(browser: "Browser") -> None:
    with opened(browser, address_of(pages().recipe, f"{REFUSED}/10"), (420, 900)) as page:
        folded = page.page.locator("#found").is_visible()
        page.page.click("#unfold")
        page.page.click("[data-property=single-connector]")

        assert not folded
        assert not page.page.locator("#found").is_visible()
        assert page.fragment() == "single-connector/0"


def test_print_has_the_whole_run_and_no_box_that_scrolls(browser: "Browser") -> None:
    with opened(browser, address_of(pages().recipe, f"{REFUSED}/3"), color_scheme="dark") as page:
        page.page.emulate_media(media="print")
        scrolled = page.page.evaluate(
            "[...document.querySelectorAll('body *')].filter(each => each.checkVisibility()"
            " && ['auto', 'scroll'].includes(getComputedStyle(each).overflowY)).map(each => each.id || each.className)"
        )
        assert scrolled == []
        assert page.page.locator("#printed .told li").count() == 10
        assert page.page.locator("#printed .told li").last.is_visible()
        assert page.page.locator(".row[data-step='10']").is_visible()
        assert page.page.locator("#printed .covered").is_visible()
        assert not page.page.locator("#scrubber").is_visible()
        assert page.page.evaluate("getComputedStyle(document.body).color") == "rgb(26, 32, 43)"


def test_print_unfolds_what_is_folded_and_folds_it_again(browser: "Browser") -> None:
    with opened(browser, address_of(pages().recipe, f"{REFUSED}/3")) as page:
        folded = "document.querySelectorAll('#heading details:not([open]), #printed details:not([open])').length"
        before = page.page.evaluate(folded)
        page.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        during = page.page.evaluate(folded)
        page.page.evaluate("dispatchEvent(new Event('afterprint'))")

        assert (before, during, page.page.evaluate(folded)) == (3, 0, 3)


def test_who_wants_less_motion_gets_no_smooth_scrolling(browser: "Browser") -> None:
    with opened(browser, address_of(pages().recipe), reduced_motion="reduce") as page:
        assert page.page.evaluate("getComputedStyle(document.getElementById('view')).scrollBehavior") == "auto"


@pytest.mark.parametrize("name", ["hostile_design", "hostile_network"])
def test_what_a_file_says_is_shown_and_never_run(browser: "Browser", name: str) -> None:
    path: Path = getattr(pages(), name)
    with opened(browser, address_of(path)) as page:
        page.page.evaluate("() => { window.hit = () => { window.wasHit = true; }; }")
        for place in range(page.page.locator(".property").count()):
            page.page.locator(".property").nth(place).evaluate("button => button.click()")
        page.page.locator(".property").first.click()
        for tab in page.page.locator("#tabs button").all():
            tab.click()
        planted = page.page.locator("body img, body svg[onload], body b, script:not(#report)").evaluate_all(
            "all => all.filter(each => each.outerHTML.includes('hit()') && each.tagName !== 'B').length"
        )

        assert page.page.evaluate("window.wasHit") is None
        assert (planted, page.messages, page.requests) == (0, [], [path.as_uri()])
        assert "</script><script>hit()</script>" in page.page.locator("body").inner_text()


def test_marks_of_direction_stay_where_they_are(browser: "Browser") -> None:
    with opened(browser, address_of(pages().hostile_network)) as page:
        loose = page.page.evaluate(
            """marks => {
              const marked = child => child.nodeType === 3 && [...marks].some(mark => child.data.includes(mark));
              return [...document.querySelectorAll('body *:not(script)')]
                .filter(each => [...each.childNodes].some(marked) && !each.closest('bdi, svg, .unseen, [role=status]'))
                .map(each => each.outerHTML.slice(0, 200));
            }""",
            EVIL_LETTERS[:3],
        )

        assert loose == []


def test_no_two_rooms_of_the_script_give_one_name_to_two_things() -> None:
    declared = re.compile(r"^(?:async )?(?:function\*?|const|let|class) +(\w+)", re.MULTILINE)
    names = [name for path in sorted((ROOM / "script").glob("*.js")) for name in declared.findall(path.read_text())]

    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_the_script_never_reads_text_as_markup() -> None:
    ways = re.compile(r"(inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|DOMParser")
    found = [path.name for path in sorted((ROOM / "script").glob("*.js")) if ways.search(path.read_text())]

    assert found == []


def test_every_page_is_small_enough_to_send() -> None:
    sizes = {name: getattr(pages(), name).stat().st_size for name in Pages.__slots__}

    assert {name: size for name, size in sizes.items() if size > 300_000} == {}
