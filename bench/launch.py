"""Starts one command from a process that is itself small, and writes down seconds, peak memory and status.

The system counts into the peak of a process what its parent held when it was started; so the parent has to be small.
Run as `python -I -S launch.py SECONDS BYTES REPORT COMMAND…`; the command is killed when its seconds have passed.
"""

import os
import resource
import signal
import sys
import time


def launch(command: list[str], seconds: float, memory: int) -> str:
    """Wall seconds, peak kilobytes and exit status (negative: the signal) of the command, in one line."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    begun = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ)
    signal.signal(signal.SIGALRM, lambda _signal, _frame: os.kill(process, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, seconds)
    _, waited, usage = os.wait4(process, 0)
    took = time.perf_counter() - begun
    signal.setitimer(signal.ITIMER_REAL, 0)
    peak = usage.ru_maxrss >> 10 if sys.platform == "darwin" else usage.ru_maxrss
    return f"{took} {peak} {os.waitstatus_to_exitcode(waited)}\n"


if __name__ == "__main__":
    with open(sys.argv[3], "w", encoding="ascii") as stream:
        stream.write(launch(sys.argv[4:], float(sys.argv[1]), int(sys.argv[2])))
