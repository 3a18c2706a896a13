"""`outlive verify`: every design of a folder in every profile, held against what its file expects."""

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from reports.differences import differing, write_differences
from reports.judging import BROKEN, KEPT, UNDECIDED
from reports.outcomes import Outcome, outcomes_of
from reports.paper import paper_for_output
from reports.table import write_table
from reports.verdict_json import json_text, together
from reports.writing import emit, emit_bytes, say


def verify_as_text(paths: Sequence[Path]) -> int:
    """Print the table and the differences; the exit status."""
    start = perf_counter()
    outcomes, whole = outcomes_of(paths)
    paper = paper_for_output()
    write_table(paper, outcomes)
    write_differences(paper, outcomes)
    paper.line(f"{len(outcomes)} judged in {perf_counter() - start:.1f} s" + ("." if whole else "; interrupted."))
    emit(paper.taken())
    return status_of(outcomes, whole)


def verify_as_json(paths: Sequence[Path]) -> int:
    """Print all reports as one JSON document, and differences on standard error; the exit status."""
    outcomes, whole = outcomes_of(paths)
    emit_bytes(json_text(together([outcome.document for outcome in outcomes])))
    for line in differing(outcomes):
        say(line)
    return status_of(outcomes, whole)


def status_of(outcomes: Sequence[Outcome], whole: bool) -> int:
    """1 if a verdict differs, 3 if one is open or some were not judged, else 0."""
    if differing(outcomes):
        return BROKEN
    unknown = any("unknown" in outcome.verdicts.values() for outcome in outcomes)
    return UNDECIDED if unknown or not whole else KEPT
