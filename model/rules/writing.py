"""All rules of one design, in the order that decides among equally short runs."""

from collections.abc import Iterator

from model.rules.acting import act
from model.rules.cast import Cast, Identifier, Process
from model.rules.code import Callback, queues_block
from model.rules.connections import connection
from model.rules.delivering import begin, finish_events, invalid, invalid_to_nobody, report, report_to_nobody
from model.rules.expiring import expiry
from model.rules.handling import return_of_handle_events, run_block
from model.rules.living import app_life, extension_life, transfer_life
from model.rules.pieces import Scene
from model.rules.requesting import answers
from model.rules.stage import Deed
from model.rules.staging import set_stage
from model.rules.subject import Subject, about, of_action, of_callback, of_process, of_session, of_transfer
from model.rules.waking import wakes


def write_rules(cast: Cast) -> Scene:
    """Set the stage for a cast and put every rule on it.

    Code comes first, then the daemon, and last what users, system and chance do to processes.
    """
    scene = Scene(*set_stage(cast))
    for subject, deed in _rules(scene):
        scene.stage.add(deed, subject)
    return scene


def _rules(scene: Scene) -> Iterator[tuple[Subject, Deed]]:
    """Every rule, with what it is about."""
    cast = scene.stage.cast
    for callback in scene.code:
        yield from _code(scene, callback)
    for process in cast.processes:
        for identifier in process.identifiers:
            yield from about(of_session(identifier), _session(scene, process, identifier))
    for transfer, deed in zip(cast.transfers, transfer_life(scene), strict=True):
        yield of_transfer(transfer, cast.extensions), deed
    for identifier in cast.identifiers:
        yield from about(of_session(identifier), wakes(scene, identifier))
        yield from about(of_session(identifier), expiry(scene, identifier))
    for process in cast.extensions:
        yield from about(of_process(process), extension_life(scene, process))
    yield from about(of_process(cast.app), app_life(scene))


def _session(scene: Scene, process: Process, identifier: Identifier) -> Iterator[Deed]:
    """What becomes of a process's object without code, and what is told where there is no delegate."""
    yield from connection(scene, process, identifier)
    if not identifier.session.delegate:
        yield from (report_to_nobody(process, transfer) for transfer in scene.stage.cast.on(identifier))
        yield invalid_to_nobody(process, identifier)


def _code(scene: Scene, callback: Callback) -> Iterator[tuple[Subject, Deed]]:
    """What a callback needs to come about, each of its actions, and its return."""
    if scene.lines.waits(callback) and not callback.block:
        yield from about(of_callback(callback), begin(scene, callback))
    yield from about(of_callback(callback), _brought(scene, callback))
    for place in range(len(callback.code)):
        yield from about(of_action(callback, place), _action(scene, callback, place))


def _action(scene: Scene, callback: Callback, place: int) -> Iterator[Deed]:
    """One action, the answer it waits for, the block it queues."""
    instruction = callback.code[place]
    yield from act(scene, callback, place)
    if instruction.action.do == "request":
        yield from answers(scene, callback, place)
    if queues_block(callback, instruction):
        yield from run_block(scene, callback, place)


def _brought(scene: Scene, callback: Callback) -> Iterator[Deed]:
    """How the daemon brings a callback, and what its return does."""
    key = callback.scope.key
    if callback.block or callback.label.startswith("answer in"):
        return
    if key == "handle-events":
        yield from return_of_handle_events(scene, callback)
    elif key == "did-complete":
        yield from report(scene, callback)
    elif key == "did-finish-events":
        yield from finish_events(scene, callback)
    elif key in ("did-become-invalid", "refused"):
        yield from invalid(scene, callback)


