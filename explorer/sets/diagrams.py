"""Decision diagrams: good for the large, where worlds by the million look alike; needs the library oxidd.

A machine is a few Boolean variables; there are no variables for the next state: a mover with one target is forgotten
(`exists`) and written anew. Sets that a sweep no longer needs are collected when the manager is half full.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path

from oxidd.bdd import BDDFunction, BDDManager
from oxidd.util import BooleanOperator, DDDMPFile

from explorer.packing import pack
from explorer.sets.moves import Mover, guard_of, movers_of
from model.network import Condition, Network, Rule

NODES = 1 << 28
"""Room for nodes; it is address space until it is used."""
_END = b"\n.end\n"
_BYTES_A_NODE = 40
_SPACE_A_NODE, _OTHER_SPACE, _LEAST_NODES = 32, 3 << 30, 1 << 20
_NODES_BEFORE_COLLECTING = 1 << 23
_CACHE = 1 << 20
_CACHE_OF_MANY = 1 << 22
CACHE_ON_TRIAL = 1 << 16
"""So many results are remembered where a few thousand nodes are tried: to lay out a larger memory takes longer."""
_MANY_MACHINES = 30
_WIDE, _PARTS = 80, 8
"""From this many variables on, the rules are swept in so many parts."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A mover that may come to several states: its variables, and how each target is reached."""

    cube: BDDFunction
    moves: tuple[tuple[BDDFunction, BDDFunction], ...]
    kept: BDDFunction


@dataclass(frozen=True, slots=True)
class _Change:
    """A rule: its guard; what it forgets and writes whatever the choice; then the movers that have one."""

    guard: BDDFunction
    cube: BDDFunction
    written: BDDFunction
    turns: tuple[_Turn, ...]


class Diagrams:
    """The sets of worlds of one network as binary decision diagrams, see `Algebra`."""

    engine = "diagrams"

    def __init__(
        self, network: Network, order: Sequence[str], memory: int | None = None, cache: int | None = None
    ) -> None:
        """Read the rules; `order` names the machines from the root down.

        `memory` is what the nodes may take in bytes, `cache` how many results are remembered.

        Raises:
            MemoryError: the nodes do not suffice for the rules alone.
        """
        self.network = network
        self.order = tuple(order)
        self._packing = pack(network)
        widths = {field.machine.name: field.width for field in self._packing.fields}
        self.manager = BDDManager(
            _room(memory), cache or (_CACHE_OF_MANY if len(order) > _MANY_MACHINES else _CACHE), 1
        )
        self._size = sum(widths.values())
        self.manager.add_vars(self._size)
        self._most_nodes = _NODES_BEFORE_COLLECTING
        self._collected = 0
        self._first = _firsts(order, widths)
        self.nothing, self._anything = self.manager.false(), self.manager.true()
        self._states = {machine.name: self._codes(machine.name) for machine in network.machines}
        self._cubes = {name: self._cube(self._first[name], width) for name, width in widths.items()}
        self.initial = self.single(self._packing.initial)
        self._changes = [self._change(rule) for rule in network.rules]
        self.sweep = sorted(range(len(network.rules)), key=lambda rule: -self._deepest(network.rules[rule]))
        self.parts = self._parts()

    def where(self, condition: Condition) -> BDDFunction:
        """The worlds in a condition."""
        found = self.nothing
        for asked in condition:
            found |= self._all_of(asked)
        return found

    def enabled(self, rule: int) -> BDDFunction:
        """The worlds in which a rule is enabled."""
        return self._changes[rule].guard

    def image(self, rule: int, worlds: BDDFunction) -> BDDFunction:
        """Where the steps of a rule lead."""
        self._collect()
        change = self._changes[rule]
        worlds = worlds.apply_exists(BooleanOperator.AND, change.guard, change.cube)
        for turn in change.turns if worlds.satisfiable() else ():
            moved = worlds & turn.kept
            for origins, target in turn.moves:
                moved |= worlds.apply_exists(BooleanOperator.AND, origins, turn.cube) & target
            worlds = moved
        return worlds & change.written

    def preimage(self, rule: int, worlds: BDDFunction) -> BDDFunction:
        """Where the steps of a rule into these worlds come from."""
        self._collect()
        change = self._changes[rule]
        worlds = worlds.apply_exists(BooleanOperator.AND, change.written, change.cube)
        for turn in change.turns if worlds.satisfiable() else ():
            before = worlds & turn.kept
            for origins, target in turn.moves:
                before |= worlds.apply_exists(BooleanOperator.AND, target, turn.cube) & origins
            worlds = before
        return worlds & change.guard

    def count(self, worlds: BDDFunction) -> int:
        """How many worlds."""
        return worlds.sat_count(self._size)

    def steps(self, rule: int, worlds: BDDFunction) -> int:
        """How many steps the rule has from these worlds."""
        return self._steps(worlds & self._changes[rule].guard, movers_of(self.network.rules[rule]))

    def is_empty(self, worlds: BDDFunction) -> bool:
        """Whether there is none."""
        return not worlds.satisfiable()

    def same(self, one: BDDFunction, other: BDDFunction) -> bool:
        """Whether two sets are equal: equal sets are one node."""
        return one == other

    def single(self, world: int) -> BDDFunction:
        """One world."""
        found = self._anything
        for field in self._packing.fields:
            found &= self._states[field.machine.name][field.state_in(world)]
        return found

    def holds(self, worlds: BDDFunction, world: int) -> bool:
        """Whether a world is in a set."""
        bits: list[tuple[int, bool]] = []
        for field in self._packing.fields:
            first = self._first[field.machine.name]
            bits += ((first + bit, bool(world >> field.shift + bit & 1)) for bit in range(field.width))
        return worlds.eval(bits)

    def save(self, worlds: BDDFunction, path: Path) -> None:
        """Write a set to a file; raises OSError."""
        self.manager.export_dddmp(path, [worlds])
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - len(_END)))
            if file.read() != _END:  # the library says nothing of a disk that is full at the very end
                raise OSError(ENOSPC, "the file was cut short")

    def load(self, path: Path) -> BDDFunction:
        """Read a set back.

        Raises:
            OSError: it is no such file.
        """
        with DDDMPFile(path) as file:
            (worlds,) = self.manager.import_dddmp(file)
        return worlds

    def nodes(self) -> int:
        """How many nodes are in use, or wait to be collected."""
        return self.manager.approx_num_inner_nodes()

    def spent(self) -> int:
        """How many nodes were ever made, as far as they were seen."""
        return self._collected + self.nodes()

    def _collect(self) -> None:
        """Forget what no set holds any more, now and then; what is still held says when to do so again."""
        if self.manager.approx_num_inner_nodes() > self._most_nodes:
            self._collected += self.manager.gc()
            self._most_nodes = max(self._most_nodes, 2 * self.manager.approx_num_inner_nodes())

    def _steps(self, worlds: BDDFunction, movers: tuple[Mover, ...]) -> int:
        several = next((mover for mover in movers if any(number > 1 for number in mover.choices)), None)
        if several is None or not worlds.satisfiable():
            return self.count(worlds)
        rest = tuple(mover for mover in movers if mover is not several)
        parts = ((number, worlds & self._any_of(several.machine, states)) for number, states in several.choices.items())
        return sum(number * self._steps(part, rest) for number, part in parts)

    def _change(self, rule: Rule) -> _Change:
        cube, written, turns = self._anything, self._anything, []
        for mover in movers_of(rule):
            if mover.only_target is None:
                turns.append(self._turn(mover))
            else:
                cube &= self._cubes[mover.machine]
                written &= self._states[mover.machine][mover.only_target]
        return _Change(self._all_of(guard_of(rule)), cube, written, tuple(turns))

    def _turn(self, mover: Mover) -> _Turn:
        codes = self._states[mover.machine]
        moves = tuple((self._any_of(mover.machine, origins), codes[end]) for end, origins in mover.origins.items())
        return _Turn(self._cubes[mover.machine], moves, self._any_of(mover.machine, mover.kept))

    def _all_of(self, asked: Mapping[str, tuple[str, ...]]) -> BDDFunction:
        found = self._anything
        for machine, states in asked.items():
            found &= self._any_of(machine, states)
        return found

    def _any_of(self, machine: str, states: tuple[str, ...]) -> BDDFunction:
        field, found = self._packing.field(machine), self.nothing
        for state in states:
            field.packed(state)
            found |= self._states[machine][state]
        return found

    def _codes(self, machine: str) -> dict[str, BDDFunction]:
        field, first = self._packing.field(machine), self._first[machine]
        return {state: self._code(first, field.width, place) for state, place in field.places.items()}

    def _code(self, first: int, width: int, place: int) -> BDDFunction:
        found = self._anything
        for bit in range(width):
            found &= self.manager.var(first + bit) if place >> bit & 1 else self.manager.not_var(first + bit)
        return found

    def _cube(self, first: int, width: int) -> BDDFunction:
        found = self._anything
        for bit in range(width):
            found &= self.manager.var(first + bit)
        return found

    def _parts(self) -> Sequence[Sequence[int]]:
        """In a wide network the rules that stay away from the root are closed first: what they reach is shared."""
        if self._size < _WIDE:
            return (self.sweep,)
        down = sorted(range(len(self.network.rules)), key=lambda rule: -self._highest(self.network.rules[rule]))
        size = -(-len(down) // _PARTS)
        return [down[start : start + size] for start in range(0, len(down), size)]

    def _highest(self, rule: Rule) -> int:
        return min((self._first[machine] for machine in {*rule.moves, *rule.when}), default=0)

    def _deepest(self, rule: Rule) -> int:
        """Sweeps take the rules that stay near the leaves first: what they change is shared by all above."""
        return max((self._first[machine] for machine in {*rule.moves, *rule.when}), default=0)


def _room(memory: int | None) -> int:
    """How many nodes there may be; a limit on address space ends the process where it is not kept to.

    Raises:
        MemoryError: there may be next to none.
    """
    nodes = NODES if memory is None else min(NODES, memory // _BYTES_A_NODE)
    try:
        from resource import RLIM_INFINITY, RLIMIT_AS, getrlimit
    except ImportError:
        return nodes
    space = getrlimit(RLIMIT_AS)[0]
    if space == RLIM_INFINITY:
        return nodes
    left = min(nodes, (space - _OTHER_SPACE) // _SPACE_A_NODE)
    if left < _LEAST_NODES:
        raise MemoryError(f"a limit of {space} bytes of address space leaves no room for diagrams")
    return left


def _firsts(order: Sequence[str], widths: Mapping[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for machine in order:
        found[machine] = sum(widths[each] for each in found)
    return found
