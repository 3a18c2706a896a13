"""The run of the first violation, or of the first witness, as an ITF trace: a variable for each machine.

The format is Apalache's ADR 015. `rule` and `actor` say which step led into a state; the initial one has none.
"""

from collections.abc import Iterator, Mapping, Sequence

from itf_py import State, Trace, trace_to_json  # type: ignore[import-untyped]

from explorer.runs import Run
from properties.judge import Verdict
from reports.errors import NothingToTell, printable
from reports.forms.verdict_json import json_text
from reports.judging import Report
from reports.terminal.marks import worst_first
from reports.terminal.words import faults_of, so_far

RULE, ACTOR = "rule", "actor"


def document(reports: Sequence[Report]) -> bytes:
    """The trace of the one report.

    Raises:
        NothingToTell: no verdict has a run.
    """
    (report,) = reports
    verdict = _told(report)
    run, names = verdict.run, _variables(report)
    assert run is not None
    trace = Trace(
        meta=_about(report, verdict),
        params=[],
        vars=[*names.values(), RULE, ACTOR],
        states=[State({"index": index}, values) for index, values in enumerate(_states(report, run, names))],
        loop=None if run.cycle_from is None else run.cycle_from + 1,
    )
    return json_text({key: value for key, value in trace_to_json(trace).items() if value is not None})


def _told(report: Report) -> Verdict:
    """Whose run is told; what was read off the design alone has none."""
    for outcome in ("violated", "witnessed"):
        for verdict in worst_first(report.verdicts):
            if verdict.verdict == outcome and verdict.run is not None and not faults_of(verdict):
                return verdict
    why = f"nothing is violated{so_far(report.verdicts)} and nothing witnessed"
    raise NothingToTell(f"--itf: {printable(report.case.name)}: no verdict has a run: {why}")


def _variables(report: Report) -> Mapping[str, str]:
    """Machine -> its variable: its name, but for those that the format or the step's own variables take."""
    machines = [each.name for each in report.case.network.machines]
    taken = {RULE, ACTOR, *machines}
    names: dict[str, str] = {}
    for machine in machines:
        name = machine
        while name in (RULE, ACTOR) or name.startswith("#") or (name != machine and name in taken):
            name = f"machine {name}"
        taken.add(name)
        names[machine] = name
    return names


def _about(report: Report, verdict: Verdict) -> dict[str, object]:
    system = report.case.system
    return {
        "format": "ITF",
        "format-description": "https://apalache-mc.org/docs/adr/015adr-trace.html",
        "source": report.case.name,
        "description": f"{verdict.property.id}: {verdict.verdict}: {verdict.property.says}",
        "property": verdict.property.id,
        "verdict": verdict.verdict,
        **({"title": system.design.title, "profile": report.case.profile} if system else {}),
    }


def _states(report: Report, run: Run, names: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The initial world and the one after each step.

    In a cycle the last world is the one in which the cycle began, come to by another step: the trace goes on from it
    with the state that follows the first one, so that no step is told wrongly.
    """
    world = {names[machine.name]: machine.initial for machine in report.case.network.machines}
    yield {**world, RULE: "", ACTOR: ""}
    for step in run.steps:
        world |= {names[machine]: after for machine, (_, after) in step.changes.items()}
        yield {**world, RULE: step.rule.name, ACTOR: step.rule.actor}
