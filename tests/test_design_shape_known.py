"""What the committed schema accepts in a moment, the models behind it accept too, whatever stands in the file."""

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.design_schema import design_schema
from model.design_shape_check import shape_faults
from model.design_shape_known import KEYWORDS, SILENT, known_shape
from model.design_template import new_design_text
from reports.inputs import gallery
from tests.test_design_reader import FULL, LEAST
from tests.test_design_refusals import SHAPE

GOOD = (FULL, LEAST, new_design_text())
VALUES: tuple[Any, ...] = (
    True,
    1,
    0,
    -1,
    21,
    2.0,
    "",
    " edge",
    "app",
    "x" * 61,
    "x" * 201,
    "tab\t",
    "connect",
    "device",
    "data",
    "main",
    [],
    {},
    ["connect"],
    [[]],
    {"do": "connect"},
    {"do": "request", "then": ["exit"]},
    {"do": 1},
    {"name": "x"},
    [{"name": "x"}],
    [{"do": "start-upload", "body": "stream"}],
    "holds",
    "per-run",
    "share",
)


def spots(table: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a parsed file."""
    pairs = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    return [spot for key, value in pairs for spot in ((table, key), *spots(value))]


def keywords(schema: Any) -> set[str]:
    """Every keyword that a schema uses; under `properties` and the like stand names."""
    named = [each for key in ("properties", "$defs") for each in schema.get(key, {}).values()]
    inner = [*named, *schema.get("anyOf", ()), *(schema[key] for key in ("items", "not") if key in schema)]
    return set(schema).union(*map(keywords, inner))


@pytest.mark.parametrize("path", sorted(gallery().glob("*.toml")), ids=lambda path: path.stem)
def test_every_design_of_the_gallery_is_of_a_known_shape(path: Path) -> None:
    assert known_shape(tomllib.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("text", [each[0] for each in SHAPE])
def test_a_file_with_a_fault_of_shape_is_not_known(text: str) -> None:
    raw = tomllib.loads(text)

    assert not (known_shape(raw) and list(shape_faults(raw)))


def test_every_keyword_of_the_schema_is_understood() -> None:
    assert keywords(design_schema()) - {"pattern"} <= {*KEYWORDS, *SILENT}


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(GOOD), st.data())
def test_nothing_is_known_that_the_models_refuse(text: str, data: st.DataObject) -> None:
    raw = tomllib.loads(text)
    for _ in range(data.draw(st.integers(1, 2))):
        place, key = data.draw(st.sampled_from(spots(raw)))
        value = copy.deepcopy(data.draw(st.sampled_from(VALUES)))
        key = data.draw(st.sampled_from([key, "name", "then", "session", "body"])) if isinstance(place, dict) else key
        place[key] = value

    assert not known_shape(raw) or not list(shape_faults(raw))
