"""Finds the patterns behind the rules of one composed design, and tells whether a rule follows a pattern."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from properties.any_number.crowd import Crowd, Member, Moves, Pattern, Way, staying
from properties.any_number.splitting import Split


@dataclass(frozen=True, slots=True)
class Measure:
    """Compares moves of the machines of a crowd: which allow no more than which."""

    states: Mapping[str | None, Mapping[str, tuple[str, ...]]]

    def within(self, kind: str | None, one: Moves, other: Moves) -> bool:
        """Whether all that one allows the other allows too; a machine left out stays where it is, anywhere."""
        states = self.states[kind]
        return all(
            one.get(name, staying(states[name])) <= other.get(name, staying(states[name]))
            for name in (*one, *(each for each in other if each not in one))
        )

    def ways_within(self, ways: Iterable[Way], others: tuple[Way, ...]) -> bool:
        """Whether each of these ways is within one of the others."""
        return all(any(self.way_within(way, other) for other in others) for way in ways)

    def way_within(self, one: Way, other: Way) -> bool:
        """Whether one way of a member allows no more than another."""
        return one.kind == other.kind and self.within(one.kind, one.moves, other.moves)

    def follows(self, split: Split, pattern: Pattern) -> bool:
        """Whether a rule allows no more than a pattern does, with one member acting where the pattern has one."""
        if not self.within(None, split.common, pattern.common):
            return False
        if pattern.acting is None:
            return self.ways_within(_distinct(split), pattern.others)
        return any(
            self.way_within(Way(member.kind, moves), pattern.acting)
            and self.ways_within(_distinct(split, member), pattern.others)
            for member, moves in split.own.items()
            if member.kind == pattern.acting.kind
        )

    def narrower(self, one: Pattern, other: Pattern) -> bool:
        """Whether a pattern allows no more than another."""
        if not self.within(None, one.common, other.common) or not self.ways_within(one.others, other.others):
            return False
        if one.acting is None:
            return other.acting is None
        if other.acting is None:
            return self.ways_within((one.acting,), other.others)
        return self.way_within(one.acting, other.acting)


def measure_of(crowd: Crowd) -> Measure:
    """The measure of a crowd's machines."""
    kinds: tuple[str | None, ...] = (None, *crowd.own)
    return Measure({kind: crowd.states(kind) for kind in kinds})


def pattern_of(split: Split) -> Pattern:
    """The pattern of a rule: who acts is the member that is treated like no other, and moves most."""
    acting = _acting(split)
    way = None if acting is None else Way(acting.kind, split.own[acting])
    return Pattern(split.name, split.common, way, _distinct(split, acting))


def reduced(patterns: Iterable[Pattern], measure: Measure) -> tuple[Pattern, ...]:
    """The patterns without those that allow no more than another."""
    kept: list[Pattern] = []
    for pattern in patterns:
        if not any(measure.narrower(pattern, each) for each in kept):
            kept = [each for each in kept if not measure.narrower(each, pattern)] + [pattern]
    return tuple(kept)


def _acting(split: Split) -> Member | None:
    """The member of a rule that is treated like no other of its kind, if there is one."""
    alone = [member for member in split.own if _is_alone(split, member)]
    return max(alone, key=lambda member: (_weight(split.own[member]), -member.number), default=None)


def _is_alone(split: Split, member: Member) -> bool:
    """Whether a rule treats a member like no other of its kind."""
    moves = split.own[member]
    return all(
        other == member or other.kind != member.kind or split.own[other] != moves for other in split.own
    )


def _weight(moves: Moves) -> tuple[int, int]:
    """How many machines change, then how many are asked."""
    changing = sum(any(start != end for start, end in pairs) for pairs in moves.values())
    return changing, len(moves)


def _distinct(split: Split, but: Member | None = None) -> tuple[Way, ...]:
    """The ways that members (but one) go, each once."""
    return tuple(_each_once(Way(member.kind, moves) for member, moves in split.own.items() if member != but))


def _each_once(ways: Iterable[Way]) -> Iterator[Way]:
    """Without repetition; ways hold mappings, so they cannot be keys."""
    seen: list[Way] = []
    for way in ways:
        if way not in seen:
            seen.append(way)
            yield way
