"""The network as the page computes with it: machines, rules and worlds by number."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.network import Condition, Machine, Network, Rule
from reports.forms.verdict_json import Json
from reports.lanes.chart import Chart, Message, Standing


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of machines, rules, and states within their machines."""

    machines: Mapping[str, int]
    rules: Mapping[str, int]
    states: Mapping[str, Mapping[str, int]]

    def state(self, machine: str, state: str) -> list[int]:
        """A machine and one of its states."""
        return [self.machines[machine], self.states[machine][state]]


def numbered(network: Network) -> Numbers:
    """The places of everything in a network."""
    return Numbers(
        machines={machine.name: place for place, machine in enumerate(network.machines)},
        rules={rule.name: place for place, rule in enumerate(network.rules)},
        states={each.name: {state: place for place, state in enumerate(each.states)} for each in network.machines},
    )


def machines_to_json(network: Network, chart: Chart) -> list[Json]:
    """Every machine with where it stands and how its states look."""
    return [_machine(*each) for each in zip(network.machines, chart.machines, strict=True)]


def rules_to_json(network: Network, chart: Chart, numbers: Numbers) -> list[Json]:
    """Every rule with its tables, and what a step of it looks like."""
    return [_rule(*each, numbers) for each in zip(network.rules, chart.messages, strict=True)]


def holding_in(world: Mapping[str, str], where: Condition) -> Mapping[str, tuple[str, ...]] | None:
    """The first of the conjunctions of a condition that a world is in."""
    return next((each for each in where if all(world[name] in states for name, states in each.items())), None)


def _machine(machine: Machine, standing: Standing) -> Json:
    return {
        "name": machine.name,
        "states": list(machine.states),
        "initial": machine.states.index(machine.initial),
        "lane": standing.lane,
        "owner": standing.owner,
        "role": standing.role,
        "paint": list(standing.paint),
    }


def _rule(rule: Rule, message: Message, numbers: Numbers) -> Json:
    return {
        "name": rule.name,
        "label": message.label,
        "actor": rule.actor,
        "fairness": rule.fairness,
        "cites": list(rule.cites),
        "moves": [_mover(name, rule, numbers) for name in rule.moves],
        "when": [_asked(name, states, numbers) for name, states in rule.when.items()],
        "from": message.source,
        "to": message.target,
        "marks": list(message.marks),
    }


def _mover(name: str, rule: Rule, numbers: Numbers) -> list[object]:
    places = numbers.states[name]
    return [numbers.machines[name], [[places[before], places[after]] for before, after in rule.moves[name]]]


def _asked(name: str, states: tuple[str, ...], numbers: Numbers) -> list[object]:
    places = numbers.states[name]
    return [numbers.machines[name], [places[state] for state in states]]
