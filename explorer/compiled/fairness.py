"""Finds fair runs that leave a trigger unanswered in a compiled list, as explorer/lasso.py does in a plain one."""

import ctypes
from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property

from explorer.compiled.library import words
from explorer.compiled.worlds import CompiledSteps, CompiledWorlds, PackedWorlds, marks_of, number_of
from explorer.enabling import Enabling
from explorer.fairness import fair_rules
from explorer.lasso import Hunt, Lasso, fair_cycle
from model.network import Network


@dataclass(frozen=True)
class CompiledGraph:
    """A compiled list with all its steps, and with what fairness asks for."""

    worlds: CompiledWorlds
    listing: CompiledSteps
    tables: Enabling
    weak: int
    strong: int
    passing: int
    """The strongly fair rules that lie on no cycle: where one is enabled, no fair cycle passes."""

    @cached_property
    def enabled(self) -> "_Enabled":
        """Place of a world -> mask of the fair rules enabled there."""
        return _Enabled(PackedWorlds(self.worlds), self.tables, self.weak | self.strong)

    @cached_property
    def ends(self) -> int:
        """Where a fair run may end, as a byte a world in one number: there no fair rule is enabled."""
        return self._marks_but(self.weak | self.strong)

    @cached_property
    def settling(self) -> int:
        """Where every fair run is at last: where it may end, and in fair components."""
        return self.ends | number_of(self.among(self.components(self._marks_but(self.passing)), self.worlds.everywhere))

    def components(self, inside: int) -> "ctypes.Array[ctypes.c_uint32]":
        """The fair components inside some worlds: world -> the number of its component, 0 where it is in none.

        Raises:
            MemoryError: there is no room.
        """
        fair = (ctypes.c_uint32 * len(self.worlds))()
        rules = words([self.weak, self.strong], self.worlds.rule_words)
        marks = marks_of(self.worlds, inside)
        if self.worlds.library.outlive_fair(self.worlds.address, rules, marks, fair) < 0:
            raise MemoryError
        return fair

    def among(self, components: "ctypes.Array[ctypes.c_uint32]", marks: int) -> bytes:
        """Marks of the worlds of those components that pass a marked world."""
        return self.worlds.marked("outlive_passing", components, marks_of(self.worlds, marks))

    def _marks_but(self, rules: int) -> int:
        """The worlds that enable none of these rules."""
        return self.worlds.everywhere & ~number_of(self.worlds.enabling(rules))


@dataclass(frozen=True, slots=True)
class _Enabled:
    worlds: PackedWorlds
    tables: Enabling
    fair: int

    def __getitem__(self, place: int) -> int:
        return self.tables.enabled(self.worlds[place]) & self.fair


@dataclass(frozen=True, slots=True)
class _Component(Container[int]):
    """The worlds of one fair component."""

    components: "ctypes.Array[ctypes.c_uint32]"
    number: int

    def __contains__(self, place: object) -> bool:
        return isinstance(place, int) and self.components[place] == self.number


def fair_graph(listing: CompiledSteps, tables: Enabling, network: Network) -> CompiledGraph:
    """The graph with the fairness of the network's rules."""
    return CompiledGraph(listing.worlds, listing, tables, *fair_rules(network))


def unanswered(graph: CompiledGraph, triggers: bytes, answers: bytes) -> Lasso | None:
    """The fair run with the shortest, then least stem in which a trigger is never answered; None: every one is.

    Raises:
        MemoryError: there is no room.
    """
    open_ = graph.worlds.everywhere & ~number_of(answers)
    if not graph.settling & open_:
        return None
    waiting = number_of(graph.worlds.marked("outlive_waiting", triggers, answers))
    ends, components = graph.ends & waiting, graph.components(graph.settling & waiting)
    settled = ends | number_of(graph.among(components, graph.worlds.everywhere))
    if not settled:
        return None
    # Where the cycle itself passes a trigger, none need be pending on entering it.
    unasked = graph.among(components, number_of(triggers))
    stem, pending = graph.worlds.stem(triggers, answers, marks_of(graph.worlds, settled), unasked)
    last = graph.listing.targets[stem[-1]] if stem else 0
    if pending and marks_of(graph.worlds, ends)[last]:
        return Lasso(stem, [])
    around = _Component(components, components[last])
    return Lasso(stem, fair_cycle(Hunt(graph, triggers, answers), around, last, pending))
