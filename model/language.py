"""Writes docs/design-file.md: the whole design language, from the vocabulary and the shape that the reader uses."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from model.actions import ACTIONS, CALLBACKS, CONDITIONS, LABELS, Callback, standing, takers
from model.design_shape import (
    LONGEST_NAME,
    LONGEST_TITLE,
    RUNS,
    TRANSFERS,
    Action,
    AppTable,
    DesignTable,
    EnvironmentTable,
    ExtensionTable,
    InnerActionTable,
    SessionTable,
    Table,
)
from model.property_ids import VERDICTS
from model.rules.cast import MOST_IDENTIFIERS

OPENING = """# The design file

A design file is TOML. It describes one app with its extensions and the background `URLSession`s they use: their
settings, and for each callback the list of things your code does there, in your order. `outlive new` writes one to
start from, with a JSON Schema for your editor; `outlive check FILE` judges it. Nothing in it is run, and nothing is
guessed: a key, action, session or value that is not known is refused with file, line, column and the nearest
word that is. Everything but `[app]`, one `[[session]]` and the names may be left out; the defaults stand below,
and a program left out is empty.

```toml
[[session]]
name = "share"

[app]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion"]
did-finish-events = ["finish-tasks-and-invalidate", "call-handler"]
did-become-invalid = [{ do = "connect", when = "refused" }]

[[extension]]
name = "share-extension"
run = ["connect", { do = "start-upload", body = "file" }, "complete-request"]
```

This page is written by `python -m model.language > docs/design-file.md` from what the reader itself goes by.

## Writing actions

**A word or a table.** `"connect"` is short for `{ do = "connect" }`; options need the table:
`{ do = "connect", session = "share" }`. Each action is one step. Other threads and processes may act between any
two, and a suspension or the end of the process may fall there too.

**Which session.** handle-events and the delegate callbacks are about one session already: there `session` must
be left out. In `launch`, `foreground` and `run` it says which one is meant: it must be given when the file
declares several, and may be left out when it declares one. Actions that use no session (`request`,
`complete-request`, `exit`) take it only together with a `when`, whose question is then about that session.

**`when`** holds a condition, or `not` and a condition: `when = "not no-tasks-left"`. Question and
action are one step: if the answer is no, the step changes nothing but its place in the program.

**Identifiers per run.** A session with `identifier-scope = "per-run"` makes up a new identifier whenever the
extension is run: `{name}-1`, `{name}-2` and so on, with the extension's name between where several use the
session. In `run` an action is about the one of its own run. In `launch` and `foreground` it stands for one
action after another, one for each identifier that the records in the shared container hold by then; the app
cannot start a transfer there.

**`then`.** A plain `request` keeps the rest of its program waiting for the answer. With `then = [...]` only the
actions in it wait, and the rest goes on at once; `then = []` waits for nothing. A `request` in there has no
`then` of its own.

## Callbacks

`launch`, `foreground`, `handle-events` and `run` run on the main thread, the others on the delegate queue: with
`delegate-queue = "private"` in no fixed order to the main thread. A thread ends one callback before it begins
the next. An extension hears neither handle-events nor did-finish-events; without a delegate nobody hears a
delegate callback.

"""

LIMITS = f"""
## Limits

At most {MOST_IDENTIFIERS} session identifiers take part in one design: each session of constant scope counts
once, and a `per-run` session once for each run of each extension that uses it. `runs` is {RUNS[0]} to
{RUNS[1]}, `transfers` {TRANSFERS[0]} to {TRANSFERS[1]}. Each run of an extension makes each transfer of its
code once, and the app as many as `transfers` says; a start beyond that finds nothing to send. Bounds stand in
every report. For an extension that runs as two processes at a time write two `[[extension]]`. A name has up to
{LONGEST_NAME} characters, a title up to {LONGEST_TITLE}.
"""

PROFILES_AND_EXPECT = """
## Profiles

The same design may be judged in three profiles: `profile` chooses one, `outlive check --profile` another or
`all`. On a `device` the system suspends and ends processes as it does for your users. In the `simulator` an
extension that was dismissed is not ended, though it may be suspended. Under the `debugger` a debugged process
is neither suspended nor ended by the system. `--profile all` tells which violations the debugger and the
simulator would hide from you.

## `[expect]`

Once you know what a design gets, write it down: the id of a property, and a verdict. `[expect]` speaks of every
profile, `[expect.device]`, `[expect.simulator]` and `[expect.debugger]` of what differs there:

```toml
[expect]
single-connector = "holds"
completion-handler-always-called = "violated"

[expect.debugger]
completion-handler-always-called = "vacuous"
```
"""

VERIFYING = """
`outlive verify DIR` judges every design of a folder in every profile, holds it to this, and exits with 1 if a
verdict is another one; a property not named is held to nothing. `outlive check` tells where verdicts differ
too, but its exit status goes by the verdicts alone.
"""

SWITCHES: Mapping[str, str] = MappingProxyType({
    "profile": "Where the design runs: see Profiles.",
    "debugged": "Who is debugged in the profile `debugger`; without effect in the others.",
    "refusal": (
        "`invalidates`: an object refused with -996 is dead at once, and did-become-invalid is told an error. "
        "`retries`: it stays refused, and asks once more with the next task made on it, or with the next resume."
    ),
    "strict-post": (
        "Off: an object reconnects whenever its process runs again after a suspension. On: the app's only "
        "while a wake for it is open, an extension's never."
    ),
    "force-quit": (
        "The user may swipe the app away. Running transfers are cancelled, no wake follows until the user "
        "opens the app again, and the cancellations are told when code next makes the session."
    ),
    "vanish-on-force-quit": "With `force-quit`: a transfer may also go without any report.",
    "crash": "The app, or an extension not yet dismissed, may die while it runs, once in an exploration.",
    "wake-expiry": (
        "The system may end a wake although callbacks are still due, once in an exploration. (A wake in which "
        "nothing can happen any more runs out with or without this.)"
    ),
    "lose-on-expiry": "What an expired wake had not reported is lost; else it is a reason for the next wake.",
    "activity-expiry": "A `protected` request may be refused its expiring activity, or lose it before the answer.",
    "authentication": "A wake may come because a server asks who you are, nothing finished, once in an exploration.",
    "foreground-clears-wake": (
        "A wake that is due but has not begun is taken back once the user opens the app; it is due again "
        "when the app leaves, another transfer of the session finishes, or a connection or wake of it ends."
    ),
    "lossy-invalidation": "did-become-invalid, with or without error, may never come.",
})
"""What each key of [environment] lets happen."""

_PLAIN_TYPES: Mapping[str, str] = MappingProxyType({str(str): "text", str(bool): "true or false"})


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the file: its heading, its shape."""

    heading: str
    shape: type[Table]


SECTIONS: tuple[Section, ...] = (
    Section("The top of the file", DesignTable),
    Section("`[[session]]`", SessionTable),
    Section("`[app]`", AppTable),
    Section("`[[extension]]`", ExtensionTable),
    Section("`[environment]`", EnvironmentTable),
)


def language_document() -> str:
    """The page: the opening, then callbacks, actions, options, conditions, keys, profiles, expectations, limits."""
    words = (_callbacks(), _actions(), _options(), _conditions())
    return "".join((OPENING, *words, *_keys(), PROFILES_AND_EXPECT, _verdicts(), VERIFYING, LIMITS))


def _callbacks() -> str:
    rows = ((f"`{each.key}`", f"`{LABELS[each.owner]}`", _swift(each)) for each in CALLBACKS)
    return _table(("in the file", "in", "in Swift"), rows)


def _swift(callback: Callback) -> str:
    """Names of Swift functions are set as code, sentences are not."""
    return f"`{callback.swift}`" if "(" in callback.swift else callback.swift


def _actions() -> str:
    rows = (
        (f"`{each.word}`", each.meaning, standing(each), _codes(each.options) or "none") for each in ACTIONS
    )
    return "\n## Actions\n\n" + _table(("action", "what the code does", "may stand in", "options"), rows)


def _options() -> str:
    options = {name: each for name, each in InnerActionTable.model_fields.items() if name != "do"}
    rows = ((f"`{name}`", _type(each), _default(each), _takers(name), _said(each)) for name, each in options.items())
    heading = "\n## What an action may be given\n\n"
    return heading + _table(("key", "type", "default", "goes with", "meaning"), rows)


def _takers(option: str) -> str:
    if option == "session":
        return "actions that use a session, or have a `when`"
    return _codes(takers(option)) or "any action"


def _verdicts() -> str:
    return f"\nThe verdicts are {_codes(VERDICTS)}.\n"


def _conditions() -> str:
    rows = ((f"`{each.word}`", f"{each.meaning}", standing(each)) for each in CONDITIONS)
    return "\n## Conditions for `when`\n\n" + _table(("condition", "holds when", "may stand in"), rows)


def _keys() -> Iterator[str]:
    yield "\n## Keys\n"
    for section in SECTIONS:
        rows = (
            (f"`{key}`", _type(field), _default(field), SWITCHES[key] if key in SWITCHES else _said(field))
            for key, field in keys_of(section.shape).items()
        )
        last = "what it lets happen" if section.shape is EnvironmentTable else "meaning"
        yield f"\n### {section.heading}\n\n" + _table(("key", "type", "default", last), rows)


def keys_of(shape: type[Table]) -> dict[str, FieldInfo]:
    """The keys of a table as a file writes them."""
    return {field.alias or name: field for name, field in shape.model_fields.items()}


def _said(field: FieldInfo) -> str:
    return field.description or "its keys stand below"


def _type(field: FieldInfo) -> str:
    """The type of a key in words."""
    kind = field.annotation
    if get_origin(kind) is Literal:
        return " or ".join(f'`"{each}"`' for each in get_args(kind))
    if get_origin(kind) is list:
        return "actions" if kind == list[Action] else "tables"
    if kind is int:
        return f"{_bound(field, Ge, 'ge')} to {_bound(field, Le, 'le')}"
    if kind is Any:  # what waits in `then`: left open in the shape, for the sense check to say
        return "actions"
    return _PLAIN_TYPES.get(str(kind), "table")


def _bound(field: FieldInfo, note: type, name: str) -> object:
    return next(getattr(each, name) for each in field.metadata if isinstance(each, note))


def _default(field: FieldInfo) -> str:
    """The default as TOML writes it."""
    if field.is_required():
        return "required"
    plain = {"": "none", "True": "`true`", "False": "`false`", "None": "none", "{}": "none", "[]": "`[]`"}
    value = field.default
    if isinstance(value, Table):
        return "none"
    text = str(value)
    return plain.get(text, f'`"{text}"`' if isinstance(value, str) else f"`{text}`")


def _codes(words: Iterable[str]) -> str:
    return ", ".join(f"`{each}`" for each in words)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of Markdown."""
    lines = (head, tuple("---" for _ in head), *rows)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    print(language_document(), end="")
