"""Who takes part in a design: its processes, identifiers and transfers, each under the name its machines bear."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from model.actions import STARTS
from model.design import Action, App, Design, DesignError, Extension, Program, Session

APP = "app"
Need: TypeAlias = Literal["nothing", "connection", "process"]


@dataclass(frozen=True, slots=True)
class Identifier:
    """One background session identifier: the session's own, or a fresh one of one extension run."""

    name: str
    session: Session
    extension: str = ""
    run: int = 0


@dataclass(frozen=True, slots=True)
class Process:
    """The app or an extension: its settings, and the identifiers it may have a session object for."""

    name: str
    settings: App | Extension
    identifiers: tuple[Identifier, ...]

    @property
    def is_app(self) -> bool:
        """Whether this is the app."""
        return isinstance(self.settings, App)

    @property
    def running(self) -> tuple[str, ...]:
        """The states in which its code runs."""
        return ("foreground", "background") if self.is_app else ("active", "dismissed")

    @property
    def caches(self) -> bool:
        """Whether its code keeps a reference to a dead object."""
        return self.settings.session_reference == "cached"

    @property
    def shares_main(self) -> bool:
        """Whether delegate callbacks run on the main thread."""
        return self.settings.delegate_queue == "main"

    def object(self, identifier: Identifier) -> str:
        """The machine of its session object."""
        return f"{self.name}: session {identifier.name}"

    def reference(self, identifier: Identifier) -> str:
        """The machine of the reference its code holds."""
        return f"{self.name}: reference to {identifier.name}"

    def attempt(self, identifier: Identifier) -> str:
        """The machine of its last attempt to connect."""
        return f"{self.name}: last attempt on {identifier.name}"

    def message(self, identifier: Identifier) -> str:
        """The machine of the refusal message under way to it."""
        return f"{self.name}: refusal message of {identifier.name}"


@dataclass(frozen=True, slots=True)
class Transfer:
    """One background task that may be made: by a run of an extension at one place of its code, or by the app.

    `needs` is what it does not outlast: a data task its owner's connection (C13), a streamed upload its owner (C12).
    """

    name: str
    identifier: Identifier
    owner: str
    run: int = 0
    site: str = ""
    needs: Need = "nothing"

    @property
    def record(self) -> str:
        """The machine of its record."""
        return f"record of {self.name}"

    @property
    def restart(self) -> str:
        """The machine that bounds its restarts."""
        return f"restart of {self.name}"


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody: processes (the app first), identifiers, transfers."""

    design: Design
    processes: tuple[Process, ...]
    identifiers: tuple[Identifier, ...]
    transfers: tuple[Transfer, ...]

    @property
    def app(self) -> Process:
        """The app's process."""
        return self.processes[0]

    @property
    def extensions(self) -> tuple[Process, ...]:
        """The extensions' processes."""
        return self.processes[1:]

    def on(self, identifier: Identifier) -> tuple[Transfer, ...]:
        """The transfers of one identifier."""
        return tuple(transfer for transfer in self.transfers if transfer.identifier == identifier)

    def users(self, identifier: Identifier) -> tuple[Process, ...]:
        """The processes that may have an object for it."""
        return tuple(process for process in self.processes if identifier in process.identifiers)

    def others(self, process: Process, identifier: Identifier) -> tuple[Process, ...]:
        """The other processes that may have an object for it."""
        return tuple(other for other in self.users(identifier) if other != process)


MOST_IDENTIFIERS = 8
"""The rule by which the system suspends the app has a variant for every set of identifiers it may be connected to."""


def assemble(design: Design) -> Cast:
    """Read off a design who takes part in it.

    Raises:
        DesignError: more identifiers than the rules are written for, or names that cannot be told apart.
    """
    identifiers = tuple(_identifiers(design))
    if len(identifiers) > MOST_IDENTIFIERS:
        raise DesignError(_too_many(design, identifiers))
    _refuse_alike(design, [each.name for each in identifiers], "session identifiers")
    _refuse_alike(design, [each.name for each in design.extensions], "extensions")
    processes = (
        Process(APP, design.app, identifiers),
        *(Process(each.name, each, _used(each, identifiers)) for each in design.extensions),
    )
    transfers = (*_extension_transfers(processes[1:]), *_app_transfers(design, identifiers))
    return Cast(design, processes, identifiers, transfers)


def _refuse_alike(design: Design, names: list[str], kind: str) -> None:
    """Names that differ in signs alone would make states of one name; a session `x-1` may be a fresh `x` too."""
    seen: dict[str, str] = {}
    for name in names:
        plain = "".join(letter if letter.isalnum() else "_" for letter in name)
        if plain in seen:
            raise DesignError(
                f"{design.source}: the {kind} {seen[plain]!r} and {name!r} cannot be told apart: rename one"
            )
        seen[plain] = name


def _too_many(design: Design, identifiers: tuple[Identifier, ...]) -> str:
    """One line on a design with too many identifiers, at the session that has the most."""
    count = {each.name: sum(one.session == each for one in identifiers) for each in design.sessions}
    most = max(design.sessions, key=lambda each: count[each.name])
    mend = "fewer runs of the extension" if count[most.name] > 1 else "one design for each few of its sessions"
    return (
        f"{design.source}:{most.place.line}:{most.place.column}: {len(identifiers)} session identifiers in one "
        f"design; at most {MOST_IDENTIFIERS} can be explored together: {mend}"
    )


def every_action(program: Program) -> Iterator[tuple[str, Action]]:
    """Each action of a program with its place, `0`, `1.0` (in the `then` of `1`), and so on."""
    for place, action in enumerate(program):
        yield str(place), action
        for inner, later in every_action(action.then or ()):
            yield f"{place}.{inner}", later


def _identifiers(design: Design) -> Iterator[Identifier]:
    """The identifiers of a design, in the order of its sessions."""
    for session in design.sessions:
        if session.scope == "constant":
            yield Identifier(session.name, session)
            continue
        users = [each for each in design.extensions if session.name in _sessions(each)]
        for extension in users:
            prefix = session.name if len(users) == 1 else f"{session.name}-{extension.name}"
            for run in range(1, extension.runs + 1):
                yield Identifier(f"{prefix}-{run}", session, extension.name, run)


def _sessions(extension: Extension) -> set[str]:
    """The sessions that an extension's run speaks of."""
    return {action.session for _, action in every_action(extension.run) if action.session is not None}


def _used(extension: Extension, identifiers: tuple[Identifier, ...]) -> tuple[Identifier, ...]:
    """The identifiers that an extension may have an object for."""
    mine = _sessions(extension)
    return tuple(
        each for each in identifiers if each.session.name in mine and each.extension in ("", extension.name)
    )


def _extension_transfers(extensions: tuple[Process, ...]) -> Iterator[Transfer]:
    """Each run of an extension makes each of its transfers once, on each identifier its code may mean there."""
    for process in extensions:
        extension = process.settings
        assert isinstance(extension, Extension)
        for run in range(1, extension.runs + 1):
            found = list(_run_sites(process, extension, run))
            for place, (site, needs, identifier) in enumerate(found):
                number = "" if len(found) == 1 else f" #{place + 1}"
                name = f"transfer of {process.name} {run}{number}"
                yield Transfer(name, identifier, process.name, run, site, needs)


def _need(action: Action) -> Need:
    """What a transfer needs that this action starts."""
    if action.do == "start-data":
        return "connection"
    return "process" if action.body == "stream" else "nothing"


def _need_in_app(app: App, identifier: Identifier) -> Need:
    """What the app's transfers of a session need; nothing, if its start actions differ: which made one is not told."""
    starts = (action for _, program in app_programs(app) for _, action in every_action(program) if action.do in STARTS)
    needs = {_need(action) for action in starts if action.session in (None, identifier.session.name)}
    return needs.pop() if len(needs) == 1 else "nothing"


def _run_sites(process: Process, extension: Extension, run: int) -> Iterator[tuple[str, Need, Identifier]]:
    """The places of an extension's code where a run may start a transfer, what that needs, and its identifier."""
    mine = [each for each in process.identifiers if each.run in (0, run)]
    for site, action in every_action(extension.run):
        if action.do in STARTS:
            meant = (each for each in mine if each.session.name == action.session)
            yield from ((f"run.{site}", _need(action), each) for each in meant)
    for key, program in (
        ("did-complete", extension.did_complete),
        ("did-become-invalid", extension.did_become_invalid),
    ):
        for site, action in every_action(program):
            if action.do in STARTS:
                yield from ((f"{key}.{site}", _need(action), each) for each in mine)


def app_programs(app: App) -> tuple[tuple[str, Program], ...]:
    """The app's programs by the key of their callback."""
    return (
        ("launch", app.launch),
        ("foreground", app.foreground),
        ("handle-events", app.handle_events),
        ("did-complete", app.did_complete),
        ("did-finish-events", app.did_finish_events),
        ("did-become-invalid", app.did_become_invalid),
    )


def _app_transfers(design: Design, identifiers: tuple[Identifier, ...]) -> Iterator[Transfer]:
    """As many slots as the app may make transfers, on each identifier its start actions may mean."""
    targets = app_targets(design, identifiers)
    for identifier in targets:
        where = "" if len(targets) == 1 else f" on {identifier.name}"
        for number in range(1, design.app.transfers + 1):
            needs = _need_in_app(design.app, identifier)
            yield Transfer(f"transfer of {APP} {number}{where}", identifier, APP, needs=needs)


def app_targets(design: Design, identifiers: tuple[Identifier, ...]) -> tuple[Identifier, ...]:
    """The identifiers that the app's own start actions may mean."""
    named: set[str | None] = set()
    for _, program in app_programs(design.app):
        named |= {action.session for _, action in every_action(program) if action.do in STARTS}
    return tuple(each for each in identifiers if None in named or each.session.name in named)
