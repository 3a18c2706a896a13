"""Runs as values: what a shortest run or a counterexample is made of."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.network import Rule


@dataclass(frozen=True, slots=True)
class Step:
    """A rule taken: machine -> (from, to) for the machines whose state changed, in the network's order."""

    rule: Rule
    changes: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Run:
    """Steps from the initial world; those from `cycle_from` on go round for ever, and with None the run ends."""

    steps: tuple[Step, ...]
    cycle_from: int | None = None
