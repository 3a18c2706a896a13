"""What the post on networking in a short-lived extension says: §1 to §30, in our words."""

from model.facts.fact import Fact
from model.facts.sources import POST


def _stated(number: int, says: str) -> Fact:
    return Fact(f"§{number}", says, "DTS", POST)


POST_FACTS: tuple[Fact, ...] = (
    _stated(1, "Some extensions have a big file to send and are likely to be gone before it has arrived."),
    _stated(2, "One app group has to be reachable for both sides, which is worth testing before anything else."),
    _stated(3, "A session that both sides use is kept in their app group, which its configuration has to name."),
    _stated(4, "Both sides open a session that they share under one and the same identifier."),
    _stated(5, "At any moment a background session belongs to one process or to none."),
    _stated(6, "Whoever comes second is refused: its session object is made invalid there and then with error -996."),
    _stated(7, "Delegate calls go to that process alone which holds the connection."),
    _stated(
        8,
        "When there is something to report and nobody is connected, it is the app that is woken for it, and not the "
        "extension.",
    ),
    _stated(9, "Suspension and death of a process both end its connection, without any code of its own."),
    _stated(10, "A process that died gets its connection back once it is launched again and makes the session object."),
    _stated(11, "An app that was only suspended is connected again when the system resumes it to handle events."),
    _stated(12, "Code that wants to let go of a session has one means, which is to invalidate it."),
    _stated(
        13,
        "An extension should set its transfer going and end its request without delay, and leave the rest to the app "
        "that the system will wake.",
    ),
    _stated(
        14, "An app woken for a session is told which identifier it is about and is handed a block to call in the end."
    ),
    _stated(15, "First of all the woken app puts the block that it was handed in a safe place."),
    _stated(16, "Second, it makes the session object, unless it has a living one."),
    _stated(17, "Third, it answers the delegate calls that were waiting for it."),
    _stated(18, "Fourth, once it is told that no more events of this wake will follow, it invalidates the session."),
    _stated(19, "Fifth and last, it calls the block that it had put away."),
    _stated(
        20,
        "An app that goes through all five steps holds no connection afterwards, so the next extension run finds the "
        "session free.",
    ),
    _stated(
        21, "Extensions of one app should not share a session among themselves, since one could get in the other's way."
    ),
    _stated(
        22,
        "Either process may be the one that hears of a transfer's end, depending on how fast it was, and no design "
        "can settle which.",
    ),
    _stated(23, "Both processes therefore need the code that takes care of a finished transfer."),
    _stated(
        24,
        "Invalidating just after the start does not serve an extension: one way kills the transfer, and the other "
        "stays until it is through.",
    ),
    _stated(
        25,
        "With the app in front and the extension above it, events may be handed to an app that never left the "
        "screen, and its usual code will do.",
    ),
    _stated(
        26,
        "A debugged process is spared suspension, so whatever needs one stays out of sight there and is better "
        "looked for in logs.",
    ),
    _stated(27, "Share extensions are ended on devices far more readily than they are in the simulator."),
    _stated(28, "Brief requests are at home in an ordinary session, and only lengthy ones in a background session."),
    _stated(
        29, "A typical pair is a quick request for a token, and after it the long upload which that token permits."
    ),
    _stated(
        30,
        "While its brief request is under way, an extension has to hold off its own suspension, for which there is "
        "the expiring activity.",
    ),
)
