"""Asks Spin: one search for all that speaks of worlds, and some for each claim about endless runs."""

import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from model.network import Network
from properties.kinds import AlwaysPossible, DeadlockFree, LeadsTo, Never, NeverStep, Property, Witness
from reports.claims_listed import NumberedClaim, numbered_claims
from reports.crosscheck.opinion import Counts, Deadline, Opinion, OutOfTimeError, Said
from reports.crosscheck.spin_program import Found, Spin, SpinError
from reports.crosscheck.spin_runs import Asked, FairRuns
from reports.errors import ReportError
from reports.promela.model import promela_text

SHARE = 0.3
"""Of the seconds left, what one claim about runs may use: a hard one must leave some for the others."""

_OUT_OF_TIME = "out of time"
_BRANCHING = Said(None, "branching time: LTL cannot say that something stays possible", expressible=False)


def ask_spin(network: Network, properties: tuple[Property, ...], deadline: Deadline) -> Opinion:
    """What Spin says of the network and of each claim.

    Raises:
        ReportError: Spin or a C compiler is not installed.
    """
    version = spin_version()
    with TemporaryDirectory(prefix="outlive-spin-") as name:
        return _Questions(Spin(Path(name), deadline), Asked(network, properties)).opinion(version)


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
class _Worlds:
    """What a full search says: counts, broken never-step claims, goals that there are worlds of, stuck worlds."""

    counts: Counts
    broken: frozenset[int]
    reached: frozenset[str]
    stuck: bool


@dataclass(frozen=True, slots=True)
class _Questions:
    """All that Spin is asked about one model."""

    spin: Spin
    asked: Asked

    @property
    def claims(self) -> tuple[NumberedClaim, ...]:
        """What is asked, one by one."""
        return numbered_claims(self.asked.properties)

    def opinion(self, version: str) -> Opinion:
        try:
            worlds = self._search()
        except (SpinError, OutOfTimeError) as error:
            why = str(error) or _OUT_OF_TIME
            return Opinion(version, None, {each.number: Said(None, why) for each in self.claims}, why)
        unable = self._unable_to_run(worlds)
        said = {each.number: self._said(each, worlds, unable) for each in self.claims}
        return Opinion(version, worlds.counts, said)

    def _search(self) -> _Worlds:
        """A claim silences Spin's own search for worlds without steps: that is a second one, where somebody asks."""
        model = promela_text(*self.asked)
        self.spin.prepare("worlds", model)
        found = _worlds(self.spin.searched("worlds", "-c0"))
        if not any(isinstance(each.claim, DeadlockFree) for each in self.claims):
            return found
        self.spin.prepare("ends", model)
        ends = self.spin.searched("ends", "-A")
        ends.refuse_incomplete()
        return replace(found, stuck=ends.has("invalid end state"))

    def _unable_to_run(self, worlds: _Worlds) -> str:
        """Why nothing can be asked about endless runs, if so."""
        if not any(_is_about_runs(each, worlds) for each in self.claims):
            return ""
        try:
            self.spin.prepare("runs", promela_text(*self.asked))
        except (SpinError, OutOfTimeError) as error:
            return str(error) or _OUT_OF_TIME
        return ""

    def _said(self, each: NumberedClaim, worlds: _Worlds, unable: str) -> Said:
        if not _is_about_runs(each, worlds):
            return _said_of_worlds(each, worlds)
        if unable:
            return Said(None, unable)
        try:
            spin = self.spin.hurried(self.spin.deadline.left() * SHARE)
            return Said("violated" if FairRuns(spin, self.asked, f"c{each.number}").found() else "holds")
        except (SpinError, OutOfTimeError) as error:
            return Said(None, str(error) or _OUT_OF_TIME)


def _is_about_runs(each: NumberedClaim, worlds: _Worlds) -> bool:
    """Whether the worlds do not answer it: a leads-to claim that is not vacuous."""
    return isinstance(each.claim, LeadsTo) and f"c{each.number}_asked" in worlds.reached


def _said_of_worlds(each: NumberedClaim, worlds: _Worlds) -> Said:
    found, asked = f"c{each.number}" in worlds.reached, f"c{each.number}_asked" in worlds.reached
    match each.claim:
        case Never():
            return Said("violated" if found else "holds")
        case Witness():
            return Said("witnessed" if found else "unreachable")
        case DeadlockFree():
            return Said("violated" if worlds.stuck else "holds")
        case NeverStep() if asked:
            return Said("violated" if each.number in worlds.broken else "holds")
        case AlwaysPossible() if asked:
            return _BRANCHING
        case NeverStep() | AlwaysPossible() | LeadsTo():
            return Said("vacuous")
    return Said(None, "read off the design", expressible=False)


def _worlds(found: Found) -> _Worlds:
    """The formula of the head: Spin counts the initial state as a transition, too."""
    found.refuse_incomplete()
    counts = Counts(found.number("states, stored"), found.number("transitions") - 1)
    broken = frozenset(int(number) for number in re.findall(r"assertion violated.*?start\[(\d+)\]", found.said))
    reached = frozenset(re.findall(r"assertion violated.*?told_(c\d+(?:_asked)?)", found.said))
    return _Worlds(counts, broken, reached, stuck=False)
