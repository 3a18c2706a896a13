"""Where a network leads: every reachable world, and the shortest runs that answer questions about them."""

from explorer.exploration import Bounds, Covered, Exploration, Progress
from explorer.listed import explore
from explorer.runs import Run, Step

__all__ = ["Bounds", "Covered", "Exploration", "Progress", "Run", "Step", "explore"]
