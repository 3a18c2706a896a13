"""The engines by name: what each needs, and why one cannot be had."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from explorer.exploration import Exploration
from explorer.sets.algebra import Algebra, S
from explorer.watch import StoppedError, Watch
from model.network import Network

Make: TypeAlias = Callable[[Network, Watch], Exploration]


class UnfitError(Exception):
    """Why an engine cannot explore a network: a library that is missing or fails, or worlds it cannot hold."""


def by_engine(engine: str, network: Network, watch: Watch) -> Exploration:
    """Every reachable world of a network by one engine.

    Raises:
        UnfitError: the engine cannot be had, or cannot hold this network.
        StoppedError: a bound was hit.
        KeyError: there is no such engine.
    """
    make = MAKERS[engine]
    try:
        return make(network, watch)
    except ImportError as error:
        library = error.name or error
        raise UnfitError(f"the engine `{engine}` needs a library that is not installed: {library}") from error
    except MemoryError as error:
        if watch.bounds.max_memory is not None:
            raise StoppedError("max_memory") from error
        raise UnfitError(f"the engine `{engine}` ran out of room") from error


def _listed(network: Network, watch: Watch) -> Exploration:
    from explorer.listed import list_worlds

    return list_worlds(network, watch.bounds, watch.progress)


def _integers(network: Network, watch: Watch) -> Exploration:
    from explorer.sets.integers import Integers, fits

    if not fits(network):
        raise UnfitError("the engine `integers` holds products of a million worlds at most")
    return _swept(Integers(network), watch)


def _diagrams(network: Network, watch: Watch) -> Exploration:
    from explorer.checkpoint import Checkpoint
    from explorer.sets.diagrams import Diagrams
    from explorer.sets.exploration import SetExploration
    from explorer.sets.order import best_order
    from explorer.sets.reaching import all_reachable

    algebra = Diagrams(network, best_order(network), watch.bounds.max_memory)
    checkpoint = Checkpoint(watch.keeping, algebra) if watch.keeping else None
    return SetExploration(algebra, all_reachable(algebra, watch, checkpoint), watch)


def _arrays(network: Network, watch: Watch) -> Exploration:
    from explorer.sets.arrays import BitArrays, fits

    if not fits(network):
        raise UnfitError("the engine `arrays` holds products of two thousand million worlds at most")
    return _swept(BitArrays(network), watch)


def _packed(network: Network, watch: Watch) -> Exploration:
    from explorer.sets.exploration import SetExploration
    from explorer.sets.packed import list_worlds

    listed = list_worlds(network, watch)
    return SetExploration(listed, listed.everything, watch)


def _swept(algebra: Algebra[S], watch: Watch) -> Exploration:
    from explorer.sets.exploration import SetExploration
    from explorer.sets.reaching import all_reachable

    return SetExploration(algebra, all_reachable(algebra, watch), watch)


MAKERS: Mapping[str, Make] = {
    "list": _listed, "integers": _integers, "diagrams": _diagrams, "arrays": _arrays, "packed": _packed,
}  # fmt: skip
