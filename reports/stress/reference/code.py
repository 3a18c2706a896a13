"""The code of a design as blocks of lines, and the threads that run them, first come, first served."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from model.design import Action, Program
from reports.stress.reference.daemon import Handler

DISPATCHED = ("handler block", "answer")
"""What code hands to a queue: it waits there, even if there is nothing else."""


@dataclass(frozen=True, slots=True)
class Line:
    """One action, and the identifier it is about."""

    action: Action
    identifier: str | None
    site: str
    if_known: bool = False
    """Only if the records hold the identifier: that is how code outside of a run comes by a fresh one."""
    task: str = ""
    """The task that it may start again."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a callback is given: the session, task or run it is about."""

    identifier: str | None = None
    task: str = ""
    run: int = 0
    handler: Handler | None = None


@dataclass(slots=True)
class Block:
    """A callback under way, or waiting for its thread; `at` is the line that comes next."""

    kind: str
    label: str
    lines: tuple[Line, ...]
    given: Given
    returns: bool = False
    """Its return does something: it acknowledges, or throws a handler away."""
    at: int = 0
    interrupted: bool = False
    """Its process was suspended meanwhile: what it would acknowledge is told again (K11)."""
    within: str = ""
    """Of what waited for an answer: the callback whose code it is."""
    waits_for: str = ""
    """The request whose answer it waits for."""

    @property
    def done(self) -> bool:
        """Nothing of it is left."""
        return self.at >= len(self.lines) + self.returns

    @property
    def next_line(self) -> Line | None:
        """The line that comes next; None where its return does, or nothing."""
        return self.lines[self.at] if self.at < len(self.lines) else None

    @property
    def program(self) -> str:
        """The callback in whose program its lines stand."""
        return self.within or self.kind


@dataclass(slots=True)
class Thread:
    """The main thread, or a delegate queue: one block at a time (Q1)."""

    running: Block | None = None
    waiting: list[Block] = field(default_factory=list)

    @property
    def idle(self) -> bool:
        """It runs nothing, and nothing waits."""
        return self.running is None and not self.waiting

    def put(self, block: Block) -> None:
        """Run a block at once if there is nothing else, or let it wait."""
        if block.kind in DISPATCHED:
            self.waiting.append(block)
        elif self.idle:
            self.running = None if block.done else block
        elif not block.done:
            self.waiting.append(block)

    def clear(self) -> None:
        """The process has ended."""
        self.running, self.waiting = None, []


def unfolded(program: Program, kind: str, meant: "Meaning", within: str = "") -> Iterator[Line]:
    """The lines of a program in one callback: `refused` is settled by which callback it is.

    `within` is the place of the request whose answer the program waits for.
    """
    for place, action in enumerate(program):
        when = action.when
        if when is not None and when.fact == "refused" and when.holds != (kind == "refused"):
            continue
        for identifier, if_known in meant.identifiers(action.session):
            for task in meant.tasks(identifier) if action.do == "restart-missing" else ("",):
                yield Line(action, identifier, f"{within}.{place}" if within else str(place), if_known, task)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the name of a session means in a callback."""

    own: str | None
    named: tuple[tuple[str, str, int], ...]
    """(session, identifier, run) for every identifier of the process; run 0 for a constant one."""
    run: int
    in_run: bool
    known_tasks: tuple[tuple[str, str], ...] = ()
    """(task, identifier) for all tasks."""

    def tasks(self, identifier: str | None) -> Iterator[str]:
        """The tasks of a session."""
        return (name for name, of in self.known_tasks if of == identifier)

    def identifiers(self, session: str | None) -> Iterator[tuple[str | None, bool]]:
        """The identifiers meant, each with whether code must find it in the records first."""
        if session is None:
            yield self.own, False
            return
        for name, identifier, run in self.named:
            if name == session and (not self.in_run or run in (0, self.run)):
                yield identifier, bool(run) and not self.in_run


def surely_answers(program: Program) -> bool:
    """Whether handle-events keeps or calls its handler whatever happens, so that its return is nothing."""
    for action in program:
        if action.do == "request" and action.then is None:
            return False
        if action.do in ("store-handler", "call-handler") and action.when is None:
            return True
    return False
