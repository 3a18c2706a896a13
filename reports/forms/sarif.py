"""Verdicts as SARIF 2.1.0: a rule for each property, a result for each that is broken or open, its run as code flow."""

from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from properties.judge import Verdict
from reports.forms.places import Locator, locator_of, relative_uri
from reports.forms.run_text import told_briefly
from reports.forms.sarif_flow import code_flow
from reports.forms.sarif_parts import BASES, artifact, located, message
from reports.forms.sarif_rules import rules_of
from reports.forms.verdict_json import Json, json_text
from reports.judging import Report, exit_status
from reports.terminal.coverage import covered_in_words, environment_in_words
from reports.terminal.marks import worst_first

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

EXITS = {
    0: "all as it must be",
    1: "a property is violated",
    3: "a bound was hit, or an interrupt came, before a verdict",
}


def document(reports: Sequence[Report]) -> bytes:
    """One run of the tool for each report; the same bytes for the same verdicts on the same files."""
    status = exit_status(reports)
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, status) for report in reports]})


def _run(report: Report, status: int) -> Json:
    locator = locator_of(report.case)
    return {
        "tool": {"driver": _driver(report)},
        "automationDetails": {"id": _category(report, locator.path), "description": message(_about(report))},
        "invocations": [_invocation(report, status)],
        "originalUriBaseIds": BASES,
        "artifacts": [{"location": artifact(locator.path), "roles": ["analysisTarget"]}],
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, verdict, locator) for verdict in worst_first(report.verdicts) if _tells(verdict)],
        "properties": {"verdicts": {each.property.id: each.verdict for each in report.verdicts}},
    }


def _driver(report: Report) -> Json:
    release = version("outlive")
    return {"name": "outlive", "version": release, "semanticVersion": release, "rules": rules_of(report.case)}


def _category(report: Report, path: Path) -> str:
    """Which of several runs this is; the slash at its end makes all of it the category of code scanning."""
    return "/".join(["outlive", relative_uri(path)[0], *([report.case.profile] if report.case.profile else []), ""])


def _about(report: Report) -> str:
    system = report.case.system
    named = [f"{system.design.title}."] if system else []
    return " ".join([*named, covered_in_words(report), environment_in_words(report)]).strip()


def _invocation(report: Report, status: int) -> Json:
    told = {"level": "warning", "message": message(covered_in_words(report))}
    return {
        "executionSuccessful": not report.interrupted,
        "exitCode": status,
        "exitCodeDescription": EXITS[status],
        "toolExecutionNotifications": [] if report.covered.complete and not report.interrupted else [told],
    }


def _tells(verdict: Verdict) -> bool:
    """Code scanning takes every result for an alert, so that what holds is told in the properties of the run only."""
    return verdict.verdict in ("violated", "unreachable", "unknown")


def _result(report: Report, verdict: Verdict, locator: Locator) -> Json:
    declared = verdict.property
    found = locator.of_verdict(verdict)
    return {
        "ruleId": declared.id,
        "ruleIndex": [each.id for each in report.case.properties].index(declared.id),
        **_gravity(verdict),
        "message": message(_said(report, verdict)),
        "locations": [located(locator.path, found.place)],
        "partialFingerprints": {"outliveProperty/v1": _fingerprint(report, verdict, locator.path)},
        **({"codeFlows": [code_flow(verdict.run, locator)]} if verdict.run is not None and verdict.run.steps else {}),
        "properties": {"verdict": verdict.verdict},
    }


def _gravity(verdict: Verdict) -> Json:
    """What is open has no level: the standard allows one to failures only (3.27.10)."""
    if verdict.verdict == "unknown":
        return {"kind": "open", "level": "none"}
    return {"kind": "fail", "level": "note" if verdict.property.strict else "error"}


def _said(report: Report, verdict: Verdict) -> str:
    """The sentence, what became of it, and how."""
    if verdict.verdict == "unknown":
        return f"{verdict.property.says} Not decided. {covered_in_words(report)}"
    if verdict.verdict == "unreachable":
        return f"{verdict.property.says} It cannot come about: no reachable world shows it."
    counts = " (strict: shown, but does not count)" if verdict.property.strict else ""
    return "\n".join([f"{verdict.property.says} Violated{counts}:", *told_briefly(verdict)])


def _fingerprint(report: Report, verdict: Verdict, path: Path) -> str:
    """The same as long as the same property of the same file breaks in the same profile, whatever the run."""
    named = [relative_uri(path)[0], report.case.profile or "", verdict.property.id]
    return sha256("\0".join(named).encode()).hexdigest()
