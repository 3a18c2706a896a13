"""Facts about wakes on the watch, which the model leaves out."""

from model.facts.fact import Fact

WATCH_FACTS: tuple[Fact, ...] = (
    Fact(
        "W1",
        "On the watch a wake is a refresh task with seconds to spend, a few times an hour, to be completed after the "
        "last delegate call.",
        "DOC",
        "WatchKit: WKURLSessionRefreshBackgroundTask",
    ),
    Fact(
        "W2",
        "A watch app already in memory may get its delegate calls before the refresh task they belong to.",
        "OBS",
        "home-assistant/iOS #1202",
    ),
)
