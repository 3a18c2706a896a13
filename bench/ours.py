"""Our contestant: `outlive check FILE.network.json --json` as a whole process, start-up and imports included."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.process import Finished, run
from bench.timing import Counts, Cut, Timing

DECIDED, REFUSED = (0, 1), 2
"""Exit status when every property has its verdict, and when an engine that was forced cannot hold the network."""


@dataclass(frozen=True, slots=True)
class Ours:
    """A check of one network file; `engine` forces one, "" leaves the choice to the program."""

    name: str
    network: Path
    engine: str = ""

    def run(self, limit: float) -> Timing:
        """Judge once."""
        forced = ["--engine", self.engine] if self.engine else []
        command = [*outlive(), "check", str(self.network), "--json", *forced]
        return timing_of(run(command, self.network.parent, limit))


def outlive() -> list[str]:
    """The command as users start it, from the environment that runs the benchmark."""
    return [str(Path(sys.executable).with_name("outlive"))]


def timing_of(finished: Finished) -> Timing:
    """The timing of one check, with what its report says was covered."""
    covered = _covered(finished.said) if finished.end == "ended" and finished.status in DECIDED else {}
    complete = bool(covered.get("complete"))
    counts = Counts(covered["states"], covered["steps"], covered["depth"]) if complete else None
    engine = str(covered.get("engine", ""))
    return Timing(finished.seconds, finished.seconds, finished.megabytes, counts, engine, _cut(finished, complete))


def _covered(said: str) -> dict[str, Any]:
    """The part of the report about coverage; remarks on standard error may stand around the report."""
    begin, end = said.find("{\n"), said.rfind("\n}")
    try:
        covered = json.loads(said[begin : end + 2])["covered"]
    except (ValueError, KeyError):
        return {}
    return covered if isinstance(covered, dict) else {}


def _cut(finished: Finished, complete: bool) -> Cut:
    if finished.end != "ended":
        return finished.end
    return "unfit" if finished.status == REFUSED else "" if complete else "failed"
