"""Facts about the session object that a process holds."""

from model.facts.fact import Fact
from model.facts.sources import HEADER, SEEN

SESSION_FACTS: tuple[Fact, ...] = (
    Fact(
        "S1",
        "A session object and its delegate keep each other alive until it is invalidated, so losing the last "
        "variable that names it changes nothing.",
        "DOC+OBS",
        f"{HEADER}; vimeo/VimeoUpload, DescriptorManager",
    ),
    Fact(
        "S2",
        "Asking for an identifier that has a living object in this process gives that object back with a line in the "
        "log, and the new delegate, queue and settings are dropped.",
        "OBS+observed",
        "AFNetworking #3573; yattee a734bb47; dotnet/macios #24376",
    ),
    Fact(
        "S3",
        "Finishing and invalidating takes effect later: the object takes no new tasks, sees the old ones through, "
        "and says last of all that it is invalid.",
        "DOC",
        HEADER,
    ),
    Fact(
        "S4",
        "Cancelling and invalidating asks each task to stop, though some are through already and others still report "
        "before they have stopped.",
        "DOC",
        HEADER,
    ),
    Fact(
        "S5",
        "As long as an object has not reported that it is invalid, its identifier must not be used for a new one.",
        "DOC",
        HEADER,
    ),
    Fact(
        "S6",
        "Making a task on an object that is invalid or on the way there raises an exception, or yields nil in apps "
        "built long ago.",
        "OBS+observed",
        "instructure/canvas-ios 2a997619; dotnet/macios #24545",
    ),
    Fact(
        "S7",
        "Code that asks again for an identifier whose object is on its way out can be given that very object, on "
        "which every later task crashes.",
        "OBS",
        "dotnet/macios #24376, #24545; yattee #975",
    ),
    Fact(
        "S8",
        "Some objects never say that they have become invalid, the loser of a -996 race among them.",
        "OBS",
        "openradar 33839325, 30450934, 28352195, 28422096",
    ),
    Fact(
        "S9",
        "An object that was invalidated is not told any more that its events are finished, so a block that waits for "
        "this is not called.",
        "OBS",
        "google/gtm-session-fetcher, stopFetchReleasingCallbacks",
    ),
    Fact(
        "S10",
        "On iOS 8, invalidating right behind a cancellation used to crash unless the task had reported first.",
        "OBS",
        "google/gtm-session-fetcher (radar 18471901)",
    ),
    Fact(
        "S11",
        "Setting up a session or a task waits for the daemon, so it can hold up the main thread, and a task made "
        "without the daemon in reach fails with -1.",
        "OBS+observed",
        f"openradar 18576940; {SEEN}",
    ),
    Fact(
        "S12",
        "The report of invalidity carries an error when the system is the cause, and none when the code is.",
        "DOC",
        HEADER,
    ),
    Fact(
        "S13",
        "A session's list of tasks comes later, by way of the delegate queue, and leaves out tasks that have ended, "
        "reported or not.",
        "DOC",
        HEADER,
    ),
    Fact(
        "S14",
        "Word of a new task comes at once and off the delegate queue, and tasks of background sessions cannot have "
        "delegates of their own.",
        "DOC+OBS",
        f"{HEADER}; AppsFlyerSDK #204",
    ),
)
