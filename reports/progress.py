"""Shows on a terminal that something is going on; writes nothing anywhere else."""

import sys
from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from explorer.exploration import Progress

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
    with _console().status(name) as status:
        yield lambda states, _steps, depth, waiting: status.update(
            f"{name}: {states:,} worlds, depth {depth}, {waiting:,} to go on from"
        )


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
