"""Drives an implementation in another process that speaks JSON lines: the protocol is told in docs/stress.md."""

import json
import os
import selectors
import shlex
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from time import monotonic
from typing import Any

from reports.errors import printable, reason
from reports.inputs import Case
from reports.replay.driving import World
from reports.stress.adapter import BrokenAdapter, Failed, Firing, NotCovered, Refused

PROTOCOL = "outlive-stress/1"
TIMEOUT = 10.0
"""Seconds for an answer."""
LONGEST_ANSWER = 1 << 20
"""Bytes of an answer: a line without an end must not fill the memory."""
LONGEST_SHOWN = 80


class Ended(Failed):
    """The other end died, or does not answer."""


class OtherEnd:
    """A process that answers every line with a line; started once, and told to begin anew for each run."""

    def __init__(self, command: str, timeout: float = TIMEOUT) -> None:
        """Start it.

        Raises:
            BrokenAdapter: it cannot be started.
        """
        self._shown, self._timeout = printable(command), timeout
        try:
            self._process = subprocess.Popen(
                shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
            )
        except (OSError, ValueError, IndexError) as error:
            why = reason(error) if isinstance(error, OSError) else str(error)
            raise BrokenAdapter(f"{self._shown}: cannot be started: {why}; name a program that can") from error
        self._pending = b""

    def greet(self, case: Case) -> None:
        """Say what is to be driven.

        Raises:
            BrokenAdapter: it does not answer as it should, or at all.
        """
        machines = {machine.name: list(machine.states) for machine in case.network.machines}
        rules = [rule.name for rule in case.network.rules]
        try:
            answer = self.ask({"do": "hello", "protocol": PROTOCOL, "design": case.name, "machines": machines,
                               "rules": rules})
        except Ended as end:
            raise BrokenAdapter(f"{self._shown}: {end}; it has to answer the first line") from None
        if answer.get("protocol") != PROTOCOL:
            spoken = printable(str(answer.get("protocol")))[:LONGEST_SHOWN]
            raise BrokenAdapter(f'{self._shown}: speaks `{spoken}`, and not {PROTOCOL}; see docs/stress.md')

    def ask(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Send a line, and give the answer.

        Raises:
            Ended: it died, or took too long.
            BrokenAdapter: the answer is no JSON object.
        """
        self._send(json.dumps(message, ensure_ascii=False).encode() + b"\n")
        line = self._line()
        try:
            answer = json.loads(line)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            shown = printable(line.decode("utf-8", "backslashreplace"))[:LONGEST_SHOWN]
            raise BrokenAdapter(f"{self._shown}: answered `{shown}`, which is no JSON object; one line, one object")
        return answer

    def end(self) -> None:
        """Close its input, wait a moment, and end it if it does not."""
        with suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.close()
        try:
            self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _send(self, line: bytes) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line)
        except OSError:
            raise Ended(self._how_it_ended()) from None

    def _line(self) -> bytes:
        """One line of its output, the rest kept for the next."""
        until = monotonic() + self._timeout
        while b"\n" not in self._pending:
            if len(self._pending) > LONGEST_ANSWER:
                what = f"{self._shown}: an answer longer than {LONGEST_ANSWER:,} bytes"
                raise BrokenAdapter(f"{what}; one line, one object")
            self._pending += self._chunk(until)
        line, _, self._pending = self._pending.partition(b"\n")
        return line

    def _chunk(self, until: float) -> bytes:
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            if not selector.select(max(0.0, until - monotonic())):
                raise Ended(f"gave no answer in {self._timeout:g} seconds")
        chunk = os.read(self._process.stdout.fileno(), 1 << 16)
        if not chunk:
            raise Ended(self._how_it_ended())
        return chunk

    def _how_it_ended(self) -> str:
        try:
            status = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "closed its output"
        return f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"


class OtherEndAdapter:
    """One run of an implementation at the other end."""

    def __init__(self, end: OtherEnd) -> None:
        """Have it begin from its initial state."""
        self._end = end
        _done(end.ask({"do": "start"}))

    def fire(self, step: Firing) -> None:
        """Tell it of the step.

        Raises:
            Refused: it answers `refused`.
            NotCovered: it answers `not-covered`.
            Ended: it died, or took too long.
            BrokenAdapter: it answers something else.
        """
        _done(self._end.ask({"do": "fire", **asdict(step)}))

    def observe(self) -> World:
        """What it shows."""
        answer = self._end.ask({"do": "observe"})
        shown = answer.get("machines")
        if not isinstance(shown, dict) or not all(isinstance(state, str) for state in shown.values()):
            raise BrokenAdapter("the other end: the answer to `observe` has no `machines` with a state for each name")
        return shown

    def close(self) -> None:
        """The next run begins with `start`: there is nothing to say."""


def other_end_factory(case: Case, command: str, timeout: float | None = None) -> "OtherEndFactory":
    """Runs at the other end of a command; raises what `OtherEnd` and its `greet` raise."""
    return OtherEndFactory(case, command, TIMEOUT if timeout is None else timeout)


class OtherEndFactory:
    """Keeps one process for all runs, and starts another where it died."""

    def __init__(self, case: Case, command: str, timeout: float) -> None:
        """Start it, so that what is wrong with the command is said before anything else."""
        self._case, self._command, self._timeout = case, command, timeout
        self._end: OtherEnd | None = None
        self._begin()

    def __call__(self) -> OtherEndAdapter:
        """A new run."""
        try:
            return OtherEndAdapter(self._end or self._begin())
        except Ended:
            self.close()
            return OtherEndAdapter(self._begin())

    def close(self) -> None:
        """End the process."""
        if self._end is not None:
            self._end.end()
            self._end = None

    def _begin(self) -> OtherEnd:
        self._end = OtherEnd(self._command, self._timeout)
        try:
            self._end.greet(self._case)
        except BrokenAdapter:
            self.close()
            raise
        return self._end


def _done(answer: Mapping[str, Any]) -> None:
    """Take the answer to a step."""
    said = printable(str(answer.get("why", "it does not say why")))
    match answer.get("answer"):
        case "done":
            return
        case "refused":
            raise Refused(said)
        case "not-covered":
            raise NotCovered(f"the other end does not cover this: {said}; leave it out of the design, or add it")
        case other:
            shown = printable(str(other))[:LONGEST_SHOWN]
            raise BrokenAdapter(f"the other end: answered `{shown}`; known: done, refused, not-covered")


__all__ = ["PROTOCOL", "Ended", "OtherEnd", "OtherEndAdapter", "OtherEndFactory", "other_end_factory"]
