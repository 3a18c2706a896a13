"""The lines of a design's threads: what waits where, and the parts of rules that queue and begin it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from model.machines.line import OUT, queued
from model.rules.code import Callback
from model.rules.effect import Effect, join, join_all, move, when


@dataclass(frozen=True, slots=True)
class Lines:
    """Thread -> the callbacks that wait their turn on it."""

    by_thread: Mapping[str, tuple[Callback, ...]]

    def waits(self, callback: Callback) -> bool:
        """Whether a callback goes through the line of its thread: it has a turn, and something to do in it."""
        return callback in self.by_thread.get(callback.thread, ())

    def enqueue(self, callback: Callback) -> Effect:
        """The callback goes to the end of its line; all that wait there already are one older."""
        line = self.by_thread[callback.thread]
        return join_all(move(each.line, "join_line" if each == callback else "age") for each in line)

    def begin(self, callback: Callback) -> Iterator[tuple[int, Effect]]:
        """For each number of callbacks behind it: it is the oldest in line, and leaves the line."""
        others = [each for each in self.by_thread[callback.thread] if each != callback]
        for rank in range(1, len(others) + 2):
            younger = (OUT, *(queued(each) for each in range(1, rank)))
            yield rank - 1, join(move(callback.line, f"begin_{rank}"), *(when(each.line, *younger) for each in others))

    def empty(self, thread: str) -> Effect:
        """Nothing waits on a thread."""
        return join_all(when(each.line, OUT) for each in self.by_thread.get(thread, ()))

    def someone(self, thread: str, but: Callback) -> Iterator[tuple[str, Effect]]:
        """The ways in which anything but one callback waits on a thread, no two at once: which is the first to wait."""
        others = [each for each in self.by_thread.get(thread, ()) if each != but]
        for place, first in enumerate(others):
            ranks = tuple(queued(rank) for rank in range(1, len(others) + 2))
            yield first.label, join(when(first.line, *ranks), *(when(each.line, OUT) for each in others[:place]))

    def drop(self, thread: str) -> Effect:
        """All that waits on a thread is dropped."""
        return join_all(move(each.line, "drop") for each in self.by_thread.get(thread, ()))


def lines_of(code: tuple[Callback, ...]) -> Lines:
    """The lines that this code needs."""
    found: dict[str, tuple[Callback, ...]] = {}
    for callback in code:
        if callback.in_line and (callback.code or callback.returns or callback.block):
            found[callback.thread] = (*found.get(callback.thread, ()), callback)
    return Lines(found)

