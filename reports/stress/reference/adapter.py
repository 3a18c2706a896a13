"""Drives the reference implementation of daemon, app and extensions as an adapter, for any design."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from model.system import System
from reports.inputs import Case
from reports.replay.driving import World
from reports.stress.adapter import BrokenAdapter, Factory, Firing, Refused
from reports.stress.reference.calls import calls_of
from reports.stress.reference.cast import Cast, cast_of
from reports.stress.reference.copying import copied
from reports.stress.reference.daemon import Daemon, Task
from reports.stress.reference.observing import observed
from reports.stress.reference.phone import Call, Phone
from reports.stress.reference.process import AppProcess, ExtensionProcess


def reference_factory(case: Case) -> Factory:
    """Phones that run the design of a case.

    Raises:
        BrokenAdapter: it is a network, which says nothing of programs.
        NotCovered: the design has a rule that stands for nothing the reference does; it is named.
    """
    if case.system is None:
        raise BrokenAdapter("the reference runs designs, and this is a network; name a design, or another adapter")
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
        self._possible: Sequence[Call] | None = None

    def fire(self, step: Firing) -> None:
        """Let it happen, if it can.

        Raises:
            Refused: it cannot happen now.
        """
        call = self.reading.calls[step.rule]
        if call not in self.possible():
            raise Refused(f"`{' '.join(call)}` cannot happen now")
        self.phone.do((*call, *_vanished(step)))
        self._possible = None

    def possible(self) -> Sequence[Call]:
        """Everything that can happen now."""
        if self._possible is None:
            self._possible = self.phone.calls()
        return self._possible

    def copied(self) -> "ReferenceAdapter":
        """Another phone in the same state."""
        twin = ReferenceAdapter(copied(self.phone), self.reading)
        twin._possible = self._possible
        return twin

    def observe(self) -> World:
        """Everything that a phone has and a machine stands for."""
        seen = observed(self.phone, self.reading.lines)
        return {name: state for name, state in seen.items() if name in self.reading.names}

    def unexpected(self, enabled: Sequence[str]) -> Sequence[str]:
        """What could happen on the phone, and is none of these rules."""
        known = {self.reading.calls[rule] for rule in enabled}
        return [" ".join(call) for call in self.possible() if call not in known]

    def close(self) -> None:
        """A phone needs no closing."""


def _vanished(step: Firing) -> Iterator[str]:
    """The transfers that go without a word, where a step says which."""
    return (name for name, state in step.choice.items() if state == "vanished")


def new_phone(cast: Cast) -> Phone:
    """A phone on which nothing has happened."""
    design = cast.design
    daemon = Daemon({each.name: Task(each.name, each.identifier) for each in cast.tasks})
    unshared = frozenset(each.identifier for each in cast.sessions if not each.shared)
    extensions = {each.name: ExtensionProcess(each.name, each, daemon, unshared) for each in design.extensions}
    phone = Phone(cast, daemon, AppProcess("app", design.app, daemon), extensions)
    for process in phone.processes.values():
        process.identifiers = cast.users[process.name]
        process.retries = design.environment.refusal == "retries"
        process.reconnects_always = not design.environment.strict_post
    return phone


def _lines(system: System) -> dict[str, tuple[str, str]]:
    """The machines that stand for a place in line: machine -> (process, callback)."""
    found = {}
    for machine in system.network.machines:
        process, _, label = machine.name.removesuffix(", in line").partition(": ")
        if machine.name.endswith(", in line"):
            found[machine.name] = (process, label)
    return found
