"""Keeps an exploration within its bounds, and tells whoever watches how far it has come."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from explorer.checkpoint import Keeping
from explorer.exploration import Bounds, Progress, Seen

_SECONDS_BETWEEN_REPORTS = 0.1
_SECONDS_BETWEEN_WEIGHINGS = 0.005
_KB = 1024
_ROOM_FOR_NUMPY, _ROOM_FOR_A_THREAD, _MOST_THREADS = 64 << 20, 44 << 20, 64
"""Bytes of address space: 45 MB, and 41 MB for each thread that OpenBLAS starts, were measured."""
_OF_MEMORY = (15, 16)
"""The part of the memory up to which worlds are found; the rest is for what happens between two looks."""


@dataclass(frozen=True, slots=True)
class Means:
    """By what means to explore, if not as the network asks for: a forced engine; a folder for checkpoints."""

    engine: str | None = None
    keeping: Keeping | None = None


class StoppedError(Exception):
    """A bound was hit, or the user interrupted; the message says which, `worlds` how many an engine had found."""

    def __init__(self, stopped_by: str, worlds: int = 0, engine: str = "list") -> None:
        """Take what stopped it."""
        super().__init__(stopped_by)
        self.worlds = worlds
        self.engine = engine


class Watch:
    """The bounds of one exploration, looked at between its steps; the clock starts when it is made."""

    def __init__(self, bounds: Bounds, progress: Progress | None = None, keeping: Keeping | None = None) -> None:
        """Start the clock."""
        self.keeping = keeping
        self.bounds = bounds
        self.progress = progress
        self.notes: list[str] = []
        self._deadline = None if bounds.max_seconds is None else monotonic() + bounds.max_seconds
        self._next_report = monotonic() + _SECONDS_BETWEEN_REPORTS
        self._next_weighing = 0.0
        self._ceiling = None if bounds.max_memory is None else bounds.max_memory * _OF_MEMORY[0] // _OF_MEMORY[1]

    def look(self, needed: int = 0) -> None:
        """Stop here if time is up, or memory with the bytes that are needed next.

        Raises:
            StoppedError: `max_seconds` or `max_memory`.
        """
        if self._deadline is not None and monotonic() >= self._deadline:
            raise StoppedError("max_seconds")
        if self._ceiling is not None and (needed or monotonic() >= self._next_weighing):
            self._next_weighing = monotonic() + _SECONDS_BETWEEN_WEIGHINGS
            if memory_used() + needed >= self._ceiling:
                raise StoppedError("max_memory")

    def has_room(self, needed: int) -> bool:
        """Whether so many bytes more would keep within the bound."""
        return self._ceiling is None or memory_used() + needed < self._ceiling

    def count(self, worlds: int) -> None:
        """Stop here if there are more worlds than allowed.

        Raises:
            StoppedError: `max_states`.
        """
        if self.bounds.max_states is not None and worlds > self.bounds.max_states:
            raise StoppedError("max_states")

    @property
    def due(self) -> bool:
        """Whether somebody watches, and has not been told anything for a while."""
        return self.progress is not None and monotonic() >= self._next_report

    def tell(self, seen: Seen) -> None:
        """Say how far it has come."""
        if self.progress is not None:
            self.progress(seen)
        self._next_report = monotonic() + _SECONDS_BETWEEN_REPORTS


def memory_used() -> int:
    """The memory that this process has, in bytes; the most it ever had, where the system says no more; else 0."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return _most_memory_used()


def make_room_for_numpy() -> None:
    """Look whether numpy can be loaded: where it finds no room, its OpenBLAS ends the process, with the status 1.

    Raises:
        MemoryError: there is no room for it.
    """
    threads = min(os.cpu_count() or 1, _MOST_THREADS)
    if "numpy" not in sys.modules and _address_space_left() < _ROOM_FOR_NUMPY + threads * _ROOM_FOR_A_THREAD:
        raise MemoryError("there is no room for numpy")


def _address_space_left() -> float:
    try:
        from resource import RLIM_INFINITY, RLIMIT_AS, getrlimit

        allowed = getrlimit(RLIMIT_AS)[0]
        taken = int(Path("/proc/self/statm").read_bytes().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (ImportError, OSError, ValueError, IndexError):
        return float("inf")
    return float("inf") if allowed == RLIM_INFINITY else allowed - taken


def _most_memory_used() -> int:
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:
        return 0
    most = getrusage(RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * _KB
