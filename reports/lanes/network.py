"""Lanes for a network of anybody's machines: the actors, then machines that nobody in particular moves."""

from collections.abc import Iterable

from model.network import Machine, Network, Rule
from reports.lanes.chart import Chart, Lane, Message, Standing

NOBODY = "no actor"

MOST_LANES = 12
"""Lanes at most; whoever comes later shares one, which says how many they are."""


def network_chart(network: Network) -> Chart:
    """A lane for each actor, and for each group of machines that several actors move.

    Machines are of one group if their names agree up to a colon, and belong to the actor of that name if there is one.
    """
    actors = tuple(dict.fromkeys(rule.actor for rule in network.rules))
    homes = {machine.name: _home(machine.name, network.rules, actors) for machine in network.machines}
    names = tuple(dict.fromkeys((*actors, *homes.values())))
    places = {name: min(place, MOST_LANES - 1) for place, name in enumerate(names)}
    return Chart(
        lanes=tuple(_lanes(names, actors)),
        machines=tuple(_standing(machine, places[homes[machine.name]]) for machine in network.machines),
        messages=tuple(
            _message(rule, places[rule.actor], [places[homes[name]] for name in rule.moves]) for rule in network.rules
        ),
    )


def painted_other(machine: Machine) -> tuple[str, ...]:
    """The looks of a machine of which nothing is known but where it starts."""
    return tuple("idle" if state == machine.initial else "busy" for state in machine.states)


def _home(name: str, rules: Iterable[Rule], actors: tuple[str, ...]) -> str:
    """Whose lane a machine stands in: the group's by its name, or that of the only one who moves it."""
    group = name.partition(":")[0].strip() or name
    movers = tuple(dict.fromkeys(rule.actor for rule in rules if name in rule.moves))
    return movers[0] if len(movers) == 1 and group not in actors else group


def _lanes(names: tuple[str, ...], actors: tuple[str, ...]) -> Iterable[Lane]:
    whole = names if len(names) <= MOST_LANES else names[: MOST_LANES - 1]
    for name in whole:
        yield Lane(name or NOBODY, "user" if name == "user" else "other", "" if name in actors else "moved by others")
    if len(whole) < len(names):
        yield Lane("others", "other", f"{len(names) - len(whole)} more together")


def _standing(machine: Machine, lane: int) -> Standing:
    return Standing(lane, "other", painted_other(machine))


def _message(rule: Rule, source: int, moved: list[int]) -> Message:
    """An arrow to the first machine that moves in another lane; none moves elsewhere: a step of its own."""
    target = next((lane for lane in moved if lane != source), source)
    return Message(rule.name, rule.name, source, target)
