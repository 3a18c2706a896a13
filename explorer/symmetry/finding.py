"""Finds the interchangeable blocks of a network from the network alone: colours propose them, a proof decides.

Machines that refinement cannot tell apart are tried in pairs. The exchange of the first with each other one says which
machines and states go along: those that every exchange changes are the first block. What is found is proved, and what
is not proved is not found: a network may have symmetries that are not seen here, such as those of a ring.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import factorial, prod

from explorer.symmetry.blocks import Blocks
from explorer.symmetry.colours import Colouring, Shape, first_colouring, refinements, shape_of
from explorer.symmetry.matching import Guess, Match, exchange_of
from explorer.symmetry.proof import Laws
from model.network import Network


@dataclass(frozen=True, slots=True)
class Symmetry:
    """The proved groups of interchangeable blocks of a network; no two of them change the same state."""

    network: Network
    groups: tuple[Blocks, ...]

    @property
    def order(self) -> int:
        """In how many ways the blocks can be permuted: no set of worlds shrinks by more than this factor."""
        return prod(factorial(len(blocks)) for blocks in self.groups)


def find_symmetry(network: Network) -> Symmetry:
    """The interchangeable blocks of a network, larger groups of like machines first, each proved."""
    shape = shape_of(network)
    colouring = _coloured(shape)
    cells = _cells(colouring.machines)
    if not cells:
        return Symmetry(network, ())
    search = _Search(shape, colouring, Laws(network))
    return Symmetry(network, tuple(search.groups(cells)))


def _coloured(shape: Shape) -> Colouring:
    """A stable colouring, or the first that tells all machines apart."""
    colouring = first = first_colouring(shape)
    for colouring in refinements(shape, first):
        if len(set(colouring.machines)) == len(colouring.machines):
            break
    return colouring


def _cells(colours: Sequence[int]) -> list[list[int]]:
    """The machines that share a colour, the largest cells first, then in file order."""
    cells: dict[int, list[int]] = {}
    for machine, colour in enumerate(colours):
        cells.setdefault(colour, []).append(machine)
    return sorted((cell for cell in cells.values() if len(cell) > 1), key=lambda cell: (-len(cell), cell))


@dataclass(frozen=True, slots=True)
class _Star:
    """The first block's states, and what the exchange with each further block makes of them; not proved."""

    zero: frozenset[int]
    arms: tuple[Match, ...]

    def with_arm(self, arm: Match) -> "_Star | None":
        """One more block; None when it does not fit the others."""
        zero = self.zero
        if len(self.arms) == 1:
            zero = frozenset(state for state in self.arms[0] if state in arm)
        return _Star(zero, (*self.arms, arm)).fitting()

    def fitting(self) -> "_Star | None":
        """The same if each exchange changes the first block and one of its own, and nothing else."""
        taken = set(self.zero)
        for arm in self.arms:
            images = {arm[state] for state in self.zero if state in arm}
            if len(images) < len(self.zero) or images & taken or len(arm) != 2 * len(self.zero):
                return None
            taken |= images
        return self


class _Search:
    """Looks for groups among machines of one colour."""

    def __init__(self, shape: Shape, colouring: Colouring, laws: Laws) -> None:
        self._shape = shape
        self._colouring = colouring
        self._laws = laws
        self._owners = [place for place in range(len(shape.network.machines)) for _ in shape.states(place)]

    def groups(self, cells: Iterable[Sequence[int]]) -> Iterator[Blocks]:
        """The groups, none changing what an earlier one changes."""
        changed: set[tuple[str, str]] = set()
        names = [machine.name for machine in self._shape.network.machines]
        for cell in cells:
            left = [machine for machine in cell if (names[machine], self._initial(machine)) not in changed]
            while len(left) > 1:
                blocks, used = self._around(left[0], left[1:])
                if blocks is not None and not blocks.changed() & changed:
                    changed |= blocks.changed()
                    yield blocks
                left = [machine for machine in left if machine not in used]

    def _initial(self, machine: int) -> str:
        return self._shape.network.machines[machine].initial

    def _around(self, first: int, others: Sequence[int]) -> tuple[Blocks | None, set[int]]:
        """The largest group found whose first block has this machine, and the machines that need no second look."""
        star: _Star | None = None
        best: Blocks | None = None
        used = {first}
        for other in others:
            guess = exchange_of(self._shape, self._colouring, (first, other))
            longer = None if guess is None else self._longer(star, guess)
            blocks = None if longer is None else self._blocks(longer)
            if blocks is not None and self._laws.kept_by(blocks):
                star, best = longer, blocks
                used.add(other)
        return best, used

    def _longer(self, star: _Star | None, guess: Guess) -> _Star | None:
        if any(guess.states.get(end) != start for start, end in guess.states.items()):
            return None
        if star is not None:
            return star.with_arm(guess.states)
        return _Star(frozenset(start for start, end in guess.states.items() if start < end), (guess.states,)).fitting()

    def _blocks(self, star: _Star) -> Blocks | None:
        """The star in names; None when a machine moves in one exchange and stays in another."""
        rows = [{state: state for state in star.zero}, *star.arms]
        inside: list[int] = []
        shared: list[int] = []
        for state in sorted(star.zero):
            homes = {self._owners[row[state]] for row in rows}
            if len(homes) not in (1, len(rows)):
                return None
            (shared if len(homes) == 1 else inside).append(state)
        return self._named(rows, inside, shared)

    def _named(self, rows: list[Match], inside: list[int], shared: list[int]) -> Blocks | None:
        roles = list(dict.fromkeys(self._owners[state] for state in inside))
        machines = self._shape.network.machines
        if [state for role in roles for state in self._shape.states(role)] != inside:
            return None
        return Blocks(
            machines=tuple(
                tuple(machines[self._owners[row[self._shape.first[role]]]].name for role in roles) for row in rows
            ),
            states=tuple(
                tuple(tuple(self._shape.names[row[state]] for state in self._shape.states(role)) for role in roles)
                for row in rows
            ),
            shared=tuple(
                (machines[self._owners[state]].name, tuple(self._shape.names[row[state]] for row in rows))
                for state in shared
            ),
        )
