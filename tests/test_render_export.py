"""`outlive export` to forms for other tools: Aldebaran parsed back, Mermaid."""

import re
from pathlib import Path

from click.testing import CliRunner

from explorer import list_worlds
from explorer.listed import ListedExploration
from model.network import Machine, Network, Rule
from reports.inputs import load_case
from reports.options import outlive as command
from reports.pictures.aldebaran import aldebaran_text

DOOR = str(Path(__file__).parent / "networks" / "door.network.json")
HEAD = re.compile(r"des \((\d+), (\d+), (\d+)\)")
STEP = re.compile(r'\((\d+), "([^"]*)", (\d+)\)')


def parsed(text: str) -> tuple[tuple[int, int, int], list[tuple[int, str, int]]]:
    """A graph as the form's own description has it: a head, then one step a line."""
    head, *lines = text.splitlines()
    numbers = HEAD.fullmatch(head)
    assert numbers is not None
    first, transitions, states = map(int, numbers.groups())
    steps = []
    for line in lines:
        step = STEP.fullmatch(line)
        assert step is not None, line
        steps.append((int(step[1]), step[2], int(step[3])))
    return (first, transitions, states), steps


def steps_of(exploration: ListedExploration) -> list[tuple[int, str, int]]:
    return [(source, exploration.network.rules[rule].name, target) for source, rule, target in exploration.steps()]


def test_aldebaran_parsed_back_is_the_graph() -> None:
    text = CliRunner().invoke(command, ["export", DOOR, "--to", "aldebaran"]).stdout
    exploration = list_worlds(load_case(DOOR).network)

    assert parsed(text) == ((0, 11, 6), steps_of(exploration))


def test_a_label_with_quotation_marks_and_line_ends_stays_one_label() -> None:
    rule = Rule('say "hi"\nand go', "", {"m": (("a", "b"),)})
    text = aldebaran_text(list_worlds(Network((Machine("m", ("a", "b"), "a"),), (rule,))))

    assert text == "des (0, 1, 2)\n(0, \"say 'hi'\\nand go\", 1)\n"


def test_mermaid_has_every_world_and_arrow() -> None:
    lines = CliRunner().invoke(command, ["export", DOOR, "--to", "mermaid"]).stdout.splitlines()

    assert lines[0] == "flowchart TB"
    assert sum(":::" in line for line in lines) == 6
