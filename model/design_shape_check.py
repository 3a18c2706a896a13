"""Faults of shape: unknown and missing keys, wrong types, values that are none of the allowed ones."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from model.design_faults import Fault, Path, listed
from model.design_shape import (
    LONGEST_NAME,
    LONGEST_TITLE,
    RUNS,
    TRANSFERS,
    ActionTable,
    AppTable,
    DesignTable,
    EnvironmentTable,
    ExtensionTable,
    SessionTable,
    Table,
    kebab,
)

Wording: TypeAlias = Callable[[Path, ErrorDetails], Fault]

TABLES: Mapping[str, tuple[str, type[Table]]] = MappingProxyType(
    {
        "session": ("[[session]]", SessionTable),
        "app": ("[app]", AppTable),
        "extension": ("[[extension]]", ExtensionTable),
        "environment": ("[environment]", EnvironmentTable),
    }
)
RANGES: Mapping[str, tuple[int, int]] = MappingProxyType({"runs": RUNS, "transfers": TRANSFERS})
LONGEST: Mapping[str, int] = MappingProxyType({"title": LONGEST_TITLE, "name": LONGEST_NAME})


def shape_faults(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """Every fault of shape in a parsed file, in the order in which the models meet them."""
    try:
        DesignTable.model_validate(raw)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            yield WORDINGS.get(detail["type"], _otherwise)(detail["loc"], detail)


def table_at(path: Path) -> tuple[str, type[Table]]:
    """How the file writes the table at this path, and the model of it."""
    if not path:
        return "the file", DesignTable
    return TABLES[str(path[0])] if len(path) <= 2 else ("an action", ActionTable)


def keys_of(table: type[Table]) -> tuple[str, ...]:
    """The keys that the table may hold."""
    return tuple(kebab(name) for name in table.model_fields)


def _unknown_key(path: Path, _: ErrorDetails) -> Fault:
    label, table = table_at(path[:-1])
    key = str(path[-1])
    homes = [home for home, other in TABLES.values() if kebab(key) in keys_of(other)]
    homes += ["the lines above the first table"] if key == "title" else []
    mend = f"it belongs in {' or '.join(homes)}" if homes else f"known keys: {listed(keys_of(table))}"
    known = () if homes and kebab(key) not in keys_of(table) else keys_of(table)
    return Fault(path, f"unknown key in {label}", mend, "key", key, known)


def _missing(path: Path, _: ErrorDetails) -> Fault:
    label, _table = table_at(path[:-1])
    key = str(path[-1])
    if label == "the file":
        return Fault(path, f"{TABLES[key][0]} is missing", f"add {TABLES[key][0]}", "end")
    example = "connect" if key == "do" else "share"
    return Fault(path[:-1], f'{label} has no "{key}"', f'add {key} = "{example}", say', "absent")


def _no_value(path: Path, detail: ErrorDetails) -> Fault:
    known = tuple(re.findall(r"'([^']*)'", detail["ctx"]["expected"]))
    word = detail["input"] if isinstance(detail["input"], str) else ""
    return Fault(path, f'"{path[-1]}" has no such value', f"known values: {listed(known)}", word=word, known=known)


def _range(path: Path, _: ErrorDetails) -> Fault:
    least, most = RANGES[str(path[-1])]
    return Fault(path, f'"{path[-1]}" is out of range', f"write a whole number from {least} to {most}")


def _empty(path: Path, _: ErrorDetails) -> Fault:
    return Fault(path, f'"{path[-1]}" is empty', "write a text, or leave the key out if it may be")


def _too_long(path: Path, _: ErrorDetails) -> Fault:
    longest = LONGEST[str(path[-1])]
    return Fault(path, f'"{path[-1]}" is longer than {longest} characters', "shorten it")


def _no_session(path: Path, _: ErrorDetails) -> Fault:
    return Fault(path, "the file declares no session", "add [[session]]")


def _table_type(path: Path, _: ErrorDetails) -> Fault:
    label, _table = table_at(path)
    if label == "an action":
        return Fault(path, "an action is a word or a table", 'write "connect" or { do = "connect" }, say')
    return Fault(path, f'"{path[0]}" must be a table', f"write {label}")


def _list_type(path: Path, _: ErrorDetails) -> Fault:
    if len(path) == 1:
        return Fault(path, f'"{path[0]}" must be a list of tables', f"write {TABLES[str(path[0])][0]}")
    return Fault(path, f'"{path[-1]}" must be a list of actions', 'write it in brackets: ["connect"]')


def _expect_type(path: Path, _: ErrorDetails) -> Fault:
    return Fault(path, f'"{path[-1]}" must be a table', f"write [{path[-1]}]")


def _reserved(path: Path, _: ErrorDetails) -> Fault:
    return Fault(path, "every report has an actor of this name already", "choose another name")


def _control(path: Path, _: ErrorDetails) -> Fault:
    return Fault(path, f'"{path[-1]}" holds a control character', "take it out")


def _edges(path: Path, _: ErrorDetails) -> Fault:
    return Fault(path, f'"{path[-1]}" begins or ends with a blank', "take the blank out")


def _must_be(kind: str, mend: str) -> Wording:
    return lambda path, _: Fault(path, f'"{path[-1]}" must be {kind}', mend)


def _otherwise(path: Path, detail: ErrorDetails) -> Fault:
    return Fault(path, f'"{path[-1]}" is wrong', detail["msg"])


_whole = _must_be("a whole number", "write it without quotes and without a point")

WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {
        "extra_forbidden": _unknown_key,
        "missing": _missing,
        "literal_error": _no_value,
        "bool_type": _must_be("true or false", "write true or false, without quotes"),
        "string_type": _must_be("a text", "write it in quotes"),
        "int_type": _whole,
        "int_from_float": _whole,
        "greater_than_equal": _range,
        "less_than_equal": _range,
        "string_too_short": _empty,
        "string_too_long": _too_long,
        "too_short": _no_session,
        "model_type": _table_type,
        "dict_type": _expect_type,
        "list_type": _list_type,
        "reserved": _reserved,
        "control": _control,
        "edges": _edges,
    }
)
"""From pydantic's name for a fault to our words for it."""
