"""A family of networks that grow: an app and N extensions share one session, on which M tasks run.

Every rule is strongly fair. Counts: 12,032 worlds for (1, 3), 6,502,400 for (3, 5), 9,404,416,000 for (4, 9).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from model.network import Machine, Network, Pair, Rule

PROCESS = ("not_running", "front", "back", "suspended", "terminated")
TASK = ("none", "running", "done", "reported")
AWAKE = ("front", "back")
IDLE = ("back", "suspended")

Asked = Mapping[str, Sequence[str]]
Moves = Mapping[str, Sequence[Pair]]


@dataclass(frozen=True, slots=True)
class Size:
    """How many extensions and tasks."""

    extensions: int
    tasks: int

    @property
    def extension_names(self) -> tuple[str, ...]:
        """The extensions."""
        return tuple(f"ext_{place}" for place in range(self.extensions))

    @property
    def connectors(self) -> tuple[str, ...]:
        """Who can hold the session: the app, and every extension; its states in between are these names."""
        return ("app", *self.extension_names)

    @property
    def task_names(self) -> tuple[str, ...]:
        """The tasks, in the order of the ordered variant."""
        return tuple(f"t_{place}" for place in range(self.tasks))


def full(size: Size) -> Network:
    """Every task goes its own way: nearly a third of the product of all states is reachable."""
    return network(size, (), chain.from_iterable(_task(size, name) for name in size.task_names))


def network(size: Size, more: Sequence[Machine], task_rules: Iterator[Rule]) -> Network:
    """The app, its extensions, the session and the handler, with the machines and task rules of a variant."""
    machines = (
        *(Machine(name, PROCESS, PROCESS[0]) for name in size.connectors),
        Machine("session", ("free", *size.connectors, "invalid"), "free"),
        Machine("handler", ("none", "kept", "called"), "none"),
        Machine("told", ("no", "yes"), "no"),
        *(Machine(name, TASK, TASK[0]) for name in size.task_names),
        *more,
    )
    extensions = chain.from_iterable(_extension(size, name) for name in size.extension_names)
    return Network(machines, (*_app(size), *extensions, *task_rules, *_handler(size)))


def rule(name: str, moves: Moves, when: Asked | None = None) -> Rule:
    """A strongly fair rule."""
    asked = {machine: tuple(states) for machine, states in (when or {}).items()}
    return Rule(name, "", {machine: tuple(pairs) for machine, pairs in moves.items()}, asked, "strong")


APP_IN_FRONT: Asked = {"session": ("app",), "app": ("front",)}
"""When the app, connected and in front, forgets a task."""


def awake_connectors(size: Size) -> Iterator[tuple[str, Asked]]:
    """Whoever can make a task and be told that it is done, with what that takes: to be awake and connected."""
    for name in size.connectors:
        yield name, {"session": (name,), name: AWAKE}


def _app(size: Size) -> Iterator[Rule]:
    yield rule("app is launched", {"app": [("not_running", "front")]})
    yield rule("app leaves", {"app": [("front", "back")]})
    yield rule("app returns", {"app": [("back", "front")]})
    yield rule("app is suspended", {"app": [("back", "suspended")], **_to("handler", "none", "called")})
    yield rule("app is resumed", {"app": [("suspended", "front")]})
    ended = _to("handler", "none", "kept", "called") | _to("told", "no", "yes")
    yield rule("app is killed", {**_killed(size, "app"), **ended})
    yield rule("user opens app", {"app": [("terminated", "front")]})
    for name in size.task_names:
        woken: Moves = {"app": [("terminated", "back")], "handler": [("none", "kept")]}
        yield rule(f"{name} wakes app", woken, {"session": ("free",), name: ("done",)})
    yield from _session("app")
    yield rule("app makes the session anew", {"session": [("invalid", "free")]}, {"app": ("front",)})


def _extension(size: Size, name: str) -> Iterator[Rule]:
    changes = (("not_running", "front"), ("front", "back"), ("back", "suspended"), ("suspended", "front"))
    for origin, target in (*changes, ("terminated", "not_running")):
        yield rule(f"{name}: {origin} to {target}", {name: [(origin, target)]})
    yield rule(f"{name} is killed", _killed(size, name))
    yield from _session(name)


def _session(name: str) -> Iterator[Rule]:
    yield rule(f"{name} connects", {"session": [("free", name)]}, {name: AWAKE})
    yield rule(f"{name} invalidates", {"session": [(name, "invalid")]}, {name: AWAKE})


def _task(size: Size, name: str) -> Iterator[Rule]:
    for maker, asked in awake_connectors(size):
        yield rule(f"{maker} makes {name}", {name: [("none", "running")]}, asked)
    yield rule(f"{name} finishes", {name: [("running", "done")]})
    for told, asked in awake_connectors(size):
        yield rule(f"{told} is told of {name}", {name: [("done", "reported")]}, asked)
    yield rule(f"{name} is recycled", {name: [("reported", "none")]}, APP_IN_FRONT)


def _handler(size: Size) -> Iterator[Rule]:
    settled: Asked = dict.fromkeys(size.task_names, ("none", "reported"))
    asked: Asked = {"app": ("back",), "session": ("app",), "handler": ("kept",)}
    yield rule("all are reported", {"told": [("no", "yes")]}, {**asked, **settled})
    called: Moves = {"handler": [("kept", "called")], "told": [("yes", "no")]}
    yield rule("app calls the handler", called, {"app": ("back",)})


def _killed(size: Size, name: str) -> dict[str, Sequence[Pair]]:
    """The process ends, and lets go of the session if it holds it."""
    states = ("free", *size.connectors, "invalid")
    freed = [(state, "free" if state == name else state) for state in states]
    return {name: [(state, "terminated") for state in IDLE], "session": freed}


def _to(machine: str, target: str, *others: str) -> dict[str, Sequence[Pair]]:
    return {machine: [(state, target) for state in (target, *others)]}
