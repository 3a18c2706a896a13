"""Shows on a terminal that something is going on; writes nothing anywhere else."""

import sys
from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from explorer.exploration import Seen
from explorer.watch import memory_used
from reports.errors import printable
from reports.terminal.words import in_megabytes

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

SOON = 0.5
"""Seconds: what is done by then was not worth a line."""

_Each = TypeVar("_Each")


def on_terminal() -> bool:
    """Whether somebody watches standard error."""
    return sys.stderr is not None and sys.stderr.isatty()


class Showing:
    """A line that says what goes on; made when it is drawn, so that the clock runs on while an engine is silent."""

    def __init__(self, name: str) -> None:
        """Start the clock; nothing is shown of what is done at once."""
        from rich.spinner import Spinner

        self._name = printable(name)
        self._start = self._since = perf_counter()
        self._doing = "exploring"
        self._seen = ""
        self._spinner = Spinner("dots")

    def __call__(self, seen: Seen) -> None:
        """How far an engine has come."""
        self._seen = seen_in_words(seen, perf_counter() - self._start)

    def doing(self, what: str) -> None:
        """What begins now; what an engine said was about something else."""
        self._doing, self._seen, self._since = printable(what), "", perf_counter()

    def words(self) -> str:
        """`recipe: exploring, 3 s: integers: 815,122 worlds, 271,742/s, 310 MB`."""
        what = f"{self._name}: {self._doing}, {perf_counter() - self._since:,.0f} s"
        return f"{what}: {self._seen or in_megabytes(memory_used())}"

    def __rich__(self) -> "RenderableType":
        """What is drawn now."""
        if perf_counter() - self._start < SOON:
            return ""
        from rich.text import Text

        self._spinner.text = Text(self.words())
        return self._spinner


@contextmanager
def exploring(name: str) -> Iterator[Showing | None]:
    """A line that says what goes on, for whoever explores and judges; None where nobody watches."""
    if not on_terminal():
        yield None
        return
    from rich.live import Live

    showing = Showing(name)
    with Live(showing, console=_console(), transient=True, refresh_per_second=8, redirect_stdout=False):
        yield showing


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
