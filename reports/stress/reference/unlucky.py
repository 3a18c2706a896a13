"""What need not happen, and may where the environment of a design says so: crashes, force-quits, early expiries."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.stress.reference.governed import Governed
from reports.stress.reference.process import Process
from reports.stress.reference.running import Call


@dataclass(slots=True)
class Unlucky(Governed):
    """A phone on which the switches of `[environment]` have something happen."""

    def _of_environment(self) -> Iterator[Call]:
        env = self.design.environment
        if env.force_quit and self.app.state != "not_running":
            yield ("force quit",)
        if env.crash and "crash" not in self.happened:
            yield from (("crash", each.name) for each in self.processes.values() if self._may_crash(each))
        if env.wake_expiry and "early expiry" not in self.happened and self.app.state == "background":
            yield from (("expire early", wake.identifier) for wake in self._open_wakes())
        if env.authentication and "authentication" not in self.happened:
            yield from self._of_servers()
        for process in self.processes.values() if env.lossy_invalidation else ():
            yield from self._losses(process) if process.runs else ()

    def _of_servers(self) -> Iterator[Call]:
        for session in self.cast.sessions:
            asked = self.daemon.may_authenticate(session.identifier)
            if session.wakes and asked and not self.still_handles(session.identifier):
                yield ("authenticate", session.identifier)

    def _may_crash(self, process: Process) -> bool:
        return process.runs and process.state != "dismissed"

    def do_force_quit(self, *vanished: str) -> None:
        """The user swipes the app away: its transfers are cancelled, and some of them may vanish (L8 L9)."""
        self.daemon.force_quit = True
        for task in self.daemon.tasks.values():
            if task.name in vanished:
                task.vanish()
            task.cancel_by_quit()
        self.end(self.app)

    def do_crash(self, name: str) -> None:
        """A process dies while it runs, which costs it none of its transfers (L10)."""
        self.happened.add("crash")
        self.end(self.processes[name])

    def do_expire_early(self, identifier: str) -> None:
        """A wake runs out with callbacks still to come (H11)."""
        self.happened.add("early expiry")
        self.do_expire(identifier)

    def do_authenticate(self, identifier: str) -> None:
        """The app is woken because a server wants credentials, whether or not anything has ended (L16)."""
        self.happened.add("authentication")
        self.do_wake(identifier)
