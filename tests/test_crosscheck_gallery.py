"""Spin's opinion of every design of the gallery: counts, all about worlds and steps, and most about endless runs.

The claims about endless runs that take Spin too long here stand in a table of docs/crosscheck.md, which is read for
what to leave out; `make crosscheck` asks for them, too.
"""

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from properties.kinds import LeadsTo
from reports.claims_listed import NumberedClaim, numbered_claims
from reports.crosscheck.command import Wanted, crosschecked
from reports.inputs import Case, gallery, load_case
from tests.test_crosscheck import SECONDS, needs_spin, not_agreed

DOC = Path(__file__).parent.parent / "docs" / "crosscheck.md"
HEADING = "## Left to `make crosscheck`"
DESIGNS = sorted(path.stem for path in gallery().glob("*.toml"))
FEW = ("container-missing", "app-side-missing", "extension-quits-before-start", "second-object-for-one-identifier")

needs_tcc = pytest.mark.skipif(
    not shutil.which("tcc"), reason="tcc is not installed: gcc alone compiles all models in four minutes"
)


def left_out() -> Mapping[str, tuple[str, ...]]:
    """Design -> the claims that the table names; each row has a reason."""
    table = DOC.read_text("utf-8").split(HEADING)[1].split("\n## ")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \| (`.+`) \| .+ \|$", table, re.MULTILINE)
    return {design: tuple(re.findall(r"`([^`]+)`", claims)) for design, claims in rows}


def asked_in_time(case: Case, left: tuple[str, ...]) -> tuple[NumberedClaim, ...]:
    return tuple(each for each in numbered_claims(case.properties) if each.name not in left)


def only(case: Case, claims: tuple[NumberedClaim, ...]) -> Case:
    kept = [
        replace(each, claims=tuple(one.claim for one in claims if one.property is each)) for each in case.properties
    ]
    return replace(case, properties=tuple(each for each in kept if each.claims))


@needs_spin
@pytest.mark.parametrize("name", [each if each in FEW else pytest.param(each, marks=needs_tcc) for each in DESIGNS])
def test_spin_agrees_on_a_design_in_all_it_can_express(name: str) -> None:
    case = load_case(name)
    claims = asked_in_time(case, left_out().get(name, ()))

    found = crosschecked(only(case, claims), Wanted(name, "spin", SECONDS))

    assert not_agreed(found) <= {("always-possible", "not expressible")}
    assert (len(found.rows), found.status) == (2 + len(claims), 0)


def test_nothing_is_left_out_but_claims_about_endless_runs_of_designs_there_are() -> None:
    left = left_out()

    about_runs = {name: {each.name for each in numbered_claims(load_case(name).properties)
                         if isinstance(each.claim, LeadsTo)} for name in left}  # fmt: skip
    assert 0 < len(left) < len(DESIGNS) / 2
    assert [f"{name}: {each}" for name, claims in left.items() for each in claims if each not in about_runs[name]] == []
