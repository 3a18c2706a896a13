"""From declared machines and the interactions that tie them to a Network: the way in for anybody's machines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from statemachine import StateMachine

from model.compiling import CompiledMachine, compile_machine
from model.network import Fairness, Machine, Network, NetworkError, Pair, Rule
from model.network_check import nearest


@dataclass(frozen=True, slots=True)
class Interaction:
    """Machines that move together by events: a rule before its machines are compiled.

    `moves` maps a machine to its event, or to several of which any may happen; `when` maps a machine to the
    state, or the states, it must be in; of one that moves, only the pairs that start there are kept.
    """

    name: str
    moves: Mapping[str, str | Iterable[str]]
    when: Mapping[str, str | Iterable[str]] = field(default_factory=dict)
    actor: str = "system"
    fairness: Fairness = "none"
    cites: tuple[str, ...] = ()


def compose_machines(machines: Mapping[str, type[StateMachine]], interactions: Iterable[Interaction]) -> Network:
    """Compile each class and tie the machines by the interactions; both keep their order.

    Raises:
        CompileError: a class that cannot be compiled.
        NetworkError: an interaction names a machine, an event or a state that is not there, or the network breaks
            one of its own rules.
    """
    compiled = {name: compile_machine(machine) for name, machine in machines.items()}
    return Network(
        machines=tuple(Machine(name, table.states, table.initial) for name, table in compiled.items()),
        rules=tuple(_rule(interaction, compiled) for interaction in interactions),
    )


def _rule(interaction: Interaction, compiled: Mapping[str, CompiledMachine]) -> Rule:
    """Turn the events of an interaction into pairs."""
    return Rule(
        name=interaction.name,
        actor=interaction.actor,
        moves={name: _union(interaction, name, compiled) for name in interaction.moves},
        when={name: _several(states) for name, states in interaction.when.items() if name not in interaction.moves},
        fairness=interaction.fairness,
        cites=interaction.cites,
    )


def _union(interaction: Interaction, name: str, compiled: Mapping[str, CompiledMachine]) -> tuple[Pair, ...]:
    """The pairs of all events named for one machine, each once, in the order named."""
    who = f"interaction `{interaction.name}`"
    if name not in compiled:
        raise NetworkError(f"{who}: unknown machine `{name}`; {nearest(name, compiled)}")
    table = compiled[name]
    pairs: dict[Pair, None] = {}
    for event in _several(interaction.moves[name]):
        if event not in table.events:
            mend = nearest(event, table.events)
            raise NetworkError(f"{who}: machine `{name}` ({table.name}) has no event `{event}`; {mend}")
        pairs |= dict.fromkeys(table.events[event])
    starts = _starts(interaction, name, table)
    return tuple(pair for pair in pairs if pair[0] in starts)


def _starts(interaction: Interaction, name: str, table: CompiledMachine) -> frozenset[str]:
    """Where a mover may start: anywhere, or where the interaction says."""
    if name not in interaction.when:
        return frozenset(table.states)
    starts = _several(interaction.when[name])
    unknown = next((state for state in starts if state not in table.states), None)
    if unknown is not None:
        mend = nearest(unknown, table.states)
        raise NetworkError(f"interaction `{interaction.name}`: machine `{name}` has no state `{unknown}`; {mend}")
    return frozenset(starts)


def _several(words: str | Iterable[str]) -> tuple[str, ...]:
    """One word or several, as several."""
    return (words,) if isinstance(words, str) else tuple(words)
