"""Machines as the page draws them: alike ones once, every state and change in its place, any name readable."""

from collections.abc import Mapping
from typing import Any

import pytest

from model.network import Machine, Network, Rule
from reports.inputs import load_case
from reports.page import machine_layouts
from reports.page.machine_layouts import pictures_of
from reports.pictures import drawing


def test_machines_that_are_alike_are_laid_out_once() -> None:
    network = load_case("one-slot-for-two-sessions").network
    drawn = pictures_of(network)
    places = [place for place, each in enumerate(network.machines) if each.name.startswith("transfer of")]

    assert len(places) == 4
    assert len({drawn["pictures"][place] for place in places}) == 1
    assert len(drawn["layouts"]) < len(network.machines) / 2


def test_a_picture_has_a_place_for_every_state_and_an_arrow_for_every_change() -> None:
    network = load_case("recipe").network
    drawn = pictures_of(network)
    for machine, picture in zip(network.machines, drawn["pictures"], strict=True):
        layout, states = drawn["layouts"][picture], machine.states
        pairs = {pair for rule in network.rules for pair in rule.moves.get(machine.name, ()) if pair[0] != pair[1]}

        assert len(layout["states"]) == len(states)
        assert {(states[each["from"]], states[each["to"]]) for each in layout["arrows"]} == pairs
        assert all(_inside(each, layout) for each in layout["states"])
        assert len({(each["x"], each["y"]) for each in layout["states"]}) == len(states)


def _inside(box: Mapping[str, float], layout: Mapping[str, Any]) -> bool:
    across = box["w"] / 2 <= box["x"] + 1 and box["x"] + box["w"] / 2 <= layout["width"] + 1
    return across and box["h"] / 2 <= box["y"] + 1 and box["y"] + box["h"] / 2 <= layout["height"] + 1


def test_machines_too_large_to_read_and_machines_of_no_rule_need_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    many = tuple(f"s{place}" for place in range(machine_layouts.MOST_STATES + 1))
    ring = tuple(zip(many, (*many[1:], many[0]), strict=True))
    large = Network((Machine("m", many, "s0"),), (Rule("r", "a", {"m": ring}),))

    def refuse(*_: object) -> bytes:
        raise drawing.CannotDraw("there is no program")

    monkeypatch.setattr(machine_layouts, "draw", refuse)

    assert pictures_of(large) == {"layouts": [], "pictures": [None]}
    assert pictures_of(Network((Machine("m", ("a",), "a"),), ())) == {"layouts": [], "pictures": [None]}


def test_names_too_long_or_not_printable_are_drawn_in_part() -> None:
    names = ("a" * 200, "b\u202e", 'c"\\N<b>')
    drawn = pictures_of(Network((Machine("m", names, names[0]),), (Rule("r", "a", {"m": ((names[0], names[2]),)}),)))
    long, escaped, plain = drawn["layouts"][0]["states"]

    assert long["text"] == "a" * (machine_layouts.LONGEST_NAME - 1) + "…"
    assert escaped["text"] == r"b\u202e"
    assert "text" not in plain
    assert long["w"] > plain["w"] > 0
