"""Writes the reachable graph in the Aldebaran form (.aut), which CADP, mCRL2 and other tools for such graphs read.

The head is `des (first, transitions, states)`, a line `(from, "label", to)` follows for each step. The form has no
place for what a world is: the number of a world is its place in the order of the shortest runs.
"""

from collections.abc import Iterator

from explorer.exploration import Listed
from reports.errors import printable


def aldebaran_text(exploration: Listed) -> str:
    """The whole reachable graph; labels are the names of the rules."""
    return "\n".join([*_lines(exploration), ""])


def _lines(exploration: Listed) -> Iterator[str]:
    covered, rules = exploration.covered, exploration.network.rules
    labels = [_label(rule.name) for rule in rules]
    yield f"des (0, {covered.steps}, {covered.states})"
    for source, rule, target in exploration.steps():
        yield f'({source}, "{labels[rule]}", {target})'


def _label(name: str) -> str:
    """The form knows no escape, and readers take the last quotation mark of a line for the end of its label."""
    return printable(name).replace('"', "'")
