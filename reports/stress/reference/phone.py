"""One phone with one app, its extensions and the daemon: what may happen next, and what then does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from model.design import Extension
from reports.stress.reference.code import Given
from reports.stress.reference.process import ExtensionProcess
from reports.stress.reference.running import Call
from reports.stress.reference.unlucky import Unlucky


@dataclass(slots=True)
class Phone(Unlucky):
    """The whole of it; `calls` says what can happen now, `do` lets it happen."""

    def calls(self) -> list[Call]:
        """Everything that can happen now."""
        found = [*self._of_user(), *self._of_system(), *self._of_network(), *self._of_environment()]
        for process in self.processes.values():
            if process.runs:
                found += [*self._of_threads(process), *self._of_sessions(process), *self._deliveries(process)]
                found += self._of_requests(process)
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
        self._come_to_front()
        self._run(self.app, "launch")
        self._run(self.app, "foreground")

    def do_bring_to_front(self) -> None:
        """The user opens the app, which was there."""
        self._come_to_front()
        self._run(self.app, "foreground")

    def _come_to_front(self) -> None:
        """Wakes are possible again after a force-quit (L8), or are taken back (D4)."""
        self.app.state = "foreground"
        self.daemon.force_quit = False
        if self.design.environment.foreground_clears_wake:
            self.daemon.come_to_front()

    def do_leave(self) -> None:
        """The user goes elsewhere, and wakes that were taken back are due anew (D4)."""
        self.app.state = "background"
        self.daemon.withdrawn.clear()

    def do_open(self, name: str) -> None:
        """The user opens an extension: in the process that it has, or in a new one (E5)."""
        extension = self.extensions[name]
        extension.run += 1
        extension.in_run, extension.state = True, "active"
        extension.attempts.clear()
        self._run(extension, "run", Given(run=extension.run))

    def do_return(self, name: str) -> None:
        """The user comes back to the host."""
        self.extensions[name].state = "active"

    def do_leave_host(self, name: str) -> None:
        """The user leaves the host, and the system suspends the extension."""
        self.extensions[name].suspend()
        self.extensions[name].state = "suspended"

    # What transfers do

    def _of_network(self) -> Iterator[Call]:
        for task in self.daemon.tasks.values():
            if task.running:
                yield ("finish", task.name)

    def do_finish(self, name: str) -> None:
        """A transfer comes to its end, with or without success."""
        self.daemon.finish(name)


def _of_host(extension: ExtensionProcess) -> Iterator[Call]:
    """The user may open it for a next run when none is going on, and come back to one that was left."""
    assert isinstance(extension.settings, Extension)
    if not extension.in_run and not extension.spent and extension.state != "gone":
        yield ("open", extension.name)
    if extension.state == "suspended":
        yield ("return", extension.name)


__all__ = ["Call", "Phone"]
