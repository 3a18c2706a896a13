"""What the conditions of actions ask."""

from typing import TYPE_CHECKING

from model.design import When
from reports.stress.reference.code import Block, Line

if TYPE_CHECKING:
    from reports.stress.reference.running import Running


def holds(phone: "Running", block: Block, line: Line) -> bool:
    """Whether a line is to be run: it has no condition, or one that holds now."""
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
