"""Finds where the rules of a network stand in its file: JSON readers tell what is there, but not on which line."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator

from model.design import Place

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]')


def places_of_rules(text: str) -> tuple[Place, ...]:
    """Where each entry of the list `rules` begins, in its order; the text is a network's that was read before."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    return tuple(_place(starts, offset) for offset in _offsets(text))


def _place(starts: list[int], offset: int) -> Place:
    row = bisect_right(starts, offset)
    return Place(row, offset - starts[row - 1] + 1)


def _offsets(text: str) -> Iterator[int]:
    """Where an object begins in the list under the key `rules` of the outermost object."""
    depth, key = 0, ""
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "}]":
            depth -= 1
        elif mark in "{[":
            if (mark, depth, key) == ("{", 2, "rules"):
                yield token.start()
            depth += 1
        elif depth == 1:
            key = json.loads(mark)
