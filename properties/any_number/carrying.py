"""Tells whether a run that breaks a claim, or witnesses one, is a run at larger numbers as well, by taking it there."""

from collections.abc import Mapping
from dataclasses import dataclass

from explorer import Run, Step
from model.network import Condition, Rule
from model.rules import names
from model.system import System
from properties.kinds import Claim, Never, NeverStep, Witness

World = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Crossing:
    """A smaller network's runs, taken to a larger one in which more members could follow, and do not."""

    small: System
    large: System

    def carries(self, run: Run, claims: tuple[Claim, ...]) -> bool:
        """Whether the same rules, taken in the larger network, come to what breaks or witnesses one of its claims."""
        worlds = [{each.name: each.initial for each in self.large.network.machines}]
        rules = {rule.name: rule for rule in self.large.network.rules}
        for step in run.steps:
            after = self._step(worlds[-1], step, rules.get(step.rule.name))
            if after is None:
                return False
            worlds.append(after)
        last = run.steps[-1].rule.name if run.steps else ""
        return run.cycle_from is None and any(_met(claim, worlds, last) for claim in claims)

    def _step(self, world: World, step: Step, rule: Rule | None) -> dict[str, str] | None:
        """The same step in the larger network, if it has it there."""
        if rule is None or any(world[machine] not in states for machine, states in rule.when.items()):
            return None
        after = dict(world)
        for machine, pairs in rule.moves.items():
            start, end = step.changes.get(machine, (world[machine], world[machine]))
            pair = (world[machine], self._told(machine, end))
            if self._told(machine, start) != world[machine] or pair not in pairs:
                return None
            after[machine] = pair[1]
        return after if all(machine in rule.moves for machine in step.changes) else None

    def _told(self, machine: str, state: str) -> str:
        """A state as the larger network names it: where no run was left, one more is, and more transfers are."""
        if machine == names.BUDGET:
            counts = (len(system.scene.stage.states(machine)) for system in (self.large, self.small))
            return str(int(state) + next(counts) - next(counts))
        for process in self.large.scene.stage.cast.extensions:
            if machine == names.runs(process) and state == names.SPENT:
                states = self.small.scene.stage.states(machine)
                return names.before_run(len(states) // 2 + 1)
        return state


def _met(claim: Claim, worlds: list[dict[str, str]], last: str) -> bool:
    """Whether a run through these worlds, by this last rule, breaks or witnesses a claim."""
    match claim:
        case Never(where) | Witness(where):
            return _holds(where, worlds[-1])
        case NeverStep(rules, where, after):
            return last in rules and _holds(where, worlds[-2]) and _holds(after, worlds[-1])
    return False


def _holds(where: Condition, world: World) -> bool:
    """Whether a world is in a condition."""
    return any(all(world[machine] in states for machine, states in each.items()) for each in where)
