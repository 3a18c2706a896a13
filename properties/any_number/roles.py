"""Says of each machine of a composed design what it tells of all, and what it tells of one member."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from model.design import App
from model.machines.line import OUT
from model.rules import names
from model.rules.cast import APP, Identifier, Process, Transfer
from model.rules.code import IDLE, Callback, Instruction
from model.rules.pieces import Scene
from model.system import System
from properties.any_number.crowd import Member
from properties.any_number.reading import NotCoveredError, Reading, Role, Roles

ELSEWHERE = "elsewhere"
BEFORE, IN, AFTER = "before", "in", "after"


def roles_of(system: System) -> Roles:
    """The roles of the machines of a design.

    Raises:
        NotCoveredError: the design has no members, or a machine belongs to members of two kinds at once.
    """
    scene = system.scene
    members = tuple(_members(scene))
    if not members:
        raise NotCoveredError("nothing in this design comes in any number: no extension, no transfer of the app")
    known = dict(_roles(scene, members))
    plain = (machine for machine in system.network.machines if machine.name not in known)
    return Roles(members, known | {each.name: _common(each.name, each.states) for each in plain})


def _members(scene: Scene) -> Iterator[Member]:
    """The runs of the extensions, and the transfers of the app."""
    for process in scene.stage.cast.extensions:
        assert not isinstance(process.settings, App)
        yield from (Member(process.name, run) for run in range(1, process.settings.runs + 1))
    yield from dict.fromkeys(_of_transfer(scene, each) for each in scene.stage.cast.transfers if each.owner == APP)


def _roles(scene: Scene, members: tuple[Member, ...]) -> Iterator[tuple[str, Role]]:
    """The roles of all machines that tell something of members."""
    cast = scene.stage.cast
    for transfer in cast.transfers:
        yield from _transfer(scene, transfer)
    for identifier in cast.identifiers:
        if identifier.run:
            yield from _identifier(scene, identifier)
    for process in cast.extensions:
        yield _runs(scene, process, members)
    for process in cast.processes:
        for thread in scene.threads(process):
            yield thread, _thread(scene, thread)
    for callback in scene.code:
        yield from _line(scene, callback)
        yield from _requests(scene, callback)
    yield from _slot(scene)
    if scene.stage.has(names.BUDGET):
        states = scene.stage.states(names.BUDGET)
        yield names.BUDGET, Role(Reading(names.BUDGET, {each: each if each == "0" else "some" for each in states}))


def _common(machine: str, states: Iterable[str]) -> Role:
    """A machine that tells of no member."""
    return Role(Reading(machine, {state: state for state in states}))


def _owned(scene: Scene, machine: str, member: Member, name: str) -> tuple[str, Role]:
    """A machine that is a member's own."""
    return machine, Role(None, {member: Reading(name, {state: state for state in scene.stage.states(machine)})})


def _of_transfer(scene: Scene, transfer: Transfer) -> Member:
    """The member that makes a transfer."""
    if transfer.owner != APP:
        return Member(transfer.owner, transfer.run)
    if transfer.identifier.run:
        raise NotCoveredError("the app's transfers on identifiers of single runs are numbered twice")
    slots = [each for each in scene.stage.cast.on(transfer.identifier) if each.owner == APP]
    return Member(APP, slots.index(transfer) + 1)


def _of_identifier(identifier: Identifier | None) -> Member | None:
    """The run whose identifier it is, if it is that of a run."""
    return None if identifier is None or not identifier.run else Member(identifier.extension, identifier.run)


def _transfer_name(scene: Scene, transfer: Transfer) -> str:
    """Its name, whichever member makes it."""
    numbered = f"transfer of {transfer.owner} {_of_transfer(scene, transfer).number}"
    assert transfer.name.startswith(numbered)
    return f"transfer of {transfer.owner} *{transfer.name.removeprefix(numbered)}"


def _identifier_name(identifier: Identifier) -> str:
    """Its name, whichever run it belongs to."""
    return f"{identifier.name.removesuffix(str(identifier.run))}*" if identifier.run else identifier.name


def _transfer(scene: Scene, transfer: Transfer) -> Iterator[tuple[str, Role]]:
    """A transfer, its record, and the bound on its restarts."""
    member, name = _of_transfer(scene, transfer), _transfer_name(scene, transfer)
    machines = {transfer.name: name, transfer.record: f"record of {name}", transfer.restart: f"restart of {name}"}
    for machine, own in machines.items():
        if scene.stage.has(machine):
            yield _owned(scene, machine, member, own)


def _identifier(scene: Scene, identifier: Identifier) -> Iterator[tuple[str, Role]]:
    """All machines about the identifier of a run."""
    member, name = Member(identifier.extension, identifier.run), _identifier_name(identifier)
    for process in scene.stage.cast.users(identifier):
        for told in (process.object, process.reference, process.attempt, process.message):
            yield from _named(scene, told(identifier), member, (identifier.name, name))
    about = (names.wake, names.wake_history, names.handler, names.lost, names.wake_record, names.withdrawal)
    for tell in about:
        yield from _named(scene, tell(identifier), member, (identifier.name, name))
    slot = names.slot(scene.stage.cast, identifier)
    if slot.endswith(identifier.name):
        states = scene.stage.states(slot)
        alike = {state: next((kind for kind in names.SLOT_KINDS if state.startswith(kind)), state) for state in states}
        yield slot, Role(None, {member: Reading(f"handler slot for {name}", alike)})


def _named(scene: Scene, machine: str, member: Member, names: tuple[str, str]) -> Iterator[tuple[str, Role]]:
    """A machine whose name ends in that of a run's identifier, if the design has it."""
    if scene.stage.has(machine):
        yield _owned(scene, machine, member, machine.removesuffix(names[0]) + names[1])


def _runs(scene: Scene, process: Process, members: tuple[Member, ...]) -> tuple[str, Role]:
    """How far an extension's runs are: whether one is going on or left, and of each whether its time has come."""
    machine = names.runs(process)
    order = {state: place for place, state in enumerate(scene.stage.states(machine))}
    words = {state: state if state == names.SPENT else state.split("_")[0] for state in order}
    mine = [each for each in members if each.kind == process.name]
    own = {each: Reading(f"turn of a run of {process.name}", _turns(order, each.number)) for each in mine}
    return machine, Role(Reading(machine, words), own)


def _turns(order: Mapping[str, int], run: int) -> dict[str, str]:
    """The count of runs as one run sees it."""
    here = order[names.in_run(run)]
    return {state: BEFORE if place < here else IN if place == here else AFTER for state, place in order.items()}


@dataclass(frozen=True, slots=True)
class _Spot:
    """A state of a thread: its name whoever it is about, and the members it is about, with what it tells of them."""

    name: str
    about: Mapping[Member, str]


def _thread(scene: Scene, thread: str) -> Role:
    """A thread tells all what kind of code it runs, and each member whether that is about it."""
    spots = {IDLE: _Spot(IDLE, {})}
    for callback in scene.code:
        if callback.thread == thread:
            spots |= _spots(scene, callback)
    return _pointing(thread, spots)


def _pointing(machine: str, spots: Mapping[str, _Spot]) -> Role:
    """A machine that may point at members, told of all members of each kind that it may point at."""
    pointed = sorted({member for spot in spots.values() for member in spot.about})
    own = {
        member: Reading(f"at {machine}", {state: spot.about.get(member, ELSEWHERE) for state, spot in spots.items()})
        for member in pointed
    }
    return Role(Reading(machine, {state: spot.name for state, spot in spots.items()}), own)


def _spots(scene: Scene, callback: Callback) -> Iterator[tuple[str, _Spot]]:
    """The states of a thread in a callback."""
    label = _label(scene, callback)
    whose = _of_callback(scene, callback)
    for place, instruction in enumerate(callback.code):
        name = f"{label}: {_instruction_name(scene, instruction)}"
        about = _about(whose, _of_instruction(scene, instruction), name)
        yield callback.at(place), _Spot(name, about)
        if instruction.blocks:
            waits = f"{name}, waiting"
            yield callback.answer(place), _Spot(waits, _about(whose, _of_instruction(scene, instruction), waits))
    if callback.returns:
        name = f"{label}: returns"
        yield callback.at(len(callback.code)), _Spot(name, _about(whose, None, name))


def _about(whose: Member | None, subject: Member | None, name: str) -> dict[Member, str]:
    """What a state tells of the member whose callback it is, and of the one its action is about."""
    told = {} if subject is None else {subject: f"{name}, about it"}
    return told if whose is None else told | {whose: name if subject in (None, whose) else f"{name}, for another"}


def _label(scene: Scene, callback: Callback) -> str:
    """The label of a callback, whichever member it is about."""
    scope, label = callback.scope, callback.label
    if scope.transfer is not None:
        label = label.replace(scope.transfer.name, _transfer_name(scene, scope.transfer))
    if scope.identifier is not None:
        label = label.replace(scope.identifier.name, _identifier_name(scope.identifier))
    return label.replace(f"run {scope.run}", "run *") if scope.key == "run" else label


def _of_callback(scene: Scene, callback: Callback) -> Member | None:
    """The member that a callback is about, if it is about one."""
    scope = callback.scope
    found = {_of_identifier(scope.identifier)}
    if scope.transfer is not None:
        found.add(_of_transfer(scene, scope.transfer))
    if scope.key == "run":
        found.add(Member(scope.process.name, scope.run))
    return _only(found - {None}, callback.label)


def _of_instruction(scene: Scene, instruction: Instruction) -> Member | None:
    """The member that an action is about, if it names one."""
    found = {_of_identifier(instruction.identifier)}
    if instruction.transfer is not None:
        found.add(_of_transfer(scene, instruction.transfer))
    return _only(found - {None}, instruction.site)


def _only(found: set[Member | None], what: str) -> Member | None:
    """The one that was found, if any."""
    if len(found) > 1:
        raise NotCoveredError(f"{what} is about members of two kinds at once")
    return next(iter(found), None)


def _instruction_name(scene: Scene, instruction: Instruction) -> str:
    """The place of an action, whichever member it is about; told apart by session and transfer."""
    session = "" if instruction.identifier is None else f" on {_identifier_name(instruction.identifier)}"
    asked = "" if instruction.transfer is None else f" for {_transfer_name(scene, instruction.transfer)}"
    return f"{instruction.site}{session}{asked}"


def _line(scene: Scene, callback: Callback) -> Iterator[tuple[str, Role]]:
    """The place of a callback in line: how many came after it is forgotten where that may be any number."""
    if not scene.lines.waits(callback):
        return
    whose = _of_callback(scene, callback)
    line = scene.lines.by_thread[callback.thread]
    crowded = any(_of_callback(scene, each) is not None for each in line)
    ranks = {each: each if each == OUT or not crowded else "waiting" for each in scene.stage.states(callback.line)}
    name = f"{callback.scope.process.name}: {_label(scene, callback)}, in line"
    yield callback.line, Role(Reading(name, ranks)) if whose is None else Role(None, {whose: Reading(name, ranks)})


def _requests(scene: Scene, callback: Callback) -> Iterator[tuple[str, Role]]:
    """The requests that a callback about a member makes."""
    whose = _of_callback(scene, callback)
    for place, instruction in enumerate(callback.code):
        if instruction.action.do == "request" and whose is not None:
            name = f"{callback.scope.process.name}: request in {_label(scene, callback)}, step {place + 1}"
            yield _owned(scene, names.request(callback, place), whose, name)


def _slot(scene: Scene) -> Iterator[tuple[str, Role]]:
    """The one slot for all handlers, where identifiers are those of single runs."""
    cast = scene.stage.cast
    slot = "handler slot"
    if not scene.stage.has(slot) or not any(each.run for each in cast.identifiers):
        return
    spots = {names.EMPTY: _Spot(names.EMPTY, {})}
    for identifier in cast.identifiers:
        whose = _of_identifier(identifier)
        for kind in names.SLOT_KINDS:
            name = f"{kind} of {_identifier_name(identifier)}"
            spots[names.content(kind, identifier)] = _Spot(name, {} if whose is None else {whose: name})
    yield slot, _pointing(slot, spots)
