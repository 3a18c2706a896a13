"""What a person does, waits for and looks for, for each kind of rule: the table behind the script for a device."""

from collections.abc import Collection, Mapping

from model.network import Rule
from reports.replay.device_kind import Kind

_CREATING = "Creating session with identifier: … for bundle id: …"
_DISCONNECTED = "client … disconnected, XPC(Y)"
_GONE = "Lost connection to app -- connection invalidated"
_EXISTS = "A background URLSession with identifier … already exists!"
_NEVER_CALLED = (
    "Application delegate received call to -application:handleEventsForBackgroundURLSession:completionHandler: "
    "but the completion handler was never called."
)
_DELAY = "Set request delay for … to …"
_FRONT = "Resetting request delay and clearing pending wake requests for …"
_CANCELLED = "Task <…>.<…> load failed with error Error Domain=NSURLErrorDomain Code=-999 …"

_YOURS = "Your own line in this callback"
_WOKEN = "Your own line in `application(_:handleEventsForBackgroundURLSession:completionHandler:)`, with the identifier"

USER = (
    Kind(
        "opens extension", "do",
        "In an app that shares (Photos, Files), choose Share and pick the extension; act in its sheet until its code"
        " runs.",
        words=r"^the user opens .+, run \d+",
    ),
    Kind(
        "leaves host", "do",
        "With the sheet still up, go to the Home Screen (leave the sheet open, do not cancel it). Then leave the "
        "phone alone for some ten seconds: the suspension is the system's, and opening a few other apps helps it "
        "along.",
        words=r"^the user leaves the host of ", log=(_DISCONNECTED,),
    ),
    Kind(
        "returns", "do",
        "Go back to the app with the sheet, by the app switcher; the sheet must still be there. If it is not, the "
        "extension was ended meanwhile: begin again.",
        words=r"^the user returns to ",
    ),
    Kind(
        "force-quits", "do",
        "Swipe the app off the app switcher.",
        words=r"^the user force-quits", log=(_GONE,),
    ),
    Kind(
        "opens app", "do",
        "Tap the app's icon.",
        words=r"^the user (launches|brings) the app", log=(_FRONT,),
    ),
    Kind(
        "leaves app", "do",
        "Go to the Home Screen.",
        words=r"^the user leaves the app",
    ),
)
SYSTEM = (
    Kind(
        "authenticating wake", "wait",
        "Let the server answer the transfer with a challenge (401), the app not in front; the system calls the app "
        "for it.",
        words=r"^the system .+ to authenticate ", log=(_DELAY,),
    ),
    Kind(
        "wake", "wait",
        "Wait until the system calls the app: it does once every transfer of the session has ended and no process is"
        " connected. Do not touch the app meanwhile, unless an earlier step brought it to the front. The delay grows"
        " with every wake; bringing the app to the front between two attempts takes it back.",
        marks=("wakes",),
        log=(_DELAY, _WOKEN),
    ),
    Kind(
        "early expiry", "luck",
        "Keep the app busy in its wake (a sleep in a test build) until the system has had enough of it; how long "
        "that takes is not documented, half a minute is often told of.",
        words=r"^the wake for .+ runs out early", log=(_NEVER_CALLED,),
    ),
    Kind(
        "expiry", "wait",
        "Do nothing until the wake has run out: half a minute is often told of, and nothing is documented.",
        words=r"^the wake for .+ expires", log=(_NEVER_CALLED, _DISCONNECTED),
    ),
    Kind(
        "cut activity", "luck",
        "Expiring activities are refused or cut short when the system is short of something; Low Power Mode and many"
        " open apps make it likelier.",
        words=r"activity",
    ),
    Kind(
        "crash", "luck",
        "In a test build, let the process crash here (`fatalError()`), by a button or a timer.",
        words=r" crash(es)?\b", log=(_GONE,),
    ),
    Kind(
        "termination", "luck",
        "No one can order this end. Open apps that need much memory (camera, games) until the process is gone; or, "
        "in a test build, let it end itself at this place by `exit(0)`, which costs it no transfer either.",
        words=r"^the system terminates ", log=(_GONE,),
    ),
    Kind(
        "suspension", "luck",
        "No one can order a suspension. Leave the process in the background, nothing of it on screen, no debugger, "
        "no audio, no location; wait half a minute.",
        marks=("suspends",), log=(_DISCONNECTED,),
    ),
)
NETWORK = (
    Kind(
        "finishes", "do",
        "Let the server answer now: release the delay you gave it.",
        words=r"^transfer of .+ finishes",
        log=("Task <…>.<…> finished successfully", "Task <…>.<…> completed with error (null) [0]"),
    ),
    Kind(
        "answers", "do",
        "Let the server answer the short request now.",
        words=r"^the request of .+ is answered",
    ),
)
DAEMON = (
    Kind(
        "reported to nobody", "wait",
        "The transfer ends with a process connected that has no delegate for it: wait, and nothing comes.",
        marks=("reported to nobody",),
    ),
    Kind(
        "did-finish-events", "wait",
        "Wait for `urlSessionDidFinishEvents(forBackgroundURLSession:)`.",
        words=r"^did-finish-events for ", log=(_YOURS,),
    ),
    Kind(
        "did-complete", "wait",
        "Wait for `urlSession(_:task:didCompleteWithError:)` in this process.",
        marks=("delivered",), words=r"^did-complete of ",
        log=("Task <…>.<…> client acknowledged completion", _YOURS),
    ),
    Kind(
        "loses callback", "luck",
        "did-become-invalid never comes. That cannot be brought about; it was reported, of old systems, after a "
        "change between background and foreground. Watch that it stays away.",
        words=r" is lost$",
    ),
    Kind(
        "invalid", "wait",
        "Wait for `urlSession(_:didBecomeInvalidWithError:)`.",
        words=r"^did-become-invalid of ", log=(_YOURS,),
    ),
    Kind(
        "gone", "wait",
        "Wait until the invalidated session is gone; nothing is to be done for it.",
        words=r"^the (invalidated |invalidating )?object of ", log=("removing session",),
    ),
)
CODE = (
    Kind(
        "no container", "code",
        "The session is refused for want of a shared container: error -995, at once or with the first task.",
        marks=("refused without container", "start failed without container"),
    ),
    Kind(
        "refused", "code",
        "The session is refused, for another process is connected to it: error -996 "
        "(`NSURLErrorBackgroundSessionInUseByAnotherProcess`), in did-become-invalid or as the error of a task.",
        marks=("extension refused", "app refused"), words=r" is refused .+ \(-996\)",
        log=("-996, with the text `Could not communicate with background transfer service`",),
    ),
    Kind(
        "dying object", "code",
        "The code asks for a session whose object is still invalidating, and is handed that one. Nothing says so "
        "until a task is made on it.",
        marks=("identifier reused",), log=(_EXISTS,),
    ),
    Kind(
        "second object", "code",
        "The code makes a session that it has already.",
        marks=("second object",), log=(_EXISTS,),
    ),
    Kind(
        "raises", "code",
        "The code makes a task on an invalidated session: the process raises and dies.",
        marks=("raises",), log=("Task created in a session that has been invalidated",),
    ),
    Kind(
        "reconnects", "code",
        "Once the process runs again its session object reconnects by itself.",
        words=r" reconnects to ", log=("will reconnect to existing state by requesting pending callbacks",),
    ),
    Kind(
        "connects", "code",
        "The code makes its session and is connected.",
        marks=("connects",), log=(_CREATING,),
    ),
    Kind(
        "fails to start", "code",
        "The start fails, and no callback ever tells of it.",
        marks=("start failed",), log=(_YOURS,),
    ),
    Kind(
        "starts", "code",
        "The code makes the task and resumes it. Let the server take its time with it until the step in which the "
        "transfer finishes.",
        marks=("started", "duplicated"), words=r": restarts transfer ",
        log=("Task <…>.<…> enqueueing", "Task <…>.<…> resuming"),
    ),
    Kind(
        "overwrites handler", "code",
        "The code puts the completion handler away over one that nobody has called yet: the older one is lost.",
        marks=("handler overwritten",), log=(_NEVER_CALLED,),
    ),
    Kind(
        "loses handler", "code",
        "The callback returns, and nobody has kept or called the completion handler.",
        marks=("handler lost",), log=(_NEVER_CALLED,),
    ),
    Kind(
        "calls handler", "code",
        "The code calls the completion handler.",
        marks=("handler called",), log=(_YOURS,),
    ),
    Kind(
        "cancels", "code",
        "The code invalidates the session and cancels its tasks.",
        marks=("cancels",), log=("Task <…>.<…> finished with error [-999]",),
    ),
    Kind(
        "invalidates", "code",
        "The code lets its tasks finish and invalidates the session.",
        marks=("invalidates",), log=(_YOURS,),
    ),
    Kind(
        "completes request", "code",
        "The extension tells its host that it is done, and the sheet goes. From here on it may be suspended or ended"
        " at any moment.",
        marks=("completes request",), log=(_YOURS,),
    ),
    Kind(
        "loses request", "code",
        "The short request of this callback was lost with the suspension, and what follows it in the callback never "
        "runs.",
        words=r"its request is lost",
    ),
    Kind(
        "requests", "code",
        "The code sends its short request; let the server be slow with the answer.",
        marks=("requests",), words=r"sends a short request",
    ),
    Kind(
        "gone while away", "code",
        "The process runs again, and its invalidating object is gone: another process is connected to the session.",
        words=r"^the invalidating object of ",
    ),
    Kind(
        "goes on invalidating", "code",
        "The process runs again, and its session goes on invalidating.",
        words=r" goes on invalidating ",
    ),
    Kind(
        "exits", "code",
        "The process ends itself.",
        words=r"step \d+: exits", log=(_GONE,),
    ),
    Kind(
        "own step", "code",
        "Your code does this by itself, once its turn has come.",
        words=r"^.+(, step \d+: |: begins|: returns)", log=(_YOURS,),
    ),
)
UNKNOWN = Kind(
    "unknown", "luck",
    "There is no advice for this step: what it does is said by its name. Find out how your app comes to it, and log "
    "it.",
)


_BY_ACTOR: Mapping[str, tuple[Kind, ...]] = {
    "user": USER, "system": (*USER, *SYSTEM), "network": NETWORK, "daemon": DAEMON,
}  # fmt: skip
"""All other actors are processes, in which code runs."""


def kind_of(rule: Rule, marks: Collection[str]) -> Kind:
    """The first kind that fits a rule with these marks; one that admits to know nothing where none does."""
    return next((kind for kind in _BY_ACTOR.get(rule.actor, CODE) if kind.fits(rule.name, marks)), UNKNOWN)
