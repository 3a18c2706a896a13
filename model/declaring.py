"""From declared machines and the interactions that tie them to a Network: the way in for anybody's machines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from statemachine import StateMachine

from model.compiling import CompiledMachine, compile_machine
from model.network import Fairness, Machine, Network, NetworkError, Pair, Rule


@dataclass(frozen=True, slots=True)
class Interaction:
    """Machines that move together by events: a rule before its machines are compiled.

    `moves` maps a machine to its event, or to several of which any may happen; `when` maps a machine that stays to
    the states it must be in.
    """

    name: str
    moves: Mapping[str, str | tuple[str, ...]]
    when: Mapping[str, Iterable[str]] = field(default_factory=dict)
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
        when={name: tuple(states) for name, states in interaction.when.items()},
        fairness=interaction.fairness,
        cites=interaction.cites,
    )


def _union(interaction: Interaction, name: str, compiled: Mapping[str, CompiledMachine]) -> tuple[Pair, ...]:
    """The pairs of all events named for one machine, each once, in the order named."""
    if name not in compiled:
        raise NetworkError(_unknown(f"interaction {interaction.name!r} moves", "machine", name, compiled))
    table = compiled[name]
    events = interaction.moves[name]
    pairs: dict[Pair, None] = {}
    for event in (events,) if isinstance(events, str) else events:
        if event not in table.events:
            where = f"interaction {interaction.name!r}: {name!r} ({table.name}) is sent"
            raise NetworkError(_unknown(where, "event", event, table.events))
        pairs |= dict.fromkeys(table.events[event])
    return tuple(pairs)


def _unknown(where: str, kind: str, word: str, known: Iterable[str]) -> str:
    """An unknown word, with the nearest known one as the mend."""
    words = list(known)
    near = get_close_matches(word, words, n=1)
    mend = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(words) or 'none'}."
    return f"{where} unknown {kind} {word!r}; {mend}"
