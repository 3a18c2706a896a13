"""Explores a network by the engine that its domains and its first worlds ask for; who asks need not know which.

A tiny product goes to one-integer sets at once. Everything else is listed at first, and most of it ends there. What
does not goes to decision diagrams if they see a pattern at once, or is tried as a quotient if many of its machines are
interchangeable. Otherwise more worlds are listed before diagrams are drawn. Where these see no pattern at all, bit
arrays answer if the product is dense, else packed worlds, however many. docs/bench.md says where each wins.
"""

from collections.abc import Sequence
from functools import partial
from math import prod

from explorer.engines import MAKERS, Make, OutgrownError, UnfitError, by_engine, by_maker, listed_up_to, patterned
from explorer.exploration import Bounds, Exploration, Progress
from explorer.listed import Farther, ListedExploration, list_under, list_worlds
from explorer.watch import Means, StoppedError, Watch
from model.network import Network

ENGINES = ("list", "integers", "packed", "diagrams", "arrays", "quotient")
TINY = 1 << 14
"""Products up to this size are explored by integers without a look."""
SMALL = 1 << 20
"""Products up to this size are explored by integers when listing does not end soon."""
DENSE = 1 << 26
"""Products up to this size are tried by bit arrays where diagrams find no pattern."""
THICK = 1 << 40
"""Products up to this size may be full of worlds: diagrams are tried before the list goes on."""
FEW_NODES, NODES = 50_000, 200_000
"""What each order of diagrams may spend on trial, at first and later."""
PATTERN = 100_000
"""Worlds that diagrams find for these nodes where they see a pattern."""
LISTED_FIRST = 30_000
"""Worlds that are listed before anything else is tried."""
LISTED_NEXT = (200_000, 400_000)
"""Worlds that are listed before diagrams are tried again, and before they are drawn without a pattern in sight."""
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
    bounds = watch.bounds
    soon = min(LISTED_FIRST, bounds.max_states or LISTED_FIRST)
    listed = list_under(watch.narrowed(soon), network)
    if listed.complete or soon == bounds.max_states or listed.covered.stopped_by != "max_states":
        return listed.standing_in(bounds, None, watch.notes)
    return _in_full(listed, watch, _makers(listed, _product(network)))


def _product(network: Network) -> int:
    return prod(len(machine.states) for machine in network.machines)


def _forced(engine: str, network: Network, watch: Watch) -> Exploration:
    if engine not in ENGINES:
        raise EngineError(f"there is no engine `{engine}`; choose one of {', '.join(ENGINES)}")
    try:
        return _forced_quotient(network, watch) if engine == "quotient" else by_engine(engine, network, watch)
    except UnfitError as unfit:
        raise EngineError(f"{unfit}; leave --engine out, and another one answers") from unfit
    except StoppedError as stop:
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


def _in_full(listed: ListedExploration, watch: Watch, makes: Sequence[Make]) -> Exploration:
    """Every world, by the first maker that can; what is wrong with those before it is noted."""
    for make in makes:
        try:
            return by_maker(make, listed.network, watch)
        except OutgrownError:
            continue
        except UnfitError as unfit:
            watch.notes.append(str(unfit))
        except StoppedError as stop:
            return listed.standing_in(watch.bounds, Farther(stop.worlds, stop.engine, str(stop)), watch.notes)
    return list_under(watch, listed.network).standing_in(watch.bounds, None, watch.notes)


def _makers(listed: ListedExploration, product: int) -> Sequence[Make]:
    """What is tried on a network that is not listed soon, in this order."""
    if product <= SMALL:
        return (MAKERS["integers"],)
    at_once = (patterned(FEW_NODES, PATTERN),) if product <= THICK else ()
    more, many = map(listed_up_to, LISTED_NEXT)
    later = (more, patterned(NODES, PATTERN), many, patterned(NODES, 0))
    without_pattern = (MAKERS["arrays"], MAKERS["packed"]) if product <= DENSE else (MAKERS["packed"],)
    in_full = (*later, *without_pattern)
    return (*at_once, _of_many_alike(listed, in_full), *in_full)


def _of_many_alike(listed: ListedExploration, in_full: Sequence[Make]) -> Make:
    """One world of each orbit, if there are many interchangeable machines and few orbits."""

    def make(network: Network, watch: Watch) -> Exploration:
        from explorer.symmetry import ManyError, QuotientExploration, find_symmetry

        symmetry = find_symmetry(network)
        if symmetry.order < MANY_ALIKE:
            raise OutgrownError("few machines are interchangeable")
        try:
            rest = partial(_in_full, listed, watch, in_full)
            return QuotientExploration(symmetry, rest, watch, MOST_REPRESENTATIVES)
        except ManyError as many:
            raise OutgrownError("there are too many orbits") from many

    return make
