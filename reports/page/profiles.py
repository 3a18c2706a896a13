"""A design in all three profiles: the verdicts of each, and what the debugger and the simulator hide."""

from collections.abc import Sequence

from model.design import PROFILES
from reports.forms.verdict_json import Json
from reports.inputs import cases_of, choose
from reports.judging import Report, judge_case
from reports.terminal.hidden import Difference, differences


def other_profiles(report: Report) -> tuple[Report, ...]:
    """The same design judged in its other profiles, by the same properties and within the same bounds.

    Nothing for a bare network, nor after an interrupt: who did not wait for one profile does not wait for three.
    """
    system, case = report.case.system, report.case
    if system is None or report.interrupted:
        return ()
    others = (each for each in cases_of(case.name, system.design, "all") if each.profile != case.profile)
    ids = tuple(each.id for each in case.properties)
    return tuple(judge_case(choose(other, ids), report.covered.bounds) for other in others) if ids else ()


def profiles_to_json(reports: Sequence[Report]) -> list[Json]:
    """Each profile that was judged; what it hides of the device is known where all three were."""
    by_profile = {report.case.profile: report for report in reports if report.case.profile is not None}
    known = {each.profile: each for each in differences(reports)} if len(by_profile) == len(PROFILES) else {}
    return [_profile(each, by_profile[each], known.get(each)) for each in PROFILES if each in by_profile]


def _profile(name: str, report: Report, difference: Difference | None) -> Json:
    return {
        "profile": name,
        "verdicts": {verdict.property.id: verdict.verdict for verdict in report.verdicts},
        "hidden": list(difference.hidden) if difference else [],
        "only": list(difference.only_there) if difference else [],
        "undecided": list(difference.undecided) if difference else [],
    }
