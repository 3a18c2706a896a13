"""The code that runs on a phone: callbacks made into blocks, queued on threads, run line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from model.design import App, Design, Extension, Program
from reports.stress.reference.acts import call_handler, handler_label, has_to_wait, outcomes, run_line
from reports.stress.reference.cast import Cast, Script
from reports.stress.reference.code import Block, Given, Line, Meaning, Thread, surely_answers, unfolded
from reports.stress.reference.daemon import Daemon
from reports.stress.reference.making import asks_daemon
from reports.stress.reference.process import AppProcess, ExtensionProcess, Process
from reports.stress.reference.session import IN_USE, Session

Call = tuple[str, ...]
"""What happens, to whom: `("finish", "transfer of share-extension 1")`."""

ON_MAIN = ("launch", "foreground", "handle-events", "run")
"""The callbacks of the main thread."""


@dataclass(slots=True)
class Running:
    """What a phone has, and how code runs on it."""

    cast: Cast
    daemon: Daemon
    app: AppProcess
    extensions: dict[str, ExtensionProcess]
    records: dict[str, str] = field(default_factory=dict)
    """Task -> `listed` or `recorded`: what stands in the shared container."""
    happened: set[str] = field(default_factory=set)
    """What happens once at most, and has: `crash`, `early expiry`, `authentication`."""
    woken: set[str] = field(default_factory=set)
    """The sessions that had a wake."""

    @property
    def design(self) -> Design:
        """The design that it runs."""
        return self.cast.design

    @property
    def processes(self) -> Mapping[str, Process]:
        """All processes by name, the app first."""
        return {"app": self.app, **self.extensions}

    def acknowledge(self, name: str) -> None:
        """A process has dealt with the end of a task: the daemon forgets it (T8)."""
        task = self.daemon.tasks[name]
        task.acknowledged, task.told_to, task.in_batch = True, "", False

    def forget_report(self, name: str) -> None:
        """Whoever is being told of a task may go on with that, and acknowledges nothing."""
        for process in self.processes.values():
            for thread in (process.main, process.delegate):
                for block in (thread.running, *thread.waiting):
                    if block is not None and block.kind == "did-complete" and block.given.task == name:
                        block.interrupted = True

    def note_attempt(self, process: Process, identifier: str) -> None:
        """How a try to connect ended: a refusal of the app is excused, and one while the app handles the session."""
        session = process.sessions[identifier]
        if session.error in (0, IN_USE):
            refused = "excused" if process is self.app or self._handled_by_app(identifier) else "unexcused"
            process.attempts[identifier] = refused if session.error else "accepted"

    def _handled_by_app(self, identifier: str) -> bool:
        """The app holds the connection, in a wake that is open or on its way out (§18 §20)."""
        wake, session = self.daemon.wakes.get(identifier), self.app.sessions.get(identifier)
        leaving = session is not None and session.dying
        return self.daemon.clients[identifier] == "app" and (leaving or (wake is not None and wake.open))

    def end(self, process: Process) -> None:
        """A process is no more; with the app in front goes what took its wakes back (D4)."""
        process.end()
        if process is self.app:
            self.daemon.withdrawn.clear()
        process.state = "not_running"

    def _of_threads(self, process: Process) -> Iterator[Call]:
        threads = {"main": process.main, "delegate queue": process.delegate}
        for which, thread in threads.items():
            once = which == "main" or thread is not process.main
            if once and not thread.idle and not self._blocked(process, thread):
                yield from self._steps(process, which, thread.running)

    def _steps(self, process: Process, which: str, block: Block | None) -> Iterator[Call]:
        """The next step of a thread, and how it may end otherwise."""
        yield ("step", process.name, which)
        if block is not None:
            yield from (("step", process.name, which, outcome) for outcome in outcomes(self, process, block))

    def _blocked(self, process: Process, thread: Thread) -> bool:
        """Making a task asks the daemon and waits for it (S11): a connection that was dropped comes back first (N7)."""
        block = thread.running
        if block is not None and block.waits_for:
            return process.requests[block.waits_for].out
        line = None if block is None else block.next_line
        if block is None or line is None:
            return False
        return has_to_wait(self, process, block, line) or self._reconnects_first(process, block, line)

    def _reconnects_first(self, process: Process, block: Block, line: Line) -> bool:
        session = process.held(line.identifier)
        if session is None or session.dying or not self.may_reconnect(process, session):
            return False
        return asks_daemon(self, process, block, line)

    def may_reconnect(self, process: Process, session: Session) -> bool:
        """Whether an object may have its connection back: whenever its process runs, or strictly in a wake (N7 K4)."""
        if process.reconnects_always or session.dying:
            return session.reconnects
        wake = self.daemon.wakes.get(session.identifier)
        return session.reconnects and process is self.app and wake is not None and wake.open

    def do_step(self, name: str, which: str, outcome: str = "") -> None:
        """A thread begins with what waits for it, or goes on by one line."""
        process = self.processes[name]
        thread = process.main if which == "main" else process.delegate
        if thread.running is None:
            self._begin(process, thread, thread.waiting.pop(0))
        elif thread.running.waits_for:
            self._give_up(process, thread, thread.running)
        else:
            self._go_on(process, thread, thread.running, outcome)
        self._forget_silent(process)

    def _begin(self, process: Process, thread: Thread, block: Block) -> None:
        if block.kind == "handler block":  # its condition was read when it was queued
            call_handler(self, process, block, block.lines[0])
        else:
            thread.running = block
        self._see(block)

    def _go_on(self, process: Process, thread: Thread, block: Block, outcome: str) -> None:
        self._see(block)
        if block.next_line is not None:
            run_line(self, process, block, outcome)
        else:
            self._return(block)
        if not block.waits_for:
            _advance(thread, block)

    def _give_up(self, process: Process, thread: Thread, block: Block) -> None:
        """The request that it waited for is lost, and the rest of it with that (A3): it has only to return."""
        process.requests[block.waits_for].status = "none"
        block.waits_for, block.at = "", len(block.lines)
        thread.running = None if block.done else block

    def _of_requests(self, process: Process) -> Iterator[Call]:
        for place, request in process.requests.items():
            if request.out:
                yield ("answer", process.name, place)
            if request.status == "held" and self.design.environment.activity_expiry:
                yield ("cut short", process.name, place)

    def do_cut_short(self, name: str, place: str) -> None:
        """An expiring activity is over before the answer is there (E4)."""
        self.processes[name].requests[place].status = "in_flight"

    def do_answer(self, name: str, place: str) -> None:
        """A short request is answered: what waited for that goes on, or has its turn."""
        process = self.processes[name]
        request = process.requests[place]
        request.status = "none"
        for thread in (process.main, process.delegate):
            if thread.running is not None and thread.running.waits_for == place:
                thread.running.waits_for = ""
                _advance(thread, thread.running)
        if request.then is not None:
            on_main = request.then.program in ON_MAIN
            _put_once(process.main if on_main else process.delegate, replace(request.then))

    def _see(self, block: Block) -> None:
        """handle-events has begun: where it found the app is of no interest any more."""
        wake = self.daemon.wakes.get(block.given.identifier or "")
        if block.kind == "handle-events" and wake is not None:
            wake.met_in_front = False

    def _return(self, block: Block) -> None:
        identifier = block.given.identifier or ""
        if block.kind == "did-complete" and not block.interrupted:
            self.acknowledge(block.given.task)
        elif block.kind == "handle-events":
            handler = self.app.offers.get(identifier)
            if handler is not None and handler is block.given.handler and not handler.called:
                del self.app.offers[identifier]
                self.app.lost.add(identifier)

    def _forget_silent(self, process: Process) -> None:
        """A refusal that no code hears of is nothing that happens."""
        process.refusals = [each for each in process.refusals if self._block(process, "refused", Given(each)).lines]

    def _run(self, process: Process, kind: str, given: Given | None = None) -> None:
        """Queue a callback on the thread it belongs to."""
        given = given or Given()
        if kind != "handle-events" and given.identifier and not self.cast.session(given.identifier).delegate:
            return
        on_main = kind in ON_MAIN
        block = self._block(process, kind, given)
        if kind == "foreground" and any(each.kind == kind for each in process.main.waiting):
            return  # once for two times in front: see docs/stress.md
        if kind == "handle-events" and process.state == "foreground":
            process.main.waiting.append(block)  # the main thread of an app in front has other things to do first
        else:
            (process.main if on_main else process.delegate).put(block)

    def _block(self, process: Process, kind: str, given: Given) -> Block:
        key = (process.name, kind, given.identifier, given.run)
        if key not in self.cast.scripts:
            self.cast.scripts[key] = self._script(process, kind, given)
        lines, returns = self.cast.scripts[key]
        return Block(kind, _label(kind, given), lines, given, returns)

    def _script(self, process: Process, kind: str, given: Given) -> Script:
        """The lines of a callback, and whether its return does something."""
        program = _program(process.settings, kind)
        returns = kind == "did-complete" or (kind == "handle-events" and not surely_answers(program))
        return tuple(unfolded(program, kind, self._meaning(process, kind, given))), returns

    def _meaning(self, process: Process, kind: str, given: Given) -> Meaning:
        tasks = tuple((each.name, each.identifier) for each in self.cast.tasks)
        return Meaning(given.identifier, self.cast.named(process.name), given.run, kind == "run", tasks)

    def answer_block(self, process: Process, block: Block, line: Line) -> Block:
        """What runs once the request of a line is answered."""
        meaning = self._meaning(process, block.program, block.given)
        lines = tuple(unfolded(line.action.then or (), block.program, meaning, line.site))
        label = f"answer in {block.label}, step {block.at + 1}"
        return Block("answer", label, lines, block.given, within=block.program)

    def queue_handler_call(self, process: Process, block: Block, line: Line) -> None:
        """`DispatchQueue.main.async` with a call of the handler in it (§19)."""
        process.main.put(Block("handler block", handler_label(block), (line,), block.given))


def _advance(thread: Thread, block: Block) -> None:
    """A line is done; a block that is done leaves its thread."""
    block.at += 1
    if thread.running is block and block.done:
        thread.running = None


def _put_once(thread: Thread, block: Block) -> None:
    """Two answers for one place make one block, as long as it waits."""
    if all(each.label != block.label for each in thread.waiting):
        thread.put(block)


def _program(settings: App | Extension, kind: str) -> Program:
    name = "did_become_invalid" if kind == "refused" else kind.replace("-", "_")
    program: Program = getattr(settings, name)
    return program


def _label(kind: str, given: Given) -> str:
    match kind:
        case "launch" | "foreground":
            return kind
        case "run":
            return f"run {given.run}"
        case "handle-events" | "did-finish-events":
            return f"{kind} for {given.identifier}"
        case "did-complete":
            return f"did-complete of {given.task}"
        case "refused":
            return f"did-become-invalid (error) of {given.identifier}"
        case _:
            return f"{kind} of {given.identifier}"
