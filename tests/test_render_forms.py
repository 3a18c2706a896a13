"""Every view in every form, and names with markup, quotes, directives and right-to-left marks in each of them."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from model.network import Machine, Network, Rule
from reports.inputs import Case
from reports.options import outlive as command
from reports.pictures.dot import dot_text
from reports.pictures.drawing import draw
from reports.pictures.fold_picture import folded_picture
from reports.pictures.folding import Fold, Folded, Lens
from reports.pictures.machine_picture import network_machine_picture
from reports.pictures.mermaid import mermaid_text
from reports.pictures.network_picture import network_picture
from reports.pictures.picture import Picture

DOOR = str(Path(__file__).parent / "networks" / "door.network.json")
SVG = "{http://www.w3.org/2000/svg}"

HOSTILE = '<script>alert(1)</script>"]; --> %%{init}\\l &amp; \u202edne\u2066 `x` |y|'


def hostile_network() -> Network:
    machines = (Machine(HOSTILE, (HOSTILE, "b"), HOSTILE), Machine("other", ("b",), "b"))
    return Network(machines, (Rule(HOSTILE, HOSTILE, {HOSTILE: ((HOSTILE, "b"),)}, {"other": ("b",)}),))


def hostile_pictures() -> dict[str, Picture]:
    network = hostile_network()
    graph = Folded((HOSTILE,), (Fold((HOSTILE,), 1, 0), Fold(("b",), 1, 0)), {(0, 1): {HOSTILE: 1}})
    return {
        "machine": network_machine_picture(network, HOSTILE, HOSTILE),
        "network": network_picture(Case("x", network, ()), (), HOSTILE),
        "folded": folded_picture(graph, Lens((HOSTILE,), "rule"), HOSTILE),
    }


@pytest.mark.parametrize("view", ["machine", "network", "folded"])
def test_names_with_markup_and_marks_are_shown_as_text(view: str) -> None:
    root = ElementTree.fromstring(draw(dot_text(hostile_pictures()[view]), "svg"))
    words = "".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))

    assert not list(root.iter(f"{SVG}script"))
    assert not list(root.iter(f"{SVG}a"))
    assert "<script>alert(1)</script>" in words
    assert "\\u202e" in words
    assert "\u202e" not in words
    assert words.count("&amp;") >= 1


@pytest.mark.parametrize("view", ["machine", "network", "folded"])
def test_mermaid_reads_nothing_in_names_as_its_own(view: str) -> None:
    text = mermaid_text(hostile_pictures()[view])

    assert "<script>" not in text
    assert "%%{" not in text
    assert "\u202e" not in text
    for line in (each for each in text.splitlines() if not each.startswith("  %%")):
        assert line.count('"') % 2 == 0


@pytest.mark.parametrize("form", ["png", "dot", "mermaid", "svg"])
@pytest.mark.parametrize("view", [("--network",), ("--project", "door"), ("--property", "quiet"), ()])
def test_every_view_is_drawn_in_every_form(form: str, view: tuple[str, ...], tmp_path: Path) -> None:
    place = tmp_path / f"picture.{form}"
    done = CliRunner().invoke(command, ["render", DOOR, *view, "--format", form, "-o", str(place)])

    assert done.exit_code == 0
    beginning = {"png": b"\x89PNG", "dot": b"digraph", "mermaid": b"flowchart", "svg": b"<?xml"}[form]
    assert place.read_bytes().startswith(beginning)
