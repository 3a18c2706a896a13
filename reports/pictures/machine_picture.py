"""Draws one machine: a declared one with its events, or one of a network with the rules that move it."""

from collections.abc import Iterable, Mapping

from statemachine import StateMachine

from model.compiling import compile_machine
from model.network import Machine, Network, Pair
from reports.errors import ReportError, nearest, printable
from reports.pictures.picture import Box, Picture, add_arrow, add_box, empty_graph


def declared_picture(name: str, machine: type[StateMachine]) -> Picture:
    """A declared machine: its states, each with the events it stays in, and an arrow for each event that leads on."""
    compiled = compile_machine(machine)
    leading = {event: [pair for pair in pairs if pair[0] != pair[1]] for event, pairs in compiled.events.items()}
    picture = _picture(Machine(name, compiled.states, compiled.initial), leading, name)
    for place, state in enumerate(compiled.states):
        staying = [event for event, pairs in compiled.events.items() if (state, state) in pairs]
        box = picture.graph.nodes[place]["box"]
        add_box(picture.graph, place, Box((*box.lines, *_staying(staying)), box.tone))
    return picture


def _staying(events: list[str]) -> tuple[str, ...]:
    """In the box: loops around it would lie over the arrows and their words."""
    return (f"stays: {', '.join(events)}",) if events else ()


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
