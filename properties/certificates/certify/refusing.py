"""What a certificate is made of as JSON, how it is refused, and the limits it must keep to."""

import zlib
from base64 import b64decode
from typing import Any, TypeAlias

MOST_WORLDS = 1_000_000
MOST_STEPS = 20_000_000
MOST_BITS = 8192
"""Of a world."""
MOST_BYTES = 1 << 26
"""Of one list of numbers, when it is inflated."""

MISREAD = (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, RecursionError, zlib.error)
"""What is raised by JSON of another shape than expected."""

Json: TypeAlias = Any


class RefusedError(Exception):
    """Why a certificate does not prove a verdict."""


def need(holds: bool, otherwise: str) -> None:
    """Refuse, unless something holds.

    Raises:
        RefusedError: it does not.
    """
    if not holds:
        raise RefusedError(otherwise)


def numbers(data: str) -> list[int]:
    """A list of numbers, none below zero: in decimal, parted by blanks, deflated, as base64."""
    inflating = zlib.decompressobj()
    text = inflating.decompress(b64decode(data, validate=True), MOST_BYTES)
    need(inflating.eof and not inflating.unused_data, "a list of numbers does not end, or is too long")
    need(text.count(b" ") < MOST_WORLDS, "a list of numbers is too long")
    found = [int(each) for each in text.split(b" ")] if text else []
    need(min(found, default=0) >= 0, "a list of numbers has one below zero")
    return found
