"""What became of each statement of the post: a rule, a property, a witness, a gallery design, or a profile."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

CounterpartKind: TypeAlias = Literal["rule", "property", "witness", "design", "environment"]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Where a statement lives on.

    `name` is the id of a property or witness, the stem of a design's file, or a profile. It is empty for a rule:
    some rule of some gallery design's network then cites the statement.
    """

    kind: CounterpartKind
    name: str = ""


RULE = Counterpart("rule")


def _property(name: str) -> Counterpart:
    return Counterpart("property", name)


def _witness(name: str) -> Counterpart:
    return Counterpart("witness", name)


def _design(name: str) -> Counterpart:
    return Counterpart("design", name)


def _environment(name: str) -> Counterpart:
    return Counterpart("environment", name)


COUNTERPARTS: Mapping[str, tuple[Counterpart, ...]] = {
    "§1": (_design("recipe"),),
    "§2": (_property("shared-container-set"),),
    "§3": (_property("shared-container-set"),),
    "§4": (_design("recipe"), _property("app-handles-extension-events")),
    "§5": (RULE, _property("single-connector")),
    "§6": (RULE, _property("extension-never-refused"), _property("no-start-failed")),
    "§7": (RULE, _property("connected-process-gets-callbacks")),
    "§8": (RULE, _property("callbacks-wake-the-app")),
    "§9": (RULE,),
    "§10": (RULE, _property("app-handles-extension-events")),
    "§11": (RULE,),
    "§12": (RULE, _property("session-can-become-free")),
    "§13": (
        _design("recipe"),
        _design("extension-quits-before-start"),
        _property("extension-starts-before-it-quits"),
        _property("every-transfer-eventually-handled"),
    ),
    "§14": (RULE, _property("completion-handler-always-called")),
    "§15": (_design("recipe"), _property("handler-stored-before-finish")),
    "§16": (_design("recipe"), _property("app-handles-extension-events")),
    "§17": (_design("recipe"), _property("every-transfer-eventually-handled")),
    "§18": (_design("recipe"), _property("app-releases-extension-session")),
    "§19": (_design("recipe"), _property("completion-handler-always-called")),
    "§20": (
        _property("app-releases-extension-session"),
        _property("extension-not-refused-when-idle"),
        _property("refused-extension-can-retry"),
    ),
    "§21": (
        _design("two-extensions-one-session"),
        _design("two-extensions-two-sessions"),
        _property("extension-not-refused-when-idle"),
    ),
    "§22": (_witness("completion-may-reach-extension"), _witness("completion-may-reach-app")),
    "§23": (_design("completion-in-one-process"), _property("every-completion-handled")),
    "§24": (
        _design("extension-cancels-after-start"),
        _design("extension-finishes-after-start"),
        _property("no-transfer-cancelled-by-cleanup"),
    ),
    "§25": (
        _design("app-in-front"),
        _witness("events-may-arrive-in-foreground"),
        _property("events-in-foreground-handled"),
    ),
    "§26": (_environment("debugger"),),
    "§27": (_environment("simulator"),),
    "§28": (_property("short-request-survives"),),
    "§29": (_design("token-then-upload"),),
    "§30": (
        _design("token-then-upload-protected"),
        _design("token-then-upload"),
        _property("short-request-survives"),
    ),
}
"""Statement -> its counterparts; a test fails when a statement has none, or names one that is not there."""
