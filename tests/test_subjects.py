"""Every rule says what of the design it is about, and where that stands in the file."""

import re
from pathlib import Path

import pytest

from model.design import Action
from model.design_reader import load_design
from model.rules.cast import every_action
from model.rules.names import programs
from model.system import System, compose
from tests.designs import GALLERY, RECIPE, SHARE, SHEET, composed

SOME = (
    "recipe", "follow-up-unprotected", "identifier-per-run", "restart-missing-at-launch", "two-extensions-two-sessions",
)  # fmt: skip


def composed_from(stem: str) -> tuple[System, list[str]]:
    path = GALLERY / f"{stem}.toml"
    return compose(load_design(path)), path.read_text(encoding="utf-8").split("\n")


def actions(system: System) -> dict[tuple[int, int], Action]:
    found = (action for program in programs(system.scene.stage.cast) for _, action in every_action(program))
    return {(action.place.line, action.place.column): action for action in found}


@pytest.mark.parametrize("stem", SOME)
def test_every_rule_is_about_something_that_stands_in_the_file(stem: str) -> None:
    system, lines = composed_from(stem)

    assert list(system.subjects) == [rule.name for rule in system.network.rules]
    for subject in system.subjects.values():
        text = lines[subject.place.line - 1][subject.place.column - 1:]
        starts = {"action": ('"', "{"), "callback": ('"', "{"), "session": ("[[session]]",),
                  "process": ("[app]", "[[extension]]")}  # fmt: skip
        assert text.startswith(starts[subject.part]), subject


@pytest.mark.parametrize("stem", SOME)
def test_the_step_in_the_name_of_a_rule_is_the_action_that_it_is_about(stem: str) -> None:
    system, _ = composed_from(stem)
    written = actions(system)
    words = {"connects to": "connect", "keeps the completion handler": "store-handler", "sends a short": "request",
             "starts transfer": "start-", "completes its request": "complete-request",
             "records the outcome": "record-completion", "finish-tasks-and-invalidates": "finish-tasks-and-invalidate",
             "restarts": "restart-missing", "calls the handler": "call-handler"}  # fmt: skip

    told = 0
    for name, subject in system.subjects.items():
        done = re.search(r", step \d+: (.*)", name)
        do = next((do for start, do in words.items() if done and done[1].startswith(start)), None)
        if do is not None:
            assert subject.part == "action"
            assert written[subject.place.line, subject.place.column].do.startswith(do), name
            told += 1
    assert told > 10


def test_a_transfer_of_the_app_is_about_its_session(tmp_path: Path) -> None:
    system, _ = composed_from("streamed-upload-in-app")

    found = {subject.part for name, subject in system.subjects.items() if name.endswith(" finishes")}
    assert found == {"session"}


@pytest.mark.parametrize("name", ["com.example.share", "sh*re", "a b", "<img src=x>", "prepare", "§"])
def test_a_session_may_bear_any_name(name: str) -> None:
    plain = composed(SHARE, RECIPE, SHEET)

    named = composed(SHARE.replace('"share"', f"'{name}'"), RECIPE, SHEET)
    assert len(named.network.rules) == len(plain.network.rules)
