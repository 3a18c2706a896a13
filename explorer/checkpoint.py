"""Keeps the worlds found so far in a folder, so that an exploration that was killed can go on from there.

The folder holds a file of worlds, written whole before `checkpoint.json` names it with its digest and that of the
network: a kill at any moment leaves the last checkpoint or the one before it.
"""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from time import monotonic
from typing import Generic, Protocol, TypeVar

from explorer.exploration import CheckpointError
from model.network import Network

FORMAT = "outlive-checkpoint/1"
SECONDS_BETWEEN = 10.0
_HEAD = "checkpoint.json"
_LARGEST_HEAD = 1 << 24

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where checkpoints go, whether to start from the one that is there, and how long it is between two."""

    folder: Path
    resume: bool = False
    seconds_between: float = SECONDS_BETWEEN


class Savable(Protocol[S]):
    """An algebra whose sets can be written to files."""

    @property
    def engine(self) -> str:
        """The engine's name."""

    @property
    def network(self) -> Network:
        """The network whose worlds these are."""

    @property
    def order(self) -> Sequence[str]:
        """The order of the machines, without which a file of worlds means nothing."""

    def save(self, worlds: S, path: Path) -> None:
        """Write a set to a file; raises OSError."""

    def load(self, path: Path) -> S:
        """Read a set back; raises OSError."""


class Checkpoint(Generic[S]):
    """The checkpoint of one network by one engine."""

    def __init__(self, keeping: Keeping, algebra: Savable[S]) -> None:
        """Make the folder.

        Raises:
            CheckpointError: it cannot be made or written to.
        """
        self._keeping = keeping
        self._algebra = algebra
        self._same = {
            "format": FORMAT, "engine": algebra.engine, "network": _digest_of(algebra.network),
            "order": list(algebra.order),
        }  # fmt: skip
        self._due = monotonic() + keeping.seconds_between
        self._number = 0
        self._last: Path | None = None
        try:
            keeping.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CheckpointError(f"{keeping.folder}: cannot keep checkpoints there: {error.strerror}") from error

    def kept(self) -> S | None:
        """The worlds to go on from; None where it starts anew: not asked to resume, or nothing was kept yet.

        Raises:
            CheckpointError: what is there is damaged, or of another network, engine or version.
        """
        head = self._keeping.folder / _HEAD
        if not self._keeping.resume or not head.exists():
            return None
        kept = _read(head)
        if any(kept.get(key) != value for key, value in self._same.items()):
            raise CheckpointError(f"{head}: is of another network, engine or version; leave --resume out")
        try:
            return self._loaded(kept)
        except (OSError, ValueError) as error:
            raise CheckpointError(f"{head}: is damaged: its worlds are not those kept; leave --resume out") from error

    def keep(self, worlds: S) -> None:
        """Keep these worlds, if the last time was long ago.

        Raises:
            CheckpointError: the folder cannot be written to, or the disk is full.
        """
        if monotonic() < self._due:
            return
        self._number += 1
        try:
            self._keep(worlds, self._keeping.folder / f"worlds-{self._number}.dddmp")
        except OSError as error:
            self._drop_what_is_half()
            what = error.strerror or str(error)
            raise CheckpointError(f"{self._keeping.folder}: cannot keep a checkpoint there: {what}") from error
        self._due = monotonic() + self._keeping.seconds_between

    def _drop_what_is_half(self) -> None:
        """The last checkpoint stays; on a full disk nothing else may."""
        for name in (f"worlds-{self._number}.dddmp", f"{_HEAD}.new"):
            with suppress(OSError):
                (self._keeping.folder / name).unlink()

    def _digest(self, path: Path) -> str:
        """Of the worlds, and of all that gives them their meaning."""
        with path.open("rb") as file:
            worlds = file_digest(file, "sha256").hexdigest()
        return sha256(f"{json.dumps(self._same)}{worlds}".encode()).hexdigest()

    def _loaded(self, kept: Mapping[str, object]) -> S:
        name, number = kept.get("worlds"), kept.get("number")
        if not (isinstance(number, int) and name == f"worlds-{number}.dddmp"):
            raise ValueError(name)
        file = self._keeping.folder / name
        if self._digest(file) != kept.get("digest"):
            raise ValueError(name)
        self._number, self._last = number, file
        return self._algebra.load(file)

    def _keep(self, worlds: S, file: Path) -> None:
        self._algebra.save(worlds, file)
        _flush(file)
        kept = {**self._same, "number": self._number, "worlds": file.name, "digest": self._digest(file)}
        fresh = self._keeping.folder / f"{_HEAD}.new"
        fresh.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        _flush(fresh)
        fresh.replace(self._keeping.folder / _HEAD)
        if self._last is not None:
            self._last.unlink(missing_ok=True)
        self._last = file


def order_kept(keeping: Keeping | None, network: Network) -> tuple[str, ...] | None:
    """The order of the machines in the checkpoint to go on from; None where it starts anew.

    Raises:
        CheckpointError: what is there is damaged, or of another network.
    """
    head = keeping.folder / _HEAD if keeping is not None and keeping.resume else None
    if head is None or not head.exists():
        return None
    kept = _read(head)
    order = kept.get("order")
    if kept.get("network") != _digest_of(network) or not isinstance(order, list):
        raise CheckpointError(f"{head}: is of another network, engine or version; leave --resume out")
    if sorted(map(str, order)) != sorted(machine.name for machine in network.machines):
        raise CheckpointError(f"{head}: is damaged, or no checkpoint; leave --resume out")
    return tuple(map(str, order))


def _read(head: Path) -> dict[str, object]:
    try:
        if not head.is_file() or head.stat().st_size > _LARGEST_HEAD:
            raise ValueError(head)
        kept = json.loads(head.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise CheckpointError(f"{head}: is damaged, or no checkpoint; leave --resume out") from error
    if not isinstance(kept, dict):
        raise CheckpointError(f"{head}: is damaged, or no checkpoint; leave --resume out")
    return kept


def _digest_of(network: Network) -> str:
    """Whatever decides which worlds are reachable, and how they are told apart."""
    machines = [(machine.name, machine.states, machine.initial) for machine in network.machines]
    rules = [(list(rule.moves.items()), list(rule.when.items())) for rule in network.rules]
    return sha256(json.dumps([machines, rules]).encode("utf-8", "surrogatepass")).hexdigest()


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
