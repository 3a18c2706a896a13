"""The JSON Schema for editors and the reader agree on the shape of designs, word by word."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

import model.design_schema
from model.actions import ACTIONS, CALLBACKS, CONDITIONS, Callback
from model.design import DesignError
from model.design_reader import read_design
from model.design_schema import design_schema, schema_text
from model.design_sense import OPTIONS, sense_faults
from model.design_shape_check import shape_faults
from model.design_template import SCHEMA_NAME, new_design_text
from tests.test_design_reader import FULL, LEAST
from tests.test_design_refusals import SENSE, SHAPE

VALIDATOR = Draft7Validator(design_schema())

BEYOND_A_SCHEMA = (
    "no session of this name",
    "does not say which session",
    "has no identifier to use",
    "has this name already",
    '"runs" must be a whole number (2.0)',
)
"""What only the reader can tell: names that refer to names; and a schema takes 2.0 for a whole number."""

SAMPLES: dict[str, Any] = {
    "always": True,
    "body": "data",
    "unrecorded": True,
    "protected": True,
    "then": ["connect"],
    "keep": True,
    "on": "delegate-queue",
    "session": "share",
}


def refused(text: str) -> str:
    try:
        read_design(text, "x.toml")
    except DesignError as error:
        return str(error)
    return ""


def test_the_committed_schema_is_the_generated_one() -> None:
    committed = Path(model.design_schema.__file__).with_name(SCHEMA_NAME)

    assert committed.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_a_schema() -> None:
    Draft7Validator.check_schema(design_schema())


@pytest.mark.parametrize("text", [LEAST, FULL, new_design_text()])
def test_the_schema_takes_good_designs(text: str) -> None:
    assert refused(text) == ""
    assert [error.message for error in VALIDATOR.iter_errors(tomllib.loads(text))] == []


@pytest.mark.parametrize("text", [text for text, _ in (*SHAPE, *SENSE)])
def test_the_schema_refuses_what_the_reader_refuses(text: str) -> None:
    beyond = any(saying in refused(text) for saying in BEYOND_A_SCHEMA)

    assert VALIDATOR.is_valid(tomllib.loads(text)) == beyond


def with_action(callback: Callback, action: object) -> dict[str, Any]:
    design: dict[str, Any] = {"session": [{"name": "share"}], "app": {}, "extension": [{"name": "e"}]}
    table = design["app"] if callback.owner == "app" else design["extension"][0]
    table[callback.key] = [action]
    return design


def forms(word: str) -> Iterator[object]:
    """An action as a word, and as a table with each option, condition and session, wrong ones included."""
    yield word
    yield {"do": word}
    yield {"do": "request", "then": [word]}
    yield {"do": word, "session": "share", "when": "no-tasks-left"}
    for condition in (*CONDITIONS, ACTIONS[0]):
        yield {"do": word, "when": f"not {condition.word}"}
    for option in (*OPTIONS, "session", "nonsense"):
        yield {"do": word, option: SAMPLES.get(option, True)}
        yield {"do": "request", "then": [{"do": word, option: SAMPLES.get(option, True)}]}


@pytest.mark.parametrize("callback", CALLBACKS, ids=lambda callback: f"{callback.owner} {callback.key}")
def test_schema_and_reader_agree_on_every_action_in_every_callback(callback: Callback) -> None:
    item = Draft7Validator({**design_schema(), "$ref": f"#/$defs/{callback.owner}.{callback.key}"})
    for word in (*(action.word for action in ACTIONS), "nonsense"):
        for form in forms(word):
            design = with_action(callback, form)
            good = not [*shape_faults(design), *sense_faults(design)]

            assert item.is_valid(form) == good, (callback.key, form)
