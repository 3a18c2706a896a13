"""Who is who in a design: the lane of each process, session and machine, and what the events of machines tell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from model.compiling import compile_machine
from model.design import Extension
from model.rules import names
from model.rules.cast import Cast, Identifier, Process, Transfer
from model.system import System
from reports.lanes import meanings as means
from reports.lanes.chart import Lane, Role
from reports.lanes.meanings import Meaning


@dataclass(frozen=True, slots=True)
class Party:
    """What is known of one machine: where it stands, whose it is, of which session, and what its events tell."""

    lane: int | None = None
    role: Role = "other"
    process: int | None = None
    session: int | None = None
    paint: Mapping[str, str] | None = None
    events: Mapping[str, Meaning] | None = None

    def meaning(self, events: tuple[str, ...]) -> Meaning | None:
        """What the first of these events that tells anything tells."""
        known = self.events or {}
        return next((known[event] for event in events if event in known), None)


@dataclass(frozen=True, slots=True)
class Lanes:
    """Which lane is whose."""

    cast: Cast

    @property
    def network(self) -> int:
        """The last one."""
        return 1 + len(self.cast.processes) + len(self.cast.identifiers)

    def process(self, process: Process) -> int:
        """After the user."""
        return 1 + self.cast.processes.index(process)

    def session(self, identifier: Identifier) -> int:
        """After the processes."""
        return 1 + len(self.cast.processes) + self.cast.identifiers.index(identifier)

    def by_call(self) -> Iterator[tuple[str, int]]:
        """The mark of a call of a session's handler, and the lane of that session."""
        return ((f"calls handler of {each.name}", self.session(each)) for each in self.cast.identifiers)

    def listed(self) -> Iterator[Lane]:
        """All of them, in order."""
        yield Lane("user", "user", "opens and leaves")
        for process in self.cast.processes:
            settings = process.settings
            if isinstance(settings, Extension):
                yield Lane(process.name, "extension", f"{settings.kind} extension")
            else:
                yield Lane(process.name, "app", "container app")
        for identifier in self.cast.identifiers:
            yield Lane(f"session {identifier.name}", "daemon", "the system's daemon")
        yield Lane("network", "network", "and server")


def parties_of(system: System) -> Iterator[tuple[str, Party]]:
    """What is known of each machine; of one that is left out nothing is."""
    scene, cast = system.scene, system.scene.stage.cast
    lanes = Lanes(cast)
    for process in cast.processes:
        yield from _of_process(system, process, lanes)
    for identifier in cast.identifiers:
        yield from _of_session(cast, identifier, lanes)
    for transfer in cast.transfers:
        yield transfer.name, _transfer(system, transfer, lanes)
    for callback in scene.code:
        lane = lanes.process(callback.scope.process)
        yield callback.thread, Party(lane, process=lane)
        yield callback.line, Party(lane, process=lane)


def _of_process(system: System, process: Process, lanes: Lanes) -> Iterator[tuple[str, Party]]:
    lane = lanes.process(process)
    life = means.APP_LIFE if process.is_app else means.EXTENSION_LIFE
    yield process.name, Party(lane, "life", lane, paint=means.LIFE_PAINT, events=life)
    yield names.runs(process), Party(lane, process=lane)
    for each in process.identifiers:
        session = lanes.session(each)
        held = Party(session, "connection", lane, session, means.CONNECTION_PAINT, means.CONNECTION)
        yield process.object(each), held
        yield process.message(each), Party(lane, process=lane, session=session, events=means.MESSAGE)
        yield from ((name, Party(lane, process=lane)) for name in (process.reference(each), process.attempt(each)))
    for request in system.scene.requests(process):
        paint = means.REQUEST_PAINT
        yield request, Party(lanes.network, "transfer", lane, lanes.network, paint, means.REQUEST)


def _of_session(cast: Cast, identifier: Identifier, lanes: Lanes) -> Iterator[tuple[str, Party]]:
    """The wake of a session, and the handlers that the app has of it."""
    app, session = lanes.process(cast.app), lanes.session(identifier)
    yield names.wake(identifier), Party(session, "wake", app, session, means.WAKE_PAINT, means.WAKE)
    yield names.handler(identifier), Party(app, "handler", app, session, means.HANDLER_PAINT, means.HANDLER)
    yield names.lost(identifier), Party(app, "handler", app, session, means.LOST_PAINT)
    slot = dict(means.slot_paint(cast.identifiers))
    yield names.slot(cast, identifier), Party(app, "handler", app, None, slot, means.slot_meanings(tuple(slot)))
    yield names.wake_record(identifier), Party(app, process=app)
    yield from ((name(identifier), Party(session, process=app)) for name in (names.wake_history, names.withdrawal))


def _transfer(system: System, transfer: Transfer, lanes: Lanes) -> Party:
    cast = system.scene.stage.cast
    users = tuple(process.name for process in cast.users(transfer.identifier))
    owner = next(process for process in cast.processes if process.name == transfer.owner)
    states = compile_machine(system.machines[transfer.name]).states
    events = {**means.transfer_meanings(users), **means.restart_meanings(states)}
    session = lanes.session(transfer.identifier)
    return Party(lanes.network, "transfer", lanes.process(owner), session, means.transfer_paint(users), events)
