"""Draws a folded graph: a box for the worlds that are one, an arrow for the steps between two of them, with counts."""

from collections import Counter
from collections.abc import Mapping

from reports.errors import ReportError, printable
from reports.pictures.folding import UNSEEN, Fold, Folded, Lens
from reports.pictures.picture import Arrow, Box, Picture, add_box, empty_graph
from reports.terminal.words import counted

MOST_FOLDS, MOST_ARROWS = 150, 250
"""Boxes and arrows of a picture at most: with more, nobody can follow an arrow from end to end."""

FEW_ARROWS, LONGEST_WORD = 24, 16
"""Arrows up to which each has its words; beyond, what is longer than so many letters is in a legend."""


def folded_picture(graph: Folded, lens: Lens, title: str) -> Picture:
    """The folded graph.

    Raises:
        ReportError: it has more boxes or arrows than can be read.
    """
    _refuse_the_unreadable(graph, lens, title)
    drawn = empty_graph()
    alike, seen = Counter(fold.states for fold in graph.folds), Counter[tuple[str, ...]]()
    for place, fold in enumerate(graph.folds):
        seen[fold.states] += 1
        which = f"kind {seen[fold.states]} of {alike[fold.states]}" if alike[fold.states] > 1 else ""
        add_box(drawn, place, Box(_lines(fold, graph.machines, which), "plain" if place else "start"))
    keys = _keys(graph)
    for ends, moves in graph.moves.items():
        drawn.add_edge(*ends, arrow=_arrow(moves, keys))
    legend = tuple(f"{key}: {word}" for word, key in keys.items())
    return Picture(f"{title}: {_how(lens)}", drawn, _remark(graph), legend=legend)


def _lines(fold: Fold, machines: tuple[str, ...], which: str) -> tuple[str, ...]:
    states = (f"{machine}: {state}" for machine, state in zip(machines, fold.states, strict=True))
    inside = (f"{counted(fold.inside, 'step')} inside",) if fold.inside else ()
    return (*states, *([which] if which else []), counted(fold.worlds, "world"), *inside)


def _keys(graph: Folded) -> Mapping[str, str]:
    """Words -> what stands for them, where many arrows are to be labelled with long ones."""
    words = [word for moves in graph.moves.values() for word in moves if len(word) > LONGEST_WORD]
    if len(graph.moves) <= FEW_ARROWS:
        return {}
    return {word: f"[{number}]" for number, word in enumerate(dict.fromkeys(words), 1)}


def _arrow(moves: Mapping[str, int], keys: Mapping[str, str]) -> Arrow:
    lines = tuple(f"{count:,} × {keys.get(word, word) or 'unseen'}" for word, count in moves.items())
    total = (f"{sum(moves.values()):,} steps:",) if len(moves) > 1 else ()
    return Arrow((*total, *lines), "side" if set(moves) == {UNSEEN} else "plain")


def _how(lens: Lens) -> str:
    through = f"seen through {', '.join(lens.machines)}" if lens.machines else "its moves alone"
    return through if lens.alike is None else f"{through}; worlds with the same moves (by {lens.alike}) are one"


def _remark(graph: Folded) -> str:
    worlds = sum(fold.worlds for fold in graph.folds)
    steps = sum(fold.inside for fold in graph.folds) + sum(sum(moves.values()) for moves in graph.moves.values())
    unseen = " A step inside changes none of the machines." if any(fold.inside for fold in graph.folds) else ""
    leaving = " An unseen one, dashed, changes none either, but what can happen." if _leaves_unseen(graph) else ""
    return f"{counted(worlds, 'world')} and {counted(steps, 'step')}, drawn as {len(graph.folds)}.{unseen}{leaving}"


def _leaves_unseen(graph: Folded) -> bool:
    return any(UNSEEN in moves for moves in graph.moves.values())


def _refuse_the_unreadable(graph: Folded, lens: Lens, title: str) -> None:
    boxes, arrows = len(graph.folds), len(graph.moves)
    if boxes <= MOST_FOLDS and arrows <= MOST_ARROWS:
        return
    too_many = f"{boxes:,} boxes" if boxes > MOST_FOLDS else f"{arrows:,} arrows between {boxes} boxes"
    limit = f"at most {MOST_FOLDS} boxes and {MOST_ARROWS} arrows"
    raise ReportError(f"{printable(title)}: {too_many}: too many to draw ({limit}); {_mend(lens)}")


def _mend(lens: Lens) -> str:
    fewer = "choose fewer or simpler machines with --project" if lens.machines else "choose machines with --project"
    return {
        None: fewer,
        "actor": f"{fewer}, or leave out --bisimulation",
        "rule": f"{fewer}, or say --bisimulation actor, or leave it out",
    }[lens.alike]
