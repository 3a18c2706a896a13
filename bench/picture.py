"""Draws cost against size, both logarithmic, one line an engine: readable on light and on dark paper."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor, log10

from bench.record import Growth
from bench.timing import Result

COLOURS = {
    "list": "#c2554d",
    "compiled": "#c0559b",
    "integers": "#c98a1b",
    "arrays": "#3f9b57",
    "packed": "#3b86c8",
    "diagrams": "#9a62c4",
}
"""Mid tones that hold against white and against black; what is chosen is drawn in grey beneath them."""
CHOSEN = "#8a8a8a"

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 440, 64, 110, 44, 56

_STYLE = """\
<style>
text { font: 12px system-ui, sans-serif; fill: #333 }
.title { font-weight: 600; font-size: 14px }
.axis { stroke: #777; fill: none } .grid { stroke: #777; stroke-opacity: 0.22; fill: none }
@media (prefers-color-scheme: dark) { text { fill: #ddd } }
</style>"""


@dataclass(frozen=True, slots=True)
class Scale:
    """The decades that an axis spans, and the pixels they lie between."""

    low: int
    high: int
    begin: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies."""
        return self.begin + (log10(value) - self.low) / (self.high - self.low) * (self.end - self.begin)

    @property
    def decades(self) -> range:
        """The powers of ten that have a line."""
        return range(self.low, self.high + 1)


@dataclass(frozen=True, slots=True)
class Frame:
    """Both axes of one picture."""

    across: Scale
    up: Scale

    def place(self, worlds: float, seconds: float) -> str:
        """A point, as SVG writes it."""
        return f"{self.across.at(worlds):.1f},{self.up.at(seconds):.1f}"


def picture_text(growths: Iterable[Growth]) -> str:
    """One panel for each growth, one below the other, as an SVG that needs nothing else."""
    panels = [_panel(each, place * HEIGHT) for place, each in enumerate(growths)]
    lines = [line for panel in panels for line in panel]
    size = f'width="{WIDTH}" height="{HEIGHT * len(panels)}" viewBox="0 0 {WIDTH} {HEIGHT * len(panels)}"'
    title = "<title>Seconds of the whole process against worlds, for each engine</title>"
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
    return "\n".join([opening, title, _STYLE, *lines, "</svg>", ""])


def _panel(growth: Growth, offset: int) -> Iterator[str]:
    frame = _frame(growth)
    yield f'<g transform="translate(0 {offset})">'
    yield f'<text class="title" x="{LEFT}" y="24">{_text(growth.title)}: seconds against worlds</text>'
    yield from _grid(frame)
    ends: dict[str, float] = {}
    for name, _ in sorted(growth.lines, key=lambda line: line[0] in COLOURS):
        yield from _line(growth, name, frame)
        drawn = [result for _, result in growth.points(name) if _drawn(result)]
        if drawn:
            ends[name] = frame.up.at(drawn[-1].seconds)
    yield from _names(ends)
    yield "</g>"


def _frame(growth: Growth) -> Frame:
    points = [point for name, _ in growth.lines for point in growth.points(name) if _drawn(point[1])]
    worlds = [worlds for worlds, _ in points] or [1]
    seconds = [result.seconds for _, result in points] or [1.0]
    across = _span(min(worlds), max(worlds))
    up = _span(min(seconds), max(seconds))
    return Frame(Scale(*across, LEFT, WIDTH - RIGHT), Scale(*up, HEIGHT - BOTTOM, TOP))


def _span(least: float, most: float) -> tuple[int, int]:
    low, high = floor(log10(least)), ceil(log10(most))
    return low, max(high, low + 1)


def _grid(frame: Frame) -> Iterator[str]:
    top, bottom = TOP, HEIGHT - BOTTOM
    for decade in frame.across.decades:
        x = frame.across.at(10.0**decade)
        yield f'<path class="grid" d="M{x:.1f} {top}V{bottom}"/>'
        yield f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{_power(decade)}</text>'
    for decade in frame.up.decades:
        y = frame.up.at(10.0**decade)
        yield f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**decade:g} s</text>'
    yield f'<path class="axis" d="M{LEFT} {top}V{bottom}H{WIDTH - RIGHT}"/>'
    yield f'<text x="{LEFT}" y="{bottom + 40}">a ring: cut by a limit</text>'
    yield f'<text x="{WIDTH - RIGHT}" y="{bottom + 40}" text-anchor="end">reachable worlds</text>'


def _line(growth: Growth, name: str, frame: Frame) -> Iterator[str]:
    drawn = [(worlds, result) for worlds, result in growth.points(name) if _drawn(result)]
    if not drawn:
        return
    colour, width = COLOURS.get(name, CHOSEN), 2 if name in COLOURS else 7
    path = " ".join(frame.place(worlds, result.seconds) for worlds, result in drawn)
    opacity = "" if name in COLOURS else ' stroke-opacity="0.45"'
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{opacity}/>'
    for worlds, result in drawn:
        yield _mark(frame, (worlds, result), colour)


def _mark(frame: Frame, point: tuple[int, Result], colour: str) -> str:
    """A dot; a ring where a limit cut it."""
    worlds, result = point
    radius, fill = (5, "none") if result.cut else (3, colour)
    x, _, y = frame.place(worlds, result.seconds).partition(",")
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}" stroke="{colour}" stroke-width="1.5"/>'


def _names(ends: dict[str, float]) -> Iterator[str]:
    """The name of each line, in the order of their ends, no two on top of each other."""
    last = 0.0
    for name, end in sorted(ends.items(), key=lambda each: (each[1], each[0])):
        last = max(end, last + 15)
        x, colour = WIDTH - RIGHT + 10, COLOURS.get(name, CHOSEN)
        yield f'<path d="M{x} {last:.1f}h14" stroke="{colour}" stroke-width="3"/>'
        yield f'<text x="{x + 20}" y="{last + 4:.1f}">{_text(name)}</text>'


def _drawn(result: Result) -> bool:
    return result.seconds > 0 and result.cut in ("", "time", "memory")


def _power(decade: int) -> str:
    return f'10<tspan dy="-5" font-size="9">{decade}</tspan>'


def _text(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
