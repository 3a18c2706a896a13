"""store-handler and call-handler: what becomes of the completion handlers that wakes bring (§15 §19 H1 H10)."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.rules import names
from model.rules.cast import Cast, Identifier
from model.rules.code import IDLE, Callback, handler_block, queues_block
from model.rules.effect import NOTHING, Effect, join, move, when
from model.rules.pieces import Scene, runs
from model.rules.spot import Spot
from model.rules.stage import Deed

CALLED = "handler called"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that storing or calling can come to."""

    words: str
    effect: Effect
    marks: tuple[str, ...] = ()


def store_handler(spot: Spot) -> Iterator[Deed]:
    """The offered handler goes into its slot; one that was there and not yet called is overwritten."""
    handler = names.handler(spot.identifier)
    if spot.callback.later:
        yield spot.deed("has no handler to keep, handle-events having returned", spot.done, cites=("H4",))
        return
    yield spot.deed("has kept its handler already", spot.done, when(handler, "none"), cites=("H1",))
    for kind, offer in (
        ("fresh", move(handler, "take")),
        ("late", move(handler, "take_late")),
        ("stale", when(handler, "spent")),
    ):
        for outcome in _stored(spot.scene, spot.identifier, kind):
            yield spot.deed(outcome.words, spot.done, offer, outcome.effect, cites=("§15", "H1"), marks=outcome.marks)


def _stored(scene: Scene, identifier: Identifier, kind: str) -> Iterator[Outcome]:
    """What the slot held before decides whether a handler is lost."""
    cast = scene.stage.cast
    slot = names.slot(cast, identifier)
    draft = scene.stage.drafted(slot)
    target = names.content(kind, identifier)
    what = {"fresh": "keeps the completion handler", "late": "keeps the handler of an expired wake"}.get(
        kind, "keeps the handler though it was called already"
    )
    for state in draft.states:
        put = move(slot, draft.go(state, target))
        owner = _owed(cast, slot, state)
        if owner is None:
            yield Outcome(what if state == names.EMPTY else f"{what}, in place of one called before ({state})", put)
        else:
            loses = _loses(scene, owner)
            words = f"{what}, overwriting one of {owner.name} not yet called ({state})"
            yield Outcome(words, join(put, loses), ("handler overwritten", "handler lost"))


def _owed(cast: Cast, slot: str, state: str) -> Identifier | None:
    """Whose uncalled handler a slot holds in a state."""
    for identifier in cast.identifiers:
        uncalled = (names.content("fresh", identifier), names.content("late", identifier))
        if names.slot(cast, identifier) == slot and state in uncalled:
            return identifier
    return None


def call_handler(spot: Spot) -> Iterator[Deed]:
    """Call the handler: at once on the main thread (or where told to), else by a block queued there (H1 H5)."""
    if queues_block(spot.callback, spot.instruction):
        queue = spot.scene.lines.enqueue(handler_block(spot.callback, spot.place))
        yield spot.deed("queues a call of the handler on the main thread", spot.done, queue, cites=("H1", "Q4"))
        return
    off = () if spot.callback.scope.on_main else ("handler called off main",)
    offered = spot.callback.scope.key == "handle-events" and not spot.callback.later
    for outcome in calls(spot.scene, spot.identifier, (spot.instruction.action.keep, offered)):
        marks = (*outcome.marks, *off) if CALLED in outcome.marks else ()
        yield spot.deed(outcome.words, spot.done, outcome.effect, cites=("§19", "H3"), marks=marks)


def run_block(scene: Scene, callback: Callback, place: int) -> Iterator[Deed]:
    """The queued block comes to its turn on the main thread, and looks up the handler then (H1)."""
    block = handler_block(callback, place)
    process = callback.scope.process
    identifier = callback.code[place].identifier
    assert identifier is not None
    turn = join(when(block.thread, IDLE), runs(process))
    for behind, begin in scene.lines.begin(block):
        tail = "" if not behind else f" ({behind} behind it in line)"
        for outcome in calls(scene, identifier, (callback.code[place].action.keep, False)):
            name = f"{process.name}, {block.label}: {outcome.words}{tail}"
            effect = join(turn, begin, outcome.effect)
            yield Deed(name, process.name, effect, "strong", ("§19", "H1", "H3"), outcome.marks)


def calls(scene: Scene, identifier: Identifier, how: tuple[bool, bool]) -> Iterator[Outcome]:
    """What a call finds: the offered handler (where it may), else what the slot of this session holds.

    `how`: whether the slot keeps what is called, and whether the offered handler is at hand.
    """
    keep, offered = how
    at_hand = when(names.handler(identifier), "none") if offered else NOTHING
    if offered:
        yield from _offered(scene, identifier)
    for outcome in _from_slot(scene, identifier, keep):
        yield Outcome(outcome.words, join(outcome.effect, at_hand), outcome.marks)


def _offered(scene: Scene, identifier: Identifier) -> Iterator[Outcome]:
    """handle-events calls what it was given, without a look at any slot; and perhaps once more."""
    handler, marks = names.handler(identifier), (CALLED, _calls(identifier))
    spend, what = move(handler, "spend"), f"calls the offered handler of {identifier.name}"
    answer = join(spend, when(handler, "offered"), _answer(scene, identifier))
    yield Outcome(what, answer, marks)
    yield Outcome(f"{what}, its wake expired", join(spend, when(handler, "offered_late")), marks)
    yield Outcome(f"{what} a second time", when(handler, "spent"), (*marks, "handler called again"))


def _answer(scene: Scene, identifier: Identifier) -> Effect:
    """The wake is over; with it goes what kept another from being due (D4)."""
    withdrawn = names.withdrawal(identifier)
    renewed = move(withdrawn, "renew") if scene.stage.has(withdrawn) else NOTHING
    return join(move(names.wake(identifier), "answer"), renewed)


def _calls(identifier: Identifier) -> str:
    """The mark of rules that call a handler of this session."""
    return f"calls handler of {identifier.name}"


def _from_slot(scene: Scene, asked: Identifier, keep: bool) -> Iterator[Outcome]:
    """Call what the slot holds, whosever it is."""
    cast = scene.stage.cast
    slot = names.slot(cast, asked)
    draft = scene.stage.drafted(slot)
    yield Outcome("finds no handler to call", when(slot, names.EMPTY))
    for owner in cast.identifiers:
        if names.slot(cast, owner) != slot:
            continue
        fresh, late, stale = (names.content(kind, owner) for kind in names.SLOT_KINDS)
        left = stale if keep else names.EMPTY
        marks = (CALLED, _calls(owner), *(("another session's handler called",) if owner != asked else ()))
        answer = _answer(scene, owner)
        yield Outcome(f"calls the handler of {owner.name}", join(move(slot, draft.go(fresh, left)), answer), marks)
        tardy = f"calls the handler of {owner.name}, its wake expired"
        yield Outcome(tardy, move(slot, draft.go(late, left)), marks)
        again = f"calls the handler of {owner.name} a second time"
        yield Outcome(again, move(slot, draft.go(stale, left)), (*marks, "handler called again"))


def return_of_handle_events(scene: Scene, callback: Callback) -> Iterator[Deed]:
    """handle-events returns; a handler neither kept nor called by then is lost (H4)."""
    scope = callback.scope
    assert scope.identifier is not None
    if not callback.returns:
        return
    lost = _loses(scene, scope.identifier)
    end = callback.at(len(callback.code))
    back = move(callback.thread, scene.stage.drafted(callback.thread).go(end, IDLE))
    handler, name = names.handler(scope.identifier), f"{scope.process.name}, {callback.label}"
    for words, effect in (
        ("returns", when(handler, "none", "spent")),
        ("returns without having kept or called its handler", join(move(handler, "take"), lost)),
        ("returns and loses the handler of its expired wake", join(move(handler, "take_late"), lost)),
    ):
        effects = join(back, runs(scope.process), effect)
        cites = ("§15", "H4") if "loses" in words or "without" in words else ("H1",)
        marks = ("handler lost",) if "loses" in words or "without" in words else ()
        yield Deed(f"{name}: {words}", scope.process.name, effects, "strong", cites, marks)


def _loses(scene: Scene, identifier: Identifier) -> Effect:
    """A handler of this session is lost; remembered only where the app may end itself, which would excuse it."""
    lost = names.lost(identifier)
    return move(lost, "lose") if scene.stage.has(lost) else NOTHING
