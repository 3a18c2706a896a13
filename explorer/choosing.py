"""Explores a network by the engine that its domains and its first worlds ask for; who asks need not know which.

A tiny product goes to one-integer sets at once. Everything else is listed at first, and most of it ends there. What
does not goes to decision diagrams if they see a pattern, or is tried as a quotient if many of its machines are
interchangeable. Otherwise the list goes on for a while, in C if that was built here, before diagrams are drawn. Where
these see no pattern at all, bit arrays answer if the product is dense, else the list in C, or packed worlds, however
many. docs/bench.md says where each wins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import prod

from explorer.engines import (
    MAKERS,
    FullError,
    GrowingCompiled,
    Make,
    OutgrownError,
    Trial,
    UnfitError,
    by_engine,
    by_maker,
    listed_up_to,
    patterned,
)
from explorer.exploration import Bounds, Exploration, Farther, Progress
from explorer.listed import GrowingList, list_worlds
from explorer.watch import Means, StoppedError, Watch
from model.network import Network

ENGINES = ("list", "compiled", "integers", "packed", "diagrams", "arrays", "quotient")
TINY = 1 << 14
"""Products up to this size are explored by integers without a look."""
SMALL = 1 << 20
"""Products up to this size are explored by integers when listing does not end soon."""
DENSE = 1 << 26
"""Products up to this size are tried by bit arrays where diagrams find no pattern."""
THICK, WIDE = 1 << 40, 1 << 75
"""Products up to the first may be full of worlds, and are tried by diagrams soon; without C so are those from the
second on, of which even a thin part is large."""
FEW_NODES, NODES = 50_000, 200_000
"""What each order of diagrams may spend on trial: at first, and when the list does not end soon."""
PATTERN = 100_000
"""Worlds that diagrams find for these nodes where they see a pattern."""
LISTED_BEFORE_C, LISTED_FIRST = 1_000, 30_000
"""Worlds that are listed before anything else is tried: where a list in C goes on, and where there is none."""
LISTED_BY_C = (300_000, 2_000_000, 10_000_000)
"""Worlds that are listed by C, if it is there, before diagrams are tried for a moment: where the product may be full of
worlds, and elsewhere; and before they are tried for longer."""
LISTED_NEXT = (100_000, 400_000)
"""Without it: worlds listed before diagrams are tried in any case, and before they are drawn without a pattern."""
MANY_ALIKE = 24
"""Permutations of interchangeable machines from which on a quotient is tried, …"""
MOST_REPRESENTATIVES = 20_000
"""… as long as it has no more worlds than this."""
UNBOUNDED = Bounds()
AS_ASKED = Means()


class EngineError(ValueError):
    """Why the engine asked for cannot explore this network, and the mend."""


def explore(
    network: Network, bounds: Bounds = UNBOUNDED, progress: Progress | None = None, means: Means = AS_ASKED
) -> Exploration:
    """Every reachable world of a network, as far as the bounds let it get, by the engine it asks for.

    `means` may force one of the ENGINES, whatever the network asks for.

    A bound that is hit, or the user's interrupt (Ctrl-C), leaves an exploration that is not complete.

    Raises:
        EngineError: the engine forced is unknown, its library is not installed, or it cannot hold this network.
        CheckpointError: a checkpoint cannot be kept, or is not one to go on from.
    """
    watch = Watch(bounds, progress, means.keeping)
    if means.engine is not None:
        return _forced(means.engine, network, watch)
    if _product(network) <= TINY and bounds.max_states is None:
        return _forced("integers", network, watch)
    return _listed_first(network, watch)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A network that is being listed, by Python at first, and then perhaps by C."""

    network: Network
    watch: Watch
    plain: GrowingList
    compiled: GrowingCompiled

    def nearest(self, farther: Farther) -> Exploration:
        """The nearest worlds, in place of all that an engine would have found that was stopped."""
        by_c = self.compiled.so_far(farther)
        if by_c is not None:
            return by_c
        return self.plain.so_far().standing_in(self.watch.bounds, farther, self.watch.notes)


def _listed_first(network: Network, watch: Watch) -> Exploration:
    """The list, if it ends soon; else whatever is tried on what does not."""
    begun = _Begun(network, watch, GrowingList(network, watch), GrowingCompiled(network, watch))
    listed = begun.plain.up_to(LISTED_BEFORE_C)
    by_c = listed is None and _lists_by_c(watch)
    if listed is None and not by_c:
        listed = begun.plain.up_to(LISTED_FIRST)
    return _in_full(begun, _makers(begun, by_c)) if listed is None else listed


def _product(network: Network) -> int:
    return prod(len(machine.states) for machine in network.machines)


def _forced(engine: str, network: Network, watch: Watch) -> Exploration:
    if engine not in ENGINES:
        raise EngineError(f"there is no engine `{engine}`; choose one of {', '.join(ENGINES)}")
    try:
        return _forced_quotient(network, watch) if engine == "quotient" else by_engine(engine, network, watch)
    except FullError:
        return _nearest_to(StoppedError("memory"), engine, network, watch)
    except UnfitError as unfit:
        raise EngineError(f"{unfit}; leave --engine out, and another one answers") from unfit
    except StoppedError as stop:
        return _nearest_to(stop, engine, network, watch)


def _nearest_to(stop: StoppedError, engine: str, network: Network, watch: Watch) -> Exploration:
    """The nearest worlds, listed in place of an engine that was stopped."""
    nearest = list_worlds(network, Bounds(max_states=min(LISTED_FIRST, watch.bounds.max_states or LISTED_FIRST)))
    farther = None if nearest.complete else Farther(stop.worlds, engine, str(stop))
    return nearest.standing_in(watch.bounds, farther, watch.notes)


def _forced_quotient(network: Network, watch: Watch) -> Exploration:
    from explorer.symmetry import ManyError, QuotientExploration, find_symmetry

    symmetry = find_symmetry(network)
    if symmetry.order == 1:
        raise UnfitError("the engine `quotient` needs interchangeable machines, and there are none")
    try:
        return QuotientExploration(symmetry, partial(_listed_first, network, watch), watch)
    except ManyError as many:
        raise UnfitError(f"the engine `quotient` has too many worlds left: {many}") from many


def _in_full(begun: _Begun, makes: Sequence[Make]) -> Exploration:
    """Every world, by the first maker that can; what is wrong with those before it is noted."""
    notes = begun.watch.notes
    for make in (*makes, listed_up_to(begun.plain, None)):
        try:
            return by_maker(make, begun.network, begun.watch)
        except OutgrownError:
            continue
        except UnfitError as unfit:
            notes += [] if str(unfit) in notes else [str(unfit)]
        except StoppedError as stop:
            return begun.nearest(Farther(stop.worlds, stop.engine, str(stop)))
    # The list that nothing bounds ends, or is stopped: the memory is full.
    return begun.nearest(Farther(0, "list", "memory"))


def _makers(begun: _Begun, by_c: bool) -> Sequence[Make]:
    """What is tried on a network that is not listed soon, in this order."""
    product = _product(begun.network)
    if product <= SMALL:
        return (MAKERS["integers"],)
    trial = Trial(begun.network, NODES)
    first, later = _by_c(begun, trial, product) if by_c else _by_python(begun, trial, product)
    dense = (MAKERS["arrays"],) if product <= DENSE else ()
    in_full = (*later, *dense, begun.compiled.up_to(None), MAKERS["packed"])
    return (*first, _of_many_alike(begun, in_full), *in_full)


def _lists_by_c(watch: Watch) -> bool:
    """Whether the compiled list is there, and need not stop at the very world that a bound names."""
    from explorer.compiled.building import is_built

    return is_built() and (watch.bounds.max_states is None or watch.bounds.max_states > LISTED_NEXT[-1])


def _by_c(begun: _Begun, trial: Trial, product: int) -> tuple[Sequence[Make], Sequence[Make]]:
    """What is tried before a quotient, and after it, where worlds are listed by the million a second."""
    full, thin, many = map(begun.compiled.up_to, LISTED_BY_C)
    soon = patterned(Trial(begun.network, FEW_NODES), PATTERN, glimpse=True)
    return (full if product <= THICK else thin, soon), (many, patterned(trial, PATTERN), patterned(trial, 0))


def _by_python(begun: _Begun, trial: Trial, product: int) -> tuple[Sequence[Make], Sequence[Make]]:
    """The same where listing is slow: diagrams go first if the domains let expect a large network."""
    more, many = (listed_up_to(begun.plain, worlds) for worlds in LISTED_NEXT)
    soon: Sequence[Make] = (patterned(trial, PATTERN),) if product >= WIDE else ()
    if product <= THICK:
        soon = (patterned(Trial(begun.network, FEW_NODES), PATTERN),)
    return soon, (more, patterned(trial, PATTERN), many, patterned(trial, 0))


def _of_many_alike(begun: _Begun, in_full: Sequence[Make]) -> Make:
    """One world of each orbit, if there are many interchangeable machines and few orbits."""

    def make(network: Network, watch: Watch) -> Exploration:
        from explorer.symmetry import ManyError, QuotientExploration, find_symmetry

        symmetry = find_symmetry(network)
        if symmetry.order < MANY_ALIKE:
            raise OutgrownError("few machines are interchangeable")
        try:
            rest = partial(_in_full, begun, in_full)
            return QuotientExploration(symmetry, rest, watch, MOST_REPRESENTATIVES)
        except ManyError as many:
            raise OutgrownError("there are too many orbits") from many

    return make
