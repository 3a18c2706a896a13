"""How a wake ends that no code ends: it runs out, with nothing left to happen or before that (H4 H11 T10)."""

from collections.abc import Iterator

from model.machines.transfer import DELIVERABLE, told
from model.rules import names
from model.rules.cast import Identifier
from model.rules.effect import NOTHING, Effect, join, join_all, move, override, when
from model.rules.pieces import WAKE_CLOSED, WAKE_OPEN, Scene, at_rest, clear_records, debugged, runs, suspension, unless
from model.rules.stage import Deed


def expiry(scene: Scene, identifier: Identifier) -> Iterator[Deed]:
    """The ways in which the wake of a session runs out."""
    for words, quiet in _quiet(scene, identifier):
        for note, leaves in (*_behind(scene, identifier), _in_front(scene)):
            ends = join(_ends(scene, identifier), _lost(scene, identifier, words))
            effect = join(_nothing_goes_on(scene), quiet, override(leaves, ends))
            name = f"the wake for {identifier.name} expires: {words}{note}"
            yield Deed(name, "system", effect, "strong", ("H4", "H11"), _marks(scene))
    if scene.stage.env.wake_expiry:
        yield from _early(scene, identifier)


def _early(scene: Scene, identifier: Identifier) -> Iterator[Deed]:
    """A wake in the background runs out with callbacks still to come, once in an exploration (H11)."""
    transfers = scene.stage.cast.on(identifier) if scene.stage.env.lose_on_expiry else ()
    lost = join_all(move(each.name, "lose") for each in transfers)
    for note, leaves in _behind(scene, identifier):
        effect = join(
            override(leaves, join(lost, _ends(scene, identifier))),
            move(names.EARLY_EXPIRY, "use"),
            move(names.handler(identifier), "expire"),
        )
        name = f"the wake for {identifier.name} runs out early{note}"
        yield Deed(name, "system", effect, "none", ("H11",), _marks(scene))


def _marks(scene: Scene) -> tuple[str, ...]:
    """What an expiry stands for: it may suspend the app."""
    return (f"suspends {scene.stage.cast.app.name}",)


def _ends(scene: Scene, identifier: Identifier) -> Effect:
    """The wake is over, and a handler kept for it is late from now on."""
    slot = names.slot(scene.stage.cast, identifier)
    withdrawn = names.withdrawal(identifier)
    return join(
        move(names.wake(identifier), "expire"),
        move(slot, names.expiry_event(identifier)),
        clear_records(scene, identifier),
        move(withdrawn, "renew") if scene.stage.has(withdrawn) else NOTHING,
    )


def _in_front(scene: Scene) -> tuple[str, Effect]:
    """An app in front stays where it is."""
    return ", the app in front", when(scene.stage.cast.app.name, "foreground")


def _behind(scene: Scene, identifier: Identifier) -> Iterator[tuple[str, Effect]]:
    """An app in the background is suspended, unless another wake is open or it runs under the debugger (§26)."""
    app = scene.stage.cast.app
    others = [each for each in scene.stage.cast.identifiers if each != identifier]
    back = when(app.name, "background")
    if debugged(scene.stage.env, app):
        yield "", back
        return
    closed = join_all(when(names.wake(each), *WAKE_CLOSED) for each in others)
    requests = list(scene.requests(app))
    free = join_all(unless(scene, each, "held") for each in requests)
    yield "", join(closed, free, move(app.name, "suspend"), suspension(scene, app))
    for place, request in enumerate(requests):
        unheld = (unless(scene, each, "held") for each in requests[:place])
        yield f", an activity being held for {request}", join(back, closed, when(request, "held"), *unheld)
    for place, other in enumerate(others):
        earlier = (when(names.wake(each), *WAKE_CLOSED) for each in others[:place])
        yield f", that for {other.name} going on", join(back, when(names.wake(other), *WAKE_OPEN), *earlier)


def _nothing_goes_on(scene: Scene) -> Effect:
    """The app is up and at rest, and no answer is awaited."""
    app = scene.stage.cast.app
    awaited = (when(request, "none", "lost") for request in scene.requests(app))
    return join(runs(app), at_rest(scene, app), *awaited)


def _quiet(scene: Scene, identifier: Identifier) -> Iterator[tuple[str, Effect]]:
    """The ways in which nothing of a session can be delivered to the app any more, no two at once."""
    stage, app = scene.stage, scene.stage.cast.app
    thing, wake = app.object(identifier), names.wake(identifier)
    transfers = stage.cast.on(identifier)
    busy = (*DELIVERABLE, *told(app.name))
    yield "the app is not connected", when(thing, "absent", "refused_in_use", "refused_without_container")
    finished = WAKE_OPEN if not identifier.session.delegate else ("told", "told_in_front")
    heard = join_all(unless(scene, each.name, *busy) for each in transfers)
    yield "all is delivered", join(when(thing, "connected"), when(wake, *finished), heard)
    for place, transfer in enumerate(transfers):
        rest = join_all(unless(scene, each.name, "running") for each in transfers[:place])
        waits = join(when(thing, "invalidating"), when(transfer.name, "running"), heard, rest)
        yield f"its object waits for {transfer.name}", waits


def _lost(scene: Scene, identifier: Identifier, words: str) -> Effect:
    """With `lose-on-expiry`, what was not reported in the wake is gone (T10)."""
    if not scene.stage.env.lose_on_expiry or words != "the app is not connected":
        return NOTHING
    return join_all(move(each.name, "lose") for each in scene.stage.cast.on(identifier))
