"""Sets of worlds as numpy arrays with one bit for each world of the whole product: a second opinion at middling sizes.

A few machines whose states fill a word together lie inside it, one bit for each combination; every other machine is
an axis. A rule asks and writes by slices of axes and by masks and shifts of bits, whatever the set holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod
from operator import or_
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from explorer.packing import Field, Packing, pack
from model.network import Condition, Machine, Network, Rule

Bits: TypeAlias = NDArray[Any]
"""Words of any one width, an axis for each machine that is not inside them."""

ENGINE = "arrays"
MOST_BYTES = 1 << 28
_WIDTHS = (64, 32, 16, 8)
_MOST_AXES = 30
_FULL = 1 << 64


def fits(network: Network) -> bool:
    """Whether a set of worlds of this network takes 256 megabytes at most."""
    inside, width = _inside(network.machines)
    outside = [len(machine.states) for machine in network.machines if machine not in inside and len(machine.states) > 1]
    return len(outside) <= _MOST_AXES and prod(outside) * width // 8 <= MOST_BYTES
