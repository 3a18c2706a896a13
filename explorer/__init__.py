"""Where a network leads: every reachable world, and the shortest runs that answer questions about them."""

from explorer.choosing import EngineError, explore
from explorer.exploration import Bounds, Covered, Exploration, Listed, Progress, Seen
from explorer.listed import list_worlds
from explorer.runs import Run, Step

__all__ = [
    "Bounds", "Covered", "EngineError", "Exploration", "Listed", "Progress", "Run", "Seen", "Step", "explore",
    "list_worlds",
]
