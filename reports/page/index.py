"""The index of a folder of pages: designs down, properties across, each verdict a link into the page on its design."""

from collections.abc import Sequence
from html import escape

from model.design import PROFILES
from reports.errors import printable
from reports.forms.verdict_json import Json
from reports.page.escaping import script_json
from reports.page.folder import Row
from reports.page.matrix import LETTERS, Matrix, matrix_of
from reports.page.matrix_html import table_html
from reports.page.shell import filled, policy, text_of
from reports.terminal.marks import MARKS
from reports.terminal.words import counted


def index_bytes(rows: Sequence[Row]) -> bytes:
    """The index of these designs: the same bytes every time, whatever time the judging took."""
    matrix = matrix_of(rows)
    style, script = text_of("style.css") + text_of("index.css"), text_of("index.js")
    parts = {
        "policy": escape(policy(style, script)),
        "style": style,
        "counts": _counts(matrix),
        "profiles": _profiles(matrix),
        "broken": _broken(matrix),
        "differences": _differences(matrix),
        "table": table_html(matrix),
        "marks": _marks(),
        "properties": _legend(matrix),
        "payload": script_json(_payload(matrix)),
        "script": script,
    }
    return filled(text_of("index.html"), parts).encode("utf-8", "backslashreplace")


def _counts(matrix: Matrix) -> str:
    words = (
        counted(len(matrix.rows), "design"), counted(len(matrix.properties), "property", "properties"),
        counted(sum(len(row.outcomes) for row in matrix.rows), "judgement"),
    )  # fmt: skip
    unknown = sum("unknown" in each.verdicts.values() for row in matrix.rows for each in row.outcomes)
    undecided = (f"{counted(unknown, 'judgement')} not decided",) if unknown else ()
    return "".join(f"<span>{each}</span>" for each in (*words, *undecided))


def _profiles(matrix: Matrix) -> str:
    """A button for each profile; the first is shown before any is pressed."""
    return "".join(
        f'<label><input type="radio" name="profile" value="{each}"{" checked" if each == matrix.profile else ""}>'
        f"<span>{each}</span></label>"
        for each in PROFILES
    )


def _broken(matrix: Matrix) -> str:
    """What may be broken by the designs that are wanted."""
    return "".join(f"<option>{escape(printable(each))}</option>" for each in matrix.properties)


def _differences(matrix: Matrix) -> str:
    """Every verdict that is not the one its file expects, or that there is none."""
    if not matrix.differences:
        return '<p class="agree"><span aria-hidden="true">✓</span> No verdict differs from [expect].</p>'
    lines = "".join(
        f'<li><a href="{matrix.address(each.row, each.property)}">{escape(printable(matrix.rows[each.row].name))}</a> '
        f"({each.profile}): <code>{escape(printable(each.property))}</code>: "
        f"expected <b>{escape(each.expected)}</b>, found <b>{escape(each.found)}</b></li>"
        for each in matrix.differences
    )
    heading = f"{counted(len(matrix.differences), 'verdict differs', 'verdicts differ')} from [expect]"
    return f'<details open class="differ"><summary>{heading}</summary><ul>{lines}</ul></details>'


def _marks() -> str:
    signs = ((name, mark.sign) for name, mark in MARKS.items())
    return "".join(f'<li class="{name}"><b aria-hidden="true">{sign}</b> {name}</li>' for name, sign in signs)


def _legend(matrix: Matrix) -> str:
    return "".join(
        f"<li><code>{escape(printable(each))}</code> <span>{escape(printable(says))}</span></li>"
        for each, says in matrix.properties.items()
    )


def _payload(matrix: Matrix) -> Json:
    """What the script shows another profile by: a letter for each verdict, row by row."""
    return {
        "profiles": {each: [matrix.letters(row, each) for row in matrix.rows] for each in PROFILES},
        "words": {letter: {"word": word, "sign": MARKS[word].sign} for word, letter in LETTERS.items()},
        "strict": sorted(place for place, each in enumerate(matrix.properties) if each in matrix.strict),
        "differences": [
            {"row": each.row, "column": each.column, "profile": each.profile, "expected": each.expected}
            for each in matrix.differences
            if each.column is not None
        ],
    }
