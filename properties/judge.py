"""Judges a property by asking an exploration what its claims need to know."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from explorer import Exploration, Run
from properties.kinds import (
    AlwaysPossible,
    Claim,
    DeadlockFree,
    LeadsTo,
    Never,
    NeverStep,
    Property,
    Static,
    Witness,
)

Outcome: TypeAlias = Literal["holds", "violated", "witnessed", "unreachable", "vacuous", "unknown"]

_ORDER: tuple[Outcome, ...] = ("violated", "unreachable", "unknown")
"""The first of these that any claim comes to is the property's verdict."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a property; the run shows it violated or witnessed, by the claim at `claim_index`.

    `missing` says what the network lacks, when the verdict is vacuous for want of it.
    """

    property: Property
    verdict: Outcome
    run: Run | None = None
    claim_index: int | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class _Finding:
    outcome: Outcome
    run: Run | None = None


def judge_all(properties: Iterable[Property], exploration: Exploration) -> tuple[Verdict, ...]:
    """The verdicts of several properties, in their order."""
    return tuple(judge(each, exploration) for each in properties)


def judge(declared: Property, exploration: Exploration) -> Verdict:
    """The verdict of one property: its claims must all hold, and at least one must say something.

    Raises:
        NetworkError: a claim names a machine, state or rule that the network does not have.
    """
    findings = [_judge_claim(claim, exploration) for claim in declared.claims]
    for outcome in _ORDER:
        if any(finding.outcome == outcome for finding in findings):
            return _shortest(declared, findings, outcome)
    if all(finding.outcome == "vacuous" for finding in findings):
        return Verdict(declared, "vacuous", missing=declared.missing)
    if all(finding.outcome == "witnessed" for finding in findings):
        return Verdict(declared, "witnessed", findings[0].run, 0)
    return Verdict(declared, "holds")


def _shortest(declared: Property, findings: list[_Finding], outcome: Outcome) -> Verdict:
    places = [place for place, finding in enumerate(findings) if finding.outcome == outcome]
    place = min(places, key=lambda each: _length(findings[each].run))
    return Verdict(declared, outcome, findings[place].run, place)


def _length(run: Run | None) -> int:
    return 0 if run is None else len(run.steps)


def _judge_claim(claim: Claim, exploration: Exploration) -> _Finding:
    match claim:
        case Never(where):
            return _unless(exploration.run_to(where), exploration)
        case NeverStep():
            return _judge_never_step(claim, exploration)
        case LeadsTo():
            return _judge_leads_to(claim, exploration)
        case AlwaysPossible():
            return _judge_always_possible(claim, exploration)
        case Witness(where):
            return _judge_witness(exploration.run_to(where), exploration)
        case DeadlockFree():
            return _unless(exploration.run_to_deadlock(), exploration)
        case Static(faults):
            return _Finding("violated", Run(())) if faults else _Finding("holds")


def _judge_never_step(claim: NeverStep, exploration: Exploration) -> _Finding:
    run = exploration.run_by(claim.rules, claim.where, claim.after)
    if run is None and exploration.complete and not exploration.enabled_somewhere(claim.rules):
        return _Finding("vacuous")
    return _unless(run, exploration)


def _judge_leads_to(claim: LeadsTo, exploration: Exploration) -> _Finding:
    if not exploration.complete:
        return _Finding("unknown")
    if not exploration.reaches(claim.where):
        return _Finding("vacuous")
    return _unless(exploration.fair_run_avoiding(claim.where, claim.then), exploration)


def _judge_always_possible(claim: AlwaysPossible, exploration: Exploration) -> _Finding:
    if not exploration.complete:
        return _Finding("unknown")
    if not exploration.reaches(claim.if_):
        return _Finding("vacuous")
    return _unless(exploration.run_to_trap(claim.if_, claim.where), exploration)


def _judge_witness(run: Run | None, exploration: Exploration) -> _Finding:
    if run is not None:
        return _Finding("witnessed", run)
    return _Finding("unreachable" if exploration.complete else "unknown")


def _unless(violation: Run | None, exploration: Exploration) -> _Finding:
    """Violated by a run; without one, holds if everything was looked at."""
    if violation is not None:
        return _Finding("violated", violation)
    return _Finding("holds" if exploration.complete else "unknown")
