"""Shows a phone as the machines of a network show a design: one state for each machine, by name."""

from collections.abc import Iterator, Mapping
from functools import cache

from model.rules import names
from reports.stress.reference.code import Thread
from reports.stress.reference.daemon import Handler, Task, Wake
from reports.stress.reference.making import budget, made_by_app
from reports.stress.reference.phone import Phone
from reports.stress.reference.process import ExtensionProcess, Process
from reports.stress.reference.session import IN_USE, Session


def observed(phone: Phone, lines: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The state of every machine that stands for something a phone has.

    `lines` has the machines that stand for a callback's place in line: machine -> (process, callback).
    """
    found: dict[str, str] = {}
    for process in phone.processes.values():
        found |= dict(_of_process(phone, process))
        found |= {f"{process.name}: {place}": request.status for place, request in process.requests.items()}
    found |= {machine: _place_in_line(phone.processes[name], label) for machine, (name, label) in lines.items()}
    for known in phone.cast.sessions:
        found |= dict(_of_wake(phone, known.identifier))
    for task in phone.daemon.tasks.values():
        found[task.name] = _task(task)
        found[f"record of {task.name}"] = phone.records.get(task.name, "unlisted")
        found[f"restart of {task.name}"] = _once(task.restarted)
    return found | dict(_of_environment(phone))


def _of_environment(phone: Phone) -> Iterator[tuple[str, str]]:
    yield names.FORCE_QUIT, _yes(phone.daemon.force_quit)
    yield names.CRASH, _once("crash" in phone.happened)
    yield names.EARLY_EXPIRY, _once("early expiry" in phone.happened)
    yield names.AUTHENTICATION, _once("authentication" in phone.happened)
    yield names.BUDGET, str(budget(phone) - made_by_app(phone))


def _yes(holds: object) -> str:
    return "yes" if holds else "no"


def _once(holds: object) -> str:
    return "used" if holds else "unused"


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
        yield f"{process.name}: last attempt on {identifier}", process.attempts.get(identifier, "accepted")
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
    return f"{_word(block.label)}_{last}" + ("_answer" if block.waits_for else "")


def _place_in_line(process: Process, label: str) -> str:
    for thread in (process.main, process.delegate):
        for place, block in enumerate(thread.waiting):
            if block.label == label:
                return f"queued_{len(thread.waiting) - place}"
    return "out"


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
    yield f"wakes so far for {identifier}", "some" if identifier in phone.woken else "none"
    yield f"handler for {identifier}", _offer(phone.app.offers.get(identifier))
    yield f"lost handler for {identifier}", _yes(identifier in phone.app.lost)
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
    if task.gone or task.acknowledged:
        return task.gone or "reported"
    if task.told_to:
        batch = "batched_" if task.in_batch and task.told_to != "app" else ""
        return f"reporting_{'cancelled_' if task.by_quit else batch}{_word(task.told_to)}"
    if task.by_quit:
        return "quit_cancelled" if task.held_back else "cancelled"
    if task.finished:
        return "batched" if task.in_batch else "finished"
    return "running" if task.started else "none"


@cache
def _word(label: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in label)
