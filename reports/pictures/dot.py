"""Pictures as DOT: light paper, dark letters, one accent for the run and one for what goes wrong."""

from collections.abc import Iterable, Mapping
from textwrap import TextWrapper

from graphviz import Digraph
from graphviz.quoting import escape

from reports.errors import printable
from reports.pictures.palette import (
    AMBER,
    BLUE,
    EDGE,
    FAINT,
    INK,
    LABEL,
    PALE_AMBER,
    PALE_BLUE,
    PALE_RED,
    PAPER,
    QUIET,
    RED,
    WAY,
    WHITE,
)
from reports.pictures.picture import Arrow, Box, Group, Picture, Tone

LONGEST_LINE, LONGEST_TITLE = 34, 70
"""Letters of a line at most before it is broken."""

FONT = "Arial"

BOXES: Mapping[Tone, Mapping[str, str]] = {
    "plain": {"fillcolor": WHITE, "color": EDGE},
    "start": {"fillcolor": PALE_BLUE, "color": BLUE, "penwidth": "2"},
    "run": {"fillcolor": WHITE, "color": BLUE, "penwidth": "1.6"},
    "cycle": {"fillcolor": PALE_AMBER, "color": AMBER, "penwidth": "1.8"},
    "bad": {"fillcolor": PALE_RED, "color": RED, "penwidth": "2", "peripheries": "2", "style": "filled"},
    "side": {"fillcolor": PAPER, "color": FAINT, "fontcolor": QUIET, "style": "rounded,filled,dashed"},
}
"""What goes wrong has corners and a second frame, so that no colour is needed to find it."""

ARROWS: Mapping[Tone, Mapping[str, str]] = {
    "plain": {"color": WAY},
    "start": {"color": BLUE},
    "run": {"color": BLUE, "penwidth": "2", "weight": "20", "fontcolor": INK},
    "cycle": {"color": AMBER, "penwidth": "2", "weight": "12", "fontcolor": INK},
    "bad": {"color": RED, "penwidth": "3", "weight": "20", "fontcolor": RED},
    "side": {"color": EDGE, "style": "dashed", "fontcolor": QUIET},
}


def dot_text(picture: Picture) -> str:
    """The picture as DOT; the same bytes for the same picture."""
    drawn = Digraph(graph_attr=_paper(picture), node_attr=_node_style(), edge_attr=_edge_style())
    if picture.legend:
        with drawn.subgraph(name="cluster_all") as body:
            body.attr(**_heading(picture), pencolor="transparent")
            _put_all(body, picture)
    else:
        _put_all(drawn, picture)
    return str(drawn.source)


def _put_all(drawn: Digraph, picture: Picture) -> None:
    boxes = dict(picture.boxes())
    _put_boxes(drawn, picture.loose(), boxes)  # first, for the layout begins with the first: a run with its start
    for place, group in enumerate(picture.groups):
        with drawn.subgraph(name=f"cluster_{place}") as framed:
            framed.attr(**_frame(group))
            _put_boxes(framed, group.members, boxes)
    for source, target, arrow in picture.arrows():
        drawn.edge(f"w{source}", f"w{target}", **_arrow(arrow))


def _put_boxes(drawn: Digraph, numbers: Iterable[int], boxes: Mapping[int, Box]) -> None:
    for number in numbers:
        lines = _broken(boxes[number].lines, LONGEST_LINE)
        drawn.node(f"w{number}", _label(lines, r"\l" if len(lines) > 1 else ""), **BOXES[boxes[number].tone])


def _arrow(arrow: Arrow) -> dict[str, str]:
    lines = [f" {line} " for line in _broken(arrow.shown(), LONGEST_LINE)]  # clear of the arrow
    ends = {"dir": "none"} if arrow.form == "line" else {}
    return {"label": _label(lines, r"\l"), **ARROWS[arrow.tone], **ends}


def _frame(group: Group) -> dict[str, str]:
    style = BOXES[group.tone]
    return {
        "label": _label(_broken((group.title,), LONGEST_LINE), r"\l"), "labeljust": "l", "style": "rounded",
        "color": style["color"], "penwidth": "1.4", "fontsize": "12", "fontcolor": INK, "margin": "12",
    }  # fmt: skip


def _paper(picture: Picture) -> dict[str, str]:
    """A graph has one label: the heading, or below the picture the legend, and then the heading is one frame in."""
    below = {"label": _label(_broken(picture.legend, LONGEST_TITLE), r"\l"), "labelloc": "b", "fontsize": "11"}
    many = {"nodesep": "0.2", "ranksep": "0.3", **below}
    return {
        **_heading(picture), "rankdir": picture.direction, "bgcolor": PAPER, "pad": "0.3",
        "nodesep": "0.35", "ranksep": "0.45", **(many if picture.legend else {}),
    }  # fmt: skip


def _heading(picture: Picture) -> dict[str, str]:
    words = tuple(line for line in (picture.title, picture.remark) if line)
    return {
        "label": _label(_broken(words, LONGEST_TITLE), r"\l"), "labelloc": "t", "labeljust": "l",
        "fontname": FONT, "fontsize": "15", "fontcolor": INK,
    }  # fmt: skip


def _node_style() -> dict[str, str]:
    return {
        "shape": "box", "style": "rounded,filled", "fontname": FONT, "fontsize": "11", "fontcolor": INK,
        "margin": "0.14,0.08", "height": "0.3",
    }  # fmt: skip


def _edge_style() -> dict[str, str]:
    return {"fontname": FONT, "fontsize": "11", "fontcolor": LABEL, "arrowsize": "0.7"}


def _label(lines: Iterable[str], end: str) -> str:
    """Each line with its end; nothing in them acts as markup, nor as an HTML entity, which DOT would read."""
    return "".join(f"{escape(line.replace('&', '&amp;'))}{end}" for line in lines)


def _broken(lines: tuple[str, ...], width: int) -> list[str]:
    """Long lines as several, broken at spaces, and long words behind an underscore."""
    wrapper = TextWrapper(width, subsequent_indent="  ", break_on_hyphens=False)
    return [part for line in lines for part in wrapper.wrap(_breakable(printable(line), width)) or [""]]


def _breakable(line: str, width: int) -> str:
    return " ".join(word if len(word) < width else _cut(word, width) for word in line.split(" "))


def _cut(word: str, width: int) -> str:
    """A word with spaces where it may end a line; words of nothing but letters are left to the wrapper."""
    parts = [""]
    for piece in word.replace("_", "_ ").split(" "):
        if len(parts[-1]) + len(piece) > width - 4:
            parts.append("")
        parts[-1] += piece
    return " ".join(part for part in parts if part)
