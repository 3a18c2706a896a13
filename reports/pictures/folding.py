"""Folds a reachable graph: worlds that look the same through chosen machines become one, with what they stand for.

By projection all worlds that look the same are one fold. By bisimulation only those are that also move the same from
there on: a move is shown by its rule or by its actor, and what leaves the chosen machines as they are is not seen.
Without chosen machines every step is a move.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal, TypeAlias

import numpy as np

from explorer.exploration import Listed
from reports.pictures.bisimulation import SILENT, Numbers, bisimilar, distinct

Shown: TypeAlias = Literal["rule", "actor"]
"""What is seen of a move."""

UNSEEN = ""
"""What is shown of a step that changes no chosen machine."""

SOMEBODY = "nobody named"
"""The actor of a rule that names none."""


@dataclass(frozen=True, slots=True)
class Lens:
    """How to fold: through which machines, and whether worlds must also move the same (`alike`: seen by what)."""

    machines: tuple[str, ...] = ()
    alike: Shown | None = None


@dataclass(frozen=True, slots=True)
class Fold:
    """Worlds that are drawn as one: how they look, how many they are, and the steps among them that nobody sees."""

    states: tuple[str, ...]
    worlds: int
    inside: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded graph; fold 0 has the initial world. `moves`: (fold, fold) -> what is seen -> how many steps."""

    machines: tuple[str, ...]
    folds: tuple[Fold, ...]
    moves: Mapping[tuple[int, int], Mapping[str, int]] = field(default_factory=dict)


def folded(exploration: Listed, lens: Lens) -> Folded:
    """The graph of a complete exploration through a lens.

    Raises:
        NetworkError: the lens names a machine that the network does not have.
    """
    known: dict[tuple[str, ...], int] = {}
    looks = np.array([known.setdefault(each, len(known)) for each in exploration.seen_through(lens.machines)], np.int64)
    steps = _steps_seen(exploration, looks, lens)
    folds = looks if lens.alike is None else bisimilar(looks, steps)
    first = np.unique(folds, return_index=True)[1]
    return _gathered(exploration, lens, (folds, first), steps)


def _words(exploration: Listed, lens: Lens) -> tuple[str, ...]:
    """What is seen of a step of each rule."""
    if lens.alike == "actor":
        return tuple(rule.actor or SOMEBODY for rule in exploration.network.rules)
    return tuple(rule.name for rule in exploration.network.rules)


def _steps_seen(exploration: Listed, looks: Numbers, lens: Lens) -> Numbers:
    """A row for each step: place of its world, what is seen of it, place of the world it leads to."""
    steps = np.fromiter(chain.from_iterable(exploration.steps()), np.int64).reshape(-1, 3)
    words = _words(exploration, lens)
    steps[:, 1] = np.array([words.index(word) for word in words], np.int64)[steps[:, 1]]
    if lens.machines:
        steps[looks[steps[:, 0]] == looks[steps[:, 2]], 1] = SILENT
    return steps


def _gathered(exploration: Listed, lens: Lens, places: tuple[Numbers, Numbers], steps: Numbers) -> Folded:
    """Count what each fold and each move stands for; `places`: the fold of each world, the first world of each fold."""
    folds, first = places
    states = list(exploration.seen_through(lens.machines))
    between = np.stack((folds[steps[:, 0]], steps[:, 1], folds[steps[:, 2]]), axis=1)
    inside = (between[:, 0] == between[:, 2]) & (between[:, 1] == SILENT)
    worlds, unseen = np.bincount(folds), np.bincount(between[inside, 0], minlength=len(first))
    counted = zip(first.tolist(), worlds.tolist(), unseen.tolist(), strict=True)
    return Folded(
        machines=lens.machines,
        folds=tuple(Fold(states[place], *counts) for place, *counts in counted),
        moves=_moves(between[~inside], _words(exploration, lens)),
    )


def _moves(between: Numbers, words: Sequence[str]) -> Mapping[tuple[int, int], Mapping[str, int]]:
    """What is seen of the steps between two folds: the most frequent first, then in file order, the unseen last."""
    rows, counts = distinct(between)
    found: dict[tuple[int, int], dict[str, int]] = {}
    for (source, move, target), count in zip(rows.tolist(), counts.tolist(), strict=True):
        found.setdefault((source, target), {})[UNSEEN if move == SILENT else words[move]] = count
    return {ends: dict(sorted(seen.items(), key=_order)) for ends, seen in found.items()}


def _order(seen: tuple[str, int]) -> tuple[bool, int]:
    word, count = seen
    return word == UNSEEN, -count
