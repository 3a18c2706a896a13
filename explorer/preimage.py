"""What must hold before a rule for its step to lead into a condition: a condition again, since rules are products."""

from collections.abc import Iterator, Mapping

from model.network import Condition, Rule


def leading_into(rule: Rule, where: Condition, after: Condition) -> Condition:
    """The worlds of `where` in which the rule is enabled, and one of its choices leads into `after`."""
    return tuple(
        both
        for goal in after
        for start in where
        for both in [_together([start, rule.when, *_needed(rule, goal)])]
        if all(both.values())
    )


def _needed(rule: Rule, goal: Mapping[str, tuple[str, ...]]) -> Iterator[Mapping[str, tuple[str, ...]]]:
    """Movers start where a pair leads into the goal; who does not move is there already."""
    for machine, pairs in rule.moves.items():
        allowed = goal.get(machine)
        yield {machine: tuple(start for start, end in pairs if allowed is None or end in allowed)}
    yield {machine: states for machine, states in goal.items() if machine not in rule.moves}


def _together(asked: list[Mapping[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """All of several conjunctions; a machine for which no state is left makes it false."""
    both: dict[str, tuple[str, ...]] = {}
    for each in asked:
        for machine, states in each.items():
            both[machine] = tuple(state for state in both[machine] if state in states) if machine in both else states
    return both
