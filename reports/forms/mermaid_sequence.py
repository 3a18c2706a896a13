"""A run as a Mermaid sequence diagram, for pages and comments that draw them: a lane for each party of the run."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from explorer.runs import Run
from reports.errors import printable
from reports.lanes.chart import Chart, Lane, Message

LONGEST_LINE, LONGEST_NOTE = 32, 80
"""Letters of a line at most before it is broken: Mermaid spreads its lanes as wide as the longest."""

_CALM = " -.,()→✗"
"""What means nothing to Mermaid, beside letters and digits; all the rest is written as an entity code."""


def sequence_diagram(chart: Chart, run: Run, ending: str) -> str:
    """The diagram: lanes, numbered steps, the cycle as a loop, and below all lanes how it ends.

    Refused attempts and what is lost end in a cross.
    """
    messages = [chart.by_rule[step.rule.name] for step in run.steps]
    used = _used(chart, messages)
    lines = [*_participants(chart, used), *_steps(messages, run.cycle_from)]
    span = f"L{used[0]}" if len(used) == 1 else f"L{used[0]},L{used[-1]}"
    note = [f"Note over {span}: {_text(ending, LONGEST_NOTE)}"] if ending else []
    return "\n".join(["sequenceDiagram", *(f"  {line}" for line in (*lines, *note))])


def _used(chart: Chart, messages: Sequence[Message]) -> list[int]:
    """The lanes between which something happens, in their order; the first where nothing does."""
    ends = {lane for message in messages for lane in (message.source, message.target)}
    return [place for place in range(len(chart.lanes)) if place in ends] or [0]


def _participants(chart: Chart, used: Sequence[int]) -> Iterator[str]:
    for place in used:
        lane: Lane = chart.lanes[place]
        yield f"{'actor' if lane.kind == 'user' else 'participant'} L{place} as {_text(lane.name)}"


def _steps(messages: Sequence[Message], cycle_from: int | None) -> Iterator[str]:
    for place, message in enumerate(messages):
        if place == cycle_from:
            yield "loop for ever"
        inside = cycle_from is not None and place >= cycle_from
        yield ("  " if inside else "") + _step(place + 1, message)
    if cycle_from is not None:
        yield "end"


def _step(number: int, message: Message) -> str:
    """Broken attempts have a cross for a head, what the system brings a dotted line."""
    broken = "refused" in message.marks or "lost" in message.marks
    line = "--" if "callback" in message.marks else "-"
    words = f"{number}. {'✗ ' if broken else ''}{message.label}"
    return f"L{message.source}{line}{'x' if broken else '>>'}L{message.target}: {_text(words)}"


def _text(words: str, longest: int = LONGEST_LINE) -> str:
    lines = wrap(printable(words), longest, break_on_hyphens=False) or [""]
    return "<br/>".join("".join(_letter(each) for each in line) for line in lines)


def _letter(letter: str) -> str:
    return letter if letter.isalnum() or letter in _CALM else f"#{ord(letter)};"
