"""request: a short request in a standard session, what waits for its answer, and how it is lost (§28 §30 A3 E4)."""

from collections.abc import Iterator
from dataclasses import replace

from model.machines.line import OUT
from model.rules import names
from model.rules.code import Callback, answered
from model.rules.effect import NOTHING, Effect, join, move
from model.rules.pieces import Scene, jump, runs, unless
from model.rules.spot import Spot
from model.rules.stage import Deed


def request(spot: Spot) -> Iterator[Deed]:
    """Send it, under an expiring activity if it is protected and the system grants one (E4)."""
    machine = names.request(spot.callback, spot.place)
    go = _waits(spot)
    if not spot.instruction.action.protected:
        yield spot.deed("sends a short request", go, move(machine, "go_out"), cites=("§28", "§29"), marks=("requests",))
        return
    held = "sends a short request under an expiring activity"
    yield spot.deed(held, go, move(machine, "go_out_held"), cites=("§30", "E4"), marks=("requests",))
    if spot.scene.stage.env.activity_expiry:
        bare = "sends a short request, refused an expiring activity"
        refused = spot.deed(bare, go, move(machine, "go_out"), cites=("E4",), marks=("requests",))
        yield replace(refused, fairness="none")


def _waits(spot: Spot) -> Effect:
    """The thread waits for the answer, or goes on at once where only a `then` waits."""
    if not spot.instruction.blocks:
        return spot.done
    return jump(spot.scene, spot.callback, (spot.callback.at(spot.place), spot.callback.answer(spot.place)))


def answers(scene: Scene, callback: Callback, place: int) -> Iterator[Deed]:
    """What may come of a request that is under way: its answer, the end of its protection, or nothing any more."""
    machine = names.request(callback, place)
    process = callback.scope.process
    what = f"the request of {process.name} in {callback.label}, step {place + 1}"
    for note, effect in _goes_on(scene, callback, place):
        answered_now = join(move(machine, "answer"), runs(process), effect)
        yield Deed(f"{what} is answered{note}", "network", answered_now, "strong", ("§28", "§29", "A3"))
    if callback.code[place].action.protected and scene.stage.env.activity_expiry:
        cut = join(move(machine, "cut_short"), runs(process))
        yield Deed(f"the expiring activity over {what} is cut short", "system", cut, "none", ("E4",))
    if callback.code[place].blocks:
        spot = Spot(scene, callback, place)
        words = "its request is lost, and the rest of the callback with it"
        yield spot.deed(words, spot.abandon(), move(machine, "give_up"), cites=("§30", "A3"))


def _goes_on(scene: Scene, callback: Callback, place: int) -> Iterator[tuple[str, Effect]]:
    """With the answer the thread goes on, or what waited for it is put in line, unless it is there already."""
    if callback.code[place].blocks:
        yield "", jump(scene, callback, (callback.answer(place), callback.at(place + 1)))
        return
    later = answered(callback, place)
    if not later.code:
        yield "", NOTHING
        return
    yield "", scene.lines.enqueue(later)
    yield ", an answer being in line already", unless(scene, later.line, OUT)
