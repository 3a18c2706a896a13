"""Plays a run again, step by step, and says what is wrong with it as a counterexample."""

from collections.abc import Iterator, Mapping

from explorer import Run, Step
from model.network import Condition, Network
from properties.kinds import AlwaysPossible, Claim, DeadlockFree, LeadsTo, Never, NeverStep, Static, Witness
from tests.oracle.graph import Graph, World, choices, holds
from tests.oracle.verdicts import reachable_from, worlds_in


class NotARunError(AssertionError):
    """The network cannot do this, or it does not show what it should."""


def worlds_of(run: Run, network: Network) -> list[World]:
    """The worlds a run passes, the initial one first.

    Raises:
        NotARunError: a step that the network does not have.
    """
    world = {machine.name: machine.initial for machine in network.machines}
    passed = [tuple(world.values())]
    for step in run.steps:
        world = _after(step, world)
        passed.append(tuple(world.values()))
    return passed


def _after(step: Step, world: Mapping[str, str]) -> dict[str, str]:
    after = {**world, **{machine: to for machine, (_, to) in step.changes.items()}}
    changed = [machine for machine in world if world[machine] != after[machine]]
    if changed != list(step.changes) or any(world[machine] != old for machine, (old, _) in step.changes.items()):
        raise NotARunError(f"{step.rule.name}: the changes are not what changed")
    if not any({**world, **chosen} == after for chosen in choices(step.rule, dict(world))):
        raise NotARunError(f"{step.rule.name} cannot do this from {world}")
    return after


def check_shows(run: Run, claim: Claim, graph: Graph) -> None:
    """Hold a run against what it should show: the claim violated, or witnessed.

    Raises:
        NotARunError: it does not.
    """
    passed = worlds_of(run, graph.network)
    if not _shows(run, passed, claim, graph):
        raise NotARunError(f"the run does not show {claim}")


def _shows(run: Run, passed: list[World], claim: Claim, graph: Graph) -> bool:
    def in_(condition: Condition, world: World) -> bool:
        return holds(condition, graph.network, world)

    match claim:
        case Never(where) | Witness(where):
            return in_(where, passed[-1])
        case NeverStep(rules, where, after):
            return run.steps[-1].rule.name in rules and in_(where, passed[-2]) and in_(after, passed[-1])
        case AlwaysPossible(where, if_):
            return in_(if_, passed[-1]) and not reachable_from(passed[-1], graph) & worlds_in(where, graph)
        case DeadlockFree():
            return not graph.steps[passed[-1]]
        case LeadsTo(where, then):
            asked = [place for place, world in enumerate(passed) if in_(where, world) and not in_(then, world)]
            answered = [place for place, world in enumerate(passed) if in_(then, world)]
            unanswered = bool(asked) and max(asked) > max(answered, default=-1)
            return unanswered and _goes_on_fairly(run, passed, answered, graph)
        case Static():
            return False


def _goes_on_fairly(run: Run, passed: list[World], answered: list[int], graph: Graph) -> bool:
    if run.cycle_from is None:
        return graph.may_end_in(passed[-1])
    around = passed[run.cycle_from :]
    closes = len(around) > 1 and around[0] == around[-1]
    return closes and not any(place >= run.cycle_from for place in answered) and not any(_unmet(run, around, graph))


def _unmet(run: Run, around: list[World], graph: Graph) -> Iterator[str]:
    taken = {step.rule.name for step in run.steps[run.cycle_from :]}
    for place, rule in enumerate(graph.network.rules):
        asked = [graph.enabled(world, place) for world in around]
        if rule.name not in taken and (
            (rule.fairness == "strong" and any(asked)) or (rule.fairness == "weak" and all(asked))
        ):
            yield rule.name
