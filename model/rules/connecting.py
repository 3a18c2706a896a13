"""connect, and drop-reference: how code comes by a session object, and lets go of it (§5 §6 §10 §16)."""

from collections.abc import Iterator

from model.rules import names
from model.rules.cast import Identifier, Process
from model.rules.effect import NOTHING, Effect, join, join_all, move, when
from model.rules.pieces import CONNECTED, WAKE_CLOSED, WAKE_OPEN, Scene, unconnected
from model.rules.spot import Spot
from model.rules.stage import Deed

MAKE = ("absent", "refused_in_use", "refused_without_container")


def connect(spot: Spot) -> Iterator[Deed]:
    """Use the object at hand, or make one: connected, refused, or handed one that is already there."""
    process, identifier = spot.process, spot.identifier
    reference = process.reference(identifier)
    held: tuple[str, ...] = ("hold_new",)
    if spot.instruction.action.always:
        held = ("hold_new", "hold_again")
    else:
        has = when(reference, "held")
        yield spot.deed(f"uses the object it holds for {identifier.name}", spot.done, has, cites=("§16", "L3"))
    hold = move(reference, *held)
    yield from _make(spot, hold)
    yield from _handed_old(spot, hold)


def _make(spot: Spot, hold: Effect) -> Iterator[Deed]:
    """The initialiser is called and no object of this identifier is alive in the process."""
    process, identifier, scene = spot.process, spot.identifier, spot.scene
    thing = process.object(identifier)
    if not process.is_app and not identifier.session.shared_container:
        yield spot.deed(
            f"is refused {identifier.name}: no shared container (-995)",
            spot.done, move(thing, "refuse_container"), _refused_reference(process, identifier, hold),
            _message(scene, process, identifier), _attempt(process, identifier, scene, "accept"),
            cites=("§3", "C5", "C6"), marks=("connects", "refused without container"),
        )
        return
    yield spot.deed(
        f"connects to {identifier.name}",
        spot.done, when(thing, *made_from(scene)), move(thing, "connect"), hold,
        unconnected(scene, identifier, process),
        _attempt(process, identifier, scene, "accept"), release(scene, identifier),
        cites=("§5", "§10", "§16", "N6", "N8"), marks=("connects", *connects(process, identifier)),
    )
    kept = hold if scene.stage.env.refusal == "retries" else _refused_reference(process, identifier, hold)
    for words, effect, marks in refusals(scene, process, identifier):
        yield spot.deed(
            f"is refused {identifier.name} (-996): {words}",
            spot.done, when(thing, *made_from(scene)), move(thing, "refuse"), kept, effect,
            cites=("§5", "§6", "N1"), marks=("connects", *marks),
        )


def connects(process: Process, identifier: Identifier) -> tuple[str, ...]:
    """The marks of rules by which a process comes by a connection."""
    return (f"connects {process.name}", f"{process.name} connects to {identifier.name}")


def made_from(scene: Scene) -> tuple[str, ...]:
    """The states of an object from which the initialiser makes a new one."""
    return MAKE if scene.stage.env.refusal == "invalidates" else ("absent", "refused_without_container")


def release(scene: Scene, identifier: Identifier) -> Effect:
    """Cancellations by force-quit are reported from when code creates the session again (L9 Q3)."""
    if not scene.stage.env.force_quit:
        return NOTHING
    return join_all(move(each.name, "release") for each in scene.stage.cast.on(identifier))


def refusals(
    scene: Scene, process: Process, identifier: Identifier
) -> Iterator[tuple[str, Effect, tuple[str, ...]]]:
    """The ways to be refused because another is connected: who it is, what else follows, and the marks."""
    for other in scene.stage.cast.others(process, identifier):
        by = f"{other.name} is connected"
        if process.is_app:
            told = _told(scene, process, identifier, "excuse")
            taken = when(other.object(identifier), *CONNECTED)
            yield by, join(taken, told), (f"app refused {identifier.name}",)
        elif not other.is_app:
            told = _told(scene, process, identifier, "blame")
            taken = when(other.object(identifier), *CONNECTED)
            yield by, join(taken, told), ("extension refused", "extension refused when idle")
        else:
            yield from _by_app(scene, process, identifier)


def _by_app(
    scene: Scene, process: Process, identifier: Identifier
) -> Iterator[tuple[str, Effect, tuple[str, ...]]]:
    """An extension is refused by the app: while the app handles the session, or while it is idle there (§20)."""
    thing, wake = scene.stage.cast.app.object(identifier), names.wake(identifier)
    excused = _told(scene, process, identifier, "excuse")
    blamed = _told(scene, process, identifier, "blame")
    closed = when(wake, *WAKE_CLOSED)
    refused = ("extension refused",)
    yield "the app handles its events", join(when(thing, *CONNECTED), when(wake, *WAKE_OPEN), excused), refused
    yield "the app is invalidating it", join(when(thing, "invalidating"), closed, excused), refused
    idle = join(when(thing, "connected"), closed, blamed)
    yield "the app is connected, and idle there", idle, (*refused, "extension refused when idle")


def _told(scene: Scene, process: Process, identifier: Identifier, event: str) -> Effect:
    """What a refusal leaves with its process: the message, and the outcome of the attempt."""
    message = NOTHING if scene.stage.env.refusal == "retries" else _message(scene, process, identifier)
    return join(message, _attempt(process, identifier, scene, event))


def _message(scene: Scene, process: Process, identifier: Identifier) -> Effect:
    """A did-become-invalid with an error is on its way, if any code would run for it."""
    machine = process.message(identifier)
    return move(machine, "post") if scene.stage.has(machine) else NOTHING


def _attempt(process: Process, identifier: Identifier, scene: Scene, event: str) -> Effect:
    """How the attempt ended, where verdicts ask."""
    machine = process.attempt(identifier)
    return move(machine, event) if scene.stage.has(machine) else NOTHING


def _refused_reference(process: Process, identifier: Identifier, hold: Effect) -> Effect:
    """Code that caches keeps what it was given; other code holds nothing after a refusal."""
    return hold if process.caches else move(process.reference(identifier), "forget")


def _handed_old(spot: Spot, hold: Effect) -> Iterator[Deed]:
    """The initialiser is called though an object of this identifier is there: that one is handed out (S2 S7)."""
    process, identifier = spot.process, spot.identifier
    thing = process.object(identifier)
    alive = ["connected", "disconnected"]
    if spot.scene.stage.env.refusal == "retries":
        alive.append("refused_in_use")
    yield spot.deed(
        f"makes a second object for {identifier.name} and is handed the first",
        spot.done, hold, when(thing, *alive), cites=("S2",), marks=("connects", "second object"),
    )
    yield spot.deed(
        f"makes a new object for {identifier.name} before the old one is gone, and is handed the old one",
        spot.done, hold, when(thing, "invalidating", "halted", "invalidated"),
        cites=("S5", "S7"), marks=("connects", "identifier reused"),
    )


def drop_reference(spot: Spot) -> Iterator[Deed]:
    """Forget the object; the session does not notice (S1 N9)."""
    forget = move(spot.process.reference(spot.identifier), "forget")
    yield spot.deed(f"forgets its object for {spot.identifier.name}", spot.done, forget, cites=("S1", "N9"))


