"""start-upload, start-download, start-data: one background task, or the reason why there is none (T1 S6 C12)."""

from collections.abc import Iterator

from model.rules import names
from model.rules.cast import Transfer, app_targets
from model.rules.connecting import refusals
from model.rules.effect import NOTHING, Effect, join, join_all, move, when
from model.rules.pieces import WAKE_CLOSED, unconnected, unless
from model.rules.spot import Spot
from model.rules.stage import Deed

STARTED = "started"


def start(spot: Spot) -> Iterator[Deed]:
    """The next transfer of this place starts, fails, raises, or there is nothing left to send."""
    if spot.process.is_app:
        yield from _by_app(spot)
        return
    for run, transfer in _of_runs(spot):
        yield spot.deed(f"finds nothing to send{_told(run)}", spot.done, _used(spot, transfer), _asked(spot, run))
        yield from _attempts(spot, transfer, join(move(transfer.name, "start"), _asked(spot, run)))


def _told(run: int) -> str:
    """A word on the run, where it is not plain from the callback."""
    return f" in run {run}" if run else ""


def _asked(spot: Spot, run: int) -> Effect:
    """The extension's latest run is this one."""
    if not run:
        return NOTHING
    return when(names.runs(spot.process), names.in_run(run), names.after_run(spot.process, run))


def _of_runs(spot: Spot) -> Iterator[tuple[int, Transfer]]:
    """The transfer that this place of an extension's code makes, for each run that it may belong to."""
    scope = spot.callback.scope
    mine = [
        each
        for each in spot.scene.stage.cast.on(spot.identifier)
        if each.owner == spot.process.name and each.site == spot.instruction.site
    ]
    for transfer in mine:
        if scope.run in (0, transfer.run):
            yield (0 if scope.run else transfer.run), transfer


def _by_app(spot: Spot) -> Iterator[Deed]:
    """The app makes its transfers one after another, as many as the design allows."""
    cast = spot.scene.stage.cast
    slots = [each for each in cast.on(spot.identifier) if each.owner == spot.process.name]
    shared = len(app_targets(cast.design, cast.identifiers)) > 1
    total = cast.design.app.transfers
    for place, transfer in enumerate(slots):
        earlier = (_used(spot, each) for each in slots[:place])
        spend = move(names.BUDGET, "spend") if shared else NOTHING
        yield from _attempts(spot, transfer, join(move(transfer.name, "start"), spend, *earlier))
    empty = when(names.BUDGET, "0") if shared else join_all(_used(spot, each) for each in slots)
    yield spot.deed("finds nothing to send", spot.done, empty if total else NOTHING)


def _used(spot: Spot, transfer: Transfer) -> Effect:
    """This transfer has been made."""
    return unless(spot.scene, transfer.name, "none")


def _attempts(spot: Spot, transfer: Transfer, begin: Effect) -> Iterator[Deed]:
    """One start of a transfer that has not been made: what the object at hand makes of it."""
    process, identifier = spot.process, spot.identifier
    thing, reference = process.object(identifier), process.reference(identifier)
    held = when(reference, "held")
    untouched = _untouched(spot, begin, transfer)
    if spot.instruction.action.body == "data":
        yield from _from_memory(spot, transfer, untouched)
        return
    yield spot.deed(
        f"starts {transfer.name}", spot.done, begin, held, when(thing, "connected"), _record(spot, transfer),
        cites=("§1", "T1", "C8"), marks=(STARTED,),
    )
    fail = ("start attempted", f"start failed {process.name} {identifier.name}")
    yield spot.deed(
        f"fails to start {transfer.name}: it holds no session object",
        spot.done, untouched, when(reference, "none"), cites=("§6",), marks=fail,
    )
    if not process.is_app and not identifier.session.shared_container:
        yield spot.deed(
            f"fails to start {transfer.name}: its session was refused for want of a container",
            spot.done, untouched, held, when(thing, "refused_without_container"),
            cites=("C5",), marks=("start attempted", "start failed without container"),
        )
    yield from _on_refused(spot, transfer, (begin, untouched))
    if spot.scene.stage.env.strict_post:
        closed = when(names.wake(identifier), *WAKE_CLOSED) if process.is_app else NOTHING
        yield spot.deed(
            f"fails to start {transfer.name}: its session is disconnected",
            spot.done, untouched, held, when(thing, "disconnected"), closed, cites=("K4",), marks=("start attempted",),
        )
    ending = spot.end_of_process(move(thing, "die_of_invalid_use"), move(reference, "drop"))
    yield spot.deed(
        f"creates {transfer.name} on an invalidated session: the process raises and dies",
        ending, untouched, cites=("S6",), marks=("start attempted", "raises", f"ends {process.name}"),
    )


def _from_memory(spot: Spot, transfer: Transfer, untouched: Effect) -> Iterator[Deed]:
    """An upload of data in memory is refused by an exception, whatever the object at hand (C12)."""
    thing, reference = spot.process.object(spot.identifier), spot.process.reference(spot.identifier)
    yield spot.deed(
        f"fails to start {transfer.name}: it holds no session object",
        spot.done, untouched, when(reference, "none"), cites=("§6",),
        marks=("start attempted", f"start failed {spot.process.name} {spot.identifier.name}"),
    )
    ending = spot.end_of_process(move(thing, "die"), move(reference, "drop"))
    yield spot.deed(
        f"creates {transfer.name} from data in memory: the process raises and dies",
        ending, untouched, cites=("C12",), marks=("start attempted", f"ends {spot.process.name}"),
    )


def _untouched(spot: Spot, begin: Effect, transfer: Transfer) -> Effect:
    """What the start asks, without its moves: the transfer has not been made, and may be."""
    asked = Effect(when=begin.when)
    left = unless(spot.scene, names.BUDGET, "0") if names.BUDGET in begin.moves else NOTHING
    return join(asked, when(transfer.name, "none"), left)


def _on_refused(spot: Spot, transfer: Transfer, parts: tuple[Effect, Effect]) -> Iterator[Deed]:
    """On an object that was refused -996: the start fails, or where refusals are retried, tries again (N2 N3)."""
    begin, untouched = parts
    process, identifier, scene = spot.process, spot.identifier, spot.scene
    thing = process.object(identifier)
    held, refused = when(process.reference(identifier), "held"), when(thing, "refused_in_use")
    failed = ("start attempted", f"start failed {process.name} {identifier.name}")
    if scene.stage.env.refusal == "invalidates":
        yield spot.deed(
            f"fails to start {transfer.name}: its session was refused (-996)",
            spot.done, untouched, held, refused, cites=("§6",), marks=failed,
        )
        return
    accept = move(process.attempt(identifier), "accept")
    yield spot.deed(
        f"starts {transfer.name}, its refused session now connecting",
        spot.done, begin, held, move(thing, "retry"), unconnected(scene, identifier, process), accept,
        _record(spot, transfer), cites=("N3", "K3"), marks=(STARTED,),
    )
    for words, effect, marks in refusals(scene, process, identifier):
        unexcused = ("start failed idle",) if "extension refused when idle" in marks else ()
        yield spot.deed(
            f"fails to start {transfer.name} (-996): {words}",
            spot.done, untouched, held, refused, effect,
            cites=("N2", "N3", "K3"), marks=("start attempted", *marks, *unexcused),
        )


def _record(spot: Spot, transfer: Transfer) -> Effect:
    """The same step writes the transfer to the records, unless the code does not."""
    if spot.instruction.action.unrecorded:
        return NOTHING
    return move(transfer.record, "enlist")


def restart_missing(spot: Spot, transfer: Transfer) -> Iterator[Deed]:
    """One transfer on record that the session no longer lists starts again, once (L9 S13 T9)."""
    process, identifier = spot.process, spot.identifier
    thing, reference = process.object(identifier), process.reference(identifier)
    connected = join(when(reference, "held"), when(thing, "connected"))
    waits = () if spot.scene.stage.env.strict_post else ("disconnected",)
    others = unless(spot.scene, thing, "connected", *waits)
    listed, missing = when(transfer.record, "listed"), _missing(spot, transfer)
    what = transfer.name
    yield spot.deed(f"cannot ask for {what}: it holds no session object", spot.done, when(reference, "none"))
    yield spot.deed(f"cannot ask for {what}", spot.done, when(reference, "held"), others)
    unlisted = when(transfer.record, "unlisted", "recorded")
    yield spot.deed(f"finds {what} not on record", spot.done, connected, unlisted)
    present = when(transfer.name, "none", "running")
    yield spot.deed(f"finds {what} still listed", spot.done, connected, listed, present, cites=("S13",))
    used = when(transfer.restart, "used")
    yield spot.deed(f"has restarted {what} before", spot.done, connected, listed, when(transfer.name, *missing), used)
    for state in missing:
        again = move(transfer.name, f"restart_{state}")
        unreported = state not in ("reported", "vanished", "gone", "quit_cancelled")
        yield spot.deed(
            f"restarts {what} ({state.replace('_', ' ')})",
            spot.done, connected, listed, again, move(transfer.restart, "use"),
            cites=("S13", "T9", "L9"), marks=(STARTED, *(("duplicated",) if unreported else ())),
        )
    dying = when(transfer.name, "cancelled")
    yield spot.deed(
        f"finds {what} still listed, though force-quit has ended it",
        spot.done, connected, listed, dying, when(transfer.restart, "unused"), cites=("L9",),
    )


def _missing(spot: Spot, transfer: Transfer) -> tuple[str, ...]:
    """The states in which a session no longer lists a transfer that was made."""
    return spot.scene.stage.but(transfer.name, "none", "running")


