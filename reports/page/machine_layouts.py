"""Lays out the machines of a network for the page: where states stand and how arrows run, machines alike once."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphviz import Digraph
from graphviz.quoting import escape

from model.network import Machine, Network, Pair
from reports.errors import printable
from reports.forms.verdict_json import Json
from reports.pictures.drawing import CannotDraw, draw

MOST_STATES, MOST_ARROWS = 60, 240
"""Of one machine; larger ones are shown as a table, for nobody could read them drawn."""

LONGEST_NAME = 52
"""Letters of a state's name that are drawn."""

POINTS_PER_INCH = 72

MOST_SHAPES = 200
"""Machines that differ, of one network; those that come later are shown as tables, which cost no time."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides how a machine is drawn: its states, and which of them rules lead to from which.

    A pair that stays where it is would be a loop: it changes nothing, and is left out.
    """

    states: tuple[str, ...]
    initial: str
    ways: tuple[Pair, ...]

    @property
    def small(self) -> bool:
        """Whether a drawing of it could be read."""
        return len(self.states) <= MOST_STATES and len(self.ways) <= MOST_ARROWS


def pictures_of(network: Network) -> Json:
    """`layouts`, and for each machine in `pictures` the number of its layout, or None where a table must do.

    A layout has `width` and `height`; for each state `x`, `y` (its centre), `w`, `h`, and `text` where its name would
    not fit or print; for each arrow `from`, `to` (states), `path` (SVG; the head points where it ends), and `label`
    (the centre of a space for two digits).
    """
    shapes = [_shape(machine, network) for machine in network.machines]
    drawn = [shape for shape in dict.fromkeys(shapes) if shape.small][:MOST_SHAPES]
    layouts = _laid_out(drawn)
    places = {shape: place for place, shape in enumerate(drawn)} if layouts else {}
    return {"layouts": layouts, "pictures": [places.get(shape) for shape in shapes]}


def _shape(machine: Machine, network: Network) -> Shape:
    moving = (rule.moves[machine.name] for rule in network.rules if machine.name in rule.moves)
    places = {state: place for place, state in enumerate(machine.states)}
    ways = {pair for pairs in moving for pair in pairs if pair[0] != pair[1]}
    return Shape(machine.states, machine.initial, tuple(sorted(ways, key=lambda way: (places[way[0]], places[way[1]]))))


def _laid_out(shapes: Sequence[Shape]) -> list[Json]:
    """All layouts by one call; none where nothing can be drawn."""
    if not shapes:
        return []
    try:
        text = draw("\n".join(_dot(shape) for shape in shapes), "json0").decode()
    except CannotDraw:
        return []
    return [_layout(shape, drawn) for shape, drawn in zip(shapes, _documents(text), strict=True)]


def _dot(shape: Shape) -> str:
    graph = Digraph(
        graph_attr={"rankdir": "TB", "nodesep": "0.3", "ranksep": "0.42", "pad": "0"},
        node_attr={"shape": "box", "fontname": "Arial", "fontsize": "12", "margin": "0.12,0.05", "height": "0.3"},
        edge_attr={"fontname": "Arial", "fontsize": "11", "label": " 00 ", "arrowsize": "0.6"},
    )
    places = {state: place for place, state in enumerate(shape.states)}
    for state, place in places.items():
        graph.node(str(place), escape(_text(state)))
    with graph.subgraph() as first:
        first.attr(rank="source")
        first.node(str(places[shape.initial]))
    for before, after in shape.ways:
        graph.edge(str(places[before]), str(places[after]))
    return str(graph.source)


def _text(state: str) -> str:
    """What is written in the box of a state: its name, or the beginning of a very long one."""
    name = printable(state)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _documents(text: str) -> Iterator[Mapping[str, Any]]:
    """The documents that the program wrote one after another."""
    decoder, place = json.JSONDecoder(), 0
    while place < len(text):
        document, end = decoder.raw_decode(text, place)
        yield document
        place = end + len(text[end:]) - len(text[end:].lstrip())


def _layout(shape: Shape, drawn: Mapping[str, Any]) -> Json:
    """What the page needs of what Graphviz says; its points are ours, but its y goes up."""
    _, _, width, height = (float(each) for each in drawn["bb"].split(","))
    boxes = [each for each in drawn["objects"] if "pos" in each]  # the rest are groups
    found = {int(each["name"]): each for each in boxes}
    numbers = {each["_gvid"]: int(each["name"]) for each in boxes}
    arrows = {(numbers[each["tail"]], numbers[each["head"]]): each for each in drawn.get("edges", ())}
    places = {state: place for place, state in enumerate(shape.states)}
    ends = [(places[before], places[after]) for before, after in shape.ways]
    return {
        "width": _short(width),
        "height": _short(height),
        "states": [_state(state, found[place], height) for state, place in places.items()],
        "arrows": [_arrow(each, arrows[each], height) for each in ends],
    }


def _state(state: str, drawn: Mapping[str, str], height: float) -> Json:
    x, y = _point(drawn["pos"], height)
    wide, high = (_short(float(drawn[each]) * POINTS_PER_INCH) for each in ("width", "height"))
    text = _text(state)
    return {"x": x, "y": y, "w": wide, "h": high, **({} if text == state else {"text": text})}


def _arrow(ends: tuple[int, int], drawn: Mapping[str, str], height: float) -> Json:
    x, y = _point(drawn["lp"], height)
    label = {"x": round(x), "y": round(y)}
    return {"from": ends[0], "to": ends[1], "path": _path(drawn["pos"], height), "label": label}


def _path(spline: str, height: float) -> str:
    """A Graphviz spline (`e,x,y x,y …`: the tip, then a start and triples of control points) as an SVG path."""
    parts = spline.split()
    tip = next((part[2:] for part in parts if part.startswith("e,")), "")
    points = [_written(part, height) for part in parts if part[0] not in "es"]
    curve = f"M{points[0]}C{' '.join(points[1:])}"
    return f"{curve}L{_written(tip, height)}" if tip else curve


def _written(point: str, height: float) -> str:
    """To the pixel: paths are most of what a layout weighs."""
    return ",".join(f"{round(each)}" for each in _point(point, height))


def _point(text: str, height: float) -> tuple[float, float]:
    x, y = text.split(",")[:2]
    return _short(float(x)), _short(height - float(y))


def _short(number: float) -> float:
    """One decimal place is a tenth of a pixel; 0 has no sign."""
    rounded = round(number, 1) + 0.0
    return int(rounded) if rounded.is_integer() else rounded
