"""Drives declared machines by python-statemachine's own engine, beside the tables that were compiled from them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import TypeAlias

from statemachine import StateMachine
from statemachine.exceptions import TransitionNotAllowed

from model.declaring import Interaction

World: TypeAlias = Mapping[str, str]


class Driver:
    """One machine's engine: put into a state, sent an event, and asked where it is."""

    def __init__(self, machine: type[StateMachine]) -> None:
        """Start an engine of this class."""
        self._machine = machine
        self._values = {state.id: state.value for state in machine.states}
        self._ids: dict[object, str] = {state.value: state.id for state in machine.states}
        self._refused: set[tuple[str, str]] = set()
        self._engine = machine()

    def state(self) -> str:
        """Where the engine is: at first, where it starts."""
        return self._ids[self._engine.current_state_value]

    def outcome(self, state: str, event: str) -> str | None:
        """The state that the event leads to, or None where the engine refuses it.

        A refusal is asked once: unlike a transition it costs a traceback, and nothing but the state decides it.
        """
        if (state, event) in self._refused:
            return None
        if self._engine.is_terminated:  # an engine that once entered a final state refuses everything for ever
            self._engine = self._machine()
        self._engine.current_state_value = self._values[state]
        try:
            self._engine.send(event)
        except TransitionNotAllowed:
            self._refused.add((state, event))
            return None
        return self._ids[self._engine.current_state_value]

    def outcomes(self, state: str, events: str | Iterable[str]) -> tuple[str, ...]:
        """Where any of these events lead, each place once, in the order of the events."""
        found = [self.outcome(state, event) for event in ((events,) if isinstance(events, str) else events)]
        return tuple(dict.fromkeys(end for end in found if end is not None))


def driven(world: World, interaction: Interaction, drivers: Mapping[str, Driver]) -> Iterator[World]:
    """The worlds that an interaction leads to by the engines alone."""
    for machine, states in interaction.when.items():
        if world[machine] not in ((states,) if isinstance(states, str) else tuple(states)):
            return
    ends: list[tuple[str, ...]] = []
    for machine, events in interaction.moves.items():
        ends.append(drivers[machine].outcomes(world[machine], events))
        if not ends[-1]:
            return
    for choice in product(*ends):
        yield {**world, **dict(zip(interaction.moves, choice, strict=True))}


def start_of(machine: type[StateMachine]) -> str:
    """Where a new engine of this class starts."""
    (state,) = machine().configuration
    return str(state.id)
