"""Writes docs/reports.md: what each kind of report looks like, from the current code and one small design."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree

from explorer.exploration import Bounds
from reports.forms import itf, junit, markdown, sarif
from reports.inputs import load_case
from reports.judging import Report, judge_case
from reports.replay import device_script
from reports.replay import written_test as replay_test
from reports.terminal.paper import plain_paper
from reports.terminal.report import write_report
from reports.writing import write_whole

Sample: TypeAlias = tuple[str, str, str, Callable[[Report], str]]
"""Heading, words, language of the block, and what fills it."""

DESIGN = "container-missing"
SHOWN = "no-start-failed"
OPENING = f"""# What people see when a design is judged

Everything below is real: it was made of the design `{DESIGN}` of the gallery by `python -m reports.samples`, which
writes this page. `…` stands for what is left out here. Several forms may be asked for at once; each file is written
whole or not at all. A form that tells of runs is left out where there is none, and this is said.
"""
PAGE = """
## The page: `outlive check recipe --html report.html`

![The page, light](page-light.png)
![The same in the dark, another tab](page-dark.png)

One file, which asks nobody for anything. On the left every property, violated first, with a filter; in the middle the
run as a sequence diagram, in words, as state machines with the taken transition lit, and drawn through the map of all
worlds; on the right what the step changed, the rule in words, and what it rests on. *Walk it yourself* lists the rules
enabled at any step: choose one and go on; the page carries the compiled tables and explores by itself. Arrow keys,
Home, End and space walk through a run, `?` names all keys, and the address holds property and step. `outlive verify
--html DIR` writes a page for each design and an index over all of them: designs by properties, profile by profile.
(`python -m tests.pictures` takes these two pictures.)
"""


def samples_document() -> str:
    """The page, from one exploration of one design."""
    report = judge_case(load_case(DESIGN), Bounds())
    return OPENING + PAGE + "".join(_section(sample, report) for sample in SAMPLES)


def _section(sample: Sample, report: Report) -> str:
    heading, words, language, shown = sample
    fence = "````"
    return f"\n## {heading}\n\n{words}\n\n{fence}{language}\n{shown(report).strip()}\n{fence}\n"


def _terminal(report: Report) -> str:
    paper = plain_paper()
    write_report(paper, report)
    return paper.taken()


def _markdown(report: Report) -> str:
    text = markdown.document([report]).decode()
    start = text.index(f"<summary>✗ <code>{SHOWN}")
    return "…\n<details>\n" + text[start : text.index("</details>", start)] + "</details>\n…"


def _sarif(report: Report) -> str:
    (run,) = json.loads(sarif.document([report]))["runs"]
    result = next(each for each in run["results"] if each["ruleId"] == SHOWN)
    (flow,) = result["codeFlows"]
    steps = flow["threadFlows"][0]["locations"]
    places = [_place(each["location"]) for each in steps]
    return json.dumps({"ruleId": SHOWN, "level": result["level"], "steps": places}, indent=1, ensure_ascii=False)


def _place(location: dict[str, dict[str, dict[str, object]]]) -> str:
    where, region = location["physicalLocation"], location["physicalLocation"]["region"]
    return f"{where['artifactLocation']['uri']}:{region['startLine']}: {location['message']['text']}"


def _junit(report: Report) -> str:
    tree = ElementTree.fromstring(junit.document([report]))
    case = next(each for each in tree.iter("testcase") if each.get("name") == SHOWN)
    return ElementTree.tostring(case, encoding="unicode")


def _itf(report: Report) -> str:
    trace = json.loads(itf.document([report]))
    last = trace["states"][-1]
    shown = {name: last[name] for name in ("rule", "actor", "share-extension") if name in last}
    return json.dumps({"states": ["…", shown]}, indent=1, ensure_ascii=False)


def _pytest(report: Report) -> str:
    text = replay_test.document([report]).decode()
    return "…\n" + text[text.index("DESIGN = ") :]


def _device(report: Report) -> str:
    text = device_script.document([report]).decode()
    start = text.index(f"## `{SHOWN}`")
    return "…\n" + text[start : text.index("## What the ids say", start)] + "…"


def _json(report: Report) -> str:
    from reports.forms.verdict_json import report_to_json

    document = report_to_json(report)
    document["verdicts"] = [each for each in document["verdicts"] if each["property"] == SHOWN]
    document["verdicts"][0]["run"] = document["verdicts"][0]["run"][1:2]
    return json.dumps(document, indent=1, ensure_ascii=False)


SAMPLES: tuple[Sample, ...] = (
    ("The terminal: `outlive check`", "What is broken first, each with its shortest run; what holds is named. "
     "`--verbose` tells everything.", "text", _terminal),
    ("A comment on a pull request: `--markdown FILE`", "Sequence diagrams that GitHub draws (Mermaid), folded, the run "
     "in words beneath.", "markdown", _markdown),
    ("Code scanning: `--sarif FILE`", "SARIF 2.1.0. A violation points into the design file, step by step; of its code "
     "flow these are the places and messages.", "json", _sarif),
    ("Continuous integration: `--junit FILE`", "A test suite for each design and profile, a test case for each "
     "property. In a GitHub action (`GITHUB_ACTIONS=true`) `check` and `verify` also annotate the lines concerned.",
     "xml", _junit),
    ("Traces for other viewers: `--itf FILE`", "The run of the first violation in the Informal Trace Format; of its "
     "states the last, cut to three of its variables.", "json", _itf),
    ("A test that replays it: `--pytest FILE`", "It fails while the run is possible, and passes once it is not. "
     "[pytest.md](pytest.md) tells how `*.design.toml` files become tests by themselves.", "python", _pytest),
    ("By hand on a device: `--device-script FILE`", "Preparation, then who does what, what to wait for, and what the "
     "log says.", "markdown", _device),
    ("Data: `--json`", "The format is held by `reports/forms/verdicts.schema.json` in the package; here one "
     "verdict and one of its steps.", "json", _json),
)  # fmt: skip


if __name__ == "__main__":
    write_whole(Path("docs", "reports.md"), samples_document().encode())
