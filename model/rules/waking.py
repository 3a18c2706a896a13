"""Wakes: when the system calls handle-events, and how a wake ends that no code ends (§8 §14 L1 H4 H11)."""

from collections.abc import Iterator

from model.machines.transfer import DELIVERABLE, reporting
from model.rules import names
from model.rules.cast import Identifier, Transfer
from model.rules.code import IDLE, Callback
from model.rules.effect import NOTHING, Effect, join, join_all, move, override, when
from model.rules.pieces import (
    WAKE_CLOSED,
    WAKE_OPEN,
    Scene,
    at_once,
    clear_records,
    debugged,
    enter,
    runs,
    summon,
    suspension,
    unconnected,
    wait,
)
from model.rules.stage import Deed

BATCH = ("batch_waiting", "batch_rest")


def wakes(scene: Scene, identifier: Identifier) -> Iterator[Deed]:
    """The wakes of one session, for finished transfers and for authentication, and their expiry."""
    if identifier.session.sends_launch_events:
        for transfer in scene.stage.cast.on(identifier):
            yield from _wake(scene, transfer, _finished(scene, transfer), "")
            if scene.stage.env.authentication:
                needs = _needs_authentication(scene, transfer)
                yield from _wake(scene, transfer, needs, " to authenticate")
    yield from _expire(scene, identifier)
    if scene.stage.env.wake_expiry:
        yield _expire_early(scene, identifier)


def _finished(scene: Scene, cause: Transfer) -> Effect:
    """This transfer is finished and unreported, none before it is, and none of its session runs (L1)."""
    transfers = scene.stage.cast.on(cause.identifier)
    place = transfers.index(cause)
    return join(
        move(cause.name, "batch_waiting"),
        join_all(move(each.name, "batch_rest") for each in transfers[:place]),
        join_all(move(each.name, *BATCH) for each in transfers[place + 1 :]),
    )


def _needs_authentication(scene: Scene, cause: Transfer) -> Effect:
    """This running transfer needs authentication, once in an exploration (L16)."""
    others = (each for each in scene.stage.cast.on(cause.identifier) if each != cause)
    return join(
        move(cause.name, "batch_running"),
        join_all(move(each.name, *BATCH, "batch_running") for each in others),
        move(names.AUTHENTICATION, "use"),
    )


def _wake(scene: Scene, cause: Transfer, why: Effect, aim: str) -> Iterator[Deed]:
    """Nobody is connected, no wake is open, the app was not force-quit: handle-events, wherever the app stands."""
    identifier = cause.identifier
    offer = join(why, _allowed(scene, identifier), move(names.handler(identifier), "offer"))
    for words, begins, cites in _ways(scene, identifier):
        name = f"the system {words[0]} for {identifier.name}{aim} ({cause.name}){words[1]}"
        marks = ("wakes", f"wakes for {identifier.name}")
        ids = ("§8", "§14", "L16" if aim else "L1", *cites)
        yield Deed(name, "system", join(offer, begins), "strong", ids, marks)


def _ways(
    scene: Scene, identifier: Identifier
) -> Iterator[tuple[tuple[str, str], Effect, tuple[str, ...]]]:
    """How handle-events comes to the app, by where it stands: relaunched, resumed, called behind or in front."""
    app, wake = scene.stage.cast.app, names.wake(identifier)
    callback = scene.callback(app, "handle-events", identifier)
    begin = move(wake, "begin")
    launching = join(move(app.name, "relaunch"), begin, _launching(scene, callback))
    yield ("relaunches the app", ""), launching, ("L4",)
    for note, called in summon(scene, callback):
        yield ("resumes the app", note), join(move(app.name, "resume"), begin, called), ("L4",)
        behind = join(when(app.name, "background"), begin, called)
        yield ("calls the app in the background", note), behind, ("L3", "L4")
    front = join(when(app.name, "foreground"), move(wake, "begin_in_front"), wait(scene, callback))
    yield ("calls the app in the foreground", ""), front, ("§25", "L6")


def _launching(scene: Scene, callback: Callback) -> Effect:
    """A relaunched app runs its launch code first, if it has any."""
    launch = scene.callback(scene.stage.cast.app, "launch")
    return join(enter(scene, launch), wait(scene, callback)) if launch.code else at_once(scene, callback)


def _allowed(scene: Scene, identifier: Identifier) -> Effect:
    """Nobody is connected, the last wake is over and its handle-events has returned; no force-quit, no withdrawal."""
    stage, app = scene.stage, scene.stage.cast.app
    callback = scene.callback(app, "handle-events", identifier)
    outside = [state for state in stage.states(callback.thread) if state not in callback.states]
    unquit = when(names.FORCE_QUIT, "no") if stage.env.force_quit else NOTHING
    history = names.wake_history(identifier)
    noted = move(history, "note") if stage.has(history) else NOTHING
    due = when(names.withdrawal(identifier), "no") if stage.env.foreground_clears_wake else NOTHING
    return join(
        unconnected(scene, identifier), when(names.wake(identifier), *WAKE_CLOSED), unquit, due, noted,
        when(callback.thread, *outside), clear_records(scene, identifier),
    )  # fmt: skip


def _expire(scene: Scene, identifier: Identifier) -> Iterator[Deed]:
    """In a wake nothing runs, waits or can be delivered any more: it expires, its handler never called (H4 H11)."""
    for words, quiet in _quiet(scene, identifier):
        effect = join(_nothing_goes_on(scene), _ends(scene, identifier), quiet, _lost(scene, identifier, words))
        name = f"the wake for {identifier.name} expires: {words}"
        yield Deed(name, "system", effect, "strong", ("H4", "H11"), ("expires",))


def _ends(scene: Scene, identifier: Identifier) -> Effect:
    """The wake is over, and a handler kept for it is late from now on."""
    slot = names.slot(scene.stage.cast, identifier)
    return join(
        move(names.wake(identifier), "expire"),
        move(slot, f"expire_{identifier.name}"),
        clear_records(scene, identifier),
    )


def _nothing_goes_on(scene: Scene) -> Effect:
    """The app is up, no code of it runs or waits, no answer is awaited, no message is under way."""
    stage, app = scene.stage, scene.stage.cast.app
    threads = scene.threads(app)
    messages = [app.message(each) for each in app.identifiers if stage.has(app.message(each))]
    return join(
        runs(app),
        *(when(thread, IDLE) for thread in threads),
        *(scene.lines.empty(thread) for thread in threads),
        *(when(request, "none", "lost") for request in scene.requests(app)),
        *(when(message, "none") for message in messages),
        *(when(app.object(each), *_but_invalidated(scene, each)) for each in app.identifiers),
    )


def _but_invalidated(scene: Scene, identifier: Identifier) -> tuple[str, ...]:
    """The states of the app's object in which no did-become-invalid is about to come."""
    thing = scene.stage.cast.app.object(identifier)
    return tuple(state for state in scene.stage.states(thing) if state != "invalidated")


def _quiet(scene: Scene, identifier: Identifier) -> Iterator[tuple[str, Effect]]:
    """The ways in which nothing of a session can be delivered to the app any more, no two at once."""
    stage, app = scene.stage, scene.stage.cast.app
    thing, wake = app.object(identifier), names.wake(identifier)
    transfers = stage.cast.on(identifier)
    settled = {each.name: _settled(scene, each) for each in transfers}
    yield "the app is not connected", when(thing, "absent", "refused_in_use", "refused_without_container")
    told = WAKE_OPEN if not identifier.session.delegate else ("told", "told_in_front")
    heard = join_all(when(name, *states) for name, states in settled.items())
    yield "all is delivered", join(when(thing, "connected"), when(wake, *told), heard)
    for place, transfer in enumerate(transfers):
        idle = ((name, tuple(state for state in states if state != "running")) for name, states in settled.items())
        before = [each.name for each in transfers[:place]]
        rest = join_all(when(name, *states) for name, states in idle if name in before)
        waits = join(when(thing, "invalidating"), when(transfer.name, "running"), heard, rest)
        yield f"its object waits for {transfer.name}", waits


def _settled(scene: Scene, transfer: Transfer) -> tuple[str, ...]:
    """The states of a transfer in which the app has nothing to hear of it now."""
    busy = (*DELIVERABLE, reporting(scene.stage.cast.app.name))
    return tuple(state for state in scene.stage.states(transfer.name) if state not in busy)


def _lost(scene: Scene, identifier: Identifier, words: str) -> Effect:
    """With `lose-on-expiry`, what was not reported in the wake is gone (T10)."""
    if not scene.stage.env.lose_on_expiry or words != "the app is not connected":
        return NOTHING
    return join_all(move(each.name, "lose") for each in scene.stage.cast.on(identifier))


def _expire_early(scene: Scene, identifier: Identifier) -> Deed:
    """A wake runs out with callbacks still to come, once in an exploration: the app is suspended as it is (H11)."""
    stage = scene.stage
    others = (each for each in stage.cast.identifiers if each != identifier)
    lost = [move(each.name, "lose") for each in stage.cast.on(identifier)] if stage.env.lose_on_expiry else []
    effect = join(
        override(_stopped(scene), *lost),
        move(names.EARLY_EXPIRY, "use"),
        move(names.handler(identifier), "expire"),
        _ends(scene, identifier),
        *(when(names.wake(each), *WAKE_CLOSED) for each in others),
    )
    words = f"the wake for {identifier.name} runs out early"
    return Deed(words, "system", effect, "none", ("H11",), ("suspends app", "expires"))


def _stopped(scene: Scene) -> Effect:
    """With its wake the app in the background is suspended, unless it runs under the debugger (§26)."""
    app = scene.stage.cast.app
    if debugged(scene.stage.env, app):
        return when(app.name, "background")
    return join(move(app.name, "suspend"), suspension(scene, app))
