"""Facts about the processes: the app, and the extensions it contains."""

from model.facts.fact import Fact
from model.facts.sources import GUIDE, POST, UIKIT

APP_FACTS: tuple[Fact, ...] = (
    Fact(
        "A1",
        "An app is absent, in front, in the background or suspended; from suspension it can vanish unwarned, or be "
        "moved to the background to handle events.",
        "DOC+DTS",
        f"{UIKIT}; developer.apple.com/forums/thread/796528",
    ),
    Fact(
        "A2",
        "An app that asks for background time and never gives it back is killed.",
        "DTS",
        "developer.apple.com/forums/thread/85066",
    ),
    Fact(
        "A3",
        "A request in an ordinary session that meets a suspension may still succeed, time out, lose its socket, or "
        "disappear with its process.",
        "DTS",
        "developer.apple.com/forums/thread/99991",
    ),
)

EXTENSION_FACTS: tuple[Fact, ...] = (
    Fact(
        "E1",
        "An extension is meant to hand its work over and go, and its app to hear how the work came out.",
        "DTS+DOC",
        f"{POST}; {GUIDE}",
    ),
    Fact(
        "E2",
        "Letting go at once is not to be had, yet some apps ship extensions that finish and invalidate right after "
        "the start, and that works.",
        "DTS+OBS",
        f"{POST}; instructure/canvas-ios",
    ),
    Fact("E3", "Two extensions of an app are to use two sessions.", "DTS+DOC", f"{POST}; {GUIDE}"),
    Fact(
        "E4",
        "An expiring activity keeps the process awake only while its block runs, may be denied, and may call the "
        "block a second time to say that time is up.",
        "DOC",
        "Foundation: ProcessInfo.performExpiringActivity(withReason:using:)",
    ),
    Fact(
        "E5",
        "The usual way into -996 for an extension is to be opened again while its earlier process is still there.",
        "OBS+DTS",
        f"instructure/canvas-ios #594; home-assistant/iOS #1970; {POST}",
    ),
)
