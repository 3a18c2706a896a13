"""What proves each verdict on each kind of claim: how a run ends, how no world of a closed set is, and a tree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice

from properties.certificates.certify.reading import MOST_WORLDS, Closed, Json, Network, RefusedError, Seen, need


@dataclass(frozen=True, slots=True)
class Case:
    """A claim of a network, the entry of a certificate on it, and the set of worlds, or why there is none."""

    network: Network
    claim: Json
    entry: Json
    worlds: Closed | RefusedError

    @property
    def closed(self) -> Closed:
        """The set of worlds.

        Raises:
            RefusedError: there is none, or it is not closed.
        """
        if isinstance(self.worlds, RefusedError):
            raise self.worlds
        return self.worlds

    def condition(self, key: str) -> Seen:
        """A condition of the claim."""
        return self.network.condition(self.claim[key])

    def named(self) -> set[int]:
        """The rules that the claim names, by number."""
        return {self.network.number_of[name] for name in self.claim["rule"]}

    def follow(self, key: str, start: int) -> tuple[list[int], set[int]]:
        """The worlds of the run, or of its cycle, beginning with this one, and the rules taken. Left out, it stays.

        Raises:
            RefusedError: a step is not one of the network.
        """
        worlds, taken = [start], set()
        for name, target in self.entry.get(key, []):
            number = self.network.number_of[name]
            possible = self.network.rules[number].leads(worlds[-1], target)
            need(possible, f"step {len(worlds)} of the {key}, `{name}`, is not possible")
            worlds.append(target)
            taken.add(number)
        return worlds, taken


@dataclass(frozen=True, slots=True)
class Sight:
    """What may be so in a world, in words, and as a claim has it."""

    words: str
    of: Callable[[Case], Seen]

    def ends(self, case: Case) -> None:
        """Refuse a run that does not end where it is so."""
        *_, last = case.follow("run", case.network.initial)[0]
        steps = list(islice(case.network.steps(last), MOST_WORLDS))
        seen = self.of(case)(last, [number for number, _ in steps], [target for _, target in steps])
        need(seen, f"the run does not end {self.words}")

    def nowhere(self, case: Case) -> None:
        """Refuse a set in which it is so anywhere."""
        seen = self.of(case)
        for world, steps in case.closed.steps.items():
            if seen(world, *steps):
                raise RefusedError(f"a world of the set is {self.words}")


def _enabling(case: Case) -> Seen:
    named = case.named()
    return lambda _world, rules, _targets: not named.isdisjoint(rules)


def _offending(case: Case) -> Seen:
    named, where, after = case.named(), case.condition("where"), case.condition("after")

    def seen(world: int, rules: list[int], targets: list[int]) -> bool:
        steps = zip(rules, targets, strict=True)
        return not named.isdisjoint(rules) and where(world) and any(after(to) for rule, to in steps if rule in named)

    return seen


def _cut_off(case: Case) -> Seen:
    """First holds the distances against each world and its steps: 0 says that no way leads to `where`."""
    where, if_ = case.condition("where"), case.condition("if")
    distances = case.closed.column(case.entry["distances"])
    for world, (_, targets) in case.closed.steps.items():
        mine, following = distances[world], [distances[target] for target in targets]
        need((mine == 1) == where(world), "a world has the distance 1 and is not in `where`, or the other way round")
        need(mine > 0 or not any(following), "a step leads from a world without distance to one that has one")
        need(mine < 2 or any(0 < each < mine for each in following), "no step lowers the distance of a world")
    return lambda world, *_: if_(world) and not distances[world]


def _check_tree(case: Case) -> None:
    """A tree by which no fair run stays where an answer is pending. Each pending world stands at a component of it."""
    where, then = case.condition("where"), case.condition("then")
    paths, at = _paths(case), case.closed.column(case.entry["at"])
    need(max(at.values()) < len(paths), "a world stands at a component that is not there")
    for world, (rules, targets) in case.closed.steps.items():
        here = paths[at[world]]
        need(here or not where(world) or then(world), "a world that triggers is not in the tree")
        need(not here or here[-1][1] in rules, "the rule of a component is not enabled in a world that stands at it")
        for rule, target in zip(rules, targets, strict=True) if here else ():
            there = paths[at[target]]
            need(there or then(target), "a step leads out of the tree without an answer")
            stays = rule in _rules_around(here, there)
            need(not stays, f"`{case.network.rules[rule].name}` does not leave its component")


def _paths(case: Case) -> list[Json]:
    """The path of each component from 1 on: a number and a rule for each component around it, and for itself."""
    fairness = {number: rule.fairness for number, rule in enumerate(case.network.rules)}
    for path in case.entry["tree"]:
        *around, (_, rule) = path
        need(fairness[rule] != "none", "the rule of a component is not fair")
        need(all(fairness[each] == "strong" for _, each in around), "the rule around a component is not strongly fair")
        need(len(path) <= len(fairness), "a component lies deeper than there are rules")
    return [[], *case.entry["tree"]]


def _rules_around(here: Json, there: Json) -> set[int]:
    """The rules of the components around both of two, given by their paths: steps between the two do not leave them."""
    rules = set()
    for one, other in zip(here, there, strict=False):
        if one != other:
            need(other < one, "a step goes against the order of the components")
            break
        rules.add(one[1])
    return rules


def _check_unanswered(case: Case) -> None:
    """A fair run on which an answer is pending for ever: it goes round its cycle, or stays where it ends."""
    where, then = case.condition("where"), case.condition("then")
    stem, _ = case.follow("run", case.network.initial)
    cycle, taken = case.follow("cycle", stem[-1])
    need(cycle[-1] == cycle[0], "the cycle of the run does not come back")
    for number, rule in enumerate(case.network.rules):
        if rule.fairness != "none" and number not in taken:
            owed = (all if rule.fairness == "weak" else any)(map(rule.enabled, cycle))
            need(not owed, f"the run owes `{rule.name}`, which is {rule.fairness}ly fair, a step")
    need(not any(map(then, cycle)), "the cycle of the run has an answer in it")
    pending = False
    for world in (*stem, *cycle):
        pending = (pending or where(world)) and not then(world)
    need(pending, "what triggers on the run is answered")


WHERE = Sight("in `where`", lambda case: case.condition("where"))
IF = Sight("in `if`", lambda case: case.condition("if"))
STUCK = Sight("where no rule is enabled", lambda _case: lambda _world, rules, _targets: not rules)
ENABLING = Sight("where a named rule is enabled", _enabling)
OFFENDING = Sight("where a named rule leads from `where` to `after`", _offending)
CUT_OFF = Sight("in `if` without a way to `where`", _cut_off)

PROOFS: Mapping[tuple[str, str], tuple[str, tuple[Callable[[Case], None], ...]]] = {
    ("never", "holds"): ("a closed set", (WHERE.nowhere,)),
    ("never", "violated"): ("a run", (WHERE.ends,)),
    ("witness", "unreachable"): ("a closed set", (WHERE.nowhere,)),
    ("witness", "witnessed"): ("a run", (WHERE.ends,)),
    ("deadlock-free", "holds"): ("a closed set", (STUCK.nowhere,)),
    ("deadlock-free", "violated"): ("a run", (STUCK.ends,)),
    ("never-step", "holds"): ("a closed set", (ENABLING.ends, OFFENDING.nowhere)),
    ("never-step", "violated"): ("a run", (OFFENDING.ends,)),
    ("never-step", "vacuous"): ("a closed set", (ENABLING.nowhere,)),
    ("always-possible", "holds"): ("distances", (IF.ends, CUT_OFF.nowhere)),
    ("always-possible", "violated"): ("distances", (CUT_OFF.ends,)),
    ("always-possible", "vacuous"): ("a closed set", (IF.nowhere,)),
    ("leads-to", "holds"): ("a tree of components", (WHERE.ends, _check_tree)),
    ("leads-to", "violated"): ("a fair run", (_check_unanswered,)),
    ("leads-to", "vacuous"): ("a closed set", (WHERE.nowhere,)),
}
"""By kind of claim and verdict: what proves it, and by which checks."""
