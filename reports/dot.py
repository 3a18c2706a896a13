"""Pictures as DOT: light paper, dark letters, one accent for the run and one for what goes wrong."""

from collections.abc import Iterable, Mapping
from textwrap import TextWrapper

from graphviz import Digraph
from graphviz.quoting import escape

from reports.errors import printable
from reports.pictures import Picture, Tone

LONGEST_LINE, LONGEST_TITLE = 34, 70
"""Letters of a line at most before it is broken."""

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
        lines = _broken(box.lines, LONGEST_LINE)
        drawn.node(f"w{number}", _label(lines, r"\l" if len(lines) > 1 else ""), **BOXES[box.tone])
    for source, target, arrow in picture.arrows():
        lines = [f" {line} " for line in _broken(arrow.shown(), LONGEST_LINE)]  # clear of the arrow
        drawn.edge(f"w{source}", f"w{target}", _label(lines, r"\l"), **ARROWS[arrow.tone])
    return str(drawn.source)


def _paper(picture: Picture) -> dict[str, str]:
    words = tuple(line for line in (picture.title, picture.remark) if line)
    return {
        "label": _label(_broken(words, LONGEST_TITLE), r"\l"), "labelloc": "t", "labeljust": "l",
        "bgcolor": PAPER, "pad": "0.3", "fontname": FONT, "fontsize": "15", "fontcolor": INK,
        "nodesep": "0.35", "ranksep": "0.45",
    }  # fmt: skip


def _node_style() -> dict[str, str]:
    return {
        "shape": "box", "style": "rounded,filled", "fontname": FONT, "fontsize": "11", "fontcolor": INK,
        "margin": "0.14,0.08", "height": "0.3",
    }  # fmt: skip


def _edge_style() -> dict[str, str]:
    return {"fontname": FONT, "fontsize": "10", "fontcolor": "#52606d", "arrowsize": "0.7"}


def _label(lines: Iterable[str], end: str) -> str:
    """Each line with its end; nothing in them acts as markup."""
    return "".join(f"{escape(line)}{end}" for line in lines)


def _broken(lines: tuple[str, ...], width: int) -> list[str]:
    """Long lines as several, broken at spaces."""
    wrapper = TextWrapper(width, subsequent_indent="  ", break_on_hyphens=False)
    return [part for line in lines for part in wrapper.wrap(printable(line)) or [""]]
