"""A run as a SARIF code flow: each step at the line of the action that takes it, or at what comes nearest to it."""

from collections.abc import Iterator

from explorer.runs import Run, Step
from reports.forms.places import Located, Locator
from reports.forms.sarif_parts import located, message
from reports.forms.verdict_json import Json
from reports.terminal.words import counted, cycle_in_words


def code_flow(run: Run, locator: Locator) -> Json:
    """One thread flow: the steps of all processes in the one order in which they break the property."""
    length = counted(len(run.steps), "step")
    ending = message(cycle_in_words(run) or f"{length}, and there it ends")
    flow = {"message": ending, "locations": [*_steps(run, locator)]}
    return {"message": message(f"a run of {length}"), "threadFlows": [flow]}


def _steps(run: Run, locator: Locator) -> Iterator[Json]:
    for number, step in enumerate(run.steps, start=1):
        found = locator.rules.get(step.rule.name, locator.start)
        yield {
            "location": {**located(locator.path, found.place), "message": message(_words(run, number, found))},
            "executionOrder": number,
            "importance": "essential" if found.by_code else "important",
            "state": _states(step),
        }


def _words(run: Run, number: int, found: Located) -> str:
    """The step, where it points, and what is done there; steps of the cycle say so."""
    step = run.steps[number - 1]
    again = ", again and again" if run.cycle_from is not None and number > run.cycle_from else ""
    nearest = "" if found.by_code else "not in the code; nearest: "
    return f"{number}. {step.rule.name} ({nearest}{found.words}{again})"


def _states(step: Step) -> Json:
    return {machine: message(f"{before} → {after}") for machine, (before, after) in step.changes.items()}
