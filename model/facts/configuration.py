"""Facts about the configuration that a background session is made from."""

from model.facts.fact import Fact
from model.facts.sources import ARTICLE, ERRORS, GUIDE, HEADER, LIMITER, SEEN

CONFIGURATION_FACTS: tuple[Fact, ...] = (
    Fact(
        "C1",
        "The identifier of a background configuration may not be empty, and within one app no two sessions may have "
        "the same.",
        "DOC",
        f"{HEADER}; {ARTICLE}",
    ),
    Fact(
        "C2",
        "A session works on its own copy of the configuration, so its container, launch flag and discretion are "
        "settled for good once it exists.",
        "DOC",
        HEADER,
    ),
    Fact(
        "C3",
        "Background sessions report to a delegate only: asking for a task with a completion block raises an exception.",
        "DOC+OBS",
        f"{HEADER}; wordpress-mobile/WordPressKit-iOS #739",
    ),
    Fact(
        "C4",
        "The transfer daemon files sessions under the client's bundle, and an app finds its extension's session by "
        "nothing more than identifier and shared container.",
        "observed+DOC",
        f"{SEEN}; {GUIDE}",
    ),
    Fact(
        "C5",
        "An extension whose configuration names no group that it can reach gets an object that is dead from the "
        "start: all its tasks end with -995, and trying again does not help.",
        "DOC+observed",
        f"{HEADER}; {ERRORS}",
    ),
    Fact("C6", "Naming a group without being entitled to it has the same effect as naming none.", "observed", SEEN),
    Fact(
        "C7",
        "Launch events are on by default; with them off, nobody wakes the app, events stay put until it next makes "
        "the session, and a downloaded file may be lost in the meantime.",
        "DOC+OBS",
        f"{HEADER}; openradar 23201555",
    ),
    Fact(
        "C8",
        "Only a transfer begun in the foreground can choose not to be discretionary; one begun in the background, "
        "and in practice in any extension, may be put off for power or Wi-Fi.",
        "DOC+OBS",
        f"{HEADER}; home-assistant/iOS #792",
    ),
    Fact(
        "C9",
        "Running into the request timeout does not end a background transfer, which is tried again until the "
        "resource timeout, by default a week, is over.",
        "DOC+OBS",
        f"{HEADER}; home-assistant/iOS #801; expo/expo #8593",
    ),
    Fact(
        "C10",
        "Being offline never fails a background transfer and is never reported either: such sessions wait, whatever "
        "the flag says, and use neither cache nor custom protocols.",
        "DOC",
        HEADER,
    ),
    Fact("C11", "Background transfers follow every redirect without asking the delegate.", "DOC", HEADER),
    Fact(
        "C12",
        "Background uploads go over HTTP or HTTPS and read their body from a file: one from memory raises an "
        "exception, and a stream fails when the process is gone.",
        "DOC+OBS",
        f"{HEADER}; Alamofire/Alamofire #1304, #2038",
    ),
    Fact(
        "C13",
        "A data task lasts no longer than the connection: it ends with -997 when its process is suspended or exits.",
        "DOC",
        f"{HEADER}; {ERRORS}",
    ),
    Fact(
        "C14",
        "Apple's guide wants a session apiece for the app and its extensions, and lets the app touch an extension's "
        "session only when woken for its events.",
        "DOC",
        GUIDE,
    ),
    Fact(
        "C15",
        "Many tasks in few sessions is better than the reverse, which slows launches down and feeds the rate limiter.",
        "DTS+DOC+OBS",
        f"{ARTICLE}; openradar 22273767; {LIMITER}",
    ),
)
