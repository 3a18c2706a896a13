"""What session objects do by themselves, and what delegates hear."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.stress.reference.code import Given
from reports.stress.reference.process import Process
from reports.stress.reference.running import Call, Running
from reports.stress.reference.session import Session


@dataclass(slots=True)
class Connected(Running):
    """A phone whose session objects are connected to the daemon, and hear from it."""

    def _of_sessions(self, process: Process) -> Iterator[Call]:
        for session in process.sessions.values():
            if self.may_reconnect(process, session):
                yield ("reconnect", process.name, session.identifier)
            if session.dying and session.connected and not self._waited_for(session):
                yield ("let go", process.name, session.identifier)

    def _waited_for(self, session: Session) -> bool:
        """A dying session goes once its tasks are done and reported (S3)."""
        return any(task.open for task in self.daemon.of(session.identifier))

    def do_reconnect(self, name: str, identifier: str) -> None:
        """An object of a process that runs again asks for its connection (N7)."""
        process = self.processes[name]
        session = process.sessions[identifier]
        process.reconnect(session)
        if not session.dying:
            self.note_attempt(process, identifier)
        self._forget_silent(process)

    def do_let_go(self, name: str, identifier: str) -> None:
        """A dying object is gone."""
        process = self.processes[name]
        process.let_go(process.sessions[identifier])

    # What delegates hear

    def _deliveries(self, process: Process) -> Iterator[Call]:
        for task in self.daemon.tasks.values():
            if task.unreported and self.daemon.clients.get(task.identifier) == process.name:
                yield from self._if_free(process, "did-complete", task.identifier, task.name)
        if process is self.app:
            for identifier in self.daemon.wakes:
                if self._events_are_over(identifier):
                    yield from self._if_free(process, "did-finish-events", identifier)
        for session in process.sessions.values():
            if session.gone:
                yield from self._if_free(process, "did-become-invalid", session.identifier)
        for identifier in process.refusals:
            yield from self._if_free(process, "refused", identifier)

    def _losses(self, process: Process) -> Iterator[Call]:
        """did-become-invalid may never come (S8)."""
        for session in process.sessions.values():
            if session.gone:
                yield ("lose", process.name, "did-become-invalid", session.identifier)
        for identifier in process.refusals:
            yield ("lose", process.name, "refused", identifier)

    def do_lose(self, name: str, kind: str, identifier: str) -> None:
        """A did-become-invalid never comes, and code that holds the object does not learn that it is dead."""
        process = self.processes[name]
        if kind == "refused":
            process.refusals.remove(identifier)
        else:
            del process.sessions[identifier]

    def _if_free(self, process: Process, kind: str, identifier: str, task: str = "") -> Iterator[Call]:
        """A delegate queue of its own takes one callback at a time; the main thread lets them wait in line.

        There one of a kind waits at a time, and what no code hears of is delivered when it would be its turn.
        """
        queue, block = process.delegate, self._block(process, kind, Given(identifier, task))
        waits = queue is process.main and not block.done and all(each.label != block.label for each in queue.waiting)
        if queue.idle or waits:
            yield ("deliver", process.name, kind, task or identifier)

    def _events_are_over(self, identifier: str) -> bool:
        """did-finish-events: once a wake, with all that finished reported, to a session in good order (H2 H7 S9)."""
        wake, session = self.daemon.wakes[identifier], self.app.sessions.get(identifier)
        if not self.cast.session(identifier).delegate:
            return False
        if wake.over or wake.told or session is None or not session.connected or session.dying:
            return False
        return not any(task.due for task in self.daemon.of(identifier))

    def do_deliver(self, name: str, kind: str, about: str) -> None:
        """A delegate callback comes to the connected process."""
        process = self.processes[name]
        getattr(self, f"_tell_{kind.replace('-', '_')}")(process, about)

    def _tell_did_complete(self, process: Process, name: str) -> None:
        task = self.daemon.tasks[name]
        task.told_to = process.name
        if not self.cast.session(task.identifier).delegate:
            self.acknowledge(name)
            return
        self._run(process, "did-complete", Given(task.identifier, name, self.cast.run_of(name, process.name)))

    def _tell_did_finish_events(self, process: Process, identifier: str) -> None:
        wake = self.daemon.wakes[identifier]
        wake.told, wake.over = True, wake.answered
        self._run(process, "did-finish-events", Given(identifier))

    def _tell_did_become_invalid(self, process: Process, identifier: str) -> None:
        del process.sessions[identifier]
        if not process.caches:
            process.references.discard(identifier)
        self._run(process, "did-become-invalid", Given(identifier, run=self.cast.session(identifier).run))

    def _tell_refused(self, process: Process, identifier: str) -> None:
        process.refusals.remove(identifier)
        self._run(process, "refused", Given(identifier, run=self.cast.session(identifier).run))
