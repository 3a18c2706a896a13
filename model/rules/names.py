"""The names that machines and their states bear, wherever they are not said by the cast itself."""

from model.actions import STARTS
from model.design import App, Program
from model.rules.cast import Cast, Identifier, Process, every_action
from model.rules.code import Callback

FORCE_QUIT = "force-quit"
CRASH = "crash"
EARLY_EXPIRY = "early expiry of a wake"
AUTHENTICATION = "authentication wake"
BUDGET = "transfers left to the app"
SPENT = "spent"
EMPTY = "empty"
SLOT_KINDS = ("fresh", "late", "stale")
"""In a slot: a handler to call, one whose wake has expired, one that was called already."""


def runs(process: Process) -> str:
    """The machine that counts an extension's runs."""
    return f"{process.name}: runs"


def before_run(run: int) -> str:
    """The user may open the extension for this run."""
    return f"before_run_{run}"


def in_run(run: int) -> str:
    """This run is going on."""
    return f"in_run_{run}"


def after_run(process: Process, run: int) -> str:
    """This run is over: the next may begin, or none is left."""
    assert not isinstance(process.settings, App)
    return before_run(run + 1) if run < process.settings.runs else SPENT


def wake(identifier: Identifier) -> str:
    """The wake of a session."""
    return f"wake for {identifier.name}"


def wake_history(identifier: Identifier) -> str:
    """Whether a session has had a wake."""
    return f"wakes so far for {identifier.name}"


def handler(identifier: Identifier) -> str:
    """The handler offered with its wake."""
    return f"handler for {identifier.name}"


def lost(identifier: Identifier) -> str:
    """Whether a handler of it was lost."""
    return f"lost handler for {identifier.name}"


def wake_record(identifier: Identifier) -> str:
    """Whether its wake recorded a completion."""
    return f"recorded in wake for {identifier.name}"


def withdrawal(identifier: Identifier) -> str:
    """Whether its due wake is withdrawn."""
    return f"withdrawn wake for {identifier.name}"


def slot(cast: Cast, identifier: Identifier) -> str:
    """The slot that keeps its handler: its own, or the one for all."""
    keyed = cast.design.app.handler_slot == "keyed"
    return f"handler slot for {identifier.name}" if keyed else "handler slot"


def content(kind: str, identifier: Identifier) -> str:
    """The state of a slot that holds a handler of this kind of this session."""
    return f"{kind}_{''.join(letter if letter.isalnum() else '_' for letter in identifier.name)}"


def expiry_event(identifier: Identifier) -> str:
    """The event of a slot when the wake of this session runs out; a name may hold what no event's name may."""
    return content("expire", identifier)


def request(callback: Callback, place: int) -> str:
    """The request that a callback makes at a place."""
    return f"{callback.scope.process.name}: request in {callback.label}, step {place + 1}"


def is_refusal(callback: Callback, process: Process, identifier: Identifier) -> bool:
    """Whether this is the did-become-invalid with an error of that process for that session."""
    scope = callback.scope
    return scope.key == "refused" and scope.process == process and scope.identifier == identifier


def asks_attempt(process: Process, code: tuple[Callback, ...]) -> bool:
    """Whether verdicts ask how the last attempt of a process ended: it is an extension, or it starts transfers."""
    mine = (callback for callback in code if callback.scope.process == process)
    return not process.is_app or any(
        instruction.action.do in STARTS for callback in mine for instruction in callback.code
    )


def asks_recorded(code: tuple[Callback, ...]) -> bool:
    """Whether any code asks if a completion was recorded in this wake."""
    return any(
        condition.fact == "completion-recorded"
        for callback in code
        for instruction in callback.code
        for condition in instruction.conditions
    )


def connects_outside_wakes(code: tuple[Callback, ...]) -> bool:
    """Whether the app's launch or foreground code connects, so that it may hold a session that never had a wake."""
    mine = (each for each in code if each.scope.process.is_app and each.scope.key in ("launch", "foreground"))
    return any(instruction.action.do == "connect" for callback in mine for instruction in callback.code)


def app_may_end_itself(code: tuple[Callback, ...]) -> bool:
    """Whether the app's own code may end it: by exit, or by raising on an invalidated session."""
    mine = (callback for callback in code if callback.scope.process.is_app)
    return any(instruction.action.do in ("exit", *STARTS) for callback in mine for instruction in callback.code)


def restarts(cast: Cast) -> bool:
    """Whether any code restarts what is missing."""
    return any(action.do == "restart-missing" for program in programs(cast) for _, action in every_action(program))


def programs(cast: Cast) -> list[Program]:
    """All programs of a design."""
    found: list[Program] = []
    for process in cast.processes:
        settings = process.settings
        if isinstance(settings, App):
            found += [settings.launch, settings.foreground, settings.handle_events, settings.did_finish_events]
        else:
            found += [settings.run]
        found += [settings.did_complete, settings.did_become_invalid]
    return found
