"""Being refused a session: by whom, when, and whether one can come back."""

from collections.abc import Iterator

from model.rules import names
from model.rules.pieces import WAKE_OPEN
from properties.catalogue.speech import Speech, steps
from properties.kinds import AlwaysPossible, Claim, Property, Static

NO_EXTENSION = "no extension ever connects to a session"


def _extensions_connect(speech: Speech) -> tuple[str, ...]:
    """The rules by which an extension comes by a connection, or is refused one."""
    marks = [f"connects {process.name}" for process in speech.cast.extensions]
    return speech.rules(*marks, "extension refused", "refused without container") if marks else ()


def extension_not_refused_when_idle(speech: Speech) -> Property:
    """An idle app, or another extension, is in the way (§20 §21)."""
    says = (
        "No extension is refused a session (-996) by an app that is not handling it at that moment, "
        "or by the process of another extension."
    )
    claims = steps(speech.rules("extension refused when idle"), _extensions_connect(speech))
    return Property("extension-not-refused-when-idle", "never-step", says, ("§20", "§21"), claims, NO_EXTENSION)


def extension_never_refused(speech: Speech) -> Property:
    """The strict form, which the post's own recipe breaks while the app handles events (§6 §20)."""
    says = "No extension is ever refused a session (-996), whatever the app is doing."
    claims = steps(speech.rules("extension refused"), _extensions_connect(speech))
    return Property(
        "extension-never-refused", "never-step", says, ("§6", "§20"), claims, NO_EXTENSION, strict=True
    )


def refused_extension_can_retry(speech: Speech) -> Property:
    """A refusal is not for ever (§20 K3)."""
    says = "An extension that was refused a session and has a run left can still start something on it in a later run."
    return Property(
        "refused-extension-can-retry", "always-possible", says, ("§20", "K3"), tuple(_retries(speech)),
        "no extension is refused with a run left",
    )


def _retries(speech: Speech) -> Iterator[Claim]:
    """For each run but the last, and each session: from a refusal in it, a later run's transfer may still start."""
    for process in speech.cast.extensions:
        mine = [each for each in speech.cast.transfers if each.owner == process.name]
        for run in sorted({each.run for each in mine})[:-1]:
            counted = {names.runs(process): (names.in_run(run), names.after_run(process, run))}
            for identifier in process.identifiers:
                later = (each for each in mine if each.run > run and each.identifier.session == identifier.session)
                started = tuple(speech.but(each.name, "none") for each in later)
                if identifier.run in (0, run) and started:
                    refused = {process.attempt(identifier): ("excused", "unexcused"), **counted}
                    yield AlwaysPossible(started, (refused,))


def app_not_refused_in_its_wake(speech: Speech) -> Property:
    """Between the wake and the app's connect an extension may have taken the session (N1 L1)."""
    claims: list[Claim] = []
    for identifier in speech.cast.identifiers:
        refused = speech.rules(f"app refused {identifier.name}")
        claims += steps(refused, speech.rules(f"wakes for {identifier.name}"), ({names.wake(identifier): WAKE_OPEN},))
    says = "The app is not refused a session inside the wake it was woken for."
    return Property(
        "app-not-refused-in-its-wake", "never-step", says, ("§8", "N1", "L1"), tuple(claims), "no wake ever begins"
    )


def shared_container_set(speech: Speech) -> Property:
    """Without a container that both sides reach, the extension's session is dead from birth (§3 C5)."""
    bare = dict.fromkeys(
        identifier.session
        for process in speech.cast.extensions
        for identifier in process.identifiers
        if not identifier.session.shared_container
    )
    faults = tuple(f"session {each.name!r} is used by an extension without a shared container" for each in bare)
    found = Static(faults, tuple(each.place for each in bare))
    dynamic = steps(speech.rules("refused without container"), _extensions_connect(speech))
    says = "No extension is refused its session for want of a shared container (-995)."
    claims = (*dynamic, found) if faults else dynamic
    return Property("shared-container-set", "never-step", says, ("§3", "C5"), claims, NO_EXTENSION)


