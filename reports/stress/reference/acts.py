"""What each action of a design does on the phone, one function each."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from reports.stress.reference.code import Block, Line
from reports.stress.reference.conditions import holds
from reports.stress.reference.daemon import Handler
from reports.stress.reference.making import dying, may_restart, only_dying, restart_missing, start
from reports.stress.reference.process import AppProcess, ExtensionProcess, Process
from reports.stress.reference.requests import Request
from reports.stress.reference.session import Session

if TYPE_CHECKING:
    from reports.stress.reference.running import Running

Act: TypeAlias = "Callable[[Running, Process, Block, Line], None]"

REFUSED, LISTED = "activity refused", "still listed"
"""How a line may end that need not end as usual."""


def run_line(phone: "Running", process: Process, block: Block, outcome: str) -> None:
    """Run the next line of a block, if its condition holds when it comes to it."""
    line = block.next_line
    assert line is not None
    if outcome == REFUSED:
        _send(phone, process, block, held=False)
        return
    holding = holds(phone, block, line)
    if outcome == LISTED:  # nothing to make anew, or tasks left after all
        holding = not line.task and not holding
    if holding:
        ACTS[line.action.do](phone, process, block, line)


def outcomes(phone: "Running", process: Process, block: Block) -> Iterator[str]:
    """How else the next line may end: without the activity it asks for (E4), or seeing a dying task listed (L9)."""
    line = block.next_line
    if line is None or block.waits_for:
        return
    runs = holds(phone, block, line)
    if runs and line.action.protected and phone.design.environment.activity_expiry:
        yield REFUSED
    if runs and line.task and may_restart(phone, process, line) and dying(phone.daemon.tasks[line.task]):
        yield LISTED
    if line.action.when is not None and line.action.when.fact == "no-tasks-left" and only_dying(phone, line):
        yield LISTED


def connect(phone: "Running", process: Process, _block: Block, line: Line) -> None:
    """Use the object at hand, or call the initialiser."""
    identifier = line.identifier or ""
    if line.action.always or (process.held(identifier) is None and identifier not in process.references):
        before = process.sessions.get(identifier)
        process.initialise(identifier)
        if process.sessions[identifier] is not before:
            phone.note_attempt(process, identifier)


def request(phone: "Running", process: Process, block: Block, line: Line) -> None:
    """Send a short request, and have the rest or some of it wait for the answer (§28 §30)."""
    _send(phone, process, block, held=line.action.protected)


def _send(phone: "Running", process: Process, block: Block, *, held: bool) -> None:
    line, place = block.next_line, f"request in {block.label}, step {block.at + 1}"
    assert line is not None
    then = phone.answer_block(process, block, line) if line.action.then else None
    process.requests.setdefault(place, Request()).send(held, then)
    if line.action.then is None:
        block.waits_for = place


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
    handler = process.offers.get(identifier)
    if handler is None:
        return
    if not handler.called:
        del process.offers[identifier]
    slot = process.slot_of(identifier)
    if slot in process.slots and not process.slots[slot][1].called:
        process.lost.add(process.slots[slot][0])
    process.slots[slot] = (identifier, handler)


def call_handler(phone: "Running", process: Process, block: Block, line: Line) -> None:
    """Call the handler here, on the main thread or not, or have the main thread do it (§19 H1)."""
    assert isinstance(process, AppProcess)
    if _calls_later(process, block, line):
        phone.queue_handler_call(process, block, line)
        return
    identifier = line.identifier or ""
    offered = process.offers.get(identifier) if block.kind == "handle-events" else None
    if offered is not None and not offered.called:
        _call(phone, offered)
    elif (kept := process.slots.get(process.slot_of(identifier))) is not None:
        _call(phone, kept[1])
        if not line.action.keep:
            del process.slots[process.slot_of(identifier)]


def _calls_later(process: Process, block: Block, line: Line) -> bool:
    """Whether it is done by a block on the main thread."""
    return line.action.do == "call-handler" and line.action.on == "main" and not _on_main(process, block)


def has_to_wait(phone: "Running", process: Process, block: Block, line: Line) -> bool:
    """The main thread has still to run the block that an earlier run of this line has queued: see docs/stress.md."""
    earlier = any(each.label == handler_label(block) for each in process.main.waiting)
    return earlier and _calls_later(process, block, line) and holds(phone, block, line)


def handler_label(block: Block) -> str:
    """The name of the block that the next line of a callback queues."""
    return f"handler block of {block.label}, step {block.at + 1}"


def _on_main(process: Process, block: Block) -> bool:
    on_main = ("handler block", "launch", "foreground", "handle-events")
    return block.program in on_main or process.delegate is process.main


def _call(phone: "Running", handler: Handler) -> None:
    """If that is the end of a wake, one that was taken back is due anew (D4)."""
    if handler.wake.open:
        phone.daemon.withdrawn.discard(handler.wake.identifier)
    handler.call()


def record_completion(phone: "Running", process: Process, block: Block, _line: Line) -> None:
    """Store the outcome for good (§23)."""
    phone.records[block.given.task] = "recorded"
    wake = phone.daemon.wakes.get(block.given.identifier or "")
    if wake is not None and wake.open and process is phone.app:
        wake.recorded = True


def finish(_phone: "Running", process: Process, _block: Block, line: Line) -> None:
    """finishTasksAndInvalidate on the object at hand; a dead one has nothing to finish."""
    session = process.held(line.identifier)
    if not process.caches:
        process.references.discard(line.identifier or "")
    if session is not None and not session.dead:
        _begin_to_die(session)


def _begin_to_die(session: Session) -> None:
    """An object that was refused, and may yet be let in, has nothing to wait for."""
    session.gone = session.gone or bool(session.error)
    session.dying, session.error = True, 0


def cancel(phone: "Running", process: Process, block: Block, line: Line) -> None:
    """invalidateAndCancel: what runs ends at once, with an error that is still reported (S4)."""
    session = process.held(line.identifier)
    ends = session is not None and not session.error and not session.gone
    finish(phone, process, block, line)
    if session is not None and ends:
        for task in phone.daemon.of(session.identifier):
            if task.running:
                phone.daemon.finish(task.name)


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
    "drop-reference": drop_reference, "forget-records": forget_records, "start-data": start, "request": request,
    "restart-missing": restart_missing,
}  # fmt: skip
"""Every action that the reference can do, by its word in a design file."""
