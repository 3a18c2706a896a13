"""The words of a Promela model: a machine as a variable, tests of where it stands, names that are safe in comments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from model.network import Condition, Machine, Network

_HARMLESS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._,;:()<>=+-")


@dataclass(frozen=True, slots=True)
class Variable:
    """A machine in the model: `m3`, its value the place of a state in declared order."""

    place: int
    machine: Machine

    @property
    def name(self) -> str:
        """The word in the model."""
        return f"m{self.place}"

    def places(self, states: Iterable[str]) -> tuple[int, ...]:
        """The places of these states, ascending."""
        wanted = frozenset(states)
        return tuple(place for place, state in enumerate(self.machine.states) if state in wanted)

    def inside(self, places: Sequence[int]) -> str:
        """The test whether the machine is in one of these states, which are ascending; "" if it is bound to be."""
        if len(places) == len(self.machine.states):
            return ""
        return either([self._between(first, last) for first, last in _stretches(places)])

    def declaration(self) -> str:
        """The variable, with what it stands for."""
        states = ", ".join(f"{place} {harmless(state)}" for place, state in enumerate(self.machine.states))
        width = max(1, (len(self.machine.states) - 1).bit_length())
        initial = self.machine.states.index(self.machine.initial)
        return f"/* {harmless(self.machine.name)}: {states} */\nunsigned {self.name} : {width} = {initial};"

    def _between(self, first: int, last: int) -> str:
        if first == last:
            return f"{self.name} == {first}"
        above, below = f"{self.name} >= {first}", f"{self.name} <= {last}"
        if first == 0 or last == len(self.machine.states) - 1:
            return below if first == 0 else above
        return f"({above} && {below})"


def variables_of(network: Network) -> Mapping[str, Variable]:
    """Name of a machine -> its variable, in declared order."""
    return {each.name: Variable(place, each) for place, each in enumerate(network.machines)}


def condition_text(condition: Condition, variables: Mapping[str, Variable]) -> str:
    """The test whether the world is in a condition."""
    return either([_conjunction(each, variables) for each in condition]) if condition else "false"


def standing(asked: Mapping[str, Iterable[str]], variables: Mapping[str, Variable]) -> list[str]:
    """For each machine the test whether it is in one of these states; "false" where none is named."""
    places = [(variables[name], variables[name].places(states)) for name, states in asked.items()]
    return [variable.inside(found) if found else "false" for variable, found in places]


def harmless(name: str) -> str:
    """The name for a comment: whatever could end it, or mean something to a preprocessor, is written as %XX."""
    return "".join(each if each in _HARMLESS else _percent(each) for each in name)


def _percent(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "surrogatepass"))


def either(tests: Sequence[str]) -> str:
    """One of them, in brackets."""
    return tests[0] if len(tests) == 1 else f"({' || '.join(tests)})"


def every(tests: Sequence[str]) -> str:
    """All of them, without brackets."""
    return " && ".join(filter(None, tests)) or "true"


def _conjunction(asked: Mapping[str, tuple[str, ...]], variables: Mapping[str, Variable]) -> str:
    return f"({every(standing(asked, variables))})"


def _stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each stretch of neighbours."""
    first = last = places[0]
    for place in places[1:]:
        if place != last + 1:
            yield first, last
            first = place
        last = place
    yield first, last
