"""What becomes of session objects without code: they reconnect, are refused, and go (§9 §11 N7 S3)."""

from collections.abc import Iterator

from model.machines.transfer import DELIVERABLE, told
from model.rules import names
from model.rules.cast import Identifier, Process
from model.rules.connecting import connects, refusals
from model.rules.effect import NOTHING, Effect, join, join_all, move, when
from model.rules.pieces import CONNECTED, WAKE_OPEN, Scene, runs, unconnected, unless
from model.rules.stage import Deed


def connection(scene: Scene, process: Process, identifier: Identifier) -> Iterator[Deed]:
    """The life of one object beside the code that made it."""
    yield from _reconnect(scene, process, identifier)
    yield from _resume_invalidating(scene, process, identifier)
    yield _go(scene, process, identifier)


def _reconnect(scene: Scene, process: Process, identifier: Identifier) -> Iterator[Deed]:
    """A disconnected object reconnects when its process runs again (K4), or is refused like any other."""
    env = scene.stage.env
    if env.strict_post and not process.is_app:
        return
    name, thing = f"{process.name} reconnects to {identifier.name}", process.object(identifier)
    woken = when(names.wake(identifier), *WAKE_OPEN) if env.strict_post else NOTHING
    base = join(runs(process), woken)
    accept = _accepted(scene, process, identifier)
    free = join(base, move(thing, "reconnect"), unconnected(scene, identifier, process), accept)
    yield Deed(name, process.name, free, "strong", ("§11", "N7", "K4"), connects(process, identifier))
    let_go = NOTHING if process.caches or env.refusal == "retries" else move(process.reference(identifier), "forget")
    for words, effect, marks in refusals(scene, process, identifier):
        refused = join(base, move(thing, "refuse_reconnect"), let_go, effect)
        told = f"{process.name} is refused {identifier.name} on running again (-996): {words}"
        yield Deed(told, process.name, refused, "strong", ("§6", "N7", "K4"), marks)


def _accepted(scene: Scene, process: Process, identifier: Identifier) -> Effect:
    """The attempt succeeded, where verdicts ask."""
    machine = process.attempt(identifier)
    return move(machine, "accept") if scene.stage.has(machine) else NOTHING


def _resume_invalidating(scene: Scene, process: Process, identifier: Identifier) -> Iterator[Deed]:
    """An object whose invalidation a suspension interrupted goes on with it, unless another is connected by now."""
    thing = process.object(identifier)
    goes_on = join(runs(process), move(thing, "resume_invalidating"), unconnected(scene, identifier, process))
    yield Deed(f"{process.name} goes on invalidating {identifier.name}", process.name, goes_on, "strong", ("S3", "N7"))
    for other in scene.stage.cast.others(process, identifier):
        taken = when(other.object(identifier), *CONNECTED)
        gone = join(runs(process), move(thing, "give_up_invalidating"), taken)
        words = f"the invalidating object of {process.name} for {identifier.name} is gone: {other.name} is connected"
        yield Deed(words, process.name, gone, "strong", ("§6", "S3", "assumption"))


def _go(scene: Scene, process: Process, identifier: Identifier) -> Deed:
    """An invalidating object goes when nothing of its session runs or is left to report (S3)."""
    busy = ("running", *DELIVERABLE, *told(process.name))
    settled = join_all(unless(scene, each.name, *busy) for each in scene.stage.cast.on(identifier))
    gone = join(runs(process), move(process.object(identifier), "go"), settled)
    return Deed(f"the object of {process.name} for {identifier.name} is gone", "daemon", gone, "strong", ("§12", "S3"))
