"""The views of the page beside the sequence diagram: machines lit, worlds drawn, profiles compared."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from explorer import list_worlds
from reports.inputs import load_case
from reports.terminal.hidden import differences
from tests.browser import Opened, address_of, opened
from tests.judged import in_every_profile, whole
from tests.pages import REFUSED, pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAINTED = """([selector, colour]) => {
  const canvas = document.querySelector(selector);
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  if (colour === null) return new Set(data).size;
  let painted = 0;
  for (let pixel = 0; pixel < data.length; pixel += 4) {
    const near = colour.every((channel, place) => Math.abs(data[pixel + place] - channel) < 12);
    if (data[pixel + 3] > 200 && near) painted += 1;
  }
  return painted;
}"""
STARTED, BROKEN = "no-start-failed", [185, 31, 53]
"""A property that the missing container breaks in three steps; the colour of what is broken, on light ground."""


@pytest.fixture
def machines(browser: "Browser") -> Iterator[Opened]:
    """The state machines of the recipe at the refusal."""
    with opened(browser, address_of(pages().recipe, f"{REFUSED}/10")) as page:
        page.page.locator("#tab-machines").click()
        yield page
        assert page.messages == []


@pytest.fixture
def world_map(browser: "Browser") -> Iterator[Opened]:
    """The map of the recipe's worlds, listed and painted."""
    with opened(browser, address_of(pages().recipe, f"{REFUSED}/10")) as page:
        page.page.locator("#tab-map").click()
        page.page.locator(".levels").wait_for(timeout=20_000)
        yield page
        assert page.messages == []


@pytest.fixture
def graph(browser: "Browser") -> Iterator[Opened]:
    """All worlds of the design that forgot the container."""
    with opened(browser, address_of(pages().container, f"{STARTED}/3")) as page:
        page.page.locator("#tab-graph").click()
        yield page
        assert page.messages == []


def names(page: Opened, group: str) -> list[str]:
    return page.texts(f".machines .{group} figcaption .tag")


def scrub(page: Opened, key: str) -> None:
    """Presses a key of the page; tabs and drawings have keys of their own."""
    page.page.locator("#view").focus()
    page.page.keyboard.press(key)


def classes(page: Opened, selector: str) -> list[str]:
    """The numbers of the worlds, or the ends of the links, that are meant."""
    return list(page.page.locator(selector).evaluate_all("all => all.map(e => e.dataset.world || e.dataset.link)"))


def test_machines_that_move_in_the_step_come_first_and_then_those_that_move_in_the_run(machines: Opened) -> None:
    (verdict,) = whole("recipe", REFUSED).verdicts
    assert verdict.run is not None
    order = [machine.name for machine in load_case("recipe").network.machines]
    now = set(verdict.run.steps[-1].changes)
    ever = {name for step in verdict.run.steps for name in step.changes}

    assert names(machines, "moving") == [name for name in order if name in now]
    assert names(machines, "elsewhere") == [name for name in order if name in ever - now]
    assert machines.texts(".machines .still summary")[0] == f"Never moves on this run: {len(order) - len(ever)}"


def test_the_state_the_state_before_and_the_transition_are_lit(machines: Opened) -> None:
    moved = machines.page.locator('.machine.moved:has-text("app: session share")')

    assert moved.locator(".state.was text").all_text_contents() == ["absent"]
    assert moved.locator(".state.now text").all_text_contents() == ["refused_in_use"]
    assert moved.locator("svg .arrow.taken").count() == 1
    said = str(moved.locator("svg").get_attribute("aria-label")).translate(dict.fromkeys((0x2068, 0x2069)))
    assert said == "app: session share: absent to refused_in_use by is refused share (-996)"


def test_what_is_lit_follows_the_scrubber(machines: Opened) -> None:
    scrub(machines, "Home")

    assert machines.page.locator(".machine.moved, .arrow.taken, .state.was").count() == 0
    assert machines.page.locator(".machine:visible .state.now").count() == len(names(machines, "elsewhere"))


def test_the_numbers_on_arrows_are_told_in_words(machines: Opened) -> None:
    moved = machines.page.locator('.machine.moved:has-text("app: session share")')
    moved.locator(".key summary").click()

    (told,) = moved.locator(".key tr.taken").all_inner_texts()
    number = moved.locator(".arrow.taken text.number").text_content()
    assert told.startswith(f"{number}\tabsent → refused_in_use\t")
    assert "is refused share (-996)" in told


def test_the_map_says_how_much_it_shows(world_map: Opened) -> None:
    covered = list_worlds(load_case("recipe").network).covered

    assert world_map.texts(".map .listed") == [
        f"{covered.states:,} worlds, {covered.steps:,} steps: all that can be reached."
    ]
    assert world_map.page.locator(".levels tbody tr").count() == (covered.depth or 0) + 1


def test_worlds_steps_and_run_are_painted(world_map: Opened) -> None:
    world_map.page.wait_for_timeout(800)

    assert world_map.page.evaluate(PAINTED, [".base", None]) > 20
    painted = world_map.page.evaluate(PAINTED, [".over", BROKEN])
    assert painted > 200
    scrub(world_map, "Home")
    assert 0 < world_map.page.evaluate(PAINTED, [".over", BROKEN]) < painted


def test_the_table_tells_where_the_run_is(world_map: Opened) -> None:
    world_map.page.locator(".levels summary").click()
    rows = world_map.page.locator(".levels tbody tr").all_inner_texts()

    assert rows[0] == "0\t1\t2\t0"
    assert [row.split("\t")[-1] for row in rows[:12]] == [*(str(step) for step in range(11)), ""]


def test_the_map_is_walked_by_keys_and_by_the_pointer(world_map: Opened) -> None:
    plane = world_map.page.locator(".plane")
    plane.focus()
    for key in ("ArrowRight", "ArrowDown", "Enter"):
        world_map.page.keyboard.press(key)

    assert "/11/walk=" in world_map.fragment()
    assert world_map.page.evaluate("document.activeElement.className") == "plane"
    box = plane.bounding_box()
    assert box is not None
    plane.click(position={"x": 34, "y": box["height"] / 2})
    assert world_map.fragment().startswith(f"{REFUSED}/0")


def test_the_small_graph_has_every_world_and_every_step(graph: Opened) -> None:
    listed = list_worlds(load_case("container-missing").network)
    pairs = {(source, target) for source, _, target in listed.steps()}

    assert graph.page.locator(".world").count() == listed.covered.states == 36
    assert graph.page.locator(".link").count() == len(pairs)
    assert graph.texts(".graph .listed") == ["36 worlds, 98 steps: all that can be reached."]


def test_the_run_is_drawn_through_the_small_graph(graph: Opened) -> None:
    assert classes(graph, ".world.past") == ["0", "1", "3", "7"]
    assert classes(graph, ".link.past") == ["0 1", "1 3", "3 7"]
    assert classes(graph, ".world.here.breaks") == ["7"]
    scrub(graph, "ArrowLeft")
    assert classes(graph, ".world.here") == ["3"]
    assert classes(graph, ".link.on:not(.past)") == ["3 7"]


def test_a_world_of_the_small_graph_is_walked_to_by_click_and_by_keys(graph: Opened) -> None:
    graph.page.locator('[data-world="35"]').click()

    assert graph.fragment().startswith(f"{STARTED}/8/walk=")
    assert classes(graph, ".world.here") == ["35"]
    graph.page.locator('[data-world="35"]').focus()
    graph.page.keyboard.press("ArrowLeft")
    graph.page.keyboard.press("Enter")
    assert classes(graph, ".world.here") == graph.page.evaluate("[document.activeElement.dataset.world]")
    assert graph.page.locator(".chosen").inner_text().startswith("World")
    graph.page.locator('[data-world="0"]').click()
    assert graph.fragment().split("/")[1] == "0"


def test_the_profiles_are_compared(browser: "Browser") -> None:
    reports = in_every_profile("handler-dropped")
    verdicts = [{each.property.id: each.verdict for each in report.verdicts} for report in reports]
    differ = {name for name in verdicts[0] if len({each[name] for each in verdicts}) > 1}
    hidden = [(each.profile, name) for each in differences(reports) for name in each.hidden]
    with opened(browser, address_of(pages().dropped)) as page:
        page.page.locator("#tab-profiles").click()

        assert sorted(page.texts(".differ tbody code")) == sorted(differ)
        assert len([text for text in page.texts(".differ .hides") if text.startswith("hidden by")]) == len(hidden) > 0
        assert page.texts(".worlds-of dt") == ["device this page", "simulator", "debugger"]
        assert page.messages == []


def test_a_page_of_one_profile_does_not_offer_to_compare(browser: "Browser") -> None:
    with opened(browser, address_of(pages().door)) as page:
        assert page.page.locator("#tab-profiles").count() == 0
