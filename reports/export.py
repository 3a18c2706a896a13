"""`outlive export`: a design or network in the form that other tools read."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from explorer.exploration import Listed
from model.network_json import network_to_json
from properties.declared import properties_to_json
from reports.errors import printable
from reports.inputs import Case, load_case
from reports.judging import KEPT, UNDECIDED
from reports.outputs import keep_input
from reports.pictures.aldebaran import aldebaran_text
from reports.pictures.mermaid import mermaid_text
from reports.pictures.whole import NotWhole, whole_exploration
from reports.pictures.world_picture import whole_picture
from reports.promela.model import promela_text
from reports.writing import emit_bytes, say, write_whole


def export(name: str, form: str, output: str | None) -> int:
    """Write the file in another form, to standard output if no other is named; the exit status.

    Raises:
        ReportError: no such file, or the output cannot be written, or would be written over the file.
        DesignError: the file is not a design.
        NetworkError: the file is not a network.
    """
    keep_input(name, "--output", output)
    case = load_case(name)
    if form == "network":
        return _put(network_text(case), output)
    if form == "promela":
        return _put(promela_text(case.network, case.properties), output)
    try:
        exploration = whole_exploration(case)
    except NotWhole as error:
        say(f"outlive: {error}")
        return UNDECIDED
    return _put(FORMS[form](exploration), output)


def network_text(case: Case) -> str:
    """The network with its properties as `network.json`."""
    document = {**network_to_json(case.network), "properties": properties_to_json(case.properties)}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def graph_text(exploration: Listed) -> str:
    """The whole reachable graph as DOT, without any style: worlds by number, steps by the name of their rule."""
    return "\n".join(["digraph {", *_lines(exploration), "}", ""])


def flowchart_text(exploration: Listed) -> str:
    """The whole reachable graph as a Mermaid flowchart."""
    return mermaid_text(whole_picture(exploration, "the reachable graph"))


FORMS: Mapping[str, Callable[[Listed], str]] = {
    "dot": graph_text, "aldebaran": aldebaran_text, "mermaid": flowchart_text,
}  # fmt: skip
"""The forms that need every world."""


def _lines(exploration: Listed) -> Iterator[str]:
    for place, world in enumerate(exploration.worlds()):
        yield f"  {place} [label={_quoted(chr(10).join(f'{machine}: {state}' for machine, state in world.items()))}]"
    for source, rule, target in exploration.steps():
        yield f"  {source} -> {target} [label={_quoted(exploration.network.rules[rule].name)}]"


def _quoted(text: str) -> str:
    lines = (printable(line).replace("\\", "\\\\").replace('"', '\\"') for line in text.split("\n"))
    return '"' + "".join(f"{line}\\l" for line in lines) + '"'


def _put(text: str, output: str | None) -> int:
    if output is None or output == "-":
        emit_bytes(text.encode())
    else:
        write_whole(Path(output), text.encode())
        say(f"wrote {printable(output)}")
    return KEPT
