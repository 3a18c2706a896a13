"""Verdicts as the page shows them: worst first, each with its run by numbers and where the run offends."""

from collections.abc import Iterator, Mapping

from explorer.runs import Run
from model.network import TRUE, Network
from properties.judge import Verdict
from properties.kinds import AlwaysPossible, LeadsTo, Never, NeverStep, Witness
from reports.forms.verdict_json import Json
from reports.judging import Report
from reports.page.tables import Numbers, holding_in
from reports.terminal.marks import mark_of, worst_first
from reports.terminal.words import claim_of, counted, ending_in_words, faults_of, run_heading


def verdicts_to_json(report: Report, numbers: Numbers) -> list[Json]:
    """Every verdict of a report."""
    return [_verdict(verdict, report, numbers) for verdict in worst_first(report.verdicts)]


def _verdict(verdict: Verdict, report: Report, numbers: Numbers) -> Json:
    said, run = verdict.property, verdict.run
    about: Json = {
        "id": said.id, "kind": said.kind, "verdict": verdict.verdict, "sign": mark_of(verdict).sign,
        "strict": said.strict, "says": said.says, "cites": list(said.cites),
        "missing": verdict.missing or said.missing, "faults": list(faults_of(verdict)),
    }  # fmt: skip
    shown = run is not None and not faults_of(verdict)
    return {
        **about,
        **_reach(verdict, report),
        "heading": _heading(verdict) if shown else "",
        "ending": ending_in_words(verdict) if shown else "",
        "offence": _offence(verdict, run, report.case.network, numbers) if shown and run is not None else None,
        "run": _run(run, numbers) if shown and run is not None else None,
    }


def _reach(verdict: Verdict, report: Report) -> Json:
    """How far it reaches beyond the bounds, if that was asked."""
    scopes = report.reach.scopes if report.reach else ()
    return next(({"reach": each.reaching, "because": each.why} for each in scopes if each.verdict is verdict), {})


def _heading(verdict: Verdict) -> str:
    if verdict.verdict != "witnessed" or verdict.run is None or not verdict.run.steps:
        return run_heading(verdict)
    return f"the shortest run to it, {counted(len(verdict.run.steps), 'step')}:"


def _run(run: Run, numbers: Numbers) -> Json:
    """Each step: its rule, and the machines that it changes with the state they come to."""
    steps = [
        [numbers.rules[step.rule.name], [numbers.state(machine, after) for machine, (_, after) in step.changes.items()]]
        for step in run.steps
    ]
    return {"steps": steps, "cycleFrom": run.cycle_from}


def _offence(verdict: Verdict, run: Run, network: Network, numbers: Numbers) -> Json | None:
    """From which world on it shows, the states there that the claim is about, and whether it is owed from there on.

    What is owed and never comes is the fault of no step; the claim says so, for a property may have several kinds.
    """
    worlds = list(_worlds(run, network))
    match claim_of(verdict):
        case Never(where) | Witness(where):
            place, condition = len(worlds) - 1, where
        case AlwaysPossible(_, if_):
            place, condition = len(worlds) - 1, if_
        case NeverStep(_, _, after):
            place, condition = len(worlds) - 1, after
        case LeadsTo(where, then):
            answered = [number for number, world in enumerate(worlds) if holding_in(world, then) is not None]
            since = range(max(answered, default=-1) + 1, len(worlds))
            place, condition = next(each for each in since if holding_in(worlds[each], where) is not None), where
        case _:
            place, condition = len(worlds) - 1, TRUE
    about = holding_in(worlds[place], condition) or {}
    states = [numbers.state(machine, worlds[place][machine]) for machine in about]
    return {"step": place, "states": states, "owed": isinstance(claim_of(verdict), LeadsTo)}


def _worlds(run: Run, network: Network) -> Iterator[Mapping[str, str]]:
    """The worlds that a run passes, the initial one first."""
    world = {machine.name: machine.initial for machine in network.machines}
    yield world
    for step in run.steps:
        world = {**world, **{machine: after for machine, (_, after) in step.changes.items()}}
        yield world
