"""Every verdict of thousands of random networks, held against a naive decision procedure; every run played again."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeAlias

import pytest

from explorer import Exploration, Step, list_worlds
from model.network import Network
from properties.judge import Verdict, judge
from properties.kinds import AlwaysPossible, Claim, LeadsTo, Never, NeverStep, Property, Witness
from tests.oracle.graph import Graph, Taken, World, graph_of
from tests.oracle.random_networks import random_claims, random_network
from tests.oracle.replay import check_shows
from tests.oracle.verdicts import (
    avoidable_by_fixpoint,
    avoidable_by_trying_every_set,
    reachable_from,
    settling,
    verdict_of,
    worlds_in,
)

Way: TypeAlias = tuple[Taken, ...]
Written: TypeAlias = tuple[str, tuple[tuple[str, tuple[str, str]], ...]]

SEEDS_A_TEST = 250
SMALL = 10
LEAST_OFTEN = {
    "Never": {"holds": 40, "violated": 40},
    "NeverStep": {"holds": 40, "violated": 20, "vacuous": 20},
    "LeadsTo": {"holds": 30, "violated": 30, "vacuous": 30},
    "AlwaysPossible": {"holds": 30, "violated": 30, "vacuous": 30},
    "Witness": {"witnessed": 40, "unreachable": 40},
    "DeadlockFree": {"holds": 30, "violated": 12},
}


def as_property(claim: Claim) -> Property:
    return Property("p", "never", "", (), (claim,))


def judged(network: Network, claims: tuple[Claim, ...], exploration: Exploration) -> Iterator[tuple[Claim, Verdict]]:
    for claim in claims:
        yield claim, judge(as_property(claim), exploration)


@pytest.mark.parametrize("first", range(0, 3000, SEEDS_A_TEST))
def test_every_verdict_is_the_naive_one_and_every_run_shows_it(first: int) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for seed in range(first, first + SEEDS_A_TEST):
        dice = random.Random(seed)
        network = random_network(dice)
        exploration, graph = list_worlds(network), graph_of(network)
        for claim, verdict in judged(network, random_claims(dice, network), exploration):
            assert verdict.verdict == verdict_of(claim, graph), (seed, claim)
            if verdict.run is not None:
                check_shows(verdict.run, claim, graph)
            seen[type(claim).__name__, verdict.verdict] += 1

    rare = {
        (kind, verdict): seen[kind, verdict]
        for kind, least in LEAST_OFTEN.items()
        for verdict, count in least.items()
        if seen[kind, verdict] < count
    }
    assert rare == {}


@pytest.mark.parametrize("first", range(0, 1000, SEEDS_A_TEST))
def test_the_graph_is_the_naive_one(first: int) -> None:
    for seed in range(first, first + SEEDS_A_TEST):
        network = random_network(random.Random(seed))
        exploration, graph = list_worlds(network), graph_of(network)
        worlds = [tuple(world.values()) for world in exploration.worlds()]
        steps = [(worlds[source], rule, worlds[target]) for source, rule, target in exploration.steps()]

        assert (len(worlds), set(worlds)) == (len(graph.steps), set(graph.steps))
        naive = [(world, step.rule, step.target) for world in worlds for step in graph.steps[world]]
        assert steps == naive
        assert exploration.covered.steps == len(naive)
        assert exploration.covered.deadlocks == sum(not found for found in graph.steps.values())
        assert exploration.covered.depth == naive_depth(graph)
        taken = {rule for _, rule, _ in naive}
        assert exploration.never_enabled() == tuple(f"r{n}" for n in range(len(network.rules)) if n not in taken)


def naive_depth(graph: Graph) -> int:
    reached, level, depth = {graph.initial}, {graph.initial}, -1
    while level:
        level = {step.target for world in level for step in graph.steps[world]} - reached
        reached |= level
        depth += 1
    return depth


def test_fixpoints_and_every_set_of_worlds_agree_on_leads_to() -> None:
    seen: Counter[bool] = Counter()
    for seed in range(3000):
        dice = random.Random(seed)
        network = random_network(dice)
        graph = graph_of(network)
        if len(graph.steps) > SMALL:
            continue
        claim = next(claim for claim in random_claims(dice, network) if isinstance(claim, LeadsTo))
        by_sets = avoidable_by_trying_every_set(claim, graph)
        assert avoidable_by_fixpoint(claim, graph) == by_sets
        seen[by_sets] += 1

    assert min(seen[True], seen[False]) > 200


def test_the_stem_of_a_leads_to_counterexample_is_the_first_when_all_runs_are_written_out() -> None:
    lengths: Counter[int] = Counter()
    for seed in range(3000):
        dice = random.Random(seed)
        network = random_network(dice)
        graph = graph_of(network)
        claim = next(claim for claim in random_claims(dice, network) if isinstance(claim, LeadsTo))
        run = list_worlds(network).fair_run_avoiding(claim.where, claim.then)
        stem = None if run is None else run.steps[: run.cycle_from]
        if len(graph.steps) > SMALL or stem is None or too_many_runs(len(stem), graph):
            continue

        assert written(stem) == first_settling_run(claim, graph, len(stem)), seed
        lengths[len(stem)] += 1

    assert min(lengths[0], lengths[1]) > 100
    assert sum(count for length, count in lengths.items() if length > 1) > 40


def written(steps: tuple[Step, ...]) -> list[Written]:
    return [(step.rule.name, tuple(step.changes.items())) for step in steps]


def first_settling_run(claim: LeadsTo, graph: Graph, longest: int) -> list[Written] | None:
    settles = settling(claim, graph)
    return first_run(lambda run: settles((graph.initial, *(step.target for step in run))), graph, longest)


def test_safety_runs_are_the_first_when_all_runs_are_written_out_in_order() -> None:
    lengths: Counter[int] = Counter()
    for seed in range(1500):
        dice = random.Random(seed)
        network = random_network(dice)
        exploration, graph = list_worlds(network), graph_of(network)
        for claim, verdict in judged(network, random_claims(dice, network), exploration):
            run = verdict.run
            if run is None or isinstance(claim, LeadsTo) or too_many_runs(len(run.steps), graph):
                continue

            assert written(run.steps) == first_run(shows(claim, graph), graph, len(run.steps)), (seed, claim)
            lengths[len(run.steps)] += 1

    assert all(lengths[length] > 20 for length in range(5)), lengths


def too_many_runs(length: int, graph: Graph) -> bool:
    ends = Counter({graph.initial: 1})
    for _ in range(length):
        ends = sum((Counter({step.target: ends[world]}) for world in ends for step in graph.steps[world]), Counter())
    return ends.total() > 20_000


def first_run(shown: Callable[[Way], bool], graph: Graph, longest: int) -> list[Written] | None:
    """All runs, shorter ones first, equally long ones by (rule's place, choice's place); the first that is shown."""
    runs: list[Way] = [()]
    for _ in range(longest + 1):
        first = next((run for run in runs if shown(run)), None)
        if first is not None:
            return written_out(first, graph)
        runs = [(*run, step) for run in runs for step in graph.steps[world_after(run, graph)]]
    return None


def world_after(run: Way, graph: Graph) -> World:
    return run[-1].target if run else graph.initial


def shows(claim: Claim, graph: Graph) -> Callable[[Way], bool]:
    """Whether a run shows the claim violated, or witnessed, by its last world or step."""
    if isinstance(claim, NeverStep):
        starts, ends = worlds_in(claim.where, graph), worlds_in(claim.after, graph)
        rules = [place for place, rule in enumerate(graph.network.rules) if rule.name in claim.rules]
        steps = {(w, step) for w in starts for step in graph.steps[w] if step.rule in rules and step.target in ends}
        return lambda run: run != () and (world_after(run[:-1], graph), run[-1]) in steps
    goal = goal_worlds(claim, graph)
    return lambda run: world_after(run, graph) in goal


def goal_worlds(claim: Claim, graph: Graph) -> frozenset[World]:
    match claim:
        case Never(where) | Witness(where):
            return worlds_in(where, graph)
        case AlwaysPossible(where, if_):
            good = worlds_in(where, graph)
            return frozenset(world for world in worlds_in(if_, graph) if not reachable_from(world, graph) & good)
        case _:
            return frozenset(world for world, steps in graph.steps.items() if not steps)


def written_out(run: Way, graph: Graph) -> list[Written]:
    names = [machine.name for machine in graph.network.machines]
    worlds = [graph.initial, *(step.target for step in run)]
    changes = [
        tuple((name, (old, new)) for name, old, new in zip(names, before, after, strict=True) if old != new)
        for before, after in pairwise(worlds)
    ]
    return [(graph.network.rules[step.rule].name, each) for step, each in zip(run, changes, strict=True)]
