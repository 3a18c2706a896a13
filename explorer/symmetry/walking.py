"""Walks through actual worlds, the least step first, where layers of representatives show the way."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from explorer.enabling import Enabling
from explorer.packing import Packing
from explorer.runs import Step
from model.network import Condition, Network


@dataclass(frozen=True, slots=True)
class Walker:
    """Takes steps of a network from packed world to packed world."""

    network: Network
    tables: Enabling

    def steps_from(self, world: int) -> Iterator[tuple[int, int]]:
        """The steps of one world, in the order of the file: rule and target."""
        for rule, movers, deltas in self.tables.rules[self.tables.enabled(world)]:
            for delta in deltas[world & movers]:
                yield rule, world + delta

    def step(self, world: int, rule: int, target: int) -> Step:
        """A step for people."""
        return Step(self.network.rules[rule], self.tables.packing.changes(world, target))

    def through(
        self, layers: Sequence[frozenset[int]], canonical: Callable[[int], int]
    ) -> tuple[tuple[Step, ...], int]:
        """The least run that is in each layer in turn, the initial world's first, and where it ends."""
        world = self.tables.packing.initial
        steps: list[Step] = []
        for layer in layers[1:]:
            rule, target = next(step for step in self.steps_from(world) if canonical(step[1]) in layer)
            steps.append(self.step(world, rule, target))
            world = target
        return tuple(steps), world


def test_of(condition: Condition, packing: Packing) -> Callable[[int], bool]:
    """Whether a packed world is in the condition.

    Raises:
        NetworkError: the condition names a machine or state that the network does not have.
    """
    fields = [[(packing.field(machine), states) for machine, states in each.items()] for each in condition]
    masks = tuple(
        tuple((field.mask, frozenset(map(field.packed, states))) for field, states in each) for each in fields
    )
    return partial(_holds, masks)


def _holds(conjunctions: tuple[tuple[tuple[int, frozenset[int]], ...], ...], world: int) -> bool:
    return any(all(world & mask in allowed for mask, allowed in each) for each in conjunctions)
