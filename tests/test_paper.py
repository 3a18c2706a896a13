"""Paper without colour puts its lines together itself, and they are the lines that rich would have written."""

import io
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reports.terminal.paper import Paper, plain, plain_paper

WORDS = ("a", "word", "→", "漢字", "é", "e\u0301", "x" * 70, "y" * 130, "字" * 40, "   ", " after", "\t", "(§14)", "\n")

widths_of_paper = st.integers(60, 120)
indents = st.sampled_from([0, 2, 4, 6])
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
paragraphs = st.lists(texts, min_size=1, max_size=3).map(lambda lines: Text("\n").join(plain(line) for line in lines))
tables = st.lists(st.tuples(paragraphs, paragraphs, paragraphs), min_size=1, max_size=3)


def told_by_rich(what: Text | Table, width: int, indent: int) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None, highlight=False, emoji=False)
    console.print(Padding(what, (0, 0, 0, indent)) if indent or isinstance(what, Table) else what)
    return Paper(console).taken()


def table(rows: Sequence[tuple[Text, ...]], widths: tuple[int, ...]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=False)
    for width in widths:
        grid.add_column(width=width, overflow="fold")
    grid.add_column(overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return grid


@settings(max_examples=150, deadline=None)
@given(paragraphs, widths_of_paper, indents)
def test_paragraphs_are_wrapped_as_rich_wraps_them(words: Text, width: int, indent: int) -> None:
    paper = plain_paper(width)

    paper.line(words.copy(), indent=indent)

    assert paper.taken() == told_by_rich(words, width, indent)


@settings(max_examples=150, deadline=None)
@given(tables, widths_of_paper, indents, st.tuples(st.integers(2, 18), st.integers(2, 18)))
def test_rows_are_laid_out_as_rich_lays_out_a_table(
    rows: list[tuple[Text, ...]], width: int, indent: int, widths: tuple[int, int]
) -> None:
    paper = plain_paper(width)

    paper.rows([tuple(cell.copy() for cell in row) for row in rows], widths, indent)

    assert paper.taken() == told_by_rich(table(rows, widths), width, indent)
