"""How code makes tasks: new ones, and anew what it takes for lost."""

from typing import TYPE_CHECKING

from model.actions import STARTS
from reports.stress.reference.code import Block, Line
from reports.stress.reference.conditions import holds
from reports.stress.reference.daemon import Task
from reports.stress.reference.process import ExtensionProcess, Process

if TYPE_CHECKING:
    from reports.stress.reference.running import Running


def start(phone: "Running", process: Process, block: Block, line: Line) -> None:
    """Make a task and resume it: an exception where the session is invalid, a failure where it was refused (S6 N1)."""
    name = _next_task(phone, process, block, line)
    session = process.held(line.identifier)
    if name is None or (session is None and line.identifier not in process.references):
        return
    if session is None or session.dying or session.gone or line.action.body == "data":
        phone.end(process)
        return
    if session.error and not session.dead:
        process.retry(session)
        phone.note_attempt(process, session.identifier)
    if session.connected:
        phone.daemon.tasks[name].start(_kind(line), process.name)
        if not line.action.unrecorded:
            phone.records[name] = "listed"


def _kind(line: Line) -> str:
    return "data" if line.action.do == "start-data" else line.action.body


def asks_daemon(phone: "Running", process: Process, block: Block, line: Line) -> bool:
    """Whether the next line gets as far as asking the daemon: for a task, or for the list of tasks."""
    starts = line.action.do in STARTS and line.action.body != "data"
    asks = line.task or (starts and _next_task(phone, process, block, line) is not None)
    return bool(asks) and holds(phone, block, line)


def may_restart(phone: "Running", process: Process, line: Line) -> bool:
    """Whether a task is on record, not on the session's list, and has not been made anew before (S13 T9)."""
    session, task = process.held(line.identifier), phone.daemon.tasks[line.task]
    missing = phone.records.get(line.task) == "listed" and not task.running and not task.restarted
    return missing and session is not None and session.connected and session.takes_tasks


def restart_missing(phone: "Running", process: Process, _block: Block, line: Line) -> None:
    """Make a task anew that the records list and the session does not; what its old self was to tell is gone."""
    if may_restart(phone, process, line):
        phone.forget_report(line.task)
        phone.daemon.tasks[line.task].restart(process.name)


def _next_task(phone: "Running", process: Process, block: Block, line: Line) -> str | None:
    """The task that this line makes; None once all it may make have been made."""
    tasks = [each for each in phone.cast.tasks if each.owner == process.name and each.identifier == line.identifier]
    if isinstance(process, ExtensionProcess):
        kind = "did-become-invalid" if block.program == "refused" else block.program
        tasks = [each for each in tasks if (each.run, each.site) == (block.given.run, f"{kind}.{line.site}")]
    elif made_by_app(phone) >= budget(phone):
        return None
    return next((each.name for each in tasks if not phone.daemon.tasks[each.name].started), None)


def made_by_app(phone: "Running") -> int:
    """How many tasks the app has made."""
    return sum(phone.daemon.tasks[each.name].started for each in phone.cast.tasks if each.owner == "app")


def budget(phone: "Running") -> int:
    """How many it may make in all."""
    return phone.design.app.transfers


def only_dying(phone: "Running", line: Line) -> bool:
    """Nothing of a session is under way but what a force-quit has ended."""
    tasks = phone.daemon.of(line.identifier or "")
    return any(dying(task) for task in tasks) and not any(task.running for task in tasks)


def dying(task: Task) -> bool:
    """A force-quit ended it, and nobody was told yet, though code has made the session again (L9)."""
    return task.by_quit and task.unreported
