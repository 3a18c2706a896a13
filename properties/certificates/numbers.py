"""Writes lists of numbers as a certificate has them."""

import zlib
from base64 import b64encode
from collections.abc import Iterable

_HARDEST = 9


def deflated(numbers: Iterable[int]) -> str:
    """Numbers in decimal, parted by blanks, deflated, as base64."""
    return b64encode(zlib.compress(" ".join(map(str, numbers)).encode(), _HARDEST)).decode()
