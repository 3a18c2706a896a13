"""Reads and checks a design file into one frozen Design, or refuses it with one line that tells place and mend."""

import re
import tomllib
from pathlib import Path
from typing import Any

from model.design import Design, DesignError, Place
from model.design_build import design_of
from model.design_faults import Fault, file_refusal, refusal
from model.design_place import Places, places_of
from model.design_sense import sense_faults
from model.design_shape_known import known_shape

LARGEST = 256 * 1024
"""Bytes of a design file at most; a page of TOML has about three thousand."""
LONGEST_LINE = 4000
"""Characters of a line at most: the parser takes quadratic time over keys of very many parts."""

MENDS = (
    ("Invalid value", "a text stands in quotes, a switch is true or false"),
    ("Expected '='", "a line is key = value, or a table: [app]"),
    ("Expected newline", "put each key on a line of its own"),
    ("Cannot declare", "write the table once, with all its keys; of several tables of a kind, each as [[…]]"),
    ("Cannot overwrite", "write the key once"),
    ("Unclosed array", "close it with ]"),
    ("Unclosed inline table", "close it with }, on the same line"),
    ("Unterminated string", "close it with a quote"),
    ("Illegal character", "close the quote on its line, or take the character out"),
)
"""What the parser says, and what helps."""


def load_design(path: Path) -> Design:
    """The design in this file.

    Raises:
        DesignError: there is no such file, it cannot be read, or it is no design; `file:line:column`, what is wrong,
            the offending text, the mend.
    """
    source = str(path)
    return read_design(_decoded(_content(path, source), source), source)


def read_design(text: str, source: str) -> Design:
    """The design in this text; `source` is what errors call it.

    Raises:
        DesignError: the text is no design. Of several faults the first in the text is told.
    """
    raw = _parsed(text, source)
    places = places_of(text)
    faults = [*_shape_faults(raw), *sense_faults(raw)]
    if faults:
        raise _first(faults, places, source)
    return design_of(raw, source, places)


def _shape_faults(raw: dict[str, Any]) -> list[Fault]:
    if known_shape(raw):
        return []
    from model.design_shape_check import shape_faults

    return list(shape_faults(raw))


def _content(path: Path, source: str) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise file_refusal(source, "there is no such file", "check the path, or write one with: outlive new") from None
    except IsADirectoryError:
        raise file_refusal(source, "this is a directory", "name a design file in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise file_refusal(source, f"cannot be read: {reason}", "check the path and who may read it") from None
    if len(content) > LARGEST:
        mend = f"a design has at most {LARGEST // 1024} kB: check that this is the file you meant"
        raise file_refusal(source, "the file is too large to be a design", mend)
    return content


def _decoded(content: bytes, source: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        place = _place_behind(content[: error.start].decode())
        excerpt = f"byte 0x{content[error.start]:02x}"
        raise file_refusal(source, "the file is not UTF-8", "save it as UTF-8", place, excerpt) from None


def _parsed(text: str, source: str) -> dict[str, Any]:
    _refuse_unfit(text, source)
    try:
        return tomllib.loads(text)
    except RecursionError:
        place = _place_behind(text[: _deepest(text)])
        raise file_refusal(source, "brackets are nested too deeply", "a design needs four levels", place) from None
    except ValueError as error:
        raise _not_toml(text, source, str(error)) from None


def _refuse_unfit(text: str, source: str) -> None:
    """Refuse what is not worth parsing."""
    if not text.strip():
        raise file_refusal(source, "the file is empty", "write a design to start from with: outlive new")
    if text.startswith("\ufeff"):
        raise file_refusal(source, "the file begins with a byte order mark", "save it as UTF-8 without one")
    _refuse_match(r"[\ud800-\udfff]", text, source, ("the file is not UTF-8", "save it as UTF-8"))
    long = (f"the line is longer than {LONGEST_LINE} characters", "break it, or check that this is a design")
    _refuse_match(rf"(?<=[^\n]{{{LONGEST_LINE}}})[^\n]", text, source, long)


def _refuse_match(pattern: str, text: str, source: str, saying: tuple[str, str]) -> None:
    """Refuse a text in which the pattern is found, there; `saying` is what is wrong, and the mend."""
    found = re.search(pattern, text)
    if found:
        raise file_refusal(source, *saying, _place_behind(text[: found.start()]))


def _not_toml(text: str, source: str, said: str) -> DesignError:
    found = re.search(r"(.*) \(at line (\d+), column (\d+)\)$", said, re.DOTALL)
    place = Place(int(found[2]), int(found[3])) if found else _place_behind(text)
    reason = _plain(found[1] if found else said.removesuffix(" (at end of document)"))
    line = text.split("\n")[place.line - 1]
    mend = next((mend for start, mend in MENDS if reason.startswith(start)), "see toml.io for how it is written")
    return file_refusal(source, f"this is not TOML: {reason[:1].lower()}{reason[1:]}", mend, place, line)


def _plain(reason: str) -> str:
    """The parser's words with keys as a file writes them: `('expect', 'device')` is `expect.device`."""
    return re.sub(r"\('(.*?)',?\)", lambda keys: keys[1].replace("', '", "."), reason)


def _place_behind(text: str) -> Place:
    return Place(text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1)


def _deepest(text: str) -> int:
    """Where five brackets stand open, as far as can be told without parsing; the beginning if nowhere."""
    found = re.search(r"(?:[\[{][^\[\]{}]*){5}", text)
    return found.start() if found else 0


def _first(faults: list[Fault], places: Places, source: str) -> DesignError:
    """The fault that stands first in the file, as an error; what is absent stands nowhere, and is told last."""
    told = [(*_spot(fault, places), fault) for fault in faults]
    place, excerpt, fault = min(told, key=lambda one: (one[2].spot in ("absent", "end"), one[0].line, one[0].column))
    return refusal(source, place, excerpt, fault)


def _spot(fault: Fault, places: Places) -> tuple[Place, str]:
    if fault.spot == "end":
        return places.end()
    return places.key(fault.path) if fault.spot == "key" else places.value(fault.path)
