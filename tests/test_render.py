"""`outlive render`: machines, graphs and counterexamples as DOT, Mermaid, SVG and PNG, the same bytes every time."""

from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import cast

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from explorer import list_worlds
from explorer.exploration import Bounds, Covered, Exploration
from model.network import Machine, Network, Rule
from reports.options import outlive as command
from reports.pictures import drawing, whole
from reports.pictures.declared import declared_machines, full_name
from reports.pictures.dot import dot_text
from reports.pictures.drawing import CannotDraw, draw
from reports.pictures.mermaid import mermaid_text
from reports.pictures.picture import Box, Picture, add_arrow, add_box, empty_graph
from reports.pictures.run_picture import MOST_WORLDS
from reports.pictures.world_picture import graph_picture

NETWORKS = Path(__file__).parent / "networks"
DOOR = str(NETWORKS / "door.network.json")

ARROWS_OF_STOPS = [
    '  w0 -->|"1 · the owner arms the alarm"| w1',
    '  w0 -.->|"anyone opens the door"| w2',
    '  w1 -->|"2 · anyone opens the door"| w3',
    '  w3 -.->|"anyone shuts the door"| w1',
    '  w3 -->|"3 · the alarm goes off"| w4',
    '  w4 -->|"∞ 4 · the siren turns"| w4',
    '  w4 -.->|"anyone shuts the door"| w5',
]


@dataclass(frozen=True, slots=True)
class Interrupted:
    """What is left of an exploration that the user stopped."""

    network: Network
    covered: Covered


def outlive(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


def counter(length: int) -> Network:
    """A network of `length` worlds in a row."""
    states = tuple(str(number) for number in range(length))
    pairs = tuple(pairwise(states))
    return Network((Machine("count", states, "0"),), (Rule("up", "clock", {"count": pairs}),))


def one_arrow(*lines: str) -> Picture:
    graph = empty_graph()
    add_box(graph, 0, Box(('a "quoted" \\l <b>',)))
    for line in lines:
        add_arrow(graph, (0, 0), line)
    return Picture("title", graph)


def test_the_graph_of_a_small_network_has_every_world_and_step() -> None:
    dot = outlive("render", DOOR, "--format", "dot").stdout

    assert dot == (NETWORKS / "door.graph.dot").read_text(encoding="utf-8")


def test_a_counterexample_shows_its_run_its_cycle_and_what_else_could_happen() -> None:
    lines = outlive("render", DOOR, "--property", "stops", "--format", "mermaid").stdout.splitlines()

    assert [line for line in lines if "->|" in line] == ARROWS_OF_STOPS
    assert '  w4[["3<br/>alarm: ringing<br/>‼ asked here, and never answered"]]:::bad' in lines
    assert '  w5["door: closed"]:::side' in lines


def test_the_last_world_of_a_run_that_breaks_a_property_stands_out() -> None:
    lines = outlive("render", DOOR, "--property", "quiet", "--format", "mermaid").stdout.splitlines()

    assert '  w4[["3<br/>alarm: ringing<br/>‼ must never be"]]:::bad' in lines


def test_a_machine_of_a_network_is_drawn_with_the_rules_that_move_it() -> None:
    lines = outlive("render", DOOR, "--machine", "door", "--format", "mermaid").stdout.splitlines()

    assert lines[:6] == [
        "flowchart TB",
        "  %% door, in door.network.json",
        '  w0["closed"]:::start',
        '  w1["open"]:::plain',
        '  w0 -->|"anyone opens the door"| w1',
        '  w1 -->|"anyone shuts the door"| w0',
    ]


def test_a_declared_machine_is_drawn_by_its_name() -> None:
    text = outlive("render", "app", "--format", "mermaid").stdout

    assert "  %% app-process\n" in text
    assert '|"suspend"|' in text


def test_a_state_names_the_events_it_stays_in() -> None:
    lines = outlive("render", "transfer-record", "--format", "mermaid").stdout.splitlines()

    assert '  w2["recorded<br/>stays: enlist, record, forget"]:::plain' in lines
    assert not any("w2 -->" in line for line in lines)


def test_the_declared_machines_are_named_after_their_files() -> None:
    assert {"app-process", "extension-process", "session-object", "wake"} <= set(declared_machines())


@pytest.mark.parametrize(
    ("word", "meant"), [("wake", "wake"), ("app", "app-process"), ("session", None), ("apple", None)]
)
def test_a_word_means_a_machine_when_it_can_mean_no_other(word: str, meant: str | None) -> None:
    names = ("app-process", "session-object", "session-reference", "wake", "wake-record")

    assert full_name(word, names) == meant


def test_a_graph_at_the_limit_is_drawn_whole() -> None:
    picture = graph_picture(list_worlds(counter(MOST_WORLDS)), "row")

    assert (len(picture.graph), picture.remark) == (150, "")


def test_a_graph_beyond_the_limit_gives_way_to_a_run_and_says_so() -> None:
    picture = graph_picture(list_worlds(counter(MOST_WORLDS + 1)), "row")

    assert picture.remark.startswith("151 reachable worlds: too many to draw (at most 150). This is the way to ")
    assert nx.dag_longest_path_length(picture.graph) == 150


def test_arrows_between_the_same_worlds_are_one_and_the_rest_is_counted() -> None:
    dot = dot_text(one_arrow("one", "two", "three", "four", "five", "one"))

    assert r'label=" one \l two \l three \l … and 2 more \l"' in dot


def test_letters_that_would_act_are_quoted() -> None:
    picture = one_arrow("`x` | y")

    assert r'w0 [label="a \"quoted\" \\l <b>"' in dot_text(picture)
    assert '  w0["a #34;quoted#34; #92;l #60;b#62;"]:::plain' in mermaid_text(picture)
    assert '|"#96;x#96; #124; y"|' in mermaid_text(picture)


def test_svg_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        assert outlive("render", DOOR, "-o", str(tmp_path / name)).exit_code == 0

    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert b"the owner arms the alarm" in (tmp_path / "one.svg").read_bytes()


def test_png_is_drawn_by_the_same_program(tmp_path: Path) -> None:
    result = outlive("render", DOOR, "-o", str(tmp_path / "door.png"))

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"wrote {tmp_path}/door.png\n")
    assert (tmp_path / "door.png").read_bytes().startswith(b"\x89PNG")


def test_without_an_output_a_picture_goes_to_a_file_of_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outlive("render", DOOR, "--property", "stops")

    assert [path.name for path in tmp_path.iterdir()] == ["door-stops.svg"]


def test_where_nothing_can_draw_the_dot_is_kept_and_the_mend_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "PROGRAM", "no-such-program")
    result = outlive("render", DOOR, "-o", str(tmp_path / "door.svg"))

    assert result.exit_code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["door.dot"]
    assert "pip install graphviz-pure" in result.stderr


def test_a_drawing_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "SECONDS", 0.0)

    with pytest.raises(CannotDraw, match="drawing took longer than"):
        draw("digraph { a -> b }", "svg")


@pytest.mark.parametrize("words", [("render", DOOR), ("export", DOOR, "--to", "dot")])
def test_a_network_beyond_the_limit_ends_in_3_and_the_limit_is_named(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "MOST_WORLDS", 5)
    result = outlive(*words)

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.endswith(
        "door.network.json: more than 5 worlds, the limit of render and export; nothing is written\n"
    )


@pytest.mark.parametrize("words", [("render", DOOR), ("export", DOOR, "--to", "dot")])
def test_an_interrupt_while_worlds_are_listed_ends_in_3_and_says_so(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(network: Network, *_: object) -> Exploration:
        exploration = list_worlds(network, Bounds(max_states=3))
        return cast(Exploration, Interrupted(network, replace(exploration.covered, stopped_by="interrupt")))

    monkeypatch.setattr(whole, "list_worlds", interrupted)
    result = outlive(*words)

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == f"outlive: interrupted: {DOOR}: after 3 worlds; nothing is written\n"


@pytest.mark.parametrize("command", ["render", "export"])
def test_the_help_names_the_limit(command: str) -> None:
    assert f"{whole.MOST_WORLDS:,} worlds" in " ".join(outlive(command, "--help").stdout.split())
