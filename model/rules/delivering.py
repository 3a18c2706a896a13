"""Callbacks come to threads: queued ones begin, the daemon's are delivered, and did-complete is acknowledged."""

from collections.abc import Iterator

from model.machines.line import OUT
from model.machines.transfer import DELIVERABLE, event_of, told
from model.rules import names
from model.rules.cast import Identifier, Process, Transfer
from model.rules.code import IDLE, Callback
from model.rules.effect import NOTHING, Effect, join, join_all, move, when
from model.rules.pieces import CONNECTED, Scene, enter, jump, runs, summon, unless
from model.rules.stage import Deed


def begin(scene: Scene, callback: Callback) -> Iterator[Deed]:
    """A callback that waits in line comes to its turn (Q1)."""
    process = callback.scope.process
    for behind, turn in scene.lines.begin(callback):
        tail = "" if not behind else f" ({behind} behind it in line)"
        name = f"{process.name}, {callback.label}: begins{tail}"
        effect = join(enter(scene, callback), turn, runs(process), _answers_call(callback))
        yield Deed(name, process.name, effect, "strong", ("Q1",), marks_of_begin(callback))


def _answers_call(callback: Callback) -> Effect:
    """With handle-events under way it no longer matters where its wake found the app."""
    identifier = callback.scope.identifier
    if callback.scope.key != "handle-events" or identifier is None or callback.later:
        return NOTHING
    return move(names.wake(identifier), "enter")


def marks_of_begin(callback: Callback) -> tuple[str, ...]:
    """What the begin of a callback stands for."""
    scope = callback.scope
    if scope.key == "did-finish-events" and not callback.block and not callback.later:
        assert scope.identifier is not None
        return (f"did-finish-events begins {scope.identifier.name}",)
    return ()


def report(scene: Scene, callback: Callback) -> Iterator[Deed]:
    """The daemon reports a finished transfer to the process that is connected (§7 T7 N8)."""
    process, transfer = callback.scope.process, callback.scope.transfer
    assert transfer is not None
    name = f"did-complete of {transfer.name} is delivered to {process.name}"
    taken = move(transfer.name, event_of("deliver", process.name))
    marks = ("delivered", f"delivered to {process.name} of {transfer.identifier.name}")
    for note, called in summon(scene, callback):
        effect = join(_to(process, transfer.identifier), taken, called)
        yield Deed(name + note, "daemon", effect, "strong", ("§7", "§22", "T7"), marks)
    yield from _returns(scene, callback, transfer)


def _returns(scene: Scene, callback: Callback, transfer: Transfer) -> Iterator[Deed]:
    """did-complete returns, and acknowledges what it was told; not what a second one, still in line, was told."""
    process = callback.scope.process
    name = f"{process.name}, {callback.label}: returns"
    back = jump(scene, callback, (callback.at(len(callback.code)), IDLE))
    marks = () if records_later(callback) else (f"did-complete of {transfer.name} ends in {process.name}",)
    acknowledged = move(transfer.name, event_of("acknowledge", process.name))
    if not scene.lines.waits(callback):
        yield Deed(name, process.name, join(back, acknowledged), "strong", ("T8", "K11"), marks)
        return
    alone = when(callback.line, OUT)
    yield Deed(name, process.name, join(back, acknowledged, alone), "strong", ("T8", "K11"), marks)
    again = unless(scene, callback.line, OUT)
    words = f"{name}, cut short before, and acknowledges nothing"
    yield Deed(words, process.name, join(back, again), "strong", ("T8", "K11"))


def records_later(callback: Callback) -> bool:
    """Whether the outcome is recorded after the answer to a request, when the callback has long returned."""
    return any(
        later.do == "record-completion" for instruction in callback.code for later in instruction.action.then or ()
    )


def report_to_nobody(process: Process, transfer: Transfer) -> Deed:
    """Without a delegate, what is reported is heard by no code (§23)."""
    name = f"the end of {transfer.name} is reported to {process.name}, where no delegate hears of it"
    effect = join(_to(process, transfer.identifier), move(transfer.name, "swallow"))
    marks = ("delivered", f"delivered to {process.name} of {transfer.identifier.name}", "reported to nobody")
    return Deed(name, "daemon", effect, "strong", ("§7", "§23"), marks)


def _to(process: Process, identifier: Identifier) -> Effect:
    """The process runs and is connected."""
    return join(runs(process), when(process.object(identifier), *CONNECTED))


def finish_events(scene: Scene, callback: Callback) -> Iterator[Deed]:
    """All that was finished is reported: did-finish-events, once a wake, never to a dying object (H2 H7 S9)."""
    process, identifier = callback.scope.process, callback.scope.identifier
    assert identifier is not None
    busy = (*DELIVERABLE, *told(process.name))
    done = join_all(unless(scene, each.name, *busy) for each in scene.stage.cast.on(identifier))
    connected = when(process.object(identifier), "connected")
    tell = move(names.wake(identifier), "tell")
    marks = ("delivered", f"delivered to {process.name} of {identifier.name}")
    name = f"did-finish-events for {identifier.name} is delivered to {process.name}"
    for note, called in summon(scene, callback):
        begins = () if note else marks_of_begin(callback)
        effect = join(runs(process), connected, tell, done, called)
        yield Deed(name + note, "daemon", effect, "strong", ("§18", "H2", "H7", "D3"), (*marks, *begins))


def invalid(scene: Scene, callback: Callback) -> Iterator[Deed]:
    """did-become-invalid arrives: the last message of an invalidated object (S3), or the error of a refusal (§6)."""
    process, identifier = callback.scope.process, callback.scope.identifier
    assert identifier is not None
    refused = callback.scope.key == "refused"
    machine = process.message(identifier) if refused else process.object(identifier)
    if refused and not scene.stage.has(machine):
        return
    arrives = move(machine, "deliver" if refused else "arrive_invalid")
    error = " with an error" if refused else ""
    let_go = NOTHING if refused or process.caches else move(process.reference(identifier), "forget")
    name = f"did-become-invalid of {identifier.name} comes to {process.name}{error}"
    cites = ("§6", "S12") if refused else ("S3", "S12")
    for note, called in summon(scene, callback):
        yield Deed(name + note, "daemon", join(runs(process), arrives, let_go, called), "strong", cites)
    if scene.stage.env.lossy_invalidation:
        lost = move(machine, "lose" if refused else "arrive_invalid")
        gone = f"did-become-invalid of {identifier.name} to {process.name}{error} is lost"
        yield Deed(gone, "daemon", join(runs(process), lost), "none", ("S8",))



def invalid_to_nobody(process: Process, identifier: Identifier) -> Deed:
    """Without a delegate an invalidated object is simply gone (S3)."""
    name = f"the invalidated object of {process.name} for {identifier.name} is no more, and no delegate hears of it"
    let_go = NOTHING if process.caches else move(process.reference(identifier), "forget")
    effect = join(runs(process), move(process.object(identifier), "arrive_invalid"), let_go)
    return Deed(name, "daemon", effect, "strong", ("S3",))
