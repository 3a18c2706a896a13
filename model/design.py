"""One design as a value: what an app and its extensions do in each callback, and in which environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Profile: TypeAlias = Literal["device", "simulator", "debugger"]
PROFILES: tuple[Profile, ...] = ("device", "simulator", "debugger")


class DesignError(ValueError):
    """What is wrong with a design file: `file:line:column`, the offending text, and the mend."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a design file; line and column count from 1."""

    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class When:
    """The condition of an action: `known-identifier`, say, or `not refused`."""

    fact: Literal["completion-recorded", "no-tasks-left", "known-identifier", "refused"]
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the code does; `session` is None where the callback's own session is meant."""

    do: str
    session: str | None = None
    when: When | None = None
    always: bool = False
    body: Literal["file", "data", "stream"] = "file"
    unrecorded: bool = False
    protected: bool = False
    then: "tuple[Action, ...] | None" = None
    keep: bool = False
    on: Literal["main", "delegate-queue"] = "main"
    place: Place = Place()


Program: TypeAlias = tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """A background session as the file speaks of it: one identifier, or a fresh one for every run."""

    name: str
    scope: Literal["constant", "per-run"] = "constant"
    shared_container: bool = True
    sends_launch_events: bool = True
    delegate: bool = True
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class App:
    """The app: its settings and the code of its callbacks."""

    delegate_queue: Literal["private", "main"] = "private"
    handler_slot: Literal["keyed", "single"] = "keyed"
    session_reference: Literal["dropped", "cached"] = "dropped"
    transfers: int = 1
    launch: Program = ()
    foreground: Program = ()
    handle_events: Program = ()
    did_complete: Program = ()
    did_finish_events: Program = ()
    did_become_invalid: Program = ()
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension, as one process that the user opens at most `runs` times."""

    name: str
    kind: Literal["share", "action"] = "share"
    runs: int = 2
    delegate_queue: Literal["private", "main"] = "private"
    session_reference: Literal["dropped", "cached"] = "dropped"
    run: Program = ()
    did_complete: Program = ()
    did_become_invalid: Program = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Environment:
    """What may happen around the design (the README names the fact behind each switch)."""

    profile: Profile = "device"
    debugged: Literal["app", "extensions", "both"] = "both"
    refusal: Literal["invalidates", "retries"] = "invalidates"
    strict_post: bool = False
    force_quit: bool = False
    vanish_on_force_quit: bool = False
    crash: bool = False
    wake_expiry: bool = False
    lose_on_expiry: bool = False
    activity_expiry: bool = False
    authentication: bool = False
    foreground_clears_wake: bool = False
    lossy_invalidation: bool = False


@dataclass(frozen=True, slots=True)
class Design:
    """A whole design file; `expect` maps a profile (or "" for all) to property id -> verdict."""

    title: str
    sessions: tuple[Session, ...]
    app: App
    extensions: tuple[Extension, ...] = ()
    environment: Environment = Environment()
    expect: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    source: str = ""
