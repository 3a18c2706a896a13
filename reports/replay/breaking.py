"""Says whether a run does what a property forbids, by the claims themselves: no verdict is taken on trust."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TypeAlias

from explorer import explore
from explorer.runs import Run
from model.network import Condition, Network, Rule
from properties.kinds import AlwaysPossible, Claim, DeadlockFree, LeadsTo, Never, NeverStep, Property, Static

World: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Replayed:
    """A run as it was taken: the worlds it went through, one more than it has steps."""

    network: Network
    run: Run
    worlds: tuple[World, ...]

    @property
    def cycle(self) -> tuple[World, ...]:
        """The worlds that come again and again; the last one, for ever, where nothing goes round."""
        return self.worlds[-1:] if self.run.cycle_from is None else self.worlds[self.run.cycle_from : -1]


def successors(rule: Rule, world: World) -> Iterator[World]:
    """The worlds that a rule leads to by its tables, in the order of its choices; none where it is not enabled."""
    if any(world[machine] not in states for machine, states in rule.when.items()):
        return
    ends = [[end for start, end in pairs if start == world[machine]] for machine, pairs in rule.moves.items()]
    for choice in product(*ends):
        yield {**world, **dict(zip(rule.moves, choice, strict=True))}


def enabled(rule: Rule, world: World) -> bool:
    """Whether the rule can be taken in this world."""
    return next(successors(rule, world), None) is not None


def broken_claim(declared: Property, replayed: Replayed) -> int | None:
    """The place of the first claim that the run breaks, or None where it breaks none."""
    return next((place for place, claim in enumerate(declared.claims) if _breaks(claim, replayed)), None)


def unfair(replayed: Replayed) -> str:
    """Why the run may not go on, or end, as it does: the fair rule that it starves; empty where it is fair."""
    taken = {step.rule.name for step in replayed.run.steps[_first_of_cycle(replayed.run) :]}
    for rule in replayed.network.rules:
        if rule.fairness != "none" and rule.name not in taken and _is_owed(rule, replayed.cycle):
            return rule.name
    return ""


def _first_of_cycle(run: Run) -> int:
    return len(run.steps) if run.cycle_from is None else run.cycle_from


def _is_owed(rule: Rule, cycle: Sequence[World]) -> bool:
    """A weakly fair rule is owed a step where it stays enabled, a strongly fair one where it is so now and then."""
    often = [enabled(rule, world) for world in cycle]
    return all(often) if rule.fairness == "weak" else any(often)


def _breaks(claim: Claim, replayed: Replayed) -> bool:
    last = replayed.worlds[-1]
    match claim:
        case Never(where):
            return holds(where, last)
        case NeverStep():
            return _ends_in_step(claim, replayed)
        case LeadsTo():
            return _is_avoided(claim, replayed) and not unfair(replayed)
        case AlwaysPossible(where, if_):
            return holds(if_, last) and _is_out_of_reach(replayed.network, last, where)
        case DeadlockFree():
            return not any(enabled(rule, last) for rule in replayed.network.rules)
        case Static(faults):
            return bool(faults)
        case _:
            return False


def holds(condition: Condition, world: World) -> bool:
    """Whether a world is in the condition."""
    return any(all(world[machine] in states for machine, states in part.items()) for part in condition)


def _ends_in_step(claim: NeverStep, replayed: Replayed) -> bool:
    if not replayed.run.steps or replayed.run.steps[-1].rule.name not in claim.rules:
        return False
    return holds(claim.where, replayed.worlds[-2]) and holds(claim.after, replayed.worlds[-1])


def _is_avoided(claim: LeadsTo, replayed: Replayed) -> bool:
    """Whether some world is in `where`, and none in `then` from there on, the cycle gone round included."""
    if any(holds(claim.then, world) for world in replayed.cycle):
        return False
    answered = [place for place, world in enumerate(replayed.worlds) if holds(claim.then, world)]
    unanswered = replayed.worlds[max(answered, default=-1) + 1 :]
    return any(holds(claim.where, world) for world in unanswered)


def _is_out_of_reach(network: Network, world: World, where: Condition) -> bool:
    """Explored anew, from this world."""
    machines = tuple(replace(machine, initial=world[machine.name]) for machine in network.machines)
    explored = explore(Network(machines, network.rules))
    return explored.complete and not explored.reaches(where)
