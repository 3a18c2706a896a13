"""The other contestant: Spin on the same network, from `spin -a` to the end of `pan`, each of its modes tuned."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.process import MEMORY, Finished, run
from bench.timing import Counts, Cut, Timing

TUNED = ("-w", "-DSAFETY", "-DNOFAIR", "-DNOBOUNDCHECK", "-DVECTORSZ=1024", f"-DMEMLIM={MEMORY >> 20}")
"""States are stored whole, without `-DCOLLAPSE` and the like, which save memory and cost time."""
_TWO_CORES = ("-DNCORE=2", "-UMEMLIM", f"-DMEMLIM={MEMORY >> 21}")
"""What these two share is reserved at once, and must leave room for the rest."""
MODES = {
    "depth first": ("-O3", "-march=native", "-DNOREDUCE"),
    "depth first, reduced, compiled by -O1": ("-O1",),
    "depth first, two cores": ("-O3", "-march=native", "-DNOREDUCE", *_TWO_CORES),
    "depth first, two cores, compiled by -O1": ("-O1", "-DNOREDUCE", *_TWO_CORES),
}
"""Those by -O1 are for small networks, on which the compiler takes longer than the search.

Its search breadth first is left out: when it still ran here it was slower than one of these on every network.
"""

_STACK_BYTES = 48
"""What `pan` allocates, at once, for each level of its search stack."""
_LEAST_HASH, _MOST_HASH = 16, 28


@dataclass(frozen=True, slots=True)
class Spin:
    """One mode on one model; `worlds` (how many there are, or about) sizes its hash table and its stack."""

    mode: str
    model: Path
    worlds: int

    @property
    def name(self) -> str:
        """The mode as the tables call it."""
        return f"Spin, {self.mode}"

    def run(self, limit: float) -> Timing:
        """Translate, compile and search; the limit holds for all of it."""
        done: list[Finished] = []
        for command in self._commands():
            done.append(run(command, self.model.parent, limit - sum(each.seconds for each in done)))
            if done[-1].end != "ended" or done[-1].status != 0:
                break
        return timing_of(done)

    def _commands(self) -> Iterator[list[str]]:
        yield ["spin", "-a", self.model.name]
        yield ["gcc", *TUNED, *MODES[self.mode], "-o", "pan", "pan.c"]
        yield ["./pan", f"-w{hash_size(self.worlds)}", f"-m{stack_size(self.worlds)}"]


def installed() -> bool:
    """Whether Spin, and the compiler it needs, are there."""
    return all(shutil.which(each) is not None for each in ("spin", "gcc"))


def version(folder: Path) -> str:
    """Spin's own word for itself, "" where it is not installed."""
    return run(["spin", "-V"], folder, limit=10).said.strip() if installed() else ""


def hash_size(worlds: int) -> int:
    """The power of two of slots: at least one for each world, as its manual advises, within the memory."""
    return min(max(worlds.bit_length(), _LEAST_HASH), _MOST_HASH)


def stack_size(worlds: int) -> int:
    """Room for a path through all worlds, but for a quarter of the memory at most."""
    return min(worlds + 1000, MEMORY // 4 // _STACK_BYTES)


def timing_of(done: list[Finished]) -> Timing:
    """The time of translation, compilation and search together, the memory of the search alone.

    Its steps do not count the initial state, which Spin counts as a transition.
    """
    last = done[-1]
    stored, transitions = _number(last.said, "states, stored"), _number(last.said, "transitions")
    cut = _cut(last)
    found = stored is not None and transitions is not None and not cut
    counts = Counts(stored or 0, (transitions or 0) - 1, None) if found else None
    whole = sum(each.seconds for each in done)
    return Timing(whole, last.seconds, last.megabytes, counts, "", cut)


def _cut(last: Finished) -> Cut:
    if last.end == "ended" and "search depth too small" in last.said:
        return "depth"
    if last.end == "ended":
        return "" if "states, stored" in last.said and "Search not completed" not in last.said else "failed"
    return last.end


def _number(said: str, what: str) -> int | None:
    """Spin prints eight digits, and then a power of ten."""
    found = re.search(rf"(\S+) {what}", said)
    return round(float(found.group(1))) if found else None
