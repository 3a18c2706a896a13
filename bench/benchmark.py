"""Carries a plan out: makes the networks, lets everybody run, and keeps what they gave."""

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import spin
from bench.contest import Patience, Tried, contest, one_by_one
from bench.machine import Machine, measured_machine
from bench.ours import Ours, outlive
from bench.plan import Plan
from bench.process import run
from bench.record import ALL, SAFETY, Growth, Record, Row, Section
from bench.subjects import Series, Subject
from bench.timing import Contestant, Result, Timing
from explorer.engines import MAKERS
from reports.promela.model import promela_text

SAFETY_KINDS = frozenset({"never", "never-step"})
UNKNOWN = 10**8
"""Worlds for which Spin is given room where we could not count them."""
CHOSEN = "chosen"


def benchmark(plan: Plan) -> Record:
    """Everything that the plan names, in one run."""
    begun = time.monotonic()
    with TemporaryDirectory() as name:
        folder = Path(name)
        return Record(
            machine=_machine(),
            spin=spin.version(folder),
            limits=(plan.ours, plan.spins, plan.engines),
            start_up=_start_up(folder, plan),
            sections=(
                *(_section(each, plan, begun + plan.contests_over, folder) for each in plan.contests),
                *(_reach(each, plan, begun + plan.all_over, folder) for each in plan.reaches),
            ),
            growths=tuple(_growth(each, plan, begun + plan.all_over, folder) for each in plan.growths),
        )


def _machine() -> Machine:
    """In a process of its own, which gives the memory back."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured_machine).result()


def _section(series: Series, plan: Plan, until: float, folder: Path) -> Section:
    tried = Tried()
    rows = tuple(_row(each, _Limits(plan, until), tried, folder) for each in series.subjects)
    return Section(series.name, series.says, rows)


def _reach(series: Series, plan: Plan, until: float, folder: Path) -> Section:
    """Safety alone, once each."""
    tried, patience = Tried(), {SAFETY: Patience(plan.ours, until, rounds=1)}
    rows = []
    for subject in series.subjects:
        _tell(f"{subject.name}: safety alone")
        rows.append(Row(subject.name, contest([Ours(SAFETY, subject.write(folder, SAFETY_KINDS))], tried, patience)))
    return Section(series.name, series.says, tuple(rows))


class _Limits:
    """How patient the contest is with us, and with Spin."""

    def __init__(self, plan: Plan, until: float) -> None:
        """Both end with the contests."""
        self.ours = Patience(plan.ours, until, plan.rounds)
        self.spins = replace(self.ours, one_run=plan.spins)


def _row(subject: Subject, limits: _Limits, tried: Tried, folder: Path) -> Row:
    _tell(f"{subject.name}: in turn")
    ours = [Ours(SAFETY, subject.write(folder, SAFETY_KINDS)), Ours(ALL, subject.write(folder))]
    spins = list(_spins(subject, limits, tried, folder))
    patience = {each.name: limits.ours for each in ours} | {each.name: limits.spins for each in spins}
    return Row(subject.name, contest([*ours, *spins], tried, patience))


def _spins(subject: Subject, limits: _Limits, tried: Tried, folder: Path) -> Iterator[spin.Spin]:
    if not spin.installed():
        return
    model = folder / "model.pml"
    model.write_text(promela_text(subject.make()[0]), "ascii")
    modes = [spin.Spin(mode, model, UNKNOWN) for mode in spin.MODES]
    if all(each.name in tried.cut for each in modes):
        yield from modes
        return
    counts = Ours(SAFETY, subject.write(folder, SAFETY_KINDS)).run(limits.spins.left).counts
    yield from (replace(each, worlds=counts.worlds if counts else UNKNOWN) for each in modes)


def _growth(series: Series, plan: Plan, until: float, folder: Path) -> Growth:
    paths = [each.write(folder, SAFETY_KINDS) for each in series.subjects]
    lines = []
    for engine in (*MAKERS, ""):
        _tell(f"{series.name}: {engine or CHOSEN}")
        contestants = [Ours(engine or CHOSEN, path, engine) for path in paths]
        lines.append((engine or CHOSEN, one_by_one(contestants, Patience(plan.engines, until))))
    return Growth(series.name, tuple(each.name for each in series.subjects), tuple(lines))


class _Command:
    """Any command, timed as a whole."""

    def __init__(self, name: str, command: list[str], folder: Path) -> None:
        """The name is what the table calls it."""
        self.name = name
        self._command = command
        self._folder = folder

    def run(self, limit: float) -> Timing:
        """Once."""
        done = run(self._command, self._folder, limit)
        return Timing(done.seconds, done.seconds, done.megabytes, None)


def _start_up(folder: Path, plan: Plan) -> tuple[Result, ...]:
    commands: list[Contestant] = [
        _Command("outlive check recipe", [*outlive(), "check", "recipe"], folder),
        _Command("python", [sys.executable, "-c", "pass"], folder),
    ]
    patience = Patience(plan.ours, time.monotonic() + plan.ours, plan.rounds)
    return contest(commands, Tried(), {each.name: patience for each in commands})


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
