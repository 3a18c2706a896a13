"""What a report is written on: a terminal of some width, in colour or not, or a text of the same shape."""

import io
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size
from rich.console import Console, RenderableType
from rich.text import Text

from reports.errors import printable
from reports.writing import output

NARROWEST, WIDEST, USUAL = 60, 120, 100
GAP = 2
"""Columns between two columns of rows."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Collects lines; nothing that stands in a file is ever read as markup or as a control sequence."""

    console: Console

    def line(self, text: str | Text = "", style: str = "", indent: int = 0) -> None:
        """Write a paragraph, wrapped within the width, all its lines indented alike."""
        words = text if isinstance(text, Text) else plain(text, style)
        if self.console.color_system is None:
            self._write(self._wrapped(words, self.console.width - indent), indent)
            return
        from rich.padding import Padding

        self._show(Padding(words, (0, 0, 0, indent)) if indent else words)

    def rows(self, rows: Sequence[tuple[Text, ...]], widths: tuple[int, ...], indent: int = 0) -> None:
        """Write rows in columns of these widths; the last column takes the rest."""
        if self.console.color_system is None:
            for row in rows:
                self._write(self._row(row, (*widths, self._rest(widths, indent))), indent)
            return
        from rich.padding import Padding
        from rich.table import Table

        grid = Table.grid(padding=(0, GAP, 0, 0), expand=False)
        for width in widths:
            grid.add_column(width=width, overflow="fold")
        grid.add_column(overflow="fold")
        for row in rows:
            grid.add_row(*row)
        self._show(Padding(grid, (0, 0, 0, indent)))

    # Without colour, lines are put together here, of words that rich has wrapped: the same ones in a third of the time.

    def _write(self, lines: Iterator[str], indent: int) -> None:
        self.console.file.writelines(f"{' ' * indent}{line}\n" for line in lines)

    def _wrapped(self, words: Text, width: int) -> Iterator[str]:
        if "\n" not in words.plain and cell_len(words.plain) <= width:
            yield words.plain
        else:
            yield from (line.plain for line in words.wrap(self.console, width))

    def _row(self, row: tuple[Text, ...], widths: tuple[int, ...]) -> Iterator[str]:
        cells = (self._wrapped(words, width) for words, width in zip(row, widths, strict=True))
        for lines in zip_longest(*cells, fillvalue=""):
            yield "".join(set_cell_size(line, width + GAP) for line, width in zip(lines, widths, strict=True))

    def _rest(self, widths: tuple[int, ...], indent: int) -> int:
        return self.console.width - indent - sum(width + GAP for width in widths)

    def _show(self, what: RenderableType) -> None:
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
