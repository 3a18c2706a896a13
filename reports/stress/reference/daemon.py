"""The transfer daemon, as far as it is known: it keeps tasks, records who is connected, and wakes the app."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Task:
    """A background transfer, which lives in the daemon whatever becomes of the process that made it (D1 L10)."""

    name: str
    identifier: str
    started: bool = False
    finished: bool = False
    told_to: str = ""
    """The process whose delegate is being told of its end."""
    acknowledged: bool = False
    in_batch: bool = False
    """It had finished when the latest wake began."""

    @property
    def running(self) -> bool:
        """Under way: what `getAllTasks` lists (S13)."""
        return self.started and not self.finished

    @property
    def unreported(self) -> bool:
        """At its end, and nobody is being told."""
        return self.finished and not self.acknowledged and not self.told_to

    @property
    def open(self) -> bool:
        """Something is still to come of it."""
        return self.started and not self.acknowledged


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

    def of(self, identifier: str) -> list[Task]:
        """The tasks of a session."""
        return [task for task in self.tasks.values() if task.identifier == identifier]

    def connect(self, identifier: str, process: str) -> bool:
        """Let a process in, unless another one is there (§6)."""
        return self.clients.setdefault(identifier, process) == process

    def disconnect(self, identifier: str, process: str) -> None:
        """A process has let go, was suspended, or ended (§9 N5)."""
        if self.clients.get(identifier) == process:
            del self.clients[identifier]

    def interrupt(self, process: str) -> None:
        """What a process was being told was not acknowledged, and is to be told again (T8 K11)."""
        for task in self.tasks.values():
            if task.told_to == process:
                task.told_to = ""
                task.in_batch = task.in_batch and process != "app"

    def wants_wake(self, identifier: str) -> bool:
        """All transfers of a session are done, some end is unreported, and nobody is there to be told (L1 D3)."""
        tasks = self.of(identifier)
        wake = self.wakes.get(identifier)
        free = identifier not in self.clients and (wake is None or wake.over or wake.answered)
        return free and any(task.unreported for task in tasks) and not any(task.running for task in tasks)
