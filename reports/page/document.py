"""Writes the page of one report: the shell with its style, its script and what the report knows, in a single file."""

from collections.abc import Sequence
from html import escape

from reports.errors import printable
from reports.judging import Report
from reports.page.escaping import script_json
from reports.page.payload import payload
from reports.page.profiles import other_profiles
from reports.page.shell import ROOM, filled, policy, text_of

STYLES = ("style.css", "sequence.css", "views.css", "print.css")
"""In this order: the ground first, and print last, over all the rest."""


def document(reports: Sequence[Report]) -> bytes:
    """The page of the one report; the other profiles of its design are judged for it, within the same bounds.

    Raises:
        ReportError: a property that was asked for is not among those of another profile.
    """
    (report,) = reports
    return page_bytes(report, other_profiles(report))


def page_bytes(report: Report, others: Sequence[Report]) -> bytes:
    """The page of a report beside those of its other profiles: the same bytes every time."""
    style, script = "".join(text_of(name) for name in STYLES), script_text()
    parts = {
        "title": escape(printable(_title(report))),
        "policy": escape(policy(style, script)),
        "style": style,
        "payload": script_json(payload(report, others)),
        "script": script,
    }
    return filled(text_of("shell.html"), parts).encode()


def script_text() -> str:
    """All rooms of the script in the order of their names, inside one function."""
    rooms = "".join(text_of(f"script/{path.name}") for path in sorted((ROOM / "script").glob("*.js")))
    return f'(() => {{\n"use strict";\n{rooms}}})();\n'


def _title(report: Report) -> str:
    return report.case.system.design.title if report.case.system else report.case.name
