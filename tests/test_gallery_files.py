"""The files of the gallery: each names its source, each loads, and no pair has lost a half."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from model.design_reader import load_design

DESIGNS = Path(__file__).parent.parent / "model" / "designs"
FILES = sorted(DESIGNS.glob("*.toml"))
SOURCE = re.compile(r"§\d+|#\d+|\b[0-9a-f]{7,10}\b|openradar \d+")
"""A statement of the post, an issue or pull request, a commit, a radar."""
BUG = re.compile(r"\bB\d\d\b")
PAIR = re.compile(r"\bP\d+\b")
LABELLED = {"P1", "P2", "P3", "P4", "P9", "P10", "P11", "P12", "P13", "P14", "P15"}
OF_THE_POST = {
    "recipe",
    "recipe-refusal-handled",
    "identifier-per-run",
    "two-extensions-one-session",
    "two-extensions-two-sessions",
    "extension-quits-before-start",
    "completion-in-one-process",
    "extension-cancels-after-start",
    "extension-finishes-after-start",
    "token-then-upload",
    "token-then-upload-protected",
    "app-in-front",
}


def opening(file: Path) -> str:
    """The comment that a design file begins with, as one line."""
    return " ".join(line.removeprefix("#").strip() for line in _comment_lines(file))


def _comment_lines(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            return
        yield line


def halves(side: str) -> dict[str, Path]:
    """The files of one side of the pairs, by what the two halves have in common."""
    return {file.stem.removesuffix(side): file for file in FILES if file.stem.endswith(side)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_design_opens_with_a_comment_that_names_its_source(file: Path) -> None:
    comment = opening(file)

    assert SOURCE.search(comment), f"{file.name} names no source: {comment!r}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_design_loads_and_has_a_title(file: Path) -> None:
    design = load_design(file)

    assert design.title


def test_no_two_designs_have_one_title() -> None:
    titles = [load_design(file).title for file in FILES]

    assert sorted(titles) == sorted(set(titles))


def test_the_designs_that_the_post_speaks_of_are_there() -> None:
    stems = {file.stem for file in FILES}

    assert stems >= OF_THE_POST


def test_every_before_has_its_after() -> None:
    assert halves("-before").keys() == halves("-after").keys()


def test_both_halves_of_a_pair_name_the_same_pair() -> None:
    for stem, before in halves("-before").items():
        after = halves("-after")[stem]

        assert PAIR.findall(opening(before)) == PAIR.findall(opening(after)) != [], stem


def test_every_labelled_pair_is_there() -> None:
    pairs = {name for file in halves("-before").values() for name in PAIR.findall(opening(file))}

    assert pairs == LABELLED


def test_at_least_fifteen_known_bugs_are_in_the_gallery() -> None:
    bugs = {bug for file in FILES for bug in BUG.findall(opening(file))}

    assert len(bugs) >= 15
