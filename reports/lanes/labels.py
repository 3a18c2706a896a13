"""Shortens the name of a rule to what its arrow needs to say, where lanes say who acts on whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from model.rules.pieces import Scene

LONG = 48
"""Letters that fit above most arrows; of a longer label the last clauses are left to the name."""

WAITING = " behind it in line)"


@dataclass(frozen=True, slots=True)
class _Known:
    """What a lane or an arrow says already: who acts, and to whom or for which session."""

    people: tuple[str, ...]
    asides: Mapping[str, str]


def labels_of(scene: Scene, rule_names: tuple[str, ...]) -> tuple[str, ...]:
    """A few words for each rule; never none."""
    places, known = dict(_places(scene)), _Known(tuple(_people(scene)), dict(_asides(scene)))
    return tuple(_cut(_short(name, places, known)) or name for name in rule_names)


def _places(scene: Scene) -> Iterator[tuple[str, str]]:
    """How the names of code's rules begin -> what is left of that: the callback, where all it does is begin or end."""
    for callback in scene.code:
        start = f"{callback.scope.process.name}, {callback.label}"
        yield start, f"{callback.label} "
        yield from ((f"{start}, step {place + 1}", "") for place in range(len(callback.code)))
        if callback.block:
            yield start, ""


def _people(scene: Scene) -> Iterator[str]:
    """Whose doing it is, at the head of a name."""
    yield from ("the user ", "the system ")
    yield from (f"{process.name} " for process in scene.stage.cast.processes)


def _asides(scene: Scene) -> Iterator[tuple[str, str]]:
    """What lanes say already -> what is left of it: to whom a callback comes, and for which session a wake is."""
    for process in scene.stage.cast.processes:
        yield from ((f" {verb} {process.name}", "") for verb in ("is delivered to", "comes to"))
    for callback in scene.code:
        where = f"of {callback.scope.process.name} in {callback.label}, step"
        yield from ((f"request {where} {number}", "request") for number in range(len(callback.code), 0, -1))
    for transfer in scene.stage.cast.transfers:
        yield f" for {transfer.identifier.name} ({transfer.name})", ""
        yield f" for {transfer.identifier.name} to authenticate ({transfer.name})", " to authenticate"


def _short(name: str, places: Mapping[str, str], known: _Known) -> str:
    start, colon, deed = name.partition(": ")
    if colon and start in places:
        return places[start] + deed.partition(": ")[0]
    who = next((who for who in known.people if start.startswith(who)), "")
    words = start.removeprefix(who)
    for aside, left in known.asides.items():
        words = words.replace(aside, left)
    return words


def _cut(words: str) -> str:
    """Without how many wait, and without the last clauses of many."""
    if words.endswith(WAITING):
        words = words[: words.rindex(" (")]
    while len(words) > LONG and ", " in words:
        words = words.rpartition(", ")[0]
    return words
