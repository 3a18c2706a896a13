"""The table of `verify`: designs down, properties across by number, a mark each; narrow paper gets it in parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from reports.errors import printable
from reports.outcomes import Outcome
from reports.terminal.inks import ASIDE
from reports.terminal.marks import MARKS
from reports.terminal.paper import Paper, plain

GROUP = 5
"""Properties between two gaps, so that the eye can count."""

PROFILE_WIDTH = 9
STATES_WIDTH = 10
TIME_WIDTH = 7
LONGEST_NAME, SHORTEST_NAME = 40, 16


@dataclass(frozen=True, slots=True)
class Part:
    """A run of properties that fits the paper; the last part has room for states and time."""

    properties: tuple[tuple[int, str], ...]
    last: bool


@dataclass(frozen=True, slots=True)
class Table:
    """What all rows share."""

    outcomes: tuple[Outcome, ...]
    properties: tuple[str, ...]
    width: int

    @property
    def name_width(self) -> int:
        """Columns for the names of designs: what they need, within reason, and less where the paper is narrow."""
        longest = max(len("design"), *(len(printable(outcome.name)) for outcome in self.outcomes))
        rest = self.width - 2 - PROFILE_WIDTH - len(_grouped(self.properties)) - STATES_WIDTH - TIME_WIDTH
        return min(longest, LONGEST_NAME, max(SHORTEST_NAME, rest))


def write_table(paper: Paper, outcomes: Sequence[Outcome]) -> None:
    """The table, and below it what numbers and marks mean."""
    table = Table(tuple(outcomes), _properties(outcomes), paper.console.width)
    for part in _parts(table):
        _write_part(paper, table, part)
    _write_legend(paper, table)


def _properties(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for outcome in outcomes for name in outcome.verdicts))


def _parts(table: Table) -> Iterator[Part]:
    """As many groups of properties in each part as fit, states and time included."""
    room = table.width - table.name_width - 2 - PROFILE_WIDTH - STATES_WIDTH - TIME_WIDTH
    whole = len(_grouped(table.properties)) <= room
    size = len(table.properties) if whole else max(1, (room + 1) // (GROUP + 1)) * GROUP
    numbered = tuple(enumerate(table.properties, start=1))
    for start in range(0, max(1, len(numbered)), max(1, size)):
        yield Part(numbered[start : start + size], last=start + size >= len(numbered))


def _write_part(paper: Paper, table: Table, part: Part) -> None:
    for line in _headings(table, part):
        paper.line(line)
    previous = ""
    for outcome in table.outcomes:
        paper.line(_row(table, part, outcome, "" if outcome.name == previous else outcome.name))
        previous = outcome.name
    paper.line()


def _headings(table: Table, part: Part) -> Iterator[Text]:
    """The numbers of the properties, read downwards, and the names of the other columns."""
    margin = " " * (table.name_width + 2 + PROFILE_WIDTH)
    yield plain(margin + _grouped([f"{number // 10 or ' '}" for number, _ in part.properties]), ASIDE)
    units = _grouped([f"{number % 10}" for number, _ in part.properties])
    counts = f"{'states':>{STATES_WIDTH}}{'s':>{TIME_WIDTH}}" if part.last else ""
    yield plain(f"{'design':<{table.name_width}} {'profile':<{PROFILE_WIDTH}} {units}{counts}", ASIDE)


def _row(table: Table, part: Part, outcome: Outcome, name: str) -> Text:
    row = plain(f"{_cut(printable(name), table.name_width):<{table.name_width}} ", "bold")
    row.append(f"{outcome.task.profile:<{PROFILE_WIDTH}} ")
    for place, (_, each) in enumerate(part.properties):
        if place and place % GROUP == 0:
            row.append(" ")
        row.append(_sign(outcome, each), style=outcome.styles.get(each, ""))
    if part.last:
        row.append(f"{outcome.states:>{STATES_WIDTH},}{outcome.seconds:>{TIME_WIDTH}.2f}")
    return row


def _sign(outcome: Outcome, name: str) -> str:
    verdict = outcome.verdicts.get(name)
    return MARKS[verdict].sign if verdict else " "


def _grouped(cells: Sequence[str]) -> str:
    """One character a cell, a gap after each group."""
    return " ".join("".join(cell[:1] for cell in cells[start : start + GROUP]) for start in range(0, len(cells), GROUP))


def _cut(name: str, width: int) -> str:
    return name if len(name) <= width else name[: width - 1] + "…"


def _write_legend(paper: Paper, table: Table) -> None:
    entries = [f"{number:>2} {name}" for number, name in enumerate(table.properties, start=1)]
    width = max((len(entry) for entry in entries), default=1) + 2
    columns = max(1, (table.width + 2) // width)
    rows = -(-len(entries) // columns)
    for row in range(rows):
        paper.line("".join(f"{entry:<{width}}" for entry in entries[row::rows]).rstrip(), ASIDE)
    paper.line()
    paper.line("   ".join(f"{mark.sign} {verdict}" for verdict, mark in MARKS.items()))
