"""Spin and a C compiler at work in a folder of their own: a model becomes a program, the program looks for errors."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from reports.crosscheck.opinion import Deadline, OutOfTimeError, deadline_in

MEGABYTES = 4096
"""What one run of Spin may use."""
DEPTHS = (100_000, 1_000_000, 10_000_000)
"""How long a path Spin may follow; the next when it says that one was too short. Each costs memory."""

Part: TypeAlias = Literal["worlds", "ends", "runs", "cases"]
_WORDS: Mapping[Part, str] = {"worlds": "WORLDS", "ends": "WORLDS", "runs": "LIVENESS", "cases": "LIVENESS"}
_OPTIONS: Mapping[Part, tuple[str, ...]] = {
    "worlds": ("-DSAFETY", "-DNOSTUTTER"), "ends": ("-DSAFETY", "-DNOCLAIM"), "runs": (), "cases": (),
}  # fmt: skip


class SpinError(Exception):
    """Spin came to no answer: why."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search said, and how long a path it could follow."""

    said: str
    depth: int

    def has(self, error: str) -> bool:
        """Whether this error is among those found; the summary names all that were looked for."""
        return re.search(rf"^pan:[0-9]+: {error}", self.said, re.MULTILINE) is not None

    def number(self, what: str) -> int:
        """A number of the summary.

        Raises:
            SpinError: it is not there.
        """
        found = re.search(rf"(\S+) {what}", self.said)
        if found is None or not found.group(1).isdigit():
            raise SpinError(f"Spin reported no number of {what}")
        return int(found.group(1))

    def refuse_incomplete(self) -> None:
        """Nothing, if the search came to its end.

        Raises:
            SpinError: it did not.
        """
        if "reached -DMEMLIM bound" in self.said or "out of memory" in self.said:
            raise SpinError(f"out of memory: {MEGABYTES} MB were not enough")
        if "errors:" not in self.said:
            raise SpinError(f"Spin ended without a report: {first_line(self.said)}")


@dataclass(frozen=True, slots=True)
class Spin:
    """Spin with a folder for a model, and the time it has."""

    folder: Path
    deadline: Deadline

    def hurried(self, seconds: float) -> "Spin":
        """The same, with not more than so many seconds; raises OutOfTimeError if there are none."""
        return replace(self, deadline=deadline_in(min(seconds, self.deadline.left())))

    def prepare(self, part: Part, model: str) -> None:
        """The program for some of the questions, once; by tcc where there is one: gcc takes longer than most searches.

        Raises:
            SpinError: Spin or the compiler refuses the model.
            OutOfTimeError: the seconds are used up.
        """
        folder = self.folder / part
        if (folder / "pan").is_file():
            return
        folder.mkdir(exist_ok=True)
        (folder / "model.pml").write_text(model, "ascii")
        done = self._run(folder, "spin", f"-D{_WORDS[part]}", "-a", "model.pml")
        if "error" in done.lower() or not (folder / "pan.c").is_file():
            raise SpinError(f"Spin cannot read the model: {first_line(done)}")
        compiler = "tcc" if shutil.which("tcc") else "gcc"
        command = (compiler, "-w", *_OPTIONS[part], "-DNOREDUCE", f"-DMEMLIM={MEGABYTES}", "-o", "pan", "pan.c")
        done = self._run(folder, *command)
        if not (folder / "pan").is_file():
            raise SpinError(f"{compiler} cannot compile what Spin wrote: {first_line(done)}")

    def searched(self, part: Part, *options: str, cases: str = "") -> Found:
        """What Spin says, once its path is long enough.

        Raises:
            SpinError: no path is long enough.
            OutOfTimeError: the seconds are used up.
        """
        for depth in DEPTHS:
            said = self._run(self.folder / part, "./pan", "-w18", "-n", f"-m{depth}", *options, cases=cases)
            if "max search depth too small" not in said:
                return Found(said, depth)
        raise SpinError(f"paths of more than {DEPTHS[-1]:,} steps")

    def replayed(self, part: Part, found: Found, *options: str, cases: str) -> str:
        """What the model itself prints on the run that was found; raises OutOfTimeError."""
        return self._run(self.folder / part, "./pan", "-S", "-w10", f"-m{found.depth}", *options, cases=cases)

    def _run(self, folder: Path, *command: str, cases: str = "") -> str:
        limit, environment = self.deadline.left(), {**os.environ, "CASES": cases}
        try:
            done = subprocess.run(
                command, cwd=folder, capture_output=True, text=True, timeout=limit, check=False, env=environment
            )
        except subprocess.TimeoutExpired:
            raise OutOfTimeError from None
        return done.stdout + done.stderr


def first_line(said: str) -> str:
    """The first line with something in it."""
    return next((line for line in said.splitlines() if line.strip()), "nothing")
