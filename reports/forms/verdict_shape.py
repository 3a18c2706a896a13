"""The shape of verdicts as data (contract 3), as models from which the JSON Schema in the package is written.

`python -m reports.forms.verdict_shape` prints the schema that stands beside this file as verdicts.schema.json.
"""

import json
import sys
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

FORMAT = Literal["outlive-verdicts/1"]
DRAFT = "https://json-schema.org/draft/2020-12/schema"

Count = Annotated[int, Field(ge=0)]
State = Annotated[str, Field(description="A state of a machine.")]


def _may_be_absent(description: str) -> Any:
    """A key that is left out, never null, where there is nothing to say."""
    return Field(default=None, description=description)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Step(_Part):
    """A rule taken."""

    rule: str = Field(description="Its name in the network.")
    actor: str = Field(description="Who does it.")
    changes: dict[str, tuple[State, State]] = Field(
        description="Machine -> (before, after), of the machines whose state changes."
    )
    cites: list[str] = Field(description="The ids of the statements that the rule formalises.")


class Symmetry(_Part):
    """How worlds stood for others, where machines are interchangeable."""

    representatives: Count = Field(description="Worlds that were listed.")
    factor: float = Field(description="Worlds that each of them stands for, on average.", ge=1)


class Covered(_Part):
    """What the verdicts speak of; counts are of the network without any reduction."""

    states: Count = Field(description="Distinct worlds.")
    steps: Count = Field(description="Triples of reachable world, enabled rule, choice of pairs.")
    depth: Count | None = Field(description="Length of the longest shortest run; null where it was not worked out.")
    complete: bool = Field(description="Whether every reachable world was found and every property was asked.")
    engine: str = Field(description="What explored the network.")
    symmetry: Symmetry = _may_be_absent("Only where worlds stood for others.")
    notes: Annotated[list[str], Field(min_length=1)] = _may_be_absent("What did not go as planned.")
    bounds: dict[str, float] = Field(
        description="How often things may happen in the design; max-states, max-seconds, max-memory where given."
    )
    profile: Literal["device", "simulator", "debugger"] | None = Field(description="null for a bare network.")
    assumed: list[str] = Field(description="The ids of the decisions made where sources are silent or disagree.")


class Verdict(_Part):
    """What became of one property."""

    model_config = ConfigDict(
        json_schema_extra={
            "dependentRequired": {"cycle_from": ["run"], "reach": ["because"], "because": ["reach"]},
            "if": {"properties": {"verdict": {"enum": ["violated", "witnessed"]}}},
            "then": {"required": ["run"]},
            "else": {"properties": {"run": False}},
        }
    )

    property: str = Field(description="Its id.")
    verdict: Literal["holds", "violated", "witnessed", "unreachable", "vacuous", "unknown"]
    run: list[Step] = _may_be_absent(
        "Shows it; empty where it is so in the initial world, or read off the design."
    )
    cycle_from: Count = _may_be_absent("Place in the run, from 0, of the first step of the cycle in which it ends.")
    reach: Literal["any number", "this number and more", "this bound only"] = _may_be_absent(
        "For how many runs and transfers it holds, if that was asked."
    )
    because: str = _may_be_absent("Why no further, or by what proof.")


class Report(_Part):
    """The verdicts on one design or network, in one profile."""

    format: FORMAT
    design: str = Field(description="The file, as it was named.")
    covered: Covered
    verdicts: list[Verdict]
    assumed_for_any_number: Annotated[str, Field(alias="assumed for any number")] = _may_be_absent(
        "What proofs for any number of runs assume."
    )


class Several(_Part):
    """The reports on several files or profiles, in their order; none where it was interrupted at once."""

    format: FORMAT
    reports: list[Report]


class Document(RootModel[Report | Several]):
    """What `--json` prints: one report as it is, several as a list."""


def verdicts_schema() -> dict[str, Any]:
    """The JSON Schema of what `--json` prints."""
    schema: dict[str, Any] = _plain(Document.model_json_schema())
    return {"$schema": DRAFT, "title": "outlive verdicts", **schema}


def schema_text() -> str:
    """The schema as it stands in its file."""
    return json.dumps(verdicts_schema(), indent=1, ensure_ascii=False) + "\n"


def _plain(schema: Any) -> Any:
    """Without the titles that pydantic derives, and without the nulls that stand for what may be absent."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    left = {key: value for key, value in schema.items() if (key, value) != ("default", None)}
    return {key: _plain(value) for key, value in left.items() if key != "title" or not isinstance(value, str)}


if __name__ == "__main__":
    sys.stdout.write(schema_text())
