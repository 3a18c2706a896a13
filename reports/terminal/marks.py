"""How each verdict looks: its mark, its colour, and its place in a report (what is broken comes first)."""

from collections.abc import Mapping
from dataclasses import dataclass

from properties.judge import Verdict
from reports.terminal.inks import BAD, CITED, GOOD, OPEN, RED, WARNING


@dataclass(frozen=True, slots=True)
class Mark:
    """One verdict's sign, its style on a terminal, and its rank from worst to best."""

    sign: str
    style: str
    rank: int


MARKS: Mapping[str, Mark] = {
    "violated": Mark("✗", BAD, 0),
    "unreachable": Mark("◇", BAD, 1),
    "unknown": Mark("?", OPEN, 2),
    "vacuous": Mark("○", WARNING, 4),
    "witnessed": Mark("◆", CITED, 5),
    "holds": Mark("✓", GOOD, 6),
}

STRICT = Mark("✗", RED, 3)
"""A violation that does not move the exit status."""


def mark_of(verdict: Verdict) -> Mark:
    """The mark of a verdict, strict ones told apart."""
    if verdict.property.strict and verdict.verdict == "violated":
        return STRICT
    return MARKS[verdict.verdict]


def worst_first(verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """The verdicts as a report shows them; equals stay in their own order."""
    return tuple(sorted(verdicts, key=lambda verdict: mark_of(verdict).rank))
