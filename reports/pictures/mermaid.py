"""Pictures as Mermaid flowcharts, for pages and readmes that draw them."""

from collections.abc import Iterable, Mapping

from reports.errors import printable
from reports.pictures.picture import Arrow, Box, Picture, Tone

CLASSES = """\
  classDef plain fill:#ffffff,stroke:#9aa5b1,color:#1f2933
  classDef start fill:#e3f0ff,stroke:#1f5fa8,color:#1f2933,stroke-width:2px
  classDef run fill:#ffffff,stroke:#1f5fa8,color:#1f2933,stroke-width:2px
  classDef cycle fill:#fff3d6,stroke:#9a6412,color:#1f2933,stroke-width:2px
  classDef bad fill:#ffe3e0,stroke:#b42318,color:#1f2933,stroke-width:3px
  classDef side fill:#fbfaf7,stroke:#9aa5b1,color:#5f6b76,stroke-dasharray:4
"""
"""The tones, dark letters on light boxes also where the page is dark."""

ACTING = "\"#&<>`*_[]{}()|\\~"
"""Characters that Mermaid, or the markdown in its labels, would read as more than themselves."""


SHAPES: Mapping[Tone, tuple[str, str]] = {"bad": ("[[", "]]"), "cycle": ("([", "])")}
"""What goes wrong, and what goes round, can be told without colour."""


def mermaid_text(picture: Picture) -> str:
    """The picture as a flowchart; the same bytes for the same picture."""
    boxes = dict(picture.boxes())
    lines = [f"flowchart {picture.direction}", *_head(picture)]
    for place, group in enumerate(picture.groups):
        lines += [f'  subgraph g{place}["{_label((group.title,))}"]', *_boxes(group.members, boxes), "  end"]
    lines += _boxes(picture.loose(), boxes)
    lines += [f"  w{source} {_on_arrow(each)} w{target}" for source, target, each in picture.arrows()]
    return "\n".join([*lines, *_legend(picture), CLASSES])


def _head(picture: Picture) -> list[str]:
    return [f"  %% {_comment(line)}" for line in (picture.title, picture.remark) if line]


def _legend(picture: Picture) -> list[str]:
    """A box of its own, which no arrow leads to."""
    return [f'  legend["{_label(picture.legend)}"]:::side'] if picture.legend else []


def _boxes(numbers: Iterable[int], boxes: Mapping[int, Box]) -> list[str]:
    return [f"  w{number}{_shaped(boxes[number])}:::{boxes[number].tone}" for number in numbers]


def _shaped(box: Box) -> str:
    opening, closing = SHAPES.get(box.tone, ("[", "]"))
    return f'{opening}"{_label(box.lines)}"{closing}'


def _comment(text: str) -> str:
    """Text that starts no directive, and no tag where somebody puts the flowchart into a page."""
    return printable(text).translate(str.maketrans("{}%<>", "()/()"))


def _on_arrow(arrow: Arrow) -> str:
    drawn = {"line": "---", "arrow": "-.->" if arrow.tone == "side" else "==>" if arrow.tone == "bad" else "-->"}
    return drawn[arrow.form] + (f'|"{_label(arrow.shown())}"|' if any(arrow.lines) else "")


def _label(lines: tuple[str, ...]) -> str:
    return "<br/>".join("".join(_quoted(letter) for letter in printable(line)) for line in lines)


def _quoted(letter: str) -> str:
    return f"#{ord(letter)};" if letter in ACTING else letter
