"""Asks Spin: the Promela model is compiled in a folder of its own, and run once for each question."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeAlias

from model.network import Network
from properties.kinds import AlwaysPossible, DeadlockFree, LeadsTo, Never, NeverStep, Property, Witness
from reports.claims_listed import NumberedClaim, numbered_claims
from reports.crosscheck.opinion import Counts, Deadline, Opinion, OutOfTimeError, Said
from reports.errors import ReportError
from reports.promela.model import promela_text

MEGABYTES = 4096
"""What one run of Spin may use."""
DEPTHS = (100_000, 1_000_000, 10_000_000)
"""How long a path Spin may follow; the next when it says that one was too short. Each costs memory."""


_OUT_OF_TIME = Said(None, "out of time")
_BRANCHING = Said(None, "branching time: LTL cannot say that something stays possible", expressible=False)

Half: TypeAlias = Literal["counts", "worlds", "runs"]
_SHARES: Mapping[Half, float] = {"counts": 1, "worlds": 1, "runs": 0.3}
"""Of the seconds left, what one question may use: a hard one about runs must leave some for the others."""
_OPTIONS: Mapping[Half, tuple[str, ...]] = {"counts": ("-DSAFETY", "-DNOCLAIM"), "worlds": ("-DSAFETY",), "runs": ()}


class SpinError(Exception):
    """Spin came to no answer: why."""


@dataclass(frozen=True, slots=True)
class Spin:
    """Spin with one model in one folder."""

    folder: Path
    deadline: Deadline

    def write(self, words: str = "") -> Path:
        """Spin's program for the model, in a folder of its own; `words` choose what is in it."""
        folder = self.folder / f"model{words}"
        folder.mkdir()
        done = self._run(folder, "spin", *filter(None, [words]), "-a", "../model.pml")
        if "error" in done.lower() or not (folder / "pan.c").is_file():
            raise SpinError(f"Spin cannot read the model: {_first_line(done)}")
        return folder

    def compile(self, half: Half, source: Path) -> None:
        """The program for some of the questions."""
        command = ("gcc", "-w", "-O0", *_OPTIONS[half], "-DNOREDUCE", f"-DMEMLIM={MEGABYTES}", "-o", f"../{half}")
        done = self._run(source, *command, "pan.c")
        if not (self.folder / half).is_file():
            raise SpinError(f"gcc cannot compile what Spin wrote: {_first_line(done)}")

    def finds(self, half: Half, claim: str) -> bool:
        """Whether there is a run to the end of this claim, or one that it accepts.

        Raises:
            SpinError: there may be one, but Spin could not look everywhere.
            OutOfTimeError: the seconds are used up.
        """
        endless = ("-a",) if half == "runs" else ()
        said = self.searched(half, *endless, "-E", "-A", "-N", claim)
        expected = "acceptance cycle" if half == "runs" else "end state in claim reached"
        if _found(expected, said):
            return True
        _refuse_incomplete(said)
        if "errors: 0" not in said:
            raise SpinError(f"Spin found something else: {_first_line(said)}")
        return False

    def searched(self, half: Half, *options: str) -> str:
        """What Spin says, once its path is long enough."""
        for depth in DEPTHS:
            said = self._run(self.folder, f"./{half}", "-w18", "-n", f"-m{depth}", *options, share=_SHARES[half])
            if "max search depth too small" not in said:
                return said
        raise SpinError(f"paths of more than {DEPTHS[-1]:,} steps")

    def _run(self, folder: Path, *command: str, share: float = 1.0) -> str:
        limit = self.deadline.left() * share
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=limit, check=False)
        except subprocess.TimeoutExpired:
            raise OutOfTimeError from None
        return done.stdout + done.stderr


def ask_spin(network: Network, properties: tuple[Property, ...], deadline: Deadline) -> Opinion:
    """What Spin says of the network and of each claim.

    Raises:
        ReportError: Spin or a C compiler is not installed.
    """
    version = spin_version()
    with TemporaryDirectory(prefix="outlive-spin-") as name:
        spin = Spin(Path(name), deadline)
        (spin.folder / "model.pml").write_text(promela_text(network, properties), "ascii")
        return _Questions(spin, numbered_claims(properties)).opinion(version)


def spin_version() -> str:
    """`Spin 6.5.2`.

    Raises:
        ReportError: Spin or a C compiler is not installed.
    """
    missing = [word for word in ("spin", "gcc") if shutil.which(word) is None]
    if missing:
        raise ReportError(f"--with spin: no `{missing[0]}` here; install Spin and a C compiler (Debian: spin, gcc)")
    said = subprocess.run(["spin", "-V"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"[0-9]+(\.[0-9]+)+", said)
    return f"Spin {found.group()}" if found else "Spin"


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a full search says: counts, the never-step claims that are broken, whether some world has no steps."""

    counts: Counts
    broken: frozenset[int]
    stuck: bool


@dataclass(frozen=True, slots=True)
class _Questions:
    """All that Spin is asked about one model."""

    spin: Spin
    claims: tuple[NumberedClaim, ...]

    def opinion(self, version: str) -> Opinion:
        counted, why = self._count()
        counts = None if counted is None else counted.counts
        unable = self._unable_to_run()
        said = {each.number: self._said(each, counted, {**unable, **({} if counted else {"worlds": why})})
                for each in self.claims}  # fmt: skip
        return Opinion(version, counts, said, why)

    def _count(self) -> tuple[_Counted | None, str]:
        try:
            source = self.spin.write()
            self.spin.compile("counts", source)
            self.spin.compile("worlds", source)
            return _counted(self.spin.searched("counts", "-c0")), ""
        except (SpinError, OutOfTimeError) as error:
            return None, str(error) or "out of time"

    def _unable_to_run(self) -> Mapping[str, str]:
        """Why nothing can be asked about endless runs, if so."""
        if not any(isinstance(each.claim, LeadsTo) for each in self.claims):
            return {}
        try:
            self.spin.compile("runs", self.spin.write("-DLIVENESS"))
        except (SpinError, OutOfTimeError) as error:
            return {"runs": str(error) or "out of time"}
        return {}

    def _said(self, each: NumberedClaim, counted: _Counted | None, unable: Mapping[str, str]) -> Said:
        if counted is None:
            return Said(None, unable["worlds"])
        try:
            return self._asked(each, counted, unable)
        except OutOfTimeError:
            return _OUT_OF_TIME
        except SpinError as error:
            return Said(None, str(error))

    def _asked(self, each: NumberedClaim, counted: _Counted, unable: Mapping[str, str]) -> Said:
        name = f"c{each.number}"
        match each.claim:
            case Never():
                return Said("violated" if self.spin.finds("worlds", name) else "holds")
            case Witness():
                return Said("witnessed" if self.spin.finds("worlds", name) else "unreachable")
            case DeadlockFree():
                return Said("violated" if counted.stuck else "holds")
            case NeverStep():
                return Said("violated") if each.number in counted.broken else self._unless_vacuous(name, Said("holds"))
            case AlwaysPossible():
                return self._unless_vacuous(name, _BRANCHING)
            case LeadsTo():
                return self._led(name, unable)
        return Said(None, "read off the design", expressible=False)

    def _led(self, name: str, unable: Mapping[str, str]) -> Said:
        if not self.spin.finds("worlds", f"{name}_asked"):
            return Said("vacuous")
        if "runs" in unable:
            return Said(None, unable["runs"])
        return Said("violated" if self.spin.finds("runs", name) else "holds")

    def _unless_vacuous(self, name: str, said: Said) -> Said:
        return said if self.spin.finds("worlds", f"{name}_asked") else Said("vacuous")


def _counted(said: str) -> _Counted:
    """The formula of the head: Spin counts the initial state as a transition, too."""
    _refuse_incomplete(said)
    counts = Counts(_number(said, "states, stored"), _number(said, "transitions") - 1)
    broken = frozenset(int(number) for number in re.findall(r"assertion violated.*?start\[(\d+)\]", said))
    return _Counted(counts, broken, _found("invalid end state", said))


def _found(error: str, said: str) -> bool:
    """Whether this error is among those found; the summary names all that were looked for."""
    return re.search(rf"^pan:[0-9]+: {error}", said, re.MULTILINE) is not None


def _refuse_incomplete(said: str) -> None:
    if "reached -DMEMLIM bound" in said or "out of memory" in said:
        raise SpinError(f"out of memory: {MEGABYTES} MB were not enough")
    if "errors:" not in said:
        raise SpinError(f"Spin ended without a report: {_first_line(said)}")


def _number(said: str, what: str) -> int:
    found = re.search(rf"(\S+) {what}", said)
    if found is None or not found.group(1).isdigit():
        raise SpinError(f"Spin reported no number of {what}")
    return int(found.group(1))


def _first_line(said: str) -> str:
    return next((line for line in said.splitlines() if line.strip()), "nothing")
