"""The shape of a design file: its tables, keys and types, as pydantic models that reader and JSON Schema share."""

import re
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

RUNS = (1, 20)
TRANSFERS = (0, 20)
LONGEST_NAME = 60
LONGEST_TITLE = 200

CONTROLS = r"[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"
"""Control characters, and those that nobody sees or that turn the direction of writing: they garble every report."""
EDGES = r"^[ \u00a0]|[ \u00a0]$"
RESERVED: tuple[str, ...] = ("app", "user", "system")
"""Names of actors in every report: an extension of that name could not be told from them."""


def kebab(name: str) -> str:
    """The key of a design file for the name of a field: `delegate_queue` is `delegate-queue`."""
    return name.replace("_", "-")


def _readable(name: str) -> str:
    if re.search(CONTROLS, name):
        raise PydanticCustomError("control", "holds a control character")
    if re.search(EDGES, name):
        raise PydanticCustomError("edges", "begins or ends with a blank")
    return name


def _unreserved(name: str) -> str:
    if name in RESERVED:
        raise PydanticCustomError("reserved", "is a reserved name")
    return name


def _word_as_table(item: object) -> object:
    return {"do": item} if isinstance(item, str) else item


def _text(longest: int, *refused: str) -> Any:
    return Field(min_length=1, max_length=longest, json_schema_extra={"not": {"pattern": "|".join(refused)}})


Name: TypeAlias = Annotated[str, _text(LONGEST_NAME, CONTROLS, EDGES), AfterValidator(_readable)]
Title: TypeAlias = Annotated[str, _text(LONGEST_TITLE, CONTROLS, EDGES), AfterValidator(_readable)]
ExtensionName: TypeAlias = Annotated[
    str,
    _text(LONGEST_NAME, CONTROLS, EDGES, f"^({'|'.join(RESERVED)})$"),
    AfterValidator(_readable),
    AfterValidator(_unreserved),
]


class Table(BaseModel):
    """Any table of a design file: nothing is converted, and no key goes unread."""

    model_config = ConfigDict(strict=True, extra="forbid", alias_generator=kebab)


class InnerActionTable(Table):
    """An action inside `then`: what may stand in its own `then` is for the sense check to say."""

    do: str = Field(description="what the code does")
    session: str = Field("", description="the session meant, where the callback is not about one already")
    when: str = Field("", description="read in the action's own step; where it is false nothing is done")
    always: bool = Field(False, description="calls the initialiser although an object is at hand")
    body: Literal["file", "data", "stream"] = Field(
        "file",
        description="where the bytes come from: memory (data) makes it raise, and a stream ends with its process",
    )
    unrecorded: bool = Field(False, description="the task is not written to the records")
    protected: bool = Field(False, description="performExpiringActivity is held until the answer is there")
    keep: bool = Field(False, description="the handler is not forgotten when it is called")
    on: Literal["main", "delegate-queue"] = Field("main", description="the queue on which the handler is called")
    then: Any = Field(None, description="what waits for the answer; the rest of the program goes on at once")


InnerAction: TypeAlias = Annotated[InnerActionTable, BeforeValidator(_word_as_table)]


class ActionTable(InnerActionTable):
    """An action with its options; a bare word stands for one without."""

    then: list[InnerAction] = Field([], description="what waits for the answer; the rest goes on at once")


Action: TypeAlias = Annotated[ActionTable, BeforeValidator(_word_as_table)]


class SessionTable(Table):
    """A background session: one identifier, or a fresh one for every run of an extension."""

    name: Name = Field(description="how this file speaks of the session")
    identifier_scope: Literal["constant", "per-run"] = Field(
        "constant", description="one identifier for good, or a fresh one for every run of the extension"
    )
    shared_container: bool = Field(True, description="sharedContainerIdentifier names an app group both sides have")
    sends_launch_events: bool = Field(True, description="sessionSendsLaunchEvents: may the system wake the app for it")
    delegate: bool = Field(True, description="the session is made with a delegate")


class ProcessTable(Table):
    """What the tables of app and extension have in common."""

    delegate_queue: Literal["private", "main"] = Field("private", description="the delegateQueue of its sessions")
    session_reference: Literal["dropped", "cached"] = Field(
        "dropped", description="whether the code forgets an object that was refused or invalidated, or keeps it"
    )
    did_complete: list[Action] = Field([], description="urlSession(_:task:didCompleteWithError:)")
    did_become_invalid: list[Action] = Field([], description="urlSession(_:didBecomeInvalidWithError:)")


class AppTable(ProcessTable):
    """The app: its settings, and the code of its callbacks."""

    handler_slot: Literal["keyed", "single"] = Field(
        "keyed", description="one place for completion handlers per identifier, or one for all"
    )
    transfers: int = Field(
        1, ge=TRANSFERS[0], le=TRANSFERS[1], description="how many transfers its own start actions make, all told"
    )
    launch: list[Action] = Field([], description="runs at every launch, in the background too")
    foreground: list[Action] = Field([], description="runs when the user brings the app to the front")
    handle_events: list[Action] = Field(
        [], description="application(_:handleEventsForBackgroundURLSession:completionHandler:)"
    )
    did_finish_events: list[Action] = Field([], description="urlSessionDidFinishEvents(forBackgroundURLSession:)")


class ExtensionTable(ProcessTable):
    """One extension, which is one process at a time."""

    name: ExtensionName = Field(description="how this file and the reports speak of the extension")
    kind: Literal["share", "action"] = Field("share", description="which kind of extension it is")
    runs: int = Field(2, ge=RUNS[0], le=RUNS[1], description="how often the user may open it, all told")
    run: list[Action] = Field([], description="what it does from the moment the user acts in it")


class EnvironmentTable(Table):
    """What may happen around the design."""

    profile: Literal["device", "simulator", "debugger"] = Field("device", description="where the design runs")
    debugged: Literal["app", "extensions", "both"] = Field(
        "both", description="who runs under the debugger in that profile"
    )
    refusal: Literal["invalidates", "retries"] = Field(
        "invalidates", description="what a session object does that is refused because another process is connected"
    )
    strict_post: bool = Field(False, description="after a suspension, only handle-events reconnects a session")
    force_quit: bool = Field(False, description="the user may force-quit the app")
    vanish_on_force_quit: bool = Field(False, description="a force-quit may make transfers vanish unreported")
    crash: bool = Field(False, description="the app, or an extension not yet dismissed, may die while it runs")
    wake_expiry: bool = Field(False, description="a wake may run out with callbacks still to come")
    lose_on_expiry: bool = Field(False, description="what an expired wake had not delivered is lost")
    activity_expiry: bool = Field(False, description="an expiring activity may be refused or cut short")
    authentication: bool = Field(False, description="a wake may come for an authentication challenge alone")
    foreground_clears_wake: bool = Field(False, description="opening the app withdraws a wake that is due")
    lossy_invalidation: bool = Field(False, description="did-become-invalid may be lost")


class DesignTable(Table):
    """How one app and its extensions use background sessions."""

    title: Title = Field("", description="one line for the head of every report; else the name of the file")
    session: list[SessionTable] = Field(min_length=1)
    app: AppTable
    extension: list[ExtensionTable] = Field([])
    environment: EnvironmentTable = EnvironmentTable.model_construct()
    expect: dict[str, Any] = Field({}, description="the verdicts this design is known to get")
