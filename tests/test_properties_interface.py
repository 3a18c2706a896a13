"""Restrictions of the interface, read off small designs without a run."""

import pytest

from properties.kinds import Static
from tests.designs import RECIPE, SHARE, SHEET, Tried, tried

STATIC = ("file-backed-uploads", "no-data-tasks", "delegate-set")
NO_DELEGATE = """
[[session]]
name = "share"
delegate = false
"""


def sheet(start: str) -> Tried:
    return tried(
        SHARE,
        RECIPE,
        f"""
[[extension]]
name = "sheet"
runs = 1
run = ["connect", {start}, "complete-request"]
did-complete = ["record-completion"]
""",
    )


def faults(design: Tried, property_id: str) -> list[str]:
    return [fault for claim in design.said(property_id).claims if isinstance(claim, Static) for fault in claim.faults]


@pytest.mark.parametrize("property_id", STATIC)
def test_the_recipe_keeps_to_the_interface(property_id: str) -> None:
    assert tried(SHARE, RECIPE, SHEET).verdict(property_id) == "holds"


@pytest.mark.parametrize("body", ["data", "stream"])
def test_an_upload_that_is_not_from_a_file_is_told_with_its_line(body: str) -> None:
    design = sheet(f'{{ do = "start-upload", body = "{body}" }}')

    assert design.violation("file-backed-uploads") == ([], None)
    assert faults(design, "file-backed-uploads") == [f"line 16: start-upload with body = '{body}'"]


def test_a_data_task_is_told_with_its_line() -> None:
    design = sheet('"start-data"')

    assert design.violation("no-data-tasks") == ([], None)
    assert faults(design, "no-data-tasks") == ["line 16: start-data"]


def test_a_session_without_delegate_is_told_by_name() -> None:
    design = tried(NO_DELEGATE, "[app]", '[[extension]]\nname = "sheet"\nruns = 1\nrun = ["connect", "start-upload"]')

    assert design.violation("delegate-set") == ([], None)
    assert faults(design, "delegate-set") == ["session 'share' has no delegate"]
