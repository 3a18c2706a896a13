"""Pictures as DOT: light paper, dark letters, one accent for the run and one for what goes wrong."""

from collections.abc import Mapping

from graphviz import Digraph
from graphviz.quoting import escape

from reports.errors import printable
from reports.pictures import LONGEST_LINE, Picture, Tone

FONT = "Arial"
PAPER, INK, QUIET = "#fbfaf7", "#1f2933", "#7b8794"

BOXES: Mapping[Tone, Mapping[str, str]] = {
    "plain": {"fillcolor": "#ffffff", "color": "#9aa5b1"},
    "start": {"fillcolor": "#e3f0ff", "color": "#1f5fa8", "penwidth": "2"},
    "run": {"fillcolor": "#ffffff", "color": "#1f5fa8", "penwidth": "1.6"},
    "cycle": {"fillcolor": "#fff3d6", "color": "#b7791f", "penwidth": "1.8"},
    "bad": {"fillcolor": "#ffe3e0", "color": "#b42318", "penwidth": "2.4"},
    "side": {"fillcolor": PAPER, "color": "#cbd2d9", "fontcolor": QUIET, "style": "rounded,filled,dashed"},
}
ARROWS: Mapping[Tone, Mapping[str, str]] = {
    "plain": {"color": "#627d98"},
    "start": {"color": "#1f5fa8"},
    "run": {"color": "#1f5fa8", "penwidth": "2", "weight": "20", "fontcolor": INK},
    "cycle": {"color": "#b7791f", "penwidth": "2", "weight": "12", "fontcolor": INK},
    "bad": {"color": "#b42318", "penwidth": "2.2", "weight": "20", "fontcolor": INK},
    "side": {"color": "#cbd2d9", "style": "dashed", "fontcolor": QUIET},
}


def dot_text(picture: Picture) -> str:
    """The picture as DOT; the same bytes for the same picture."""
    drawn = Digraph(graph_attr=_paper(picture), node_attr=_node_style(), edge_attr=_edge_style())
    for number, box in picture.boxes():
        drawn.node(f"w{number}", _label(box.lines, r"\l" if len(box.lines) > 1 else ""), **BOXES[box.tone])
    for source, target, arrow in picture.arrows():
        drawn.edge(f"w{source}", f"w{target}", _label(arrow.shown(), r"\l"), **ARROWS[arrow.tone])
    return drawn.source


def _paper(picture: Picture) -> dict[str, str]:
    words = tuple(line for line in (picture.title, picture.remark) if line)
    return {
        "label": _label(words, r"\l"), "labelloc": "t", "labeljust": "l", "bgcolor": PAPER, "pad": "0.3",
        "fontname": FONT, "fontsize": "15", "fontcolor": INK, "nodesep": "0.35", "ranksep": "0.45",
    }  # fmt: skip


def _node_style() -> dict[str, str]:
    return {
        "shape": "box", "style": "rounded,filled", "fontname": FONT, "fontsize": "11", "fontcolor": INK,
        "margin": "0.14,0.08", "height": "0.3",
    }  # fmt: skip


def _edge_style() -> dict[str, str]:
    return {"fontname": FONT, "fontsize": "10", "fontcolor": "#52606d", "arrowsize": "0.7"}


def _label(lines: tuple[str, ...], end: str) -> str:
    """Lines that are broken where they are long; nothing in them acts as markup."""
    return "".join(escape(part) + end for line in lines for part in broken(printable(line)))


def broken(line: str) -> list[str]:
    """A long line as several, broken at spaces."""
    parts = [""]
    for word in line.split(" "):
        if parts[-1] and len(parts[-1]) + len(word) >= LONGEST_LINE:
            parts.append(f"  {word}")
        else:
            parts[-1] = f"{parts[-1]} {word}" if parts[-1] else word
    return parts
