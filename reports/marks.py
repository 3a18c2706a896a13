"""How each verdict looks: its mark, its colour, and its place in a report (what is broken comes first)."""

from collections.abc import Mapping
from dataclasses import dataclass

from properties.judge import Verdict


@dataclass(frozen=True, slots=True)
class Mark:
    """One verdict's sign, its style on a terminal, and its rank from worst to best."""

    sign: str
    style: str
    rank: int


MARKS: Mapping[str, Mark] = {
    "violated": Mark("✗", "bold red", 0),
    "unreachable": Mark("◇", "bold red", 1),
    "unknown": Mark("?", "bold yellow", 2),
    "vacuous": Mark("○", "yellow", 4),
    "witnessed": Mark("◆", "cyan", 5),
    "holds": Mark("✓", "green", 6),
}

STRICT = Mark("✗", "red", 3)
"""A violation that does not move the exit status."""


def mark_of(verdict: Verdict) -> Mark:
    """The mark of a verdict, strict ones told apart."""
    if verdict.property.strict and verdict.verdict == "violated":
        return STRICT
    return MARKS[verdict.verdict]


def worst_first(verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """The verdicts as a report shows them; equals stay in their own order."""
    return tuple(sorted(verdicts, key=lambda verdict: mark_of(verdict).rank))
