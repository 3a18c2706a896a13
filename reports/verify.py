"""`outlive verify`: every design of a folder in every profile, held against what its file expects."""

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from reports.differences import differing, write_differences
from reports.errors import printable
from reports.judging import BROKEN, KEPT, UNDECIDED
from reports.outcomes import Outcome, outcomes_of
from reports.paper import paper_for_output
from reports.table import write_table
from reports.verdict_json import json_text, together
from reports.writing import emit, emit_bytes, say


def verify_as_text(paths: Sequence[Path]) -> int:
    """Print the table and the differences; the exit status."""
    start = perf_counter()
    outcomes, left_out = outcomes_of(paths)
    if outcomes:
        paper = paper_for_output()
        write_table(paper, outcomes)
        write_differences(paper, outcomes)
        ending = "; interrupted." if left_out else "."
        paper.line(f"{len(outcomes)} judged in {perf_counter() - start:.1f} s{ending}")
        emit(paper.taken())
    _say_interrupted(outcomes, left_out)
    return status_of(outcomes, left_out)


def verify_as_json(paths: Sequence[Path]) -> int:
    """Print all reports as one JSON document, and differences on standard error; the exit status."""
    outcomes, left_out = outcomes_of(paths)
    emit_bytes(json_text(together([outcome.document for outcome in outcomes])))
    for line in differing(outcomes):
        say(line)
    _say_interrupted(outcomes, left_out)
    return status_of(outcomes, left_out)


def status_of(outcomes: Sequence[Outcome], left_out: int) -> int:
    """1 if a verdict differs, 3 if one is open or some were not judged, else 0."""
    if differing(outcomes):
        return BROKEN
    unknown = any("unknown" in outcome.verdicts.values() for outcome in outcomes)
    return UNDECIDED if unknown or left_out else KEPT


def _say_interrupted(outcomes: Sequence[Outcome], left_out: int) -> None:
    """How far it came, for those who read the table as a whole one."""
    if not left_out:
        return
    last = f", the last {printable(outcomes[-1].name)} ({outcomes[-1].task.profile})" if outcomes else ""
    say(f"outlive: interrupted: judged {len(outcomes)} of {len(outcomes) + left_out} (designs in profiles){last}")
