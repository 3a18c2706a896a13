"""One phone with one app, its extensions and the daemon: what may happen next, and what then does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from model.design import Extension
from reports.stress.reference.code import Given
from reports.stress.reference.connected import Connected
from reports.stress.reference.daemon import Handler, Wake
from reports.stress.reference.process import ExtensionProcess
from reports.stress.reference.running import Call


@dataclass(slots=True)
class Phone(Connected):
    """The whole of it; `calls` says what can happen now, `do` lets it happen."""

    def calls(self) -> list[Call]:
        """Everything that can happen now."""
        found = [*self._of_user(), *self._of_system(), *self._of_network()]
        for process in self.processes.values():
            if process.runs:
                found += [*self._of_threads(process), *self._of_sessions(process), *self._deliveries(process)]
        return found

    def do(self, call: Call) -> None:
        """Let it happen; it is one of `calls`."""
        word, *about = call
        deed: Callable[..., None] = getattr(self, f"do_{word.replace(' ', '_')}")
        deed(*about)

    # What people do

    def _of_user(self) -> Iterator[Call]:
        if self.app.state == "not_running":
            yield ("launch",)
        if self.app.state in ("background", "suspended"):
            yield ("bring to front",)
        if self.app.state == "foreground":
            yield ("leave",)
        for extension in self.extensions.values():
            yield from _of_host(extension)

    def do_launch(self) -> None:
        """The user opens the app, which was not there."""
        self.app.state = "foreground"
        self._run(self.app, "launch")
        self._run(self.app, "foreground")

    def do_bring_to_front(self) -> None:
        """The user opens the app, which was there."""
        self.app.state = "foreground"
        self._run(self.app, "foreground")

    def do_leave(self) -> None:
        """The user goes elsewhere."""
        self.app.state = "background"

    def do_open(self, name: str) -> None:
        """The user opens an extension: in the process that it has, or in a new one (E5)."""
        extension = self.extensions[name]
        extension.run += 1
        extension.in_run, extension.state = True, "active"
        self._run(extension, "run", Given(run=extension.run))

    def do_return(self, name: str) -> None:
        """The user comes back to the host."""
        self.extensions[name].state = "active"

    def do_leave_host(self, name: str) -> None:
        """The user leaves the host, and the system suspends the extension."""
        self.extensions[name].suspend()
        self.extensions[name].state = "suspended"

    # What the system does

    def _of_system(self) -> Iterator[Call]:
        env = self.design.environment
        debugged = env.debugged if env.profile == "debugger" else ""
        if debugged not in ("app", "both"):
            yield from self._of_idle_app()
        yield from self._of_wakes(debugged not in ("app", "both"))
        for extension in self.extensions.values() if debugged not in ("extensions", "both") else ():
            if extension.state == "active":
                yield ("leave host", extension.name)
            if extension.state == "dismissed":
                yield ("suspend", extension.name)
            may_end = env.profile != "simulator" and not extension.spent  # its last suspension is its end
            if may_end and extension.state in ("dismissed", "suspended_dismissed"):
                yield ("terminate", extension.name)

    def _of_idle_app(self) -> Iterator[Call]:
        """In the background with no wake open and nothing to do it is suspended; then it may be ended (A1 N12 H3)."""
        reports = (call for call in self._deliveries(self.app) if "did-finish-events" not in call)
        due = any(not self._answered_early(self._about(call)) for call in reports)
        if self.app.state == "background" and self.app.at_rest and not self._open_wakes() and not due:
            yield ("suspend", "app")
        if self.app.state == "suspended":
            yield ("terminate", "app")

    def _answered_early(self, identifier: str) -> bool:
        wake = self.daemon.wakes.get(identifier)
        return wake is not None and wake.answered and not wake.over

    def _open_wakes(self) -> list[Wake]:
        return [wake for wake in self.daemon.wakes.values() if not wake.over and not wake.answered]

    def _of_wakes(self, may_suspend: bool) -> Iterator[Call]:
        for session in self.cast.sessions:
            if session.wakes and self.daemon.wants_wake(session.identifier):
                yield ("wake", session.identifier)
        if may_suspend and self.app.runs:
            for wake in self._open_wakes():
                if self.app.at_rest and not self._anything_due(wake.identifier):
                    yield ("expire", wake.identifier)

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
                process.state = "gone"
        else:
            process.state = "suspended"

    def do_terminate(self, name: str) -> None:
        """A process is ended without notice."""
        self.end(self.processes[name])

    def do_wake(self, identifier: str) -> None:
        """handle-events: the app is called where it is, resumed, or relaunched in the background (§8 §14 L1)."""
        wake = Wake(identifier, met_in_front=self.app.state == "foreground")
        self.daemon.wakes[identifier] = wake
        for task in self.daemon.of(identifier):
            task.in_batch = task.unreported
        relaunched = self.app.state == "not_running"
        if not wake.met_in_front:
            self.app.state = "background"
        if relaunched:
            self._run(self.app, "launch")
        handler = self.app.offers[identifier] = Handler(wake)
        self._run(self.app, "handle-events", Given(identifier, handler=handler))

    def do_expire(self, identifier: str) -> None:
        """Time is up for a wake in which nothing happens any more (H4).

        The app is suspended, unless it is in front or another wake keeps it running.
        """
        self.daemon.wakes[identifier].over = True
        busy = any(self._anything_due(wake.identifier) for wake in self._open_wakes())
        if self.app.state == "background" and not busy:
            self.app.suspend()
            self.app.state = "suspended"

    # What transfers do

    def _of_network(self) -> Iterator[Call]:
        for task in self.daemon.tasks.values():
            if task.running:
                yield ("finish", task.name)

    def do_finish(self, name: str) -> None:
        """A transfer comes to its end, with or without success."""
        self.daemon.tasks[name].finished = True

def _of_host(extension: ExtensionProcess) -> Iterator[Call]:
    """The user may open it for a next run when none is going on, and come back to one that was left."""
    assert isinstance(extension.settings, Extension)
    if not extension.in_run and not extension.spent and extension.state != "gone":
        yield ("open", extension.name)
    if extension.state == "suspended":
        yield ("return", extension.name)


__all__ = ["Call", "Phone"]
