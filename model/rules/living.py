"""The lives of processes: opened, left, suspended, ended, by the user, the system or a crash (§9 §26 §27 N12 A1 L8)."""

from collections.abc import Iterator
from itertools import product

from model.machines.line import OUT
from model.machines.transfer import DELIVERABLE
from model.rules import names
from model.rules.cast import APP, Identifier, Process
from model.rules.effect import NOTHING, Effect, join, join_all, move, when
from model.rules.pieces import (
    CONNECTED,
    UNCONNECTED,
    WAKE_CLOSED,
    Scene,
    at_once,
    at_rest,
    death,
    debugged,
    disappearance,
    enter,
    summon,
    suspension,
    unless,
    wait,
)
from model.rules.stage import Deed


def app_life(scene: Scene) -> Iterator[Deed]:
    """The user opens and leaves the app; the system suspends and ends it."""
    app = scene.stage.cast.app
    yield from _open_app(scene)
    left = join(move(APP, "leave_front"), _renewed(scene, "renew"))
    yield Deed("the user leaves the app", "user", left, "none", ("A1",))
    if not debugged(scene.stage.env, app):
        for note, heard in _all_heard(scene):
            suspended = join(_suspend_app(scene), heard)
            cites = ("§9", "N5", "A1", "H3")
            yield Deed(f"the system suspends the app{note}", "system", suspended, "strong", cites, ("suspends app",))
        ended = join(move(APP, "terminate"), death(scene, app))
        words = "the system terminates the suspended app"
        yield Deed(words, "system", ended, "none", ("§9", "A1", "L10"), ("ends app",))
    if scene.stage.env.crash:
        crashed = join(move(APP, "die"), death(scene, app), move(names.CRASH, "use"))
        yield Deed("the app crashes", "system", crashed, "none", ("L10",), ("ends app",))
    if scene.stage.env.force_quit:
        yield Deed("the user force-quits the app", "user", _quit(scene), "none", ("L8",), ("ends app",))


def _open_app(scene: Scene) -> Iterator[Deed]:
    """The user opens the app, or brings it to the front; its code for that is queued, once."""
    foreground = scene.callback(scene.stage.cast.app, "foreground")
    launch = scene.callback(scene.stage.cast.app, "launch")
    reopened = move(names.FORCE_QUIT, "reopen") if scene.stage.env.force_quit else NOTHING
    both = join(reopened, _renewed(scene, "withdraw"))
    fresh = join(enter(scene, launch), wait(scene, foreground)) if launch.code else at_once(scene, foreground)
    cold = join(move(APP, "launch_in_front"), both, fresh)
    yield Deed("the user launches the app", "user", cold, "none", ("A1", "L8"))
    for note, code in summon(scene, foreground):
        warm = join(move(APP, "come_to_front"), both, code)
        yield Deed(f"the user brings the app to the front{note}", "user", warm, "none", ("A1", "N7"))
    if scene.lines.waits(foreground):
        again = join(move(APP, "come_to_front"), both, unless(scene, foreground.line, OUT))
        words = "the user brings the app to the front again, its foreground code still in line"
        yield Deed(words, "user", again, "none", ("A1",))


def _renewed(scene: Scene, event: str) -> Effect:
    """Wakes that are due are withdrawn when the app comes to the front, and renewed when it leaves it (D4)."""
    if not scene.stage.env.foreground_clears_wake:
        return NOTHING
    return join_all(move(names.withdrawal(each), event) for each in scene.stage.cast.identifiers)


def _suspend_app(scene: Scene) -> Effect:
    """No wake is open, nothing runs or waits in the app: it is suspended sooner or later."""
    app = scene.stage.cast.app
    return join(
        move(APP, "suspend"),
        *(when(names.wake(each), *WAKE_CLOSED) for each in scene.stage.cast.identifiers),
        at_rest(scene, app),
        *(unless(scene, request, "held") for request in scene.requests(app)),
        suspension(scene, app),
    )


def _all_heard(scene: Scene) -> Iterator[tuple[str, Effect]]:
    """Nothing waits for the app where it is connected, or it called the handler early, and need not be awaited (H3).

    One way for each set of sessions that it is connected to, and of those whose handler was called early.
    """
    identifiers = scene.stage.cast.app.identifiers
    for ways in product(*(tuple(_ways_to_part(scene, each)) for each in identifiers)):
        told = {word: [each.name for each, (said, _) in zip(identifiers, ways, strict=True) if word in said]
                for word in ("connected", "early")}  # fmt: skip
        held = f", connected to {' and '.join(told['connected'])}" if told["connected"] else ""
        early = f", its handler called early for {' and '.join(told['early'])}" if told["early"] else ""
        yield held + early, join(*(effect for _, effect in ways))


def _ways_to_part(scene: Scene, identifier: Identifier) -> Iterator[tuple[tuple[str, ...], Effect]]:
    """How the app may stand to a session when it is suspended, in words and as a condition."""
    thing, wake = scene.stage.cast.app.object(identifier), names.wake(identifier)
    yield (), when(thing, *UNCONNECTED)
    connected = when(thing, *CONNECTED)
    heard = join(connected, _nothing_to_hear(scene, identifier))
    if not scene.stage.has(wake):
        yield ("connected",), heard
        return
    yield ("connected",), join(heard, when(wake, "closed"))
    yield ("connected", "early"), join(connected, when(wake, "answered"))


def _nothing_to_hear(scene: Scene, identifier: Identifier) -> Effect:
    """No transfer of a session waits to be reported."""
    return join_all(unless(scene, each.name, *DELIVERABLE) for each in scene.stage.cast.on(identifier))


def _quit(scene: Scene) -> Effect:
    """Force-quit: what runs is cancelled, its report held back, or it vanishes without one (L8 L9 T11)."""
    stage, app = scene.stage, scene.stage.cast.app
    fate = ("quit", "vanish") if stage.env.vanish_on_force_quit else ("quit",)
    ended = join(disappearance(scene, app), join_all(move(each.name, *fate) for each in stage.cast.transfers))
    return join(ended, move(APP, "quit_by_user"), move(names.FORCE_QUIT, "quit"))


def extension_life(scene: Scene, process: Process) -> Iterator[Deed]:
    """The user opens an extension and leaves its host; the system suspends and ends it."""
    yield from _open_extension(scene, process)
    name = process.name
    yield Deed(f"the user returns to {name}", "user", move(name, "return_to_host"), "none", ("§30",))
    if not debugged(scene.stage.env, process):
        yield from _stop_extension(scene, process)
    if scene.stage.env.crash:
        crashed = join(move(name, "crash"), death(scene, process), move(names.CRASH, "use"))
        yield Deed(f"{name} crashes", "system", crashed, "none", ("L10",), (f"ends {name}",))


def _open_extension(scene: Scene, process: Process) -> Iterator[Deed]:
    """A run begins when no earlier one is going on, in the living process or a new one (E5)."""
    for state in scene.stage.states(names.runs(process)):
        if not state.startswith("before_run_"):
            continue
        run = int(state.removeprefix("before_run_"))
        callback = scene.callback(process, "run", run=run)
        counted = move(names.runs(process), f"open_{run}")
        attempts = (process.attempt(each) for each in process.identifiers)
        fresh = join_all(move(each, "accept") for each in attempts if scene.stage.has(each))
        for note, code in summon(scene, callback):
            effect = join(move(process.name, "open"), counted, code, fresh)
            words = f"the user opens {process.name}, run {run}{note}"
            yield Deed(words, "user", effect, "none", ("§1", "E5"))


def _stop_extension(scene: Scene, process: Process) -> Iterator[Deed]:
    """Undismissed it may be suspended, dismissed it will be, and may be ended at any moment (N12); no activity held."""
    name = process.name
    free = join_all(unless(scene, each, "held") for each in scene.requests(process))
    stopped = suspension(scene, process)
    marks = (f"suspends {name}",)
    idle = join(move(name, "suspend_left"), free, stopped)
    words = f"the user leaves the host of {name}, and the system suspends it"
    yield Deed(words, "system", idle, "none", ("§30", "N5"), marks)
    counter = names.runs(process)
    again = unless(scene, counter, names.SPENT)
    done = join(move(name, "suspend_dismissed"), free, stopped, again)
    yield Deed(f"the system suspends {name}, dismissed", "system", done, "strong", ("§9", "§13", "N5", "N12"), marks)
    yield _stop_for_good(scene, process, free)
    if scene.stage.env.profile != "simulator":
        ended = join(move(name, "terminate"), free, death(scene, process), again)
        yield Deed(f"the system terminates {name}", "system", ended, "none", ("§9", "§13", "N12"), (f"ends {name}",))


def _stop_for_good(scene: Scene, process: Process, free: Effect) -> Deed:
    """After the last run suspension and termination are one: no code of the extension runs again (§9 §13 N12)."""
    name, counter = process.name, names.runs(process)
    attempts = (process.attempt(each) for each in process.identifiers)
    settled = join_all(move(each, "accept") for each in attempts)
    stopped = join(move(name, "stop_for_good"), free, death(scene, process), settled, when(counter, names.SPENT))
    words = f"the system suspends {name} for good, its last run over"
    marks = (f"suspends {name}", f"ends {name}")
    return Deed(words, "system", stopped, "strong", ("§9", "§13", "N5", "N12"), marks)


def transfer_life(scene: Scene) -> Iterator[Deed]:
    """The daemon carries every transfer to its end, whoever lives (T1 C9 N5)."""
    for transfer in scene.stage.cast.transfers:
        renewed = (
            move(names.withdrawal(transfer.identifier), "renew") if scene.stage.env.foreground_clears_wake else NOTHING
        )
        effect = join(move(transfer.name, "finish"), renewed)
        yield Deed(f"{transfer.name} finishes", "network", effect, "strong", ("§1", "C9", "N5"))


