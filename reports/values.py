"""What options take: seconds, amounts of memory, profiles."""

from math import isfinite
from typing import Any

import click

UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
MOST_DIGITS = 15
PROFILE = click.Choice(["device", "simulator", "debugger", "all"])
ONE_PROFILE = click.Choice(["device", "simulator", "debugger"])


class Seconds(click.FloatRange):
    """A time that can run out: neither `nan` nor `inf`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The seconds; refused where the word names no number of them."""
        seconds = float(super().convert(value, param, ctx))
        if not isfinite(seconds):
            self.fail(f"{value} is not a number of seconds.", param, ctx)
        return seconds


def size_of(_context: click.Context, _param: click.Parameter, value: str | None) -> int | None:
    """The bytes of `300M`, `2G`, or of a plain number; refused where the word names none."""
    if value is None:
        return None
    unit = value[-1:].upper() if value[-1:].upper() in UNITS else ""
    number = value[: len(value) - len(unit)]
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS and int(number)):
        raise click.BadParameter(f"{value} is no amount of memory; write 300M, 2G or a number of bytes.")
    return int(number) * UNITS[unit]
