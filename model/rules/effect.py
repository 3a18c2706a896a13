"""A part of a rule: machines that move and machines that are asked, to be joined with other parts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Effect:
    """Machine -> events of which one happens, and machine -> states one of which must hold."""

    moves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    when: Mapping[str, frozenset[str]] = field(default_factory=dict)


NOTHING = Effect()


def move(machine: str, *events: str) -> Effect:
    """One machine takes one of these events."""
    return Effect(moves={machine: events})


def when(machine: str, *states: str) -> Effect:
    """One machine is in one of these states."""
    return Effect(when={machine: frozenset(states)})


def join(*effects: Effect) -> Effect:
    """All parts at once; conditions on one machine are intersected (and may come out empty: never)."""
    moves: dict[str, tuple[str, ...]] = {}
    asked: dict[str, frozenset[str]] = {}
    for effect in effects:
        for machine, events in effect.moves.items():
            assert moves.get(machine, events) == events, f"two movers for {machine}: {moves[machine]}, {events}"
            moves[machine] = events
        for machine, states in effect.when.items():
            asked[machine] = asked[machine] & states if machine in asked else states
    return Effect(moves, asked)


def join_all(effects: Iterable[Effect]) -> Effect:
    """The same, of any number of parts."""
    return join(*effects)


def override(base: Effect, *special: Effect) -> Effect:
    """The base, but where a special part moves a machine, that is how it moves."""
    extra = join(*special)
    rest = {machine: events for machine, events in base.moves.items() if machine not in extra.moves}
    return join(Effect(rest, base.when), extra)
