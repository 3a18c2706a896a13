"""Short words for writing models down."""

from collections.abc import Iterable, Mapping, Sequence

from model.network import Machine, Network, Pair, Rule

Moves = Mapping[str, Sequence[Pair]]
When = Mapping[str, Iterable[str]]

YES_NO = ("no", "yes")


def machine(name: str, states: Iterable[str], initial: str | None = None) -> Machine:
    """A machine that starts in `initial`, or in its first state."""
    listed = tuple(states)
    return Machine(name, listed, listed[0] if initial is None else initial)


def rule(name: str, moves: Moves, when: When | None = None) -> Rule:
    """A rule without actor or fairness."""
    asked = {each: tuple(states) for each, states in (when or {}).items()}
    return Rule(name, "", {each: tuple(pairs) for each, pairs in moves.items()}, asked)


def starting_anywhere(
    machines: Sequence[Machine], rules: Sequence[Rule], starts: Iterable[Mapping[str, str]]
) -> Network:
    """A network with several initial worlds: `start` takes one of them first, and nothing else happens before."""
    initial = {each.name: each.initial for each in machines}
    taken = [{each: [(initial[each], to)] for each, to in start.items()} for start in starts]
    begin = [rule(f"start {place}", {"start": [("no", "yes")], **moves}) for place, moves in enumerate(taken)]
    after = [rule(each.name, each.moves, {**each.when, "start": ["yes"]}) for each in rules]
    return Network((machine("start", YES_NO), *machines), (*begin, *after))
