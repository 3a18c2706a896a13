"""Makes a text fit where there is little room: the longest form of each part that does, and a word on what does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

RESERVE = 2_000
"""Characters kept free for the sentence that says what was left out; it names as much of that as fits in there."""
MOST_AROUND = 100
"""Characters of that sentence beside the names."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text in its forms, longest first; the last one is taken if no other fits.

    `name` is what is missing where the last form stands, `shorter` where one between stands. Parts of a lower rank
    are given room before the others, wherever they stand.
    """

    forms: tuple[str, ...]
    name: str = ""
    shorter: str = ""
    rank: int = 2


def fitted(blocks: Sequence[Block], room: int) -> str:
    """The parts in their order, and what was left out of them if anything was.

    No more characters than `room`, as long as the last forms of all parts are none but a few.
    """
    left = room - RESERVE - sum(len(block.forms[-1]) + 2 for block in blocks)
    chosen: dict[int, int] = {}
    for place in sorted(range(len(blocks)), key=lambda place: blocks[place].rank):
        forms = blocks[place].forms
        fits = (number for number, form in enumerate(forms) if len(form) - len(forms[-1]) <= left)
        chosen[place] = next(fits, len(forms) - 1)
        left -= len(forms[chosen[place]]) - len(forms[-1])
    texts = [block.forms[chosen[place]] for place, block in enumerate(blocks)]
    missing = [_missing(block, chosen[place]) for place, block in enumerate(blocks) if chosen[place]]
    return "\n\n".join(text for text in (*texts, _sentence(missing, room)) if text)


def _missing(block: Block, form: int) -> str:
    return block.name if form == len(block.forms) - 1 else block.shorter


def _sentence(missing: Sequence[str], room: int) -> str:
    if not missing:
        return ""
    lengths = accumulate(len(name) + len(", ") for name in missing)
    named = sum(1 for length in lengths if length < RESERVE - MOST_AROUND)
    rest = [f"{len(missing) - named:,} more"] if named < len(missing) else []
    return f"Shortened to {room:,} characters. Left out: {', '.join([*missing[:named], *rest])}."
