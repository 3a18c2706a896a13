"""Where everything stands in a design file: from the path of a key or value to its line, column and text."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from model.design import Place
from model.design_faults import Path

DEEPEST = 8
"""Longer paths are not looked up: no fault is told of a deeper place, and chains of dots may be very long."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The two nodes of a path: its key (for an item of a list: the item) and its value (for a table: its header)."""

    key: Node
    value: Node


@dataclass(frozen=True, slots=True)
class Places:
    """Every path of one file with its spot; a path that is not in the file counts as the nearest one above it."""

    lines: tuple[bytes, ...]
    spots: Mapping[Path, Spot]

    def key(self, path: Path) -> tuple[Place, str]:
        """Place and text of the key that ends the path."""
        return self._of(self._spot(path).key)

    def value(self, path: Path) -> tuple[Place, str]:
        """Place and text of the value at the path."""
        return self._of(self._spot(path).value)

    def end(self) -> tuple[Place, str]:
        """The place behind the last character that is not blank; no text stands there."""
        last = max((row for row, line in enumerate(self.lines) if line.strip()), default=0)
        return Place(last + 1, len(self.lines[last].decode().rstrip()) + 1), ""

    def _spot(self, path: Path) -> Spot:
        while path not in self.spots:
            path = path[:-1]
        return self.spots[path]

    def _of(self, node: Node) -> tuple[Place, str]:
        row, column = node.start_point
        return Place(row + 1, len(self.lines[row][:column].decode()) + 1), _text(node)


def places_of(text: str) -> Places:
    """The places in a text that is TOML."""
    source = text.encode()
    root = Parser(Language(tree_sitter_toml.language())).parse(source).root_node
    spots: dict[Path, Spot] = {(): Spot(root, root)}
    for path, spot in _spots(root):
        spots.setdefault(path, spot)
    return Places(tuple(source.split(b"\n")), spots)


def _spots(root: Node) -> Iterator[tuple[Path, Spot]]:
    lengths: dict[Path, int] = {}
    for child in root.named_children:
        if child.type == "pair":
            yield from _pair_spots((), child)
        elif child.type in ("table", "table_array_element"):
            yield from _table_spots(child, lengths)


def _table_spots(table: Node, lengths: dict[Path, int]) -> Iterator[tuple[Path, Spot]]:
    header, *body = table.named_children
    keys = _key_nodes(header)
    base: Path = ()
    for key in keys[:DEEPEST]:
        base += (_key_text(key),)
        yield base, Spot(key, key if key is not keys[-1] else table)
        if table.type == "table_array_element" and key is keys[-1]:
            lengths[base] = lengths.get(base, 0) + 1
        if base in lengths:
            base += (lengths[base] - 1,)
            yield base, Spot(key, table)
    for pair in body:
        if pair.type == "pair":
            yield from _pair_spots(base, pair)


def _pair_spots(base: Path, pair: Node) -> Iterator[tuple[Path, Spot]]:
    left: list[tuple[Path, Node]] = [(base, pair)]
    while left:
        path, node = left.pop()
        if node.type == "pair":
            keys = list(_key_spots(path, node))
            yield from keys
            path, node = keys[-1][0], node.named_children[1]
        else:
            yield path, Spot(node, node)
        if len(path) < DEEPEST:
            left.extend(_inside(path, node))


def _key_spots(path: Path, pair: Node) -> Iterator[tuple[Path, Spot]]:
    keys = _key_nodes(pair.named_children[0])
    for key in keys[:DEEPEST]:
        path += (_key_text(key),)
        yield path, Spot(key, pair.named_children[1] if key is keys[-1] else key)


def _inside(path: Path, node: Node) -> Iterator[tuple[Path, Node]]:
    children = [child for child in node.named_children if child.type != "comment"]
    if node.type == "array":
        yield from (((*path, index), child) for index, child in enumerate(children))
    elif node.type == "inline_table":
        yield from ((path, child) for child in children)


def _key_nodes(key: Node) -> list[Node]:
    """The parts of a dotted key, first to last: the grammar nests them to the left."""
    parts: list[Node] = []
    while key.type == "dotted_key":
        parts.append(key.named_children[-1])
        key = key.named_children[0]
    return [key, *reversed(parts)]


def _text(node: Node) -> str:
    """The text of a node; of a table its header alone, of the whole file nothing."""
    if node.type == "document":
        return ""
    parts = node.children[:3] if node.type in ("table", "table_array_element") else [node]
    return "".join((part.text or b"").decode() for part in parts)


def _key_text(key: Node) -> str:
    text = _text(key)
    return text if key.type == "bare_key" else next(iter(tomllib.loads(f"{text} = 0")))
