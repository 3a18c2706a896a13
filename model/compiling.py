"""Compiles a declared python-statemachine class into tables, without starting an engine (contract 1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import cast

from statemachine import Event, StateMachine

from model.compile_check import CompileError, check_class
from model.network import Pair

__all__ = ["CompileError", "CompiledMachine", "compile_machine"]


@dataclass(frozen=True, slots=True)
class CompiledMachine:
    """A machine as data: its states in declared order, and for each event the pairs (from, to) it allows."""

    name: str
    states: tuple[str, ...]
    initial: str
    events: Mapping[str, tuple[Pair, ...]]


@cache
def compile_machine(machine: type[StateMachine]) -> CompiledMachine:
    """Read the tables of a declared class; an event's pairs stand in the order of the states they start in.

    Raises:
        CompileError: the class says what a table cannot say (guards, callbacks, nesting, choices of one event), or
            uses a name that the library takes for itself.
    """
    check_class(machine)
    assert machine.initial_state is not None
    return CompiledMachine(
        name=machine.__name__,
        states=tuple(state.id for state in machine.states),
        initial=machine.initial_state.id,
        events=MappingProxyType(_pairs_by_event(machine)),
    )


def _pairs_by_event(machine: type[StateMachine]) -> dict[str, tuple[Pair, ...]]:
    """Give each event its pairs; a pair declared twice stands once."""
    pairs: dict[str, dict[Pair, None]] = {event.id: {} for event in cast(list[Event], machine.events)}
    for state in machine.states:
        for transition in state.transitions:
            target = transition.target or state
            for event in transition.events:
                pairs[event.id][state.id, target.id] = None
    return {event: tuple(found) for event, found in pairs.items()}
