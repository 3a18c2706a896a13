"""Reads `teeth/allowed.toml` of a folder of designs: what may be left unused there, each with its reason."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reports.errors import ReportError, nearest, printable, reason

TABLES = ("vacuous", "toothless", "dead-rule", "unneeded-rule")
"""`unneeded-rule`: enabled, but no verdict changes without it; `python -m tests.needed` asks about these."""
ALLOWED = Path("teeth", "allowed.toml")
LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Allowed:
    """(table, name) -> why it may stay; what only the campaign asks about apart."""

    reasons: Mapping[tuple[str, str], str] = field(default_factory=dict)
    unneeded: Mapping[str, str] = field(default_factory=dict)


def allowed_in(folder: Path) -> Allowed:
    """The list of a folder; nothing is allowed where there is none.

    Raises:
        ReportError: it cannot be read, or is not of this shape.
    """
    path = folder / ALLOWED
    if not path.is_file():
        return Allowed()
    found = {(table, name): why for table, name, why in _entries(_document(path), printable(str(path)))}
    return Allowed(
        {key: why for key, why in found.items() if key[0] != "unneeded-rule"},
        {name: why for (table, name), why in found.items() if table == "unneeded-rule"},
    )


def _document(path: Path) -> dict[str, Any]:
    shown = printable(str(path))
    try:
        if path.stat().st_size > LARGEST:
            raise ReportError(f"{shown}: larger than {LARGEST >> 20} MB, too large for a list of reasons; shorten it")
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ReportError(f"{shown}: cannot be read: {reason(error)}; mend that, or take the file away") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ReportError(f"{shown}: not TOML: {printable(str(error))}; mend it there") from error


def _entries(document: dict[str, Any], shown: str) -> Iterator[tuple[str, str, str]]:
    for table, entries in document.items():
        if table not in TABLES:
            raise ReportError(f"{shown}: unknown table `{printable(table)}`; {printable(nearest(table, TABLES))}")
        if not isinstance(entries, dict):
            raise ReportError(f"{shown}: `{table}` is no table; write [{table}], and lines like \"name\" = \"reason\"")
        for name, why in entries.items():
            if not isinstance(why, str) or not why.strip():
                raise ReportError(f"{shown}: {table}: `{printable(name)}` needs a reason; write it as text")
            yield table, name, why
