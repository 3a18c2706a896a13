"""A background task as the daemon sees it, from its start to the acknowledgement of its end."""

from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

from statemachine import StateMachine

from model.making import make_machine
from model.network import Pair

Declared: TypeAlias = tuple[str, tuple[Pair, ...]]

UNREPORTED = ("finished", "batched")
"""Finished, and nobody has been told; `batched`: it had finished when the latest wake of its session began."""
DELIVERABLE = (*UNREPORTED, "cancelled")


def reporting(process: str) -> str:
    """The state while did-complete of a transfer runs or waits in a process."""
    return f"reporting_{_word(process)}"


def reporting_batched(process: str) -> str:
    """The same, for a transfer of the open wake's batch that another process took."""
    return f"reporting_batched_{_word(process)}"


def reporting_cancelled(process: str) -> str:
    """The same, for a cancellation by force-quit, which asks for no wake should it have to be reported again."""
    return f"reporting_cancelled_{_word(process)}"


def told(process: str) -> tuple[str, str, str]:
    """The states while a transfer is being reported to a process; the app has no batch of its own."""
    return (reporting(process), reporting_batched(process), reporting_cancelled(process))


def event_of(event: str, process: str) -> str:
    """The name of an event that one process takes part in."""
    return f"{event}_{_word(process)}"


@cache
def transfer_machine(reporters: tuple[str, ...]) -> type[StateMachine]:
    """A transfer that these processes (the app first) may hear of.

    T1 T8 K11: started, finished, reported to whoever is connected, acknowledged when the callback returns, and
    unreported again if that process stops before. L8 L9: force-quit cancels what runs; the report is held back
    until a session is created, or never comes. T10: events of an expired wake may be gone. C12 C13: some fail when
    the process that started them is gone, or not connected any more: it has forsaken them.
    """
    states = tuple(_states(reporters))
    events = dict(_events(states, reporters))
    return make_machine("Transfer", states, events, transfer_machine.__doc__ or "")


def _states(reporters: tuple[str, ...]) -> Iterator[str]:
    """The states in the order of a transfer's life."""
    yield from ("none", "running", "finished", "batched")
    for place, process in enumerate(reporters):
        yield reporting(process)
        if place:
            yield reporting_batched(process)
        yield reporting_cancelled(process)
    yield from ("reported", "quit_cancelled", "cancelled", "vanished", "gone")


def _events(states: tuple[str, ...], reporters: tuple[str, ...]) -> Iterator[Declared]:
    """The events that all transfers have, then those of each process."""
    app = reporting(reporters[0])
    yield "start", (("none", "running"),)
    yield "finish", (("running", "finished"),)
    yield "cancel", _total(states, {"running": "finished"})
    yield "batch_waiting", (("finished", "batched"), ("batched", "batched"))
    yield "batch_running", (("running", "running"),)
    yield "batch_rest", tuple((state, state) for state in states if state not in (*UNREPORTED, "running"))
    yield "swallow", tuple((state, "reported") for state in DELIVERABLE)
    yield "quit", _total(
        states, {"running": "quit_cancelled", app: "finished", reporting_cancelled(reporters[0]): "cancelled"}
    )
    yield "vanish", (("running", "vanished"),)
    yield "release", _total(states, {"quit_cancelled": "cancelled"})
    lost = dict.fromkeys((*UNREPORTED, app), "gone")
    yield "lose", _total(states, {**lost, reporting_cancelled(reporters[0]): "cancelled"})
    for state in states:
        if state not in ("none", "running"):
            yield f"restart_{state}", ((state, "running"),)
    for place, process in enumerate(reporters):
        yield from _of_process(states, process, own_batch=place > 0)


def _of_process(
    states: tuple[str, ...], process: str, own_batch: bool
) -> Iterator[Declared]:
    """Delivery to a process, its acknowledgement, and its interruption, which some transfers do not outlast."""
    heard, cut = reporting(process), reporting_cancelled(process)
    batch = reporting_batched(process) if own_batch else heard
    yield event_of("deliver", process), (("finished", heard), ("batched", batch), ("cancelled", cut))
    yield event_of("acknowledge", process), _total(states, dict.fromkeys((heard, batch, cut), "reported"))
    back = {heard: "finished", cut: "cancelled"} | ({batch: "batched"} if own_batch else {})
    yield event_of("interrupt", process), _total(states, back)
    yield event_of("forsake", process), _total(states, {**back, "running": "finished"})


def _total(states: tuple[str, ...], changes: dict[str, str]) -> tuple[Pair, ...]:
    """An event that every state can take: these change, all others stay."""
    return tuple((state, changes.get(state, state)) for state in states)


def _word(process: str) -> str:
    """A process's name as part of an id."""
    return "".join(letter if letter.isalnum() else "_" for letter in process)
