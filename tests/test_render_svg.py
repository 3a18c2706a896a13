"""Pictures can be read on light and dark pages and at their natural size, and are the same every time."""

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from reports.options import outlive as command
from reports.pictures.palette import INK, LABEL, ON_DARK, PALE_AMBER, PALE_BLUE, PALE_RED, PAPER, QUIET, RED, WHITE

NETWORKS = Path(__file__).parent / "networks"
DOOR = str(NETWORKS / "door.network.json")
SVG = "{http://www.w3.org/2000/svg}"
LEAST = 11
"""Pixels of a letter at least."""

READ_ON = [
    (INK, PAPER), (INK, WHITE), (INK, PALE_BLUE), (INK, PALE_AMBER), (INK, PALE_RED),
    (QUIET, PAPER), (LABEL, PAPER), (RED, PAPER),
]  # fmt: skip


def svg_of(*words: str) -> str:
    return CliRunner().invoke(command, ["render", *words, "--format", "svg", "-o", "-"], catch_exceptions=False).stdout


def light_of(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((light_of(one), light_of(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("letters", "ground"), READ_ON)
def test_letters_stand_out_on_light_and_on_dark(letters: str, ground: str) -> None:
    assert contrast(letters, ground) >= 4.5  # WCAG 2.2, 1.4.3
    assert contrast(ON_DARK[letters], ON_DARK[ground]) >= 4.5


@pytest.mark.parametrize("words", [(DOOR, "--property", "stops"), (DOOR, "--property", "quiet"), ("wake",)])
def test_every_colour_of_an_svg_has_one_for_dark_pages(words: tuple[str, ...]) -> None:
    drawn = svg_of(*words)
    body = drawn[drawn.index("</style>") :]
    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', body)) - {"none", "transparent"}

    assert used
    assert used <= set(ON_DARK)
    for colour in used:
        assert f'[fill="{colour}"]{{fill:{ON_DARK[colour]}}}' in drawn
    assert "@media screen and (prefers-color-scheme:dark)" in drawn


def test_an_svg_has_a_background_of_its_own() -> None:
    first = next(ElementTree.fromstring(svg_of(DOOR)).iter(f"{SVG}polygon"))

    assert first.get("fill") == PAPER


@pytest.mark.parametrize(
    "words",
    [
        (DOOR,),
        ("session-object",),
        ("recipe", "--network"),
        ("recipe", "--project", "app,share-extension"),
        ("recipe", "--property", "app-not-refused-in-its-wake"),
    ],
)
def test_no_letter_is_smaller_than_eleven_pixels_at_natural_size(words: tuple[str, ...]) -> None:
    root = ElementTree.fromstring(svg_of(*words))
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    sizes = {float(text.attrib["font-size"]) for text in root.iter(f"{SVG}text")}
    scales = {part for each in root.iter(f"{SVG}g") for part in re.findall(r"scale\((\S+)", each.get("transform", ""))}

    # Natural size: a unit of the view is a point, four thirds of a pixel.
    assert float(root.attrib["width"].removesuffix("pt")) == pytest.approx(wide, abs=1)
    assert float(root.attrib["height"].removesuffix("pt")) == pytest.approx(high, abs=1)
    assert scales <= {"1", "1)"}
    assert min(sizes) * 4 / 3 >= LEAST


def test_the_same_bytes_whatever_the_seed_of_hashes() -> None:
    drawn = {drawn_with_seed(seed) for seed in ("0", "4711")}

    assert len(drawn) == 1
    assert drawn.pop().count(b"flowchart") == 3


def drawn_with_seed(seed: str) -> bytes:
    """What a process of its own draws, and says, of everything where a set might decide an order."""
    program = """
from click.testing import CliRunner
from reports.options import outlive
for view in (["--project", "app", "--bisimulation", "rule"], ["--network"], ["--property", "no-start-failed"]):
    print(CliRunner().invoke(outlive, ["render", "container-missing", *view, "--format", "mermaid"]).output)
"""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command_line = [sys.executable, "-c", program]
    done = subprocess.run(command_line, capture_output=True, env=environment, check=True, cwd=NETWORKS.parents[1])
    return done.stdout
