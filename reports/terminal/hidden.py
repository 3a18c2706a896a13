"""Compares the profiles of one design: what the debugger and the simulator hide, and what shows only there."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.design import PROFILES
from reports.judging import Report
from reports.terminal.paper import Paper


@dataclass(frozen=True, slots=True)
class Difference:
    """Properties that are violated in one profile and not in another."""

    profile: str
    hidden: tuple[str, ...]
    only_there: tuple[str, ...]
    undecided: tuple[str, ...]


def differences(reports: Sequence[Report]) -> tuple[Difference, ...]:
    """What each other profile hides of the device (§26 §27), and what it adds (N11)."""
    by_profile = {report.case.profile: report for report in reports}
    device = by_profile["device"]
    return tuple(_difference(profile, device, by_profile[profile]) for profile in PROFILES if profile != "device")


def write_differences(paper: Paper, reports: Sequence[Report]) -> None:
    """Both lists for both profiles, said also where they are empty."""
    for each in differences(reports):
        _write_list(paper, f"Hidden by the {each.profile} (violated on the device, not there)", each.hidden)
        _write_list(paper, f"Only under the {each.profile} (not violated on the device)", each.only_there)
        if each.undecided:
            _write_list(paper, f"Not known under the {each.profile} or on the device", each.undecided)


def _difference(profile: str, device: Report, other: Report) -> Difference:
    there, here = _verdicts(device), _verdicts(other)
    known = [each for each in there if "unknown" not in (there[each], here[each])]
    return Difference(
        profile,
        hidden=tuple(each for each in known if there[each] == "violated" != here[each]),
        only_there=tuple(each for each in known if there[each] != "violated" == here[each]),
        undecided=tuple(each for each in there if each not in known),
    )


def _verdicts(report: Report) -> dict[str, str]:
    return {verdict.property.id: verdict.verdict for verdict in report.verdicts}


def _write_list(paper: Paper, heading: str, ids: tuple[str, ...]) -> None:
    paper.line(f"{heading}: {'nothing' if not ids else ''}".rstrip(), "bold")
    for each in ids:
        paper.line(f"• {each}", indent=2)
