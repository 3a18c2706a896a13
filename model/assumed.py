"""What every verdict on a design assumes where sources are silent or disagree, and the bounds it was judged within."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from model.design import Design


@dataclass(frozen=True, slots=True)
class Assumption:
    """One decision: the id it goes by, and what was decided."""

    id: str
    says: str


def assumptions(design: Design) -> tuple[Assumption, ...]:
    """The decisions that hold in this design's environment."""
    return tuple(_always(design)) + tuple(_switched(design))


def bounds(design: Design) -> Mapping[str, int]:
    """How often things may happen in one exploration."""
    found = {f"runs of {each.name}": each.runs for each in design.extensions}
    return {**found, "transfers of app": design.app.transfers}


def _always(design: Design) -> Iterator[Assumption]:
    """Decisions that every exploration rests on."""
    env = design.environment
    if env.strict_post:
        yield Assumption("K4", "After suspension a session reconnects only inside a wake; an extension's never does.")
    else:
        yield Assumption("K4", "A session object reconnects whenever its process runs again, wake or no wake.")
    if env.refusal == "invalidates":
        yield Assumption("K3", "A refusal -996 invalidates the object at once, and did-become-invalid tells it.")
    else:
        yield Assumption("K3", "A refused object stays, and tries again with the next task or the next resume.")
    yield Assumption("K11", "A report is heard when its callback returns; cut short, it goes to the next who connects.")
    yield Assumption("H11", "A wake in which nothing can happen any more runs out, its handler uncalled.")
    yield Assumption("H7", "did-finish-events comes once a wake, to a connected app, and to no dying object.")
    yield Assumption("H2", "A handler called early ends its wake; did-finish-events may still come while the app runs.")
    yield Assumption("L9", "Cancellations by force-quit wake nobody; they are told when a session is next created.")
    yield Assumption("S7", "Who makes a session while the old one is dying is handed the dying one.")
    yield Assumption("order", "Callbacks of one session come in any order its transfers may finish in.")
    yield Assumption("reconnection", "A process that runs again takes its connection back in a step of its own.")
    yield Assumption("due", "A connected app is suspended when nothing is due to it, or after an early call.")
    yield Assumption("activity", "While an expiring activity is held the system neither suspends nor ends the process.")
    if any(each.kind == "action" for each in design.extensions):
        yield Assumption("§1", "An action extension lives and dies as a share extension does.")


def _switched(design: Design) -> Iterator[Assumption]:
    """Decisions behind the switches that are on."""
    env = design.environment
    if env.wake_expiry or env.crash or env.authentication:
        yield Assumption("once", "Early expiry, crash and authentication happen at most once each.")
    if env.foreground_clears_wake:
        yield Assumption("D4", "A wake due but not begun is withdrawn while the app is in front, until news comes.")
    if env.lose_on_expiry:
        yield Assumption("T10", "What an expired wake had not reported is gone.")
    if env.vanish_on_force_quit:
        yield Assumption("L9 vanish", "A transfer cancelled by force-quit may vanish without a report.")
    if env.force_quit:
        yield Assumption("L8", "Who force-quits the app and never opens it again is owed nothing.")
    if env.profile == "simulator":
        yield Assumption("§27", "The simulator ends no dismissed extension; on a device it may.")
    if env.profile == "debugger":
        yield Assumption("§26", "A process under the debugger is neither suspended nor ended by the system.")
