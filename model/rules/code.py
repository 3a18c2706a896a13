"""The code of a design as callbacks on threads: which process runs what, action by action, about which session."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from model.design import Action, App, Extension, Program, When
from model.rules.cast import Cast, Identifier, Process, Transfer

IDLE = "idle"
MAIN_KEYS = ("launch", "foreground", "handle-events", "run")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One action at its place: the identifier it means, and the conditions that must all hold for it to act."""

    action: Action
    identifier: Identifier | None
    conditions: tuple[When, ...]
    site: str
    transfer: Transfer | None = None

    @property
    def blocks(self) -> bool:
        """Whether its thread waits in it for an answer."""
        return self.action.do == "request" and self.action.then is None


@dataclass(frozen=True, slots=True)
class Scope:
    """What code is about: whose callback, for which session, transfer and run."""

    cast: Cast = field(repr=False, compare=False)
    process: Process
    key: str
    identifier: Identifier | None = None
    transfer: Transfer | None = None
    run: int = 0

    @property
    def on_main(self) -> bool:
        """Whether it runs on the main thread."""
        return self.process.shares_main or self.key in MAIN_KEYS

    @property
    def thread(self) -> str:
        """The machine of the thread it runs on."""
        return main_thread(self.process) if self.on_main else f"{self.process.name}: delegate queue"

    @property
    def program(self) -> str:
        """The key of its program in the design file."""
        return "did-become-invalid" if self.key == "refused" else self.key

    def identifiers(self, name: str) -> Iterator[Identifier]:
        """The identifiers that a session's name means here: a run means its own, launch and foreground mean all."""
        for identifier in self.process.identifiers:
            if identifier.session.name == name and (self.key != "run" or identifier.run in (0, self.run)):
                yield identifier


@dataclass(frozen=True, slots=True)
class Callback:
    """One piece of code that a thread runs whole: a callback, what waits for an answer, or a queued block.

    `in_line`: it waits its turn on its thread. `returns`: its return is a step of its own. `block`: it only calls the
    handler. `later`: it is what waited for the answer to a request of the callback it is named after.
    """

    scope: Scope
    label: str
    code: tuple[Instruction, ...]
    in_line: bool = False
    returns: bool = False
    block: bool = False
    later: bool = False

    @property
    def thread(self) -> str:
        """The machine of the thread it runs on."""
        return main_thread(self.scope.process) if self.block else self.scope.thread

    @property
    def line(self) -> str:
        """The machine of its place in the line of its thread."""
        return f"{self.scope.process.name}: {self.label}, in line"

    def at(self, place: int) -> str:
        """The state of its thread before the action at a place, counted from 0; after the last: its return."""
        if place < len(self.code):
            return f"{_word(self.label)}_{place + 1}"
        return f"{_word(self.label)}_return" if self.returns else IDLE

    def answer(self, place: int) -> str:
        """The state of its thread while it waits for the answer to the request at a place."""
        return f"{_word(self.label)}_{place + 1}_answer"

    @property
    def states(self) -> tuple[str, ...]:
        """The states of its thread while it runs, in order."""
        found = []
        for place, instruction in enumerate(self.code):
            found += [self.at(place), self.answer(place)] if instruction.blocks else [self.at(place)]
        return (*found, self.at(len(self.code))) if self.returns else tuple(found)


def main_thread(process: Process) -> str:
    """The machine of a process's main thread."""
    return f"{process.name}: main thread"


def _word(label: str) -> str:
    """A label as part of a state's id."""
    return "".join(letter if letter.isalnum() else "_" for letter in label)


def callbacks(cast: Cast) -> tuple[Callback, ...]:
    """Every callback of every process, each followed by what it puts in line: answers and handler blocks."""
    first = [callback for process in cast.processes for callback in _of_process(cast, process)]
    return tuple(each for callback in first for each in _with_followers(callback))


def _with_followers(callback: Callback) -> Iterator[Callback]:
    """A callback, then what its own code queues."""
    yield callback
    for place, instruction in enumerate(callback.code):
        if instruction.action.then is not None:
            yield from _with_followers(answered(callback, place))
        elif queues_block(callback, instruction):
            yield handler_block(callback, place)


def queues_block(callback: Callback, instruction: Instruction) -> bool:
    """Whether an action calls the handler by way of the main thread, from elsewhere."""
    action = instruction.action
    return action.do == "call-handler" and action.on == "main" and not callback.scope.on_main


def handler_block(callback: Callback, place: int) -> Callback:
    """The block that the call-handler at a place queues on the main thread."""
    label = f"handler block of {callback.label}, step {place + 1}"
    return Callback(callback.scope, label, (), in_line=True, block=True)


def answered(callback: Callback, place: int) -> Callback:
    """What goes on after the answer to the request at a place."""
    instruction = callback.code[place]
    code = tuple(_unfold(callback.scope, instruction.action.then or (), f"{instruction.site}."))
    label = f"answer in {callback.label}, step {place + 1}"
    return Callback(callback.scope, label, code, in_line=True, later=True)


def _of_process(cast: Cast, process: Process) -> Iterator[Callback]:
    """The callbacks of one process."""
    settings = process.settings
    if isinstance(settings, App):
        yield from _app_callbacks(cast, process, settings)
    else:
        yield from _runs(cast, process, settings)
    for identifier in process.identifiers:
        if identifier.session.delegate:
            yield from _delegate_callbacks(cast, process, identifier)


def _app_callbacks(cast: Cast, process: Process, app: App) -> Iterator[Callback]:
    """Launch, foreground, handle-events and did-finish-events of the app."""
    yield _callback(Scope(cast, process, "launch"), "launch", app.launch)
    yield _callback(Scope(cast, process, "foreground"), "foreground", app.foreground)
    for identifier in process.identifiers:
        yield _callback(
            Scope(cast, process, "handle-events", identifier), f"handle-events for {identifier.name}", app.handle_events
        )
    for identifier in process.identifiers:
        if identifier.session.delegate:
            scope = Scope(cast, process, "did-finish-events", identifier)
            yield _callback(scope, f"did-finish-events for {identifier.name}", app.did_finish_events)


def _runs(cast: Cast, process: Process, extension: Extension) -> Iterator[Callback]:
    """The runs of an extension."""
    for run in range(1, extension.runs + 1):
        yield _callback(Scope(cast, process, "run", run=run), f"run {run}", extension.run)


def _delegate_callbacks(cast: Cast, process: Process, identifier: Identifier) -> Iterator[Callback]:
    """did-complete of each transfer, and did-become-invalid with and without an error, of one session."""
    settings = process.settings
    for transfer in cast.on(identifier):
        run = transfer.run if transfer.owner == process.name else identifier.run
        scope = Scope(cast, process, "did-complete", identifier, transfer, run)
        yield _callback(scope, f"did-complete of {transfer.name}", settings.did_complete)
    for key, ending in (("did-become-invalid", ""), ("refused", " (error)")):
        scope = Scope(cast, process, key, identifier, run=identifier.run)
        yield _callback(scope, f"did-become-invalid{ending} of {identifier.name}", settings.did_become_invalid)


def _callback(scope: Scope, label: str, program: Program) -> Callback:
    """A callback of its scope: who waits in line, and whose return is a step, follows from its key."""
    return Callback(
        scope,
        label,
        tuple(_unfold(scope, program, f"{scope.program}.")),
        in_line=scope.key != "launch" and scope.on_main,
        returns=scope.key == "did-complete" or (scope.key == "handle-events" and not _keeps(program)),
    )


def _keeps(program: Program) -> bool:
    """Whether handle-events surely keeps or calls its handler, so that its return loses nothing.

    What comes after a request that it waits for may never run.
    """
    for action in program:
        if action.do == "request" and action.then is None:
            return False
        if action.do in ("store-handler", "call-handler") and action.when is None:
            return True
    return False


def _unfold(scope: Scope, program: Program, prefix: str) -> Iterator[Instruction]:
    """The instructions of a program: one for each identifier an action means, none where `refused` rules it out."""
    for place, action in enumerate(program):
        when = action.when
        if when is not None and when.fact == "refused":
            if when.holds != (scope.key == "refused"):
                continue
            when = None
        yield from _meant(scope, action, when, f"{prefix}{place}")


def _meant(scope: Scope, action: Action, when: When | None, site: str) -> Iterator[Instruction]:
    """One instruction for each identifier that an action means; a run's own identifier only once it is on record."""
    own = () if when is None else (when,)
    if action.session is None:
        yield from _each(scope, Instruction(action, scope.identifier, own, site))
        return
    for identifier in scope.identifiers(action.session):
        known = (When("known-identifier"),) if identifier.run and scope.key != "run" else ()
        yield from _each(scope, Instruction(action, identifier, (*own, *known), site))


def _each(scope: Scope, instruction: Instruction) -> Iterator[Instruction]:
    """restart-missing asks after one transfer of its session at a time; any other action is one instruction."""
    if instruction.action.do != "restart-missing" or instruction.identifier is None:
        yield instruction
        return
    for transfer in scope.cast.on(instruction.identifier):
        yield replace(instruction, transfer=transfer)
