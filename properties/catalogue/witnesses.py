"""What must be able to happen, so that nothing holds because nothing happens (§22 §25)."""

from model.machines.transfer import reporting
from model.rules import names
from model.rules.cast import Process
from properties.catalogue.speech import Conjunction, Speech
from properties.kinds import Property, Witness

NO_TRANSFER = "no extension starts a transfer"


def _told(speech: Speech, process: Process) -> tuple[Conjunction, ...]:
    """A transfer of an extension is being reported to a process."""
    return tuple(
        {each.name: (reporting(process.name),)}
        for each in speech.extension_transfers()
        if each.identifier in process.identifiers
    )


def completion_may_reach_extension(speech: Speech) -> Property:
    """If the transfer is quick, the extension is told (§22)."""
    where = tuple(each for process in speech.cast.extensions for each in _told(speech, process))
    claims = (Witness(where),) if speech.extension_transfers() else ()
    says = "did-complete of an extension's transfer may come to the extension."
    return Property("completion-may-reach-extension", "witness", says, ("§22",), claims, NO_TRANSFER)


def completion_may_reach_app(speech: Speech) -> Property:
    """If the extension is gone by then, the app is told (§22)."""
    claims = (Witness(_told(speech, speech.cast.app)),) if speech.extension_transfers() else ()
    says = "did-complete of an extension's transfer may come to the app."
    return Property("completion-may-reach-app", "witness", says, ("§22",), claims, NO_TRANSFER)


def events_may_arrive_in_foreground(speech: Speech) -> Property:
    """handle-events while the app is in front (§25)."""
    where = tuple({names.wake(each): ("open_in_front",)} for each in speech.cast.identifiers)
    says = "handle-events may come while the app is in the foreground."
    claims = (Witness(where),) if speech.cast.transfers else ()
    return Property("events-may-arrive-in-foreground", "witness", says, ("§25",), claims, "nothing is ever started")
