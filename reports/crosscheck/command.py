"""`outlive crosscheck`: asks another checker the same questions, and says where the two of us agree."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from explorer import explore
from explorer.exploration import Bounds, Exploration
from explorer.watch import StoppedError
from properties.judge import Outcome
from reports.claims_listed import NumberedClaim, numbered_claims
from reports.crosscheck.opinion import Checker, Compared, Counts, Opinion, compared, deadline_in, our_verdict
from reports.errors import printable
from reports.inputs import Case, choose, load_case
from reports.judging import BROKEN, KEPT, UNDECIDED
from reports.writing import emit, emit_bytes

FORMAT = "outlive-crosscheck/1"
_TITLES = ("asked", "kind", "we say", "it says", "")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims of which file are laid before which checker, and how many seconds each of the two of us has."""

    file: str
    checker: str
    seconds: float
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Crosschecked:
    """Both opinions, row by row."""

    name: str
    checker: str
    rows: tuple[Compared, ...]

    @property
    def status(self) -> int:
        """1 for a disagreement, else 3 where something stayed open, else 0; what cannot be expressed does not count."""
        found = {each.agreement for each in self.rows}
        return BROKEN if "DISAGREE" in found else UNDECIDED if "undecided" in found else KEPT


def crosscheck_as_text(wanted: Wanted) -> int:
    """Print a table; the exit status.

    Raises:
        ReportError: no such file or property, or the checker is not installed.
        DesignError: the file is not a design.
        NetworkError: the file is not a network.
    """
    found = crosschecked(choose(load_case(wanted.file), wanted.ids), wanted)
    emit("".join(f"{line}\n" for line in _lines(found)))
    return found.status


def crosscheck_as_json(wanted: Wanted) -> int:
    """Print the rows as JSON; raises what `crosscheck_as_text` raises."""
    found = crosschecked(choose(load_case(wanted.file), wanted.ids), wanted)
    rows = [{key: value for key, value in asdict(each).items() if value != ""} for each in found.rows]
    document = {"format": FORMAT, "design": found.name, "checker": found.checker, "rows": rows}
    emit_bytes((json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode())
    return found.status


def crosschecked(case: Case, wanted: Wanted) -> Crosschecked:
    """What both of us say of a case; the other is asked first, so that nobody waits for nothing if it is not there."""
    opinion = _checker(wanted.checker)(case.network, case.properties, deadline_in(wanted.seconds))
    return laid_beside(case, opinion, wanted.seconds)


def laid_beside(case: Case, opinion: Opinion, seconds: float) -> Crosschecked:
    """An opinion beside ours, for which we have so many seconds."""
    claims = numbered_claims(case.properties)
    exploration = explore(case.network, Bounds(max_seconds=seconds))
    covered = exploration.covered
    counted = Counts(covered.states, covered.steps) if covered.complete else None
    rows = tuple(compared(claims, _ours(claims, exploration), counted, opinion))
    return Crosschecked(case.name, opinion.checker, rows)


def _checker(name: str) -> Checker:
    if name == "storm":
        from reports.crosscheck.storm import ask_storm

        return ask_storm
    from reports.crosscheck.spin import ask_spin

    return ask_spin


def _ours(claims: Sequence[NumberedClaim], exploration: Exploration) -> Mapping[int, Outcome]:
    return {each.number: _our_word(each, exploration) for each in claims}


def _our_word(each: NumberedClaim, exploration: Exploration) -> Outcome:
    try:
        return our_verdict(each, exploration).verdict
    except (StoppedError, MemoryError):
        return "unknown"


def _lines(found: Crosschecked) -> Iterator[str]:
    yield f"{printable(found.name)}, and {found.checker}"
    rows = [_TITLES, *(_cells(each) for each in found.rows)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:4], widths, strict=True)]
        yield "  ".join([*cells, row[4]]).rstrip()
    counts = Counter(each.agreement for each in found.rows)
    yield ", ".join(f"{count} {agreement}" for agreement, count in sorted(counts.items(), key=lambda each: -each[1]))


def _cells(row: Compared) -> tuple[str, str, str, str, str]:
    why = f" ({printable(row.why)})" if row.why else ""
    return printable(row.name), row.kind, row.ours, row.theirs, f"{row.agreement}{why}"
