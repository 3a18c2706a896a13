"""The JSON Schema of verdicts and what the commands print are held equal: each allows and has what the other does."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

import reports
from explorer.exploration import Bounds
from explorer.watch import Means
from model.design import PROFILES
from model.network_json import network_to_json
from properties.judge import judge as judge_as_ever
from reports import judging
from reports.forms.verdict_json import json_text, reports_to_json, together
from reports.forms.verdict_shape import Document, schema_text, verdicts_schema
from reports.inputs import choose, load_case
from reports.judging import Report, judge_case
from reports.options import outlive
from reports.outcomes import Task, judge_task
from reports.reach import with_reach
from tests.judged import DOOR, HOSTILE, SHEET, gallery_reports, hostile_network, in_every_profile, whole, written
from tests.models.two_phase import two_phase

SCHEMA = verdicts_schema()
VALIDATOR = Draft202012Validator(SCHEMA)

Json = dict[str, Any]


def printed(*several: Report) -> Json:
    document: Json = json.loads(json_text(reports_to_json(several)))
    return document


@cache
def interrupted() -> Report:
    """A report whose second property was not asked."""

    def judged(declared: Any, exploration: Any) -> Any:
        if declared.id == "rings":
            raise KeyboardInterrupt
        return judge_as_ever(declared, exploration)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "judge", judged)
        return judge_case(choose(load_case(str(DOOR)), ["lives", "rings"]), Bounds())


@cache
def any_number() -> Report:
    return with_reach(whole("container-missing"))


@cache
def quotient() -> Report:
    case = load_case(str(DOOR))
    managers = replace(case, network=two_phase(3), properties=())
    return judge_case(managers, Bounds(), means=Means(engine="quotient"))


@cache
def bounded() -> Report:
    return judge_case(load_case(str(DOOR)), Bounds(max_states=3, max_seconds=60.0, max_memory=1 << 40))


@cache
def every_document() -> tuple[Json, ...]:
    """One document of each sort that the commands print."""
    noted = replace(whole(str(DOOR)), covered=replace(whole(str(DOOR)).covered, notes=("no library",), depth=None))
    return (
        *(printed(report) for report in gallery_reports()),
        printed(*in_every_profile("container-missing")),
        *(printed(each) for each in (whole(str(DOOR)), interrupted(), any_number(), quotient(), bounded(), noted)),
        together([]),
    )


def without(document: Json, *path: str | int) -> Json:
    """A copy of the document in which what stands at the path is missing."""
    copy: Any = json.loads(json.dumps(document))
    part = copy
    for key in path[:-1]:
        part = part[key]
    del part[path[-1]]
    return copy  # type: ignore[no-any-return]


def test_the_schema_in_the_package_is_the_generated_one() -> None:
    committed = Path(reports.__path__[0], "forms", "verdicts.schema.json")

    assert committed.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_everything_that_is_printed_is_valid() -> None:
    faults = [error for each in every_document() for error in VALIDATOR.iter_errors(each)]

    assert [f"{error.json_path}: {error.message}" for error in faults] == []
    assert len(every_document()) > 70


def test_the_models_read_it_too() -> None:
    for each in every_document():
        Document.model_validate(each)


def objects(part: Any) -> Iterator[Json]:
    """Every object of a document, the outermost first."""
    if isinstance(part, dict):
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from objects(each)


def test_nothing_that_the_schema_allows_is_never_printed() -> None:
    printed_keys = {key for document in every_document() for each in objects(document) for key in each}
    words = {
        word
        for document in every_document()
        for each in objects(document)
        for word in (each.get("verdict"), each.get("reach"), each.get("profile"))
    }

    for name, part in SCHEMA["$defs"].items():
        assert set(part["properties"]) <= printed_keys, name
    verdict, covered = (SCHEMA["$defs"][name]["properties"] for name in ("Verdict", "Covered"))
    assert set(verdict["verdict"]["enum"]) <= words
    assert set(verdict["reach"]["enum"]) <= words
    assert {*covered["profile"]["anyOf"][0]["enum"], None} <= words


def test_a_key_that_the_schema_does_not_know_is_refused_everywhere() -> None:
    for document in (printed(whole(str(DOOR))), printed(any_number()), printed(quotient())):
        for count, _ in enumerate(objects(document)):
            copy = json.loads(json.dumps(document))
            part = list(objects(copy))[count]
            part["news"] = {"surely": "unknown"}
            assert not VALIDATOR.is_valid(copy), part


@pytest.mark.parametrize(
    "path",
    [
        ("format",), ("design",), ("covered",), ("verdicts",), ("covered", "states"), ("covered", "steps"),
        ("covered", "depth"), ("covered", "complete"), ("covered", "engine"), ("covered", "bounds"),
        ("covered", "profile"), ("covered", "assumed"), ("verdicts", 0, "property"), ("verdicts", 0, "verdict"),
        ("verdicts", 4, "run"), ("verdicts", 4, "run", 0, "rule"), ("verdicts", 4, "run", 0, "actor"),
        ("verdicts", 4, "run", 0, "changes"), ("verdicts", 4, "run", 0, "cites"),
    ],
)  # fmt: skip
def test_what_is_always_printed_must_be_there(path: tuple[str | int, ...]) -> None:
    assert not VALIDATOR.is_valid(without(printed(whole(str(DOOR))), *path))


def test_a_cycle_needs_a_run_and_only_what_is_shown_has_one() -> None:
    document = printed(whole(str(DOOR), "stops"))
    told = {**document, "verdicts": [{**document["verdicts"][0], "verdict": "holds"}]}

    assert document["verdicts"][0]["cycle_from"] == 3
    assert not VALIDATOR.is_valid(without(document, "verdicts", 0, "run"))
    assert not VALIDATOR.is_valid(told)


def test_how_far_a_verdict_reaches_is_never_said_without_a_reason() -> None:
    assert not VALIDATOR.is_valid(without(printed(any_number()), "verdicts", 0, "because"))


def test_what_the_commands_print_is_valid(tmp_path: Path) -> None:
    (tmp_path / "sheet.toml").write_text(SHEET, encoding="utf-8")
    network = tmp_path / "managers.network.json"
    network.write_text(json.dumps({**network_to_json(two_phase(3)), "properties": []}), encoding="utf-8")

    told = CliRunner().invoke(outlive, ["check", "--json", str(tmp_path / "sheet.toml"), str(network)])
    verified = together([judge_task(Task(tmp_path / "sheet.toml", profile)).document for profile in PROFILES])
    for document in (json.loads(told.stdout), verified):
        assert [error.message for error in VALIDATOR.iter_errors(document)] == []


@pytest.mark.parametrize(("name", "text"), [("x.toml", HOSTILE), ("x.network.json", hostile_network())])
def test_hostile_names_are_but_strings(tmp_path: Path, name: str, text: str) -> None:
    assert VALIDATOR.is_valid(printed(written(tmp_path, name, text)))
