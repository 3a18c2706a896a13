"""The vocabulary of designs: every callback, action and condition, where each may stand and what it may be given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

Owner: TypeAlias = Literal["app", "extension"]
SessionUse: TypeAlias = Literal["needs", "none"]


@dataclass(frozen=True, slots=True)
class Callback:
    """A place for code: the key of its program, whose it is, and the Swift it stands for."""

    owner: Owner
    key: str
    swift: str
    names_session: bool = False
    """Whether an action here names its session; elsewhere the callback is about one already."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the language and its standing: whose code may hold it, under which keys (none given: any)."""

    word: str
    meaning: str
    owners: tuple[Owner, ...] = ("app", "extension")
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionWord(Word):
    """An action: the options it takes besides `session` and `when`, and whether it works on a session."""

    options: tuple[str, ...] = ()
    session: SessionUse = "needs"


CALLBACKS: tuple[Callback, ...] = (
    Callback("app", "launch", "application(_:didFinishLaunchingWithOptions:)", names_session=True),
    Callback("app", "foreground", "applicationWillEnterForeground(_:)", names_session=True),
    Callback("app", "handle-events", "application(_:handleEventsForBackgroundURLSession:completionHandler:)"),
    Callback("app", "did-complete", "urlSession(_:task:didCompleteWithError:)"),
    Callback("app", "did-finish-events", "urlSessionDidFinishEvents(forBackgroundURLSession:)"),
    Callback("app", "did-become-invalid", "urlSession(_:didBecomeInvalidWithError:)"),
    Callback("extension", "run", "whatever the extension runs once the user acts in it", names_session=True),
    Callback("extension", "did-complete", "urlSession(_:task:didCompleteWithError:)"),
    Callback("extension", "did-become-invalid", "urlSession(_:didBecomeInvalidWithError:)"),
)

LABELS: Mapping[Owner, str] = MappingProxyType({"app": "[app]", "extension": "[[extension]]"})
"""How a file writes the table of each owner."""

STARTS: tuple[str, ...] = ("start-upload", "start-download", "start-data")

ACTIONS: tuple[ActionWord, ...] = (
    ActionWord(
        "connect",
        "Takes the URLSession object it holds, dead or alive; holding none, calls "
        "URLSession(configuration:delegate:delegateQueue:), which may be refused: -996 while another process is "
        "connected, -995 for an extension without shared container.",
        options=("always",),
    ),
    ActionWord(
        "start-upload",
        "uploadTask(with:fromFile:), or another body, and resume(), the task noted in the records; fails without a "
        "session or on a refused one, raises on one that is invalidated.",
        options=("body", "unrecorded"),
    ),
    ActionWord(
        "start-download",
        "downloadTask(with:) and resume(); records, fails and raises like start-upload.",
        options=("unrecorded",),
    ),
    ActionWord(
        "start-data",
        "dataTask(with:) and resume(); records, fails and raises like start-upload, and lasts no longer than the "
        "connection of its process.",
        options=("unrecorded",),
    ),
    ActionWord(
        "request",
        "A short request in a standard URLSession, lost if the process is suspended or ends first; what follows waits "
        "for the answer.",
        options=("protected", "then"),
        session="none",
    ),
    ActionWord(
        "complete-request",
        "completeRequest(returningItems:completionHandler:): the host hears that the extension is done, and from then "
        "on the system may suspend or end it whenever it likes.",
        owners=("extension",),
        session="none",
    ),
    ActionWord("exit", "exit(_:): the process ends itself.", session="none"),
    ActionWord(
        "store-handler",
        "Puts away the completion handler that came along: by identifier, or in the one place that handler-slot says, "
        "where it replaces an earlier one.",
        owners=("app",),
        keys=("handle-events",),
    ),
    ActionWord(
        "call-handler",
        "DispatchQueue.main.async { … }: the block takes the handler that was put away, forgets and calls it, and does "
        "nothing if there is none; on the main thread this is done at once, by handle-events with its own handler too.",
        owners=("app",),
        options=("keep", "on"),
    ),
    ActionWord(
        "record-completion",
        "Writes the outcome of the task where it lasts, and strikes the task off the records.",
        keys=("did-complete",),
    ),
    ActionWord(
        "finish-tasks-and-invalidate",
        "finishTasksAndInvalidate(): takes no further tasks, and is gone when the last running one has been reported.",
    ),
    ActionWord("invalidate-and-cancel", "invalidateAndCancel(): the same, and what runs is cancelled."),
    ActionWord("drop-reference", "Sets the variable that held the URLSession to nil; the object stays connected."),
    ActionWord(
        "restart-missing",
        "Makes tasks anew, once each, for records that getAllTasks(completionHandler:) does not list.",
    ),
    ActionWord("forget-records", "Empties the session's records of running transfers; stored outcomes stay."),
)

CONDITIONS: tuple[Word, ...] = (
    Word(
        "completion-recorded",
        "record-completion has run in this wake",
        owners=("app",),
        keys=("handle-events", "did-complete", "did-finish-events", "did-become-invalid"),
    ),
    Word("no-tasks-left", "the session lists no task"),
    Word("known-identifier", "the records hold this identifier"),
    Word("refused", "did-become-invalid was given an error", keys=("did-become-invalid",)),
)


def may_stand(word: Word, callback: Callback) -> bool:
    """Whether this action or condition makes sense in that callback."""
    return callback.owner in word.owners and (not word.keys or callback.key in word.keys)


def standing(word: Word) -> str:
    """Where a word may stand, to be read after `it may stand in`."""
    return " or ".join(word.keys or ("any program",)) + whose(word.owners)


def whose(owners: tuple[Owner, ...]) -> str:
    """` of [app]` or ` of [[extension]]` where only the one has it; nothing for both."""
    return "" if len(owners) > 1 else f" of {LABELS[owners[0]]}"


def actions_in(callback: Callback) -> tuple[ActionWord, ...]:
    """The actions that may stand in this callback, in the order of the table."""
    return tuple(action for action in ACTIONS if may_stand(action, callback))


def conditions_in(callback: Callback) -> Iterator[str]:
    """What `when` may say in this callback: each condition, plain and with `not`."""
    for condition in CONDITIONS:
        if may_stand(condition, callback):
            yield condition.word
            yield f"not {condition.word}"


def takers(option: str) -> tuple[str, ...]:
    """The actions that take this option."""
    return tuple(action.word for action in ACTIONS if option in action.options)
