"""The words that properties are said in: conditions on the machines of a design, and rules by what they stand for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from model.machines.transfer import DELIVERABLE, told
from model.network import FALSE, TRUE, Condition
from model.rules import names
from model.rules.cast import Cast, Identifier, Process, Transfer
from model.rules.pieces import UNCONNECTED
from model.rules.stage import Stage
from model.system import System
from properties.kinds import Claim, NeverStep

Conjunction = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Speech:
    """A composed design, asked about in the words of the catalogue."""

    system: System

    @property
    def cast(self) -> Cast:
        """Who takes part."""
        return self.system.scene.stage.cast

    @property
    def stage(self) -> Stage:
        """Where its machines stand."""
        return self.system.scene.stage

    def rules(self, *marks: str) -> tuple[str, ...]:
        """The rules that bear any of these marks, in the network's order."""
        found = {name for mark in marks for name in self.system.marks.get(mark, ())}
        return tuple(rule.name for rule in self.system.network.rules if rule.name in found)

    def but(self, machine: str, *states: str) -> Conjunction:
        """A machine is in none of these states."""
        return {machine: self.stage.but(machine, *states)}

    def among(self, machine: str, *states: str) -> Conjunction:
        """A machine is in one of those of these states that it has."""
        return {machine: tuple(each for each in self.stage.states(machine) if each in states)}

    def unconnected(self, identifier: Identifier, but: Process | None = None) -> Conjunction:
        """No process (but one) is connected to an identifier."""
        users = (user for user in self.cast.users(identifier) if user != but)
        return {user.object(identifier): UNCONNECTED for user in users}

    def after_quit(self) -> Condition:
        """The user has force-quit the app and not opened it since."""
        return ({names.FORCE_QUIT: ("yes",)},) if self.stage.has(names.FORCE_QUIT) else FALSE

    def not_quit(self) -> Conjunction:
        """The app was not force-quit since the user last opened it."""
        return {names.FORCE_QUIT: ("no",)} if self.stage.has(names.FORCE_QUIT) else {}

    def extension_identifiers(self) -> tuple[Identifier, ...]:
        """The identifiers that an extension uses."""
        used = {each for process in self.cast.extensions for each in process.identifiers}
        return tuple(each for each in self.cast.identifiers if each in used)

    def extension_transfers(self) -> tuple[Transfer, ...]:
        """The transfers that extensions start."""
        return tuple(each for each in self.cast.transfers if each.owner != self.cast.app.name)

    def busy(self, transfer: Transfer) -> tuple[str, ...]:
        """The states of a transfer in which it runs or is not yet acknowledged."""
        reports = (state for process in self.cast.users(transfer.identifier) for state in told(process.name))
        known = self.stage.states(transfer.name)
        wanted = {"running", *DELIVERABLE, "quit_cancelled", *reports}
        return tuple(state for state in known if state in wanted)


def both(*parts: Conjunction) -> Conjunction:
    """All parts at once; no two speak of one machine."""
    joined: dict[str, tuple[str, ...]] = {}
    for part in parts:
        assert not joined.keys() & part.keys(), "two parts about one machine"
        joined |= part
    return joined


def steps(
    bad: tuple[str, ...], trigger: tuple[str, ...], where: Condition = TRUE, after: Condition = TRUE
) -> tuple[Claim, ...]:
    """No bad step; the second claim only says whether what would trigger one happens at all."""
    return (NeverStep(bad, where, after), NeverStep(trigger, FALSE))


def any_of(conjunctions: Iterable[Conjunction]) -> Condition:
    """One of these holds."""
    return tuple(conjunctions)
