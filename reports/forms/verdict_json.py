"""Verdicts as data (contract 3): the same object from every command that judges."""

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

from explorer.exploration import Bounds, Covered
from explorer.runs import Run, Step
from properties.judge import Verdict
from reports.judging import Report

FORMAT = "outlive-verdicts/1"

Json: TypeAlias = dict[str, Any]


def reports_to_json(reports: Sequence[Report]) -> Json:
    """One report as it is, several as a list."""
    return together([report_to_json(report) for report in reports])


def together(documents: Sequence[Json]) -> Json:
    """One document as it is, several as a list."""
    return documents[0] if len(documents) == 1 else {"format": FORMAT, "reports": list(documents)}


def report_to_json(report: Report) -> Json:
    """The verdicts on one case and what they cover."""
    return {
        "format": FORMAT,
        "design": report.case.name,
        "covered": _covered_to_json(report),
        "verdicts": [{**_verdict_to_json(verdict), **_reach_to_json(report, verdict)} for verdict in report.verdicts],
        **({"assumed for any number": report.reach.assumed} if report.reach and report.reach.assumed else {}),
    }


def json_text(document: Json) -> bytes:
    """The document as UTF-8 text, indented; the same bytes every time."""
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _covered_to_json(report: Report) -> Json:
    covered, system = report.covered, report.case.system
    return {
        "states": covered.states,
        "steps": covered.steps,
        "depth": covered.depth,
        "complete": covered.complete and not report.interrupted,
        "engine": covered.engine,
        **_symmetry_to_json(covered),
        **({"notes": list(covered.notes)} if covered.notes else {}),
        "bounds": {**(dict(system.bounds) if system else {}), **given_bounds(covered.bounds)},
        "profile": report.case.profile,
        "assumed": [each.id for each in system.assumed] if system else [],
    }


def factor_of(covered: Covered) -> float:
    """How many worlds each listed one stands for, on average: 1 where all were listed; to one decimal place."""
    return round(covered.states / (covered.representatives or covered.states), 1)


def _symmetry_to_json(covered: Covered) -> Json:
    """How many worlds stood for all, where machines are interchangeable."""
    if covered.representatives is None:
        return {}
    return {"symmetry": {"representatives": covered.representatives, "factor": factor_of(covered)}}


def given_bounds(bounds: Bounds) -> dict[str, int | float]:
    """The bounds that the user gave, as the options are called."""
    given = {
        "max-states": bounds.max_states, "max-seconds": bounds.max_seconds, "max-memory": bounds.max_memory,
    }  # fmt: skip
    return {name: bound for name, bound in given.items() if bound is not None}


def _verdict_to_json(verdict: Verdict) -> Json:
    said: Json = {"property": verdict.property.id, "verdict": verdict.verdict}
    return said if verdict.run is None else said | _run_to_json(verdict.run)


def _reach_to_json(report: Report, verdict: Verdict) -> Json:
    """How far the verdict reaches, if that was asked."""
    scopes = (scope for scope in (report.reach.scopes if report.reach else ()) if scope.verdict is verdict)
    return next(({"reach": scope.reaching, "because": scope.why} for scope in scopes), {})


def _run_to_json(run: Run) -> Json:
    steps: Json = {"run": [_step_to_json(step) for step in run.steps]}
    return steps if run.cycle_from is None else steps | {"cycle_from": run.cycle_from}


def _step_to_json(step: Step) -> Json:
    return {
        "rule": step.rule.name,
        "actor": step.rule.actor,
        "changes": {machine: list(change) for machine, change in step.changes.items()},
        "cites": list(step.rule.cites),
    }
