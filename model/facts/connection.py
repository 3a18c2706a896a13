"""Facts about the connection between a session object and the daemon."""

from model.facts.fact import Fact
from model.facts.sources import ERRORS, GUIDE, HEADER, POST, SEEN, TESTING, UIKIT

CONNECTION_FACTS: tuple[Fact, ...] = (
    Fact(
        "N1",
        "The daemon serves one process per session, and answers any other with error -996.",
        "DTS+DOC",
        f"{POST}; {ERRORS}; {GUIDE}",
    ),
    Fact(
        "N2",
        "Developers mostly meet -996 as the failure of a task, some time afterwards, on an object that still takes "
        "tasks.",
        "OBS+observed",
        "dotnet/macios #24878; aws-sdk-ios #810; instructure/canvas-ios #594",
    ),
    Fact(
        "N3",
        "An object refused with -996 tries again at the next new task or when its process comes back, while -995 is "
        "final.",
        "observed",
        SEEN,
    ),
    Fact(
        "N4",
        "A process can be refused on its own account, when it makes the session anew before the daemon has cleared "
        "its former connection away.",
        "OBS",
        "dotnet/macios #24878, #24545",
    ),
    Fact(
        "N5",
        "Suspending or ending a process costs it the connection, but the transfers carry on.",
        "DTS+observed",
        f"{POST}; {SEEN}",
    ),
    Fact(
        "N6",
        "A process that had ended is connected again through making the object at its next launch.",
        "DTS+DOC",
        f"{POST}; {HEADER}",
    ),
    Fact(
        "N7",
        "An object that outlived a suspension connects again as soon as its process runs, whether for events, for "
        "the user, or for a new task.",
        "DTS+DOC+observed",
        f"{POST}; {UIKIT}; {SEEN}",
    ),
    Fact(
        "N8",
        "The first thing a returning client does is to ask for whatever callbacks were saved up for it.",
        "observed",
        f"{SEEN}; log text",
    ),
    Fact(
        "N9",
        "Letting go of the delegate or of the variable does not end a connection: invalidating does.",
        "DTS+OBS",
        f"{POST}; zotero/zotero-ios ab655eb0",
    ),
    Fact(
        "N10",
        "When the daemon itself restarts, clients come back to it later; file transfers survive, perhaps from the "
        "beginning, and data tasks end with -997.",
        "observed+OBS",
        "Alamofire #3370; aws-sdk-ios #1472",
    ),
    Fact(
        "N11",
        "A process held awake by the debugger keeps its connection, and so makes others fail with a -996 that users "
        "never see.",
        "DTS+OBS",
        f"{POST}; {TESTING}; instructure/canvas-ios",
    ),
    Fact(
        "N12",
        "From the end of its request on, an extension can be ended at any time, which the simulator seldom does.",
        "DOC+DTS",
        f"{GUIDE}; {POST}",
    ),
    Fact(
        "N13",
        "Until the device has been unlocked once after starting up, sessions cannot be relied upon, and stored "
        "settings and keys cannot be read.",
        "observed+OBS",
        "openradar 16761393; SalesforceMobileSDK-iOS #3437",
    ),
)
