"""Faults of a design file: what is wrong at which key, the mend, and the one line that says both."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from model.design import DesignError, Place

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the top of the file: `("app", "launch", 0, "do")`."""

LONGEST_EXCERPT = 40
BEGINNING = Place(1, 1)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a path; `word` was perhaps meant to be one of `known`, else `mend` is what to do.

    The spot says what to point at: key or value of the path, the table in which something is absent, the file's end.
    """

    path: Path
    what: str
    mend: str
    spot: Literal["key", "value", "absent", "end"] = "value"
    word: str = ""
    known: tuple[str, ...] = ()


def refusal(source: str, place: Place, excerpt: str, fault: Fault) -> DesignError:
    """The fault as an error of one line: where, what, the offending text, the mend."""
    text = f" ({shown(excerpt)})" if excerpt else ""
    return DesignError(printable(f"{source}:{place.line}:{place.column}: {fault.what}{text}; {mended(fault)}"))


def file_refusal(source: str, what: str, mend: str, place: Place = BEGINNING, excerpt: str = "") -> DesignError:
    """An error about the file as a whole, or about text that is not TOML."""
    return refusal(source, place, excerpt, Fault((), what, mend))


def mended(fault: Fault) -> str:
    """The nearest known word as a question, or the mend that the fault brought along."""
    near = nearest(fault.word, fault.known)
    return f'did you mean "{near}"?' if near else fault.mend


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one; empty if none does."""
    return next(iter(difflib.get_close_matches(word.lower().replace("_", "-"), known, n=1)), "")


def listed(words: Iterable[str]) -> str:
    """Words as a line lists them: `"a", "b"`."""
    return ", ".join(f'"{word}"' for word in words)


def shown(excerpt: str) -> str:
    """The offending text on one line, cut where it is long."""
    line = re.sub(r"\s*\n.*", " …", excerpt.strip(), flags=re.DOTALL)
    return line if len(line) <= LONGEST_EXCERPT else line[: LONGEST_EXCERPT - 1] + "…"


def printable(text: str) -> str:
    """The text with everything that would not print written as an escape."""
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)
