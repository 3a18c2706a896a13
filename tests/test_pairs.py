"""The labelled pairs come out as docs/pairs.md says: the property the maintainers named, before and after the fix."""

import re
from pathlib import Path

import pytest

from model.design_reader import load_design
from model.system import compose
from tests.designs import GALLERY

PAIRS = re.findall(
    r"^\| P\d+ \| `([\w-]+)`[^|]*\| `([\w-]+)` \| \**(\w+)\** \| \**(\w+)\** \|$",
    Path(__file__).parent.parent.joinpath("docs", "pairs.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_eleven_pairs_are_told_of() -> None:
    assert len(PAIRS) == 11


@pytest.mark.parametrize(("stem", "named", "before", "after"), PAIRS)
def test_a_pair_is_expected_to_get_the_verdicts_told_of(stem: str, named: str, before: str, after: str) -> None:
    halves = [load_design(GALLERY / f"{stem}-{half}.toml").expect[""][named] for half in ("before", "after")]

    assert halves == [before, after]


@pytest.mark.parametrize(("half", "refused"), [("before", True), ("after", False)])
def test_extensions_refuse_each_other_only_on_a_common_identifier(half: str, refused: bool) -> None:
    system = compose(load_design(GALLERY / f"identifier-per-process-{half}.toml"))

    rules = [rule.name for rule in system.network.rules if rule.name.startswith("action-extension")]

    assert any("share-extension is connected" in name for name in rules) == refused
