"""Facts about the daemon that carries transfers out, and when it asks for the app."""

from model.facts.fact import Fact
from model.facts.sources import SEEN

DAEMON_FACTS: tuple[Fact, ...] = (
    Fact(
        "D1",
        "The daemon keeps sessions and tasks on disk and has them again after a restart of the device.",
        "observed+OBS",
        f"{SEEN}; insidegui/WWDC #173",
    ),
    Fact(
        "D2",
        "Making an existing session again checks the shared container anew, then brings back the tasks it has.",
        "observed",
        SEEN,
    ),
    Fact(
        "D3",
        "Callbacks wait in line; only some of them ask for a wake, and a wake has a beginning and an end, at which "
        "the client hears that its events are finished.",
        "observed",
        f"{SEEN}; log text",
    ),
    Fact(
        "D4",
        "Bringing an app to the front cancels the wakes planned for it.",
        "OBS+observed",
        f"developer.apple.com/forums/thread/128813; {SEEN}",
    ),
)
