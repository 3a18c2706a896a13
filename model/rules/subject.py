"""What of a design each rule is about, and where that stands in its file: an action, a callback, a table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from model.design import App, Place, Program
from model.rules.cast import Identifier, Process, Transfer, every_action
from model.rules.code import Callback
from model.rules.stage import Deed

Part: TypeAlias = Literal["action", "callback", "session", "process"]


@dataclass(frozen=True, slots=True)
class Subject:
    """The part of a design file that a rule is about.

    `part` says how near that comes: the action itself; its callback, of which nothing is done yet, or nothing more;
    the session, or the process, to which something happens that no code does. `program` is the key of the callback,
    `site` the number of the action in it (`0`, `1.0` in the `then` of `1`). The place counts from 1; line 0 is a
    place in no file.
    """

    part: Part
    name: str
    place: Place
    program: str = ""
    site: str = ""

    @property
    def words(self) -> str:
        """How people speak of it: `did-complete of app, step 2`, `the session share`."""
        if self.part == "session":
            return f"the session {self.name}"
        if self.part == "process":
            return self.name if self.name == "app" else f"the extension {self.name}"
        step = f", step {'.'.join(str(int(each) + 1) for each in self.site.split('.'))}" if self.site else ""
        return f"{self.program} of {self.name}{step}"


def about(subject: Subject, deeds: Iterable[Deed]) -> Iterator[tuple[Subject, Deed]]:
    """Each of the rules with what all of them are about."""
    return ((subject, deed) for deed in deeds)


def of_process(process: Process) -> Subject:
    """The table of a process."""
    return Subject("process", process.name, process.settings.place)


def of_session(identifier: Identifier) -> Subject:
    """The table of the session that an identifier belongs to."""
    return Subject("session", identifier.session.name, identifier.session.place)


def of_callback(callback: Callback) -> Subject:
    """Where the code of a callback begins; the table of its process, if it has no code."""
    process, program = callback.scope.process, callback.scope.program
    if not callback.code:
        return of_process(process)
    return Subject("callback", process.name, callback.code[0].action.place, program)


def of_action(callback: Callback, place: int) -> Subject:
    """The action at a place of a callback."""
    instruction, scope = callback.code[place], callback.scope
    site = instruction.site.removeprefix(f"{scope.program}.")
    return Subject("action", scope.process.name, instruction.action.place, scope.program, site)


def of_transfer(transfer: Transfer, processes: Iterable[Process]) -> Subject:
    """The action that starts a transfer, where only one can; else the session it is made on."""
    program, _, site = transfer.site.partition(".")
    for process in processes:
        if process.name == transfer.owner and site:
            actions = dict(every_action(_program(process, program)))
            return Subject("action", process.name, actions[site].place, program, site)
    return of_session(transfer.identifier)


def _program(process: Process, key: str) -> Program:
    """The program of an extension in which it may start a transfer."""
    settings = process.settings
    assert not isinstance(settings, App)
    programs = {
        "run": settings.run,
        "did-complete": settings.did_complete,
        "did-become-invalid": settings.did_become_invalid,
    }
    return programs[key]
