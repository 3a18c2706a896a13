"""The matrix of the index as a value: which verdict stands in which row and column, in which profile."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from model.design import PROFILES
from reports.differences import found_otherwise
from reports.judging import BAD
from reports.page.folder import Row

LETTERS: Mapping[str, str] = {
    "violated": "v", "unreachable": "u", "unknown": "q", "vacuous": "c", "witnessed": "w", "holds": "h",
}  # fmt: skip
NOT_JUDGED = "."


@dataclass(frozen=True, slots=True)
class Off:
    """A verdict that is not the one that its file expects; in no column if the property was not judged anywhere."""

    row: int
    column: int | None
    profile: str
    property: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows, the columns with what each property says, and what differs from [expect]; `profile` is shown first."""

    rows: tuple[Row, ...]
    properties: Mapping[str, str]
    strict: frozenset[str]
    differences: tuple[Off, ...]
    profile: str = PROFILES[0]

    def verdict(self, row: Row, name: str, profile: str) -> str:
        """The verdict in a profile; empty where the property was not judged."""
        return next((each.verdicts.get(name, "") for each in row.outcomes if each.task.profile == profile), "")

    def letters(self, row: Row, profile: str) -> str:
        """The verdicts of a row, a letter each."""
        return "".join(LETTERS.get(self.verdict(row, name, profile), NOT_JUDGED) for name in self.properties)

    def broken(self, row: Row, profile: str) -> int:
        """How many properties a design breaks, strict ones left out."""
        return sum(self.verdict(row, name, profile) in BAD for name in self.properties if name not in self.strict)

    def broken_by(self, name: str, profile: str) -> int:
        """How many designs break a property."""
        return sum(self.verdict(row, name, profile) in BAD for row in self.rows)

    def varies(self, row: Row, name: str) -> bool:
        """Whether it is broken in some profiles only."""
        return len({self.verdict(row, name, profile) in BAD for profile in PROFILES}) > 1

    def address(self, row: int, name: str) -> str:
        """Where a page tells of a property; safe in an attribute."""
        return f"{self.rows[row].page}#{quote(name, safe='')}"


def matrix_of(rows: Sequence[Row]) -> Matrix:
    """The matrix of these designs, with the properties in the order in which they come first."""
    properties: dict[str, str] = {}
    for row in rows:
        for name, says in row.says.items():
            properties.setdefault(name, says)
    strict = frozenset(name for row in rows for name in row.strict)
    return Matrix(tuple(rows), properties, strict, tuple(_differences(rows, tuple(properties))))


def _differences(rows: Sequence[Row], properties: Sequence[str]) -> Iterator[Off]:
    for place, row in enumerate(rows):
        for outcome in row.outcomes:
            for name, (expected, found) in found_otherwise(outcome).items():
                column = properties.index(name) if name in properties else None
                yield Off(place, column, outcome.task.profile, name, expected, found)
