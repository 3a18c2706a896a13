"""Draws every reachable world where they are few, else the run to a farthest one."""

from explorer.exploration import Listed
from reports.pictures.picture import Box, Picture, add_arrow, add_box, direction_of, empty_graph
from reports.pictures.run_picture import MOST_WORLDS, lines_of, run_picture
from reports.terminal.words import counted


def graph_picture(exploration: Listed, title: str) -> Picture:
    """Every reachable world, or the neighbourhood of the run to the last of them."""
    states = exploration.covered.states
    if states <= MOST_WORLDS:
        return whole_picture(exploration, title)
    last = exploration.world_at(states - 1)
    run = exploration.run_to(({machine: (state,) for machine, state in last.items()},))
    assert run is not None
    remark = (
        f"{counted(states, 'reachable world')}: too many to draw (at most {MOST_WORLDS}). "
        "This is the way to one of the farthest, and what else could happen along it. "
        "With --project MACHINE the whole graph is drawn as these machines show it."
    )
    return run_picture(exploration, run, (title, remark))


def whole_picture(exploration: Listed, title: str) -> Picture:
    """Every world listed, each with what it changed on the shortest way to it, and every step."""
    graph, worlds = empty_graph(), list(exploration.worlds())
    origins: dict[int, int] = {}
    steps = list(exploration.steps())
    for source, _, target in steps:
        origins.setdefault(target, source)
    for place, world in enumerate(worlds):
        before = worlds[origins[place]] if place else world
        add_box(graph, place, Box(lines_of(before, world, place), "plain" if place else "start"))
    for source, rule, target in steps:
        add_arrow(graph, (source, target), exploration.network.rules[rule].name)
    return Picture(title, graph, direction=direction_of(len(worlds)))
