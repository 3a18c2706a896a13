"""Draws a network: its machines by whose they are, and how many rules move two of them or ask one about the other."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from model.network import Network
from reports.inputs import Case
from reports.lanes.chart import lanes_of
from reports.pictures.picture import Arrow, Box, Group, Picture, Tone, add_box, empty_graph
from reports.terminal.words import counted

MOST_TIES = 60
"""Ties of a picture at most, as far as no machine is left without: with more, no line can be followed."""

READING = (
    "A line ties machines that some rule moves together; a dashed one leads from a machine that a rule moves "
    "to one that it only asks about."
)

FIRM = 2
"""How many of its firmest ties are drawn of each machine, where not all are."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two machines, by their places: how many rules move both, and how many move one and ask about the other."""

    first: int
    second: int
    together: int
    asking: int
    asked: int

    @property
    def rules(self) -> int:
        """How many rules tie them."""
        return self.together + self.asking + self.asked

    def lines(self) -> tuple[str, ...]:
        """What the tie is made of."""
        both = (f"{self.together} move both",) if self.together else ()
        asking = self.asking + self.asked
        return (*both, f"{asking} ask" if asking > 1 else f"{asking} asks") if asking else both


def network_picture(case: Case, chosen: tuple[str, ...], title: str) -> Picture:
    """The machines and their ties; with chosen machines, only these and those tied to them, by every tie of theirs."""
    network = case.network
    every = ties_of(network)
    drawn = tuple(tie for tie in every if _touches(tie, network, chosen)) if chosen else firmest(every)
    places = sorted({place for tie in drawn for place in (tie.first, tie.second)} | _places(network, chosen))
    graph, left = empty_graph(), _left_out(every, drawn)
    for place in places:
        add_box(graph, place, _box(network, place, left[place], network.machines[place].name in chosen))
    for tie in drawn:
        graph.add_edge(*_ends(tie), arrow=Arrow(tie.lines(), *_look(tie)))
    remark = f"{_drawn(len(drawn), len(every), chosen)} {READING}"
    return Picture(f"{title}: its machines, and the rules that tie them", graph, remark, _groups(case, places), "LR")


def ties_of(network: Network) -> tuple[Tie, ...]:
    """Every two machines that some rule ties, by their places in the network."""
    place = {machine.name: number for number, machine in enumerate(network.machines)}
    together, asks = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for rule in network.rules:
        movers = sorted(place[name] for name in rule.moves)
        together.update(combinations(movers, 2))
        asks.update((mover, place[name]) for mover in movers for name in rule.when)
    pairs = sorted({(min(pair), max(pair)) for pair in (*together, *asks)})
    return tuple(Tie(a, b, together[a, b], asks[a, b], asks[b, a]) for a, b in pairs)


def firmest(ties: tuple[Tie, ...]) -> tuple[Tie, ...]:
    """All ties where they can be read, else the firmest few of each machine, which leave none out that has any."""
    if len(ties) <= MOST_TIES:
        return ties
    left: Counter[int] = Counter()
    kept = set()
    for tie in sorted(ties, key=lambda tie: (-tie.rules, tie.first, tie.second)):
        if min(left[tie.first], left[tie.second]) < FIRM:
            kept.add(tie)
            left.update((tie.first, tie.second))
    return tuple(tie for tie in ties if tie in kept)


def _touches(tie: Tie, network: Network, chosen: tuple[str, ...]) -> bool:
    return any(network.machines[place].name in chosen for place in (tie.first, tie.second))


def _places(network: Network, chosen: tuple[str, ...]) -> set[int]:
    """Machines that are drawn even where nothing ties them."""
    return {number for number, machine in enumerate(network.machines) if not chosen or machine.name in chosen}


def _left_out(every: Iterable[Tie], drawn: tuple[Tie, ...]) -> Mapping[int, int]:
    return Counter(place for tie in set(every).difference(drawn) for place in (tie.first, tie.second))


def _box(network: Network, place: int, left: int, is_chosen: bool) -> Box:
    machine = network.machines[place]
    moved = sum(1 for rule in network.rules if machine.name in rule.moves)
    counts = f"{counted(len(machine.states), 'state')}, moved by {counted(moved, 'rule')}"
    more = (f"+ {counted(left, 'tie')} not drawn",) if left else ()
    return Box((machine.name, counts, *more), "start" if is_chosen else "plain")


def _look(tie: Tie) -> tuple[Tone, Literal["arrow", "line"]]:
    """A line for those that move together, a dashed arrow for a question, a dashed line for one each way."""
    if tie.together:
        return "plain", "line"
    return "side", "line" if tie.asking and tie.asked else "arrow"


def _ends(tie: Tie) -> tuple[int, int]:
    return (tie.second, tie.first) if tie.asked and not tie.together and not tie.asking else (tie.first, tie.second)


def _drawn(drawn: int, every: int, chosen: tuple[str, ...]) -> str:
    if chosen:
        return f"Of {counted(every, 'tie')} the {drawn:,} of {', '.join(chosen)}."
    if drawn == every:
        return f"{counted(every, 'tie')}."
    return f"{drawn} of {counted(every, 'tie')}: the firmest of each machine; all of some with --project MACHINE."


def _groups(case: Case, places: list[int]) -> tuple[Group, ...]:
    """The machines of each party, as the lanes of the sequence diagram have them, and those that belong to nobody."""
    chart = lanes_of(case)
    found = []
    for number, lane in enumerate(chart.lanes):
        members = tuple(place for place in places if chart.machines[place].owner == number)
        found += [Group(lane.name, members)] if members else []
    return tuple(found)
