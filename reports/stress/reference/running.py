"""The code that runs on a phone: callbacks made into blocks, queued on threads, run line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from model.actions import STARTS
from model.design import App, Design, Extension, Program
from reports.stress.reference.acts import makes_task, run_line
from reports.stress.reference.cast import Cast, Script
from reports.stress.reference.code import Block, Given, Line, Meaning, Thread, surely_answers, unfolded
from reports.stress.reference.daemon import Daemon
from reports.stress.reference.process import AppProcess, ExtensionProcess, Process

Call = tuple[str, ...]
"""What happens, to whom: `("finish", "transfer of share-extension 1")`."""


@dataclass(slots=True)
class Running:
    """What a phone has, and how code runs on it."""

    cast: Cast
    daemon: Daemon
    app: AppProcess
    extensions: dict[str, ExtensionProcess]
    records: dict[str, str] = field(default_factory=dict)
    """Task -> `listed` or `recorded`: what stands in the shared container."""

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

    def end(self, process: Process) -> None:
        """A process is no more."""
        process.end()
        process.state = "not_running"

    def _of_threads(self, process: Process) -> Iterator[Call]:
        threads = {"main": process.main, "delegate queue": process.delegate}
        for which, thread in threads.items():
            once = which == "main" or thread is not process.main
            if once and not thread.idle and not self._blocked(process, thread):
                yield ("step", process.name, which)

    def _blocked(self, process: Process, thread: Thread) -> bool:
        """Making a task asks the daemon and waits for it (S11): a connection that was dropped comes back first (N7)."""
        block = thread.running
        line = block.lines[block.at] if block is not None and block.at < len(block.lines) else None
        if block is None or line is None or line.action.do not in STARTS:
            return False
        session = process.held(line.identifier)
        if session is None or session.dying or not session.reconnects:
            return False
        return makes_task(self, process, block, line)

    def do_step(self, name: str, which: str) -> None:
        """A thread begins with what waits for it, or goes on by one line."""
        process = self.processes[name]
        thread = process.main if which == "main" else process.delegate
        if thread.running is None:
            self._begin(process, thread, thread.waiting.pop(0))
            return
        self._go_on(process, thread, thread.running)
        self._forget_silent(process)

    def _begin(self, process: Process, thread: Thread, block: Block) -> None:
        if block.kind == "handler block":
            run_line(self, process, block, block.lines[0])
        else:
            thread.running = block
        self._see(block)

    def _go_on(self, process: Process, thread: Thread, block: Block) -> None:
        self._see(block)
        if block.at < len(block.lines):
            run_line(self, process, block, block.lines[block.at])
        else:
            self._return(block)
        block.at += 1
        if thread.running is block and block.done:
            thread.running = None

    def _see(self, block: Block) -> None:
        """handle-events has begun: where it found the app is of no interest any more."""
        wake = self.daemon.wakes.get(block.given.identifier or "")
        if block.kind == "handle-events" and wake is not None:
            wake.met_in_front = False

    def _return(self, block: Block) -> None:
        if block.kind == "did-complete" and not block.interrupted:
            self.acknowledge(block.given.task)
        elif block.kind == "handle-events":
            handler = self.app.offers.get(block.given.identifier or "")
            if handler is not None and handler is block.given.handler and not handler.called:
                del self.app.offers[block.given.identifier or ""]

    def _forget_silent(self, process: Process) -> None:
        """A refusal that no code hears of is nothing that happens."""
        process.refusals = [each for each in process.refusals if self._block(process, "refused", Given(each)).lines]

    def _run(self, process: Process, kind: str, given: Given | None = None) -> None:
        """Queue a callback on the thread it belongs to."""
        given = given or Given()
        if kind != "handle-events" and given.identifier and not self.cast.session(given.identifier).delegate:
            return
        on_main = kind in ("launch", "foreground", "handle-events", "run")
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
        meaning = Meaning(given.identifier, self.cast.named(process.name), given.run, kind == "run")
        returns = kind == "did-complete" or (kind == "handle-events" and not surely_answers(program))
        return tuple(unfolded(program, kind, meaning)), returns

    def queue_handler_call(self, process: Process, block: Block, line: Line) -> None:
        """`DispatchQueue.main.async` with a call of the handler in it (§19)."""
        label = f"handler block of {block.label}, step {block.at + 1}"
        process.main.put(Block("handler block", label, (line,), block.given))


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
