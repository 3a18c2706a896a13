"""What proves each verdict on each kind of claim: a function that refuses what does not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from properties.certificates.certify.graph import Graph
from properties.certificates.certify.network import Network, Table
from properties.certificates.certify.refusing import Json, need
from properties.certificates.certify.runs import Run, check_fair, follow
from properties.certificates.certify.tree import check_tree


@dataclass(frozen=True, slots=True)
class Case:
    """A claim of a network, and what a certificate has to say for a verdict on it."""

    network: Network
    worlds: Callable[[], Graph]
    claim: Json
    proof: Json

    def condition(self, key: str) -> Table:
        """A condition of the claim."""
        return self.network.condition(self.claim[key])

    def run(self) -> Run:
        """The run of the certificate."""
        return follow(self.network, self.proof["run"])

    def ends_in(self, key: str) -> Run:
        """The run, which must end in a condition of the claim."""
        run = self.run()
        need(bool(self.condition(key).of(run.last)), f"the run does not end in `{key}`")
        return run

    def nowhere(self, key: str) -> None:
        """No world of the set is in a condition of the claim."""
        condition = self.condition(key)
        need(not any(map(condition.of, self.worlds().worlds)), f"a world of the set is in `{key}`")

    def named(self) -> int:
        """The rules that the claim names, one bit each."""
        return self.network.mask_of(self.claim["rule"])


def _runs_into(case: Case) -> None:
    case.ends_in("where")


def _never(case: Case) -> None:
    case.nowhere("where")


def _step_taken(case: Case) -> Run:
    run = case.run()
    need(bool(run.rules) and bool(case.named() >> run.rules[-1] & 1), "the run does not end by a rule that is named")
    return run


def _step_violated(case: Case) -> None:
    run = _step_taken(case)
    starts, ends = case.condition("where").of(run.worlds[-2]), case.condition("after").of(run.last)
    need(bool(starts and ends), "the last step of the run does not go from `where` to `after`")


def _step_never(case: Case) -> None:
    _step_taken(case)
    graph, named, where, after = case.worlds(), case.named(), case.condition("where"), case.condition("after")
    for place, world in enumerate(graph.worlds):
        if graph.enabled[place] & named and where.of(world):
            taken = [target for rule, target in graph.steps(place) if named >> rule & 1]
            need(not any(after.of(graph.worlds[target]) for target in taken), "a step of the set is as it must not be")


def _step_vacuous(case: Case) -> None:
    named = case.named()
    need(not any(mask & named for mask in case.worlds().enabled), "a rule that is named is enabled in the set")


def _answered(case: Case) -> None:
    case.ends_in("where")
    said = case.condition("where"), case.condition("then")
    check_tree(case.network, case.worlds(), said, case.proof)


def _unanswered(case: Case) -> None:
    run, where, then = case.run(), case.condition("where"), case.condition("then")
    check_fair(case.network, run)
    answered = max((place for place, world in enumerate(run.worlds) if then.of(world)), default=-1)
    need(run.cycle_from is None or answered < run.cycle_from, "the cycle of the run has an answer in it")
    need(any(map(where.of, run.worlds[answered + 1 :])), "what triggers on the run is answered")


def _possible(case: Case) -> None:
    case.ends_in("if")
    graph, if_, where = case.worlds(), case.condition("if"), case.condition("where")
    distances = graph.column(case.proof["distances"])
    for place, (world, distance) in enumerate(zip(graph.worlds, distances, strict=True)):
        if distance > 1:
            lowered = any(0 < distances[target] < distance for _, target in graph.steps(place))
            need(lowered, "no step lowers the distance of a world")
        else:
            fits = where.of(world) if distance else not if_.of(world)
            need(bool(fits), "a world in `if` has no distance, or one without distance is not in `where`")


def _trapped(case: Case) -> None:
    run, graph, where = case.ends_in("if"), case.worlds(), case.condition("where")
    trap = graph.column(case.proof["trap"])
    need(trap[graph.place_of[run.last]] > 0, "the run does not end in the trap")
    for place, (world, inside) in enumerate(zip(graph.worlds, trap, strict=True)):
        if inside:
            need(not where.of(world), "a world of the trap is in `where`")
            need(all(trap[target] for _, target in graph.steps(place)), "a step leads out of the trap")


def _stuck(case: Case) -> None:
    need(not case.network.enabled(case.run().last), "the run ends where a rule is enabled")


def _never_stuck(case: Case) -> None:
    need(all(case.worlds().enabled), "a world of the set enables no rule")


Proof: TypeAlias = Callable[[Case], None]

PROOFS: Mapping[tuple[str, str], tuple[Proof, str]] = {
    ("never", "holds"): (_never, "a closed set"),
    ("never", "violated"): (_runs_into, "a run"),
    ("never-step", "holds"): (_step_never, "a closed set"),
    ("never-step", "vacuous"): (_step_vacuous, "a closed set"),
    ("never-step", "violated"): (_step_violated, "a run"),
    ("leads-to", "holds"): (_answered, "a tree of components"),
    ("leads-to", "vacuous"): (lambda case: case.nowhere("where"), "a closed set"),
    ("leads-to", "violated"): (_unanswered, "a fair run"),
    ("always-possible", "holds"): (_possible, "distances"),
    ("always-possible", "vacuous"): (lambda case: case.nowhere("if"), "a closed set"),
    ("always-possible", "violated"): (_trapped, "a run into a trap"),
    ("witness", "witnessed"): (_runs_into, "a run"),
    ("witness", "unreachable"): (_never, "a closed set"),
    ("deadlock-free", "holds"): (_never_stuck, "a closed set"),
    ("deadlock-free", "violated"): (_stuck, "a run"),
}
"""By kind of claim and verdict: what proves it, and by what."""
