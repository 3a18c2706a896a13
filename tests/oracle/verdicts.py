"""Naive verdicts: each kind of claim decided as its sentence reads, on the explicit graph.

Leads-to is decided twice. By fixpoints over sets of worlds (Kesten, Pnueli, Raviv, "Algorithmic verification of linear
temporal logic specifications", ICALP 1998), and, on small graphs, by trying every set of worlds as the one that a
violating run visits for ever.
"""

from collections.abc import Callable, Iterator
from itertools import combinations

from model.network import Condition
from properties.kinds import AlwaysPossible, Claim, DeadlockFree, LeadsTo, Never, NeverStep, Static, Witness
from tests.oracle.graph import Graph, World, holds

Worlds = frozenset[World]


def verdict_of(claim: Claim, graph: Graph) -> str:
    match claim:
        case Never(where):
            return "violated" if worlds_in(where, graph) else "holds"
        case Witness(where):
            return "witnessed" if worlds_in(where, graph) else "unreachable"
        case DeadlockFree():
            return "holds" if all(graph.steps.values()) else "violated"
        case NeverStep():
            return _never_step(claim, graph)
        case AlwaysPossible(where, if_):
            asked, good = worlds_in(if_, graph), worlds_in(where, graph)
            broken = any(not (reachable_from(world, graph) & good) for world in asked)
            return _verdict(bool(asked), broken)
        case LeadsTo(where):
            return _verdict(bool(worlds_in(where, graph)), avoidable_by_fixpoint(claim, graph))
        case Static(faults):
            return "violated" if faults else "holds"


def worlds_in(condition: Condition, graph: Graph) -> Worlds:
    return frozenset(world for world in graph.steps if holds(condition, graph.network, world))


def reachable_from(world: World, graph: Graph, inside: Worlds | None = None) -> Worlds:
    found = {world}
    waiting = [world]
    while waiting:
        for step in graph.steps[waiting.pop()]:
            if step.target not in found and (inside is None or step.target in inside):
                found.add(step.target)
                waiting.append(step.target)
    return frozenset(found)


def waiting_worlds(claim: LeadsTo, graph: Graph) -> Worlds:
    """The worlds that a run can be in after a trigger, with no answer from there on so far."""
    unanswered = frozenset(graph.steps) - worlds_in(claim.then, graph)
    triggers = worlds_in(claim.where, graph) & unanswered
    return frozenset().union(*(reachable_from(world, graph, unanswered) for world in triggers))


def avoidable_by_fixpoint(claim: LeadsTo, graph: Graph) -> bool:
    waiting = waiting_worlds(claim, graph)
    return any(graph.may_end_in(world) for world in waiting) or bool(_fair_fixpoint(waiting, graph))


def _fair_fixpoint(region: Worlds, graph: Graph) -> Worlds:
    before: Worlds | None = None
    while region != before:
        before = region
        region = frozenset(w for w in region if any(step.target in region for step in graph.steps[w]))
        for rule in graph.fair("weak"):
            region = _can_reach(_disabled(rule, region, graph) | _taking(rule, region, graph), region, graph)
        for rule in graph.fair("strong"):
            paid = _can_reach(_taking(rule, region, graph), region, graph)
            region = _disabled(rule, region, graph) | paid
    return region


def _disabled(rule: int, region: Worlds, graph: Graph) -> Worlds:
    return frozenset(world for world in region if not graph.enabled(world, rule))


def _taking(rule: int, region: Worlds, graph: Graph) -> Worlds:
    return frozenset(w for w in region if any(s.rule == rule and s.target in region for s in graph.steps[w]))


def _can_reach(goal: Worlds, region: Worlds, graph: Graph) -> Worlds:
    found = goal
    while True:
        more = frozenset(w for w in region if any(step.target in found for step in graph.steps[w])) | found
        if more == found:
            return found
        found = more


def avoidable_by_trying_every_set(claim: LeadsTo, graph: Graph) -> bool:
    waiting = waiting_worlds(claim, graph)
    return any(graph.may_end_in(world) for world in waiting) or any(_fair_sets(waiting, graph))


def _fair_sets(region: Worlds, graph: Graph) -> Iterator[Worlds]:
    """Every set of worlds that some fair run visits for ever, each of them again and again, and no others."""
    ordered = sorted(region)
    for size in range(1, len(ordered) + 1):
        for members in combinations(ordered, size):
            if _can_be_for_ever(frozenset(members), graph):
                yield frozenset(members)


def _can_be_for_ever(members: Worlds, graph: Graph) -> bool:
    inner = [step for world in members for step in graph.steps[world] if step.target in members]
    taken = {step.rule for step in inner}
    if not inner or any(reachable_from(world, graph, members) != members for world in members):
        return False
    weak_met = all(
        rule in taken or any(not graph.enabled(world, rule) for world in members) for rule in graph.fair("weak")
    )
    strong_met = all(
        rule in taken or not any(graph.enabled(world, rule) for world in members) for rule in graph.fair("strong")
    )
    return weak_met and strong_met


def settling(claim: LeadsTo, graph: Graph) -> Callable[[tuple[World, ...]], bool]:
    """Whether a run that passed these worlds can be in the cycle, or at the end, of a violating run by now."""
    answers = worlds_in(claim.then, graph)
    triggers = worlds_in(claim.where, graph) - answers
    cycles = list(_fair_sets(frozenset(graph.steps) - answers, graph))

    def settles(passed: tuple[World, ...]) -> bool:
        answered = max((place for place, world in enumerate(passed) if world in answers), default=-1)
        pending = any(world in triggers for world in passed[answered + 1 :])
        if pending and graph.may_end_in(passed[-1]):
            return True
        return any(passed[-1] in cycle and (pending or cycle & triggers) for cycle in cycles)

    return settles


def _never_step(claim: NeverStep, graph: Graph) -> str:
    named = [place for place, rule in enumerate(graph.network.rules) if rule.name in claim.rules]
    taken = [(world, step) for world, steps in graph.steps.items() for step in steps if step.rule in named]
    starts, ends = worlds_in(claim.where, graph), worlds_in(claim.after, graph)
    return _verdict(bool(taken), any(world in starts and step.target in ends for world, step in taken))


def _verdict(triggered: bool, broken: bool) -> str:
    return "violated" if broken else "holds" if triggered else "vacuous"
