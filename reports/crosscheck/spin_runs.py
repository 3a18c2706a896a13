"""Asks Spin about endless runs, case by case where need be: a cycle that Spin finds says which rules it owes a step.

For those there are two cases: the tail of the run never enables any of them, or takes one of them again and again.
Where Spin finds no cycle in a case there is no fair run; where it finds one that owes nothing, that is a fair run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from model.network import Network
from properties.kinds import Property
from reports.crosscheck.opinion import OutOfTimeError
from reports.crosscheck.spin_program import Found, Part, Spin, SpinError, first_line
from reports.promela.cases import BY_CASES, cases_text
from reports.promela.fairness import Fairness, fairness_of
from reports.promela.model import promela_text

REMEMBERING = 0.3
"""Seconds for the model that remembers."""

_CYCLE, _ACCEPTED = "START OF CYCLE", "acceptance cycle"


class Asked(NamedTuple):
    """What a model is written from."""

    network: Network
    properties: tuple[Property, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """Rules that a tail never enables, and sets of rules of each of which it takes one again and again."""

    never: frozenset[int] = frozenset()
    again: tuple[frozenset[int], ...] = ()

    def divided(self, owed: frozenset[int]) -> Iterator["_Case"]:
        """The cases for rules that a cycle of this case owes a step; a tail takes nothing that it never enables."""
        yield _Case(self.never, (*self.again, owed))
        again = tuple(each - owed for each in self.again)
        if all(again):
            yield _Case(self.never | owed, again)


@dataclass(frozen=True, slots=True)
class FairRuns:
    """The question whether a claim accepts a fair run of a network."""

    spin: Spin
    asked: Asked
    claim: str

    def found(self) -> bool:
        """Whether it does: a model that remembers what was enabled is asked first, and is quick where it is small.

        Raises:
            SpinError: there may be one, but Spin could not look everywhere.
            OutOfTimeError: the seconds are used up.
        """
        try:
            return self._accepts(self.spin.hurried(REMEMBERING), "runs", "").has(_ACCEPTED)
        except OutOfTimeError:
            self.spin.prepare("cases", promela_text(*self.asked, BY_CASES))
            return self._found_by_cases(fairness_of(self.asked.network))

    def _found_by_cases(self, fairness: Fairness) -> bool:
        waiting = [_Case()]
        while waiting:
            case = waiting.pop()
            owed = self._owed(case, cases_text(fairness, case.never, case.again))
            if owed is None:
                continue
            if not owed:
                return True
            waiting += case.divided(owed)
        return False

    def _owed(self, case: _Case, cases: str) -> frozenset[int] | None:
        """The rules that a cycle which Spin finds in this case owes a step; None where it finds no cycle."""
        found = self._accepts(self.spin, "cases", cases)
        if not found.has(_ACCEPTED):
            return None
        said = self.spin.replayed("cases", found, "-E", "-A", "-N", self.claim, cases=cases)
        owed = _enabled_and_not_taken(said)
        if owed & case.never or any(each <= owed for each in case.again):
            raise SpinError("Spin found a cycle that is none of this case")
        return owed

    def _accepts(self, spin: Spin, part: Part, cases: str) -> Found:
        found = spin.searched(part, "-a", "-E", "-A", "-N", self.claim, cases=cases)
        if not found.has(_ACCEPTED):
            found.refuse_incomplete()
            if "errors: 0" not in found.said:
                raise SpinError(f"Spin found something else: {first_line(found.said)}")
        return found


def _enabled_and_not_taken(said: str) -> frozenset[int]:
    """The strongly fair rules that worlds of the cycle enable and none of its steps takes."""
    steps = re.findall(r"^\s*took (\d+) of((?: \d+)*)$", said.partition(_CYCLE)[2], re.MULTILINE)
    if not steps:
        raise SpinError("Spin could not play its cycle again")
    enabled = frozenset(int(place) for _, places in steps for place in places.split())
    return enabled - {int(taken) for taken, _ in steps}
