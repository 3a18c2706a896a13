"""Facts about the queue on which a delegate is called."""

from model.facts.fact import Fact
from model.facts.sources import ARTICLE, HEADER

QUEUE_FACTS: tuple[Fact, ...] = (
    Fact(
        "Q1",
        "Callbacks keep their order on a serial queue, which the session makes itself if given none, but not on an "
        "operation queue as it comes.",
        "DOC+OBS",
        f"{HEADER}; mattermost/mattermost-mobile",
    ),
    Fact(
        "Q2",
        "Nothing orders a private delegate queue and the main thread, so in a process that was alive the finish may "
        "be reported before the handler was put away.",
        "OBS",
        "home-assistant/iOS #1202; Alamofire #804",
    ),
    Fact(
        "Q3",
        "Saved-up callbacks can begin while the session is still being made, before the code around it is ready.",
        "OBS",
        "AFNetworking #3976, #2386, #1703; aws-sdk-ios #1047",
    ),
    Fact(
        "Q4",
        "The report that events are finished comes on the delegate queue, from which the handler has to be taken to "
        "the main thread.",
        "DOC",
        ARTICLE,
    ),
    Fact(
        "Q5",
        "Whoever blocks the delegate queue keeps back every later callback, the final one included.",
        "OBS",
        "openradar 23478912; Vydia/react-native-background-upload",
    ),
)
