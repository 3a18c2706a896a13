"""`outlive mutate` as a command, and the wrongs of a design: actions that are left out or change places."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from model.design import Action, App, Design, Session
from model.network import NetworkError
from reports.errors import ReportError
from reports.mutating.base import Asked, case_of
from reports.mutating.design_changes import DropAction, SwapActions, changed_design, changes_of_design, words_of_design

OUTLIVE = Path(sys.executable).with_name("outlive")
DOOR = Path(__file__).parent / "networks" / "door.network.json"

APP = App(launch=(Action("connect", "s"), Action("request", then=(Action("exit"), Action("connect", "s")))))
DESIGN = Design("t", (Session("s"),), APP)


def test_actions_are_dropped_and_swapped_wherever_they_stand() -> None:
    found = [words_of_design(DESIGN, change) for change in changes_of_design(DESIGN)]

    assert found == [
        "app: launch without connect",
        "app: launch with request before connect",
        "app: launch without request",
        "app: launch without exit",
        "app: launch with connect before exit",
        "app: launch without connect",
    ]


def test_a_swap_inside_an_answer_changes_that_alone() -> None:
    found = changed_design(DESIGN, SwapActions(0, "launch", (1, 0)))

    assert [each.do for each in found.app.launch] == ["connect", "request"]
    assert found.app.launch[1].then == (Action("connect", "s"), Action("exit"))


def test_equal_neighbours_are_not_swapped() -> None:
    twice = Design("t", (Session("s"),), App(launch=(Action("exit"), Action("exit"))))

    assert list(changes_of_design(twice)) == [DropAction(0, "launch", (0,)), DropAction(0, "launch", (1,))]


def test_the_command_mutates_a_network_and_gives_the_same_bytes_again() -> None:
    runs = [
        subprocess.run([OUTLIVE, "mutate", str(DOOR), "--json"], capture_output=True, check=True, env={
            "PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]

    assert runs[0].stdout == runs[1].stdout
    assert json.loads(runs[0].stdout)["mutants"]["survived"] == 9


def test_time_that_is_up_is_said_and_leaves_status_three() -> None:
    told = subprocess.run(
        [OUTLIVE, "mutate", str(DOOR), "--max-seconds", "0"], capture_output=True, text=True, check=False
    )

    assert (told.returncode, "Stopped by max seconds" in told.stdout) == (3, True)
    assert "18 left out when stopped" in " ".join(told.stdout.split())


def test_a_network_has_no_runs_to_bound() -> None:
    with pytest.raises(ReportError, match="leave out --runs"):
        case_of(Asked(str(DOOR), None, 1))


def test_a_broken_network_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.network.json").write_text("{}")

    with pytest.raises(NetworkError):
        case_of(Asked(str(tmp_path / "x.network.json")))
