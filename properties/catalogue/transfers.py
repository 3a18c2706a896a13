"""Transfers: started in time, heard of by code that records them, recovered, and not doubled."""

from collections.abc import Iterator

from model.machines.transfer import UNREPORTED, told
from model.rules import names
from model.rules.cast import Process, Transfer
from properties.catalogue.speech import Conjunction, Speech, both, steps
from properties.kinds import Claim, LeadsTo, NeverStep, Property

UNRECORDED = ("unlisted", "listed")


def events_in_foreground_handled(speech: Speech) -> Property:
    """handle-events may come while the app is in front; the events want handling all the same (§25)."""
    front = ("open_in_front", "told_in_front")
    claims = tuple(
        LeadsTo(
            ({names.wake(each.identifier): front, each.name: UNREPORTED},),
            ({each.name: ("reported",)}, *speech.after_quit()),
        )
        for each in speech.cast.transfers
    )
    says = "When a wake finds the app in front, its events are handled as in any other."
    return Property(
        "events-in-foreground-handled", "leads-to", says, ("§25",), claims, "no wake finds the app in front"
    )


def every_completion_handled(speech: Speech) -> Property:
    """Completion code belongs in every process that may be told (§22 §23)."""
    claims: list[Claim] = []
    for transfer in speech.cast.transfers:
        unrecorded = ({transfer.record: UNRECORDED},)
        for process in speech.cast.users(transfer.identifier):
            ends = speech.rules(f"did-complete of {transfer.name} ends in {process.name}")
            claims.append(NeverStep(ends, (speech.among(transfer.name, *told(process.name)),), unrecorded))
        claims.append(NeverStep(speech.rules(f"did-complete of {transfer.name} is followed up"), after=unrecorded))
    claims.append(NeverStep(speech.rules("reported to nobody")))
    claims.append(steps((), speech.rules("delivered"))[1])
    says = "Whichever process did-complete comes to, its code records the outcome."
    return Property(
        "every-completion-handled", "never-step", says, ("§22", "§23"), tuple(claims), "no completion is delivered"
    )


def every_transfer_eventually_handled(speech: Speech) -> Property:
    """What the daemon accepted is recorded by somebody in the end (§13 §17); force-quit for good excuses (L8)."""
    claims = tuple(
        LeadsTo(
            (both(speech.but(each.name, "none"), {each.record: UNRECORDED}),),
            ({each.record: ("recorded",)}, *speech.after_quit(), *_beyond_bound(speech, each)),
        )
        for each in speech.cast.transfers
    )
    says = "Every transfer that was started is recorded by some process sooner or later."
    return Property(
        "every-transfer-eventually-handled", "leads-to", says, ("§13", "§17"), claims, "no transfer is ever started"
    )


def _beyond_bound(speech: Speech, transfer: Transfer) -> tuple[Conjunction, ...]:
    """What a second force-quit takes is not asked for: each transfer is restarted at most once in an exploration."""
    taken = ("quit_cancelled", "cancelled", "vanished")
    return ({transfer.restart: ("used",), transfer.name: taken},) if speech.stage.has(transfer.restart) else ()


def extension_starts_before_it_quits(speech: Speech) -> Property:
    """The request is completed only when the task has been started (§13)."""
    claims: list[Claim] = [
        claim for process in speech.cast.extensions for claim in _completes_too_soon(speech, process)
    ]
    claims.append(steps((), speech.rules("completes request"))[1])
    says = "No extension completes its request with its transfer still to be started."
    return Property(
        "extension-starts-before-it-quits", "never-step", says, ("§13",), tuple(claims),
        "no extension ever completes its request",
    )


def _completes_too_soon(speech: Speech, process: Process) -> Iterator[Claim]:
    """Whoever completes a run, no start of that run is still before its code, or waits for an answer."""
    for transfer in speech.cast.transfers:
        if transfer.owner == process.name and transfer.site.startswith("run."):
            completes = speech.rules(f"completes run {transfer.run} of {process.name}")
            ahead = (both({transfer.name: ("none",)}, each) for each in _ahead(speech, process, transfer))
            yield NeverStep(completes, tuple(ahead))


def _ahead(speech: Speech, process: Process, transfer: Transfer) -> Iterator[Conjunction]:
    """The place where a transfer starts is still to come: in the run itself, or in what follows a request of it."""
    scene = speech.system.scene
    for callback in scene.code:
        scope = callback.scope
        if (scope.process, scope.key, scope.run) != (process, "run", transfer.run):
            continue
        for place, instruction in enumerate(callback.code):
            inside = instruction.action.then is not None and transfer.site.startswith(f"{instruction.site}.")
            if instruction.site == transfer.site or inside:
                yield {callback.thread: callback.states[: callback.states.index(callback.at(place)) + 1]}
                if scene.lines.waits(callback):
                    yield speech.but(callback.line, "out")
            if inside:
                yield {names.request(callback, place): ("in_flight", "held")}


def short_request_survives(speech: Speech) -> Property:
    """A standard request does not outlive suspension or the end of its process (§28 §30)."""
    claims = []
    for process in speech.cast.processes:
        ends = speech.rules(f"suspends {process.name}", f"ends {process.name}")
        for request in speech.system.scene.requests(process):
            under_way = ({request: ("in_flight", "held")},)
            claims += [NeverStep(ends, under_way, ({request: ("lost",)},)), *steps((), speech.rules("requests"))[1:]]
    says = "No short request is lost because its process was suspended or ended before the answer."
    return Property(
        "short-request-survives", "never-step", says, ("§28", "§30"), tuple(claims), "no short request is ever made"
    )


def force_quit_recovered(speech: Speech) -> Property:
    """What force-quit cancelled is started again or recorded once the user is back (L8 L9)."""
    claims = tuple(
        LeadsTo(
            (both({each.name: ("quit_cancelled", "vanished")}, speech.not_quit()),),
            (
                {each.record: ("recorded",)},
                {each.name: ("running",)},
                *speech.after_quit(),
                *_beyond_bound(speech, each),
            ),
        )
        for each in speech.cast.transfers
        if speech.stage.has(names.FORCE_QUIT)
    )
    says = "After a force-quit and the next opening, what was cancelled or vanished is started again or recorded."
    return Property(
        "force-quit-recovered", "leads-to", says, ("L8", "L9"), claims, "nothing is cancelled by a force-quit here"
    )


def no_duplicate_transfer(speech: Speech) -> Property:
    """A session does not list what has finished unreported: missing is not lost (T9 S13)."""
    claims = steps(speech.rules("duplicated"), speech.rules("started"))
    says = "No second task is started for work whose first is alive or not yet reported."
    return Property("no-duplicate-transfer", "never-step", says, ("T9", "S13"), claims, "no transfer is ever started")


