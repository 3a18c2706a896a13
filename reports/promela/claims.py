"""What must hold, in Promela: assertions in the steps of rules, and named never claims, one run of Spin each.

never, witness and what makes a claim vacuous are never claims about one world. never-step is an assertion in the rule's
own step, for a claim sees worlds and no steps. deadlock-free is Spin's own search for invalid end states. leads-to is a
Büchi automaton over the worlds and the fair tail, compiled with LIVENESS. always-possible speaks of branching time and
has no claim: of a single run nothing can be said about what it could have done.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from model.network import Network, Rule
from properties.kinds import AlwaysPossible, DeadlockFree, LeadsTo, Never, NeverStep, Witness
from reports.claims_listed import NumberedClaim
from reports.promela.fairness import Fairness, enabled_text, fairness_declared
from reports.promela.words import Variable, condition_text, harmless

CLAIMS_HEAD = """\
/* What must hold. Counting goes on after errors (-c0): assertions about `start[N]` are never-step claims{deadlocks}.
 * What is always possible is branching time, and no claim. The other claims are cN below:
 *   spin -a FILE && gcc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -E -A -N cN -m10000000
 * asks for one claim of those below that speak of worlds: an error is a run to such a world.
 *   spin -DLIVENESS -a FILE && gcc -O2 -DNOREDUCE -o pan pan.c && ./pan -a -E -A -N cN -m10000000
 * asks for a leads-to claim: an error is a fair run that never answers.
 */
"""
_ITS_DEADLOCKS = ",\n * invalid end states are worlds without steps"

@dataclass(frozen=True, slots=True)
class Hooks:
    """What a step does for the claims beside what the rule does: statements before it and after it."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A network with claims, and what a fair run owes in it."""

    network: Network
    variables: Mapping[str, Variable]
    claims: Sequence[NumberedClaim]
    fairness: Fairness

    @property
    def asks_for_deadlocks(self) -> bool:
        """Whether a world without steps is an error."""
        return any(isinstance(each.claim, DeadlockFree) for each in self.claims)

    @property
    def asks_for_fairness(self) -> bool:
        """Whether any claim is about endless runs."""
        return any(isinstance(each.claim, LeadsTo) for each in self.claims)

    def head(self) -> str:
        """How to ask, for the top of the model."""
        return CLAIMS_HEAD.format(deadlocks=_ITS_DEADLOCKS if self.asks_for_deadlocks else "")

    def declarations(self) -> Iterator[str]:
        """What steps and claims speak of."""
        if any(isinstance(each.claim, NeverStep) for each in self.claims):
            yield f"bool start[{len(self.claims)}];  /* whether the step of a never-step claim starts where it says */"
        for place in self._rules_asked():
            rule = self.network.rules[place - 1]
            yield f"/* {harmless(rule.name)} */"
            yield f"#define enabled_{place} ({enabled_text(rule, self.variables)})"
        if self.asks_for_fairness:
            yield from ("#ifdef LIVENESS", *fairness_declared(self.fairness))
            yield from ("#else", "#define TAKES(rule) skip", "#endif")

    def hooks(self, place: int) -> Hooks:
        """What the steps of the rule at this place, counted from 1, do for the claims."""
        rule = self.network.rules[place - 1]
        asked = [each for each in self._never_steps() if rule.name in each[1].rules]
        before = [f"start[{number}] = ({condition_text(claim.where, self.variables)})" for number, claim in asked]
        after = [line for number, claim in asked for line in self._asserted(number, claim)]
        takes = [f"TAKES({place})"] if self.asks_for_fairness and place in self.fairness.asked else []
        return Hooks(tuple(before), (*after, *takes))

    def automata(self) -> Iterator[str]:
        """The never claims."""
        for each in self.claims:
            yield f"/* c{each.number}: {harmless(each.name)} */"
            yield from self._automata_of(each)

    def _never_steps(self) -> Iterator[tuple[int, NeverStep]]:
        return ((each.number, each.claim) for each in self.claims if isinstance(each.claim, NeverStep))

    def _asserted(self, number: int, claim: NeverStep) -> Iterator[str]:
        yield f"assert(!(start[{number}] && {condition_text(claim.after, self.variables)}))"
        yield f"start[{number}] = 0"

    def _rules_asked(self) -> list[int]:
        named = {name for _, claim in self._never_steps() for name in claim.rules}
        fair = self.fairness.all if self.asks_for_fairness else ()
        rules = enumerate(self.network.rules, start=1)
        return [place for place, rule in rules if rule.name in named or place in fair]

    def _automata_of(self, each: NumberedClaim) -> Iterable[str]:
        name = f"c{each.number}"
        match each.claim:
            case Never(where) | Witness(where):
                return _reaching(name, condition_text(where, self.variables))
            case NeverStep(rules):
                return _reaching(f"{name}_asked", self._one_enabled(rules))
            case AlwaysPossible(_, if_):
                remark = "/* always-possible: branching time, no claim; below is only whether it is vacuous */"
                return (remark, *_reaching(f"{name}_asked", condition_text(if_, self.variables)))
            case LeadsTo(where, then):
                asked, answered = condition_text(where, self.variables), condition_text(then, self.variables)
                return (*_reaching(f"{name}_asked", asked), *_unanswered(name, asked, answered))
            case _:
                return ("/* invalid end states */",)

    def _one_enabled(self, rules: Iterable[str]) -> str:
        named = frozenset(rules)
        return " || ".join(f"enabled_{place}" for place in _places_of(self.network.rules, named)) or "false"


def _places_of(rules: Sequence[Rule], names: frozenset[str]) -> Iterator[int]:
    return (place for place, rule in enumerate(rules, start=1) if rule.name in names)


def _reaching(name: str, goal: str) -> Iterator[str]:
    """A claim that ends, which is its error, in a world of this kind."""
    yield "#ifndef LIVENESS"
    yield f"never {name} {{"
    yield from ("\tdo", f"\t:: !({goal})", f"\t:: ({goal}) -> break", "\tod", "}", "#endif")


def _unanswered(name: str, asked: str, answered: str) -> Iterator[str]:
    """A claim that accepts the fair runs with a world asked about from which on none answers."""
    yield "#ifdef LIVENESS"
    yield f"never {name} {{"
    yield from ("\tdo", "\t:: tail == 0", f"\t:: tail == 0 && ({asked}) && !({answered}) -> break", "\tod;")
    yield "pending:"
    yield from ("\tdo", f"\t:: tail < 2 && !(tail == 1 && turn == ALL_TURNS) && !({answered})")
    yield f"\t:: tail == 1 && turn == ALL_TURNS && !({answered}) -> break"
    yield "\tod;"
    yield "accept_round:"
    yield f"\ttail < 2 && !({answered}) -> goto pending"
    yield from ("}", "#endif")
