"""How figures are written: few digits, with their units, ratios first."""

from bench.timing import Cut, Result

CUTS: dict[Cut, str] = {
    "time": "out of time",
    "memory": "out of memory",
    "depth": "out of search stack",
    "unfit": "cannot hold it",
    "failed": "failed",
    "not tried": "not tried",
}
DASH = "–"


def seconds(value: float) -> str:
    """Three digits at most: `0.034 s`, `1.2 s`, `345 s`."""
    return f"{_digits(value)} s"


def cost(result: Result | None) -> str:
    """Time and memory of a result, or why there is none."""
    if result is None:
        return DASH
    if result.cut == "not tried":
        return "not tried: cut at a smaller size, or no time left"
    if result.cut:
        return f"{CUTS[result.cut]} after {seconds(result.seconds)}, {result.megabytes:,.0f} MB"
    return f"{seconds(result.seconds)}, {result.megabytes:,.0f} MB"


def ratio(value: float) -> str:
    """How many times: `0.31×`, `4.2×`, `1,250×`."""
    return f"{_digits(value)}×"


def times(slow: Result | None, fast: Result | None) -> str:
    """How many times as long one took as the other; a bound where the slow one was cut."""
    if fast is None or fast.cut or slow is None or slow.cut == "not tried" or not fast.seconds:
        return DASH
    found = ratio(slow.seconds / fast.seconds)
    if slow.cut == "time":
        return f"> {found}"
    return DASH if slow.cut else found


def number(value: int | None) -> str:
    """With commas, and as a power of ten where nobody would read the digits."""
    if value is None:
        return DASH
    return f"{value:,}" if value < 10**13 else f"{value:.3e}"


def _digits(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2g}"
