"""`outlive verify --teeth`: properties that never say anything or never find anything, and rules that nothing uses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reports.errors import printable
from reports.judging import BAD as BAD_VERDICTS
from reports.mutating.allowed import Allowed
from reports.outcomes import Outcome
from reports.terminal.inks import ASIDE, BAD, GOOD
from reports.terminal.paper import Paper, plain
from reports.terminal.words import counted

Kind: TypeAlias = Literal["vacuous", "toothless", "dead-rule"]

SAYS: Mapping[Kind, str] = {
    "vacuous": "says nothing of any design",
    "toothless": "is broken by no design",
    "dead-rule": "is enabled in no design",
}
KIND_WIDTH = 27


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that no design of a folder puts to use, and why that may be so; no reason makes it a fault."""

    kind: Kind
    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Teeth:
    """What a folder of designs leaves unused, and the reasons that are given for what it does use."""

    gaps: tuple[Gap, ...]
    outdated: tuple[str, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """A line for each gap without a reason, and for each reason without a gap."""
        open_ = (f"{printable(gap.name)}: {SAYS[gap.kind]}" for gap in self.gaps if not gap.reason)
        listed = (f"{printable(each)}: listed with a reason it does not need: strike it" for each in self.outdated)
        return (*open_, *listed)


def teeth_of(outcomes: Sequence[Outcome], allowed: Allowed) -> Teeth:
    """What all outcomes of a folder together leave unused, each with its reason if there is one."""
    found = tuple(Gap(kind, name, allowed.reasons.get((kind, name), "")) for kind, name in _unused(outcomes))
    known = {(gap.kind, gap.name) for gap in found}
    outdated = (f"{kind} {name}" for kind, name in allowed.reasons if (kind, name) not in known)
    return Teeth(found, tuple(outdated))


def _unused(outcomes: Sequence[Outcome]) -> Iterator[tuple[Kind, str]]:
    """In the order of reports: properties, then rules by their names."""
    verdicts: dict[str, set[str]] = {}
    rules: dict[str, bool] = {}
    for outcome in outcomes:
        for name, verdict in outcome.verdicts.items():
            verdicts.setdefault(name, set()).add(verdict)
        for template, used in outcome.rules.items():
            rules[template] = rules.get(template, False) or used
    for name, found in verdicts.items():
        if found == {"vacuous"}:
            yield "vacuous", name
        elif found.isdisjoint(BAD_VERDICTS):
            yield "toothless", name
    yield from (("dead-rule", template) for template in sorted(rules) if not rules[template])


def write_teeth(paper: Paper, teeth: Teeth) -> None:
    """The table, faults first, or that there is nothing to tell."""
    paper.line()
    faults = [gap for gap in teeth.gaps if not gap.reason]
    explained = [gap for gap in teeth.gaps if gap.reason]
    if teeth.faults:
        paper.line(f"Without teeth: {len(teeth.faults)}", BAD)
    else:
        listed = f", or is listed with a reason ({counted(len(explained), 'entry', 'entries')})" if explained else ""
        paper.line(f"Every property is broken by some design, every rule enabled in one{listed}.", f"bold {GOOD}")
    rows = [(plain(SAYS[gap.kind], BAD), plain(gap.name)) for gap in faults]
    rows += [(plain("reason without a gap", BAD), plain(each)) for each in teeth.outdated]
    rows += [(plain(SAYS[gap.kind], ASIDE), plain(f"{gap.name}: {gap.reason}", ASIDE)) for gap in explained]
    paper.rows(rows, (KIND_WIDTH,), 2)
