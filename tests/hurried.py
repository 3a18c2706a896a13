"""A pytest plugin for mutants: a test that goes round for ever fails after some seconds of processor time.

mutmut's own limit is one of the clock, so that on a busy machine a mutant that changes nothing is taken for one that
never ends. A mutant that fills the memory is stopped as well, where the system can.
"""

import resource
import signal
from collections.abc import Generator
from contextlib import suppress

import pytest

SECONDS = 5
MEMORY = 4 << 30


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Run one test under the limits; the alarm comes again, for who catches it."""
    signal.signal(signal.SIGVTALRM, _out_of_time)
    with suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS, 1)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _out_of_time(*_signal: object) -> None:
    pytest.fail(f"still not done after {SECONDS} seconds of processor time")
