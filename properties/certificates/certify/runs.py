"""Follows the run of a certificate step by step."""

from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from properties.certificates.certify.network import Network
from properties.certificates.certify.refusing import Json, need


@dataclass(frozen=True, slots=True)
class Run:
    """Rules by their place, and the worlds before, between and after them."""

    rules: list[int]
    worlds: list[int]
    cycle_from: int | None

    @property
    def last(self) -> int:
        """The world it comes to."""
        return self.worlds[-1]


def follow(network: Network, data: Json) -> Run:
    """The run from the initial world; its cycle, if it has one, comes back to where it began.

    Raises:
        RefusedError: a step is not one of the network, or the cycle is none.
    """
    rules, worlds = [], [network.initial]
    for name, changes in data["steps"]:
        target = worlds[-1]
        for machine, state in changes.items():
            target = target & ~network.fields[machine].mask | network.fields[machine].bits[state]
        place = network.by_name[name]
        need(network.rules[place].goes(worlds[-1], target), f"step {len(worlds)} of the run, `{name}`, is not possible")
        rules.append(place)
        worlds.append(target)
    start = data.get("cycle_from")
    if start is not None:
        need(type(start) is int and 0 <= start < len(rules), "the cycle of the run has no step")
        need(worlds[start] == worlds[-1], "the cycle of the run does not come back")
    return Run(rules, worlds, start)


def check_fair(network: Network, run: Run) -> None:
    """A run that ends does so where no fair rule is enabled; one that goes round owes no fair rule a step.

    Raises:
        RefusedError: it is not fair.
    """
    if run.cycle_from is None:
        fair = network.weak | network.strong
        need(not network.enabled(run.last) & fair, "the run ends where a fair rule is enabled")
        return
    masks = [network.enabled(world) for world in run.worlds[run.cycle_from :]]
    taken = network.bits_of(run.rules[run.cycle_from :])
    need(not reduce(or_, masks) & network.strong & ~taken, "the cycle of the run owes a strongly fair rule a step")
    need(not reduce(and_, masks) & network.weak & ~taken, "the cycle of the run owes a weakly fair rule a step")
