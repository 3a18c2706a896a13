"""Finds the machines that a user means by a few letters of their names."""

from collections.abc import Iterable

from model.network import Network
from reports.errors import ReportError, nearest, printable

PART = ": "
"""Between the process and what is its own, in the name of a machine."""


def chosen_machines(network: Network, words: Iterable[str], source: str) -> tuple[str, ...]:
    """The machines named by some words, each in its network's order and once.

    A word is a name, or whole words at the beginning of a name or of what follows a process in it (all of these
    machines are meant, as by `session`), or the beginning of one name alone, or of one process. Several may stand in
    one word, parted by commas.

    Raises:
        ReportError: nothing is meant, or it cannot be told what.
    """
    names = tuple(machine.name for machine in network.machines)
    meant = {name for word in words for name in _listed(word, names, source)}
    return tuple(name for name in names if name in meant)


def _listed(word: str, names: tuple[str, ...], source: str) -> tuple[str, ...]:
    """A word whole, for names may have commas in them; or else what its commas part."""
    if "," not in word or word.strip() in names:
        return _meant(word.strip(), names, source)
    return tuple(name for each in word.split(",") for name in _meant(each.strip(), names, source))


def _meant(word: str, names: tuple[str, ...], source: str) -> tuple[str, ...]:
    if word in names:
        return (word,)
    whole = tuple(name for name in names if word and any(_begins(part, word) for part in _parts(name)))
    letters = tuple(name for name in names if word and any(part.startswith(word) for part in _parts(name)))
    alone = letters if len(letters) == 1 else tuple(name for name in letters if PART not in name)
    if whole or len(alone) == 1:
        return whole or alone
    what = f"{printable(source)}: no machine `{printable(word)}`"
    if letters:
        raise ReportError(f"{what}; it may be {_quoted(alone or letters)}: write more of it")
    raise ReportError(f"{what}; {printable(nearest(word, names))}")


def _parts(name: str) -> tuple[str, ...]:
    """The name, and what follows the process in it."""
    return (name, *name.split(PART)[1:])


def _begins(part: str, word: str) -> bool:
    return part.startswith(word) and (part == word or not (part[len(word)].isalnum() or part[len(word)] in "-_"))


def _quoted(names: tuple[str, ...]) -> str:
    return " or ".join(f"`{printable(name)}`" for name in names)
