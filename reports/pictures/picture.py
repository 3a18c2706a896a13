"""Pictures as values: a networkx graph whose nodes carry boxes and whose edges carry arrows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import networkx as nx

Tone: TypeAlias = Literal["plain", "start", "run", "cycle", "bad", "side"]

MOST_LINES = 3
"""Labels that an arrow carries at most; the others are counted."""


FEW_BOXES = 12
"""Boxes up to which a picture goes downwards."""


@dataclass(frozen=True, slots=True)
class Box:
    """A state or a world: its lines of text, and how it stands out."""

    lines: tuple[str, ...]
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Arrow:
    """What leads from one box to another, each way on a line of its own; a `line` ties both alike."""

    lines: tuple[str, ...]
    tone: Tone = "plain"
    form: Literal["arrow", "line"] = "arrow"

    def shown(self) -> tuple[str, ...]:
        """The lines that fit, and how many do not; a line that says so has room for the one."""
        more = len(self.lines) - MOST_LINES
        return self.lines if more <= 1 else (*self.lines[:MOST_LINES], f"… and {more} more")


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes with a frame and a title around them."""

    title: str
    members: tuple[int, ...]
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Picture:
    """A graph with its title; what it leaves out, and how it is read, is said in `remark`.

    `legend` explains what arrows are labelled with, where their words would fill the picture.
    """

    title: str
    graph: "nx.DiGraph[int]"
    remark: str = ""
    groups: tuple[Group, ...] = ()
    direction: Literal["TB", "LR"] = "TB"
    legend: tuple[str, ...] = ()

    def loose(self) -> tuple[int, ...]:
        """The boxes that stand in no group, in order."""
        grouped = {member for group in self.groups for member in group.members}
        return tuple(number for number in sorted(self.graph) if number not in grouped)

    def boxes(self) -> Iterator[tuple[int, Box]]:
        """Every box with its number, in order."""
        for number in sorted(self.graph):
            yield number, self.graph.nodes[number]["box"]

    def arrows(self) -> Iterator[tuple[int, int, Arrow]]:
        """Every arrow with its ends, in the order of these."""
        for source, target in sorted(self.graph.edges):
            yield source, target, self.graph.edges[source, target]["arrow"]


def direction_of(boxes: int) -> Literal["TB", "LR"]:
    """Downwards for a few boxes; many fill a page better from left to right, for they are wider than high."""
    return "LR" if boxes > FEW_BOXES else "TB"


def empty_graph() -> "nx.DiGraph[int]":
    """A graph to draw into."""
    return nx.DiGraph()


def add_box(graph: "nx.DiGraph[int]", number: int, box: Box) -> None:
    """Draw a box."""
    graph.add_node(number, box=box)


def add_arrow(graph: "nx.DiGraph[int]", ends: tuple[int, int], line: str, tone: Tone = "plain") -> None:
    """Draw an arrow; arrows between the same boxes become one, in the tone of the first."""
    if not graph.has_edge(*ends):
        graph.add_edge(*ends, arrow=Arrow((line,), tone))
        return
    drawn: Arrow = graph.edges[ends]["arrow"]
    if line not in drawn.lines:
        graph.edges[ends]["arrow"] = Arrow((*drawn.lines, line), drawn.tone)
