"""Shows on a terminal that something is going on; writes nothing anywhere else."""

import sys
from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from explorer.exploration import Progress, Seen
from explorer.watch import memory_used
from reports.words import in_megabytes

if TYPE_CHECKING:
    from rich.console import Console

_Each = TypeVar("_Each")


def on_terminal() -> bool:
    """Whether somebody watches standard error."""
    return sys.stderr is not None and sys.stderr.isatty()


@contextmanager
def exploring(name: str) -> Iterator[Progress | None]:
    """A line that counts worlds, for `explore`; None where nobody watches."""
    if not on_terminal():
        yield None
        return
    start = perf_counter()
    with _console().status(name) as status:
        yield lambda seen: status.update(f"{name}: {seen_in_words(seen, perf_counter() - start)}")


def seen_in_words(seen: Seen, seconds: float) -> str:
    """How far an engine has come, short enough for a line: `diagrams: 1,115,227 worlds, 371,742/s, 310 MB, pass 12`."""
    each_second = f"{_short(int(seen.worlds / max(seconds, 0.001)))}/s"
    parts = [
        None if seen.depth is None else f"depth {seen.depth:,}",
        None if seen.waiting is None else f"{seen.waiting:,} to go on from",
        None if seen.passes is None else f"pass {seen.passes + 1:,}",
        None if seen.nodes is None else f"{_short(seen.nodes)} nodes",
    ]
    always = [f"{_short(seen.worlds)} worlds", each_second, in_megabytes(memory_used())]
    return f"{seen.engine}: " + ", ".join([*always, *(part for part in parts if part is not None)])


def _short(number: int) -> str:
    """Large numbers by their power of ten."""
    return f"{number:,}" if number < 10**9 else f"{number:.2e}"


def watched(work: Iterable[_Each], tasks: Sized, what: str) -> Iterator[_Each]:
    """The finished work as it comes, with a bar above it."""
    if not on_terminal():
        yield from work
        return
    from rich.progress import track

    yield from track(work, description=what, total=len(tasks), console=_console(), transient=True)


def _console() -> "Console":
    from rich.console import Console

    return Console(stderr=True, markup=False, emoji=False, highlight=False)
