"""The engines by name: how each explores a network, and why one cannot be had."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from explorer.exploration import Exploration, Farther
from explorer.watch import StoppedError, Watch, make_room_for_numpy
from model.network import Network

if TYPE_CHECKING:
    from oxidd.bdd import BDDFunction

    from explorer.compiled.exploration import GrowingWorlds
    from explorer.listed import GrowingList, ListedExploration
    from explorer.sets.algebra import Algebra, S
    from explorer.sets.diagrams import Diagrams

Make: TypeAlias = Callable[[Network, Watch], Exploration]

TRIED_NODES = 200_000
"""What each order of diagrams may spend on trial where they are forced."""
_GLIMPSED = 5, 10
"""What part of the nodes a glimpse may make, and what part of the worlds it has to find for them."""
_ROOM_FOR_A_TRIAL = 100 << 20
"""Bytes: the nodes of a trial and what the library remembers beside them."""
IRREGULAR_NODES = 300_000
"""A set of more nodes than this costs seconds a sweep, …"""
WORLDS_A_NODE = 20
"""… which pays only where a node tells this many worlds apart."""


class UnfitError(Exception):
    """Why an engine cannot explore a network: a library that is missing or fails, or worlds it cannot hold well."""


class FullError(UnfitError):
    """The memory is full, whatever the engine; not the network's fault."""


class OutgrownError(UnfitError):
    """The network is larger, or has less pattern, than what this engine is tried for; the next is the better one."""


def by_engine(engine: str, network: Network, watch: Watch) -> Exploration:
    """Every reachable world of a network by one engine.

    Raises:
        UnfitError: the engine cannot be had, or cannot hold this network.
        StoppedError: a bound was hit.
        KeyError: there is no such engine.
    """
    return by_maker(MAKERS[engine], network, watch)


def by_maker(make: Make, network: Network, watch: Watch) -> Exploration:
    """Every reachable world of a network; what goes wrong is told apart, raises what `by_engine` raises."""
    try:
        return make(network, watch)
    except ImportError as error:
        raise UnfitError(f"a library of an engine is not installed: {error.name or error}") from error
    except KeyboardInterrupt:
        raise StoppedError("interrupt") from None
    except MemoryError as error:
        if watch.bounds.max_memory is not None:
            raise StoppedError("max_memory") from error
        raise FullError("an engine ran out of room") from error


def _listed(network: Network, watch: Watch) -> "ListedExploration":
    from explorer.listed import list_under

    return list_under(watch, network)


def listed_up_to(growing: "GrowingList", most: int | None) -> Make:
    """The list, gone on with; if it ends by then."""

    def make(_network: Network, watch: Watch) -> Exploration:
        listed = growing.up_to(most)
        if listed is None:
            raise OutgrownError(f"more than {most:,} worlds")
        return listed.standing_in(watch.bounds, None, watch.notes)

    return make


class GrowingCompiled:
    """The compiled list, begun when somebody asks for it, and gone on with by whoever asks next."""

    def __init__(self, network: Network, watch: Watch) -> None:
        """Nothing is listed yet."""
        self._network = network
        self._watch = watch

    def up_to(self, most: int | None) -> Make:
        """The list, if it ends with at most so many worlds, and if there is room for them."""

        def make(_network: Network, _watch: Watch) -> Exploration:
            explored = self._growing.up_to(most)
            if explored is None:
                raise OutgrownError(f"more than {most:,} worlds")
            return explored

        return make

    def so_far(self, farther: Farther) -> Exploration | None:
        """What was listed before another engine came farther, and was stopped; None if nothing was.

        Nothing, either, where the memory is short: looking at many worlds takes some.
        """
        if "_growing" not in vars(self) or farther.stopped_by in ("max_memory", "memory"):
            return None
        return self._growing.so_far(farther)

    @cached_property
    def _growing(self) -> "GrowingWorlds":
        from explorer.compiled.exploration import GrowingWorlds
        from explorer.compiled.library import NotBuiltError
        from explorer.compiled.shape import TooLargeError

        try:
            return GrowingWorlds(self._network, self._watch)
        except (NotBuiltError, TooLargeError) as error:
            raise UnfitError(str(error)) from error


def _compiled(network: Network, watch: Watch) -> Exploration:
    return GrowingCompiled(network, watch).up_to(None)(network, watch)


def _integers(network: Network, watch: Watch) -> Exploration:
    from explorer.sets.integers import Integers, fits

    if not fits(network):
        raise UnfitError("the engine `integers` holds products of a million worlds at most")
    return _swept(Integers(network), watch)


def _arrays(network: Network, watch: Watch) -> Exploration:
    make_room_for_numpy()
    from explorer.sets.arrays import BitArrays, fits

    if not fits(network):
        raise UnfitError("the engine `arrays` holds products of two thousand million worlds at most")
    return _swept(BitArrays(network), watch)


def _packed(network: Network, watch: Watch) -> Exploration:
    make_room_for_numpy()
    from explorer.sets.exploration import SetExploration
    from explorer.sets.packed import list_worlds

    listed = list_worlds(network, watch)
    return SetExploration(listed, listed.everything, watch, listed.listing.depth)


def _diagrams(network: Network, watch: Watch) -> Exploration:
    from explorer.checkpoint import order_kept
    from explorer.sets.order import best_order

    order = order_kept(watch.keeping, network) or best_order(network, TRIED_NODES)[0]
    return _drawn(network, order, watch, lambda _algebra, _reached: None)


class Trial:
    """The orders of diagrams, tried once for all who want to know which is the best."""

    def __init__(self, network: Network, nodes: int) -> None:
        """Take what each order may spend."""
        self._network = network
        self._nodes = nodes

    @cached_property
    def best(self) -> tuple[tuple[str, ...], int]:
        """The best order, and how many worlds it found."""
        from explorer.sets.order import best_order

        return best_order(self._network, self._nodes)

    def glimpses(self, least: int) -> bool:
        """Whether the order that is had for nothing finds a part of so many worlds for a part of the nodes."""
        from explorer.sets.order import found_as_declared

        return found_as_declared(self._network, self._nodes // _GLIMPSED[0]) >= least // _GLIMPSED[1]


def patterned(trial: Trial, least: int, glimpse: bool = False) -> Make:
    """Diagrams, if their best order finds at least so many worlds on trial; `glimpse`: if any one does, at first."""

    def make(network: Network, watch: Watch) -> Exploration:
        from explorer.checkpoint import order_kept

        resumed = order_kept(watch.keeping, network)
        if resumed is None and not watch.has_room(_ROOM_FOR_A_TRIAL):
            raise OutgrownError("there is no room to try diagrams")
        if resumed is None and ((glimpse and not trial.glimpses(least)) or trial.best[1] < least):
            raise OutgrownError("diagrams see no pattern yet")
        return _drawn(network, resumed or trial.best[0], watch, _check_regular)

    return make


def _drawn(
    network: Network, order: Sequence[str], watch: Watch, check: "Callable[[Diagrams, BDDFunction], None]"
) -> Exploration:
    from explorer.checkpoint import Checkpoint
    from explorer.sets.diagrams import Diagrams
    from explorer.sets.exploration import SetExploration
    from explorer.sets.reaching import all_reachable

    algebra = Diagrams(network, order, watch.bounds.max_memory)
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
    "compiled": _compiled,
    "integers": _integers,
    "packed": _packed,
    "diagrams": _diagrams,
    "arrays": _arrays,
}
