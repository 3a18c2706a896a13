"""One integer as a set of worlds, a bit for each of the product: good for the small and dense; needs no import.

The place of a world counts the states of its machines as digits, the first machine's as the lowest; a mover that goes
from one state to another shifts its worlds.
"""

from collections.abc import Mapping, Sequence
from math import prod

from explorer.packing import pack
from explorer.sets.moves import Mover, guard_of, movers_of
from model.network import Condition, Network

LARGEST = 1 << 20
"""Worlds of the product at most: a set takes 128 kB then."""


def fits(network: Network) -> bool:
    """Whether the product of the machines' states is small enough."""
    return prod(len(machine.states) for machine in network.machines) <= LARGEST


class Integers:
    """The sets of worlds of one network as integers, see `Algebra`."""

    engine = "integers"
    nothing = 0

    def __init__(self, network: Network) -> None:
        """Lay out the product, and read the rules."""
        self.network = network
        self._packing = pack(network)
        self._stride: dict[str, int] = {}
        self._size = 1
        for machine in network.machines:
            self._stride[machine.name] = self._size
            self._size *= len(machine.states)
        self._every = (1 << self._size) - 1
        self._masks = {machine.name: self._masks_of(machine.name, len(machine.states)) for machine in network.machines}
        self._guards = [self._all_of(guard_of(rule)) for rule in network.rules]
        self._shifts = [tuple(map(self._shifts_of, rule.moves.items())) for rule in network.rules]
        self.initial = self.single(self._packing.initial)
        self.sweep = range(len(network.rules))
        self.parts: Sequence[Sequence[int]] = (self.sweep,)

    def where(self, condition: Condition) -> int:
        """The worlds in a condition."""
        found = 0
        for asked in condition:
            found |= self._all_of(asked)
        return found

    def enabled(self, rule: int) -> int:
        """The worlds in which a rule is enabled."""
        return self._guards[rule]

    def image(self, rule: int, worlds: int) -> int:
        """Where the steps of a rule lead."""
        worlds &= self._guards[rule]
        for shifts in self._shifts[rule] if worlds else ():
            moved = 0
            for origin, up, down, _ in shifts:
                moved |= (worlds & origin) << up >> down
            worlds = moved
        return worlds

    def preimage(self, rule: int, worlds: int) -> int:
        """Where the steps of a rule into these worlds come from."""
        for shifts in self._shifts[rule] if worlds else ():
            before = 0
            for _, up, down, target in shifts:
                before |= (worlds & target) << down >> up
            worlds = before
        return worlds & self._guards[rule]

    def count(self, worlds: int) -> int:
        """How many worlds."""
        return worlds.bit_count()

    def steps(self, rule: int, worlds: int) -> int:
        """How many steps the rule has from these worlds."""
        return self._steps(worlds & self._guards[rule], movers_of(self.network.rules[rule]))

    def is_empty(self, worlds: int) -> bool:
        """Whether there is none."""
        return not worlds

    def same(self, one: int, other: int) -> bool:
        """Whether two sets are equal."""
        return one == other

    def single(self, world: int) -> int:
        """One world."""
        return 1 << self._place(world)

    def holds(self, worlds: int, world: int) -> bool:
        """Whether a world is in a set."""
        return bool(worlds >> self._place(world) & 1)

    def nodes(self) -> int | None:
        """There are none."""
        return None

    def spent(self) -> int:
        """There were none."""
        return 0

    def _steps(self, worlds: int, movers: tuple[Mover, ...]) -> int:
        several = next((mover for mover in movers if any(number > 1 for number in mover.choices)), None)
        if several is None or not worlds:
            return self.count(worlds)
        rest = tuple(mover for mover in movers if mover is not several)
        parts = ((number, worlds & self._any_of(several.machine, states)) for number, states in several.choices.items())
        return sum(number * self._steps(part, rest) for number, part in parts)

    def _place(self, world: int) -> int:
        fields = self._packing.fields
        return sum(((world & each.mask) >> each.shift) * self._stride[each.machine.name] for each in fields)

    def _masks_of(self, machine: str, states: int) -> list[int]:
        """For each state the worlds that have the machine there: a block, repeated all over the product."""
        stride = self._stride[machine]
        repeated = _repeated((1 << stride) - 1, stride * states, self._size)
        return [repeated << state * stride for state in range(states)]

    def _shifts_of(self, moves: tuple[str, tuple[tuple[str, str], ...]]) -> tuple[tuple[int, int, int, int], ...]:
        """For each pair of a mover: its start, how far up or down it shifts, and its target."""
        machine, pairs = moves
        places, masks, stride = self._packing.field(machine).places, self._masks[machine], self._stride[machine]
        numbered = [(places[start], places[end]) for start, end in pairs]
        return tuple(
            (masks[start], max(end - start, 0) * stride, max(start - end, 0) * stride, masks[end])
            for start, end in numbered
        )

    def _all_of(self, asked: Mapping[str, tuple[str, ...]]) -> int:
        found = self._every
        for machine, states in asked.items():
            found &= self._any_of(machine, states)
        return found

    def _any_of(self, machine: str, states: tuple[str, ...]) -> int:
        field, found = self._packing.field(machine), 0
        for state in states:
            found |= self._masks[machine][field.packed(state) >> field.shift]
        return found


def _repeated(block: int, period: int, size: int) -> int:
    """The block at 0, period, 2 * period, … below `size`, a multiple of the period."""
    found, covered = block, period
    while covered < size:
        more = min(covered, size - covered)
        found |= (found & (1 << more) - 1) << covered
        covered += more
    return found
