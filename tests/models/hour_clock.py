"""A clock that starts at any hour and ticks; tlaplus/Examples, SpecifyingSystems/HourClock."""

from itertools import pairwise

from model.network import Network
from tests.models.building import machine, rule, starting_anywhere

HOURS = [str(hour) for hour in range(1, 13)]


def hour_clock() -> Network:
    tick = rule("tick", {"hour": [*pairwise(HOURS), ("12", "1")]})
    return starting_anywhere([machine("hour", HOURS)], [tick], [{"hour": hour} for hour in HOURS])
