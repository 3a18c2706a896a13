"""Wakes: when the system calls handle-events, and where it finds the app (§8 §14 §25 L1 L16)."""

from collections.abc import Iterator

from model.machines.line import OUT
from model.machines.transfer import UNREPORTED
from model.rules import names
from model.rules.cast import Identifier, Transfer
from model.rules.code import Callback
from model.rules.effect import NOTHING, Effect, join, join_all, move, when
from model.rules.pieces import (
    WAKE_CLOSED,
    Scene,
    at_once,
    clear_records,
    enter,
    summon,
    unconnected,
    unless,
    wait,
)
from model.rules.stage import Deed

BATCH = ("batch_waiting", "batch_rest")


def wakes(scene: Scene, identifier: Identifier) -> Iterator[Deed]:
    """The wakes of one session, for finished transfers and for authentication."""
    if not identifier.session.sends_launch_events:
        return
    for transfer in scene.stage.cast.on(identifier):
        yield from _wake(scene, transfer)
        yield from _resume_unfinished(scene, transfer)
        if scene.stage.env.authentication:
            yield from _authenticate(scene, transfer)


def _wake(scene: Scene, cause: Transfer) -> Iterator[Deed]:
    """Finished transfers wait for somebody to report them to: handle-events, wherever the app stands (L1)."""
    identifier = cause.identifier
    transfers = scene.stage.cast.on(identifier)
    place = transfers.index(cause)
    batch = join(
        move(cause.name, "batch_waiting"),
        join_all(move(each.name, "batch_rest") for each in transfers[:place]),
        join_all(move(each.name, *BATCH) for each in transfers[place + 1 :]),
        _due(scene, identifier),
    )
    for words, note, begins, cites in _ways(scene, identifier):
        name = f"the system {words} for {identifier.name} ({cause.name}){note}"
        yield Deed(name, "system", join(batch, begins), "strong", ("§8", "§14", "L1", *cites), _marks(identifier))


def _authenticate(scene: Scene, cause: Transfer) -> Iterator[Deed]:
    """A running transfer needs authentication, once in an exploration; it need not (L16)."""
    identifier = cause.identifier
    others = (each for each in scene.stage.cast.on(identifier) if each != cause)
    needs = join(
        move(cause.name, "batch_running"),
        join_all(move(each.name, *BATCH, "batch_running") for each in others),
        move(names.AUTHENTICATION, "use"),
    )
    for words, note, begins, cites in _ways(scene, identifier):
        name = f"the system {words} for {identifier.name} to authenticate ({cause.name}){note}"
        yield Deed(name, "system", join(needs, begins), "none", ("§8", "§14", "L16", *cites), _marks(identifier))


def _marks(identifier: Identifier) -> tuple[str, ...]:
    """What a wake stands for."""
    return ("wakes", f"wakes for {identifier.name}")


def _due(scene: Scene, identifier: Identifier) -> Effect:
    """A wake that was due before the app came to the front is not withdrawn (D4)."""
    return when(names.withdrawal(identifier), "no") if scene.stage.env.foreground_clears_wake else NOTHING


def _free(scene: Scene, identifier: Identifier) -> Effect:
    """Nobody is connected, no wake is open, the app was not force-quit (L8)."""
    unquit = when(names.FORCE_QUIT, "no") if scene.stage.env.force_quit else NOTHING
    return join(unconnected(scene, identifier), when(names.wake(identifier), *WAKE_CLOSED), unquit)


def _ways(scene: Scene, identifier: Identifier) -> Iterator[tuple[str, str, Effect, tuple[str, ...]]]:
    """How handle-events comes to the app, by where it stands: relaunched, resumed, called behind or in front."""
    app, wake = scene.stage.cast.app, names.wake(identifier)
    callback = scene.callback(app, "handle-events", identifier)
    offer = _offer(scene, identifier)
    begin = join(offer, move(wake, "begin"))
    yield "relaunches the app", "", join(move(app.name, "relaunch"), begin, _launching(scene, callback)), ("L4",)
    for note, called in summon(scene, callback):
        yield "resumes the app", note, join(move(app.name, "resume"), begin, called), ("L4",)
        behind = join(when(app.name, "background"), begin, called)
        yield "calls the app in the background", note, behind, ("L3", "L4")
    front = join(when(app.name, "foreground"), offer, move(wake, "begin_in_front"), wait(scene, callback))
    yield "calls the app in the foreground", "", front, ("§25", "L6")


def _offer(scene: Scene, identifier: Identifier) -> Effect:
    """The wake may begin, an earlier handle-events having returned; it brings a handler and has recorded nothing."""
    stage = scene.stage
    callback = scene.callback(stage.cast.app, "handle-events", identifier)
    history = names.wake_history(identifier)
    return join(
        _free(scene, identifier), move(names.handler(identifier), "offer"),
        unless(scene, callback.thread, *callback.states),
        move(history, "note") if stage.has(history) else NOTHING, clear_records(scene, identifier),
    )


def _launching(scene: Scene, callback: Callback) -> Effect:
    """A relaunched app runs its launch code first, if it has any."""
    launch = scene.callback(scene.stage.cast.app, "launch")
    return join(enter(scene, launch), wait(scene, callback)) if launch.code else at_once(scene, callback)


def _resume_unfinished(scene: Scene, cause: Transfer) -> Iterator[Deed]:
    """The last wake ran out before its handle-events was done: the app is resumed, and that goes on first (H11)."""
    stage, identifier = scene.stage, cause.identifier
    app = stage.cast.app
    callback = scene.callback(app, "handle-events", identifier)
    due = join(_free(scene, identifier), _due(scene, identifier), *_waiting(scene, cause), move(app.name, "resume"))
    name = f"the system resumes the app for {identifier.name} ({cause.name}), its handle-events"
    cites = ("§8", "L1", "H11", "assumption")
    if not stage.env.wake_expiry:
        return
    under_way = join(due, when(callback.thread, *callback.states))
    yield Deed(f"{name} still under way", "system", under_way, "strong", cites, ("wakes",))
    waits = join(due, unless(scene, callback.line, OUT))
    yield Deed(f"{name} still in line", "system", waits, "strong", cites, ("wakes",))


def _waiting(scene: Scene, cause: Transfer) -> Iterator[Effect]:
    """This transfer is finished and unreported, none before it is, and none of its session runs."""
    transfers = scene.stage.cast.on(cause.identifier)
    for place, each in enumerate(transfers):
        out = ("running", *UNREPORTED) if place < transfers.index(cause) else ("running",)
        yield when(each.name, *UNREPORTED) if each == cause else unless(scene, each.name, *out)
