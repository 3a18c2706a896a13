"""Fair runs in Promela: variables that follow which rules a run still owes, so that a cycle Spin accepts is a fair one.

Spin's own fairness is weak, and of whole processes; ours belongs to rules, and most of it is strong. So the model
guesses where the tail of the run begins, keeps which strongly fair rules were enabled in it (`seen`), and waits for one
rule after another (`turn`) to be taken, or not to ask for it: a strong one that was not seen, a weak one that is
disabled now. A tail whose turn goes round for ever is fair, and every fair run has such a tail.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from model.network import Network, Rule
from reports.promela.words import Variable, either, every, standing


@dataclass(frozen=True, slots=True)
class Fairness:
    """What a fair tail owes: rules by their place, counted from 1."""

    weak: tuple[int, ...]
    strong: tuple[int, ...]
    passing: tuple[int, ...]
    """Strongly fair rules that can be taken only so often: where one is enabled, no fair tail goes on for ever."""
    leaving: Mapping[int, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Of a rule, the states of its movers from which it leads where nothing ever leads back: no step of a tail."""

    @property
    def asked(self) -> tuple[int, ...]:
        """The rules that have a turn."""
        return tuple(sorted((*self.weak, *self.strong)))

    @property
    def all(self) -> tuple[int, ...]:
        """Every fair rule."""
        return tuple(sorted((*self.asked, *self.passing)))


@dataclass(frozen=True, slots=True)
class Tails:
    """How a tail is told from an unfair one: declarations, the step by which it begins, what follows its steps."""

    declared: Callable[[Fairness], Iterator[str]]
    begun: Callable[[Fairness], Iterator[str]]
    followed: Callable[[Fairness], Iterator[str]]


def fairness_of(network: Network) -> Fairness:
    """What a tail owes in this network."""
    following = {each.name: _following(network, each.name) for each in network.machines}
    strong = tuple(_places(network, "strong"))
    passing = tuple(place for place in strong if _is_passing(network.rules[place - 1], following))
    weak, followed = tuple(_places(network, "weak")), tuple(each for each in strong if each not in passing)
    leaving = {place: _left_for_ever(rule, following) for place, rule in enumerate(network.rules, start=1)}
    return Fairness(weak, followed, passing, {place: left for place, left in leaving.items() if left})


def enabled_text(rule: Rule, variables: Mapping[str, Variable]) -> str:
    """The test whether a rule is enabled."""
    origins = {name: [origin for origin, _ in pairs] for name, pairs in rule.moves.items()}
    return every(standing({**origins, **rule.when}, variables))


def leaving_text(left: Mapping[str, Iterable[str]], variables: Mapping[str, Variable]) -> str:
    """The test whether a rule would leave one of these states for ever."""
    return either([test or "true" for test in standing(left, variables)])


def fairness_declared(fairness: Fairness, tails: Tails) -> Iterator[str]:
    """Variables and words of the tail."""
    yield f"#define may_end !({any_enabled(fairness.all)})"
    yield "#define TAKES(rule) taken = rule"
    yield "#define LEAVES(test) tail = (tail == 1 && (test) -> 2 : tail)"
    yield "byte tail = 0;  /* 0: before it, 1: in it, 2: it cannot be fair */"
    yield "short turn = 0, taken = 0;"
    yield from tails.declared(fairness)


def loop_opened() -> Iterator[str]:
    """Around the alternatives of the rules: what they do is followed before the next begins."""
    yield "\t:: atomic {"
    yield "\t\tif"


def loop_closed(fairness: Fairness, tails: Tails) -> Iterator[str]:
    """A run may end where it owes nothing; then the tail is followed, or begins."""
    yield "\t\t:: tail == 1 && may_end -> skip  /* the run ends, which is to stay for ever */"
    yield "\t\tfi;"
    yield "\t\td_step {"
    yield "\t\t\tif"
    yield "\t\t\t:: tail == 0 -> skip"
    yield "\t\t\t:: else ->"
    yield "\t\t\t\tturn = (turn == ALL_TURNS -> 0 : turn);"
    yield from (f"\t\t\t\t{line}" for line in tails.followed(fairness))
    yield "\t\t\t\tif :: lost -> tail = 2 :: else -> skip fi"
    yield "\t\t\tfi;"
    yield "\t\t\ttaken = 0"
    yield "\t\t}"
    yield "\t}"
    yield f"\t:: d_step {{ {' '.join(tails.begun(fairness))} }}"


def any_enabled(places: Iterable[int]) -> str:
    """The test whether one of these rules is enabled."""
    return " || ".join(f"enabled_{place}" for place in places) or "false"


def _seen_declared(fairness: Fairness) -> Iterator[str]:
    yield f"#define ALL_TURNS {len(fairness.asked)}"
    yield f"#define lost ({any_enabled(fairness.passing)})"
    yield from (f"bool seen_{place};" for place in fairness.strong)


def _seen_begun(fairness: Fairness) -> Iterator[str]:
    yield "tail == 0 && !lost ->"
    yield from (f"seen_{place} = enabled_{place};" for place in fairness.strong)
    yield "tail = 1"


def _seen_followed(fairness: Fairness) -> Iterator[str]:
    for number, place in enumerate(fairness.asked):
        if place in fairness.strong:
            yield f"seen_{place} = seen_{place} || enabled_{place};"
        owes = f"seen_{place}" if place in fairness.strong else f"enabled_{place}"
        yield f"turn = turn + (turn == {number} && (!({owes}) || taken == {place}));"


SEEN = Tails(_seen_declared, _seen_begun, _seen_followed)
"""What was enabled in the tail is remembered."""


def _places(network: Network, kind: str) -> Iterator[int]:
    return (place for place, rule in enumerate(network.rules, start=1) if rule.fairness == kind)


def _is_passing(rule: Rule, following: Mapping[str, Mapping[str, frozenset[str]]]) -> bool:
    """Whether each step takes some machine where nothing ever takes it back from."""
    left = _left_for_ever(rule, following)
    return any({origin for origin, _ in pairs} <= set(left.get(name, ())) for name, pairs in rule.moves.items())


def _left_for_ever(rule: Rule, following: Mapping[str, Mapping[str, frozenset[str]]]) -> Mapping[str, tuple[str, ...]]:
    """Of each mover the states to which none of the rule's targets leads back, whatever the other machines do."""
    left = {}
    for name, pairs in rule.moves.items():
        back = {origin for origin, target in pairs if origin in following[name][target]}
        left[name] = tuple(dict.fromkeys(origin for origin, _ in pairs if origin not in back))
    return {name: origins for name, origins in left.items() if origins}


def _following(network: Network, machine: str) -> Mapping[str, frozenset[str]]:
    """State of one machine -> itself and every state that moves lead to from it, whatever the other machines do."""
    pairs = [pair for rule in network.rules for pair in rule.moves.get(machine, ())]
    states = {state for pair in pairs for state in pair}
    return {state: _closure(state, pairs) for state in states}


def _closure(state: str, pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    more = frozenset({state})
    while more != found:
        found = more
        more = found | {target for origin, target in pairs if origin in found}
    return more
