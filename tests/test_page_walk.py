"""The page in a browser: walking by hand, branching and linking; what lies in the network; axe finds nothing."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from explorer import Run, list_worlds
from reports.inputs import load_case
from reports.page.document import page_bytes
from tests.browser import Opened, Scheme, address_of, faults_of_access, opened
from tests.judged import whole, written
from tests.oracle.graph import steps_from
from tests.pages import REFUSED, pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser

THREE = [["s0", "s1"], ["s0", "s2"], ["s0", "s3"]]
HOLDS = "single-connector"
"""Holds in the recipe, so that no run of its own is shown."""


@pytest.fixture
def recipe(browser: "Browser") -> Iterator[Opened]:
    """The page on the recipe after four of the ten steps to the refusal, what can be done there unfolded."""
    with opened(browser, address_of(pages().recipe, f"{REFUSED}/4")) as page:
        page.page.locator(".walk > summary").click()
        yield page
        assert page.messages == []


def choices(page: Opened) -> list[str]:
    """What can be done where the reader is, the step of the run marked."""
    return [text.replace("\n", " | ") for text in page.texts(".walk .step")]


def take(page: Opened, place: int) -> str:
    page.page.locator(".walk .step").nth(place).click()
    return page.fragment()


def aside(page: Opened) -> int:
    """The place of the first choice that leaves what is shown."""
    return next(place for place, text in enumerate(choices(page)) if "as in the run" not in text)


def press(page: Opened, name: str) -> str:
    page.page.locator(".walk").get_by_role("button", name=name).click()
    return page.fragment()


def linked(run: Run) -> str:
    """A run of the recipe as a walk from the initial world: each rule with the place of its choice."""
    network = load_case("recipe").network
    places = {rule.name: place for place, rule in enumerate(network.rules)}
    world = {machine.name: machine.initial for machine in network.machines}
    taken = []
    for step in run.steps:
        world, before = {**world, **{machine: after for machine, (_, after) in step.changes.items()}}, world
        wanted = places[step.rule.name], tuple(world.values())
        found = steps_from(network, tuple(before.values()))
        taken.append(next(f"{each.rule}.{each.choice}" for each in found if (each.rule, each.target) == wanted))
    return f"walk=0:{','.join(taken)}"


def choosing(folder: Path) -> Path:
    """The page on a network without properties, where one rule has two choices and another has nine."""
    machine = {"states": ["s0", "s1", "s2", "s3"], "initial": "s0"}
    rules = [{"name": "few", "moves": {"one": THREE[:2]}}, {"name": "many", "moves": {"one": THREE, "other": THREE}}]
    network = {"format": "outlive-network/1", "machines": {"one": machine, "other": machine}, "rules": rules}
    path = folder / "choosing.html"
    path.write_bytes(page_bytes(written(folder, "choosing.network.json", json.dumps(network)), ()))
    return path


def refusal() -> Run:
    """The shortest run to the refusal."""
    (verdict,) = whole("recipe", REFUSED).verdicts
    assert verdict.run is not None
    return verdict.run


def run_to_many_rules() -> Run:
    """The shortest run of the recipe to a world where more than six rules are enabled."""
    found = list_worlds(load_case("recipe").network)
    rules = defaultdict(set)
    for source, rule, _ in found.steps():
        rules[source].add(rule)
    place = min(source for source, enabled in rules.items() if len(enabled) > 6)
    run = found.run_to(({machine: (state,) for machine, state in found.world_at(place).items()},))
    assert run is not None
    return run


def test_the_rules_enabled_in_a_world_are_listed_and_the_run_s_own_is_marked(recipe: Opened) -> None:
    marked = [text for text in choices(recipe) if "as in the run" in text]

    assert recipe.texts(".walk > summary") == [f"Walk it yourself {len(choices(recipe))} rules enabled here"]
    assert len(marked) == 1


def test_the_step_of_the_run_stays_on_the_run(recipe: Opened) -> None:
    place = next(place for place, text in enumerate(choices(recipe)) if "as in the run" in text)

    assert take(recipe, place) == f"{REFUSED}/5"


def test_another_step_leaves_the_run_and_is_drawn_like_one(recipe: Opened) -> None:
    fragment = take(recipe, aside(recipe))

    assert fragment.startswith(f"{REFUSED}/5/walk=4:")
    assert recipe.page.locator(".row").count() == 6
    assert recipe.page.locator(".track").get_attribute("aria-valuemax") == "5"
    assert recipe.texts(".walked p") == ["You left the run after step 4; 1 step of your own."]


def test_a_walk_goes_back_step_by_step_and_returns_to_the_run(recipe: Opened) -> None:
    before = choices(recipe)
    take(recipe, aside(recipe))
    take(recipe, 0)
    far = recipe.fragment()

    back = [press(recipe, "Back one step"), press(recipe, "Back one step")]

    walk = far.split("/")[-1]
    assert back == [f"{REFUSED}/5/{walk}", f"{REFUSED}/4/{walk}"]
    assert [text.replace("as you went", "as in the run") for text in choices(recipe)] != before
    assert press(recipe, "Back to the run") == f"{REFUSED}/4"
    assert choices(recipe) == before
    assert recipe.page.locator(".row").count() == 11


def test_a_branch_that_was_left_can_be_taken_up_again(recipe: Opened) -> None:
    take(recipe, aside(recipe))
    first = take(recipe, 0)
    press(recipe, "Back one step")
    second = take(recipe, next(place for place, text in enumerate(choices(recipe)) if "as you went" not in text))
    branches = recipe.page.locator(".branches button")

    assert branches.count() == 2
    assert branches.nth(1).get_attribute("aria-current") == "true"
    branches.nth(0).click()
    assert recipe.fragment() == first
    assert branches.count() == 2
    assert second.split("/")[-1].split(",")[0] == first.split("/")[-1].split(",")[0]


def test_the_button_of_the_browser_goes_back_to_before_the_walk(recipe: Opened) -> None:
    take(recipe, aside(recipe))

    recipe.page.go_back()

    recipe.page.wait_for_function("wanted => location.hash === '#' + wanted", arg=f"{REFUSED}/4")
    assert recipe.page.locator(".row").count() == 11


def test_a_link_to_a_walk_leads_to_its_world(browser: "Browser", recipe: Opened) -> None:
    take(recipe, aside(recipe))
    link = take(recipe, 0)
    with opened(browser, address_of(pages().recipe, link)) as again:
        assert again.fragment() == link
        assert choices(again) == choices(recipe)
        assert again.texts(".walked p") == ["You left the run after step 4; 2 steps of your own."]


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("walk=4:99999.0", "its step 5 is not possible there"),
        ("walk=4:0.0", "its step 5 is not possible there"),
        ("walk=99:0.0", "the run has 10 steps, and the walk leaves it after step 99"),
        ("walk=4:", "what stands after the step in it is no walk"),
        ("<b>", "what stands after the step in it is no walk"),
    ],
)
def test_a_walk_that_does_not_fit_is_refused_in_words_and_the_run_is_shown(
    browser: "Browser", link: str, why: str
) -> None:
    with opened(browser, address_of(pages().recipe, f"{REFUSED}/4/{link}")) as page:
        assert page.texts(".walk .refused") == [
            f"The walk in the link does not fit this report: {why}. Shown is the run."
        ]
        assert page.fragment() == f"{REFUSED}/4"
        assert page.messages == []


def test_a_choice_that_a_rule_does_not_have_is_refused(browser: "Browser") -> None:
    link = linked(refusal())
    beyond = f"{link.rsplit('.', 1)[0]}.7"
    with opened(browser, address_of(pages().recipe, f"{HOLDS}/10/{beyond}")) as page:
        assert "its step 10 is not possible there" in page.texts(".walk .refused")[0]


def test_a_walk_into_what_a_property_forbids_is_told_so(browser: "Browser") -> None:
    with opened(browser, address_of(pages().recipe, f"{HOLDS}/10/{linked(refusal())}")) as page:
        assert REFUSED in page.texts(".walk .notice.violated code")
        page.page.keyboard.press("ArrowLeft")
        assert REFUSED not in page.texts(".walk .notice.violated code")


def test_the_filter_leaves_the_rules_that_have_its_words(browser: "Browser") -> None:
    run = run_to_many_rules()
    with opened(browser, address_of(pages().recipe, f"{HOLDS}/{len(run.steps)}/{linked(run)}")) as page:
        every = choices(page)
        page.page.locator(".wanted-rules").fill("User app")

        assert len(every) > 6
        assert [text.split(" | ")[0] for text in choices(page)] == ["launches the app"]

        page.page.locator(".wanted-rules").fill("zebra")
        assert choices(page) == []
        assert page.texts(".can p") == ["No rule that is enabled here is like that."]


def test_where_no_rule_is_enabled_it_is_said(browser: "Browser") -> None:
    with opened(browser, address_of(pages().hostile_network)) as page:
        page.page.keyboard.press("Home")
        page.page.locator(".walk > summary").click()
        take(page, 0)

        assert page.texts(".walk .pressing") == ["No rule is enabled here: every run that comes here ends here."]
        assert page.texts(".walk > summary") == ["Walk it yourself no rule is enabled here"]


def test_whether_a_run_may_wait_for_ever_is_said(browser: "Browser") -> None:
    with opened(browser, address_of(pages().door, "quiet/0")) as page:
        page.page.locator(".walk > summary").click()
        said = [page.texts(".walk .pressing")[0]]
        page.page.keyboard.press("End")
        said += page.texts(".walk .pressing")

    assert said[0].startswith("A run may end here, or wait here for ever")
    assert said[1] == "It must go on from here: the siren turns is weakly fair."


def test_keys_alone_walk(recipe: Opened) -> None:
    recipe.page.locator(".walk .step").nth(aside(recipe)).focus()
    recipe.page.keyboard.press("Enter")
    recipe.page.keyboard.press("Enter")

    assert recipe.fragment().startswith(f"{REFUSED}/6/walk=4:")


def test_few_choices_of_a_rule_are_buttons_and_many_are_lists(browser: "Browser", tmp_path: Path) -> None:
    with opened(browser, address_of(choosing(tmp_path))) as page:
        page.page.locator(".walk > summary").click()

        isolates = dict.fromkeys((0x2068, 0x2069))
        few = [text.translate(isolates) for text in page.texts(".walk .several .step")]
        assert few == ["one: s0 → s1", "one: s0 → s2"]
        for place, state in enumerate(("s3", "s1")):
            page.page.locator(".walk .several select").nth(place).select_option(state)
        press(page, "Take it so")
        assert page.fragment() == "/1/walk=0:1.6"  # the third of one's states, the first of the other's: 2 * 3 + 0
        assert page.texts("#panel-changes ins") == ["s3", "s1"]
        assert page.messages == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_the_reader_walks_through_all_worlds(browser: "Browser", scheme: Scheme) -> None:
    with opened(browser, address_of(pages().container), color_scheme=scheme) as page:
        page.page.locator(".walk > summary").click()
        take(page, 0)
        page.page.locator("#tab-graph").click()

        assert faults_of_access(page) == []
        assert page.messages == []
        assert page.requests == [address_of(pages().container)]
