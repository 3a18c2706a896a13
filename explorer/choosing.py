"""Explores a network by the engine that its domains and its first worlds ask for; who asks need not know which.

A tiny product goes to one-integer sets at once. Everything else is listed at first, and most of it ends there. What
does not goes to decision diagrams if they see a pattern, or is tried as a quotient if many of its machines are
interchangeable. Otherwise the list goes on for a while before diagrams are drawn. Where these see no pattern at all,
bit arrays answer if the product is dense, else packed worlds, however many. docs/bench.md says where each wins.
"""

from collections.abc import Sequence
from functools import partial
from math import prod

from explorer.engines import (
    MAKERS,
    FullError,
    Make,
    OutgrownError,
    Trial,
    UnfitError,
    by_engine,
    by_maker,
    listed_up_to,
    patterned,
)
from explorer.exploration import Bounds, Exploration, Progress
from explorer.listed import Farther, GrowingList, list_worlds
from explorer.watch import Means, StoppedError, Watch
from model.network import Network

ENGINES = ("list", "integers", "packed", "diagrams", "arrays", "quotient")
TINY = 1 << 14
"""Products up to this size are explored by integers without a look."""
SMALL = 1 << 20
"""Products up to this size are explored by integers when listing does not end soon."""
DENSE = 1 << 26
"""Products up to this size are tried by bit arrays where diagrams find no pattern."""
THICK, WIDE = 1 << 40, 1 << 75
"""Products up to the first may be full of worlds, from the second on thin parts are large: diagrams are tried soon."""
FEW_NODES, NODES = 50_000, 200_000
"""What each order of diagrams may spend on trial, in thick products and in others."""
PATTERN = 100_000
"""Worlds that diagrams find for these nodes where they see a pattern."""
LISTED_FIRST = 30_000
"""Worlds that are listed before anything else is tried."""
LISTED_NEXT = (100_000, 400_000)
"""Worlds that are listed before diagrams are tried in any case, and before they are drawn without a pattern."""
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


def _listed_first(network: Network, watch: Watch) -> Exploration:
    """The list, if it ends soon; else whatever is tried on what does not."""
    growing = GrowingList(network, watch)
    listed = growing.up_to(LISTED_FIRST)
    return _in_full(growing, watch, _makers(growing, _product(network))) if listed is None else listed


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


def _in_full(growing: GrowingList, watch: Watch, makes: Sequence[Make]) -> Exploration:
    """Every world, by the first maker that can; what is wrong with those before it is noted."""
    for make in (*makes, listed_up_to(growing, None)):
        try:
            return by_maker(make, growing.network, watch)
        except OutgrownError:
            continue
        except UnfitError as unfit:
            watch.notes += [] if str(unfit) in watch.notes else [str(unfit)]
        except StoppedError as stop:
            farther = Farther(stop.worlds, stop.engine, str(stop))
            return growing.so_far().standing_in(watch.bounds, farther, watch.notes)
    # The list that nothing bounds ends, or is stopped: the memory is full.
    return growing.so_far().standing_in(watch.bounds, Farther(0, "list", "memory"), watch.notes)


def _makers(growing: GrowingList, product: int) -> Sequence[Make]:
    """What is tried on a network that is not listed soon, in this order."""
    if product <= SMALL:
        return (MAKERS["integers"],)
    trial = Trial(growing.network, NODES)
    more, many = (listed_up_to(growing, worlds) for worlds in LISTED_NEXT)
    later = (more, patterned(trial, PATTERN), many, patterned(trial, 0))
    without_pattern = (MAKERS["arrays"], MAKERS["packed"]) if product <= DENSE else (MAKERS["packed"],)
    in_full = (*later, *without_pattern)
    return (*_at_once(growing.network, product, trial), _of_many_alike(growing, in_full), *in_full)


def _at_once(network: Network, product: int, trial: Trial) -> Sequence[Make]:
    """Diagrams, where the domains let expect a large network, before the list goes on."""
    if product <= THICK:
        return (patterned(Trial(network, FEW_NODES), PATTERN),)
    return (patterned(trial, PATTERN),) if product >= WIDE else ()


def _of_many_alike(growing: GrowingList, in_full: Sequence[Make]) -> Make:
    """One world of each orbit, if there are many interchangeable machines and few orbits."""

    def make(network: Network, watch: Watch) -> Exploration:
        from explorer.symmetry import ManyError, QuotientExploration, find_symmetry

        symmetry = find_symmetry(network)
        if symmetry.order < MANY_ALIKE:
            raise OutgrownError("few machines are interchangeable")
        try:
            rest = partial(_in_full, growing, watch, in_full)
            return QuotientExploration(symmetry, rest, watch, MOST_REPRESENTATIVES)
        except ManyError as many:
            raise OutgrownError("there are too many orbits") from many

    return make
