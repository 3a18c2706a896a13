"""Writes docs/gallery.md: every design of the gallery, its source, and what it is known to break."""

from collections.abc import Iterator
from pathlib import Path

import model
from model.design import Design
from model.design_reader import load_design
from reports.writing import write_whole

DESIGNS = Path(model.__path__[0], "designs")
OPENING = """# The gallery

Every design that comes with `outlive`, by pattern; none is named after a product. What each stands for and where it was
read stands at its head, and here. *Breaks* is what it breaks on a device, from its `[expect]`, to which `make verify`
holds it; strict properties and witnesses are left out. *Hidden* is what the debugger (D) or the simulator (S) would not
show of that. Pairs are told of in [pairs.md](pairs.md). This page is written by `python -m reports.gallery`.
"""
STRICT = ("extension-never-refused",)


def gallery_document() -> str:
    """The page, from the files of the gallery alone."""
    return OPENING + "".join(_section(path) for path in sorted(DESIGNS.glob("*.toml")))


def _section(path: Path) -> str:
    """One design: title, head, what it breaks."""
    design = load_design(path)
    broken = list(_broken(design, ""))
    lines = [f"\n## {path.stem}\n", f"**{design.title}.** {_head(path)}\n"]
    lines.append(f"Breaks: {', '.join(f'`{each}`' for each in broken) or 'nothing'}.")
    for letter, profile in (("D", "debugger"), ("S", "simulator")):
        hidden = [each for each in broken if each not in _broken(design, profile)]
        if hidden:
            lines.append(f"Hidden ({letter}): {', '.join(f'`{each}`' for each in hidden)}.")
    return "\n".join(lines) + "\n"


def _head(path: Path) -> str:
    """The comment a file opens with, as one paragraph."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = []
    for line in lines:
        if not line.startswith("#"):
            break
        head.append(line.lstrip("# ").rstrip())
    return " ".join(head)


def _broken(design: Design, profile: str) -> Iterator[str]:
    """The properties known to be violated in a profile."""
    expected = {**design.expect.get("", {}), **design.expect.get(profile, {})}
    return (each for each, verdict in expected.items() if verdict == "violated" and each not in STRICT)


if __name__ == "__main__":
    write_whole(Path("docs", "gallery.md"), gallery_document().encode())
