"""Finds interchangeable blocks of machines, proves that they are, and explores one world of each orbit."""

from explorer.symmetry.blocks import Blocks
from explorer.symmetry.finding import Symmetry, find_symmetry
from explorer.symmetry.quotient import QuotientExploration
from explorer.symmetry.representatives import ManyError

__all__ = ["Blocks", "ManyError", "QuotientExploration", "Symmetry", "find_symmetry"]
