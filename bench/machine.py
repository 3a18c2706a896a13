"""What the machine can do: random reads from memory and streaming through it, the physical limit of listing worlds."""

import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import numpy

BYTES = 1 << 30
"""Of the array: far more than any cache."""
PROBES = 1 << 23
TRIES = 5


@dataclass(frozen=True, slots=True)
class Machine:
    """Processor, cores, Python; random reads of eight bytes and bytes streamed, both in a second, by one thread."""

    processor: str
    cores: int
    python: str
    probes: float
    streamed: float


def measured_machine(size: int = BYTES) -> Machine:
    """Measure this machine with an array of `size` bytes."""
    array = numpy.ones(size // 8, dtype=numpy.uint64)
    places = numpy.random.default_rng(0).integers(0, len(array), PROBES)
    return Machine(
        processor=_processor(),
        cores=os.cpu_count() or 1,
        python=platform.python_version(),
        probes=PROBES / _seconds(lambda: array.take(places)),
        streamed=size / _seconds(lambda: array.sum()),
    )


def _seconds(work: Callable[[], object]) -> float:
    return median(_once(work) for _ in range(TRIES))


def _once(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _processor() -> str:
    """The name that Linux gives, or else the architecture."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as lines:
            named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    except OSError:
        named = []
    return named[0] if named else platform.machine()
