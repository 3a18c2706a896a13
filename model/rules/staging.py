"""Puts every machine of a design on the stage, under the names that the rules use."""

from model.design import App
from model.machines.app_process import AppProcess
from model.machines.completion_handler import CompletionHandler
from model.machines.extension_process import ExtensionProcess
from model.machines.force_quit import ForceQuit
from model.machines.last_attempt import LastAttempt
from model.machines.line import line_machine
from model.machines.lost_handler import LostHandler
from model.machines.once import Once
from model.machines.refusal_message import RefusalMessage
from model.machines.session_object import SessionObject
from model.machines.session_reference import SessionReference
from model.machines.standard_request import StandardRequest
from model.machines.transfer import transfer_machine
from model.machines.transfer_record import TransferRecord
from model.machines.wake import Wake
from model.machines.wake_history import WakeHistory
from model.machines.wake_record import WakeRecord
from model.machines.withdrawal import Withdrawal
from model.rules import names
from model.rules.cast import Cast, Process, app_targets
from model.rules.code import IDLE, Callback, callbacks
from model.rules.lines import Lines, lines_of
from model.rules.stage import Stage


def set_stage(cast: Cast) -> tuple[Stage, tuple[Callback, ...], Lines]:
    """A stage with all machines declared, the callbacks that run on it, and the lines they wait in."""
    stage = Stage(cast)
    code = callbacks(cast)
    lines = lines_of(code)
    for process in cast.processes:
        _process(stage, process)
        _threads(stage, process, code)
    for thread, waiting in lines.by_thread.items():
        assert stage.has(thread)
        for callback in waiting:
            stage.declare(callback.line, line_machine(len(waiting)))
    for process in cast.processes:
        _sessions(stage, process, code)
    _wakes(stage, code)
    _transfers(stage)
    _requests(stage, code)
    _environment(stage)
    return stage, code, lines


def _process(stage: Stage, process: Process) -> None:
    """The process itself, and how often an extension may still be opened."""
    if isinstance(process.settings, App):
        stage.declare(process.name, AppProcess)
        return
    stage.declare(process.name, ExtensionProcess)
    runs = range(1, process.settings.runs + 1)
    states = [state for run in runs for state in (names.before_run(run), names.in_run(run))]
    draft = stage.draft(names.runs(process), (*states, names.SPENT))
    for run in runs:
        draft.event(f"open_{run}", ((names.before_run(run), names.in_run(run)),))
        draft.event(f"end_{run}", ((names.in_run(run), names.after_run(process, run)),))
    draft.event("end", [(state, _ended(process, state)) for state in draft.states])


def _ended(process: Process, state: str) -> str:
    """Where the end of its process leaves a count of runs."""
    for run in range(1, process.settings.runs + 1) if not isinstance(process.settings, App) else ():
        if state == names.in_run(run):
            return names.after_run(process, run)
    return state


def _threads(stage: Stage, process: Process, code: tuple[Callback, ...]) -> None:
    """The threads of a process, with a state for each place of the code that runs there."""
    mine = [callback for callback in code if callback.scope.process == process]
    for thread in dict.fromkeys(callback.thread for callback in mine):
        states = [state for callback in mine if callback.thread == thread for state in callback.states]
        draft = stage.draft(thread, (IDLE, *states))
        draft.event("stop", [(state, IDLE) for state in draft.states])
        ends = {each.at(len(each.code)) for each in mine if each.returns and each.scope.key == "did-complete"}
        draft.event("cut_return", [(state, IDLE if state in ends else state) for state in draft.states])


def _sessions(stage: Stage, process: Process, code: tuple[Callback, ...]) -> None:
    """The session objects of a process, the references to them, and what refusals leave behind."""
    for identifier in process.identifiers:
        stage.declare(process.object(identifier), SessionObject)
        stage.declare(process.reference(identifier), SessionReference)
        if names.asks_attempt(process, code):
            stage.declare(process.attempt(identifier), LastAttempt)
        if any(callback.code for callback in code if names.is_refusal(callback, process, identifier)):
            stage.declare(process.message(identifier), RefusalMessage)


def _wakes(stage: Stage, code: tuple[Callback, ...]) -> None:
    """For each identifier the wake and its handler; the slot or slots that handlers are kept in."""
    cast = stage.cast
    for identifier in cast.identifiers:
        stage.declare(names.wake(identifier), Wake)
        if names.connects_outside_wakes(code):
            stage.declare(names.wake_history(identifier), WakeHistory)
        stage.declare(names.handler(identifier), CompletionHandler)
        if names.app_may_end_itself(code):
            stage.declare(names.lost(identifier), LostHandler)
        if names.asks_recorded(code):
            stage.declare(names.wake_record(identifier), WakeRecord)
        if stage.env.foreground_clears_wake:
            stage.declare(names.withdrawal(identifier), Withdrawal)
    for slot in dict.fromkeys(names.slot(cast, identifier) for identifier in cast.identifiers):
        held = [each for each in cast.identifiers if names.slot(cast, each) == slot]
        contents = [names.content(kind, each) for each in held for kind in names.SLOT_KINDS]
        draft = stage.draft(slot, (names.EMPTY, *contents))
        draft.event("die", [(state, names.EMPTY) for state in draft.states])
        for each in held:
            late = {names.content("fresh", each): names.content("late", each)}
            draft.event(names.expiry_event(each), [(state, late.get(state, state)) for state in draft.states])


def _transfers(stage: Stage) -> None:
    """The transfers and their records."""
    cast = stage.cast
    for transfer in cast.transfers:
        users = tuple(process.name for process in cast.users(transfer.identifier))
        stage.declare(transfer.name, transfer_machine(users))
        stage.declare(transfer.record, TransferRecord)
        if names.restarts(cast):
            stage.declare(transfer.restart, Once)
    targets = app_targets(cast.design, cast.identifiers)
    if len(targets) > 1:
        total = cast.design.app.transfers
        draft = stage.draft(names.BUDGET, [str(left) for left in range(total, -1, -1)])
        draft.event("spend", [(str(left), str(left - 1)) for left in range(total, 0, -1)])


def _requests(stage: Stage, code: tuple[Callback, ...]) -> None:
    """One machine for each standard request that code may make."""
    for callback in code:
        for place, instruction in enumerate(callback.code):
            if instruction.action.do == "request":
                stage.declare(names.request(callback, place), StandardRequest)


def _environment(stage: Stage) -> None:
    """The marks and bounds of what the environment may do."""
    if stage.env.force_quit:
        stage.declare(names.FORCE_QUIT, ForceQuit)
    for bound, allowed in (
        (names.CRASH, stage.env.crash),
        (names.EARLY_EXPIRY, stage.env.wake_expiry),
        (names.AUTHENTICATION, stage.env.authentication),
    ):
        if allowed:
            stage.declare(bound, Once)
