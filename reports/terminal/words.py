"""Says in words what a run does and how it ends; shared by all reports."""

from collections.abc import Iterable

from explorer.runs import Run, Step
from properties.judge import Verdict
from properties.kinds import AlwaysPossible, Claim, DeadlockFree, LeadsTo, Static


def counted(number: int, word: str, plural: str = "") -> str:
    """A number with its noun: `1 step`, `2,100 steps`."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {plural or word + 's'}"


def in_megabytes(size: int | None) -> str:
    """Bytes as a person writes them: `300 MB`."""
    return f"{(size or 0) / (1 << 20):,.0f} MB"


def changes_in_words(step: Step) -> tuple[str, ...]:
    """What a step changed: `app: suspended → background`, a line for each machine."""
    if not step.changes:
        return ("nothing changes",)
    return tuple(f"{machine}: {before} → {after}" for machine, (before, after) in step.changes.items())


def cycle_in_words(run: Run) -> str:
    """Which steps go round: `from here on, for ever: steps 17-21`; empty where none do."""
    if run.cycle_from is None:
        return ""
    first, last = run.cycle_from + 1, len(run.steps)
    steps = f"step {first}" if first == last else f"steps {first}-{last}"
    return f"from here on, for ever: {steps}"


def ending_in_words(verdict: Verdict) -> str:
    """What is wrong where the run ends, if the last step alone does not show it."""
    run, claim = verdict.run, claim_of(verdict)
    if run is None or run.cycle_from is not None:
        return ""
    match claim:
        case LeadsTo():
            return "and nothing more happens that must"
        case AlwaysPossible():
            return "from here on it can never come about"
        case DeadlockFree():
            return "and here no rule is enabled"
        case _:
            return ""


def so_far(verdicts: Iterable[Verdict]) -> str:
    """Put behind `nothing is violated`: ` so far` where something is not decided."""
    return " so far" if any(verdict.verdict == "unknown" for verdict in verdicts) else ""


def claim_of(verdict: Verdict) -> Claim | None:
    """The claim that the run is about."""
    return None if verdict.claim_index is None else verdict.property.claims[verdict.claim_index]


def faults_of(verdict: Verdict) -> tuple[str, ...]:
    """What was read off the design and is wrong, if that is what the verdict is about."""
    claim = claim_of(verdict)
    return claim.faults if isinstance(claim, Static) and verdict.verdict == "violated" else ()


def run_heading(verdict: Verdict) -> str:
    """What the run below it is: `the shortest run that breaks it, 12 steps:`."""
    assert verdict.run is not None
    length = len(verdict.run.steps)
    if length == 0:
        return "so already in the initial world"
    if verdict.run.cycle_from is not None:
        return f"a run that breaks it, {counted(length, 'step')}, the last of them for ever:"
    return f"the shortest run that breaks it, {counted(length, 'step')}:"
