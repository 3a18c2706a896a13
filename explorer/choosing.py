"""Explores a network by the engine that its domains and its first worlds ask for; who asks need not know which.

A tiny product goes to one-integer sets at once. Everything else is listed at first, and most of it ends there. What
does not goes to sets of worlds: integers if the product allows it, else decision diagrams; and where diagrams cannot
tell worlds apart in fewer nodes than there are worlds, or cannot be had, to packed worlds. docs/bench.md says
where each wins.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import prod

from explorer.engines import MAKERS, UnfitError, by_engine
from explorer.exploration import Bounds, Exploration, Progress
from explorer.listed import Farther, ListedExploration, list_worlds
from explorer.watch import Means, StoppedError, Watch
from model.network import Network

TINY = 1 << 14
"""Products up to this size are explored by integers without a look."""
SMALL = 1 << 20
"""Products up to this size are explored by integers when listing does not end soon."""
LISTED_FIRST = 30_000
"""Worlds that are listed before anything else is tried."""
UNBOUNDED = Bounds()
AS_ASKED = Means()


class EngineError(ValueError):
    """Why the engine asked for cannot explore this network, and the mend."""


def explore(
    network: Network, bounds: Bounds = UNBOUNDED, progress: Progress | None = None, means: Means = AS_ASKED
) -> Exploration:
    """Every reachable world of a network, as far as the bounds let it get, by the engine it asks for.

    `means` may force one of `explorer.engines`, whatever the network asks for.

    A bound that is hit, or the user's interrupt (Ctrl-C), leaves an exploration that is not complete.

    Raises:
        EngineError: the engine forced is unknown, its library is not installed, or it cannot hold this network.
        CheckpointError: a checkpoint cannot be kept, or is not one to go on from.
    """
    watch = Watch(bounds, progress, means.keeping)
    if means.engine is not None:
        return _forced(means.engine, network, watch)
    product = prod(len(machine.states) for machine in network.machines)
    if product <= TINY and bounds.max_states is None:
        return _forced("integers", network, watch)
    soon = min(LISTED_FIRST, bounds.max_states or LISTED_FIRST)
    listed = list_worlds(network, replace(bounds, max_states=soon), progress)
    if listed.complete or soon == bounds.max_states or listed.covered.stopped_by != "max_states":
        return listed.standing_in(bounds, None)
    return _first_that_can(("integers",) if product <= SMALL else ("diagrams", "packed"), watch, listed)


def _forced(engine: str, network: Network, watch: Watch) -> Exploration:
    if engine not in MAKERS:
        raise EngineError(f"there is no engine `{engine}`; choose one of {', '.join(MAKERS)}")
    try:
        return by_engine(engine, network, watch)
    except UnfitError as unfit:
        raise EngineError(f"{unfit}; leave --engine out, and another one answers") from unfit
    except StoppedError as stop:
        nearest = list_worlds(network, Bounds(max_states=LISTED_FIRST))
        return nearest.standing_in(watch.bounds, Farther(stop.worlds, engine, str(stop)))


def _first_that_can(engines: Sequence[str], watch: Watch, listed: ListedExploration) -> Exploration:
    """By the first of these engines that can be had; what is wrong with those before it is noted."""
    for engine in engines:
        try:
            return by_engine(engine, listed.network, watch)
        except UnfitError as unfit:
            watch.notes.append(str(unfit))
        except StoppedError as stop:
            return listed.standing_in(watch.bounds, Farther(stop.worlds, engine, str(stop)), watch.notes)
    return list_worlds(listed.network, watch.bounds, watch.progress).standing_in(watch.bounds, None, watch.notes)
