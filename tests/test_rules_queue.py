"""First come, first served: what is queued on a thread begins in the order in which it was queued (Q1)."""

from collections.abc import Mapping

import pytest

from tests.designs import DOWNLOADS, RECIPE, SHARE, SHEET, Tried, tried

LINE = ", in line"
TWO_BLOCKS = """
[app]
transfers = 2
foreground = ["connect", "start-download", "start-download"]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion", { do = "call-handler", keep = true }]
did-finish-events = [{ do = "call-handler", keep = true }]
"""
ALL_ON_MAIN = RECIPE.replace("[app]", '[app]\ndelegate-queue = "main"\nforeground = ["connect"]')


def waiting(world: Mapping[str, str], process: str) -> list[str]:
    """What waits on the main thread of a process, the oldest first."""
    lines = [name for name in world if name.startswith(f"{process}: ") and name.endswith(LINE)]
    queued = [(int(world[name].removeprefix("queued_")), name) for name in lines if world[name] != "out"]
    assert len({rank for rank, _ in queued}) == len(queued), "two of one rank"
    return [name for _, name in sorted(queued, reverse=True)]


def moves(design: Tried, process: str) -> list[tuple[str, list[str], list[str]]]:
    """Each step that changes what waits there: its rule, and the line before and after."""
    lines = [waiting(world, process) for world in design.exploration.worlds()]
    names = [rule.name for rule in design.system.network.rules]
    steps = ((names[rule], lines[start], lines[end]) for start, rule, end in design.exploration.steps())
    return [(name, before, after) for name, before, after in steps if before != after]


@pytest.mark.parametrize("parts", [(DOWNLOADS, TWO_BLOCKS), (SHARE, ALL_ON_MAIN, SHEET)], ids=["blocks", "callbacks"])
def test_a_line_grows_at_its_end_and_shrinks_at_its_head_or_is_dropped_whole(parts: tuple[str, ...]) -> None:
    for name, before, after in moves(tried(*parts), "app"):
        begins, joins = after == before[1:], after[:-1] == before
        assert begins or joins or after == [], f"{name}: {before} became {after}"


@pytest.mark.parametrize("parts", [(DOWNLOADS, TWO_BLOCKS), (SHARE, ALL_ON_MAIN, SHEET)], ids=["blocks", "callbacks"])
def test_what_begins_is_what_stood_at_the_head(parts: tuple[str, ...]) -> None:
    for name, before, after in moves(tried(*parts), "app"):
        if after == before[1:] and (": begins" in name or "handler block" in name):
            assert name.startswith(before[0].removesuffix(LINE).replace("app: ", "app, ")), name


def test_two_blocks_do_wait_at_once_in_either_order() -> None:
    first, second, last = (
        "app: handler block of did-complete of transfer of app 1, step 2, in line",
        "app: handler block of did-complete of transfer of app 2, step 2, in line",
        "app: handler block of did-finish-events for downloads, step 1, in line",
    )
    lines = [after for _, _, after in moves(tried(DOWNLOADS, TWO_BLOCKS), "app")]

    assert [first, second, last] in lines
    assert [second, first, last] in lines


def test_a_callback_enters_an_idle_thread_only_when_nothing_waits_there() -> None:
    design = tried(SHARE, ALL_ON_MAIN, SHEET)
    worlds = list(design.exploration.worlds())
    names = [rule.name for rule in design.system.network.rules]

    for start, rule, end in design.exploration.steps():
        before, after = worlds[start]["app: main thread"], worlds[end]["app: main thread"]
        if before == "idle" != after and ": begins" not in names[rule]:
            assert waiting(worlds[start], "app") == [], names[rule]
