"""What the reference has found missing in the rules, each in a small design in which both agree now."""

import pytest

from model.design_reader import read_design
from reports.stress.graph import Graph
from tests.designs import DOWNLOADS, SHARE
from tests.rare_designs import app, sheet
from tests.reference_campaign import graph_of, walk_of

NEEDY = """
title = "A data task, then a streamed upload"
[[session]]
name = "share"
[app]
[[extension]]
name = "sheet"
runs = 1
run = ["connect", "start-data", { do = "start-upload", body = "stream" }, "complete-request"]
"""
FROM_MEMORY = """
title = "An upload from memory"
[[session]]
name = "uploads"
[app]
foreground = ["connect", { do = "start-upload", body = "data" }]
"""
LISTED = """
title = "Nothing listed, nothing left"
[[session]]
name = "uploads"
[app]
launch = ["connect", { do = "drop-reference", when = "no-tasks-left" }]
foreground = ["connect", "start-upload"]
did-complete = ["record-completion"]
[environment]
force-quit = true
"""


CLEARED = """
[environment]
foreground-clears-wake = true
"""
CALLED_IN_FRONT = (
    DOWNLOADS, app(handle_events='["store-handler"]', foreground='["call-handler", "connect", "start-download"]'),
    CLEARED,
)  # fmt: skip
CANCELLED_IN_FRONT = (DOWNLOADS, app(foreground='["invalidate-and-cancel", "connect", "start-download"]'), CLEARED)
FINISHED_THEN_CANCELLED = (
    SHARE, app(),
    sheet('["connect", "start-upload", "finish-tasks-and-invalidate", "invalidate-and-cancel"]',
          'session-reference = "cached"'),
)  # fmt: skip


def agreed(text: str) -> Graph:
    """The graph of a design, every step of which the reference has taken."""
    graph = graph_of(read_design(text, "found.toml"))
    assert graph is not None
    assert walk_of(graph).everywhere().steps == graph.steps
    return graph


def test_a_data_task_fails_with_its_connection_and_a_streamed_upload_with_its_process() -> None:
    graph = agreed(NEEDY)

    rules = {graph.rule(step).name for step in range(graph.steps) if lost(graph, step)}
    assert rules == {
        "transfer of sheet 1 #1 finishes", "the user leaves the host of sheet, and the system suspends it",
        "the system suspends sheet for good, its last run over",
    }  # fmt: skip
    assert any(goes_on(graph, step, "transfer of sheet 1 #2") for step in range(graph.steps))


def lost(graph: Graph, step: int) -> bool:
    """Whether the data task comes to its end by this step."""
    before, after = graph.world(graph.sources[step]), graph.world(graph.targets[step])
    return before["transfer of sheet 1 #1"] == "running" != after["transfer of sheet 1 #1"]


def goes_on(graph: Graph, step: int, transfer: str) -> bool:
    """Whether a transfer outlasts the suspension of the extension."""
    before, after = graph.world(graph.sources[step]), graph.world(graph.targets[step])
    return before["sheet"] == "active" != after["sheet"] == "suspended" and after[transfer] == "running"


def test_an_upload_from_memory_raises_and_starts_nothing() -> None:
    graph = agreed(FROM_MEMORY)

    assert not any(graph.world(place)["transfer of app 1"] != "none" for place in range(graph.size))


def test_a_launch_may_still_find_listed_what_a_force_quit_has_ended() -> None:
    words = "no-tasks-left does not hold (transfer of app 1 still listed, though force-quit has ended it)"

    graph = agreed(LISTED)

    assert any(words in graph.rule(step).name for step in range(graph.steps))


@pytest.mark.parametrize(
    ("parts", "deep"),
    [
        (CALLED_IN_FRONT, (
            "the user brings the app to the front",
            "app, foreground, step 1: calls the handler of downloads",
            "the system calls the app in the foreground for downloads (transfer of app 1)",
        )),
        (CANCELLED_IN_FRONT, (
            "the user brings the app to the front",
            "app, foreground, step 1: invalidates and cancels downloads, while disconnected, "
            "with transfer of app 1 running",
            "the system calls the app in the foreground for downloads (transfer of app 1)",
        )),
        (FINISHED_THEN_CANCELLED, (
            "the user leaves the host of sheet, and the system suspends it",
            "the user returns to sheet",
            "sheet, run 1, step 4: invalidates and cancels share again",
        )),
    ],
)  # fmt: skip
def test_what_the_rules_lacked_is_there(parts: tuple[str, ...], deep: tuple[str, ...]) -> None:
    graph = agreed("\n".join(('title = "Found missing"', *parts)))

    assert any(path_by(graph, place, deep) for place in range(graph.size))


def path_by(graph: Graph, place: int, rules: tuple[str, ...]) -> bool:
    """Whether these rules can be taken from a world, one after another."""
    if not rules:
        return True
    steps = (step for step in graph.out_of(place) if graph.rule(step).name == rules[0])
    return any(path_by(graph, graph.targets[step], rules[1:]) for step in steps)
