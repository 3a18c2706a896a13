"""Shows a phone as the machines of a network show a design: one state for each machine, by name."""

from collections.abc import Iterator, Mapping
from functools import cache

from reports.stress.reference.code import Block, Thread
from reports.stress.reference.daemon import Handler, Task, Wake
from reports.stress.reference.phone import Phone
from reports.stress.reference.process import ExtensionProcess, Process
from reports.stress.reference.session import IN_USE, Session


def observed(phone: Phone, lines: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The state of every machine that stands for something a phone has.

    `lines` has the machines that stand for a callback's place in line: machine -> (process, callback).
    """
    found = {"app": phone.app.state}
    for process in phone.processes.values():
        found |= dict(_of_process(phone, process))
    found |= {machine: _place_in_line(phone.processes[name].main, label) for machine, (name, label) in lines.items()}
    for known in phone.cast.sessions:
        found |= dict(_of_wake(phone, known.identifier))
    for task in phone.daemon.tasks.values():
        found[task.name] = _task(task)
        found[f"record of {task.name}"] = phone.records.get(task.name, "unlisted")
    return found


def _of_process(phone: Phone, process: Process) -> Iterator[tuple[str, str]]:
    yield process.name, process.state
    if isinstance(process, ExtensionProcess):
        yield f"{process.name}: runs", _runs(process)
    yield f"{process.name}: main thread", _thread(process.main)
    if process.delegate is not process.main:
        yield f"{process.name}: delegate queue", _thread(process.delegate)
    for identifier in phone.cast.users[process.name]:
        yield f"{process.name}: session {identifier}", _session(process.sessions.get(identifier))
        yield f"{process.name}: reference to {identifier}", "held" if identifier in process.references else "none"
        waits = "waiting" if identifier in process.refusals else "none"
        yield f"{process.name}: refusal message of {identifier}", waits


def _runs(extension: ExtensionProcess) -> str:
    if extension.in_run:
        return f"in_run_{extension.run}"
    return "spent" if extension.spent else f"before_run_{extension.run + 1}"


def _thread(thread: Thread) -> str:
    block = thread.running
    if block is None:
        return "idle"
    last = "return" if block.at == len(block.lines) else str(block.at + 1)
    return f"{_word(block.label)}_{last}"


def _place_in_line(thread: Thread, label: str) -> str:
    behind = [len(thread.waiting) - place for place, block in enumerate(thread.waiting) if _named(block, label)]
    return f"queued_{behind[0]}" if behind else "out"


def _named(block: Block, label: str) -> bool:
    return block.label == label


def _session(session: Session | None) -> str:
    if session is None:
        return "absent"
    if session.error:
        return "refused_in_use" if session.error == IN_USE else "refused_without_container"
    if session.gone:
        return "invalidated"
    if session.dying:
        return "invalidating" if session.connected else "halted"
    return "connected" if session.connected else "disconnected"


def _of_wake(phone: Phone, identifier: str) -> Iterator[tuple[str, str]]:
    wake = phone.daemon.wakes.get(identifier)
    yield f"wake for {identifier}", _wake(wake)
    yield f"handler for {identifier}", _offer(phone.app.offers.get(identifier))
    slot = phone.app.slot_of(identifier)
    kept = phone.app.slots.get(slot)
    shown = "empty" if kept is None else f"{_kind(kept[1])}_{_word(kept[0])}"
    yield f"handler slot for {identifier}" if slot else "handler slot", shown
    yield f"recorded in wake for {identifier}", "something" if wake is not None and wake.recorded else "nothing"


def _wake(wake: Wake | None) -> str:
    if wake is None or wake.over:
        return "closed"
    if wake.answered:
        return "answered"
    return ("told" if wake.told else "open") + ("_in_front" if wake.met_in_front else "")


def _offer(handler: Handler | None) -> str:
    if handler is None:
        return "none"
    return "spent" if handler.called else "offered_late" if handler.late else "offered"


def _kind(handler: Handler) -> str:
    return "stale" if handler.called else "late" if handler.late else "fresh"


def _task(task: Task) -> str:
    if task.told_to:
        batch = "batched_" if task.in_batch and task.told_to != "app" else ""
        return f"reporting_{batch}{_word(task.told_to)}"
    if task.acknowledged:
        return "reported"
    if task.finished:
        return "batched" if task.in_batch else "finished"
    return "running" if task.started else "none"


@cache
def _word(label: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in label)
