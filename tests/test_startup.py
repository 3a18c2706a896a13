"""What `outlive check` of a good design must not load: libraries that take longer to load than it takes to judge."""

import subprocess
import sys

import pytest

HEAVY = ("pydantic", "networkx", "graphviz", "numpy", "oxidd", "z3", "hypothesis", "jsonschema")

LOADED = """
import sys
from reports.command import main
sys.argv = ["outlive", "check", *sys.argv[1:]]
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


def loaded_by_checking(*words: str) -> set[str]:
    ran = subprocess.run([sys.executable, "-c", LOADED, *words], capture_output=True, text=True, check=False)
    return set(ran.stderr.split())


@pytest.mark.parametrize("words", [["app-in-front"], ["app-in-front", "--json"]])
def test_a_good_design_is_judged_without_the_libraries_that_it_does_not_need(words: list[str]) -> None:
    loaded = loaded_by_checking(*words)

    assert "model.design_reader" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_json_needs_nothing_of_what_lays_out_text() -> None:
    assert "rich" not in loaded_by_checking("app-in-front", "--json")


def test_text_without_colour_needs_no_tables() -> None:
    assert "rich.table" not in loaded_by_checking("app-in-front")
