"""A run in plain lines, for reports that machines carry to people: JUnit, SARIF, pull request comments."""

from collections.abc import Iterator

from explorer.runs import Run, Step
from properties.judge import Verdict
from reports.errors import printable
from reports.terminal.words import changes_in_words, cycle_in_words, ending_in_words, faults_of, run_heading


def told_briefly(verdict: Verdict) -> tuple[str, ...]:
    """What is wrong with the design, or the run that breaks the property: a line for each step."""
    return _told(verdict, [(step.rule.name,) for step in _steps(verdict)])


def told_in_full(verdict: Verdict) -> tuple[str, ...]:
    """The same, with what each step rests on and what it changes."""
    return _told(verdict, [tuple(_step_in_full(step)) for step in _steps(verdict)])


def _told(verdict: Verdict, steps: list[tuple[str, ...]]) -> tuple[str, ...]:
    faults = faults_of(verdict)
    if faults or verdict.run is None:
        return tuple(printable(fault) for fault in faults)
    lines = (run_heading(verdict), *_numbered(steps, verdict.run), ending_in_words(verdict))
    return tuple(printable(line) for line in lines if line)


def _steps(verdict: Verdict) -> tuple[Step, ...]:
    return verdict.run.steps if verdict.run else ()


def _step_in_full(step: Step) -> Iterator[str]:
    yield f"{step.rule.name}  {' '.join(step.rule.cites)}".rstrip()
    yield from changes_in_words(step)


def _numbered(steps: list[tuple[str, ...]], run: Run) -> Iterator[str]:
    """Each step with its number, what belongs to it below; before those that go round for ever, that they do."""
    for place, (first, *others) in enumerate(steps):
        if place == run.cycle_from:
            yield f"↻ {cycle_in_words(run)}"
        yield f"{place + 1:>2}. {first}"
        yield from (f"      {other}" for other in others)
