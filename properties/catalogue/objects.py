"""Session objects in the code's hands: released, not doubled, not used dead, not invalidated for ever."""

from collections.abc import Iterator

from model.network import FALSE
from model.rules import names
from model.rules.cast import Identifier, Process
from model.rules.pieces import WAKE_CLOSED
from properties.catalogue.speech import Conjunction, Speech, any_of, both, steps
from properties.kinds import Claim, LeadsTo, NeverStep, Property

NOT_STARTED = "no transfer is ever started"
NOT_CONNECTED = "no code ever connects"


def app_releases_extension_session(speech: Speech) -> Property:
    """Step 4: when its events are done the app lets go of an extension's session (§18 §20)."""
    app = speech.cast.app
    claims: list[Claim] = []
    for identifier in speech.extension_identifiers():
        thing, wake = app.object(identifier), names.wake(identifier)
        valid = {thing: ("connected", "disconnected")}
        transfers = speech.cast.on(identifier)
        quiet = both(*(speech.but(each.name, *speech.busy(each)) for each in transfers))
        again = ({each.name: speech.busy(each)} for each in transfers)
        released = speech.but(thing, "connected", "disconnected")
        begun = speech.but(wake, *WAKE_CLOSED)
        history = names.wake_history(identifier)
        over = {wake: WAKE_CLOSED, **({history: ("some",)} if speech.stage.has(history) else {})}
        claims.append(LeadsTo((both(over, valid, quiet),), any_of((released, begun, *again))))
        claims.append(NeverStep(speech.rules(f"app connects to {identifier.name}"), FALSE))
    says = (
        "After a wake, with nothing running or unreported, the app lets go of an extension's session, "
        "unless there is something to do again."
    )
    return Property(
        "app-releases-extension-session", "leads-to", says, ("§18", "§20"), tuple(claims),
        "the app never connects to an extension's session",
    )


def no_start_failed(speech: Speech) -> Property:
    """A start needs a session object that is not refused without excuse (§6)."""
    claims: list[Claim] = []
    for process in speech.cast.processes:
        for identifier in process.identifiers:
            failed = speech.rules(f"start failed {process.name} {identifier.name}")
            if failed:
                blamed = speech.but(process.attempt(identifier), "excused")
                claims.append(NeverStep(failed, (blamed,)))
    claims.append(NeverStep(speech.rules("start failed without container", "start failed idle")))
    claims.append(steps((), speech.rules("started", "start attempted"))[1])
    says = (
        "No start fails for want of a session object or a shared container, "
        "or because the session was refused without the app handling it."
    )
    return Property("no-start-failed", "never-step", says, ("§6",), tuple(claims), NOT_STARTED)


def no_task_on_invalid_session(speech: Speech) -> Property:
    """Creating a task there raises (S6)."""
    claims = steps(speech.rules("raises"), speech.rules("started", "start attempted"))
    says = "No task is created on a session that is invalidated or about to be."
    return Property("no-task-on-invalid-session", "never-step", says, ("S6",), claims, NOT_STARTED)


def no_identifier_reuse_before_invalid(speech: Speech) -> Property:
    """Until did-become-invalid has come, the identifier is not free in this process (S5 S7)."""
    claims = steps(speech.rules("identifier reused"), speech.rules("connects"))
    says = "No session is made while the same process still has one of this identifier that is invalidating."
    return Property(
        "no-identifier-reuse-before-invalid", "never-step", says, ("S5", "S7"), claims, NOT_CONNECTED
    )


def one_object_per_identifier(speech: Speech) -> Property:
    """A second object gets the first one's delegate (S2)."""
    claims = steps(speech.rules("second object"), speech.rules("connects"))
    says = "No session is made while the same process has a live one of this identifier."
    return Property("one-object-per-identifier", "never-step", says, ("S2",), claims, NOT_CONNECTED)


def no_transfer_cancelled_by_cleanup(speech: Speech) -> Property:
    """Cleaning up must not kill what still runs (§24 S4)."""
    claims: list[Claim] = []
    for identifier in speech.cast.identifiers:
        running = tuple({each.name: ("running",)} for each in speech.cast.on(identifier))
        claims.append(NeverStep(speech.rules(f"cancels {identifier.name}"), running))
    claims.append(steps((), speech.rules("invalidates"))[1])
    says = "invalidate-and-cancel never meets a transfer that is still running."
    return Property(
        "no-transfer-cancelled-by-cleanup", "never-step", says, ("§24", "S4"), tuple(claims),
        "no session is ever invalidated",
    )


def invalidation_terminates(speech: Speech) -> Property:
    """No endless round of invalidating and connecting, with no user and no termination behind it (real designs)."""
    claims = tuple(
        LeadsTo(({process.object(identifier): UNDER_WAY},), tuple(_calm(speech, process, identifier)))
        for process in speech.cast.processes
        for identifier in process.identifiers
    )
    says = "Left alone, the code of a process comes to rest after a session was invalidated or refused."
    return Property(
        "invalidation-terminates", "leads-to", says, ("S5", "K3"), claims, "no session is ever invalidated or refused"
    )


UNDER_WAY = ("invalidating", "halted", "invalidated", "refused_in_use")
AT_REST = ("absent", "connected", "disconnected", "refused_in_use", "refused_without_container")


def _calm(speech: Speech, process: Process, identifier: Identifier) -> Iterator[Conjunction]:
    """The process is at rest, or stopped, or busy with what a user started."""
    scene = speech.system.scene
    yield speech.but(process.name, *process.running)
    mine = [each for each in scene.code if each.scope.process == process]
    lines = {each.line: ("out",) for each in mine if scene.lines.waits(each)}
    message = process.message(identifier)
    silent = {message: ("none",)} if speech.stage.has(message) else {}
    idle = dict.fromkeys(scene.threads(process), ("idle",))
    yield both({process.object(identifier): AT_REST}, silent, idle, lines)
    for callback in mine:
        if callback.scope.key in ("launch", "foreground", "run"):
            if callback.states:
                yield {callback.thread: callback.states}
            if scene.lines.waits(callback):
                yield speech.but(callback.line, "out")
