"""Counterexamples as graphs: what goes wrong has a shape and a sign, the cycle a frame, alternatives are there."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from explorer import list_worlds
from model.network import Machine, Network, Rule
from properties.judge import judge
from properties.kinds import TRUE, AlwaysPossible, Claim, DeadlockFree, KindName, LeadsTo, Never, NeverStep, Property
from reports.options import outlive as command
from reports.pictures.dot import dot_text
from reports.pictures.mermaid import mermaid_text
from reports.pictures.picture import Picture
from reports.pictures.run_picture import Marks, marks_of, run_picture

DOOR = str(Path(__file__).parent / "networks" / "door.network.json")
AT_3 = {"count": ("3",)}


def counter() -> Network:
    """Counts to three; at two it may go round for ever instead."""
    states = ("0", "1", "2", "3")
    rules = (
        Rule("up", "clock", {"count": (("0", "1"), ("1", "2"))}),
        Rule("round", "clock", {"count": (("2", "1"),)}, fairness="weak"),
        Rule("stop", "hand", {"count": (("2", "3"),)}),
    )
    return Network((Machine("count", states, "0"),), rules)


def drawn(kind: KindName, claim: Claim, network: Network | None = None) -> tuple[Picture, Marks]:
    exploration = list_worlds(network or counter())
    verdict = judge(Property("p", kind, "says", (), (claim,)), exploration)
    assert verdict.verdict == "violated"
    assert verdict.run is not None
    marks = marks_of(verdict, exploration)
    return run_picture(exploration, verdict.run, ("title", ""), marks), marks


@pytest.mark.parametrize(
    ("kind", "claim", "says"),
    [
        ("never", Never((AT_3,)), "‼ must never be"),
        ("never-step", NeverStep(("stop",), TRUE, TRUE), "‼ the step before must never be"),
        ("always-possible", AlwaysPossible(({"count": ("0", "1")},)), "‼ from here on it can never come about"),
        ("deadlock-free", DeadlockFree(), "‼ no rule is enabled here"),
    ],
)
def test_the_last_step_and_the_world_it_leads_to_are_marked(kind: KindName, claim: Claim, says: str) -> None:
    picture, _ = drawn(kind, claim)
    last = max(picture.graph, key=lambda place: len(picture.graph.nodes[place]["box"].lines))
    box = picture.graph.nodes[last]["box"]

    assert (box.lines[-1], box.tone) == (says, "bad")
    assert picture.graph.edges[2, last]["arrow"].lines == ("‼ 3 · stop",)
    assert picture.graph.edges[2, last]["arrow"].tone == "bad"


def test_a_run_that_ends_unanswered_shows_who_asked_and_where_it_ends() -> None:
    claim = LeadsTo(({"count": ("1",)},), ({"count": ("0",)},))

    # Nobody must go on from 1, unless counting is fair; then the run may end at 2 only.
    asked = "‼ asked here, and nothing more happens that must"
    assert drawn("leads-to", claim)[1] == Marks(True, {1: asked})
    notes = {1: "‼ asked here", 2: "‼ not answered, and nothing more happens that must"}
    assert drawn("leads-to", claim, counts_to_two())[1] == Marks(False, notes)


def counts_to_two() -> Network:
    up = Rule("up", "clock", {"count": (("0", "1"), ("1", "2"))}, fairness="weak")
    return Network(counter().machines, (up,))


def test_a_cycle_is_framed_and_its_last_step_has_a_sign() -> None:
    always = Rule("up", "clock", {"count": (("0", "1"), ("1", "2"))}, fairness="weak")
    network = Network(counter().machines, (always, *counter().rules[1:2]))
    picture, marks = drawn("leads-to", LeadsTo(({"count": ("1",)},), (AT_3,)), network)

    assert marks == Marks(False, {1: "‼ asked here, and never answered"})
    assert [(group.title, group.members) for group in picture.groups] == [
        ("∞ for ever: steps 2-3", (1, 2))
    ]
    assert picture.graph.edges[2, 1]["arrow"].lines == ("∞ 3 · round",)


def test_what_goes_wrong_can_be_told_without_colours() -> None:
    picture, _ = drawn("never", Never((AT_3,)))

    assert "peripheries=2" in next(line for line in dot_text(picture).splitlines() if "must never be" in line)
    assert '[["3<br/>count: 3<br/>‼ must never be"]]:::bad' in mermaid_text(picture)
    assert '==>|"‼ 3 · stop"|' in mermaid_text(picture)


def test_the_frame_of_a_cycle_is_in_every_form() -> None:
    for form, frame in (("dot", "subgraph cluster_0"), ("mermaid", "subgraph g0[")):
        text = CliRunner().invoke(command, ["render", DOOR, "--property", "stops", "--format", form]).stdout

        assert frame in text
        assert "∞ for ever: " in text


def test_the_steps_that_could_be_taken_instead_are_drawn_aside() -> None:
    picture, _ = drawn("never", Never((AT_3,)))

    assert picture.graph.edges[2, 1]["arrow"].lines == ("round",)
    assert picture.graph.edges[2, 1]["arrow"].tone == "side"


def test_a_witness_has_nothing_wrong() -> None:
    words = ["render", "recipe", "--property", "completion-may-reach-app", "--format", "dot"]
    done = CliRunner().invoke(command, words)

    assert done.exit_code == 0
    assert "witnessed in" in done.stdout
    assert "‼" not in done.stdout
