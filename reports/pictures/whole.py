"""Lists all worlds of a network for those who need them all, pictures and exports, or says why it did not."""

from explorer import list_worlds
from explorer.exploration import Bounds, Listed
from reports.errors import printable
from reports.inputs import Case
from reports.terminal.progress import exploring
from reports.terminal.words import counted

MOST_WORLDS = 1_000_000
"""Worlds at most; more fill the memory of a small machine, and no other tool reads them."""


class NotWhole(Exception):  # noqa: N818 - not a fault of the input: the answer is not known
    """The network has more worlds than are listed, or the user did not wait for them."""


def whole_exploration(case: Case) -> Listed:
    """Every reachable world of the case.

    Raises:
        NotWhole: there are more than MOST_WORLDS, or the user interrupted.
    """
    with exploring(case.name) as progress:
        exploration = list_worlds(case.network, Bounds(max_states=MOST_WORLDS), progress)
    covered, name = exploration.covered, printable(case.name)
    if covered.stopped_by == "interrupt":
        raise NotWhole(f"interrupted: {name}: after {counted(covered.states, 'world')}; nothing is written")
    if not covered.complete:
        raise NotWhole(f"{name}: more than {MOST_WORLDS:,} worlds, the limit of render and export; nothing is written")
    return exploration
