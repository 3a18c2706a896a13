"""Draws one machine: a declared one with its events, or one of a network with the rules that move it."""

from collections.abc import Iterable, Mapping

from statemachine import StateMachine

from model.compiling import compile_machine
from model.network import Machine, Network, Pair
from reports.errors import ReportError, nearest, printable
from reports.pictures import Box, Picture, add_arrow, add_box, empty_graph


def declared_picture(name: str, machine: type[StateMachine]) -> Picture:
    """A declared machine: its states, and an arrow for each event."""
    compiled = compile_machine(machine)
    return _picture(Machine(name, compiled.states, compiled.initial), compiled.events, name)


def network_machine_picture(network: Network, name: str, source: str) -> Picture:
    """A machine of a network: its states, and an arrow for each rule that moves it.

    Raises:
        ReportError: the network has no machine of this name.
    """
    by_name = {machine.name: machine for machine in network.machines}
    if name not in by_name:
        what = f"{printable(source)}: no machine `{printable(name)}`"
        raise ReportError(f"{what}; {printable(nearest(name, tuple(by_name)))}")
    labelled = {rule.name: rule.moves[name] for rule in network.rules if name in rule.moves}
    return _picture(by_name[name], labelled, f"{name}, in {source}")


def _picture(machine: Machine, labelled: Mapping[str, Iterable[Pair]], title: str) -> Picture:
    graph, places = empty_graph(), {state: place for place, state in enumerate(machine.states)}
    for state, place in places.items():
        add_box(graph, place, Box((state,), "start" if state == machine.initial else "plain"))
    for label, pairs in labelled.items():
        for before, after in pairs:
            add_arrow(graph, (places[before], places[after]), label)
    return Picture(title, graph)
