"""The completion handler of a wake: called, once, the right one, in time, on the main thread."""

from collections.abc import Iterator

from model.rules import names
from model.rules.cast import Identifier
from properties.catalogue.speech import Conjunction, Speech, both, steps
from properties.kinds import Claim, LeadsTo, NeverStep, Property

NO_WAKE = "no wake ever begins, so no handler is ever offered"
NEVER_CALLED = "no handler is ever called"


def completion_handler_always_called(speech: Speech) -> Property:
    """Expiry is no excuse, the end of the process is one (§14 §19 H4)."""
    claims: list[Claim] = [_owed_handler_called(speech, each) for each in speech.cast.identifiers]
    if not any(speech.stage.has(names.lost(each)) for each in speech.cast.identifiers):
        claims.append(NeverStep(speech.rules("handler lost")))
    says = "Every completion handler that the app is given is called, as long as the app lives."
    return Property(
        "completion-handler-always-called", "leads-to", says, ("§14", "§19", "H4"), tuple(claims), NO_WAKE
    )


def _owed_handler_called(speech: Speech, identifier: Identifier) -> Claim:
    """A handler offered, kept or lost is called, or the app dies; a loss is remembered where the app may end itself."""
    handler, lost = names.handler(identifier), names.lost(identifier)
    slot, owed = names.slot(speech.cast, identifier), _owed(identifier)
    remembers = speech.stage.has(lost)
    outstanding: tuple[Conjunction, ...] = ({handler: OFFERED}, {slot: owed})
    if remembers:
        outstanding = (*outstanding, {lost: ("yes",)})
    forgotten: Conjunction = {lost: ("no",)} if remembers else {}
    settled = both({handler: ("none", "spent")}, speech.but(slot, *owed), forgotten)
    return LeadsTo(outstanding, (settled,))


OFFERED = ("offered", "offered_late")


def _owed(identifier: Identifier) -> tuple[str, str]:
    """The states of a slot that holds a handler of this session not yet called."""
    return (names.content("fresh", identifier), names.content("late", identifier))


def handler_exactly_once(speech: Speech) -> Property:
    """A handler that stays in its slot is called again (H10)."""
    claims = steps(speech.rules("handler called again"), speech.rules("handler called"))
    says = "No completion handler is called a second time."
    return Property("handler-exactly-once", "never-step", says, ("H10",), claims, NEVER_CALLED)


def handler_keyed_by_identifier(speech: Speech) -> Property:
    """One slot for several handlers mixes them up or loses them (H1 H10)."""
    bad = speech.rules("another session's handler called", "handler overwritten")
    claims = steps(bad, speech.rules("handler called", "handler overwritten"))
    says = "No handler is called for another session's events, or overwritten before it was called."
    return Property("handler-keyed-by-identifier", "never-step", says, ("H1", "H10"), claims, NEVER_CALLED)


def handler_stored_before_finish(speech: Speech) -> Property:
    """Two unordered threads: did-finish-events may overtake handle-events (Q2 K6)."""
    claims = tuple(
        NeverStep(begins, ({names.handler(each): OFFERED},))
        for each in speech.cast.identifiers
        if (begins := speech.rules(f"did-finish-events begins {each.name}"))
    )
    says = "did-finish-events of a wake runs only after the handler of that wake was stored (or called)."
    return Property(
        "handler-stored-before-finish", "never-step", says, ("Q2", "K6"), claims, "did-finish-events never runs"
    )


def handler_not_called_too_early(speech: Speech) -> Property:
    """Once it is called the app may be suspended, with events or answers outstanding (H2 H3 A3)."""
    claims = tuple(
        NeverStep(speech.rules(f"calls handler of {each.name}"), tuple(_outstanding(speech, each)))
        for each in speech.cast.identifiers
    )
    says = (
        "The handler is not called while a transfer of its wake is unreported and only the app could hear of it, "
        "or while a request made in answer is in flight unprotected."
    )
    return Property(
        "handler-not-called-too-early", "never-step", says, ("H2", "H3", "A3"), claims, NEVER_CALLED
    )


def _outstanding(speech: Speech, identifier: Identifier) -> Iterator[Conjunction]:
    """What is still to come when the handler of a session may not be called yet."""
    app = speech.cast.app
    for transfer in speech.cast.on(identifier):
        yield both({transfer.name: ("batched",)}, speech.unconnected(identifier, but=app))
    for callback in speech.system.scene.code:
        scope = callback.scope
        if scope.process == app and scope.identifier == identifier and scope.program in ANSWERING:
            for place, instruction in enumerate(callback.code):
                if instruction.action.do == "request":
                    yield {names.request(callback, place): ("in_flight",)}


ANSWERING = ("handle-events", "did-complete", "did-finish-events")


def handler_on_main_thread(speech: Speech) -> Property:
    """UIKit wants it there; did-finish-events comes on the delegate queue (H5 Q4)."""
    claims = steps(speech.rules("handler called off main"), speech.rules("handler called"))
    says = "The handler is called on the main thread."
    return Property("handler-on-main-thread", "never-step", says, ("H5", "Q4"), claims, NEVER_CALLED)


