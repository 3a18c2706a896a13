"""Says what a report covers: worlds, bounds, environment, assumptions, and what of the network was never used."""

from dataclasses import dataclass

from explorer.exploration import Bounds, Covered
from reports.forms.verdict_json import factor_of, given_bounds
from reports.inputs import switches_on
from reports.judging import Report
from reports.terminal.words import counted, in_megabytes


@dataclass(frozen=True, slots=True)
class Leftover:
    """Rules or states that no reachable world uses."""

    heading: str
    each: str
    names: tuple[str, ...]


def covered_in_words(report: Report) -> str:
    """How many worlds were looked at, and whether these are all."""
    covered = report.covered
    depth = "depth not worked out" if covered.depth is None else f"depth {covered.depth:,}"
    counts = f"{counted(covered.steps, 'step')}, {depth}"
    if covered.complete:
        whole = f"all {counted(covered.states, 'reachable world')}{_stood_for(covered)}"
        return f"Covered: {whole}, {counts}{_unasked(report)}."
    if covered.looked_at is not None:
        found, looked_at = counted(covered.states, "world"), counted(covered.looked_at, "world")
        return f"Covered: {found} found, the nearest {looked_at} judged, {counts}: {_cut_short(report)}"
    return f"Covered: only {counted(covered.states, 'world')}{_stood_for(covered)}, {counts}: {_cut_short(report)}"


def environment_in_words(report: Report) -> str:
    """The bounds, the profile and the switches of a design; empty for a bare network."""
    system = report.case.system
    if system is None:
        return ""
    bounds = ", ".join(f"{name} {bound}" for name, bound in system.bounds.items())
    switches = ", ".join(switches_on(system.design.environment)) or "nothing"
    return f"Bounds: {bounds or 'none'}. Profile: {report.case.profile}. Switched on in the environment: {switches}."


def assumed(report: Report) -> tuple[tuple[str, str], ...]:
    """Each assumption of the model: its id and its sentence."""
    system = report.case.system
    return tuple((each.id, each.says) for each in system.assumed) if system else ()


def leftovers(report: Report) -> tuple[Leftover, ...]:
    """What was never enabled or entered in the worlds looked at, if anything."""
    states = tuple(f"{machine}: {state}" for machine, state in report.never_entered)
    rules_in_all = counted(len(report.case.network.rules), "rule")
    states_in_all = counted(sum(len(machine.states) for machine in report.case.network.machines), "state")
    far = "" if report.covered.complete else " so far"
    found = (
        _leftover(f"enabled{far}", report.never_enabled, rules_in_all),
        _leftover(f"entered{far}", states, states_in_all),
    )
    return tuple(each for each in found if each.names)


def _leftover(used: str, names: tuple[str, ...], in_all: str) -> Leftover:
    return Leftover(f"Never {used}: {len(names)} of {in_all}.", f"never {used}:", names)


def _stood_for(covered: Covered) -> str:
    """Where machines are interchangeable: how many worlds were listed, and how many each of them stands for."""
    if covered.representatives is None:
        return ""
    listed = f"{covered.representatives:,} of them listed"
    return f" ({listed}, the others are permutations: factor {factor_of(covered):,.1f})"


def _unasked(report: Report) -> str:
    """All worlds are known then, and only the answers are not."""
    if report.stopped_by:
        undecided = sum(1 for verdict in report.verdicts if verdict.verdict == "unknown")
        what = counted(undecided, "property is", "properties are")
        return f"; {what} not judged: {_stopped_by(report.stopped_by, report.covered.bounds)}"
    if not report.unasked:
        return ""
    return f"; interrupted before {counted(report.unasked, 'property was', 'properties were')} judged"


def _cut_short(report: Report) -> str:
    return f"{_stopped_by(report.covered.stopped_by, report.covered.bounds)}; nothing is known of the rest."


def _stopped_by(what: str, bounds: Bounds) -> str:
    given, name = given_bounds(bounds), what.replace("_", "-")
    if name in given:
        shown = in_megabytes(bounds.max_memory) if what == "max_memory" else str(given[name]).removesuffix(".0")
        return f"the bound --{name} {shown} was hit"
    return "the memory is full" if what == "memory" else "interrupted"
