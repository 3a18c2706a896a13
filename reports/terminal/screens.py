"""Chooses how much of a violation is told: the most that fits one screen."""

from collections.abc import Iterator

from model.network import Condition
from properties.judge import Verdict
from properties.kinds import AlwaysPossible, Claim, LeadsTo, Never, NeverStep
from reports.terminal.run_lines import Telling
from reports.terminal.words import claim_of

SCREEN = 40
"""Lines that people see at once."""

_WHERE_CODE_STANDS = (": main thread", ": delegate queue", ", in line")
"""Machines of a design that say at which line its code is: the names of rules say it better."""


def tellings(verdict: Verdict) -> Iterator[Telling]:
    """From the whole of it to the names of the rules alone."""
    matter = frozenset(machines_that_matter(verdict))
    yield Telling()
    yield Telling(matter)
    yield Telling(matter, ("actor",))
    yield Telling((), ("actor", "cites"))
    yield Telling((), ("actor",))
    yield Telling((), ())


def machines_that_matter(verdict: Verdict) -> tuple[str, ...]:
    """The machines that the broken claim asks about; where it asks about none, those of the last step."""
    asked = tuple(dict.fromkeys(_asked(claim_of(verdict))))
    if asked or verdict.run is None or not verdict.run.steps:
        return asked
    rule = verdict.run.steps[-1].rule
    return tuple(name for name in (*rule.moves, *rule.when) if not name.endswith(_WHERE_CODE_STANDS))


def _asked(claim: Claim | None) -> Iterator[str]:
    match claim:
        case Never(where):
            yield from _machines(where)
        case NeverStep(_, where, after):
            yield from _machines(where + after)
        case LeadsTo(where, then):
            yield from _machines(where + then)
        case AlwaysPossible(where, if_):
            yield from _machines(where + if_)


def _machines(condition: Condition) -> Iterator[str]:
    return (name for part in condition for name in part)
