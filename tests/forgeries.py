"""Forges certificates at random: whatever is still proved of a forged one must be true all the same."""

from collections.abc import Callable
from random import Random

from properties.certificates.numbers import deflated
from tests.certificates import Document, inflated

VERDICTS = ("holds", "violated", "vacuous", "witnessed", "unreachable")
COLUMNS = ("at", "distances")


def forge(document: Document, dice: Random) -> None:
    """Change one thing, or a few."""
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        dice.choice(WAYS)(document, dice)


def _flip(document: Document, dice: Random) -> None:
    dice.choice(document["verdicts"])["verdict"] = dice.choice(VERDICTS)


def _swap(document: Document, dice: Random) -> None:
    one, other = dice.choice(document["verdicts"]), dice.choice(document["verdicts"])
    one.update({key: each for key, each in other.items() if key not in ("property", "claim")})


def _change_list(document: Document, dice: Random) -> None:
    lists = [(entry, key) for entry in document["verdicts"] for key in COLUMNS if key in entry]
    if lists:
        entry, key = dice.choice(lists)
        entry[key] = deflated(_changed(inflated(entry[key]), dice))


def _change_worlds(document: Document, dice: Random) -> None:
    worlds = inflated(document["worlds"])
    place = dice.randrange(len(worlds))
    if dice.random() < 0.5 and place + 1 < len(worlds):
        worlds[place : place + 2] = [worlds[place] + worlds[place + 1]]  # this world is left out
    else:
        worlds[place] = dice.randint(0, 3)
    document["worlds"] = deflated(worlds)
    for entry in document["verdicts"]:
        for key in COLUMNS:
            if key in entry:
                column = inflated(entry[key])
                del column[place]
                entry[key] = deflated(column[: len(worlds)] + [0] * (len(worlds) - len(column)))


def _changed(numbers: list[int], dice: Random) -> list[int]:
    if not numbers:
        return [0]
    place = dice.randrange(len(numbers))
    numbers[place] = dice.choice((0, 1, numbers[place] + 1, max(0, numbers[place] - 1), dice.choice(numbers)))
    return numbers


def _change_run(document: Document, dice: Random) -> None:
    entry = dice.choice(document["verdicts"])
    steps = entry.get(dice.choice(("run", "run", "cycle")))
    if not steps:
        return
    place = dice.randrange(len(steps))
    dice.choice((steps.pop, lambda at: steps.insert(at, steps[at]), lambda at: steps.insert(0, steps.pop(at))))(place)


def _change_step(document: Document, dice: Random) -> None:
    """Another rule, or another world."""
    steps = [step for entry in document["verdicts"] for key in ("run", "cycle") for step in entry.get(key, [])]
    if steps:
        step, other = dice.choice(steps), dice.choice(steps)
        part = dice.randrange(2)
        step[part] = dice.choice((other[part], *([step[1] ^ 1, step[1] ^ 2] if part else [])))


def _change_cycle(document: Document, dice: Random) -> None:
    """It begins elsewhere, or there is none."""
    entry = dice.choice(document["verdicts"])
    if "run" in entry:
        steps = entry["run"] + entry.get("cycle", [])
        start = dice.choice((0, 1, len(steps) - 1, len(steps)))
        entry["run"], entry["cycle"] = steps[:start], steps[start:]


def _change_tree(document: Document, dice: Random) -> None:
    """A pair of a path is left out, or stands twice, or has another number or rule."""
    paths = [path for entry in document["verdicts"] for path in entry.get("tree", []) if path]
    if not paths:
        return
    path = dice.choice(paths)
    place = dice.randrange(len(path))
    dice.choice((path.pop, lambda at: path.insert(at, path[at]), lambda at: _change_pair(path, at, dice)))(place)


def _change_pair(path: list[list[int]], place: int, dice: Random) -> None:
    changed = list(path[place])
    changed[dice.randrange(2)] += dice.choice((-1, 1))
    path[place] = changed


WAYS: tuple[Callable[[Document, Random], None], ...] = (
    _flip, _swap, _change_list, _change_list, _change_worlds, _change_run, _change_step, _change_cycle, _change_tree,
)  # fmt: skip
