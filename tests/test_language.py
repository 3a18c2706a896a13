"""What docs and the template say of designs and networks is what the readers take and the judge finds."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from explorer import explore
from model.actions import ACTIONS, CALLBACKS, CONDITIONS
from model.design_reader import read_design
from model.design_sense import OPTIONS
from model.design_shape import EnvironmentTable
from model.design_template import new_design_text
from model.language import OPENING, SECTIONS, SWITCHES, keys_of, language_document
from model.network_json import FORMAT, network_from_json
from properties.declared import properties_from_json
from properties.judge import judge

DOCS = Path(__file__).parents[1] / "docs"
NETWORKS = (DOCS / "network.md").read_text(encoding="utf-8")
KINDS = ("never", "never-step", "leads-to", "always-possible", "witness", "deadlock-free")


def example() -> dict[str, Any]:
    found = re.search(r"```json\n(.*?)```", NETWORKS, re.DOTALL)
    assert found is not None
    document: dict[str, Any] = json.loads(found.group(1))
    return document


def verdicts(document: dict[str, Any]) -> dict[str, str]:
    network = network_from_json(document, "example")
    exploration = explore(network)
    properties = properties_from_json(document["properties"], network, "example")
    return {each.id: judge(each, exploration).verdict for each in properties}


def test_the_reference_is_the_generated_one() -> None:
    assert (DOCS / "design-file.md").read_text(encoding="utf-8") == language_document()


@pytest.mark.parametrize("word", [each.word for each in (*ACTIONS, *CONDITIONS)])
def test_the_reference_has_a_row_for_every_action_and_condition(word: str) -> None:
    assert f"\n| `{word}` | " in language_document()


@pytest.mark.parametrize("option", ["session", "when", *OPTIONS])
def test_the_reference_has_a_row_for_every_option(option: str) -> None:
    assert f"\n| `{option}` | " in language_document().split("## What an action may be given")[1]


@pytest.mark.parametrize("callback", CALLBACKS, ids=lambda each: f"{each.owner} {each.key}")
def test_the_reference_gives_the_swift_of_every_callback(callback: Any) -> None:
    rows = [line for line in language_document().splitlines() if line.startswith(f"| `{callback.key}` | `[")]

    assert any(callback.swift in row for row in rows)


def test_the_reference_has_a_row_for_every_key_under_its_table() -> None:
    for section in SECTIONS:
        rows = language_document().split(f"\n### {section.heading}\n")[1].split("\n#")[0]
        for key in keys_of(section.shape):
            assert f"\n| `{key}` | " in rows, (section.heading, key)


def test_every_switch_is_told() -> None:
    assert list(SWITCHES) == list(keys_of(EnvironmentTable))


def test_the_reference_gives_types_defaults_and_limits() -> None:
    lines = language_document()

    assert "| `runs` | 1 to 20 | `2` |" in lines
    assert "| `transfers` | 0 to 20 | `1` |" in lines
    assert '| `delegate-queue` | `"private"` or `"main"` | `"private"` |' in lines
    assert "| `crash` | true or false | `false` |" in lines
    assert "| `name` | text | required |" in lines
    assert "| `then` | actions | none | `request` |" in lines
    assert "At most 8 session identifiers" in lines


def test_the_design_in_the_reference_is_read() -> None:
    found = re.search(r"```toml\n(.*?)```", OPENING, re.DOTALL)
    assert found is not None

    assert read_design(found.group(1), "x.toml").extensions[0].run[1].body == "file"


@pytest.mark.parametrize("word", [*(each.word for each in (*ACTIONS, *CONDITIONS)), *OPTIONS, *SWITCHES])
def test_the_template_names_every_word(word: str) -> None:
    assert re.search(rf"(?<![\w-]){word}(?![\w-])", new_design_text())


def test_the_template_points_to_the_reference_and_to_verify() -> None:
    assert "docs/design-file.md" in new_design_text()
    assert "`outlive verify DIR`" in new_design_text()


def test_what_the_template_leaves_in_comments_is_read_too() -> None:
    head, tail = new_design_text().split("[environment]")
    bare = re.sub(r"^# (?=[a-z-]+ = |\[expect)", "", tail, flags=re.MULTILINE)

    design = read_design(f"{head}[environment]{bare}", "x.toml")

    assert sorted(tomllib.loads(f"[environment]{bare}")["environment"]) == sorted(SWITCHES)
    assert design.environment == read_design(new_design_text(), "x.toml").environment
    assert design.expect["debugger"] == {"completion-handler-always-called": "vacuous"}


def test_the_network_in_the_text_gets_the_verdicts_in_the_text() -> None:
    shown = dict(re.findall(r"^\| `([a-z-]+)` \| (\w+) \|$", NETWORKS, re.MULTILINE))

    assert shown == verdicts(example())
    assert shown["succeeds"] == "violated"
    assert shown["goes-on"] == "vacuous"


def test_the_network_in_the_text_has_two_machines_and_every_kind() -> None:
    document = example()

    assert (document["format"], len(document["machines"])) == (FORMAT, 2)
    assert {each["kind"] for each in document["properties"]} == set(KINDS)
    assert all(f"\n| `{kind}` | " in NETWORKS for kind in KINDS)


def test_with_weak_fairness_the_example_need_not_start() -> None:
    document = example()
    starts = next(each for each in document["rules"] if each["name"] == "the upload starts")
    starts["fairness"] = "weak"

    assert verdicts(document)["starts"] == "violated"
