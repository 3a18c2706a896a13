"""Writes a folder of pages: one on each design of a gallery, made by the workers that judge it, and the index."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from urllib.parse import quote

from explorer.exploration import Bounds
from model.design import PROFILES
from model.design_reader import load_design
from reports.errors import ReportError, printable, reason
from reports.inputs import cases_of
from reports.judging import judge_case
from reports.outcomes import Outcome, Task, outcome_of, worked
from reports.terminal.progress import watched
from reports.terminal.words import counted
from reports.writing import say, write_whole

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Row:
    """One design of the index: its outcomes in all profiles, what its properties say, which of them are strict.

    `page` is the address of its page, relative to the index.
    """

    title: str
    outcomes: tuple[Outcome, ...]
    says: Mapping[str, str]
    strict: tuple[str, ...]
    page: str = ""

    @property
    def name(self) -> str:
        """The design, as people speak of it."""
        return self.outcomes[0].name


def outcomes_with_pages(paths: Sequence[Path], folder: Path) -> tuple[tuple[Outcome, ...], int]:
    """The outcomes in the order of files and profiles, and how many an interrupt left out, as without pages.

    Every page is written as soon as its design is judged, and last the index, of what was judged.

    Raises:
        DesignError: a file is not a design; nothing is judged then.
        ReportError: the folder cannot be written to.
    """
    from reports.page.index import index_bytes

    for path in paths:
        load_design(path)
    _make(folder)
    rows: list[Row] = []
    with suppress(KeyboardInterrupt):
        named = zip(page_names(paths), watched(worked(judge_design, paths), paths, "verifying"), strict=True)
        for name, (row, page) in named:
            write_whole(folder / name, page)
            rows.append(replace(row, page=quote(os.fsencode(name))))
    write_whole(folder / INDEX, index_bytes(rows))
    say(f"wrote {printable(str(folder / INDEX))} and {counted(len(rows), 'page')} beside it")
    return tuple(each for row in rows for each in row.outcomes), (len(paths) - len(rows)) * len(PROFILES)


def page_names(paths: Sequence[Path]) -> tuple[str, ...]:
    """A file for each design, called like it; none takes the place of another or of the index on any disk."""
    taken, names = {INDEX}, []
    for path in paths:
        name, number = f"{path.stem}.html", 1
        while name.lower() in taken:
            number += 1
            name = f"{path.stem}-{number}.html"
        taken.add(name.lower())
        names.append(name)
    return tuple(names)


def judge_design(path: Path) -> tuple[Row, bytes]:
    """Judge one design in every profile, and make its page; runs in a worker process."""
    from reports.page.document import page_bytes

    design, outcomes, reports = load_design(path), [], {}
    for case in cases_of(path.stem, design, "all"):
        assert case.profile is not None
        start = perf_counter()
        report = judge_case(case, Bounds())
        reports[case.profile] = report
        outcomes.append(outcome_of(Task(path, case.profile), design, report, perf_counter() - start))
    told = reports.pop(design.environment.profile)
    properties = told.case.properties
    row = Row(
        title=design.title,
        outcomes=tuple(outcomes),
        says={each.id: each.says for each in properties},
        strict=tuple(each.id for each in properties if each.strict),
    )
    return row, page_bytes(told, tuple(reports.values()))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = f"cannot be made: {reason(error)}"
        raise ReportError(f"{printable(str(folder))}: {why}; choose another folder for the pages") from error
