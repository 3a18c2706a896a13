"""Runs a command as a whole process, and says how long it took, how much memory, and why it ended."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from typing import Literal, TypeAlias

End: TypeAlias = Literal["ended", "time", "memory", "failed"]

MEMORY = 16 << 30
"""Bytes that one process may ask for."""

_LAUNCH = Path(__file__).with_name("launch.py")
_LEAST_TIME = 0.001
_OUT_OF_MEMORY = ("MemoryError", "-DMEMLIM bound", "out of memory", "bad_alloc", "Cannot allocate memory")
_NOT_STARTED = "0 0 127"


@dataclass(frozen=True, slots=True)
class Finished:
    """A process that is over: wall time, peak memory in megabytes, exit status, what it said, and why it ended."""

    seconds: float
    megabytes: float
    status: int
    said: str
    end: End


def run(command: Sequence[str], folder: Path, limit: float) -> Finished:
    """Run it to its end, or kill it when `limit` seconds have passed.

    Memory is the peak that the system counted for this one process (wait4), not less than the launcher's own 10 MB.
    """
    heard, report = folder / "said.txt", folder / "launched.txt"
    report.write_text(_NOT_STARTED, "ascii")
    launcher = [sys.executable, "-I", "-S", str(_LAUNCH), str(max(limit, _LEAST_TIME)), str(MEMORY), str(report)]
    with heard.open("wb") as out:
        full = [*launcher, *command]
        subprocess.run(full, cwd=folder, stdout=out, stderr=subprocess.STDOUT, env=_as_installed(), check=False)
    said = heard.read_text("utf-8", "replace")
    seconds, kilobytes, status = report.read_text("ascii").split() or _NOT_STARTED.split()
    end = _end(int(status), said, limit - float(seconds))
    return Finished(float(seconds), int(kilobytes) / 1024, int(status), said, end)


def _as_installed() -> dict[str, str]:
    """The environment of a user: one that forbids compiled files makes every start compile anew."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _end(status: int, said: str, left: float) -> End:
    """Killed, but not by us, is what the system does to those who ask for too much."""
    if status == -SIGKILL and left <= 0:
        return "time"
    if any(words in said for words in _OUT_OF_MEMORY) or status == -SIGKILL:
        return "memory"
    return "ended" if status >= 0 else "failed"
