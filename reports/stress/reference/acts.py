"""What each action of a design does on the phone, one function each."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from model.design import When
from reports.stress.reference.code import Block, Line
from reports.stress.reference.daemon import Handler
from reports.stress.reference.process import AppProcess, ExtensionProcess, Process

if TYPE_CHECKING:
    from reports.stress.reference.running import Running

Act: TypeAlias = "Callable[[Running, Process, Block, Line], None]"


def run_line(phone: "Running", process: Process, block: Block, line: Line) -> None:
    """Run one line, if its condition holds when it comes to it."""
    if _holds(phone, block, line):
        ACTS[line.action.do](phone, process, block, line)


def _holds(phone: "Running", block: Block, line: Line) -> bool:
    if line.if_known and not _known(phone, line.identifier):
        return False
    when = line.action.when
    return when is None or when.fact == "refused" or _fact(phone, block, line, when) == when.holds


def _fact(phone: "Running", block: Block, line: Line, when: When) -> bool:
    if when.fact == "known-identifier":
        return _known(phone, line.identifier)
    if when.fact == "no-tasks-left":
        return not any(task.running for task in phone.daemon.of(line.identifier or ""))
    wake = phone.daemon.wakes.get(block.given.identifier or "")
    return wake is not None and wake.recorded


def _known(phone: "Running", identifier: str | None) -> bool:
    """The records list a task of it."""
    return any(phone.records.get(task.name) == "listed" for task in phone.daemon.of(identifier or ""))


def connect(_phone: "Running", process: Process, _block: Block, line: Line) -> None:
    """Use the object at hand, or call the initialiser."""
    identifier = line.identifier or ""
    if line.action.always or (process.held(identifier) is None and identifier not in process.references):
        process.initialise(identifier)


def start(phone: "Running", process: Process, block: Block, line: Line) -> None:
    """Make a task and resume it: an exception where the session is invalid, a failure where it was refused (S6 N1)."""
    name = _next_task(phone, process, block, line)
    session = process.held(line.identifier)
    if name is None or (session is None and line.identifier not in process.references):
        return
    if session is None or session.dying or session.gone:
        phone.end(process)
    elif not session.error:
        phone.daemon.tasks[name].started = True
        if not line.action.unrecorded:
            phone.records[name] = "listed"


def makes_task(phone: "Running", process: Process, block: Block, line: Line) -> bool:
    """Whether a start gets as far as asking the daemon."""
    return _holds(phone, block, line) and _next_task(phone, process, block, line) is not None


def _next_task(phone: "Running", process: Process, block: Block, line: Line) -> str | None:
    """The task that this line makes; None once all it may make have been made."""
    tasks = [each for each in phone.cast.tasks if each.owner == process.name and each.identifier == line.identifier]
    if isinstance(process, ExtensionProcess):
        kind = "did-become-invalid" if block.kind == "refused" else block.kind
        tasks = [each for each in tasks if (each.run, each.site) == (block.given.run, f"{kind}.{line.site}")]
    elif _made_by_app(phone) >= _budget(phone):
        return None
    return next((each.name for each in tasks if not phone.daemon.tasks[each.name].started), None)


def _made_by_app(phone: "Running") -> int:
    return sum(phone.daemon.tasks[each.name].started for each in phone.cast.tasks if each.owner == "app")


def _budget(phone: "Running") -> int:
    return phone.design.app.transfers


def complete_request(_phone: "Running", process: Process, _block: Block, _line: Line) -> None:
    """The host hears that the extension is done (§13); doing so twice is nothing."""
    assert isinstance(process, ExtensionProcess)
    if process.state == "active":
        process.state, process.in_run = "dismissed", False


def leave(phone: "Running", process: Process, _block: Block, _line: Line) -> None:
    """The process ends itself (L10)."""
    phone.end(process)


def store_handler(_phone: "Running", process: Process, block: Block, _line: Line) -> None:
    """Keep the handler that came along (§15)."""
    assert isinstance(process, AppProcess)
    identifier = block.given.identifier or ""
    handler = process.offers.pop(identifier, None)
    if handler is not None:
        process.slots[process.slot_of(identifier)] = (identifier, handler)


def call_handler(phone: "Running", process: Process, block: Block, line: Line) -> None:
    """Call the handler here, on the main thread or not, or have the main thread do it (§19 H1)."""
    assert isinstance(process, AppProcess)
    if not _on_main(process, block) and line.action.on == "main":
        phone.queue_handler_call(process, block, line)
        return
    identifier = line.identifier or ""
    offered = process.offers.get(identifier) if block.kind == "handle-events" else None
    if offered is not None and not offered.called:
        offered.call()
    elif (kept := process.slots.get(process.slot_of(identifier))) is not None:
        _call_kept(process, kept[1], identifier, line)


def _on_main(process: Process, block: Block) -> bool:
    on_main = ("handler block", "launch", "foreground", "handle-events")
    return block.kind in on_main or process.delegate is process.main


def _call_kept(process: AppProcess, handler: Handler, identifier: str, line: Line) -> None:
    handler.call()
    if not line.action.keep:
        del process.slots[process.slot_of(identifier)]


def record_completion(phone: "Running", process: Process, block: Block, _line: Line) -> None:
    """Store the outcome for good (§23)."""
    phone.records[block.given.task] = "recorded"
    wake = phone.daemon.wakes.get(block.given.identifier or "")
    if wake is not None and process is phone.app:
        wake.recorded = True


def finish(_phone: "Running", process: Process, _block: Block, line: Line) -> None:
    """finishTasksAndInvalidate on the object at hand; a dead one has nothing to finish."""
    session = process.held(line.identifier)
    if session is not None and not session.error:
        session.dying = True
        if not process.caches:
            process.references.discard(session.identifier)


def cancel(phone: "Running", process: Process, block: Block, line: Line) -> None:
    """invalidateAndCancel: what runs ends at once, with an error that is still reported (S4)."""
    session = process.held(line.identifier)
    finish(phone, process, block, line)
    if session is not None and not session.error and not session.gone:
        for task in phone.daemon.of(session.identifier):
            task.finished = task.finished or task.started


def drop_reference(_phone: "Running", process: Process, _block: Block, line: Line) -> None:
    """Set the variable to nil: nothing else happens (S1 N9)."""
    process.references.discard(line.identifier or "")


def forget_records(phone: "Running", _process: Process, _block: Block, line: Line) -> None:
    """Wipe what the records list of a session; outcomes stay."""
    for task in phone.daemon.of(line.identifier or ""):
        if phone.records.get(task.name) == "listed":
            del phone.records[task.name]


ACTS: Mapping[str, Act] = {
    "connect": connect, "start-upload": start, "start-download": start, "complete-request": complete_request,
    "exit": leave, "store-handler": store_handler, "call-handler": call_handler,
    "record-completion": record_completion, "finish-tasks-and-invalidate": finish, "invalidate-and-cancel": cancel,
    "drop-reference": drop_reference, "forget-records": forget_records,
}  # fmt: skip
"""Every action that the reference can do, by its word in a design file."""
