"""Facts about when the system launches, resumes and force-quits the app, and what it says then."""

from model.facts.fact import Fact
from model.facts.sources import ARTICLE, ERRORS, GUIDE, HEADER, LIMITER, POST, SEEN, TESTING, UIKIT

LAUNCH_FACTS: tuple[Fact, ...] = (
    Fact(
        "L1",
        "The app is woken for a session that nobody is connected to once its last transfer has ended, or earlier if "
        "a server wants credentials.",
        "DOC",
        f"{UIKIT}; {HEADER}",
    ),
    Fact(
        "L2",
        "Transfers that are still going cause no call at launch: an app that wants to follow them makes the session "
        "on its own account.",
        "DOC",
        UIKIT,
    ),
    Fact("L3", "A woken app that still has the object need not make another.", "DOC", UIKIT),
    Fact(
        "L4",
        "For a session of one of its extensions, too, it is the app around it that gets woken.",
        "DTS+DOC",
        f"{POST}; {GUIDE}",
    ),
    Fact(
        "L5",
        "Widgets are the exception: their extension is woken itself.",
        "DOC+observed",
        "WidgetKit: onBackgroundURLSessionEvents(matching:_:)",
    ),
    Fact(
        "L6",
        "An app on the screen can be told to handle events, when its own share sheet led to the transfer.",
        "DTS",
        POST,
    ),
    Fact(
        "L7",
        "An app that connects while transfers are going and stays to their end is never told to handle events.",
        "OBS+DOC",
        f"dropbox/SwiftyDropbox; {UIKIT}",
    ),
    Fact(
        "L8",
        "Swiping an app away cancels its transfers and keeps the system from waking it until the user has opened it "
        "again.",
        "DOC+DTS",
        f"{HEADER}; {TESTING}",
    ),
    Fact(
        "L9",
        "Cancellations by a force-quit are reported when the app next makes the session, where the list may still "
        "show the task; now and then nothing is reported at all.",
        "OBS",
        "AFNetworking #3976; tus/TUSKit #200; developer.apple.com/forums/thread/740564",
    ),
    Fact("L10", "Ending by itself, or for want of memory, costs an app none of its transfers.", "DTS", TESTING),
    Fact(
        "L11",
        "In a recent simulator an app that exited was launched again within seconds of the end of its download, one "
        "that was killed somewhat later, and one ended by the simulator's tool not at all.",
        "OBS",
        "notes on Dulcet (iOS 26.5 simulator)",
    ),
    Fact(
        "L12",
        "Mac apps made with AppKit are not promised a launch in the background, and reports differ on whether they "
        "get one.",
        "DOC+OBS",
        f"{HEADER}; insidegui/WWDC #173",
    ),
    Fact(
        "L13",
        "Each time an app is woken for transfers, tasks it makes in the background wait longer, until the user opens "
        "it or a delay goes by unused.",
        "DTS+DOC",
        f"{LIMITER}; {ARTICLE}",
    ),
    Fact(
        "L14",
        "Measured delays begin at a minute and double, and some were seen in the foreground although the documents "
        "rule that out.",
        "OBS",
        "developer.apple.com/forums/thread/128813, 124450; owncloud/ios-sdk #46; cryptomator/ios #12",
    ),
    Fact(
        "L15",
        "With background updates switched off, transfers are cancelled with that reason, or the app is left asleep.",
        "DOC+observed",
        f"{ERRORS}; {SEEN}",
    ),
    Fact(
        "L16",
        "A wake need not mean that anything has ended, since a server's wish for credentials is enough for one.",
        "OBS+DOC",
        f"AFNetworking #1582, #1579; {UIKIT}",
    ),
    Fact(
        "L17",
        "In SwiftUI a wake runs a closure whose return stands for calling the handler, and the session has to be "
        "made at launch as ever.",
        "DOC+OBS",
        "SwiftUI: BackgroundTask.urlSession(_:)",
    ),
    Fact(
        "L18",
        "Running from Xcode moves the app's container, and with it every path that was stored whole.",
        "DTS",
        TESTING,
    ),
)
