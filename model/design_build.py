"""Turns the tables of a file without faults into a Design; what is left out keeps the default of its value class."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from model.actions import CALLBACKS, Callback, Owner
from model.design import PROFILES, Action, App, Design, Environment, Extension, Program, Session, When
from model.design_faults import Path, printable
from model.design_place import Places
from model.design_sense import Item, Raw, entry_of, keys_of_item, needs_session, tables

FIELDS = {"identifier-scope": "scope"}
"""Keys that are not the kebab form of their field's name."""


@dataclass(frozen=True, slots=True)
class Builder:
    """The places of one file and the sessions it declares: what building an action asks about."""

    places: Places
    sessions: tuple[str, ...]

    def program(self, items: list[Any], path: Path, callback: Callback) -> Program:
        """The program at the path, each action with its place."""
        return tuple(self.action(keys_of_item(item), (*path, index), callback) for index, item in enumerate(items))

    def action(self, keys: Raw, path: Path, callback: Callback) -> Action:
        """One action; where the callback names sessions it has the one named, or the only one there is."""
        plain = {key: value for key, value in keys.items() if key not in ("session", "when", "then")}
        return Action(
            **plain,
            session=self.session(keys) if callback.names_session else None,
            when=condition(keys["when"]) if "when" in keys else None,
            then=self.program(keys["then"], (*path, "then"), callback) if "then" in keys else None,
            place=self.places.value(path)[0],
        )

    def session(self, keys: Raw) -> str | None:
        """The session that an action means where it is to name it; None if it needs none."""
        return keys.get("session", self.sessions[0]) if needs_session(Item(entry_of(keys["do"]), keys)) else None

    def process(self, table: Raw, path: Path, owner: Owner) -> dict[str, Any]:
        """The fields of an app or an extension: its settings as they stand, its programs built."""
        programs = {
            callback.key: self.program(table[callback.key], (*path, callback.key), callback)
            for callback in CALLBACKS
            if callback.owner == owner and callback.key in table
        }
        return settings({**table, **programs})


def design_of(raw: Raw, source: str, places: Places) -> Design:
    """The design of a parsed file in which no fault was found; its title, left out, is the stem of the source."""
    sessions = tables(raw, "session")
    builder = Builder(places, tuple(table["name"] for _, table in sessions))
    return Design(
        title=raw.get("title") or printable(PurePath(source).stem),
        sessions=tuple(Session(**settings(table), place=places.value(path)[0]) for path, table in sessions),
        app=App(**builder.process(raw["app"], ("app",), "app"), place=places.value(("app",))[0]),
        extensions=tuple(
            Extension(**builder.process(table, path, "extension"), place=places.value(path)[0])
            for path, table in tables(raw, "extension")
        ),
        environment=Environment(**settings(raw.get("environment", {}))),
        expect=expectations(raw.get("expect", {})),
        source=source,
    )


def settings(table: Raw) -> dict[str, Any]:
    """The table with field names for keys."""
    return {FIELDS.get(key, key.replace("-", "_")): value for key, value in table.items()}


def condition(text: str) -> When:
    """The condition that `when` spells."""
    fact: Any = text.removeprefix("not ")
    return When(fact, holds=fact == text)


def expectations(table: Raw) -> Mapping[str, Mapping[str, str]]:
    """Profile -> property -> verdict, with "" for what is expected in all; without `[expect]` empty."""
    if not table:
        return {}
    common = {key: value for key, value in table.items() if key not in PROFILES}
    return {"": common, **{profile: dict(table[profile]) for profile in PROFILES if profile in table}}
