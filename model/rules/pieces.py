"""Parts that many rules share: a process that runs, stops or dies, a session that is free, a thread that steps."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.design import Environment
from model.machines.transfer import event_of
from model.rules import names
from model.rules.cast import Identifier, Need, Process, Transfer
from model.rules.code import IDLE, Callback
from model.rules.effect import NOTHING, Effect, join, join_all, move, when
from model.rules.lines import Lines
from model.rules.stage import Stage

CONNECTED = ("connected", "invalidating")
UNCONNECTED = (
    "absent", "disconnected", "refused_in_use", "refused_without_container", "halted", "invalidated",
)
DELEGATE_KEYS = ("did-complete", "did-finish-events", "did-become-invalid", "refused")
WAKE_OPEN = ("open", "told", "open_in_front", "told_in_front")
WAKE_CLOSED = ("closed", "answered")


@dataclass(frozen=True, slots=True)
class Scene:
    """All that writing a rule needs: the stage, the code, and the lines it waits in."""

    stage: Stage
    code: tuple[Callback, ...]
    lines: Lines

    def callback(self, process: Process, key: str, identifier: Identifier | None = None, run: int = 0) -> Callback:
        """The callback of a process with this key, about this identifier, of this run."""
        for each in self.code:
            scope = each.scope
            if (scope.process, scope.key) == (process, key) and not each.block and not each.later:
                if identifier is not None and scope.identifier == identifier:
                    return each
                if identifier is None and scope.run == run:
                    return each
        raise KeyError(key)

    def threads(self, process: Process) -> tuple[str, ...]:
        """The threads of a process."""
        return tuple(dict.fromkeys(each.thread for each in self.code if each.scope.process == process))

    def requests(self, process: Process) -> Iterator[str]:
        """The machines of the requests that a process may make."""
        for callback in self.code:
            if callback.scope.process == process:
                for place, instruction in enumerate(callback.code):
                    if instruction.action.do == "request":
                        yield names.request(callback, place)


def debugged(env: Environment, process: Process) -> bool:
    """Whether a process runs under the debugger: the system neither suspends nor ends it (§26)."""
    whose = "app" if process.is_app else "extensions"
    return env.profile == "debugger" and env.debugged in ("both", whose)


def runs(process: Process) -> Effect:
    """The code of a process runs."""
    return when(process.name, *process.running)


def unless(scene: Scene, machine: str, *states: str) -> Effect:
    """A machine is in none of these states."""
    return when(machine, *scene.stage.but(machine, *states))


def at_rest(scene: Scene, process: Process) -> Effect:
    """No code of a process runs or waits, and no did-become-invalid is on its way to it."""
    threads = scene.threads(process)
    messages = (process.message(each) for each in process.identifiers)
    return join(
        *(when(thread, IDLE) for thread in threads),
        *(scene.lines.empty(thread) for thread in threads),
        *(when(message, "none") for message in messages if scene.stage.has(message)),
        *(unless(scene, process.object(each), "invalidated") for each in process.identifiers),
    )


def unconnected(scene: Scene, identifier: Identifier, but: Process | None = None) -> Effect:
    """No process (but one) is connected to an identifier."""
    users = scene.stage.cast.users(identifier)
    return join_all(when(user.object(identifier), *UNCONNECTED) for user in users if user != but)


def enter(scene: Scene, callback: Callback) -> Effect:
    """The idle thread of a callback enters it; where there is nothing to run, it stays idle."""
    if callback.at(0) == IDLE:
        return when(callback.thread, IDLE)
    return move(callback.thread, scene.stage.drafted(callback.thread).go(IDLE, callback.at(0)))


def advance(scene: Scene, callback: Callback, place: int) -> Effect:
    """The action at a place is done: its thread goes to the next, while its process runs."""
    return jump(scene, callback, (callback.at(place), callback.at(place + 1)))


def jump(scene: Scene, callback: Callback, way: tuple[str, str]) -> Effect:
    """The thread of a callback goes from one of its states to another, while its process runs."""
    event = scene.stage.drafted(callback.thread).go(*way)
    return join(move(callback.thread, event), runs(callback.scope.process))


def summon(scene: Scene, callback: Callback) -> Iterator[tuple[str, Effect]]:
    """A callback is given to its process: at once where its thread has nothing to do, else into its line."""
    yield "", at_once(scene, callback)
    if scene.lines.waits(callback):
        yield ", behind what its thread runs", join(wait(scene, callback), unless(scene, callback.thread, IDLE))
        for first, waits in scene.lines.someone(callback.thread, callback):
            yield f", behind {first}", join(wait(scene, callback), when(callback.thread, IDLE), waits)


def at_once(scene: Scene, callback: Callback) -> Effect:
    """The idle thread of a callback enters it, nothing being in line.

    Where it has no code, a delegate callback still has to wait for its queue, and other callbacks are nothing at all.
    """
    if callback.at(0) != IDLE or callback.scope.key in DELEGATE_KEYS:
        return join(enter(scene, callback), scene.lines.empty(callback.thread))
    return NOTHING


def wait(scene: Scene, callback: Callback) -> Effect:
    """The callback goes into the line of its thread, if it is one that waits."""
    return scene.lines.enqueue(callback) if scene.lines.waits(callback) else NOTHING


def stop_threads(scene: Scene, process: Process) -> Effect:
    """All threads of a process stop, and what waits for them is dropped."""
    threads = scene.threads(process)
    return join(
        *(move(thread, "stop") for thread in threads),
        *(scene.lines.drop(thread) for thread in threads),
    )


def interrupt(scene: Scene, process: Process, *lost: Need) -> Effect:
    """What a process was being told is unreported again (K11); what it started fails for want of what is lost."""
    cast = scene.stage.cast
    mine = [each for each in cast.transfers if each.identifier in process.identifiers]
    return join_all(move(each.name, event_of(_parting(each, process, lost), process.name)) for each in mine)


def _parting(transfer: Transfer, process: Process, lost: tuple[Need, ...]) -> str:
    """The event of a transfer when a process stops."""
    return "forsake" if transfer.owner == process.name and transfer.needs in lost else "interrupt"


def renew_wakes(scene: Scene, process: Process) -> Effect:
    """Wakes withdrawn for the sessions of a process are due anew, now that it lets go of them (D4)."""
    if not scene.stage.env.foreground_clears_wake:
        return NOTHING
    return join_all(move(names.withdrawal(each), "renew") for each in process.identifiers)


def suspension(scene: Scene, process: Process) -> Effect:
    """What suspension does, besides stopping the process: it disconnects (§9 N5 C13), interrupts, loses requests (§30).

    A did-complete that has only its return before it is over: what that would acknowledge is unreported again.
    """
    env = scene.stage.env
    event = "suspend_retrying" if env.refusal == "retries" and not env.strict_post else "suspend"
    return join(
        join_all(move(process.object(each), event) for each in process.identifiers),
        join_all(move(request, "lose") for request in scene.requests(process)),
        interrupt(scene, process, "connection"),
        renew_wakes(scene, process),
        join_all(move(thread, "cut_return") for thread in scene.threads(process)),
        join_all(move(names.wake(each), "lapse") for each in process.identifiers if process.is_app),
    )


def death(scene: Scene, process: Process) -> Effect:
    """What the end of a process does besides, its transfers not left out (K11 C12 C13)."""
    return join(disappearance(scene, process), interrupt(scene, process, "connection", "process"))


def disappearance(scene: Scene, process: Process) -> Effect:
    """With a process go its objects, references, threads, messages and requests, and of the app wakes and handlers."""
    stage = scene.stage
    messages = (process.message(each) for each in process.identifiers if stage.has(process.message(each)))
    return join(
        join_all(move(process.object(each), "die") for each in process.identifiers),
        join_all(move(process.reference(each), "forget") for each in process.identifiers),
        join_all(move(message, "die") for message in messages),
        join_all(move(request, "lose") for request in scene.requests(process)),
        stop_threads(scene, process),
        renew_wakes(scene, process),
        _end_of_wakes(scene) if process.is_app else move(names.runs(process), "end"),
        _forgotten_attempts(scene, process),
    )


def _forgotten_attempts(scene: Scene, process: Process) -> Effect:
    """A new process of the app has attempted nothing; an extension's refusal is remembered until its next run."""
    attempts = (process.attempt(each) for each in process.identifiers if process.is_app)
    return join_all(move(attempt, "accept") for attempt in attempts if scene.stage.has(attempt))


def _end_of_wakes(scene: Scene) -> Effect:
    """With the app go its wakes, and every handler offered, kept or lost."""
    stage = scene.stage
    cast = stage.cast
    slots = dict.fromkeys(names.slot(cast, each) for each in cast.identifiers)
    return join(
        *(move(names.wake(each), "die") for each in cast.identifiers),
        *(move(names.handler(each), "die") for each in cast.identifiers),
        *(move(names.lost(each), "die") for each in cast.identifiers if stage.has(names.lost(each))),
        *(move(slot, "die") for slot in slots),
        clear_records(scene),
    )


def clear_records(scene: Scene, *identifiers: Identifier) -> Effect:
    """What was recorded in a wake is forgotten: of these sessions, or of all."""
    cast = scene.stage.cast
    chosen = identifiers or cast.identifiers
    return join_all(
        move(names.wake_record(each), "clear") for each in chosen if scene.stage.has(names.wake_record(each))
    )
