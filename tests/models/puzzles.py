"""Puzzles of known size: counters on a grid, Hanoi, sliding tiles, jugs, the ferryman, threads that count."""

from itertools import permutations, product

from model.network import Network
from tests.models.building import machine, rule


def grid(count: int, size: int) -> Network:
    """`count` counters, each going round `size` values by itself."""
    values = [str(value) for value in range(size)]
    around = list(zip(values, values[1:] + values[:1], strict=True))
    machines = tuple(machine(f"c{n}", values) for n in range(count))
    return Network(machines, tuple(rule(f"count {each.name}", {each.name: around}) for each in machines))


def hanoi(count: int) -> Network:
    """A disc moves from one peg to another when all smaller ones are on the third."""
    rules = [
        rule(f"disc {n} from {start} to {end}", {f"d{n}": [(start, end)]}, {f"d{less}": [rest] for less in range(n)})
        for n in range(count)
        for start, end, rest in permutations("abc")
    ]
    return Network(tuple(machine(f"d{n}", "abc") for n in range(count)), tuple(rules))


def sliding(rows: int, columns: int) -> Network:
    """Tiles that slide into the hole, 0, which starts in the first cell."""
    cells = list(product(range(rows), range(columns)))
    tiles = [str(number) for number in range(len(cells))]
    rules = [
        rule(f"{tile} from {start} to {end}", {str(start): [(tile, "0")], str(end): [("0", tile)]})
        for start, end in permutations(cells, 2)
        if abs(start[0] - end[0]) + abs(start[1] - end[1]) == 1
        for tile in tiles[1:]
    ]
    machines = [machine(str(cell), tiles, tile) for cell, tile in zip(cells, tiles, strict=True)]
    return Network(tuple(machines), tuple(rules))


def die_hard(small: int, big: int) -> Network:
    """Two jugs and a tap; tlaplus/Examples, DieHard."""
    littles, lots = range(small + 1), range(big + 1)
    machines = (machine("small", map(str, littles)), machine("big", map(str, lots)))
    alone = [
        rule("fill small", {"small": [(str(n), str(small)) for n in littles]}),
        rule("fill big", {"big": [(str(n), str(big)) for n in lots]}),
        rule("empty small", {"small": [(str(n), "0") for n in littles]}),
        rule("empty big", {"big": [(str(n), "0") for n in lots]}),
    ]
    pours = [
        rule(f"pour {n} {m} into {end}", {"small": [(str(n), str(n - each))], "big": [(str(m), str(m + each))]})
        for n, m in product(littles, lots)
        for end, each in (("big", min(n, big - m)), ("small", -min(m, small - n)))
    ]
    return Network(machines, (*alone, *pours))


def ferryman() -> Network:
    """Wolf, goat and cabbage: no crossing that leaves the goat with either of the others."""
    rules = []
    for start, end in (("left", "right"), ("right", "left")):
        cross = {"man": [(start, end)]}
        across = [(start, end)]
        rules += [
            rule(f"alone {end}, goat over there", cross, {"goat": [end]}),
            rule(f"alone {end}, goat left alone", cross, {"goat": [start], "wolf": [end], "cabbage": [end]}),
            rule(f"goat {end}", {**cross, "goat": across}),
            rule(f"wolf {end}, goat over there", {**cross, "wolf": across}, {"goat": [end]}),
            rule(f"wolf {end}, cabbage over there", {**cross, "wolf": across}, {"goat": [start], "cabbage": [end]}),
            rule(f"cabbage {end}, goat over there", {**cross, "cabbage": across}, {"goat": [end]}),
            rule(f"cabbage {end}, wolf over there", {**cross, "cabbage": across}, {"goat": [start], "wolf": [end]}),
        ]
    sides = ("left", "right")
    return Network(tuple(machine(name, sides) for name in ("man", "wolf", "goat", "cabbage")), tuple(rules))


def increment(threads: int) -> Network:
    """Threads that read a shared number and write it back one larger; Stateright's increment example.

    A thread keeps the value it read, so its last state remembers it.
    """
    values = [str(value) for value in range(threads + 1)]
    states = ["start", *(f"{what} {value}" for what in ("read", "wrote after") for value in values[:-1])]
    rules = []
    for thread, value in product((f"t{n}" for n in range(threads)), values[:-1]):
        write = [(old, str(int(value) + 1)) for old in values]
        wrote = {thread: [(f"read {value}", f"wrote after {value}")], "shared": write}
        rules.append(rule(f"{thread} reads {value}", {thread: [("start", f"read {value}")]}, {"shared": [value]}))
        rules.append(rule(f"{thread} writes after {value}", wrote))
    return Network((machine("shared", values), *(machine(f"t{n}", states) for n in range(threads))), tuple(rules))
