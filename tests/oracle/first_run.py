"""The one run that a verdict should come with, found naively: fewest steps, then the least in the order of the file.

For leads-to it is the stem: the first run after which a violating run can go round for ever, or has come to its end.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar

from explorer.runs import Run
from properties.kinds import AlwaysPossible, Claim, DeadlockFree, LeadsTo, Never, NeverStep, Witness
from tests.oracle.graph import Graph, Taken, World
from tests.oracle.verdicts import Worlds, reachable_from, worlds_in

Way: TypeAlias = tuple[Taken, ...]
Place: TypeAlias = tuple[World, bool]
"""A world, and whether an answer is owed in it."""
_At = TypeVar("_At", bound=Hashable)
Written: TypeAlias = list[tuple[str, Mapping[str, tuple[str, str]]]]


def first_run(claim: Claim, graph: Graph) -> Written | None:
    """The run that should be shown, of leads-to its stem; None where there is none to show."""
    way = _way_of(claim, graph)
    return None if way is None else _written_out(way, graph)


def stem_as_written(run: Run) -> Written:
    """A run of the product up to where its cycle begins, as `first_run` gives it."""
    return [(step.rule.name, dict(step.changes)) for step in run.steps[: run.cycle_from]]


def fair_components(region: Worlds, graph: Graph) -> Iterator[Worlds]:
    """The greatest sets of worlds of the region that a fair run can visit for ever, all of them again and again.

    A weakly fair rule that is enabled throughout a component and never taken in it rules out the whole; a strongly fair
    one that is never taken in it rules out the worlds that enable it (Emerson, Lei, "Modalities for model checking",
    1987).
    """
    for component in _components(region, graph):
        inner = {step.rule for world in component for step in graph.steps[world] if step.target in component}
        if not inner or any(_always_enabled(rule, component, graph) for rule in set(graph.fair("weak")) - inner):
            continue
        owed = set(graph.fair("strong")) - inner
        rest = frozenset(world for world in component if not any(graph.enabled(world, rule) for rule in owed))
        if rest == component:
            yield component
        else:
            yield from fair_components(rest, graph)


def _components(region: Worlds, graph: Graph) -> Iterator[Worlds]:
    """The worlds of the region that reach each other, together."""
    ahead = {world: reachable_from(world, graph, region) for world in sorted(region)}
    done: set[World] = set()
    for world, reached in ahead.items():
        if world not in done:
            together = frozenset(other for other in reached if world in ahead[other])
            done |= together
            yield together


def _always_enabled(rule: int, worlds: Worlds, graph: Graph) -> bool:
    return all(graph.enabled(world, rule) for world in worlds)


def _offending(claim: Claim, graph: Graph) -> Worlds:
    match claim:
        case Never(where) | Witness(where):
            return worlds_in(where, graph)
        case DeadlockFree():
            return frozenset(world for world, steps in graph.steps.items() if not steps)
        case AlwaysPossible(where, if_):
            good = worlds_in(where, graph)
            return frozenset(world for world in worlds_in(if_, graph) if not reachable_from(world, graph) & good)
        case _:
            return frozenset()


def _way_of(claim: Claim, graph: Graph) -> Way | None:
    match claim:
        case LeadsTo():
            return _first_stem(claim, graph)
        case NeverStep():
            return _first_step(claim, graph)
        case _:
            return _first_way(_offending(claim, graph), graph)


def _first_way(goal: Worlds, graph: Graph) -> Way | None:
    return next((found for world, found in _ways(graph) if world in goal), None)


def _first_step(claim: NeverStep, graph: Graph) -> Way | None:
    starts, ends = worlds_in(claim.where, graph), worlds_in(claim.after, graph)
    names = [rule.name for rule in graph.network.rules]
    for world, way in _ways(graph):
        for step in graph.steps[world] if world in starts else ():
            if names[step.rule] in claim.rules and step.target in ends:
                return (*way, step)
    return None


def _first_stem(claim: LeadsTo, graph: Graph) -> Way | None:
    answers = worlds_in(claim.then, graph)
    triggers = worlds_in(claim.where, graph) - answers
    cycles = list(fair_components(frozenset(graph.steps) - answers, graph))

    def settled(place: Place) -> bool:
        world, owed = place
        ends = owed and graph.may_end_in(world)
        return ends or any(world in cycle and (owed or bool(cycle & triggers)) for cycle in cycles)

    def after(place: Place) -> Iterable[tuple[Taken, Place]]:
        for step in graph.steps[place[0]]:
            yield step, (step.target, step.target in triggers or (place[1] and step.target not in answers))

    start = (graph.initial, graph.initial in triggers)
    return next((found for place, found in _in_order(start, after) if settled(place)), None)


def _ways(graph: Graph) -> Iterator[tuple[World, Way]]:
    """Every reachable world with its first run, in the order of these runs."""
    return _in_order(graph.initial, lambda world: ((step, step.target) for step in graph.steps[world]))


def _in_order(start: _At, after: Callable[[_At], Iterable[tuple[Taken, _At]]]) -> Iterator[tuple[_At, Way]]:
    """Level by level, each level in the order of the least runs: so the first that is found has the first run."""
    level: dict[_At, Way] = {start: ()}
    seen = {start}
    while level:
        yield from level.items()
        following: dict[_At, Way] = {}
        for place in level:
            for step, target in after(place):
                if target not in seen:
                    seen.add(target)
                    following[target] = (*level[place], step)
        level = following


def _written_out(way: Way, graph: Graph) -> Written:
    names = [machine.name for machine in graph.network.machines]
    written: Written = []
    before = graph.initial
    for step in way:
        changed = zip(names, before, step.target, strict=True)
        changes = {name: (old, new) for name, old, new in changed if old != new}
        written.append((graph.network.rules[step.rule].name, changes))
        before = step.target
    return written
