"""A process of the design: its session objects, its references to them, its two threads, and how it stops."""

from dataclasses import dataclass, field

from model.design import App, Extension
from reports.stress.reference.code import Block, Thread
from reports.stress.reference.daemon import Daemon, Handler
from reports.stress.reference.requests import Request
from reports.stress.reference.session import IN_USE, NO_CONTAINER, Session


@dataclass(slots=True)
class Process:
    """What the app and an extension have in common."""

    name: str
    settings: App | Extension
    daemon: Daemon
    no_container: frozenset[str] = frozenset()
    """The identifiers whose configuration names no container that it can reach."""
    state: str = "not_running"
    main: Thread = field(default_factory=Thread)
    delegate: Thread = field(default_factory=Thread)
    sessions: dict[str, Session] = field(default_factory=dict)
    references: set[str] = field(default_factory=set)
    refusals: list[str] = field(default_factory=list)
    """The sessions whose delegate is still to hear that they were refused."""
    requests: dict[str, Request] = field(default_factory=dict)
    """Its short requests, by the place in its code that sends them."""
    attempts: dict[str, str] = field(default_factory=dict)
    """How its latest try to connect to a session ended: `accepted`, `excused`, `unexcused`."""
    identifiers: tuple[str, ...] = ()
    """The sessions that it may have an object for; wakes of them that were taken back are due anew when it stops."""
    retries: bool = False
    """A refusal for being in use is not for ever (N2 N3 K3)."""
    reconnects_always: bool = True
    """Its objects have their connection back whenever it runs again, not only in a wake (K4)."""

    def __post_init__(self) -> None:
        """With the main queue for its delegate it has one thread only."""
        if self.settings.delegate_queue == "main":
            self.delegate = self.main

    @property
    def runs(self) -> bool:
        """Whether its code runs."""
        return self.state in ("foreground", "background", "active", "dismissed")

    @property
    def at_rest(self) -> bool:
        """No code of it runs or waits, and no message is on its way to its code."""
        news = self.refusals or any(session.gone for session in self.sessions.values())
        return self.main.idle and self.delegate.idle and not news

    @property
    def caches(self) -> bool:
        """Whether its code keeps what it holds for good."""
        return self.settings.session_reference == "cached"

    def held(self, identifier: str | None) -> Session | None:
        """The object that its code holds, dead or alive."""
        return self.sessions.get(identifier) if identifier is not None and identifier in self.references else None

    def initialise(self, identifier: str) -> None:
        """`URLSession(configuration:delegate:delegateQueue:)`.

        What is there already under this identifier is handed out again, even if it is dying (S2 S7).
        """
        there = self.sessions.get(identifier)
        if there is not None and not there.dead:
            self.references.add(identifier)
            return
        self.sessions[identifier] = session = Session(identifier, retries=self.retries)
        self.references.add(identifier)
        if identifier in self.no_container:
            self._refuse(session, NO_CONTAINER)
        else:
            self._try(session)
        if session.connected:
            self.daemon.release(identifier)

    def retry(self, session: Session) -> None:
        """A task is made on a refused object, which tries once more (N3)."""
        if self.daemon.connect(session.identifier, self.name):
            session.error, session.connected = 0, True

    def reconnect(self, session: Session) -> None:
        """The process runs again: the object asks for its connection, and a dying one that cannot have it is gone."""
        if session.dying and not self.daemon.connect(session.identifier, self.name):
            session.gone = True
        elif session.dying:
            session.connected = True
        else:
            self._try(session)

    def _try(self, session: Session) -> None:
        session.connected = self.daemon.connect(session.identifier, self.name)
        if not session.connected:
            self._refuse(session, IN_USE)

    def _refuse(self, session: Session, error: int) -> None:
        """The object is dead at once, and its delegate is to hear it (§6 S12)."""
        session.error = error
        if not session.dead:
            return
        if session.identifier not in self.refusals:
            self.refusals.append(session.identifier)
        if not self.caches:
            self.references.discard(session.identifier)

    def let_go(self, session: Session) -> None:
        """Nothing is left for a dying object to wait for."""
        session.gone, session.connected = True, False
        self.daemon.disconnect(session.identifier, self.name)

    def suspend(self) -> None:
        """It stops where it is; the daemon sees it and drops its connections (§9 N5)."""
        for session in self.sessions.values():
            session.connected = False
            session.error = session.error if session.dead or not self.reconnects_always else 0
            self.daemon.disconnect(session.identifier, self.name)
        self.daemon.interrupt(self.name)
        for thread in (self.main, self.delegate):
            self._interrupt(thread)
        self._lose_requests()
        self.daemon.withdrawn.difference_update(self.identifiers)

    def _lose_requests(self) -> None:
        """A request in a standard session does not outlast its process, nor a suspension (§28 A3)."""
        for request in self.requests.values():
            request.lose()

    @property
    def awaits(self) -> bool:
        """A request is out."""
        return any(request.out for request in self.requests.values())

    @property
    def held_awake(self) -> bool:
        """An expiring activity is held (E4)."""
        return any(request.status == "held" for request in self.requests.values())

    def end(self) -> None:
        """Everything that it had in memory is gone."""
        self.daemon.interrupt(self.name)
        for identifier in self.sessions:
            self.daemon.disconnect(identifier, self.name)
        self.daemon.stop_streams(self.name)
        self._lose_requests()
        self.daemon.withdrawn.difference_update(self.identifiers)
        self.sessions, self.references, self.refusals = {}, set(), []
        self.main.clear()
        self.delegate.clear()

    def _interrupt(self, thread: Thread) -> None:
        """A did-complete goes on when its process does, but acknowledges nothing any more."""
        running = thread.running
        for block in (running, *thread.waiting):
            if block is not None and block.kind == "did-complete":
                block.interrupted = True
        if running is not None and running.kind == "did-complete" and running.at == len(running.lines):
            thread.running = None


@dataclass(slots=True)
class AppProcess(Process):
    """The app: it also keeps the completion handlers that wakes bring."""

    offers: dict[str, Handler] = field(default_factory=dict)
    """Identifier -> the handler that came with its latest wake, as long as code has not taken it."""
    slots: dict[str, tuple[str, Handler]] = field(default_factory=dict)
    """Slot -> whose handler it keeps."""
    lost: set[str] = field(default_factory=set)
    """The sessions of which it threw a handler away that it had not called (H4 H10)."""

    def slot_of(self, identifier: str) -> str:
        """The slot for a session: its own, or the one for all."""
        return identifier if isinstance(self.settings, App) and self.settings.handler_slot == "keyed" else ""

    def end(self) -> None:
        """Handlers go with the process, and so do its wakes."""
        Process.end(self)
        self.offers, self.slots, self.lost, self.attempts = {}, {}, set(), {}
        for wake in self.daemon.wakes.values():
            wake.over = True
        self.daemon.wakes.clear()

    def suspend(self) -> None:
        """did-finish-events does not come to one that sleeps, if its wake has been answered."""
        Process.suspend(self)
        for wake in self.daemon.wakes.values():
            wake.over = wake.over or wake.answered


@dataclass(slots=True)
class ExtensionProcess(Process):
    """An extension: opened a number of times, each run going on until it is dismissed or its process ends."""

    run: int = 0
    in_run: bool = False

    @property
    def spent(self) -> bool:
        """The last run is over."""
        assert isinstance(self.settings, Extension)
        return self.run == self.settings.runs and not self.in_run

    def end(self) -> None:
        """A run ends with its process."""
        Process.end(self)
        self.in_run = False


__all__ = ["AppProcess", "Block", "ExtensionProcess", "Process"]
