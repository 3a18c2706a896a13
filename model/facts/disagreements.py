"""Where two sources disagree, and which side the model takes."""

from model.facts.fact import Fact
from model.facts.sources import ARTICLE, ERRORS, GUIDE, HEADER, LIMITER, POST, SEEN, TESTING, UIKIT

DISAGREEMENT_FACTS: tuple[Fact, ...] = (
    Fact(
        "K1",
        "The post gives app and extension one identifier and Apple's guide gives each its own: the model has one per "
        "extension, which the app uses for that extension's events alone, and another for whatever the app itself "
        "transfers.",
        "DTS+DOC",
        f"{POST}; {GUIDE}; instructure/canvas-ios #594",
    ),
    Fact(
        "K2",
        "The post has only apps woken while widgets are woken themselves: the model knows share and action "
        "extensions, so it wakes the app.",
        "DTS+DOC",
        f"{POST}; WidgetKit: onBackgroundURLSessionEvents",
    ),
    Fact(
        "K3",
        "The post kills a refused object on the spot while developers see failing tasks and later tries: the model "
        "follows the post, and the other side by a switch.",
        "DTS+OBS",
        f"{POST}; {SEEN}",
    ),
    Fact(
        "K4",
        "The post reconnects a suspended app when it handles events, other sources whenever it runs: the model "
        "reconnects on any resume, and strictly by a switch.",
        "DTS+DOC+observed",
        f"{POST}; {UIKIT}; {SEEN}",
    ),
    Fact(
        "K5",
        "One article has files arrive after the handler was called: the model keeps to the header, where events come "
        "first and the handler last.",
        "DOC",
        f"{ARTICLE}; {HEADER}",
    ),
    Fact(
        "K6",
        "The documents put the wake before the events and the finish behind them, yet the finish has been seen "
        "early, alone, or missing: the model leaves the two threads unordered.",
        "DOC+OBS",
        f"{UIKIT}; home-assistant/iOS #1202",
    ),
    Fact(
        "K7",
        "The post advises extensions against finishing and invalidating while shipping apps do it: the model allows "
        "it, and judges only what follows from it.",
        "DTS+OBS",
        f"{POST}; instructure/canvas-ios",
    ),
    Fact(
        "K8",
        "By the documents the rate limiter spares the foreground, by reports it does not: the model lets any "
        "transfer take any time.",
        "DOC+OBS",
        f"{LIMITER}; owncloud/ios-sdk #46; cryptomator/ios #12",
    ),
    Fact(
        "K9",
        "Support doubts that the simulator suspends and relaunches, a recent trial saw it relaunch: the model keeps "
        "the simulator as a profile beside the device.",
        "DTS+OBS",
        f"{TESTING}; notes on Dulcet",
    ),
    Fact(
        "K10",
        "The header denies AppKit apps a background launch and one report has seen it: the model leaves the Mac out.",
        "DOC+OBS",
        f"{HEADER}; insidegui/WWDC #173",
    ),
    Fact(
        "K11",
        "Callbacks seem to be kept until confirmed, yet some were lost in wakes and force-quits: the model keeps "
        "them, and loses them by two switches.",
        "OBS+observed",
        f"{SEEN}; openradar 23478912; {ERRORS}",
    ),
    Fact(
        "K12",
        "Apple would have few sessions with fixed names, some apps take a new name for every share: the model has "
        "both.",
        "DOC+OBS",
        f"{ARTICLE}; zotero/zotero-ios; mattermost/mattermost-mobile",
    ),
)
