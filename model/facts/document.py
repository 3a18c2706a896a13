"""Writes the tables of facts as one Markdown document."""

from model.facts import THEMES, Fact
from model.facts.statements import COUNTERPARTS, Counterpart

_OPENING = """\
<!-- Written by `python -m model.facts > docs/platform.md`: change the tables in model/facts, not this file. -->

# What is known of the platform

Rules and properties cite these ids; `assumption` stands where no source settles a question. Nothing here was
reproduced on a device by this project.

**DTS** is a post by Apple's technical support, **DOC** is documentation or a header of Apple's, **OBS** is what
developers reported, **observed** was seen and has no contract behind it.
"""

_PLACES = {
    "rule": "a rule of the network",
    "property": "property `{}`",
    "witness": "witness `{}`",
    "design": "design `{}`",
    "environment": "profile `{}`",
}


def platform_document() -> str:
    """The whole document, the same bytes every time; statements of the post also say what they became."""
    tables = (_table(heading, facts) for heading, facts in THEMES)
    return "\n".join([_OPENING, *tables])


def _table(heading: str, facts: tuple[Fact, ...]) -> str:
    columns = ["id", "fact", "confidence", "source"]
    if facts[0].id in COUNTERPARTS:
        columns.append("became")
    head = [f"## {heading}", "", _row(columns), _row(["---"] * len(columns))]
    return "\n".join([*head, *(_row(_cells(fact)) for fact in facts), ""])


def _cells(fact: Fact) -> list[str]:
    cells = [fact.id, fact.says, fact.confidence, fact.source]
    became = COUNTERPARTS.get(fact.id)
    return cells if became is None else [*cells, ", ".join(_place(counterpart) for counterpart in became)]


def _place(counterpart: Counterpart) -> str:
    return _PLACES[counterpart.kind].format(counterpart.name)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
