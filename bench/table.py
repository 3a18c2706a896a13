"""Writes the tables of a benchmark: every claim a ratio, whatever was cut by a limit shown as cut."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from bench.promises import Promise, promises
from bench.record import ALL, SAFETY, Growth, Record, Row, Section
from bench.timing import Result
from bench.words import CUTS, DASH, cost, number, ratio, seconds, times

HEADINGS = (
    "network", "worlds", "steps", "depth", "engine", "outlive, safety", "outlive, all", "Spin, best mode",
    "Spin / safety", "Spin / all", "pan alone / safety", "memory: Spin / safety", "reads a step: Spin, outlive",
)  # fmt: skip

_OPENING = """\
# How fast it is

Written by `make bench`. Seconds are of this machine; what carries over to another are the ratios.

![Seconds of the whole process against worlds, for each engine](bench.svg)

- Machine: {machine}. One thread reads {probes} random places of memory a second and streams {streamed} a second. Random
  reads are the physical limit of whoever lists worlds one by one, for each step asks whether its world is known:
  *reads a step* is the time in such reads, for each step.
- Other contestant: {spin}. It explores the model that `outlive export --to promela` writes, and checks no property;
  `outlive` judges: *safety* is with the `never` and `never-step` properties only, *all* with all of them.
- Times are of whole processes: `outlive check FILE.network.json --json`, start-up and imports included; `spin -a`,
  `gcc` (`-O3 -march=native`, or `-O1`) and `pan` together, and `pan` alone. Memory is the peak of the last process;
  what Spin's two cores share is not in it. Of ours, the list in C takes two cores, and everything else one.
- Medians of five runs, the contestants in turn; of three where one takes over 30 s, of one over 60 s. Each mode of Spin
  is run once, and the best that finished goes on.
- Limits: {limits} for a run of ours, for one of Spin, for one that compares engines; 16 GB. What is cut at one size is
  not tried at the next.
- Start-up, `outlive check recipe`: {start_up}.
"""

ENOUGH_STEPS = 10**6
"""Below, a process does little but start up."""


def table_text(record: Record) -> str:
    """The page, as Markdown."""
    parts = chain(
        _opening(record),
        chain.from_iterable(_section(each, record) for each in record.sections),
        chain.from_iterable(_growth(each) for each in record.growths),
    )
    return "\n".join([*parts, ""])


def _opening(record: Record) -> Iterator[str]:
    machine = record.machine
    yield _OPENING.format(
        machine=f"{machine.processor}, {machine.cores} cores, Python {machine.python}",
        probes=f"{machine.probes / 1e6:.0f} million",
        streamed=f"{machine.streamed / 1e9:.1f} GB",
        spin=record.spin or "Spin is not installed, so nothing here is compared with it",
        limits=", ".join(seconds(each) for each in record.limits),
        start_up=f"{cost(record.start_up[0])}: {times(*record.start_up)} a Python that does nothing",
    )
    yield from _rows(("promised", "found", "times over"), map(_promise, promises(record)))


def _promise(promise: Promise) -> tuple[str, ...]:
    kept = DASH if promise.kept is None else ratio(promise.kept)
    return promise.says, promise.found, kept if promise.kept is None or promise.kept >= 1 else f"**not kept** ({kept})"


def _section(section: Section, record: Record) -> Iterator[str]:
    yield from ("", f"## {section.title}", "", section.says, "")
    yield from _rows(HEADINGS, (_cells(row, record.machine.probes) for row in section.rows))
    spun = [row for row in section.rows if row.spins]
    if spun:
        headings = ("network", *(each.contestant for each in spun[0].spins), "same counts")
        yield ""
        yield from _rows(headings, ((row.subject, *_modes(row), _agreement(row)) for row in spun))


def _cells(row: Row, probes: float) -> tuple[str, ...]:
    ours, best = row.by(SAFETY), row.best_spin or _longest(row.spins)
    counts, everything = row.counts, row.by(ALL)
    figures = (number(counts.worlds), number(counts.steps), number(counts.depth)) if counts else (DASH,) * 3
    engine = next((each.engine for each in (ours, everything) if each and each.engine), DASH)
    costs = (cost(ours), cost(everything), _named(best))
    ratios = (times(best, ours), times(best, everything), _alone(best, ours), _memory(best, ours))
    return (row.subject, *figures, engine, *costs, *ratios, _reads(row, probes))


def _longest(results: Sequence[Result]) -> Result | None:
    """Where no mode finished: the one that tried longest, which bounds the ratio from below."""
    return max(results, key=lambda each: each.seconds, default=None)


def _named(result: Result | None) -> str:
    return DASH if result is None else f"{result.contestant.removeprefix('Spin, ')}: {cost(result)}"


def _alone(spin: Result | None, ours: Result | None) -> str:
    finished = spin and ours and not spin.cut and not ours.cut
    return ratio(spin.alone / ours.seconds) if spin and ours and finished else DASH


def _memory(spin: Result | None, ours: Result | None) -> str:
    finished = spin and ours and not spin.cut and not ours.cut
    return ratio(spin.megabytes / ours.megabytes) if spin and ours and finished else DASH


def _reads(row: Row, probes: float) -> str:
    """Time in random reads of memory, for each step: of Spin's search alone, and of our whole process."""
    best, ours, counts = row.best_spin, row.by(SAFETY), row.counts
    if counts is None or counts.steps < ENOUGH_STEPS:
        return DASH
    reads = probes / counts.steps
    theirs = f"{best.alone * reads:.2g}" if best else DASH
    return f"{theirs}, {ours.seconds * reads:.2g}" if ours and not ours.cut else f"{theirs}, {DASH}"


def _modes(row: Row) -> Iterator[str]:
    return (cost(each) for each in row.spins)


def _agreement(row: Row) -> str:
    """Whether what Spin counts without reduction is what we count, as far as the eight digits go that it prints."""
    ours = next((each.counts for each in (row.by(SAFETY), row.by(ALL)) if each and each.counts), None)
    theirs = [each.counts for each in row.spins if each.counts and "reduced" not in each.contestant]
    if ours is None or not theirs:
        return DASH
    same = all(_close(each.worlds, ours.worlds) and _close(each.steps, ours.steps) for each in theirs)
    return "yes" if same else "**NO**"


def _close(one: int, other: int) -> bool:
    return abs(one - other) <= max(one, other) // 10**7


def _growth(growth: Growth) -> Iterator[str]:
    yield from ("", f"## Engines: {growth.title}", "")
    yield "Seconds of the fastest engine at each size, and how many times as long the others take. The last line is"
    yield "the engine that the program chooses by itself."
    yield ""
    sizes = [f"{name} ({number(growth.worlds(place))})" for place, name in enumerate(growth.sizes)]
    lines = [(name, *(_against(growth, name, place) for place in range(len(growth.sizes)))) for name, _ in growth.lines]
    best = ("fastest", *(_best(growth, place) for place in range(len(growth.sizes))))
    yield from _rows(("engine", *sizes), (best, *lines))


def _at(growth: Growth, place: int) -> list[Result]:
    return [results[place] for _, results in growth.lines if not results[place].cut]


def _best(growth: Growth, place: int) -> str:
    return seconds(min(each.seconds for each in _at(growth, place))) if _at(growth, place) else DASH


def _against(growth: Growth, name: str, place: int) -> str:
    result = dict(growth.lines)[name][place]
    if result.cut:
        return CUTS[result.cut]
    found = ratio(result.seconds / min(each.seconds for each in _at(growth, place)))
    return found if result.engine == name else f"{result.engine}, {found}"


def _rows(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _line(headings)
    yield "|" + "---|" * len(headings)
    yield from map(_line, rows)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
