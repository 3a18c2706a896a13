"""The transfer daemon, as far as it is known: it keeps tasks, records who is connected, and wakes the app."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Task:
    """A background transfer, which lives in the daemon whatever becomes of the process that made it (D1 L10)."""

    name: str
    identifier: str
    kind: str = "file"
    """`file`, `stream` or `data`: the last two need the process that made them (C12 C13)."""
    owner: str = ""
    started: bool = False
    finished: bool = False
    told_to: str = ""
    """The process whose delegate is being told of its end."""
    acknowledged: bool = False
    in_batch: bool = False
    """It had finished when the latest wake began."""
    by_quit: bool = False
    """The user's force-quit ended it, which is no reason for a wake (L8 L9)."""
    held_back: bool = False
    """That end is told once code makes the session again (L9)."""
    gone: str = ""
    """`vanished` with a force-quit (L9), or `gone` with an expired wake (T10): nobody will hear of it."""
    restarted: bool = False

    @property
    def running(self) -> bool:
        """Under way: what `getAllTasks` lists (S13)."""
        return self.started and not self.finished

    @property
    def unreported(self) -> bool:
        """At its end, and nobody is being told."""
        return self.due and not self.told_to

    @property
    def due(self) -> bool:
        """At its end, which the connected process has to hear of, or is hearing of."""
        return self.finished and not (self.acknowledged or self.held_back or self.gone)

    @property
    def open(self) -> bool:
        """Something is still to come of it for the process that is connected."""
        return self.running or self.due

    def start(self, kind: str, owner: str) -> None:
        """Made and resumed (T1)."""
        self.kind, self.owner, self.started = kind, owner, True

    def restart(self, owner: str) -> None:
        """Made anew, in place of one that code takes for lost (T9)."""
        self.owner, self.restarted = owner, True
        self.finished = self.acknowledged = self.in_batch = self.by_quit = self.held_back = False
        self.told_to = self.gone = ""

    def end(self) -> None:
        """Over, with success or without."""
        self.finished = self.started

    def cancel_by_quit(self) -> None:
        """The user has force-quit the app (L8 L9)."""
        if self.running:
            self.finished = self.by_quit = self.held_back = True

    def vanish(self) -> None:
        """Gone with a force-quit, without a word to anybody (L9)."""
        self.finished, self.gone = True, "vanished"

    def lose(self) -> None:
        """The wake in which it should have been told has expired (T10)."""
        if self.due and not self.by_quit and self.told_to in ("", "app"):
            self.gone = "gone"


@dataclass(slots=True)
class Wake:
    """The app was called for a session: from handle-events on, until its handler was called or time is up (D3)."""

    identifier: str
    met_in_front: bool = False
    told: bool = False
    """did-finish-events came."""
    answered: bool = False
    over: bool = False
    recorded: bool = False
    """The outcome of a task was stored during it."""

    @property
    def open(self) -> bool:
        """Neither answered nor over."""
        return not (self.over or self.answered)


@dataclass(slots=True)
class Handler:
    """The completion handler of one wake."""

    wake: Wake
    called: bool = False

    @property
    def late(self) -> bool:
        """Its wake had come to its end before it was called."""
        return self.wake.over and not self.called

    def call(self) -> None:
        """The system is told that the app is done (§19); a second call tells it nothing."""
        if not self.called and not self.wake.over:
            self.wake.answered = True
            self.wake.over = self.wake.told
        self.called = True


@dataclass(slots=True)
class Daemon:
    """What survives every process: tasks, connections, and the wakes it asked for."""

    tasks: dict[str, Task] = field(default_factory=dict)
    clients: dict[str, str] = field(default_factory=dict)
    """Identifier -> the one process that is connected to it (§5 N1)."""
    wakes: dict[str, Wake] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    """The sessions whose wake was due, and was taken back when the app came to the front (D4)."""
    force_quit: bool = False
    """The user has force-quit the app and not opened it since (L8)."""

    def of(self, identifier: str) -> list[Task]:
        """The tasks of a session."""
        return [task for task in self.tasks.values() if task.identifier == identifier]

    def connect(self, identifier: str, process: str) -> bool:
        """Let a process in, unless another one is there (§6)."""
        return self.clients.setdefault(identifier, process) == process

    def disconnect(self, identifier: str, process: str) -> None:
        """A process has let go, was suspended, or ended (§9 N5): data tasks do not outlast that (C13)."""
        if self.clients.get(identifier) != process:
            return
        del self.clients[identifier]
        self.withdrawn.discard(identifier)
        for task in self.of(identifier):
            if task.kind == "data" and task.running:
                task.end()

    def stop_streams(self, process: str) -> None:
        """A process is no more, and with it what it streamed (C12)."""
        for task in self.tasks.values():
            if task.kind == "stream" and task.owner == process and task.running:
                task.end()

    def release(self, identifier: str) -> None:
        """Code has made the session: it is told what a force-quit ended (L9)."""
        for task in self.of(identifier):
            task.held_back = False

    def interrupt(self, process: str) -> None:
        """What a process was being told was not acknowledged, and is to be told again (T8 K11)."""
        for task in self.tasks.values():
            if task.told_to == process:
                task.told_to = ""
                task.in_batch = task.in_batch and process != "app"

    def wants_wake(self, identifier: str) -> bool:
        """All transfers of a session are done, some end is unreported, and nobody is there to be told (L1 D3).

        What a force-quit ended is no reason for a wake (L8 L9).
        """
        tasks = self.of(identifier)
        finished = any(task.unreported and not task.by_quit for task in tasks)
        return finished and self._may_wake(identifier) and not any(task.running for task in tasks)

    def may_authenticate(self, identifier: str) -> bool:
        """A server asks for credentials, for a transfer that nobody is connected to (L1 L16)."""
        return self._may_wake(identifier) and any(task.running for task in self.of(identifier))

    def _may_wake(self, identifier: str) -> bool:
        wake = self.wakes.get(identifier)
        free = identifier not in self.clients and (wake is None or wake.over or wake.answered)
        return free and not self.force_quit

    def come_to_front(self) -> None:
        """The user has the app in front: wakes that were due are taken back (D4)."""
        self.withdrawn |= {identifier for identifier in self._identifiers() if self.wants_wake(identifier)}

    def _identifiers(self) -> set[str]:
        return {task.identifier for task in self.tasks.values()}

    def finish(self, name: str) -> None:
        """A transfer comes to its end, a new reason for a wake (D4)."""
        self.tasks[name].end()
        self.withdrawn.discard(self.tasks[name].identifier)
