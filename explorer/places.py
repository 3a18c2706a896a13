"""What a list of all reachable worlds answers by their places alone, whoever made the list."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence

from explorer.conditions import Decider
from explorer.exploration import Covered
from explorer.packing import Packing
from explorer.runs import Run
from model.network import Condition, Network, NetworkError


class Places(ABC):
    """Worlds in the order of their shortest runs; the first place where something holds has the shortest run to it."""

    def __init__(self, network: Network, packing: Packing, worlds: Sequence[int]) -> None:
        """Take the worlds, packed."""
        self.network = network
        self._packing = packing
        self._worlds = worlds
        self._rule_places = {rule.name: place for place, rule in enumerate(network.rules)}
        self._marks: dict[tuple[tuple[tuple[str, tuple[str, ...]], ...], ...], bytes] = {}

    @property
    @abstractmethod
    def covered(self) -> Covered:
        """How much was looked at."""

    @property
    @abstractmethod
    def _columns(self) -> Decider:
        """The worlds, cut so that a condition is decided in all of them at once."""

    @property
    @abstractmethod
    def _enabled(self) -> int:
        """The rules that are enabled in some world, as a bit mask."""

    @abstractmethod
    def _run_to_place(self, place: int) -> Run | None:
        """The shortest run to one world; None for the place -1."""

    def never_enabled(self) -> tuple[str, ...]:
        """The rules enabled nowhere."""
        return tuple(rule.name for place, rule in enumerate(self.network.rules) if not self._enabled >> place & 1)

    def never_entered(self) -> tuple[tuple[str, str], ...]:
        """The (machine, state) that no world has."""
        return tuple(
            (field.machine.name, state)
            for field in self._packing.fields
            for entered in [self._columns.entered(field)]
            for place, state in enumerate(field.machine.states)
            if place not in entered
        )

    def enabled_somewhere(self, rules: tuple[str, ...]) -> bool:
        """Whether one of the rules is enabled in some world."""
        return any(self._enabled >> place & 1 for place in self._places_of(rules))

    def reaches(self, where: Condition) -> bool:
        """Whether some world is in `where`."""
        return self._first_of(where) >= 0

    def run_to(self, where: Condition) -> Run | None:
        """The shortest run to `where`."""
        return self._run_to_place(self._first_of(where))

    def worlds(self) -> Iterator[Mapping[str, str]]:
        """Every world, in the order of the shortest runs."""
        return map(self._packing.unpacked, self._worlds)

    def world_at(self, place: int) -> Mapping[str, str]:
        """One world."""
        return self._packing.unpacked(self._worlds[place])

    def seen_through(self, machines: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Every world as the states of some machines; what looks the same is unpacked once."""
        fields = [self._packing.field(machine) for machine in machines]
        mask = sum({field.mask for field in fields})
        seen = [world & mask for world in self._worlds]
        shown = {each: tuple(field.state_in(each) for field in fields) for each in set(seen)}
        return map(shown.__getitem__, seen)

    def _first_of(self, condition: Condition) -> int:
        """The first place where a condition holds, -1 if it holds nowhere."""
        return self._marks_of(condition).find(1)

    def _marks_of(self, condition: Condition) -> bytes:
        key = tuple(tuple(conjunction.items()) for conjunction in condition)
        if key not in self._marks:
            self._marks[key] = self._columns.marks(condition)
        return self._marks[key]

    def _places_of(self, rules: tuple[str, ...]) -> list[int]:
        unknown = next((rule for rule in rules if rule not in self._rule_places), None)
        if unknown is not None:
            raise NetworkError(f"the network has no rule `{unknown}`")
        return [self._rule_places[rule] for rule in rules]

    def _ask_for_all(self) -> None:
        if not self.covered.complete:
            raise ValueError(f"the exploration was stopped by {self.covered.stopped_by}: nothing is known for certain")
