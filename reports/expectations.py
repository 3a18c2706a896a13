"""What a design file expects of its own verdicts, and how a report agrees with it."""

from model.design import Design, Profile
from reports.judging import Report
from reports.terminal.words import counted


def expected(design: Design, profile: Profile) -> dict[str, str]:
    """What the file expects in a profile: `[expect]`, overlaid by `[expect.<profile>]`."""
    return {**design.expect.get("", {}), **design.expect.get(profile, {})}


def expected_in_words(report: Report) -> str:
    """How many verdicts differ from `[expect]`, and which; empty where nothing decided was expected."""
    wanted = _expected_of(report)
    decided = [each for each in report.verdicts if each.verdict != "unknown" and each.property.id in wanted]
    found = {each.property.id: each.verdict for each in decided if each.verdict != wanted[each.property.id]}
    if found:
        lines = (f"{name}: expected {wanted[name]}, found {verdict}" for name, verdict in found.items())
        return f"{counted(len(found), 'verdict differs', 'verdicts differ')} from [expect] ({'; '.join(lines)})."
    if not decided:
        return ""
    whole = all(each.verdict != "unknown" for each in report.verdicts)
    return "As [expect] says." if whole else "As [expect] says, as far as anything is known."


def _expected_of(report: Report) -> dict[str, str]:
    system, profile = report.case.system, report.case.profile
    return expected(system.design, profile) if system is not None and profile is not None else {}
