"""Looks for what breaks a property with a few more runs and transfers than a design names."""

from dataclasses import dataclass

from explorer import Bounds, explore
from model.system import System, compose
from properties.any_number.covering import Numbers, at_numbers, numbers_of
from properties.catalogue import catalogue
from properties.judge import Verdict, judge


@dataclass(frozen=True, slots=True)
class Larger:
    """A violation at larger numbers than the design's: so many transfers of the app, and runs of each extension."""

    numbers: Numbers
    verdict: Verdict


def violation_with_more(system: System, property_id: str, more: int, bounds: Bounds) -> Larger | None:
    """A violation of a property with up to so many more of each, within these bounds for each number; None if none.

    That none is found says nothing of larger numbers.

    Raises:
        DesignError: the design cannot be composed with as many.
    """
    for further in range(1, more + 1):
        numbers = tuple(each + further for each in numbers_of(system.design))
        large = compose(at_numbers(system.design, numbers))
        declared = next(each for each in catalogue(large) if each.id == property_id)
        verdict = judge(declared, explore(large.network, bounds))
        if verdict.verdict == "violated":
            return Larger(numbers, verdict)
    return None
