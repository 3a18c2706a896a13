"""The engines by name: how each explores a network, and why one cannot be had."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from explorer.exploration import Exploration
from explorer.watch import StoppedError, Watch
from model.network import Network

if TYPE_CHECKING:
    from oxidd.bdd import BDDFunction

    from explorer.sets.algebra import Algebra, S
    from explorer.sets.diagrams import Diagrams

Make: TypeAlias = Callable[[Network, Watch], Exploration]

PACKED_NEXT = 200_000
"""Worlds that are packed before diagrams are drawn."""
IRREGULAR_NODES = 300_000
"""A set of more nodes than this costs seconds a sweep, …"""
WORLDS_A_NODE = 20
"""… which pays only where a node tells this many worlds apart."""


class UnfitError(Exception):
    """Why an engine cannot explore a network: a library that is missing or fails, or worlds it cannot hold well."""


class OutgrownError(UnfitError):
    """The network is larger, or has less pattern, than what this engine is tried for; the next is the better one."""


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


def _arrays(network: Network, watch: Watch) -> Exploration:
    from explorer.sets.arrays import BitArrays, fits

    if not fits(network):
        raise UnfitError("the engine `arrays` holds products of two thousand million worlds at most")
    return _swept(BitArrays(network), watch)


def _packed(network: Network, watch: Watch) -> Exploration:
    from explorer.sets.exploration import SetExploration
    from explorer.sets.packed import list_worlds

    listed = list_worlds(network, watch)
    return SetExploration(listed, listed.everything, watch, listed.listing.depth)


def _packed_if_few(network: Network, watch: Watch) -> Exploration:
    most = watch.bounds.max_states
    if most is not None and most <= PACKED_NEXT:
        return _packed(network, watch)
    try:
        return _packed(network, watch.narrowed(PACKED_NEXT))
    except StoppedError as stop:
        if str(stop) == "max_states":
            raise OutgrownError(f"more than {PACKED_NEXT:,} worlds") from stop
        raise


def _diagrams(network: Network, watch: Watch) -> Exploration:
    return _drawn(network, watch, lambda _algebra, _reached: None)


def _regular(network: Network, watch: Watch) -> Exploration:
    return _drawn(network, watch, _check_regular)


def _drawn(network: Network, watch: Watch, check: "Callable[[Diagrams, BDDFunction], None]") -> Exploration:
    from explorer.checkpoint import Checkpoint
    from explorer.sets.diagrams import Diagrams
    from explorer.sets.exploration import SetExploration
    from explorer.sets.order import best_order
    from explorer.sets.reaching import all_reachable

    algebra = Diagrams(network, best_order(network), watch.bounds.max_memory)
    checkpoint = Checkpoint(watch.keeping, algebra) if watch.keeping else None
    reachable = all_reachable(algebra, watch, checkpoint, lambda reached: check(algebra, reached))
    return SetExploration(algebra, reachable, watch)


def _check_regular(algebra: "Diagrams", reached: "BDDFunction") -> None:
    nodes = reached.node_count()
    if nodes > IRREGULAR_NODES and algebra.count(reached) < nodes * WORLDS_A_NODE:
        raise OutgrownError("the worlds are too irregular for the engine `diagrams`")


def _swept(algebra: "Algebra[S]", watch: Watch) -> Exploration:
    from explorer.sets.exploration import SetExploration
    from explorer.sets.reaching import all_reachable

    return SetExploration(algebra, all_reachable(algebra, watch), watch)


MAKERS: Mapping[str, Make] = {
    "list": _listed,
    "integers": _integers,
    "packed": _packed,
    "diagrams": _diagrams,
    "few": _packed_if_few,
    "regular": _regular,
    "arrays": _arrays,
}
"""Two give up in favour of the next: `few` is `packed`, `regular` is `diagrams` while they see a pattern."""
