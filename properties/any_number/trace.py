"""Reads off how a member may come to a forbidden pattern, when a crowd does not rule it out."""

from oxidd.bdd import BDDFunction

from properties.any_number.crowd import Pattern
from properties.any_number.reach import Growth, Reach


def abstract_run(found: Reach, pattern: Pattern) -> tuple[str, ...]:
    """The patterns met by one member on the way to a forbidden one, which comes last; not always the shortest way.

    It may be a run of no design: of other members it remembers only what may be.
    """
    broken = found.breaks(pattern)
    assert broken is not None
    meeting, worlds = broken
    steps = [pattern.name]
    kind, place = meeting.kind, len(found.growth)
    while (earlier := _source(found, kind, (place, worlds))) is not None:
        place, worlds = earlier
        growth = found.growth[place]
        who = " (another's)" if growth.meeting.is_anothers else ""
        steps.append(f"{growth.meeting.pattern.name}{who}")
    return tuple(reversed(steps))


def _source(found: Reach, kind: str, to: tuple[int, BDDFunction]) -> tuple[int, BDDFunction] | None:
    """The first growth that made some of these worlds possible, and the worlds it came from; None at the start."""
    end, worlds = to
    if (worlds & found.book.initial(kind)).satisfiable():
        return None
    low, high = 0, end
    while low < high:
        middle = (low + high) // 2
        if (found.growth[middle].after[kind] & worlds).satisfiable():
            high = middle
        else:
            low = middle + 1
    return low, _before(found, found.growth[low], worlds)


def _before(found: Reach, growth: Growth, worlds: BDDFunction) -> BDDFunction:
    """The worlds, held possible before a growth, from which it led to some of these."""
    meeting, book = growth.meeting, found.book
    reached = worlds & growth.after[meeting.kind]
    met = meeting.before(book, growth.before)
    return meeting.leading(book, reached) & met
