"""Holds the post's statements to what became of them, and every cited id to a fact that is written down."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import model
from model.cites import ASSUMPTION, FACTS, describe, fact
from model.design import PROFILES
from model.design_reader import load_design
from model.facts.document import platform_document
from model.facts.statements import COUNTERPARTS, Counterpart
from model.property_ids import PROPERTY_IDS
from model.system import System, compose
from properties.catalogue import catalogue

DESIGNS = sorted(Path(model.__path__[0], "designs").glob("*.toml"))
DOCUMENT = Path(__file__).parent.parent / "docs" / "platform.md"
STATEMENTS = [f"§{number}" for number in range(1, 31)]
GRADES = {"DTS", "DOC", "OBS", "observed"}


@pytest.fixture(scope="module")
def systems() -> list[System]:
    return [compose(load_design(path)) for path in DESIGNS]


@pytest.fixture(scope="module")
def cited_by_rules(systems: list[System]) -> set[str]:
    return {cite for system in systems for rule in system.network.rules for cite in rule.cites}


@pytest.fixture(scope="module")
def kinds_of_properties(systems: list[System]) -> dict[str, str]:
    return {claimed.id: claimed.kind for system in systems for claimed in catalogue(system)}


def _counterparts(kind: str) -> Iterator[tuple[str, Counterpart]]:
    return ((id, part) for id, parts in COUNTERPARTS.items() for part in parts if part.kind == kind)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_every_statement_of_the_post_has_a_counterpart(statement: str) -> None:
    assert COUNTERPARTS.get(statement)


def test_the_post_has_thirty_statements_and_each_is_a_fact() -> None:
    assert list(COUNTERPARTS) == STATEMENTS
    assert [id for id in FACTS if id.startswith("§")] == STATEMENTS


def test_every_statement_that_became_a_rule_is_cited_by_a_rule_of_the_gallery(cited_by_rules: set[str]) -> None:
    assert [id for id, _ in _counterparts("rule") if id not in cited_by_rules] == []


def test_every_property_that_a_statement_became_is_in_the_catalogue(kinds_of_properties: dict[str, str]) -> None:
    named = {part.name for _, part in _counterparts("property")}

    assert named <= set(PROPERTY_IDS)
    assert sorted(named - set(kinds_of_properties)) == []
    assert [name for name in sorted(named) if kinds_of_properties[name] == "witness"] == []


def test_every_witness_that_a_statement_became_is_one(kinds_of_properties: dict[str, str]) -> None:
    named = sorted({part.name for _, part in _counterparts("witness")})

    assert [name for name in named if kinds_of_properties.get(name) != "witness"] == []


def test_every_design_that_a_statement_became_is_in_the_gallery() -> None:
    gallery = {path.stem for path in DESIGNS}

    assert [(id, part.name) for id, part in _counterparts("design") if part.name not in gallery] == []


def test_every_environment_that_a_statement_became_is_a_profile() -> None:
    assert [(id, part.name) for id, part in _counterparts("environment") if part.name not in PROFILES] == []


def test_every_rule_of_the_gallery_cites_only_known_facts(cited_by_rules: set[str]) -> None:
    assert sorted(cited_by_rules - set(FACTS)) == []


def test_every_rule_of_the_gallery_rests_on_something(systems: list[System]) -> None:
    assert [rule.name for system in systems for rule in system.network.rules if not rule.cites] == []


def test_every_property_cites_only_known_facts(systems: list[System]) -> None:
    cited = {cite for system in systems for claimed in catalogue(system) for cite in claimed.cites}

    assert sorted(cited - set(FACTS)) == []


def test_no_two_facts_say_the_same() -> None:
    sentences = [known.says for known in FACTS.values()]

    assert len(sentences) == len(set(sentences))


def test_every_fact_is_one_sentence_with_known_grades_and_a_source() -> None:
    for known in FACTS.values():
        assert known.says.endswith("."), known.id
        assert ". " not in known.says, known.id
        assert set(known.confidence.split("+")) <= GRADES, known.id
        assert known.source, known.id


def test_a_fact_is_found_by_its_id() -> None:
    found = fact("S1")

    assert found is not None
    assert found.confidence == "DOC+OBS"
    assert describe("§5") == "At any moment a background session belongs to one process or to none."


def test_an_unknown_id_has_no_fact_and_no_sentence() -> None:
    assert fact("Z99") is None
    assert describe("Z99") == ""


def test_an_assumption_can_be_cited_like_a_fact() -> None:
    assert fact("assumption") == ASSUMPTION


def test_the_document_of_facts_is_what_the_tables_say() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == platform_document()
