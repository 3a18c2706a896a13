"""Pictures as Mermaid flowcharts, for pages and readmes that draw them."""

from reports.errors import printable
from reports.pictures import Arrow, Picture

CLASSES = """\
  classDef plain fill:#ffffff,stroke:#9aa5b1,color:#1f2933
  classDef start fill:#e3f0ff,stroke:#1f5fa8,color:#1f2933,stroke-width:2px
  classDef run fill:#ffffff,stroke:#1f5fa8,color:#1f2933,stroke-width:2px
  classDef cycle fill:#fff3d6,stroke:#b7791f,color:#1f2933,stroke-width:2px
  classDef bad fill:#ffe3e0,stroke:#b42318,color:#1f2933,stroke-width:3px
  classDef side fill:#fbfaf7,stroke:#cbd2d9,color:#52606d,stroke-dasharray:4
"""
"""The tones, dark letters on light boxes also where the page is dark."""

ACTING = "\"#&<>`*_[]{}()|\\~"
"""Characters that Mermaid, or the markdown in its labels, would read as more than themselves."""


def mermaid_text(picture: Picture) -> str:
    """The picture as a flowchart; the same bytes for the same picture."""
    remark = (f"  %% {_comment(picture.remark)}",) if picture.remark else ()
    boxes = (f'  w{number}["{_label(box.lines)}"]:::{box.tone}' for number, box in picture.boxes())
    arrows = (f"  w{source} -->{_on_arrow(each)} w{target}" for source, target, each in picture.arrows())
    title = f"  %% {_comment(picture.title)}"
    return "\n".join(["flowchart TD", title, *remark, *boxes, *arrows, CLASSES])


def _comment(text: str) -> str:
    return printable(text).replace("{", "(").replace("}", ")").replace("%", "/")


def _on_arrow(arrow: Arrow) -> str:
    return f'|"{_label(arrow.shown())}"|' if any(arrow.lines) else ""


def _label(lines: tuple[str, ...]) -> str:
    return "<br/>".join("".join(_quoted(letter) for letter in printable(line)) for line in lines)


def _quoted(letter: str) -> str:
    return f"#{ord(letter)};" if letter in ACTING else letter
