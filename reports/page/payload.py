"""What the page knows, as data: one report with its network, its runs, the statements behind them, its pictures."""

from collections.abc import Iterable, Sequence

from model.cites import ASSUMPTION, FACTS
from model.facts import Fact
from reports.forms.verdict_json import Json, report_to_json
from reports.judging import Report
from reports.lanes.chart import Lane, lanes_of
from reports.page.forbidden import forbidden_to_json
from reports.page.machine_layouts import pictures_of
from reports.page.packed_rules import packed
from reports.page.profiles import profiles_to_json
from reports.page.tables import Numbers, machines_to_json, numbered, rules_to_json
from reports.page.verdicts import verdicts_to_json
from reports.terminal.coverage import assumed, covered_in_words, environment_in_words

FORMAT = "outlive-page/1"


def payload(report: Report, others: Sequence[Report]) -> Json:
    """Everything that the page shows of a report; `others` are those of the same design in the other profiles.

    Machines, rules, states and lanes are numbers: their places in the lists of this document. Rules travel packed.
    """
    case = report.case
    chart, numbers = lanes_of(case), numbered(case.network)
    return {
        "format": FORMAT,
        **_about(report),
        **_unused(report, numbers),
        **_statements(report),
        "lanes": [_lane(lane) for lane in chart.lanes],
        "machines": machines_to_json(case.network, chart),
        "rules": packed(rules_to_json(case.network, chart, numbers)),
        "verdicts": verdicts_to_json(report, numbers),
        "forbidden": forbidden_to_json(report, numbers),
        "profiles": profiles_to_json((report, *others)),
        **pictures_of(case.network),
    }


def _about(report: Report) -> Json:
    system = report.case.system
    return {
        "name": report.case.name,
        "title": system.design.title if system else report.case.name,
        "profile": report.case.profile,
        "covered": report_to_json(report)["covered"],
        "coveredWords": covered_in_words(report),
        "environment": environment_in_words(report),
        "assumed": [{"id": name, "says": says} for name, says in assumed(report)],
    }


def _unused(report: Report, numbers: Numbers) -> Json:
    return {
        "neverEnabled": [numbers.rules[name] for name in report.never_enabled],
        "neverEntered": [numbers.state(*each) for each in report.never_entered],
    }


def _statements(report: Report) -> Json:
    """The facts that rules or properties cite, and which of the ids cited stand for assumptions."""
    rules, properties = report.case.network.rules, report.case.properties
    cites = (*(rule.cites for rule in rules), *(each.cites for each in properties))
    cited = dict.fromkeys(name for each in cites for name in each)
    assumptions = {ASSUMPTION.id, *(name for name, _ in assumed(report))}
    return {
        "facts": {fact.id: _fact(fact) for fact in _known(cited)},
        "assumptionIds": [name for name in cited if name in assumptions],
    }


def _known(cited: Iterable[str]) -> list[Fact]:
    return [FACTS[name] for name in cited if name in FACTS]


def _fact(fact: Fact) -> Json:
    return {"says": fact.says, "confidence": fact.confidence, "source": fact.source}


def _lane(lane: Lane) -> Json:
    return {"name": lane.name, "kind": lane.kind, "says": lane.says}
