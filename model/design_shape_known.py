"""Tells at once that a file has the shape of a design, by the committed schema; what this doubts, the models judge.

The schema is written from the models (a test holds it to them) and read here without them: they take longer to load
than most designs take to judge. This accepts nothing that the models refuse, and need not accept all that they accept.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

Schema: TypeAlias = Mapping[str, Any]

SCHEMA = Path(__file__).with_name("design.schema.json")
TYPES: Mapping[str, type] = MappingProxyType(
    {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
)
SILENT = frozenset({"$schema", "$defs", "title", "description", "default", "type"})
"""Keywords that refuse nothing, or have been asked before."""


def known_shape(raw: Mapping[str, Any]) -> bool:
    """Whether a parsed file is surely of the right shape; if not, its faults are still to be looked for."""
    schema = json.loads(SCHEMA.read_bytes())
    return _Reading(schema["$defs"]).accepts(schema, raw)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The tables that a schema refers to by name."""

    tables: Mapping[str, Schema]

    def accepts(self, schema: Schema, value: Any) -> bool:
        """Whether each of its keywords is known here and accepts the value."""
        # By the very type, which the other keywords count on: true is no whole number, and neither is 2.0.
        if "type" in schema and type(value) is not TYPES.get(schema["type"]):
            return False
        spoken = (keyword for keyword in schema if keyword not in SILENT)
        return all(keyword in KEYWORDS and KEYWORDS[keyword](self, schema, value) for keyword in spoken)

    def referred(self, schema: Schema, value: Any) -> bool:
        """What the table referred to accepts."""
        return self.accepts(self.tables[schema["$ref"].removeprefix("#/$defs/")], value)

    def any_of(self, schema: Schema, value: Any) -> bool:
        """What one of several accepts."""
        return any(self.accepts(each, value) for each in schema["anyOf"])

    def negated(self, schema: Schema, value: Any) -> bool:
        """A text without the pattern: schemas here negate nothing else."""
        return schema["not"].keys() == {"pattern"} and not re.search(schema["not"]["pattern"], value)

    def keyed(self, schema: Schema, value: Any) -> bool:
        """A table of known keys, each with a value that is accepted there."""
        tables = schema.get("properties", {})
        return all(key in tables and self.accepts(tables[key], each) for key, each in value.items())

    def listed(self, schema: Schema, value: Any) -> bool:
        """A list of which each item is accepted."""
        return all(self.accepts(schema["items"], each) for each in value)


KEYWORDS: Mapping[str, Callable[[_Reading, Schema, Any], bool]] = MappingProxyType(
    {
        "$ref": _Reading.referred,
        "anyOf": _Reading.any_of,
        "not": _Reading.negated,
        "properties": _Reading.keyed,
        "additionalProperties": _Reading.keyed,
        "items": _Reading.listed,
        "enum": lambda _, schema, value: value in schema["enum"],
        "required": lambda _, schema, value: all(key in value for key in schema["required"]),
        "dependencies": lambda _, schema, value: all(
            other in value for key, others in schema["dependencies"].items() if key in value for other in others
        ),
        "minItems": lambda _, schema, value: len(value) >= schema["minItems"],
        "minLength": lambda _, schema, value: len(value) >= schema["minLength"],
        "maxLength": lambda _, schema, value: len(value) <= schema["maxLength"],
        "minimum": lambda _, schema, value: value >= schema["minimum"],
        "maximum": lambda _, schema, value: value <= schema["maximum"],
    }
)
