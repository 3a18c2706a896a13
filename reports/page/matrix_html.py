"""Writes the matrix as one HTML table, with headers for both directions and the words behind every mark."""

from collections.abc import Iterator
from html import escape

from reports.errors import printable
from reports.page.matrix import Matrix
from reports.terminal.marks import MARKS


def table_html(matrix: Matrix) -> str:
    """The table in the profile that is shown first; the script shows it in others."""
    rows = "".join(_row(matrix, place) for place in range(len(matrix.rows)))
    return (
        f'<table id="matrix"><caption class="unseen">{_caption(matrix)}</caption>'
        f"<thead>{_head(matrix)}</thead><tbody>{rows}</tbody><tfoot>{_foot(matrix)}</tfoot></table>"
    )


def _caption(matrix: Matrix) -> str:
    return f"Verdicts on {len(matrix.rows)} designs, by property. Arrow keys go from verdict to verdict."


def _head(matrix: Matrix) -> str:
    columns = "".join(
        f'<th scope="col" title="{escape(printable(says))}"><span class="name">{escape(printable(name))}</span>'
        f'<span class="number">{number}</span></th>'
        for number, (name, says) in enumerate(matrix.properties.items(), start=1)
    )
    return f'<tr><th scope="col" class="corner">Design</th><th scope="col" class="sum">broken</th>{columns}</tr>'


def _row(matrix: Matrix, place: int) -> str:
    row = matrix.rows[place]
    name, title = escape(printable(row.name)), escape(printable(row.title))
    head = f'<th scope="row"><a href="{row.page}" title="{title}"><bdi>{name}</bdi></a></th>'
    sum_ = f'<td class="sum">{matrix.broken(row, matrix.profile) or ""}</td>'
    return f'<tr>{head}{sum_}{"".join(_cells(matrix, place))}</tr>'


def _cells(matrix: Matrix, place: int) -> Iterator[str]:
    row = matrix.rows[place]
    here = (each for each in matrix.differences if (each.row, each.profile) == (place, matrix.profile))
    off = {each.column: each.expected for each in here}
    for column, name in enumerate(matrix.properties):
        verdict = matrix.verdict(row, name, matrix.profile)
        if not verdict:
            yield '<td aria-label="not judged"></td>'
            continue
        looks = [verdict, *(["strict"] if name in matrix.strict else []), *(["off"] if column in off else [])]
        looks += ["varies"] if matrix.varies(row, name) else []
        words = verdict + (f", expected {off[column]}" if column in off else "")
        words += ", broken in some profiles only" if matrix.varies(row, name) else ""
        link = f'<a href="{matrix.address(place, name)}" aria-label="{escape(words)}">{MARKS[verdict].sign}</a>'
        yield f'<td class="{" ".join(looks)}">{link}</td>'


def _foot(matrix: Matrix) -> str:
    counts = [matrix.broken_by(name, matrix.profile) for name in matrix.properties]
    whole = sum(matrix.broken(row, matrix.profile) for row in matrix.rows)
    cells = "".join(f"<td>{count or ''}</td>" for count in counts)
    return f'<tr><th scope="row">broken by</th><td class="sum">{whole}</td>{cells}</tr>'
