"""Packs a world, one state of every machine, into one integer with a bit field for each machine."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.network import Condition, Machine, Network, NetworkError


@dataclass(frozen=True, slots=True)
class Field:
    """Where one machine's state lies in a packed world; a state is its place in the declared order."""

    machine: Machine
    shift: int
    width: int
    places: Mapping[str, int]

    @property
    def mask(self) -> int:
        """The bits of this machine."""
        return ((1 << self.width) - 1) << self.shift

    def packed(self, state: str) -> int:
        """The bits of one state, in place.

        Raises:
            NetworkError: the machine has no such state.
        """
        if state not in self.places:
            raise NetworkError(f"machine `{self.machine.name}` has no state `{state}`; it has {self.machine.states}")
        return self.places[state] << self.shift

    def state_in(self, world: int) -> str:
        """The machine's state in a world."""
        return self.machine.states[(world & self.mask) >> self.shift]


@dataclass(frozen=True, slots=True)
class Packing:
    """The fields of all machines of a network, in its order, the first in the lowest bits; as wide as needed."""

    fields: tuple[Field, ...]
    by_name: Mapping[str, Field]

    @property
    def initial(self) -> int:
        """The initial world."""
        return sum(field.packed(field.machine.initial) for field in self.fields)

    def field(self, machine: str) -> Field:
        """The field of one machine.

        Raises:
            NetworkError: there is no such machine.
        """
        if machine not in self.by_name:
            raise NetworkError(f"the network has no machine `{machine}`; it has {tuple(self.by_name)}")
        return self.by_name[machine]

    def check(self, condition: Condition) -> None:
        """Refuse what the network does not have.

        Raises:
            NetworkError: the condition names a machine or state that the network does not have.
        """
        for conjunction in condition:
            fields = [self.field(machine) for machine in conjunction]
            for field, states in zip(fields, conjunction.values(), strict=True):
                for state in states:
                    field.packed(state)

    def unpacked(self, world: int) -> dict[str, str]:
        """Machine -> state, in the network's order."""
        return {field.machine.name: field.state_in(world) for field in self.fields}

    def holds(self, condition: Condition, world: int) -> bool:
        """Whether a world is in a condition that names machines of this network only."""
        return any(
            all(self.by_name[machine].state_in(world) in states for machine, states in conjunction.items())
            for conjunction in condition
        )

    def changes(self, world: int, target: int) -> dict[str, tuple[str, str]]:
        """Machine -> (from, to) for those whose state differs, in the network's order."""
        differ = world ^ target
        return {
            field.machine.name: (field.state_in(world), field.state_in(target))
            for field in self.fields
            if differ & field.mask
        }


def pack(network: Network) -> Packing:
    """The packing of a network."""
    fields: list[Field] = []
    shift = 0
    for machine in network.machines:
        width = (len(machine.states) - 1).bit_length()
        places = {state: place for place, state in enumerate(machine.states)}
        fields.append(Field(machine, shift, width, places))
        shift += width
    return Packing(tuple(fields), {field.machine.name: field for field in fields})
