"""Draws a run: its worlds and its cycle, what else could happen one step around it, and where it goes wrong."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from explorer.exploration import Listed
from explorer.runs import Run
from model.network import Condition
from properties.judge import Verdict
from properties.kinds import AlwaysPossible, DeadlockFree, LeadsTo, Never, NeverStep
from reports.pictures.picture import Box, Group, Picture, Tone, add_arrow, add_box, empty_graph
from reports.terminal.words import claim_of, counted, cycle_in_words

MOST_WORLDS = 150
"""Worlds of a picture at most: with more, drawing takes minutes and nobody can read it."""

MOST_ALTERNATIVES = 3
"""Steps aside that are drawn for each world of a run, at most."""

MOST_STATES = 6
"""Machines of a network at most for the initial world to say where all of them stand."""

WRONG, ROUND = "‼", "∞"
"""Signs before what goes wrong and what goes round, for those who see no colours; the font of the PNG has them."""

World = Mapping[str, str]
_Steps = Mapping[int, Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a run goes wrong: whether by its last step, and what is to be said of a world after so many steps."""

    last_step: bool = False
    notes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Along:
    """A run through the listed worlds: their places, and what is wrong with it."""

    run: Run
    places: tuple[int, ...]
    marks: Marks

    def tone_of_world(self, index: int) -> Tone:
        """How the world after `index` steps stands out."""
        if index in self.marks.notes:
            return "bad"
        if self.run.cycle_from is not None and index >= self.run.cycle_from:
            return "cycle"
        return "run" if index else "start"

    def tone_of_step(self, index: int) -> Tone:
        """How a step stands out."""
        if self.marks.last_step and index + 1 == len(self.run.steps):
            return "bad"
        return "cycle" if self.run.cycle_from is not None and index >= self.run.cycle_from else "run"

    def words_of_step(self, index: int) -> str:
        """The number and the name of a step, with a sign where it goes wrong or back."""
        step = f"{index + 1} · {self.run.steps[index].rule.name}"
        if index + 1 < len(self.run.steps):
            return step
        if self.tone_of_step(index) == "bad":
            return f"{WRONG} {step}"
        return step if self.run.cycle_from is None else f"{ROUND} {step}"

    def cycle(self) -> tuple[int, ...]:
        """The worlds that come again and again."""
        return () if self.run.cycle_from is None else tuple(dict.fromkeys(self.places[self.run.cycle_from :]))


def marks_of(verdict: Verdict, exploration: Listed) -> Marks:
    """What goes wrong in the run of a violated property; nothing where the run is a witness."""
    run, claim = verdict.run, claim_of(verdict)
    if run is None or verdict.verdict != "violated":
        return Marks()
    last = len(run.steps)
    match claim:
        case Never():
            return Marks(last > 0, {last: f"{WRONG} must never be"})
        case NeverStep():
            return Marks(True, {last: f"{WRONG} the step before must never be"})
        case AlwaysPossible():
            return Marks(last > 0, {last: f"{WRONG} from here on it can never come about"})
        case DeadlockFree():
            return Marks(last > 0, {last: f"{WRONG} no rule is enabled here"})
        case LeadsTo():
            notes = _unanswered(run, claim, exploration.world_at(0))
            return Marks(run.cycle_from is None and 0 < min(notes) == last, notes)
        case _:
            return Marks()


def run_picture(exploration: Listed, run: Run, words: tuple[str, str], marks: Marks | None = None) -> Picture:
    """A run, its cycle, and the first steps aside from each of its worlds; `words` are title and remark."""
    steps = _steps_by_origin(exploration)
    along = Along(run, _places(exploration, run, steps), marks or Marks())
    title, remark = words
    groups = tuple(Group(f"{ROUND} {_round_words(run)}", worlds, "cycle") for worlds in [along.cycle()] if worlds)
    picture = Picture(title, empty_graph(), remark, groups)
    _draw_worlds(picture, along, exploration)
    _draw_run(picture, along)
    _draw_aside(picture, along, exploration, steps)
    return picture


def lines_of(before: World, world: World, number: int) -> tuple[str, ...]:
    """What a world changed; the initial one is `start`, and those aside have no number."""
    if number == 0:
        return ("start", *(f"{machine}: {state}" for machine, state in world.items() if len(world) <= MOST_STATES))
    changed = tuple(f"{machine}: {state}" for machine, state in world.items() if before[machine] != state)
    return (str(number), *changed) if number > 0 else changed or ("the same world",)


def _round_words(run: Run) -> str:
    """The words for a cycle, short enough to leave room for the arrow that enters its frame."""
    return cycle_in_words(run).removeprefix("from here on, ")


def _unanswered(run: Run, claim: LeadsTo, world: World) -> Mapping[int, str]:
    """The first world that is never answered, and where the run ends the last one."""
    worlds = [dict(world)]
    for step in run.steps:
        worlds.append(worlds[-1] | {machine: after for machine, (_, after) in step.changes.items()})
    answered = max((index for index, each in enumerate(worlds) if _holds(claim.then, each)), default=-1)
    asked = next(index for index, each in enumerate(worlds) if index > answered and _holds(claim.where, each))
    if run.cycle_from is not None:
        return {asked: f"{WRONG} asked here, and never answered"}
    if asked == len(run.steps):
        return {asked: f"{WRONG} asked here, and nothing more happens that must"}
    return {asked: f"{WRONG} asked here", len(run.steps): f"{WRONG} not answered, and nothing more happens that must"}


def _holds(condition: Condition, world: World) -> bool:
    return any(all(world[machine] in states for machine, states in each.items()) for each in condition)


def _steps_by_origin(exploration: Listed) -> _Steps:
    """Place of a world -> (rule's place, place of the world it leads to) for each of its steps."""
    steps: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for source, rule, target in exploration.steps():
        steps[source].append((rule, target))
    return steps


def _places(exploration: Listed, run: Run, steps: _Steps) -> tuple[int, ...]:
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
            lines = lines_of(before, exploration.world_at(place), index)
            add_box(picture.graph, place, Box(lines, along.tone_of_world(index)))
        if index in along.marks.notes:
            drawn = picture.graph.nodes[place]["box"].lines
            add_box(picture.graph, place, Box((*drawn, along.marks.notes[index]), "bad"))


def _draw_run(picture: Picture, along: Along) -> None:
    for index in range(len(along.run.steps)):
        ends = (along.places[index], along.places[index + 1])
        add_arrow(picture.graph, ends, along.words_of_step(index), along.tone_of_step(index))


def _draw_aside(picture: Picture, along: Along, exploration: Listed, steps: _Steps) -> None:
    """What else could happen in each world of the run; counted where it is more than a picture bears."""
    on_run = tuple(dict.fromkeys(along.places))
    room = min(MOST_ALTERNATIVES, max(0, MOST_WORLDS // len(on_run) - 1))
    for place in on_run:
        aside = [(rule, target) for rule, target in steps[place] if not picture.graph.has_edge(place, target)]
        for rule, target in aside[:room]:
            if target not in picture.graph:
                lines = lines_of(exploration.world_at(place), exploration.world_at(target), -1)
                add_box(picture.graph, target, Box(lines, "side"))
            add_arrow(picture.graph, (place, target), exploration.network.rules[rule].name, "side")
        if len(aside) > room:
            stub = exploration.covered.states + place
            add_box(picture.graph, stub, Box((f"… {counted(len(aside) - room, 'step')} more",), "side"))
            add_arrow(picture.graph, (place, stub), "", "side")
