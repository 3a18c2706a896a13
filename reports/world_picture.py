"""Draws worlds: all that are reachable where they are few, else one run with what else could happen along it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explorer.exploration import Listed
from explorer.runs import Run
from reports.pictures import Box, Picture, Tone, add_arrow, add_box, empty_graph
from reports.words import counted

MOST_WORLDS = 150
"""Worlds of a picture at most: with more, drawing takes minutes and nobody can read it."""

MOST_ALTERNATIVES = 3
"""Steps aside that are drawn for each world of a run, at most."""

MOST_STATES = 6
"""Machines of a network at most for the initial world to say where all of them stand."""

World = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Along:
    """A run through the listed worlds: their places, and whether its end is what a property forbids."""

    run: Run
    places: tuple[int, ...]
    last: Tone = "bad"

    def tone_of_world(self, index: int) -> Tone:
        """How the world after `index` steps stands out."""
        if self.run.cycle_from is not None and index >= self.run.cycle_from:
            return "cycle"
        if index == 0:
            return "start"
        return self.last if index == len(self.run.steps) else "run"

    def tone_of_step(self, index: int) -> Tone:
        """How a step stands out."""
        return "cycle" if self.run.cycle_from is not None and index >= self.run.cycle_from else "run"


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
        "This is the way to one of the farthest, and what else could happen along it."
    )
    return run_picture(exploration, run, (title, remark), "run")


def whole_picture(exploration: Listed, title: str) -> Picture:
    """Every world listed, each with what it changed on the shortest way to it, and every step."""
    graph, worlds = empty_graph(), list(exploration.worlds())
    origins: dict[int, int] = {}
    steps = list(exploration.steps())
    for source, _, target in steps:
        origins.setdefault(target, source)
    for place, world in enumerate(worlds):
        before = worlds[origins[place]] if place else world
        add_box(graph, place, Box(_lines(before, world, place), "plain" if place else "start"))
    for source, rule, target in steps:
        add_arrow(graph, (source, target), exploration.network.rules[rule].name)
    return Picture(title, graph)


def run_picture(exploration: Listed, run: Run, words: tuple[str, str], last: Tone = "bad") -> Picture:
    """A run, its cycle, and the first steps aside from each of its worlds; `words` are title and remark."""
    steps = _steps_by_origin(exploration)
    along = Along(run, _places(exploration, run, steps), last)
    title, remark = words
    picture = Picture(title, empty_graph(), remark)
    _draw_worlds(picture, along, exploration)
    _draw_run(picture, along)
    _draw_aside(picture, along, exploration, steps)
    return picture


def _steps_by_origin(exploration: Listed) -> Mapping[int, list[tuple[int, int]]]:
    """Place of a world -> (rule's place, place of the world it leads to) for each of its steps."""
    steps: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for source, rule, target in exploration.steps():
        steps[source].append((rule, target))
    return steps


def _places(
    exploration: Listed, run: Run, steps: Mapping[int, Sequence[tuple[int, int]]]
) -> tuple[int, ...]:
    """Where a run comes by, from the initial world on."""
    places, world = [0], dict(exploration.world_at(0))
    rules = exploration.network.rules
    for step in run.steps:
        world |= {machine: after for machine, (_, after) in step.changes.items()}
        targets = (target for rule, target in steps[places[-1]] if rules[rule] == step.rule)
        places.append(next(target for target in targets if exploration.world_at(target) == world))
    return tuple(places)


def _draw_worlds(picture: Picture, along: Along, exploration: Listed) -> None:
    for index, place in enumerate(along.places):
        before = exploration.world_at(along.places[max(0, index - 1)])
        if place not in picture.graph:
            lines = _lines(before, exploration.world_at(place), index)
            add_box(picture.graph, place, Box(lines, along.tone_of_world(index)))
        elif along.tone_of_world(index) != "run":
            lines = picture.graph.nodes[place]["box"].lines
            add_box(picture.graph, place, Box(lines, along.tone_of_world(index)))


def _draw_run(picture: Picture, along: Along) -> None:
    for index, step in enumerate(along.run.steps):
        ends = (along.places[index], along.places[index + 1])
        add_arrow(picture.graph, ends, f"{index + 1} · {step.rule.name}", along.tone_of_step(index))


def _draw_aside(
    picture: Picture, along: Along, exploration: Listed, steps: Mapping[int, Sequence[tuple[int, int]]]
) -> None:
    """What else could happen in each world of the run; counted where it is more than a picture bears."""
    on_run = tuple(dict.fromkeys(along.places))
    room = min(MOST_ALTERNATIVES, max(0, MOST_WORLDS // len(on_run) - 1))
    for place in on_run:
        aside = [(rule, target) for rule, target in steps[place] if not picture.graph.has_edge(place, target)]
        for rule, target in aside[:room]:
            if target not in picture.graph:
                lines = _lines(exploration.world_at(place), exploration.world_at(target), -1)
                add_box(picture.graph, target, Box(lines, "side"))
            add_arrow(picture.graph, (place, target), exploration.network.rules[rule].name, "side")
        if len(aside) > room:
            stub = exploration.covered.states + place
            add_box(picture.graph, stub, Box((f"… {counted(len(aside) - room, 'step')} more",), "side"))
            add_arrow(picture.graph, (place, stub), "", "side")


def _lines(before: World, world: World, number: int) -> tuple[str, ...]:
    """What a world changed; the initial one is `start`, and those aside have no number."""
    if number == 0:
        return ("start", *(f"{machine}: {state}" for machine, state in world.items() if len(world) <= MOST_STATES))
    changed = tuple(f"{machine}: {state}" for machine, state in world.items() if before[machine] != state)
    return (str(number), *changed) if number > 0 else changed or ("the same world",)
