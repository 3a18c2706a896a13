"""Finds what holds of every member of a crowd, however many there are: all that it and the common machines come to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from time import monotonic

from oxidd.bdd import BDDFunction

from properties.any_number.book import Book
from properties.any_number.crowd import Crowd, Moves, Pattern, Way

Views = Mapping[str, BDDFunction]
"""Kind -> the states of the common machines and one member of that kind that are held possible."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A pattern seen by one member of a kind, the acting one or one of the others."""

    pattern: Pattern
    kind: str
    is_acting: bool

    @property
    def is_anothers(self) -> bool:
        """Whether another member acts."""
        return self.pattern.acting is not None and not self.is_acting

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways the member looked at may go."""
        if self.is_acting and self.pattern.acting is not None:
            return (self.pattern.acting,)
        return tuple(way for way in self.pattern.others if way.kind == self.kind)

    def before(self, book: Book, views: Views) -> BDDFunction:
        """The worlds it may be met in: what is held possible of the member, and of another that acts.

        Of the other nothing is kept but that it may act beside the same common machines.
        """
        seen = views[self.kind]
        if not self.is_anothers:
            return seen
        assert self.pattern.acting is not None
        acting = self.pattern.acting
        return seen & book.beside(views[acting.kind], acting.kind, acting.moves)

    def after(self, book: Book, worlds: BDDFunction) -> BDDFunction:
        """Where it leads from these worlds, said of the member looked at."""
        return self._through(book, worlds, dict)

    def leading(self, book: Book, worlds: BDDFunction) -> BDDFunction:
        """Whence it leads to these worlds, said of the member looked at."""
        return self._through(book, worlds, _reversed)

    def _through(self, book: Book, worlds: BDDFunction, turn: Callable[[Moves], Moves]) -> BDDFunction:
        """The moves of all, done one after another: they are independent."""
        worlds = book.going(worlds, "", turn(self.pattern.common))
        return book.any_of(book.going(worlds, self.kind, turn(way.moves)) for way in self.ways)


def _reversed(moves: Moves) -> Moves:
    """The moves, backwards."""
    return {machine: frozenset((end, start) for start, end in pairs) for machine, pairs in moves.items()}


def meetings(pattern: Pattern, kinds: tuple[str, ...]) -> Iterator[Meeting]:
    """The ways a member of any kind may see a pattern."""
    for kind in kinds:
        if pattern.acting is not None and pattern.acting.kind == kind:
            yield Meeting(pattern, kind, is_acting=True)
        yield Meeting(pattern, kind, is_acting=False)


class TooLongError(Exception):
    """The fixpoint was not there in time."""


@dataclass(frozen=True, slots=True)
class Growth:
    """One meeting that made more possible: what was held possible before it, and after."""

    meeting: Meeting
    before: Views
    after: Views


@dataclass(frozen=True, slots=True)
class Reach:
    """All that is held possible of members of each kind, and how it came about."""

    book: Book
    crowd: Crowd
    views: Views
    growth: tuple[Growth, ...]

    def breaks(self, pattern: Pattern) -> tuple[Meeting, BDDFunction] | None:
        """From whose view a forbidden pattern may happen, and in which worlds; nothing, if it never may.

        Every kind has at least one member, so it never happens if one member that must see it cannot.
        """
        found = None
        for meeting in viewpoints(pattern, tuple(self.crowd.own)):
            met = meeting.before(self.book, self.views)
            worlds = meeting.leading(self.book, meeting.after(self.book, met)) & met
            if not worlds.satisfiable():
                return None
            found = found or (meeting, worlds)
        return found


def viewpoints(pattern: Pattern, kinds: tuple[str, ...]) -> Iterator[Meeting]:
    """Members that must see a forbidden pattern if it happens: who acts, or else one of any kind."""
    for meeting in meetings(pattern, kinds):
        if not meeting.is_anothers:
            yield meeting


def reach(crowd: Crowd, book: Book, seconds: float = float("inf")) -> Reach:
    """Everything that is possible of a member, if what is possible of others is the same: a least fixpoint.

    Of worlds with any number of members only the common machines and one member are remembered, so this holds more
    possible than is (view abstraction with views of one: Abdulla, Haziza, Holik, "All for the price of few", VMCAI
    2013).

    Raises:
        TooLongError: it takes longer than so many seconds.
    """
    end = monotonic() + seconds
    kinds = tuple(crowd.own)
    views: Views = {kind: book.initial(kind) for kind in kinds}
    growth: list[Growth] = []
    met = [meeting for pattern in crowd.patterns for meeting in meetings(pattern, kinds)]
    grown = True
    while grown:
        grown = False
        for meeting in met:
            if monotonic() > end:
                raise TooLongError
            wider = _widened(book, views, meeting)
            if wider != views[meeting.kind]:
                growth.append(Growth(meeting, views, {**views, meeting.kind: wider}))
                views, grown = growth[-1].after, True
    return Reach(book, crowd, views, tuple(growth))


def _widened(book: Book, views: Views, meeting: Meeting) -> BDDFunction:
    """What is held possible of a kind, and where a meeting leads from there."""
    return views[meeting.kind] | meeting.after(book, meeting.before(book, views))
