"""What the system does with processes: it suspends and ends them, and wakes the app for a session, until time is up."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.stress.reference.code import Given
from reports.stress.reference.connected import Connected
from reports.stress.reference.daemon import Handler, Wake
from reports.stress.reference.process import ExtensionProcess, Process
from reports.stress.reference.running import Call


@dataclass(slots=True)
class Governed(Connected):
    """A phone whose system decides which process may run."""

    def _of_system(self) -> Iterator[Call]:
        if not self._debugged(self.app):
            yield from self._of_idle_app()
        yield from self._of_wakes()
        for extension in self.extensions.values():
            if not self._debugged(extension):
                yield from self._of_extension(extension)

    def _debugged(self, process: Process) -> bool:
        """It runs under the debugger: never suspended, nor ended by the system (§26)."""
        env = self.design.environment
        spared = "app" if process is self.app else "extensions"
        return env.profile == "debugger" and env.debugged in (spared, "both")

    def _of_extension(self, extension: ExtensionProcess) -> Iterator[Call]:
        if extension.state == "active" and not extension.held_awake:
            yield ("leave host", extension.name)
        if extension.state == "dismissed" and not extension.held_awake:
            yield ("suspend", extension.name)
        spared = self.design.environment.profile == "simulator"  # §27
        may_end = not spared and not extension.held_awake and not extension.spent  # its last suspension is its end
        if may_end and extension.state in ("dismissed", "suspended_dismissed"):
            yield ("terminate", extension.name)

    def _of_idle_app(self) -> Iterator[Call]:
        """In the background with no wake open and nothing to do it is suspended; then it may be ended (A1 N12 H3)."""
        reports = (call for call in self._deliveries(self.app) if "did-finish-events" not in call)
        due = any(not self._answered_early(self._about(call)) for call in reports)
        idle = self.app.at_rest and not self.app.held_awake and not due
        if self.app.state == "background" and idle and not self._open_wakes():
            yield ("suspend", "app")
        if self.app.state == "suspended":
            yield ("terminate", "app")

    def _answered_early(self, identifier: str) -> bool:
        wake = self.daemon.wakes.get(identifier)
        return wake is not None and wake.answered and not wake.over

    def _open_wakes(self) -> list[Wake]:
        return [wake for wake in self.daemon.wakes.values() if wake.open]

    def _of_wakes(self) -> Iterator[Call]:
        for session in self.cast.sessions:
            wanted = self.daemon.wants_wake(session.identifier) and session.identifier not in self.daemon.withdrawn
            if session.wakes and wanted and self._takes_wake(session.identifier):
                yield ("wake", session.identifier)
        for wake in self._open_wakes() if self.app.runs and self.app.at_rest and not self.app.awaits else ():
            if not self._anything_due(wake.identifier):
                yield ("expire", wake.identifier)

    def _takes_wake(self, identifier: str) -> bool:
        """Whether the app can be called: one that still runs an earlier call can be resumed and no more."""
        return self.app.state == "suspended" or not self.still_handles(identifier)

    def still_handles(self, identifier: str) -> bool:
        """An earlier handle-events of a session has not come to its end: a suspension fell into it."""
        thread = self.app.main
        blocks = (block for block in (thread.running, *thread.waiting) if block is not None)
        return any(block.kind == "handle-events" and block.given.identifier == identifier for block in blocks)

    def _anything_due(self, identifier: str) -> bool:
        """Whether something can still reach the app for a session, without anybody else's doing."""
        due = [*self._of_sessions(self.app), *self._deliveries(self.app)]
        return any(identifier in call or self._about(call) == identifier for call in due)

    def _about(self, call: Call) -> str:
        return self.daemon.tasks[call[-1]].identifier if call[-1] in self.daemon.tasks else ""

    def do_suspend(self, name: str) -> None:
        """A process stops; an extension whose last run is over does so for good."""
        process = self.processes[name]
        process.suspend()
        if isinstance(process, ExtensionProcess):
            process.state = "suspended_dismissed"
            if process.spent:
                process.end()
                process.attempts.clear()
                process.state = "gone"
        else:
            process.state = "suspended"

    def do_terminate(self, name: str) -> None:
        """A process is ended without notice."""
        self.end(self.processes[name])

    def do_wake(self, identifier: str) -> None:
        """handle-events: the app is called where it is, resumed, or relaunched in the background (§8 §14 L1)."""
        if self.still_handles(identifier):
            self.app.state = "background"
            return
        wake = Wake(identifier, met_in_front=self.app.state == "foreground")
        self.daemon.wakes[identifier] = wake
        self.woken.add(identifier)
        for task in self.daemon.of(identifier):
            task.in_batch = task.unreported and not task.by_quit
        relaunched = self.app.state == "not_running"
        if not wake.met_in_front:
            self.app.state = "background"
        if relaunched:
            self._run(self.app, "launch")
        handler = self.app.offers[identifier] = Handler(wake)
        self._run(self.app, "handle-events", Given(identifier, handler=handler))

    def do_expire(self, identifier: str) -> None:
        """Time is up for a wake, and what it did not report may be lost (H4 T10).

        The app is suspended, unless it is in front, or something else keeps it running: another wake, an expiring
        activity, the debugger.
        """
        wake = self.daemon.wakes[identifier]
        wake.over, wake.recorded = True, False
        self.daemon.withdrawn.discard(identifier)
        if self.design.environment.lose_on_expiry:
            for task in self.daemon.of(identifier):
                task.lose()
        kept = self._open_wakes() or self.app.held_awake or self._debugged(self.app)
        if self.app.state == "background" and not kept:
            self.do_suspend("app")
