"""Verdicts as JUnit XML: a suite for each report, a test case for each property.

Written with the standard library: junitparser writes by the same ElementTree and leaves in what XML forbids, so it
would take nothing off us; tests read with it what is written here.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from properties.judge import Verdict
from reports.errors import printable
from reports.forms.run_text import told_in_full
from reports.judging import Report
from reports.terminal.coverage import covered_in_words, environment_in_words

OUTCOMES = {"violated": "failure", "unreachable": "failure", "unknown": "error", "vacuous": "skipped"}
"""What a verdict is to a test runner; the others pass."""

COUNTS = (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))


def document(reports: Sequence[Report]) -> bytes:
    """One document; control characters, which XML cannot hold, are written as escapes."""
    root = Element("testsuites", {"name": "outlive"})
    for report in reports:
        _add_suite(root, report)
    _count(root)
    indent(root)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _add_suite(root: Element, report: Report) -> None:
    name = printable(report.case.name + (f" ({report.case.profile})" if report.case.profile else ""))
    suite = SubElement(root, "testsuite", {"name": name})
    _add_facts(suite, report)
    for verdict in report.verdicts:
        _add_case(suite, verdict, name)
    SubElement(suite, "system-out").text = "\n".join(_lines([covered_in_words(report), environment_in_words(report)]))
    _count(suite)


def _add_facts(suite: Element, report: Report) -> None:
    system, facts = report.case.system, SubElement(suite, "properties")
    said = {
        "title": system.design.title if system else "",
        "profile": report.case.profile or "",
        "engine": report.covered.engine,
        "assumed": " ".join(each.id for each in system.assumed) if system else "",
    }
    for name, value in said.items():
        if value:
            SubElement(facts, "property", {"name": name, "value": printable(value)})


def _add_case(suite: Element, verdict: Verdict, class_name: str) -> None:
    case = SubElement(suite, "testcase", {"classname": class_name, "name": printable(verdict.property.id)})
    outcome = _outcome(verdict)
    if outcome:
        told = {"message": printable(_message(verdict)), "type": verdict.verdict}
        SubElement(case, outcome, told).text = "\n".join(_lines([_grounds(verdict), *told_in_full(verdict)]))


def _outcome(verdict: Verdict) -> str:
    """A strict violation is shown, but does not count: it must not turn a build red."""
    if verdict.verdict == "violated" and verdict.property.strict:
        return "skipped"
    return OUTCOMES.get(verdict.verdict, "")


def _message(verdict: Verdict) -> str:
    strict = " (strict: shown, but does not count)" if verdict.property.strict else ""
    missing = f": {verdict.missing}" if verdict.missing else ""
    return f"{verdict.verdict}{strict}{missing}: {verdict.property.says}"


def _grounds(verdict: Verdict) -> str:
    return f"rests on {' '.join(verdict.property.cites)}" if verdict.property.cites else ""


def _lines(lines: Sequence[str]) -> list[str]:
    return [printable(line) for line in lines if line]


def _count(element: Element) -> None:
    """How many cases there are below, and what became of them."""
    element.set("tests", str(len(element.findall(".//testcase"))))
    for attribute, outcome in COUNTS:
        element.set(attribute, str(len(element.findall(f".//testcase/{outcome}"))))
