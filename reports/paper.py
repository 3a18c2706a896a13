"""What a report is written on: a terminal of some width, in colour or not, or a text of the same shape."""

import io
import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reports.errors import printable
from reports.writing import output

NARROWEST, WIDEST, USUAL = 60, 120, 100


@dataclass(frozen=True, slots=True)
class Paper:
    """Collects lines; nothing that stands in a file is ever read as markup or as a control sequence."""

    console: Console

    def line(self, text: str | Text = "", style: str = "", indent: int = 0) -> None:
        """Write a paragraph, wrapped within the width, all its lines indented alike."""
        words = text if isinstance(text, Text) else plain(text, style)
        self.show(Padding(words, (0, 0, 0, indent)) if indent else words)

    def rows(self, rows: Sequence[tuple[Text, ...]], widths: tuple[int, ...], indent: int = 0) -> None:
        """Write rows in columns of these widths; the last column takes the rest."""
        grid = Table.grid(padding=(0, 2, 0, 0), expand=False)
        for width in widths:
            grid.add_column(width=width, overflow="fold")
        grid.add_column(overflow="fold")
        for row in rows:
            grid.add_row(*row)
        self.show(Padding(grid, (0, 0, 0, indent)))

    def show(self, what: RenderableType) -> None:
        """Write something, with no spaces at the ends of lines when it is taken."""
        self.console.print(what, soft_wrap=False)

    def taken(self) -> str:
        """All that was written; takes it off."""
        assert isinstance(self.console.file, io.StringIO)
        text = self.console.file.getvalue()
        self.console.file.seek(0)
        self.console.file.truncate()
        return "\n".join(line.rstrip() for line in text.split("\n"))


def paper_for_output() -> Paper:
    """Paper like standard output: its width, and colour if it is a terminal and `NO_COLOR` is not set.

    Raises:
        ReportError: standard output is closed.
    """
    colour = True if output().isatty() else None
    return Paper(Console(file=io.StringIO(), width=output_width(), force_terminal=colour, highlight=False, emoji=False))


def plain_paper(width: int = USUAL) -> Paper:
    """Paper without colour."""
    return Paper(Console(file=io.StringIO(), width=width, color_system=None, highlight=False, emoji=False))


def output_width() -> int:
    """Columns of the terminal, or of a hundred where there is none; never under 60, never over 120."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((USUAL, 24)).columns))


def plain(text: str, style: str = "") -> Text:
    """Text with nothing in it that could act."""
    return Text(printable(text), style=style, overflow="fold")
