"""Keeps a run on which implementation and model part as a pytest test, and replays it there."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from explorer.exploration import Bounds, Covered
from reports.errors import printable
from reports.inputs import Case, find, gallery, load_cases
from reports.replay.breaking import enabled, successors
from reports.replay.driving import World
from reports.stress.finding import factory_for
from reports.stress.graph import Graph
from reports.stress.shorten import happens
from reports.stress.trial import Disagreement, Subject, invariants_of

Taken: TypeAlias = str | tuple[str, Mapping[str, str]]
"""A rule by its name; with machine -> state where it leads to one of several worlds."""

_FILE = '''\
"""Replays a run on which the model of {title} and an implementation of it part.

Written by `outlive stress --replay-test`. The test FAILS, with the run in words, as long as they disagree on it, and
passes once they agree. Needs outlive beside pytest.
"""

from pathlib import Path

from reports.inputs import gallery
from reports.stress.keeping import Driven, assert_agrees

DESIGN = {place}


def test_{name}_and_its_implementation_agree() -> None:
    """{says}"""
    assert_agrees(Driven(DESIGN, {profile!r}, {adapter!r}), [
{steps}    ])
'''


@dataclass(frozen=True, slots=True)
class Driven:
    """A design where it is, its profile (a network has none), and the adapter as the command names it."""

    path: Path
    profile: str | None
    adapter: str


def assert_agrees(driven: Driven, recorded: Sequence[Taken]) -> None:
    """Pass if implementation and model agree on each step of the run.

    Raises:
        AssertionError: they do not, told with the run in words; or the model itself has no such run any more.
        ReportError: there is no such design, or the adapter cannot be used.
        DesignError: it is not a design.
        NetworkError: it is not a network.
    """
    __tracebackhide__ = True
    case = load_cases(str(driven.path), driven.profile)[0]
    graph = _Line(case, _Listed(case, recorded))
    found = happens(Subject(graph, factory_for(case, driven.adapter), invariants_of(case.properties)), graph.chain)
    if found is not None:
        raise found


def document(found: Disagreement, adapter: str, place: Path) -> bytes:
    """The test file for a disagreement, as it is to stand at `place`."""
    case = found.graph.case
    return _FILE.format(
        title=_said(case.name), place=_place(case.name, place), name=_identifier(case.name), says=_said(found.what[0]),
        profile=case.profile, adapter=adapter, steps="".join(f"        {each!r},\n" for each in _recorded(found)),
    ).encode("utf-8", "backslashreplace")


def _recorded(found: Disagreement) -> Iterator[Taken]:
    for step in found.run:
        firing = found.graph.firing(step)
        yield (firing.rule, dict(firing.choice)) if firing.choice else firing.rule


class _Listed:
    """The worlds along a run, and where else its steps might have led; all that a graph of it has to know."""

    def __init__(self, case: Case, recorded: Sequence[Taken]) -> None:
        self._case, self._places = case, {rule.name: place for place, rule in enumerate(case.network.rules)}
        self._worlds: list[World] = [{each.name: each.initial for each in case.network.machines}]
        self._steps: list[tuple[int, int, int]] = []
        self.chain: list[int] = []
        place = 0
        for taken in recorded:
            place = self._take(place, *((taken, {}) if isinstance(taken, str) else taken))
        size = len(self._worlds)
        self.covered = Covered(size, len(self._steps), None, 0, True, "run", Bounds())

    def world_at(self, place: int) -> World:
        """A world by its number."""
        return self._worlds[place]

    def steps(self) -> Iterator[tuple[int, int, int]]:
        """World, rule, world."""
        return iter(self._steps)

    def _take(self, place: int, name: str, choice: Mapping[str, str]) -> int:
        rule = self._places.get(name)
        ends = [] if rule is None else list(successors(self._case.network.rules[rule], self._worlds[place]))
        fitting = [each for each, end in enumerate(ends) if all(end[key] == state for key, state in choice.items())]
        assert rule is not None, f"`{printable(name)}`: the model has no such rule any more"
        assert fitting, f"`{printable(name)}`: the model has no such step here any more"
        first = len(self._worlds)
        self.chain.append(len(self._steps) + fitting[0])
        self._steps += [(place, rule, first + each) for each in range(len(ends))]
        self._worlds += ends
        return first + fitting[0]


class _Line(Graph):
    """A graph of one run: what else is enabled along it is asked of the rules."""

    def __init__(self, case: Case, listed: _Listed) -> None:
        super().__init__(case, listed)
        self.chain = listed.chain

    def enabled(self, place: int) -> list[str]:
        return [rule.name for rule in self.case.network.rules if enabled(rule, self.world(place))]


def _place(name: str, place: Path) -> str:
    """The design as an expression: of the gallery by its name, else relative to the test."""
    found = find(name)
    if found != Path(name) and found.parent == gallery():
        return f"gallery() / {found.name!r}"
    return f"Path(__file__).parent / {Path(os.path.relpath(found.absolute(), place.absolute().parent)).as_posix()!r}"


def _identifier(name: str) -> str:
    return re.sub("[^0-9A-Za-z]+", "_", Path(name).name).strip("_").lower() or "design"


def _said(text: str) -> str:
    """Text that can stand inside a docstring and do nothing there."""
    return printable(text).replace("\\", "\\\\").replace('"', '\\"')
