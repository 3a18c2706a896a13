"""Pages for the tests of pages: written once, of reports that are small and show much."""

import atexit
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from reports.inputs import load_case
from reports.judging import judge_case
from reports.page.document import page_bytes
from tests.judged import DOOR, FEW, in_every_profile, whole, written

REFUSED = "app-not-refused-in-its-wake"
"""Broken by the recipe in ten steps (README)."""

NEVER_HANDLED = "app-handles-extension-events"
"""Broken by the dropped handler in fifteen steps, the last seven of them for ever."""

EVIL = """</script><script>hit()</script>"'`&lt;<img src=x onerror=hit()><svg onload=hit()>${hit()} {{script}}"""
EVIL_LETTERS = "\u202e\u2066\u200f\u2028\u2029\u0000\u001b"
"""What turns the direction of writing, ends lines, or does not print; a design may not hold it, a network may."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the pages are that the tests open."""

    recipe: Path
    dropped: Path
    container: Path
    cut_short: Path
    door: Path
    hostile_design: Path
    hostile_network: Path


@cache
def pages() -> Pages:
    """All of them, written into a folder that lasts as long as the tests run."""
    folder = Path(mkdtemp(prefix="pages-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    contents = {
        "recipe": page_bytes(whole("recipe"), ()),
        "dropped": _with_profiles("handler-dropped"),
        "container": page_bytes(whole("container-missing"), ()),
        "cut_short": page_bytes(judge_case(load_case("recipe"), FEW), ()),
        "door": page_bytes(whole(str(DOOR)), ()),
        "hostile_design": page_bytes(written(folder, "evil.toml", _evil_design()), ()),
        "hostile_network": page_bytes(written(folder, "evil.network.json", evil_network()), ()),
    }
    for name, content in contents.items():
        folder.joinpath(f"{name}.html").write_bytes(content)
    return Pages(**{name: folder / f"{name}.html" for name in contents})


def _with_profiles(name: str) -> bytes:
    device, *others = in_every_profile(name)
    return page_bytes(device, others)


def _evil_design() -> str:
    """Every string that the design language has; names are short there."""
    return f"""
title = '''T {EVIL}'''
session = [{{ name = '''S </script><script>hit()</script>"'`&lt;''' }}]
[app]
handle-events = ["connect"]
did-complete = ["record-completion"]
[[extension]]
name = '''X <img src=x onerror=hit()>" ' \u05d0\u05d1\u05d2'''
runs = 1
run = ["connect", "start-upload", "complete-request"]
"""


def evil_network() -> str:
    """Every string that the network language has."""
    machine, before, after, rule = (f"{letter} {EVIL}{EVIL_LETTERS}" for letter in "MFGR")
    moves = {machine: [[before, after]]}
    return json.dumps({
        "format": "outlive-network/1",
        "machines": {machine: {"states": [before, after], "initial": before}},
        "rules": [{"name": rule, "actor": f"A {EVIL}{EVIL_LETTERS}", "cites": [f"C {EVIL}"], "moves": moves}],
        "properties": [
            {"id": f"P {EVIL}{EVIL_LETTERS}", "kind": "never", "where": [{machine: [after]}]},
            {"id": f"Q {EVIL}", "kind": "never-step", "rule": rule},
        ],
    })  # fmt: skip
