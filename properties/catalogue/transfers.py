"""Transfers: started in time, heard of by code that records them, recovered, and not doubled."""

from collections.abc import Iterator

from model.design import Extension
from model.machines.transfer import UNREPORTED
from model.rules import names
from model.rules.cast import Process, Transfer, every_action
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
    claims: list[Claim] = [
        NeverStep(speech.rules(f"did-complete of {each.name} ends"), after=({each.record: UNRECORDED},))
        for each in speech.cast.transfers
    ]
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
    """For each place where a run completes its request: a start that comes later, or waits for an answer."""
    extension = process.settings
    assert isinstance(extension, Extension)
    actions = list(every_action(extension.run))
    for transfer in speech.cast.transfers:
        if transfer.owner != process.name or not transfer.site.startswith("run."):
            continue
        start = transfer.site.removeprefix("run.")
        for site, action in actions:
            if action.do == "complete-request":
                completes = speech.rules(f"completes at run.{site} in run {transfer.run}")
                if _place(start) > _place(site):
                    yield NeverStep(completes, ({transfer.name: ("none",)},))
                elif len(_place(start)) > 1 and _place(start)[0] != _place(site)[0]:
                    waiting = tuple(_waiting(speech, process, (transfer.run, _place(start)[0])))
                    yield NeverStep(completes, tuple(both({transfer.name: ("none",)}, each) for each in waiting))


def _place(site: str) -> tuple[int, ...]:
    """A site as numbers, compared as code runs."""
    return tuple(int(part) for part in site.split("."))


def _waiting(speech: Speech, process: Process, where: tuple[int, int]) -> Iterator[Conjunction]:
    """The answer to the request at a place of a run is awaited, or what follows it waits in line."""
    run, place = where
    for callback in speech.system.scene.code:
        if callback.scope.process == process and callback.scope.key == "run" and callback.scope.run == run:
            if callback.label == f"run {run}":
                yield {names.request(callback, place): ("in_flight", "held")}
            elif callback.label == f"answer in run {run}, step {place + 1}":
                yield speech.but(callback.line, "out")


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


