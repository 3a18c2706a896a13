"""Reports for tests of their forms: on the gallery, on a design with known lines, on a hostile one, on networks."""

import json
from functools import cache
from pathlib import Path

from explorer.exploration import Bounds
from reports.inputs import choose, load_case, load_cases
from reports.judging import Report, judge_case
from tests.designs import GALLERY, stems

DOOR = Path(__file__).parent / "networks" / "door.network.json"

SHEET = """\
title = "Share sheet"

[[session]]
name = "share"

[app]
handle-events = [
  "store-handler",
  "connect",
]
did-complete = ["record-completion"]
did-finish-events = ["finish-tasks-and-invalidate", "call-handler"]

[[extension]]
name = "sheet"
run = ["connect", "start-upload", "complete-request"]
did-complete = ["record-completion"]
"""

HOSTILE = """\
title = '''</script><script>alert(1)</script> ]]> <!-- | `a` ```` [x](javascript:alert(1)) {0} @octocat #1 ::error::x \
%0A $$x$$ end; www.evil.example https://evil.example'''

[[session]]
name = '''<img src=x onerror=alert(1)> | ``` [a](//e) " & ; # : %%{'''

[app]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion"]
did-finish-events = ["finish-tasks-and-invalidate", "call-handler"]

[[extension]]
name = '''</details>@octocat ::add-mask::x, end ``` -->> ]]>'''
run = ["connect", "start-upload", "complete-request"]
did-complete = ["record-completion"]
"""
"""Every string that the language has, with what acts in Markdown, HTML, XML, Mermaid, SARIF or a runner's log."""

FEW = Bounds(max_states=1500)
"""So many worlds show most violations of the gallery, and leave something undecided in most designs."""


def hostile_network() -> str:
    """A network whose every name acts somewhere, or does not print."""
    evil = '<b onclick="x">\u0000\u001b[31m\u202e\n::error::[a](//e) ]]> ``` @octocat & {0}'
    return json.dumps({
        "format": "outlive-network/1",
        "machines": {f"m {evil}": {"states": [f"s {evil}", f"t {evil}"], "initial": f"s {evil}"}},
        "rules": [{
            "name": f"r {evil}", "actor": f"a {evil}", "cites": [f"c {evil}"],
            "moves": {f"m {evil}": [[f"s {evil}", f"t {evil}"]]},
        }],
        "properties": [{"id": f"p {evil}", "kind": "never", "where": [{f"m {evil}": [f"t {evil}"]}]}],
    })  # fmt: skip


@cache
def gallery_reports() -> tuple[Report, ...]:
    """A report on each design of the gallery, as far as a few worlds tell."""
    return tuple(judge_case(load_case(str(GALLERY / f"{stem}.toml")), FEW) for stem in stems())


@cache
def whole(name: str, *ids: str) -> Report:
    """A report on a design of the gallery, or a file, on all of its worlds; on these properties only, if any."""
    return judge_case(choose(load_case(name), ids), Bounds())


@cache
def in_every_profile(name: str) -> tuple[Report, ...]:
    """The reports on a design in the three profiles."""
    return tuple(judge_case(case, Bounds()) for case in load_cases(name, "all"))


def written(folder: Path, name: str, text: str, *ids: str) -> Report:
    """The report on a file that is written first."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return judge_case(choose(load_case(str(path)), ids), Bounds())
