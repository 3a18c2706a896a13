"""Resource managers that commit or abort together, seen from outside; tlaplus/Examples, transaction_commit/TCommit."""

from collections.abc import Iterator

from model.network import Network, Rule
from tests.models.building import machine, rule

STATES = ("working", "prepared", "committed", "aborted")


def transaction_commit(count: int) -> Network:
    managers = [f"rm{number}" for number in range(count)]
    rules = [each for manager in managers for each in _rules(manager, managers)]
    return Network(tuple(machine(manager, STATES) for manager in managers), tuple(rules))


def _rules(manager: str, managers: list[str]) -> Iterator[Rule]:
    others = [each for each in managers if each != manager]
    ready = dict.fromkeys(others, ("prepared", "committed"))
    uncommitted = dict.fromkeys(others, ("working", "prepared", "aborted"))
    yield rule(f"{manager} prepares", {manager: [("working", "prepared")]})
    yield rule(f"{manager} commits", {manager: [("prepared", "committed")]}, ready)
    yield rule(f"{manager} aborts", {manager: [("working", "aborted"), ("prepared", "aborted")]}, uncommitted)
