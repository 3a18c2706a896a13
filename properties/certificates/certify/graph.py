"""The worlds of a certificate with all their steps."""

from array import array
from collections.abc import Iterator
from itertools import accumulate

from properties.certificates.certify.network import Network
from properties.certificates.certify.refusing import MOST_STEPS, MOST_WORLDS, need, numbers


class Graph:
    """The worlds of a certificate, as the differences of their numbers, with all steps: the initial one is there, and
    no step leaves them."""

    def __init__(self, network: Network, data: str) -> None:
        self.worlds = list(accumulate(numbers(data)))
        self.place_of = {world: place for place, world in enumerate(self.worlds)}
        need(len(self.place_of) == len(self.worlds) <= MOST_WORLDS, "the set has a world twice, or too many")
        need(network.initial in self.place_of, "the initial world is not in the set")
        need(self.worlds[-1] >> network.width == 0, "a world of the set has more bits than the network")
        self.enabled: list[int] = []
        self.first, self.rules, self.targets = array("Q", [0]), array("Q"), array("Q")
        for world in self.worlds:
            self.enabled.append(network.enabled(world))
            self._add_steps(network, world)

    def _add_steps(self, network: Network, world: int) -> None:
        for number, rule in network.rules_in(self.enabled[-1]):
            for delta in rule.choices(world, len(self.worlds)):
                place = self.place_of.get(world + delta)
                need(place is not None, f"`{rule.name}` leads out of the set")
                self.rules.append(number)
                self.targets.append(place or 0)
        self.first.append(len(self.targets))
        need(len(self.targets) <= MOST_STEPS, "the set has too many steps")

    def steps(self, place: int) -> Iterator[tuple[int, int]]:
        """The steps from a world, as rule and place of the world they lead to."""
        start, end = self.first[place], self.first[place + 1]
        return zip(self.rules[start:end], self.targets[start:end], strict=True)

    def column(self, data: str) -> list[int]:
        """A number for each world."""
        found = numbers(data)
        need(len(found) == len(self.worlds), "a column does not have a number for each world")
        return found
