"""Facts about the completion handler that an app owes the system for a wake."""

from model.facts.fact import Fact
from model.facts.sources import ARTICLE, HEADER, SEEN, UIKIT

HANDLER_FACTS: tuple[Fact, ...] = (
    Fact(
        "H1",
        "A handler is put away under its session's identifier as soon as it comes, and is called on the main thread "
        "when the session's events are finished.",
        "DOC",
        f"{ARTICLE}; {UIKIT}",
    ),
    Fact(
        "H2",
        "That events are finished speaks of those which were waiting when the wake began, and leaves open whether "
        "tasks are still going.",
        "DOC",
        HEADER,
    ),
    Fact(
        "H3",
        "An app that has called its handler can be put to sleep, along with any events or answers it has not dealt "
        "with.",
        "DOC+OBS",
        UIKIT,
    ),
    Fact(
        "H4",
        "A handler that nobody calls leaves a line in the log and a wake that lasts until its time is up, and can "
        "cost the process its life.",
        "OBS",
        "expo/expo #8599; home-assistant/iOS #1202",
    ),
    Fact(
        "H5",
        "Calling the handler on any thread but the main one trips an assertion or crashes.",
        "OBS+DOC",
        "Alamofire #728; AFNetworking #2076; Automattic/pocket-casts-ios",
    ),
    Fact("H6", "Extensions are neither told that events are finished nor given a handler.", "OBS", "zotero/zotero-ios"),
    Fact(
        "H7",
        "Without a wake nobody is told that events are finished, apart from early betas of iOS 14.",
        "OBS+observed",
        f"home-assistant/iOS, WebhookManager; {SEEN}",
    ),
    Fact(
        "H8",
        "A wake for credentials alone ends with the report that events are finished, too.",
        "OBS",
        "AFNetworking #1582",
    ),
    Fact(
        "H9",
        "One article of Apple's puts the announcement of a downloaded file after the call of the handler, against "
        "every other document.",
        "DOC",
        ARTICLE,
    ),
    Fact(
        "H10",
        "With a single place for handlers, a new wake that comes before the last one was answered pushes the older "
        "handler out.",
        "OBS",
        "dropbox-objc #390, #391; flutter_downloader; mattermost/mattermost-mobile",
    ),
    Fact(
        "H11",
        "How long an iOS wake may last is written nowhere; libraries count on half a minute or so.",
        "OBS",
        "kesha-antonov/react-native-background-downloader",
    ),
)
