"""Faults of sense: words that are unknown or out of place, names that are not declared or not unique."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from model.actions import (
    ACTIONS,
    CALLBACKS,
    CONDITIONS,
    STARTS,
    ActionWord,
    Callback,
    actions_in,
    conditions_in,
    may_stand,
    standing,
    takers,
    whose,
)
from model.design import PROFILES
from model.design_faults import Fault, Path, listed
from model.property_ids import PROPERTY_IDS, VERDICTS

Raw: TypeAlias = Mapping[str, Any]
"""A table as it was parsed. It may have any shape: what is not as it should be is left to the check of shape."""

OPTIONS: tuple[str, ...] = tuple(dict.fromkeys(option for action in ACTIONS for option in action.options))


@dataclass(frozen=True, slots=True)
class Here:
    """What an action stands in: its callback, the declared sessions with their scopes, the path, and any `then`."""

    callback: Callback
    scopes: Mapping[str, object]
    path: Path
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An action as it was written: its entry in the vocabulary and its keys."""

    entry: ActionWord
    keys: Raw


def sense_faults(raw: Raw) -> Iterator[Fault]:
    """Every fault of sense in a parsed file."""
    yield from _double_names(raw, "session")
    yield from _double_names(raw, "extension")
    for callback in CALLBACKS:
        for path, table in _owners(raw, callback):
            yield from _program_faults(table.get(callback.key), Here(callback, _scopes(raw), (*path, callback.key)))
    yield from _expect_faults(raw.get("expect"), ("expect",))


def tables(raw: Raw, key: str) -> list[tuple[Path, Raw]]:
    """The tables of an array of tables, with their paths."""
    value = raw.get(key)
    items = value if isinstance(value, list) else []
    return [((key, index), item) for index, item in enumerate(items) if isinstance(item, dict)]


def _owners(raw: Raw, callback: Callback) -> list[tuple[Path, Raw]]:
    if callback.owner == "extension":
        return tables(raw, "extension")
    app = raw.get("app")
    return [(("app",), app)] if isinstance(app, dict) else []


def _scopes(raw: Raw) -> Mapping[str, object]:
    """Session name -> scope, in the order of the file; empty if a name cannot be read, so that none is called wrong."""
    names = [table.get("name") for _, table in tables(raw, "session")]
    if not all(isinstance(name, str) for name in names):
        return {}
    return {str(table["name"]): table.get("identifier-scope") for _, table in tables(raw, "session")}


def _double_names(raw: Raw, key: str) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for path, table in tables(raw, key):
        name = table.get("name")
        if isinstance(name, str):
            seen[name] += 1
            if seen[name] > 1:
                yield Fault((*path, "name"), f"another [[{key}]] has this name already", "give each its own name")


def _program_faults(program: object, here: Here) -> Iterator[Fault]:
    for index, item in enumerate(program if isinstance(program, list) else []):
        keys = keys_of_item(item)
        if isinstance(keys, dict) and isinstance(keys.get("do"), str):
            yield from _action_faults(keys, replace(here, path=(*here.path, index)))


def keys_of_item(item: Any) -> Any:
    """The table form of an action: of a word, the one that does no more than it."""
    return {"do": item} if isinstance(item, str) else item


def entry_of(word: str) -> ActionWord:
    """The entry of an action that is known to be one."""
    return next(action for action in ACTIONS if action.word == word)


def _action_faults(keys: Raw, here: Here) -> Iterator[Fault]:
    if all(action.word != keys["do"] for action in ACTIONS):
        yield _unknown_action(keys["do"], here)
        return
    entry = entry_of(keys["do"])
    if not may_stand(entry, here.callback):
        what = f"{entry.word} makes no sense in {here.callback.key}{whose((here.callback.owner,))}"
        yield Fault((*here.path, "do"), what, f"it may stand in {standing(entry)}")
    else:
        item = Item(entry, keys)
        yield from _option_faults(item, here)
        yield from _session_faults(item, here)
        yield from _when_faults(item, here)
        yield from _then_faults(item, here)


def _unknown_action(word: str, here: Here) -> Fault:
    known = tuple(action.word for action in actions_in(here.callback))
    everywhere = tuple(action.word for action in ACTIONS)
    return Fault((*here.path, "do"), "unknown action", f"known here: {listed(known)}", word=word, known=everywhere)


def _option_faults(item: Item, here: Here) -> Iterator[Fault]:
    for option in item.keys:
        if option in OPTIONS and option not in item.entry.options:
            mend = f"leave it out: it goes with {listed(takers(option))}"
            yield Fault((*here.path, option), f'{item.entry.word} takes no "{option}"', mend, "key")


def _session_faults(item: Item, here: Here) -> Iterator[Fault]:
    if "session" in item.keys:
        yield from _named_session_faults(item, here)
    elif here.callback.names_session and needs_session(item) and len(here.scopes) > 1:
        what = f"{item.entry.word} does not say which session it means"
        yield Fault((*here.path, "do"), what, f"add session = one of {listed(here.scopes)}")
    else:
        yield from _start_faults(item, here, next(iter(here.scopes), ""))


def needs_session(item: Item) -> bool:
    """Whether the action works on a session, or its condition asks about one."""
    return item.entry.session == "needs" or "when" in item.keys


def _named_session_faults(item: Item, here: Here) -> Iterator[Fault]:
    name = item.keys["session"]
    path = (*here.path, "session")
    if not here.callback.names_session:
        yield Fault(path, f"{here.callback.key} is about one session already", "leave it out", "key")
    elif not needs_session(item):
        yield Fault(path, f"{item.entry.word} uses no session", 'leave it out: only its "when" would need it', "key")
    elif isinstance(name, str) and here.scopes and name not in here.scopes:
        known = tuple(here.scopes)
        yield Fault(path, "no session of this name is declared", f"declared: {listed(known)}", word=name, known=known)
    elif isinstance(name, str):
        yield from _start_faults(item, here, name)


def _start_faults(item: Item, here: Here, session: str) -> Iterator[Fault]:
    """In the app only its records give per-run identifiers, and a start wants a fresh one."""
    in_app = here.callback.owner == "app" and here.callback.names_session
    if in_app and item.entry.word in STARTS and here.scopes.get(session) == "per-run":
        what = f"{item.entry.word} in {here.callback.key} has no identifier to use: this session gets one per run"
        mend = "start it in run of [[extension]], or on a session of constant scope"
        yield Fault((*here.path, "do"), what, mend)


def _when_faults(item: Item, here: Here) -> Iterator[Fault]:
    text = item.keys.get("when")
    if not isinstance(text, str) or text in conditions_in(here.callback):
        return
    path = (*here.path, "when")
    word = next((word for word in CONDITIONS if word.word == text.removeprefix("not ")), None)
    if word is not None:
        what = f"this condition makes no sense in {here.callback.key}{whose((here.callback.owner,))}"
        yield Fault(path, what, f"it may stand in {standing(word)}")
    else:
        known = tuple(conditions_in(here.callback))
        yield Fault(path, "unknown condition", f"known here: {listed(known)}", word=text, known=known)


def _then_faults(item: Item, here: Here) -> Iterator[Fault]:
    if "then" not in item.keys or item.entry.word not in takers("then"):
        return
    path = (*here.path, "then")
    if here.inner:
        yield Fault(path, "a request inside then has a then of its own", "put its actions into the outer list", "key")
    else:
        yield from _program_faults(item.keys["then"], replace(here, path=path, inner=True))


def _expect_faults(table: object, path: Path) -> Iterator[Fault]:
    for key, value in table.items() if isinstance(table, dict) else ():
        here = (*path, key)
        if key in PROPERTY_IDS:
            yield from _verdict_faults(value, here)
        elif len(path) == 1 and key in PROFILES:
            yield from _profile_faults(value, here)
        else:
            yield _unknown_expectation(key, path)


def _profile_faults(value: object, here: Path) -> Iterator[Fault]:
    if isinstance(value, dict):
        yield from _expect_faults(value, here)
    else:
        yield Fault(here, f'"{here[-1]}" must be a table of expectations', f"write [expect.{here[-1]}]")


def _verdict_faults(value: object, here: Path) -> Iterator[Fault]:
    if value not in VERDICTS:
        word = value if isinstance(value, str) else ""
        yield Fault(here, "this is no verdict", f"known verdicts: {listed(VERDICTS)}", word=word, known=VERDICTS)


def _unknown_expectation(key: str, path: Path) -> Fault:
    label = "[expect]" if len(path) == 1 else f"[expect.{path[1]}]"
    known = PROPERTY_IDS + (PROFILES if len(path) == 1 else ())
    mend = f"expected: the id of a property{', or a profile: ' + listed(PROFILES) if len(path) == 1 else ''}"
    return Fault((*path, key), f"unknown key in {label}", mend, "key", key, known)
