"""Guesses an exchange of two machines: two colourings, with the marks of the two swapped, laid together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from explorer.symmetry.colours import Colouring, Shape, refinements

Match: TypeAlias = dict[int, int]
"""What is where after an exchange, by numbers; what is left out stays."""


@dataclass(frozen=True, slots=True)
class Guess:
    """An exchange of machines, and of states, that is not proved."""

    machines: Match
    states: Match


class _UnlikeError(Exception):
    """The two colourings cannot be laid together."""


def exchange_of(shape: Shape, colouring: Colouring, pair: tuple[int, int]) -> Guess | None:
    """The exchange of two machines that takes along what must go with them, and leaves what can stay.

    None when colours tell that there is none. `colouring` is stable.
    """
    one, other = pair
    here, there = colouring.marked({one: 1, other: 2}), colouring.marked({one: 2, other: 1})
    try:
        return _laid_together(shape, here, there)
    except _UnlikeError:
        return None


def _laid_together(shape: Shape, here: Colouring, there: Colouring) -> Guess:
    """Mark machines that could go either way, one by one, until every machine has its place."""
    for mark in range(3, 3 + len(here.machines)):
        here, there = _stable(shape, here), _stable(shape, there)
        machines, undecided = _matched(here.machines, there.machines)
        if undecided is None:
            break
        here, there = here.marked({undecided[0]: mark}), there.marked({undecided[1]: mark})
    moved = {start: end for start, end in machines.items() if start != end}
    states: Match = {}
    for start, end in machines.items():
        states.update(_states_matched(shape, (start, end), (here, there)))
    return Guess(moved, {start: end for start, end in states.items() if start != end})


def _stable(shape: Shape, colouring: Colouring) -> Colouring:
    *_, last = refinements(shape, colouring)
    return last


def _matched(here: Sequence[int], there: Sequence[int]) -> tuple[Match, tuple[int, int] | None]:
    """Where machines go by their colours, and the first two that can be chosen to correspond where colours allow more.

    Machines that share a colour on both sides stay where they are: nothing tells them to move.
    """
    match: Match = {}
    undecided: tuple[int, int] | None = None
    for mine, theirs in _classes(range(len(here)), range(len(there)), (here, there)):
        if mine == theirs or len(mine) == 1:
            match.update(zip(mine, theirs, strict=True))
        elif undecided is None:
            undecided = (mine[0], mine[0] if mine[0] in theirs else theirs[0])
    return match, undecided


def _states_matched(shape: Shape, machines: tuple[int, int], sides: tuple[Colouring, Colouring]) -> Match:
    """States go by their colours; where colours allow more, by their names if these are the same, or in their order."""
    match: Match = {}
    mine, theirs = (shape.states(machine) for machine in machines)
    for here, there in _classes(mine, theirs, (sides[0].states, sides[1].states)):
        by_name = [{shape.names[state]: state for state in side} for side in (here, there)]
        if by_name[0].keys() == by_name[1].keys():
            match.update((state, by_name[1][name]) for name, state in by_name[0].items())
        else:
            match.update(zip(here, there, strict=True))
    return match


def _classes(
    mine: range, theirs: range, colours: tuple[Sequence[int], Sequence[int]]
) -> list[tuple[list[int], list[int]]]:
    """The numbers on both sides that share a colour, in the order of the first on the left."""
    left = _by_colour(mine, colours[0])
    right = _by_colour(theirs, colours[1])
    if {colour: len(each) for colour, each in left.items()} != {colour: len(each) for colour, each in right.items()}:
        raise _UnlikeError
    return [(each, right[colour]) for colour, each in left.items()]


def _by_colour(numbers: range, colours: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number in numbers:
        found.setdefault(colours[number], []).append(number)
    return found
