"""Forges certificates at random: whatever is still proved of a forged one must be true all the same."""

from collections.abc import Callable
from random import Random

from properties.certificates.numbers import deflated
from tests.certificates import Document, inflated

VERDICTS = ("holds", "violated", "vacuous", "witnessed", "unreachable")
LISTS = ("at", "above", "rules", "distances", "trap")


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
    lists = [(entry, key) for entry in document["verdicts"] for key in LISTS if key in entry]
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
        for key in ("at", "distances", "trap"):
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
    if not entry.get("run", {}).get("steps"):
        return
    steps = entry["run"]["steps"]
    place = dice.randrange(len(steps))
    dice.choice((steps.pop, lambda at: steps.insert(at, steps[at]), lambda at: steps.insert(0, steps.pop(at))))(place)


def _change_cycle(document: Document, dice: Random) -> None:
    entry = dice.choice(document["verdicts"])
    if "run" in entry:
        entry["run"]["cycle_from"] = dice.choice((None, 0, 1, len(entry["run"]["steps"]) - 1))


WAYS: tuple[Callable[[Document, Random], None], ...] = (
    _flip, _swap, _change_list, _change_list, _change_worlds, _change_run, _change_cycle,
)  # fmt: skip
