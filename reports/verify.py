"""`outlive verify`: every design of a folder in every profile, held against what its file expects."""

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from reports.differences import differing, write_differences
from reports.errors import printable
from reports.forms.shield import in_action, shielded
from reports.forms.verdict_json import json_text, together
from reports.judging import BROKEN, KEPT, UNDECIDED
from reports.outcomes import Outcome, outcomes_of
from reports.terminal.paper import paper_for_output
from reports.terminal.table import write_table
from reports.writing import emit, emit_bytes, say

if TYPE_CHECKING:
    from reports.mutating.allowed import Allowed


def verify_as_text(paths: Sequence[Path], pages: str | None = None, allowed: "Allowed | None" = None) -> int:
    """Print the table and the differences; the exit status.

    `pages`: the folder for a page on each design. `allowed`: what may be left unused, if that is asked about.
    """
    start = perf_counter()
    outcomes, left_out = _judged(paths, pages)
    if outcomes:
        paper = paper_for_output()
        write_table(paper, outcomes)
        write_differences(paper, outcomes)
        if allowed is not None and not left_out:
            from reports.mutating.teeth import teeth_of, write_teeth

            write_teeth(paper, teeth_of(outcomes, allowed))
        ending = "; interrupted." if left_out else "."
        paper.line(f"{len(outcomes)} judged in {perf_counter() - start:.1f} s{ending}")
        emit(shielded(paper.taken()))
        if in_action():
            from reports.forms.annotations import annotated_differences

            emit(annotated_differences(outcomes))
    _say_interrupted(outcomes, left_out)
    return BROKEN if _without_teeth(outcomes, left_out, allowed) else status_of(outcomes, left_out)


def verify_as_json(paths: Sequence[Path], pages: str | None = None, allowed: "Allowed | None" = None) -> int:
    """Print all reports as one JSON document, and differences on standard error; the exit status."""
    outcomes, left_out = _judged(paths, pages)
    emit_bytes(json_text(together([outcome.document for outcome in outcomes])))
    faults = _without_teeth(outcomes, left_out, allowed)
    for line in (*differing(outcomes), *faults):
        say(line)
    _say_interrupted(outcomes, left_out)
    return BROKEN if faults else status_of(outcomes, left_out)


def status_of(outcomes: Sequence[Outcome], left_out: int) -> int:
    """1 if a verdict differs, 3 if one is open or some were not judged, else 0."""
    if differing(outcomes):
        return BROKEN
    unknown = any("unknown" in outcome.verdicts.values() for outcome in outcomes)
    return UNDECIDED if unknown or left_out else KEPT


def _without_teeth(outcomes: Sequence[Outcome], left_out: int, allowed: "Allowed | None") -> tuple[str, ...]:
    """What no design puts to use and nobody gave a reason for, if that is asked, and every design was judged."""
    if allowed is None or left_out:
        return ()
    from reports.mutating.teeth import teeth_of

    return teeth_of(outcomes, allowed).faults


def _judged(paths: Sequence[Path], pages: str | None) -> tuple[tuple[Outcome, ...], int]:
    """The outcomes, and how many are left out; with a page on each design where they are wanted."""
    if pages is None:
        return outcomes_of(paths)
    from reports.page.folder import outcomes_with_pages

    return outcomes_with_pages(paths, Path(pages))


def _say_interrupted(outcomes: Sequence[Outcome], left_out: int) -> None:
    """How far it came, for those who read the table as a whole one."""
    if not left_out:
        return
    last = f", the last {printable(outcomes[-1].name)} ({outcomes[-1].task.profile})" if outcomes else ""
    say(f"outlive: interrupted: judged {len(outcomes)} of {len(outcomes) + left_out} (designs in profiles){last}")
