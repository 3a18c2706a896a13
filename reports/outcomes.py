"""Judges every design in every profile, in worker processes where there are any, always in the same order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from signal import SIG_BLOCK, SIG_IGN, SIG_SETMASK, SIGINT, pthread_sigmask, signal
from time import perf_counter
from typing import TypeVar

from explorer.exploration import Bounds
from model.design import PROFILES, Design, Profile
from model.design_reader import load_design
from reports.expectations import expected
from reports.forms.verdict_json import Json, report_to_json
from reports.inputs import cases_of
from reports.judging import Report, judge_case
from reports.mutating.templates import uses_of
from reports.terminal.marks import mark_of
from reports.terminal.progress import watched

WORKERS = 2

_Task = TypeVar("_Task")
_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class Task:
    """One design in one profile."""

    path: Path
    profile: Profile


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: property id -> verdict, and the same as its styles and as a JSON report."""

    task: Task
    verdicts: Mapping[str, str]
    expected: Mapping[str, str]
    styles: Mapping[str, str]
    states: int
    seconds: float
    document: Json
    rules: Mapping[str, bool] = field(default_factory=dict)
    """Rule of the platform -> whether any of its rules is enabled in some world; what --teeth asks about."""

    @property
    def name(self) -> str:
        """The design, as people speak of it."""
        return self.task.path.stem


def outcomes_of(paths: Sequence[Path]) -> tuple[tuple[Outcome, ...], int]:
    """The outcomes in the order of files and profiles, and how many an interrupt left out.

    Raises:
        DesignError: a file is not a design; nothing is judged then.
    """
    for path in paths:
        load_design(path)
    tasks = [Task(path, profile) for path in paths for profile in PROFILES]
    done: list[Outcome] = []
    with suppress(KeyboardInterrupt):
        for outcome in watched(worked(judge_task, tasks), tasks, "verifying"):
            done.append(outcome)
    return tuple(done), len(tasks) - len(done)


def judge_task(task: Task) -> Outcome:
    """Judge one design in one profile; runs in a worker process."""
    start = perf_counter()
    design = load_design(task.path)
    (case,) = cases_of(task.path.stem, design, task.profile)
    report = judge_case(case, Bounds())
    return outcome_of(task, design, report, perf_counter() - start)


def outcome_of(task: Task, design: Design, report: Report, seconds: float) -> Outcome:
    """What a report says of a task, and how long it took."""
    return Outcome(
        task,
        verdicts={each.property.id: each.verdict for each in report.verdicts},
        expected=expected(design, task.profile),
        styles={each.property.id: mark_of(each).style for each in report.verdicts},
        states=report.covered.states,
        seconds=seconds,
        document=report_to_json(report),
        rules=uses_of(report.case.system, report.never_enabled) if report.case.system else {},
    )


def worked(judge: Callable[[_Task], _Done], tasks: Sequence[_Task]) -> Iterator[_Done]:
    """What becomes of each task, in order, from worker processes where the machine lets us have some."""
    done = 0
    try:
        with _workers() as workers:
            with _deaf():
                results = workers.map(judge, tasks)
            for result in results:
                yield result
                done += 1
    except (BrokenProcessPool, OSError, ImportError):
        yield from map(judge, tasks[done:])


@contextmanager
def _workers() -> Iterator[Executor]:
    """Processes that start afresh, leave interrupts to us, and drop what is left of the work when we stop early."""
    pool = ProcessPoolExecutor(WORKERS, get_context("spawn"), initializer=signal, initargs=(SIGINT, SIG_IGN))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """Holds interrupts back while workers are started: they inherit it, and would else tell of theirs one by one."""
    before = pthread_sigmask(SIG_BLOCK, (SIGINT,))
    try:
        yield
    finally:
        pthread_sigmask(SIG_SETMASK, before)
