"""The simulator of the page, run by a browser, finds the worlds and steps that the explorer and the oracle find."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

import reports.page
from explorer import list_worlds
from model.network import Machine, Network, Rule
from reports.inputs import Case, load_case
from reports.lanes.chart import lanes_of
from reports.page.packed_rules import packed
from reports.page.tables import machines_to_json, numbered, rules_to_json
from tests.browser import chromium, opened
from tests.oracle.graph import graph_of, steps_from
from tests.oracle.random_networks import random_network

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = Path(reports.page.__path__[0], "script")
ROOMS = ("00_data.js", "01_rules.js", "30_simulator.js", "31_worlds.js")
CALL = """async ([rooms, question, networks, argument]) => {
  const asked = new Function("document", "argument", `"use strict"; ${rooms}; return (async () => { ${question} })()`);
  const answer = (json) => asked({ getElementById: () => ({ textContent: json }) }, argument);
  return Promise.all(networks.map((network) => answer(JSON.stringify(network))));
}"""
EXPLORED = """
const found = await new Promise((resolve) => explore(argument.limit, (found) => found.done && resolve(found)));
const { worlds, first, rules, targets, levels } = found;
const listed = (numbers) => [...numbers.data.subarray(0, numbers.length)];
const places = [...Array(worlds.count).keys()];
const all = places.filter((place) => place % argument.stride === 0).map((place) => [...worlds.at(place)]);
const few = argument.stride === 1 ? all : [];
const again = few.map((world) => worlds.placeOf(world));
const depths = places.map((place) => depthOf(found, place));
const ends = few.map((_, place) => [...worldsOf({ steps: shortestRunTo(found, place) }).pop()]);
const parts = { first: listed(first), rules: listed(rules), targets: listed(targets), levels: listed(levels) };
return { all, again, depths, ends, whole: found.whole, ...parts };
"""
ENABLED = """
return argument.map((world) => enabled(world).map((step) => {
  const place = choiceOf(step.rule, step.changes, world);
  return [step.rule, step.choice, [...step.after], Number(place)];
}));
"""
EVERY = {"limit": 400_000, "stride": 1}
SOME = {"limit": 400_000, "stride": 331}
"""Every step is compared, and each 331st of the worlds."""


@pytest.fixture(scope="module")
def page() -> Iterator["Page"]:
    with chromium() as browser, opened(browser, "about:blank") as blank:
        yield blank.page


@pytest.fixture(scope="module")
def networks() -> Sequence[Network]:
    """Sixty small networks with every odd shape among them."""
    return [random_network(Random(seed)) for seed in range(60)]


def tables_of(network: Network) -> dict[str, Any]:
    """What of a payload the simulator reads."""
    chart, numbers = lanes_of(Case("it", network, ())), numbered(network)
    rules = packed(rules_to_json(network, chart, numbers))
    return {"machines": machines_to_json(network, chart), "rules": rules, "verdicts": []}


def asked(page: "Page", question: str, networks: Sequence[Network], argument: Any = None) -> list[Any]:
    rooms = "".join(SCRIPT.joinpath(name).read_text(encoding="utf-8") for name in ROOMS)
    answers: list[Any] = page.evaluate(CALL, [rooms, question, [tables_of(each) for each in networks], argument])
    return answers


def by_number(network: Network, world: Sequence[str]) -> list[int]:
    return [machine.states.index(state) for machine, state in zip(network.machines, world, strict=True)]


def expected_graph(network: Network, stride: int = 1) -> dict[str, Any]:
    """The explorer's list in the words of the page's."""
    listed = list_worlds(network)
    steps = list(listed.steps())
    return {
        "all": [by_number(network, tuple(world.values())) for world in islice(listed.worlds(), 0, None, stride)],
        "rules": [rule for _, rule, _ in steps],
        "targets": [target for _, _, target in steps],
        "whole": listed.complete,
    }


def oracle_steps(network: Network, world: Sequence[str]) -> list[list[Any]]:
    found = steps_from(network, tuple(world))
    return [[each.rule, each.choice, by_number(network, each.target), each.choice] for each in found]


def chain(length: int) -> Network:
    """Machines of four states, each of which waits for the one before it: two bits a machine, and few worlds."""
    states = ("a", "b", "c", "d")
    machines = tuple(Machine(f"m{number}", states, "a") for number in range(length))
    pairs = (("a", "b"), ("b", "c"), ("c", "d"))
    rules = [Rule("r0", "", {"m0": pairs})]
    for number in range(1, length):
        rules.append(Rule(f"r{number}", "", {f"m{number}": pairs}, {f"m{number - 1}": ("d",)}))
    return Network(machines, tuple(rules))


def test_the_page_lists_the_worlds_and_steps_of_random_networks_as_the_explorer_does(
    page: "Page", networks: Sequence[Network]
) -> None:
    found = asked(page, EXPLORED, networks, EVERY)

    expected = [expected_graph(network) for network in networks]
    assert [{key: each[key] for key in ("all", "rules", "targets", "whole")} for each in found] == expected
    assert sum(len(each["all"]) for each in expected) > 300


def test_every_listed_world_is_found_again_and_its_shortest_run_leads_there(
    page: "Page", networks: Sequence[Network]
) -> None:
    for each in asked(page, EXPLORED, networks, EVERY):
        assert each["again"] == list(range(len(each["all"])))
        assert each["ends"] == each["all"]
        assert each["depths"] == sorted(each["depths"])


def test_every_world_of_random_networks_has_the_steps_of_the_oracle_in_their_order(
    page: "Page", networks: Sequence[Network]
) -> None:
    for network in networks:
        worlds = list(graph_of(network).steps)
        (found,) = asked(page, ENABLED, [network], [by_number(network, world) for world in worlds])

        assert found == [oracle_steps(network, world) for world in worlds]


@pytest.mark.parametrize("name", ["container-missing", "handler-dropped", "session-without-launch-events", "recipe"])
def test_the_page_lists_a_design_of_the_gallery_as_the_explorer_does(page: "Page", name: str) -> None:
    network = load_case(name).network

    (found,) = asked(page, EXPLORED, [network], SOME)

    listed = list_worlds(network)
    assert {key: found[key] for key in ("all", "rules", "targets", "whole")} == expected_graph(network, 331)
    assert len(found["levels"]) - 1 == listed.covered.depth == found["depths"][-1]


def test_sampled_worlds_of_the_recipe_have_the_steps_of_the_oracle(page: "Page") -> None:
    network = load_case("recipe").network
    sample = [tuple(world.values()) for world in list_worlds(network).worlds()][::331]

    (found,) = asked(page, ENABLED, [network], [by_number(network, world) for world in sample])

    assert found == [oracle_steps(network, world) for world in sample]
    assert len(sample) > 50


def test_a_limit_leaves_the_nearest_worlds_and_says_so(page: "Page") -> None:
    network = load_case("handler-dropped").network

    (found,) = asked(page, EXPLORED, [network], {"limit": 100, "stride": 1})

    assert found["all"] == expected_graph(network)["all"][:100]
    assert not found["whole"]
    assert len(found["first"]) == 101


def test_worlds_of_more_bits_than_a_number_holds_are_told_apart(page: "Page") -> None:
    network = chain(40)  # 80 bits

    (found,) = asked(page, EXPLORED, [network], EVERY)

    assert len(found["all"]) == 121
    assert len({tuple(world) for world in found["all"]}) == 121
    assert found["levels"] == list(range(121))


def test_a_choice_among_more_than_a_number_can_count_keeps_its_place(page: "Page") -> None:
    states = tuple(f"s{number}" for number in range(9))
    machines = tuple(Machine(f"m{number}", states, "s0") for number in range(20))
    moves = {machine.name: tuple(("s0", state) for state in states[1:]) for machine in machines}
    network = Network(machines, (Rule("all at once", "", moves),))
    question = """
      const ways = waysOf(0, initialWorld);
      const place = choicesAmong(ways) - 2n;
      return [String(choicesAmong(ways)), picksAt(ways, place), String(placeOfPicks(ways, picksAt(ways, place)))];
    """

    (found,) = asked(page, question, [network])

    assert found == ["1152921504606846976", [7] * 19 + [6], "1152921504606846974"]  # 8 ** 20, which is 2 ** 60


def test_no_name_is_declared_twice_in_the_one_function_that_all_rooms_share() -> None:
    declared = re.compile(r"^(?:async )?(?:function\*?|const|let|class) +(\w+)", re.MULTILINE)
    rooms = [room.read_text(encoding="utf-8") for room in sorted(SCRIPT.glob("*.js"))]
    names = [name for room in rooms for name in declared.findall(room)]

    assert sorted({name for name in names if names.count(name) > 1}) == []
