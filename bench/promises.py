"""What the engine has to show, held against what was found: each promise as a ratio to its bound."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.record import ALL, SAFETY, Record, Row
from bench.subjects import DESIGNS, FAR
from bench.timing import Result
from bench.words import cost, number, ratio, seconds

OF_DESIGNS = (DESIGNS.name, FAR.name)
NOTICEABLE = 5.0
"""Seconds that Spin must take before a design counts."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised, what was found, and how many times over it is kept: 1 is just so; None is unknown."""

    says: str
    found: str
    kept: float | None


def promises(record: Record) -> Iterator[Promise]:
    """Every promise that the record can speak of."""
    family = {row.subject: row for section in record.sections for row in section.rows}
    yield _at_most("a gallery design from process start", record.start_up[0], 0.5)
    if "3,5" in family:
        yield _against_spin("3,5, safety", family["3,5"], 25)
        yield _at_most("3,5, leads-to under strong fairness", family["3,5"].by(ALL), 3)
    for name, most in (("4,9", 10.0), ("8,21", 30.0)):
        if name in family:
            yield _at_most(f"{name}, all properties", family[name].by(ALL), most)
    if "4,9" in family:
        yield _within("4,9, all properties", family["4,9"].by(ALL), 1024)
    yield from _designs(record)


def _designs(record: Record) -> Iterator[Promise]:
    rows = [row for section in record.sections if section.title == DESIGNS.name for row in section.rows]
    for row in rows:
        spin = row.best_spin or max(row.spins, key=lambda each: each.seconds, default=None)
        if spin is not None and spin.seconds >= NOTICEABLE:
            yield _against_spin(f"design {row.subject}, safety", row, 10)
    yield from _largest([row for section in record.sections if section.title in OF_DESIGNS for row in section.rows])


def _largest(rows: Sequence[Row]) -> Iterator[Promise]:
    ended = [(row.counts.worlds, row) for row in rows if _ended(row.by(SAFETY)) and row.counts]
    if ended:
        worlds, row = max(ended, key=lambda each: each[0])
        found = f"{row.subject}: {number(worlds)} worlds, {cost(row.by(SAFETY))}"
        yield Promise("the largest design that ends, safety", found, None)


def _ended(result: Result | None) -> bool:
    return result is not None and not result.cut


def _at_most(what: str, result: Result | None, most: float) -> Promise:
    says = f"{what}: at most {most:g} s"
    if result is None or result.cut:
        return Promise(says, "cut by a limit", 0)
    return Promise(says, seconds(result.seconds), most / result.seconds)


def _within(what: str, result: Result | None, most: float) -> Promise:
    says = f"{what}: at most {most:g} MB"
    if result is None or result.cut:
        return Promise(says, "cut by a limit", 0)
    return Promise(says, f"{result.megabytes:,.0f} MB", most / result.megabytes)


def _against_spin(what: str, row: Row, least: float) -> Promise:
    """Where Spin was cut, the time that it had bounds the ratio from below."""
    says = f"{what}: at least {least:g} times as fast as Spin's best mode"
    ours, finished = row.by(SAFETY), row.best_spin
    tried = [each for each in row.spins if each.cut == "time"]
    spin = finished or max(tried, key=lambda each: each.seconds, default=None)
    if ours is None or ours.cut or spin is None:
        return Promise(says, "not compared" if spin is None else "cut by a limit", None if spin is None else 0)
    found = spin.seconds / ours.seconds
    return Promise(says, ratio(found) if finished else f"> {ratio(found)}", found / least)
