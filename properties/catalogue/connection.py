"""Who is connected to a session, and who is called for its events."""

from collections.abc import Iterator
from itertools import combinations

from model.machines.transfer import UNREPORTED
from model.rules import names
from model.rules.cast import Transfer
from model.rules.pieces import CONNECTED, UNCONNECTED, WAKE_OPEN
from properties.catalogue.speech import Speech, any_of, both
from properties.kinds import AlwaysPossible, Claim, LeadsTo, Never, NeverStep, Property


def single_connector(speech: Speech) -> Property:
    """A law of the platform (§5 N1)."""
    cast = speech.cast
    claims = tuple(
        Never(({one.object(each): CONNECTED, other.object(each): CONNECTED},))
        for each in cast.identifiers
        for one, other in combinations(cast.users(each), 2)
    )
    return Property(
        "single-connector", "never", "At no time are two processes connected to one session.", ("§5", "N1"),
        claims, "each session is used by one process only",
    )


def callbacks_wake_the_app(speech: Speech) -> Property:
    """A law of the platform, and what follows from it for callbacks that wait (§8 L4)."""
    says = "For callbacks that wait while nobody is connected the system wakes the app, and no other process."
    claims = (*_only_the_app(speech), *_waiting_callbacks(speech))
    return Property("callbacks-wake-the-app", "never-step", says, ("§8", "L4"), claims, "no callback ever has to wait")


def _only_the_app(speech: Speech) -> Iterator[Claim]:
    """No wake brings an extension to life."""
    wakes = speech.rules("wakes")
    for process in speech.cast.extensions:
        stopped = speech.but(process.name, *process.running)
        yield NeverStep(wakes, (stopped,), ({process.name: process.running},))


def _waiting_callbacks(speech: Speech) -> Iterator[Claim]:
    """Callbacks that wait are answered by a wake, or by a process that connects; force-quit excuses."""
    for transfer in speech.cast.transfers:
        identifier = transfer.identifier
        waits = both({transfer.name: UNREPORTED}, speech.unconnected(identifier), speech.not_quit())
        users = ({user.object(identifier): CONNECTED} for user in speech.cast.users(identifier))
        heard = speech.but(transfer.name, *UNREPORTED)
        answered = any_of(({names.wake(identifier): WAKE_OPEN}, *users, heard))
        yield LeadsTo((waits,), (*answered, *speech.after_quit()))


def connected_process_gets_callbacks(speech: Speech) -> Property:
    """A law of the platform (§7)."""
    says = "No did-complete or did-finish-events is delivered to a process that is not connected."
    claims = tuple(
        NeverStep(delivered, ({process.object(identifier): UNCONNECTED},))
        for process in speech.cast.processes
        for identifier in process.identifiers
        if (delivered := speech.rules(f"delivered to {process.name} of {identifier.name}"))
    )
    return Property(
        "connected-process-gets-callbacks", "never-step", says, ("§7",), claims, "no callback is ever delivered"
    )


def session_can_become_free(speech: Speech) -> Property:
    """Nobody stays connected for good (§12 §20)."""
    claims = tuple(AlwaysPossible((speech.unconnected(each),)) for each in speech.cast.identifiers)
    says = "However far things have gone, each session can still become free of connections."
    return Property("session-can-become-free", "always-possible", says, ("§12", "§20"), claims, "no session is used")


def app_handles_extension_events(speech: Speech) -> Property:
    """Whoever is woken connects (§10 §16 L2)."""
    claims = [_somebody_connects(speech, transfer) for transfer in speech.cast.transfers]
    says = "When a wake has begun, sooner or later a process connects to its session."
    return Property(
        "app-handles-extension-events", "leads-to", says, ("§10", "§16", "L2"), tuple(claims), "no wake ever begins"
    )


def _somebody_connects(speech: Speech, transfer: Transfer) -> Claim:
    """A wake has begun, its cause has not been heard of, nobody is connected: somebody will be, or it is heard of."""
    identifier = transfer.identifier
    call = speech.system.scene.callback(speech.cast.app, "handle-events", identifier)
    begun = both({names.wake(identifier): WAKE_OPEN, transfer.name: PENDING}, speech.unconnected(identifier))
    woken = any_of((both(begun, speech.but(call.line, "out")), both(begun, {call.thread: (call.at(0),)})))
    users = ({user.object(identifier): CONNECTED} for user in speech.cast.users(identifier))
    return LeadsTo(woken, (*users, speech.but(transfer.name, *PENDING, "gone"), *speech.after_quit()))


PENDING = ("running", "batched")
