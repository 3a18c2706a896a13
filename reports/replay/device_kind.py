"""What is told of a step on a device: a kind of rule, by what it is known, and what a person does about it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, TypeAlias

Ease: TypeAlias = Literal["do", "code", "wait", "luck"]
"""You do it; your code does it; it comes by itself; it cannot be forced."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Rules that are reproduced alike: known by a mark of theirs, or by the words of their names."""

    name: str
    ease: Ease
    how: str
    marks: tuple[str, ...] = ()
    """The first words of a mark: `suspends` is a mark of whatever is suspended."""
    words: str = ""
    """A pattern of what the name of such a rule says, whoever it is about."""
    log: tuple[str, ...] = ()
    """Lines to look for; … stands for what differs. Those of the system come from logs that people have published."""

    def fits(self, rule: str, marks: Collection[str]) -> bool:
        """Whether a rule of this name, with these marks, is of this kind."""
        marked = any(mark == first or mark.startswith(f"{first} ") for mark in marks for first in self.marks)
        return marked or (bool(self.words) and re.search(self.words, rule) is not None)
