"""Every operation of an algebra of sets of worlds, held against sets of tuples and the words of contract 2.

The sets tried are random sets of the worlds of a universe: the whole product, or what is reachable. An algebra that
knows more worlds than the universe is compared inside it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any, TypeAlias

from explorer.sets.algebra import Algebra
from model.network import Condition, Machine, Network, Rule
from tests.oracle.graph import choices, graph_of, holds
from tests.oracle.random_networks import random_condition, random_network

World: TypeAlias = tuple[str, ...]
Worlds: TypeAlias = frozenset[World]
Make: TypeAlias = Callable[[Network], Algebra[Any]]
Universe: TypeAlias = Callable[[Network], Worlds]

SETS_TRIED = 3
CONDITIONS_TRIED = 3
WORLDS_LOOKED_UP = 20


def every_world(network: Network) -> Worlds:
    """The whole product."""
    return frozenset(product(*(machine.states for machine in network.machines)))


def reachable_worlds(network: Network) -> Worlds:
    """What steps from the initial world lead to."""
    return frozenset(graph_of(network).steps)


def check_algebra(make: Make, seeds: Iterable[int], universe: Universe = every_world) -> None:
    """Hold an algebra against the naive one on a random network for each seed."""
    for seed in seeds:
        dice = Random(seed)
        network = random_network(dice)
        check_algebra_of(network, make, dice, universe)


def check_algebra_of(network: Network, make: Make, dice: Random, universe: Universe = every_world) -> None:
    """Hold an algebra against the naive one on one network."""
    checked = _Checked(network, make(network), universe(network))
    checked.constants()
    for _ in range(CONDITIONS_TRIED):
        condition = random_condition(dice, network)
        checked.equal(checked.algebra.where(condition), checked.inside(condition))
    for rule in range(len(network.rules)):
        checked.equal(checked.algebra.enabled(rule), frozenset(filter(checked.is_enabled(rule), checked.universe)))
    some = [checked.some_worlds(dice) for _ in range(SETS_TRIED)]
    for one, other in zip(some, [*some[1:], checked.universe], strict=True):
        checked.operators(one, other)
        checked.rules(one)
        checked.single_worlds(one, dice)


@dataclass(frozen=True)
class _Checked:
    """An algebra beside the explicit sets it should hold."""

    network: Network
    algebra: Algebra[Any]
    universe: Worlds

    def packed(self, world: World) -> int:
        found = shift = 0
        for machine, state in zip(self.network.machines, world, strict=True):
            found |= machine.states.index(state) << shift
            shift += (len(machine.states) - 1).bit_length()
        return found

    def held(self, worlds: Iterable[World]) -> Any:
        found = self.algebra.nothing
        for world in worlds:
            found = found | self.algebra.single(self.packed(world))
        return found

    def equal(self, found: Any, expected: Worlds) -> None:
        """Both the same: everywhere if the algebra knows only the universe, else inside it."""
        expected &= self.universe
        if self.algebra.count(self.algebra.where(({},))) != len(self.universe):
            found = found & self.held(self.universe)
        assert self.algebra.count(found) == len(expected)
        assert self.algebra.same(found, self.held(expected))
        assert self.algebra.is_empty(found) == (not expected)

    def constants(self) -> None:
        initial = tuple(machine.initial for machine in self.network.machines)
        assert self.algebra.network == self.network
        assert sorted(self.algebra.sweep) == list(range(len(self.network.rules)))
        self.equal(self.algebra.nothing, frozenset())
        self.equal(self.algebra.initial, frozenset([initial]))

    def operators(self, one: Worlds, other: Worlds) -> None:
        first, second = self.held(one), self.held(other)
        self.equal(first & second, one & other)
        self.equal(first | second, one | other)
        self.equal(first & ~second, one - other)
        assert self.algebra.same(first, second) == (one == other)
        self.equal(first, one)
        self.equal(second, other)

    def rules(self, worlds: Worlds) -> None:
        held = self.held(worlds)
        for rule in range(len(self.network.rules)):
            steps = [(world, target) for world in sorted(worlds) for target in self.targets(rule, world)]
            origins = frozenset(
                world for world in self.universe if any(target in worlds for target in self.targets(rule, world))
            )
            assert self.algebra.steps(rule, held) == len(steps)
            self.equal(self.algebra.image(rule, held), frozenset(target for _, target in steps))
            self.equal(self.algebra.preimage(rule, held), origins)
        self.equal(held, worlds)

    def single_worlds(self, worlds: Worlds, dice: Random) -> None:
        held = self.held(worlds)
        for world in dice.choices(sorted(self.universe), k=WORLDS_LOOKED_UP):
            assert self.algebra.holds(held, self.packed(world)) == (world in worlds)
            self.equal(self.algebra.single(self.packed(world)), frozenset([world]))

    def inside(self, condition: Condition) -> Worlds:
        return frozenset(world for world in self.universe if holds(condition, self.network, world))

    def is_enabled(self, rule: int) -> Callable[[World], bool]:
        return lambda world: bool(self.targets(rule, world))

    def targets(self, rule: int, world: World) -> list[World]:
        """Where each choice leads, one by one."""
        state = dict(zip((machine.name for machine in self.network.machines), world, strict=True))
        return [tuple({**state, **choice}.values()) for choice in choices(self.network.rules[rule], state)]

    def some_worlds(self, dice: Random) -> Worlds:
        density = dice.choice((0.05, 0.3, 0.8))
        return frozenset(world for world in sorted(self.universe) if dice.random() < density)


def with_a_wide_machine(dice: Random) -> Network:
    """Three hundred states beside a few, beside machines of one state; pairs that stay, run together and apart."""
    wide = Machine("wide", tuple(f"w{number}" for number in range(300)), "w7")
    few = Machine("few", ("a", "b", "c"), "b")
    one, lone = Machine("one", ("here",), "here"), Machine("lone", ("there",), "there")
    some = tuple(dict.fromkeys((dice.choice(wide.states[:40]), dice.choice(wide.states)) for _ in range(60)))
    around = tuple(zip(wide.states, (*wide.states[11:], *wide.states[:11]), strict=True))
    rules = (
        Rule("around", "", {"wide": around, "one": (("here", "here"),)}, {"few": ("a", "c")}),
        Rule("some", "", {"wide": some, "few": (("b", "a"), ("b", "c"), ("c", "c"), ("a", "c"))}, {"lone": ("there",)}),
        Rule("collapse", "", {"wide": tuple((state, "w3") for state in dice.sample(wide.states, 50))}),
        Rule("few", "", {"few": (("a", "b"), ("b", "b"), ("b", "a"))}, {"wide": tuple(dice.sample(wide.states, 90))}),
        Rule("nowhere", "", {"few": (("a", "b"),)}, {"one": ()}),
        Rule("no pair", "", {"lone": (), "few": (("a", "b"),)}),
        Rule("no mover", "", {}, {"one": ("here",), "few": ("a",)}),
    )
    return Network((few, one, wide, lone), rules)


def with_many_machines(dice: Random) -> Network:
    """Ninety machines of which at any time one or two are on, and one of three states: worlds of 92 bits."""
    ring = [Machine(f"m{number}", ("off", "on"), "off" if number else "on") for number in range(90)]
    names = [machine.name for machine in ring]
    on, off = (("off", "on"),), (("on", "off"),)
    passing = [
        Rule(f"{name} passes on", "", {name: off, following: on}, {"mode": ("one", "two")} if place % 9 == 0 else {})
        for place, (name, following) in enumerate(zip(names, [*names[1:], names[0]], strict=True))
    ]
    here, there, far = dice.sample(names, 3)
    mode = Machine("mode", ("one", "two", "three"), "one")
    modes = (
        Rule("mode", "", {"mode": (("one", "two"), ("one", "three"), ("three", "one"))}, {here: ("on",)}),
        Rule("jump", "", {there: (("on", "off"), ("on", "on")), far: on, "mode": (("two", "three"),)}),
    )
    return Network((*ring, mode), (*passing, *modes))
