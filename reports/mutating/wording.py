"""Says in words what a mutant is: what happens in it that should not, or no longer does."""

from collections.abc import Sequence

from reports.mutating.base import Base
from reports.mutating.design_changes import DropAction, SwapActions, words_of_design
from reports.mutating.judging import Change
from reports.mutating.network_changes import DropGuard, DropPair, DropRule, Retarget, Weaken, states_let_in

MOST_STATES = 4
"""States that are named one by one; of more, how many."""


def kind_of(change: Change) -> str:
    """What sort of wrong it is, in two words."""
    match change:
        case DropGuard():
            return "guard dropped"
        case DropPair():
            return "pair dropped"
        case Retarget():
            return "pair retargeted"
        case DropRule():
            return "rule dropped"
        case Weaken():
            return "fairness weakened"
        case DropAction():
            return "action dropped"
        case SwapActions():
            return "actions swapped"


def words_of(base: Base, change: Change) -> str:
    """The sentence after "no verdict changes when": `the user launches the app` is never possible, say."""
    if isinstance(change, DropAction | SwapActions):
        assert base.case.system is not None
        return f"the design has {words_of_design(base.case.system.design, change)}"
    rule = base.case.network.rules[change.rule]
    name = f"‘{rule.name}’"
    match change:
        case DropGuard(machine=machine):
            states = states_let_in(base.case.network, change)
            return f"{name} may happen in any state of {machine}, {_listed(states)} too"
        case DropPair(machine=machine, pair=(start, end)):
            return f"{name} cannot move {machine} from {start} to {end}"
        case Retarget(machine=machine, pair=(start, end), end=other):
            return f"{name} moves {machine} from {start} to {other} instead of {end}"
        case DropRule():
            return f"{name} never happens"
        case Weaken(fairness="weak"):
            return f"{name} may be passed over for ever if it is not enabled all the time (weakly fair, not strongly)"
        case Weaken():
            return f"{name} may be put off for ever (not fair, instead of {rule.fairness}ly)"


def _listed(states: Sequence[str]) -> str:
    if len(states) > MOST_STATES:
        return f"in {', '.join(states[:MOST_STATES])} and {len(states) - MOST_STATES} more"
    return f"in {' and '.join(states)}"
