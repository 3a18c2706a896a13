"""Facts about the task that carries a transfer."""

from model.facts.fact import Fact
from model.facts.sources import ERRORS, HEADER, POST, SEEN

TRANSFER_FACTS: tuple[Fact, ...] = (
    Fact("T1", "A new task stays idle until it is resumed.", "DOC", HEADER),
    Fact(
        "T2",
        "The number of a task means something only within its session, and each new session counts from the start "
        "again.",
        "DOC+OBS",
        f"{HEADER}; home-assistant/iOS #778",
    ),
    Fact(
        "T3",
        "What the app wrote into a task's description is kept with it across launches.",
        "OBS",
        "tus/TUSKit; Automattic/pocket-casts-ios",
    ),
    Fact(
        "T4",
        "A downloaded file has to be moved within the callback that announces it, before the task reports its end.",
        "DOC",
        HEADER,
    ),
    Fact(
        "T5",
        "What the server answers to a background upload reaches only the memory of the process connected at that "
        "time, and its headers are not announced.",
        "DOC+OBS",
        f"{HEADER}; zotero/zotero-ios",
    ),
    Fact(
        "T6",
        "A task with a begin date is held back by the daemon, and if the delegate wants a say before it starts, it "
        "has to answer or the task never moves.",
        "DOC",
        HEADER,
    ),
    Fact(
        "T7",
        "It is open which process hears that an extension's transfer ended: mostly the app, the extension where it "
        "was fast.",
        "DTS+OBS",
        f"{POST}; wordpress-mobile/WordPress-iOS #8292",
    ),
    Fact(
        "T8",
        "The daemon keeps callbacks in order and forgets one only when the client confirms it, so a client that dies "
        "before that may get it twice.",
        "observed+OBS",
        f"{SEEN}; background_downloader #300",
    ),
    Fact(
        "T9",
        "A task can have left the session's list before its end was reported, which code may mistake for a loss, or "
        "for all being done.",
        "OBS",
        "instructure/canvas-ios, connectToBackgroundURLSession; notes on Dulcet",
    ),
    Fact(
        "T10",
        "Callbacks have been lost when a blocked delegate queue let the wake run out.",
        "OBS",
        "openradar 23478912",
    ),
    Fact(
        "T11",
        "A cancellation by the system says why: the user quit the app, background work is switched off, or resources "
        "ran short.",
        "DOC",
        ERRORS,
    ),
    Fact(
        "T12",
        "The three errors of background sessions are -995 for a missing container, -996 for a session in use "
        "elsewhere, and -997 for a connection lost.",
        "DOC",
        ERRORS,
    ),
    Fact(
        "T13",
        "On a locked device a protected file can make a transfer fail that the server has accepted.",
        "OBS",
        "developer.apple.com/forums/thread/131051; kesha-antonov/react-native-background-downloader #101",
    ),
    Fact(
        "T14",
        "The daemon reads the file for as long as the upload lasts, so whoever removes it early, or keeps it where "
        "the daemon cannot look, fails the upload.",
        "OBS",
        "openradar 18107172, 18156592; tumblr/ios-extension-issues #1",
    ),
)
