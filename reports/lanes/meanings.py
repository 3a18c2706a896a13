"""What the events of declared machines look like in a sequence diagram: from whom to whom, and how it is marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from model.machines.transfer import DELIVERABLE, UNREPORTED, event_of, told
from model.rules import names
from model.rules.cast import Identifier
from reports.lanes.chart import MarkWord, Role

Way: TypeAlias = Literal["process to daemon", "daemon to process", "network to daemon", "process to network",
                         "network to process", "user to process", "process"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one event tells: its way, and its marks."""

    way: Way
    marks: tuple[MarkWord, ...] = ()


_ASKED, _TOLD, _USER, OWN = (
    Meaning("process to daemon"), Meaning("daemon to process"), Meaning("user to process"), Meaning("process"),
)  # fmt: skip
_CONNECTS, _REFUSED = Meaning("process to daemon", ("connect",)), Meaning("process to daemon", ("refused",))
_HANDLES = Meaning("process", ("handler",))
_ENDS, _SUSPENDED = Meaning("process", ("end",)), Meaning("process", ("suspend",))

APP_LIFE: Mapping[str, Meaning] = {
    **dict.fromkeys(("launch_in_front", "come_to_front", "leave_front"), _USER),
    "suspend": _SUSPENDED,
    **dict.fromkeys(("terminate", "die"), _ENDS),
    "quit_by_user": Meaning("user to process", ("end",)),
}
"""The app's process; where it is relaunched or resumed the wake tells."""

EXTENSION_LIFE: Mapping[str, Meaning] = {
    **dict.fromkeys(("open", "return_to_host"), _USER),
    "dismiss": OWN,
    "suspend_left": Meaning("user to process", ("suspend",)),
    "suspend_dismissed": _SUSPENDED,
    "stop_for_good": Meaning("process", ("end", "suspend")),
    **dict.fromkeys(("terminate", "crash", "die"), _ENDS),
}
CONNECTION: Mapping[str, Meaning] = {
    **dict.fromkeys(("connect", "reconnect", "retry"), _CONNECTS),
    **dict.fromkeys(("refuse", "refuse_container", "refuse_reconnect"), _REFUSED),
    **dict.fromkeys(
        ("resume_invalidating", "invalidate_connected", "invalidate_disconnected", "invalidate_refused"), _ASKED
    ),
    **dict.fromkeys(("give_up_invalidating", "go"), _TOLD),
    "arrive_invalid": Meaning("daemon to process", ("callback",)),
}
"""A session object; what suspension and death make of it is told by the process."""

MESSAGE: Mapping[str, Meaning] = {
    "deliver": Meaning("daemon to process", ("callback",)),
    "lose": Meaning("daemon to process", ("lost",)),
}
WAKE: Mapping[str, Meaning] = {
    **dict.fromkeys(("begin", "begin_in_front"), Meaning("daemon to process", ("callback", "wake"))),
    "tell": Meaning("daemon to process", ("callback",)),
    "expire": _TOLD,
    "answer": Meaning("process to daemon", ("handler",)),
}
REQUEST: Mapping[str, Meaning] = {
    **dict.fromkeys(("go_out", "go_out_held"), Meaning("process to network")),
    "answer": Meaning("network to process"),
    "give_up": Meaning("process", ("lost",)),
}
HANDLER: Mapping[str, Meaning] = dict.fromkeys(("take", "take_late", "spend"), _HANDLES)

MARKED: Mapping[str, tuple[MarkWord, ...]] = {
    "handler lost": ("lost", "handler"),
    "handler called": ("handler",),
    "reported to nobody": ("lost",),
    "delivered": ("callback",),
    "wakes": ("wake",),
    "extension refused": ("refused",),
    "start attempted": ("refused",),
}
"""What a rule's own mark (System.marks) adds to what its events tell."""

ASKING: Mapping[str, tuple[Role, Meaning]] = {
    "wakes": ("wake", Meaning("daemon to process")),
    "start attempted": ("connection", _ASKED),
}
"""What a mark tells of a rule whose events tell no more, with the role of the machine that names the session."""

CALLS = Meaning("process to daemon", ("handler",))
"""A handler is called, be its wake expired."""

LIFE_PAINT: Mapping[str, str] = {
    "not_running": "off", "foreground": "front", "background": "back", "suspended": "suspended",
    "active": "front", "dismissed": "back", "suspended_dismissed": "suspended", "gone": "ended",
}  # fmt: skip
CONNECTION_PAINT: Mapping[str, str] = {
    "absent": "none", "connected": "held", "disconnected": "idle", "refused_in_use": "refused",
    "refused_without_container": "refused", "invalidating": "leaving", "halted": "idle", "invalidated": "gone",
}  # fmt: skip
HANDLER_PAINT: Mapping[str, str] = {"none": "none", "offered": "held", "offered_late": "late", "spent": "called"}
LOST_PAINT: Mapping[str, str] = {"no": "none", "yes": "lost"}
REQUEST_PAINT: Mapping[str, str] = {"none": "none", "in_flight": "running", "held": "running", "lost": "lost"}
WAKE_PAINT: Mapping[str, str] = {
    "closed": "none", "answered": "answered",
    **dict.fromkeys(("open", "told", "open_in_front", "told_in_front"), "open"),
}  # fmt: skip


def transfer_meanings(users: tuple[str, ...]) -> Mapping[str, Meaning]:
    """The events of a transfer that these processes may hear of; restarts are in `starts`."""
    asked = {event_of("acknowledge", user): _ASKED for user in users}
    heard = {event_of("deliver", user): Meaning("daemon to process", ("callback",)) for user in users}
    start, finish = Meaning("process to daemon", ("start-transfer",)), Meaning("network to daemon", ("finish",))
    return {"start": start, "finish": finish, "cancel": _ASKED, "swallow": _TOLD} | asked | heard


def restart_meanings(states: tuple[str, ...]) -> Mapping[str, Meaning]:
    """The events by which a transfer starts again."""
    return {f"restart_{state}": Meaning("process to daemon", ("start-transfer",)) for state in states}


def transfer_paint(users: tuple[str, ...]) -> Mapping[str, str]:
    """How the states of a transfer look, but for those that say themselves what they are."""
    reporting = {state: "reporting" for user in users for state in told(user)}
    cancelled = dict.fromkeys((*DELIVERABLE, "quit_cancelled"), "cancelled")
    lost = dict.fromkeys(("vanished", "gone"), "lost")
    return {**cancelled, **dict.fromkeys(UNREPORTED, "finished"), **lost, **reporting}


def slot_meanings(states: tuple[str, ...]) -> Mapping[str, Meaning]:
    """The events by which code puts a handler into a slot, or takes it out."""
    return {f"{before}_to_{after}": _HANDLES for before in states for after in states}


def slot_paint(identifiers: tuple[Identifier, ...]) -> Iterator[tuple[str, str]]:
    """How a slot looks with a handler of one of these sessions in it."""
    looks = dict(zip(names.SLOT_KINDS, ("held", "late", "called"), strict=True))
    yield names.EMPTY, "none"
    for identifier in identifiers:
        yield from ((names.content(kind, identifier), look) for kind, look in looks.items())
