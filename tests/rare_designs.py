"""Designs that nobody should write: each enables rules of the platform that no design of the gallery enables."""

from dataclasses import replace
from typing import Any, Literal, TypeAlias

from model.design_reader import load_design
from model.system import System, compose
from tests.designs import GALLERY, RECIPE, SHARE, SHEET

Queue: TypeAlias = Literal["main", "private"]
Variation: TypeAlias = tuple[str, Queue, tuple[str, ...]]
UNHEARD = """
[[session]]
name = "share"
delegate = false
"""
CONTAINERLESS = """
[[session]]
name = "share"
shared-container = false
"""
TWO = """
[[session]]
name = "a"
[[session]]
name = "b"
"""
CALL_IF_KNOWN = '{ do = "call-handler", when = "known-identifier" }'
OTHER_SHEET = SHEET.replace('"sheet"', '"other-sheet"')


def app(**programs: str) -> str:
    """An app of these programs."""
    return "[app]\n" + "".join(f"{key.replace('_', '-')} = {value}\n" for key, value in programs.items())


def sheet(run: str, *settings: str) -> str:
    """An extension that runs this, once."""
    return "\n".join(('[[extension]]\nname = "sheet"\nruns = 1', f"run = {run}", *settings)) + "\n"


def world(*switches: str) -> str:
    """An environment with these switches on."""
    return "[environment]\n" + "".join(f"{switch} = true\n" for switch in switches)


RARE: dict[str, tuple[str, ...]] = {
    "handler called at once, twice": (SHARE, app(handle_events='["call-handler", "call-handler"]'), SHEET),
    "handler called at once, its wake over": (
        SHARE, app(handle_events='["connect", "call-handler"]'), SHEET, world("wake-expiry"),
    ),
    "two handlers called at once": (
        TWO, app(handle_events='["connect", "call-handler"]'),
        sheet("""[
          { do = "connect", session = "a" }, { do = "start-upload", session = "a" },
          { do = "connect", session = "b" }, { do = "start-upload", session = "b" },
        ]"""),
    ),
    "handler kept twice": (SHARE, app(handle_events='["store-handler", "store-handler"]'), SHEET),
    "handler kept after it was called": (SHARE, app(handle_events='["call-handler", "store-handler"]'), SHEET),
    "handler kept after it was called, over another's": (
        TWO, app(handler_slot='"single"', handle_events=f"[{CALL_IF_KNOWN}, 'store-handler']"),
        sheet("""[
          { do = "connect", session = "a" }, { do = "start-upload", session = "a", unrecorded = true },
          { do = "connect", session = "b" }, { do = "start-upload", session = "b" },
        ]"""),
    ),
    "restart without a session object": (SHARE, app(launch='["restart-missing"]'), SHEET),
    "restart on a dead object": (
        SHARE,
        app(session_reference='"cached"', launch='["connect", "invalidate-and-cancel", "restart-missing"]'), SHEET,
    ),
    "restart of what was never recorded": (
        SHARE, app(launch='["connect", "restart-missing"]', handle_events='["connect"]'), SHEET,
    ),
    "restart of what an expired wake has lost": (
        SHARE,
        app(launch='["connect", "restart-missing"]', handle_events='["store-handler", "connect"]',
            did_complete='["record-completion"]'),
        SHEET, world("wake-expiry", "lose-on-expiry"),
    ),
    "two wakes, and an object that waits in one": (
        TWO, app(handle_events='["connect", "finish-tasks-and-invalidate"]'),
        sheet("""[
          { do = "connect", session = "a" },
          { do = "start-upload", session = "a" }, { do = "start-upload", session = "a" },
          { do = "connect", session = "b" }, { do = "start-upload", session = "b" },
        ]"""),
    ),
    "nobody hears of what the app does": (
        UNHEARD, app(launch='["connect"]', foreground='["connect", "finish-tasks-and-invalidate"]',
                     handle_events='["connect"]'), SHEET,
    ),
    "nobody hears of what the extension does": (
        UNHEARD, app(), sheet('["connect", "start-upload", "finish-tasks-and-invalidate"]'),
    ),
    "two extensions let go": (
        SHARE, RECIPE, sheet('["connect", "start-upload", "finish-tasks-and-invalidate", "complete-request"]'),
        OTHER_SHEET,
    ),
    "a request completed twice": (SHARE, app(), sheet('["complete-request", "complete-request"]')),
    "invalidated twice": (
        SHARE, app(),
        sheet('["connect", "start-upload", "finish-tasks-and-invalidate", "finish-tasks-and-invalidate"]',
              'session-reference = "cached"'),
    ),
    "cancelled twice": (
        SHARE, app(),
        sheet('["connect", "start-upload", "invalidate-and-cancel", "invalidate-and-cancel"]',
              'session-reference = "cached"'),
    ),
    "connected again after the reference was dropped": (
        SHARE, app(), sheet('["connect", "drop-reference", "connect", "start-upload"]'),
    ),
    "nothing more to send": (
        SHARE, app(), sheet('["connect", "start-upload"]', 'did-complete = ["start-upload"]'),
    ),
    "a start without a container": (
        CONTAINERLESS, app(), sheet('["connect", "start-upload"]', 'session-reference = "cached"'),
    ),
    "a start of the app on a refused object": (
        SHARE, app(session_reference='"cached"', foreground='["connect", "start-upload"]'), sheet('["connect"]'),
    ),
}  # fmt: skip
"""What is odd about them -> the parts of their file."""

VARIED: tuple[Variation, ...] = (
    ("app-in-front", "main", ("wake_expiry",)),
    ("app-side-missing", "main", ("wake_expiry",)),
    ("cached-object-forgotten-after", "main", ("authentication", "wake_expiry")),
    ("cached-object-in-extension", "main", ("wake_expiry",)),
    ("connect-again-when-refused", "main", ("wake_expiry",)),
    ("follow-up-protected", "main", ("wake_expiry",)),
    ("handler-called-twice", "private", ("wake_expiry",)),
    ("no-tasks-left-shortcut", "main", ("authentication", "wake_expiry")),
    ("nothing-left-at-launch-after", "main", ("wake_expiry",)),
    ("one-slot-for-two-sessions", "main", ("wake_expiry",)),
)
"""Designs of the gallery, with delegate callbacks on this queue and these switches on."""


def varied(stem: str, queue: Queue, switches: tuple[str, ...]) -> System:
    """One of these, composed."""
    design = load_design(GALLERY / f"{stem}.toml")
    changes: dict[str, Any] = dict.fromkeys(switches, True)
    return compose(
        replace(
            design,
            environment=replace(design.environment, **changes),
            app=replace(design.app, delegate_queue=queue),
            extensions=tuple(replace(each, delegate_queue=queue) for each in design.extensions),
        )
    )
