"""Every action of the language, turned into its deeds, under the conditions written beside it."""

from collections.abc import Callable, Iterator, Mapping

from model.actions import STARTS
from model.rules import names
from model.rules.code import Callback
from model.rules.connecting import connect, drop_reference
from model.rules.effect import NOTHING, Effect, join, join_all, move, when
from model.rules.handling import call_handler, store_handler
from model.rules.pieces import WAKE_CLOSED, WAKE_OPEN, Scene, unless
from model.rules.requesting import request
from model.rules.spot import Spot, opposite, truths
from model.rules.stage import Deed
from model.rules.starting import restart_missing, start


def act(scene: Scene, callback: Callback, place: int) -> Iterator[Deed]:
    """The deeds of one action where its conditions hold, and the step that does nothing where one does not."""
    given = [("", NOTHING)]
    instruction = callback.code[place]
    for condition in instruction.conditions:
        assert instruction.identifier is not None
        for note, effect in truths(scene, opposite(condition), instruction.identifier):
            for earlier, held in given:
                word = condition.fact if condition.holds else f"not {condition.fact}"
                spot = Spot(scene, callback, place, join(held, effect), earlier + note)
                yield spot.deed(f"leaves out {instruction.action.do}: {word} does not hold", spot.done)
        given = [
            (earlier + note, join(held, effect))
            for note, effect in truths(scene, condition, instruction.identifier)
            for earlier, held in given
        ]
    for note, effect in given:
        yield from DEEDS[instruction.action.do](Spot(scene, callback, place, effect, note))


def _complete_request(spot: Spot) -> Iterator[Deed]:
    """The extension tells its host that it is done (§13 N12); a run that is over cannot be completed again."""
    counter, process, run = names.runs(spot.process), spot.process.name, spot.callback.scope.run
    own_run = run if spot.callback.scope.key == "run" else 0
    total_runs = [each for each in spot.scene.stage.states(counter) if each.startswith("in_run_")]
    current = [f"in_run_{own_run}"] if own_run else total_runs
    for state in current:
        event = f"end_{state.removeprefix('in_run_')}"
        yield spot.deed(
            f"completes its request{'' if own_run else f' of run {state[7:]}'}",
            spot.done, move(counter, event), move(process, "dismiss"),
            cites=("§13", "N12", "E1"),
            marks=("completes request", f"completes run {state[7:]} of {process}"),
        )
    yield spot.deed("completes a request that is over", spot.done, unless(spot.scene, counter, *current))


def _exit(spot: Spot) -> Iterator[Deed]:
    """The process ends itself; its transfers go on (L10)."""
    yield spot.deed("exits", spot.end_of_process(), cites=("L10",), marks=(f"ends {spot.process.name}",))


def _record(spot: Spot) -> Iterator[Deed]:
    """The outcome of the transfer is stored for good (§23 T7)."""
    transfer, scene = spot.callback.scope.transfer, spot.scene
    assert transfer is not None
    kept = move(transfer.record, "record")
    what, note = f"records the outcome of {transfer.name}", names.wake_record(spot.identifier)
    if not (spot.process.is_app and scene.stage.has(note)):
        yield spot.deed(what, spot.done, kept, cites=("§23", "T7"))
        return
    wake = names.wake(spot.identifier)
    noted = move(note, "note")
    yield spot.deed(f"{what} in its wake", spot.done, kept, noted, when(wake, *WAKE_OPEN), cites=("§23",))
    yield spot.deed(f"{what} outside a wake", spot.done, kept, when(wake, *WAKE_CLOSED), cites=("§23",))


def _finish_and_invalidate(spot: Spot) -> Iterator[Deed]:
    """No new tasks; the object goes once its running ones are done and reported (§12 §24 S3)."""
    yield from _invalidate(spot, "finish-tasks-and-invalidates", [("", NOTHING)])


def _invalidate_and_cancel(spot: Spot) -> Iterator[Deed]:
    """The same, and what runs is cancelled (§12 §24 S4)."""
    yield from _invalidate(spot, "invalidates and cancels", list(_cancels(spot)))


def _cancels(spot: Spot) -> Iterator[tuple[str, Effect]]:
    """What runs ends; where wakes are withdrawn, that is news for which one is due anew (D4)."""
    stage, withdrawn = spot.scene.stage, names.withdrawal(spot.identifier)
    transfers = stage.cast.on(spot.identifier)
    cut = join_all(move(each.name, "cancel") for each in transfers)
    if not stage.has(withdrawn):
        yield "", cut
        return
    yield ", with nothing running", join(cut, *(unless(spot.scene, each.name, "running") for each in transfers))
    for place, transfer in enumerate(transfers):
        earlier = (unless(spot.scene, each.name, "running") for each in transfers[:place])
        news = join(when(transfer.name, "running"), *earlier, move(withdrawn, "renew"))
        yield f", with {transfer.name} running", join(cut, news)


def _invalidate(spot: Spot, what: str, ends: list[tuple[str, Effect]]) -> Iterator[Deed]:
    """Invalidate the object that the code holds, if it holds a live one; `ends` is what becomes of its transfers."""
    process, identifier, scene = spot.process, spot.identifier, spot.scene
    thing, reference = process.object(identifier), process.reference(identifier)
    let_go = when(reference, "held") if process.caches else move(reference, "drop")
    cancels = spot.instruction.action.do == "invalidate-and-cancel"
    cites = ("§12", "§24", "S4") if cancels else ("§12", "§18", "§24", "S3")
    marks = ("invalidates", *((f"cancels {identifier.name}",) if cancels else ()))
    name = identifier.name
    for words, event in (("", "invalidate_connected"), (", while disconnected", "invalidate_disconnected")):
        for note, cut in ends:
            live = (spot.done, let_go, move(thing, event), cut)
            yield spot.deed(f"{what} {name}{words}{note}", *live, cites=cites, marks=marks)
    dead = ["absent", "refused_without_container", "invalidated", *(() if cancels else ("halted",))]
    if scene.stage.env.refusal == "retries":
        refused = (spot.done, let_go, move(thing, "invalidate_refused"))
        yield spot.deed(f"{what} {name}, its refused session", *refused, cites=cites, marks=marks)
    else:
        dead.append("refused_in_use")
    for note, cut in ends:
        dying = ("invalidating", "halted") if cancels else ("invalidating",)
        again = (spot.done, let_go, when(thing, *dying), cut)
        yield spot.deed(f"{what} {name} again{note}", *again, cites=cites, marks=marks)
    yield spot.deed(f"has no live object of {name} to invalidate", spot.done, let_go, when(thing, *dead))
    yield spot.deed(f"holds no object of {name} to invalidate", spot.done, when(reference, "none"))


def _forget_records(spot: Spot) -> Iterator[Deed]:
    """The records of the session's running transfers are wiped; stored outcomes stay."""
    session = spot.identifier.session
    mine = [each for each in spot.scene.stage.cast.transfers if each.identifier.session == session]
    wiped = (move(each.record, "forget") for each in mine)
    yield spot.deed(f"wipes the records of {session.name}", spot.done, *wiped)


def _restart(spot: Spot) -> Iterator[Deed]:
    """One transfer of the session after another: this place stands for the one named by the code's unfolding."""
    transfer = spot.instruction.transfer
    assert transfer is not None
    yield from restart_missing(spot, transfer)


DEEDS: Mapping[str, Callable[[Spot], Iterator[Deed]]] = {
    "connect": connect,
    **dict.fromkeys(STARTS, start),
    "request": request,
    "complete-request": _complete_request,
    "exit": _exit,
    "store-handler": store_handler,
    "call-handler": call_handler,
    "record-completion": _record,
    "finish-tasks-and-invalidate": _finish_and_invalidate,
    "invalidate-and-cancel": _invalidate_and_cancel,
    "drop-reference": drop_reference,
    "restart-missing": _restart,
    "forget-records": _forget_records,
}
