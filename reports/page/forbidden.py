"""Which worlds and steps a property forbids, by number, so that a walk in the page can tell where it breaks one."""

from model.network import Condition
from properties.kinds import Claim, Never, NeverStep
from reports.forms.verdict_json import Json
from reports.judging import Report
from reports.page.tables import Numbers


def forbidden_to_json(report: Report, numbers: Numbers) -> list[Json]:
    """The claims that one world (`rules` is None) or one step can break: where it starts, and `after` it."""
    return [
        {"property": verdict.property.id, **_tables(claim, numbers)}
        for verdict in report.verdicts
        for claim in verdict.property.claims
        if isinstance(claim, Never | NeverStep)
    ]


def _tables(claim: Claim, numbers: Numbers) -> Json:
    match claim:
        case NeverStep(rules, where, after):
            places = [numbers.rules[rule] for rule in rules]
            return {"rules": places, "where": _condition(where, numbers), "after": _condition(after, numbers)}
        case Never(where):
            return {"rules": None, "where": _condition(where, numbers)}
        case _:
            raise TypeError(f"{type(claim).__name__} is about more than one step")


def _condition(condition: Condition, numbers: Numbers) -> list[list[list[object]]]:
    return [[_asked(name, states, numbers) for name, states in each.items()] for each in condition]


def _asked(name: str, states: tuple[str, ...], numbers: Numbers) -> list[object]:
    return [numbers.machines[name], [numbers.states[name][state] for state in states]]
