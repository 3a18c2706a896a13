"""Drives the reference implementation of daemon, app and extensions as an adapter, for the designs it can run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from model.design import App, Design, Program
from model.system import System
from reports.inputs import Case
from reports.replay.driving import World
from reports.stress.adapter import BrokenAdapter, Factory, Firing, NotCovered, Refused
from reports.stress.reference.acts import ACTS
from reports.stress.reference.calls import calls_of
from reports.stress.reference.cast import Cast, cast_of
from reports.stress.reference.daemon import Daemon, Task
from reports.stress.reference.observing import observed
from reports.stress.reference.phone import Call, Phone
from reports.stress.reference.process import AppProcess, ExtensionProcess

SWITCHES = (
    "strict_post", "force_quit", "vanish_on_force_quit", "crash", "wake_expiry", "lose_on_expiry", "activity_expiry",
    "authentication", "foreground_clears_wake", "lossy_invalidation",
)  # fmt: skip
"""Of the environment: what the reference knows nothing of."""


def reference_factory(case: Case) -> Factory:
    """Phones that run the design of a case.

    Raises:
        BrokenAdapter: it is a network, which says nothing of programs.
        NotCovered: the design has something that the reference does not do; it is named.
    """
    if case.system is None:
        raise BrokenAdapter("the reference runs designs, and this is a network; name a design, or another adapter")
    missing = list(dict.fromkeys(uncovered(case.system.design)))
    if missing:
        raise NotCovered(f"the reference does not do {', '.join(missing)}; choose another design or adapter")
    cast, names = cast_of(case.system.design), frozenset(machine.name for machine in case.network.machines)
    reading = Reading(calls_of(case.system), _lines(case.system), names)
    return lambda: ReferenceAdapter(new_phone(cast), reading)


@dataclass(frozen=True, slots=True)
class Reading:
    """What each rule has happen, which machines are places in line (of a callback in a process), and all machines."""

    calls: Mapping[str, Call]
    lines: Mapping[str, tuple[str, str]]
    names: frozenset[str]


class ReferenceAdapter:
    """A phone that is told what happens next, and says so where it cannot."""

    def __init__(self, phone: Phone, reading: "Reading") -> None:
        """A new phone, and what rules and machines are on it."""
        self.phone, self.reading = phone, reading
        self._possible = phone.calls()

    def fire(self, step: Firing) -> None:
        """Let it happen, if it can.

        Raises:
            Refused: it cannot happen now.
        """
        call = self.reading.calls[step.rule]
        if call not in self._possible:
            raise Refused(f"`{' '.join(call)}` cannot happen now")
        self.phone.do(call)
        self._possible = self.phone.calls()

    def observe(self) -> World:
        """Everything that a phone has and a machine stands for."""
        seen = observed(self.phone, self.reading.lines)
        return {name: state for name, state in seen.items() if name in self.reading.names}

    def unexpected(self, enabled: Sequence[str]) -> Sequence[str]:
        """What could happen on the phone, and is none of these rules."""
        known = {self.reading.calls[rule] for rule in enabled}
        return [" ".join(call) for call in self._possible if call not in known]

    def close(self) -> None:
        """A phone needs no closing."""


def new_phone(cast: Cast) -> Phone:
    """A phone on which nothing has happened."""
    design = cast.design
    daemon = Daemon({each.name: Task(each.name, each.identifier) for each in cast.tasks})
    unshared = frozenset(each.identifier for each in cast.sessions if not each.shared)
    extensions = {each.name: ExtensionProcess(each.name, each, daemon, unshared) for each in design.extensions}
    return Phone(cast, daemon, AppProcess("app", design.app, daemon), extensions)


def uncovered(design: Design) -> Iterator[str]:
    """What of a design the reference does not do, as the file writes it."""
    env = design.environment
    yield from (switch.replace("_", "-") for switch in SWITCHES if getattr(env, switch))
    if env.refusal != "invalidates":
        yield "refusal = retries"
    for program in _programs(design):
        for action in program:
            if action.do not in ACTS:
                yield action.do
            if action.body != "file":
                yield f"{action.do} with body = {action.body}"


def _programs(design: Design) -> Iterator[Program]:
    for settings in (design.app, *design.extensions):
        keys = ["did_complete", "did_become_invalid"]
        keys += ["launch", "foreground", "handle_events", "did_finish_events"] if isinstance(settings, App) else ["run"]
        yield from (getattr(settings, key) for key in keys)


def _lines(system: System) -> dict[str, tuple[str, str]]:
    """The machines that stand for a place in line: machine -> (process, callback)."""
    found = {}
    for machine in system.network.machines:
        process, _, label = machine.name.removesuffix(", in line").partition(": ")
        if machine.name.endswith(", in line"):
            found[machine.name] = (process, label)
    return found
