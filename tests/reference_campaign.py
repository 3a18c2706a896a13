"""`python -m tests.reference_campaign [DESIGN …]`: holds the reference to the rules in every step of all designs.

Every design of the gallery is gone through as it stands; the small ones again with each switch of their environment on,
and with each of the other profiles. The first step in which they part is told by its shortest run, and ends it.
"""

import gc
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from time import perf_counter
from types import MappingProxyType
from typing import Any

from explorer import list_worlds
from explorer.exploration import Bounds
from model.design import Design
from model.design_reader import load_design
from model.system import compose
from reports.inputs import Case
from reports.stress.graph import Graph
from reports.stress.reference import ReferenceAdapter, Walk, Walked, reference_factory
from reports.stress.trial import Disagreement
from tests.designs import GALLERY, stems

SMALL, LARGEST = 1_000, 20_000
"""Worlds: of designs that are gone through with each switch, and of what is then gone through."""
SWITCHES: Mapping[str, Mapping[str, Any]] = MappingProxyType({
    "strict-post": {"strict_post": True},
    "refusal = retries": {"refusal": "retries"},
    "force-quit, vanish-on-force-quit": {"force_quit": True, "vanish_on_force_quit": True},
    "crash": {"crash": True},
    "wake-expiry": {"wake_expiry": True},
    "wake-expiry, lose-on-expiry": {"wake_expiry": True, "lose_on_expiry": True},
    "activity-expiry": {"activity_expiry": True},
    "authentication": {"authentication": True},
    "foreground-clears-wake": {"foreground_clears_wake": True},
    "foreground-clears-wake, crash": {"foreground_clears_wake": True, "crash": True},
    "lossy-invalidation": {"lossy_invalidation": True},
    "profile = simulator": {"profile": "simulator"},
    "profile = debugger": {"profile": "debugger"},
})  # fmt: skip


def main() -> int:
    """Run it all; the exit status."""
    gc.set_threshold(200_000)
    start, walked = perf_counter(), Walked()
    try:
        for design in sys.argv[1:] or stems():
            for words, more in _gone_through(design):
                print(f"{design + words:100} {more.worlds:9,} worlds {more.steps:10,} steps", flush=True)
                walked = Walked(walked.worlds + more.worlds, walked.steps + more.steps)
    except Disagreement as parted:
        print(parted)
        return 1
    took = perf_counter() - start
    print(f"{walked.worlds:,} worlds, {walked.steps:,} steps, {took:.0f} s: reference and rules agree in all of them")
    return 0


def _gone_through(stem: str) -> Iterator[tuple[str, Walked]]:
    """What was compared of one design: as it stands, and with switches if it is small."""
    design = load_design(GALLERY / f"{stem}.toml")
    walked = everywhere(design)
    yield "", walked
    for words in SWITCHES if walked.worlds <= SMALL else ():
        changed = switched(design, words)
        graph = graph_of(changed, LARGEST)
        if graph is not None and changed != design:
            yield f", {words}", walk_of(graph).everywhere()


def switched(design: Design, words: str) -> Design:
    """A design with some switches on."""
    return replace(design, environment=replace(design.environment, **SWITCHES[words]))


def everywhere(design: Design) -> Walked:
    """Every step of a design, compared; raises Disagreement at the first that differs."""
    graph = graph_of(design)
    assert graph is not None
    return walk_of(graph).everywhere()


def graph_of(design: Design, most: int | None = None) -> Graph | None:
    """All worlds of a design; None, if there are more than that."""
    system = compose(design)
    listed = list_worlds(system.network, Bounds(max_states=most))
    case = Case(f"{design.title}.toml", system.network, (), system)
    return Graph(case, listed) if listed.covered.complete else None


def walk_of(graph: Graph) -> Walk:
    """The reference beside a graph."""
    first = reference_factory(graph.case)()
    assert isinstance(first, ReferenceAdapter)
    return Walk(graph, first)


if __name__ == "__main__":
    sys.exit(main())
