"""Loads the C of this folder, if it was built here, and from these very files."""

import ctypes
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from explorer.compiled.building import BUILDER, LIBRARY, is_built

COMPLETE, NO_MEMORY = 1, 2
"""What `outlive_spread` says of how far the list has come, see worlds.h."""


class NotBuiltError(Exception):
    """The C was not built here, or from other files than these, or cannot be loaded."""


class Row(ctypes.Structure):
    """A lane or a mover, see worlds.h: word, shift, mask, its first place in the table that goes with it."""

    _fields_ = (
        *((name, ctypes.c_uint32) for name in ("word", "shift")),
        *((name, ctypes.c_uint64) for name in ("mask", "first")),
    )


class FinderRow(ctypes.Structure):
    """What is known of the worlds that a rule finds, see worlds.h."""

    _fields_ = (
        *((name, ctypes.c_uint32 * 2) for name in ("word", "shift")),
        ("mask", ctypes.c_uint64 * 2),
        *((name, ctypes.c_uint32) for name in ("first", "rows")),
    )


class Asked(ctypes.Structure):
    """A machine and the states in which it is asked to be, see planes.c."""

    _fields_ = tuple((name, ctypes.c_uint32) for name in ("plane", "width", "begin", "end"))


class Tables(ctypes.Structure):
    """A network in tables, see worlds.h."""

    _fields_ = (
        *((name, ctypes.c_uint32) for name in ("words", "rule_words", "lanes", "most_steps", "in_slots")),
        *((name, ctypes.c_void_p) for name in ("initial", "lane", "rows", "stays", "writes")),
        *((name, ctypes.c_void_p) for name in ("movers_of", "mover", "choices_of", "choice")),
    )


class Found(ctypes.Structure):
    """How much was found, and the addresses of where it lies, see worlds.h."""

    _fields_ = (
        *((name, ctypes.c_uint64) for name in ("known", "next", "count", "deadlocks", "first_deadlock")),
        *((name, ctypes.c_void_p) for name in ("world", "source", "rule", "somewhere")),
        *((name, ctypes.c_void_p) for name in ("first_step", "step_rule", "step_target")),
    )


_NUMBER, _ADDRESS, _SMALL = ctypes.c_uint64, ctypes.c_void_p, ctypes.c_uint32
_FUNCTIONS = (
    ("outlive_worlds", _ADDRESS, (ctypes.POINTER(Tables), _SMALL)),
    ("outlive_know", None, (_ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)),
    ("outlive_spread", _SMALL, (_ADDRESS, _NUMBER)),
    ("outlive_needed", _NUMBER, (_ADDRESS, _NUMBER)),
    ("outlive_rest", None, (_ADDRESS,)),
    ("outlive_keep_steps", ctypes.c_bool, (_ADDRESS,)),
    ("outlive_found", None, (_ADDRESS, ctypes.POINTER(Found))),
    ("outlive_free", None, (_ADDRESS,)),
    ("outlive_planes", _ADDRESS, (_ADDRESS, _ADDRESS)),
    ("outlive_free_planes", None, (_ADDRESS,)),
    ("outlive_hold", None, (_ADDRESS, _ADDRESS, _SMALL, _ADDRESS, _ADDRESS, _ADDRESS)),
    ("outlive_first", _NUMBER, (_ADDRESS, _ADDRESS, _SMALL, _ADDRESS, _ADDRESS, _NUMBER)),
    ("outlive_entered", ctypes.c_bool, (_ADDRESS, _ADDRESS, _SMALL, _SMALL, _SMALL)),
    ("outlive_enabling", None, (_ADDRESS, _ADDRESS, _ADDRESS)),
    ("outlive_able", ctypes.c_bool, (_ADDRESS, _ADDRESS)),
    ("outlive_waiting", ctypes.c_bool, (_ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)),
    ("outlive_stem", _ADDRESS, (_ADDRESS, _ADDRESS, _ADDRESS)),
    ("outlive_free_stem", None, (_ADDRESS,)),
    ("outlive_passing", ctypes.c_bool, (_ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)),
    ("outlive_fair", ctypes.c_int64, (_ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)),
)


@cache
def library() -> ctypes.CDLL:
    """The C of this folder.

    Raises:
        NotBuiltError: it is not there, or was built from other files than these.
    """
    try:
        loaded = ctypes.CDLL(str(LIBRARY)) if is_built() else None
    except OSError as error:
        raise NotBuiltError(f"the engine `compiled` cannot be loaded: {error}") from error
    if loaded is None:
        raise NotBuiltError(f"the engine `compiled` is not built here: `{sys.executable} {BUILDER}` builds it")
    for name, result, arguments in _FUNCTIONS:
        function = getattr(loaded, name)
        function.restype, function.argtypes = result, arguments
    return loaded


def rows(of: Sequence[tuple[int, int, int, int]]) -> "ctypes.Array[Row]":
    """Lanes or movers, as C has them."""
    return (Row * max(1, len(of)))(*(Row(*row) for row in of))


def words(of: Iterable[int], size: int) -> "ctypes.Array[ctypes.c_uint64]":
    """Numbers of any size, as so many words each, the lowest first."""
    cut = [number >> 64 * word & (1 << 64) - 1 for number in of for word in range(size)]
    return (ctypes.c_uint64 * len(cut))(*cut)


def view(address: int, count: int, kind: Any, keeper: object) -> "memoryview[int]":
    """So many numbers at an address, for as long as their keeper lives."""
    array = (kind * count).from_address(address)
    array.keeper = keeper
    return memoryview(array).cast("B").cast(kind._type_)
