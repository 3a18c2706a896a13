"""Turns claims of safety into steps that must never be possible, written as rules like any other."""

from collections.abc import Iterator, Mapping

from model.network import Condition, Network, Pair, Rule
from properties.kinds import Claim, Never, NeverStep, Property, Static

Conjunction = Mapping[str, tuple[str, ...]]


def unsafe_kinds(declared: Property) -> tuple[str, ...]:
    """The kinds of those claims of a property that no forbidden step can say."""
    said = (Never, NeverStep, Static)
    return tuple(dict.fromkeys(type(claim).__name__ for claim in declared.claims if not isinstance(claim, said)))


def forbidden(claims: tuple[Claim, ...], network: Network) -> Iterator[Rule]:
    """The steps that break these claims: none of these rules may ever be enabled."""
    rules = {rule.name: rule for rule in network.rules}
    for claim in claims:
        if isinstance(claim, Never):
            yield from (Rule("a world in which", "nobody", {}, where) for where in claim.where)
        if isinstance(claim, NeverStep):
            for name in claim.rules:
                yield from _steps(rules[name], claim.where, claim.after)


def _steps(rule: Rule, where: Condition, after: Condition) -> Iterator[Rule]:
    """The steps of a rule that start in `where` and end in `after`."""
    for start in where:
        for end in after:
            moves = {machine: _between(pairs, (start, end), machine) for machine, pairs in rule.moves.items()}
            asked = _all_asked((rule.when, start, end), rule.moves)
            if all(moves.values()) and all(asked.values()):
                yield Rule(rule.name, rule.actor, moves, asked)


def _between(pairs: tuple[Pair, ...], ends: tuple[Conjunction, Conjunction], machine: str) -> tuple[Pair, ...]:
    """The pairs of a machine that start where the first says, and end where the second does."""
    starts, targets = ends[0].get(machine), ends[1].get(machine)
    return tuple(
        (start, end)
        for start, end in pairs
        if (starts is None or start in starts) and (targets is None or end in targets)
    )


def _all_asked(conditions: tuple[Conjunction, ...], moved: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """All conditions at once, on the machines that stay."""
    asked: dict[str, tuple[str, ...]] = {}
    for condition in conditions:
        for machine, states in condition.items():
            if machine not in moved:
                known = asked.get(machine, states)
                asked[machine] = tuple(state for state in known if state in states)
    return asked
