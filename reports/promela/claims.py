"""What must hold, in Promela: assertions in the steps of rules, and named never claims, one run of Spin each.

never, witness and what makes a claim vacuous are never claims about one world. never-step is an assertion in the rule's
own step, for a claim sees worlds and no steps. deadlock-free is Spin's own search for invalid end states. leads-to is a
Büchi automaton over the worlds and the fair tail, compiled with LIVENESS. always-possible speaks of branching time and
has no claim: of a single run nothing can be said about what it could have done. With WORLDS one claim asks everything
about worlds at once: it looks for every goal in every world, and says of each that is found so once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from model.network import Network, Rule
from properties.kinds import AlwaysPossible, DeadlockFree, LeadsTo, Never, NeverStep, Witness
from reports.claims_listed import NumberedClaim
from reports.promela.fairness import Fairness, Tails, enabled_text, fairness_declared, leaving_text
from reports.promela.words import Variable, condition_text, harmless

CLAIMS_HEAD = """\
/* What must hold. Counting goes on after errors (-c0): assertions about `start[N]` are never-step claims{deadlocks}.
 * What is always possible is branching time, and no claim. The other claims are cN below:
 *   spin -a FILE && gcc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -E -A -N cN -m10000000
 * asks for one claim of those below that speak of worlds: an error is a run to such a world.
 *   spin -DWORLDS -a FILE && gcc -O2 -DSAFETY -DNOSTUTTER -DNOREDUCE -o pan pan.c && ./pan -c0 -m10000000
 * asks for all of those in one search, and counts: an assertion about `told_cN` says that there is such a world.
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
    tails: Tails

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
            yield from _starting(len(self.claims))
        for place in self._rules_asked():
            rule = self.network.rules[place - 1]
            yield f"/* {harmless(rule.name)} */"
            yield f"#define enabled_{place} ({enabled_text(rule, self.variables)})"
        if self.asks_for_fairness:
            yield from ("#ifdef LIVENESS", *fairness_declared(self.fairness, self.tails))
            yield from ("#else", "#define TAKES(rule) skip", "#define LEAVES(test) skip", "#endif")

    def hooks(self, place: int) -> Hooks:
        """What the steps of the rule at this place, counted from 1, do for the claims."""
        rule = self.network.rules[place - 1]
        asked = [each for each in self._never_steps() if rule.name in each[1].rules]
        before = [f"STARTS({number}, {condition_text(claim.where, self.variables)})" for number, claim in asked]
        after = [f"ENDS({number}, {condition_text(claim.after, self.variables)})" for number, claim in asked]
        takes = [f"TAKES({place})"] if self.asks_for_fairness and place in self.fairness.asked else []
        left = self.fairness.leaving.get(place) if self.asks_for_fairness else None
        leaves = [f"LEAVES({leaving_text(left, self.variables)})"] if left else []
        return Hooks((*before, *leaves), (*after, *takes))

    def automata(self) -> Iterator[str]:
        """The never claims."""
        for each in self.claims:
            yield f"/* c{each.number}: {harmless(each.name)} */"
            yield from self._automata_of(each)
        yield from _all_at_once([goal for each in self.claims for goal, _ in self._goals_of(each)])

    def _never_steps(self) -> Iterator[tuple[int, NeverStep]]:
        return ((each.number, each.claim) for each in self.claims if isinstance(each.claim, NeverStep))

    def _rules_asked(self) -> list[int]:
        named = {name for _, claim in self._never_steps() for name in claim.rules}
        fair = self.fairness.all if self.asks_for_fairness else ()
        rules = enumerate(self.network.rules, start=1)
        return [place for place, rule in rules if rule.name in named or place in fair]

    def _automata_of(self, each: NumberedClaim) -> Iterator[str]:
        for goal, test in self._goals_of(each):
            yield f"#define goal_{goal} ({test})"
            yield from _reaching(goal)
        match each.claim:
            case AlwaysPossible():
                yield "/* always-possible: branching time, no claim; above is only whether it is vacuous */"
            case DeadlockFree():
                yield "/* invalid end states */"
            case LeadsTo(where, then):
                asked, answered = condition_text(where, self.variables), condition_text(then, self.variables)
                yield from _unanswered(f"c{each.number}", asked, answered)

    def _goals_of(self, each: NumberedClaim) -> Iterator[tuple[str, str]]:
        """The kinds of worlds a claim asks for: a name, and the test."""
        match each.claim:
            case Never(where) | Witness(where):
                yield f"c{each.number}", condition_text(where, self.variables)
            case NeverStep(rules):
                yield f"c{each.number}_asked", self._one_enabled(rules)
            case LeadsTo(where):
                yield f"c{each.number}_asked", condition_text(where, self.variables)
            case AlwaysPossible(_, if_):
                yield f"c{each.number}_asked", condition_text(if_, self.variables)

    def _one_enabled(self, rules: Iterable[str]) -> str:
        named = frozenset(rules)
        return " || ".join(f"enabled_{place}" for place in _places_of(self.network.rules, named)) or "false"


def _starting(claims: int) -> Iterator[str]:
    """What a step does for never-step claims; where endless runs are asked about, nothing."""
    yield from ("#ifdef LIVENESS", "#define STARTS(claim, test) skip", "#define ENDS(claim, test) skip", "#else")
    yield f"bool start[{claims}];  /* whether the step of a never-step claim starts where it says */"
    yield "#define STARTS(claim, test) start[claim] = (test)"
    yield "#define ENDS(claim, test) assert(!(start[claim] && (test))); start[claim] = 0"
    yield "#endif"


def _places_of(rules: Sequence[Rule], names: frozenset[str]) -> Iterator[int]:
    return (place for place, rule in enumerate(rules, start=1) if rule.name in names)


def _reaching(goal: str) -> Iterator[str]:
    """A claim that ends, which is its error, in a world of this kind."""
    yield "#if !defined(LIVENESS) && !defined(WORLDS)"
    yield f"never {goal} {{"
    yield from ("\tdo", f"\t:: !goal_{goal}", f"\t:: goal_{goal} -> break", "\tod", "}", "#endif")


def _all_at_once(goals: Sequence[str]) -> Iterator[str]:
    """A claim that says of each kind once that there is such a world; what it has said is no part of the world."""
    yield "#ifdef WORLDS"
    yield from (f"hidden byte told_{goal};" for goal in goals)
    yield from ("never worlds {", "\tdo", "\t:: d_step {")
    for goal in goals:
        yield f"\t\tif :: !told_{goal} && goal_{goal} -> told_{goal} = 1; assert(!told_{goal}) :: else fi;"
    yield from ("\t\tskip }", "\tod", "}", "#endif")


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
