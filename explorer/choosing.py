"""Explores a network by the engine that its domains and its first worlds ask for; who asks need not know which.

A tiny product goes to one-integer sets at once. Everything else is listed at first, and most of it ends there. What
does not is packed, up to some more worlds; a network of many interchangeable machines is tried as a quotient; and the
large go to decision diagrams. Where those find no pattern, bit arrays answer if the product is dense, else packed
worlds, however many. docs/bench.md says where each wins.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import prod

from explorer.engines import OutgrownError, UnfitError, by_engine
from explorer.exploration import Bounds, Exploration, Progress
from explorer.listed import Farther, ListedExploration, list_worlds
from explorer.watch import Means, StoppedError, Watch
from model.network import Network

ENGINES = ("list", "integers", "packed", "diagrams", "arrays", "quotient")
TINY = 1 << 14
"""Products up to this size are explored by integers without a look."""
SMALL = 1 << 20
"""Products up to this size are explored by integers when listing does not end soon."""
DENSE = 1 << 26
"""Products up to this size are tried by bit arrays where diagrams find no pattern."""
LISTED_FIRST = 30_000
"""Worlds that are listed before anything else is tried."""
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
    soon = min(LISTED_FIRST, bounds.max_states or LISTED_FIRST)
    listed = list_worlds(network, replace(bounds, max_states=soon), progress)
    if listed.complete or soon == bounds.max_states or listed.covered.stopped_by != "max_states":
        return listed.standing_in(bounds, None)
    return _quotient(listed, watch) or _in_full(listed, watch)


def _forced(engine: str, network: Network, watch: Watch) -> Exploration:
    if engine not in ENGINES:
        raise EngineError(f"there is no engine `{engine}`; choose one of {', '.join(ENGINES)}")
    try:
        return _forced_quotient(network, watch) if engine == "quotient" else by_engine(engine, network, watch)
    except UnfitError as unfit:
        raise EngineError(f"{unfit}; leave --engine out, and another one answers") from unfit
    except StoppedError as stop:
        nearest = list_worlds(network, Bounds(max_states=LISTED_FIRST))
        return nearest.standing_in(watch.bounds, Farther(stop.worlds, engine, str(stop)))


def _forced_quotient(network: Network, watch: Watch) -> Exploration:
    from explorer.symmetry import ManyError, QuotientExploration, find_symmetry

    symmetry = find_symmetry(network)
    if symmetry.order == 1:
        raise UnfitError("the engine `quotient` needs interchangeable machines, and there are none")
    try:
        return QuotientExploration(symmetry, lambda: explore(network, watch.bounds, watch.progress), watch)
    except ManyError as many:
        raise UnfitError(f"the engine `quotient` has too many worlds left: {many}") from many


def _quotient(listed: ListedExploration, watch: Watch) -> Exploration | None:
    """One world of each orbit, if there are many interchangeable machines and few orbits."""
    from explorer.symmetry import ManyError, QuotientExploration, find_symmetry

    symmetry = find_symmetry(listed.network)
    if symmetry.order < MANY_ALIKE:
        return None
    try:
        return QuotientExploration(symmetry, lambda: _in_full(listed, watch), watch, MOST_REPRESENTATIVES)
    except ManyError:
        return None


def _in_full(listed: ListedExploration, watch: Watch) -> Exploration:
    """Every world, by the first engine that can; what is wrong with those before it is noted."""
    for engine in _candidates(_product(listed.network)):
        try:
            return by_engine(engine, listed.network, watch)
        except OutgrownError:
            continue
        except UnfitError as unfit:
            watch.notes.append(str(unfit))
        except StoppedError as stop:
            return listed.standing_in(watch.bounds, Farther(stop.worlds, engine, str(stop)), watch.notes)
    return list_worlds(listed.network, watch.bounds, watch.progress).standing_in(watch.bounds, None, watch.notes)


def _candidates(product: int) -> Sequence[str]:
    if product <= SMALL:
        return ("integers",)
    return ("few", "regular", "arrays", "packed") if product <= DENSE else ("few", "regular", "packed")


def _product(network: Network) -> int:
    return prod(len(machine.states) for machine in network.machines)
