"""What travels in a page: its tables lead where its runs say, it stays small, and nothing in it acts."""

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from explorer.exploration import Bounds
from model.network import Machine, Network, Rule
from reports.inputs import Case, load_cases
from reports.judging import Report, judge_case
from reports.lanes.chart import lanes_of
from reports.page import shell
from reports.page.document import page_bytes
from reports.page.escaping import script_json
from reports.page.packed_rules import packed
from reports.page.payload import payload
from reports.page.profiles import other_profiles
from reports.page.tables import numbered, rules_to_json
from tests.designs import stems
from tests.judged import DOOR, HOSTILE, gallery_reports, hostile_network, in_every_profile, whole, written

World = tuple[int, ...]

LARGEST = 300_000
"""Bytes that a page on a gallery design may have."""

LARGEST_PAYLOADS = ("one-slot-for-two-sessions", "eager-sessions-in-every-process", "identifier-per-run")
"""Measured over the gallery: what travels in their pages is the most."""


@cache
def carried(name: str) -> dict[str, Any]:
    """What a page on a gallery design carries, as a browser reads it."""
    return dict(json.loads(script_json(payload(whole(name), ()))))


def unfolded(rules: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What `script/01_rules.js` makes of the rows."""
    return [_unfolded(row, rules) for row in rules["rows"]]


def _unfolded(row: Sequence[Any], rules: Mapping[str, Any]) -> dict[str, Any]:
    title, label, actor, fairness, cites, source, target, marks, moves, when = row
    words = rules["words"]
    name = ": ".join(words[each] for each in title)
    if not isinstance(label, str):
        units = name.encode("utf-16-le", "surrogatepass")
        label = units[2 * label[0] : 2 * label[1]].decode("utf-16-le", "surrogatepass")
    return {
        "name": name, "label": label, "actor": words[actor], "fairness": words[fairness],
        "cites": [words[each] for each in cites], "from": source, "to": target,
        "marks": [words[each] for each in marks],
        "moves": [rules["movers"][each] for each in moves], "when": [rules["asked"][each] for each in when],
    }  # fmt: skip


def afters(rule: Mapping[str, Any], world: World) -> Iterator[World]:
    """Where a rule leads from a world, as the contract of the page says: a choice after the other."""
    if all(world[machine] in states for machine, states in rule["when"]):
        ways = [[(machine, to) for origin, to in pairs if origin == world[machine]] for machine, pairs in rule["moves"]]
        for choice in product(*ways):
            after = list(world)
            for machine, state in choice:
                after[machine] = state
            yield tuple(after)


@pytest.mark.parametrize("place", range(len(stems())), ids=stems())
def test_every_run_that_a_page_carries_is_a_run_of_the_tables_that_it_carries(place: int) -> None:
    report = gallery_reports()[place]
    page = payload(report, ())
    rules, runs = unfolded(page["rules"]), [each for each in page["verdicts"] if each["run"]]

    for verdict in runs:
        world = tuple(each["initial"] for each in page["machines"])
        for rule, changes in verdict["run"]["steps"]:
            after = list(world)
            for machine, state in changes:
                assert after[machine] != state
                after[machine] = state
            assert tuple(after) in set(afters(rules[rule], world))
            world = tuple(after)

    assert runs, "no run, so nothing was held against the tables"


@pytest.mark.parametrize("name", ["app-in-front", "session-without-launch-events", str(DOOR)])
def test_the_tables_of_a_page_lead_to_as_many_worlds_and_steps_as_were_covered(name: str) -> None:
    page = carried(name)
    rules, initial = unfolded(page["rules"]), tuple(each["initial"] for each in page["machines"])
    known, waiting, steps = {initial}, deque([initial]), 0
    while waiting:
        world = waiting.popleft()
        for after in (each for rule in rules for each in afters(rule, world)):
            steps += 1
            if after not in known:
                known.add(after)
                waiting.append(after)

    assert (len(known), steps) == (page["covered"]["states"], page["covered"]["steps"])


def test_rows_say_what_the_rules_say() -> None:
    for name in ("recipe", str(DOOR)):
        case = load_cases(name)[0]
        rules = rules_to_json(case.network, lanes_of(case), numbered(case.network))

        assert unfolded(packed(rules)) == rules


def test_the_worst_comes_first_and_a_run_says_where_it_offends() -> None:
    page = carried("two-extensions-one-session")
    signs = [each["sign"] for each in page["verdicts"] if not each["strict"]]
    refused = next(each for each in page["verdicts"] if each["id"] == "extension-not-refused-when-idle")
    rule = unfolded(page["rules"])[refused["run"]["steps"][-1][0]]

    assert signs == sorted(signs, key="✗◇?○◆✓".index)
    assert refused["verdict"] == "violated"
    assert refused["heading"] == f"the shortest run that breaks it, {len(refused['run']['steps'])} steps:"
    assert refused["offence"]["step"] == len(refused["run"]["steps"])
    assert "refused" in rule["marks"]


def test_a_liveness_run_says_since_when_something_is_owed() -> None:
    page = carried("handler-dropped")
    verdict = next(each for each in page["verdicts"] if each["id"] == "completion-handler-always-called")
    steps, since = verdict["run"]["steps"], verdict["offence"]["step"]
    rule = unfolded(page["rules"])[steps[since - 1][0]]

    assert (verdict["kind"], verdict["verdict"]) == ("leads-to", "violated")
    assert 0 < since <= len(steps)
    assert {"wake", "callback"} <= set(rule["marks"])
    assert verdict["offence"]["states"] != []


def test_what_was_read_off_the_design_has_faults_and_no_run() -> None:
    verdicts = {each["id"]: each for each in carried("data-task-in-extension")["verdicts"]}
    verdict = verdicts["no-data-tasks"]

    assert (verdict["verdict"], verdict["run"], verdict["heading"], verdict["offence"]) == ("violated", None, "", None)
    assert len(verdict["faults"]) == 1


def test_every_id_that_is_cited_is_a_fact_or_an_assumption_of_the_page() -> None:
    page = carried("recipe")
    cited = {name for rule in unfolded(page["rules"]) for name in rule["cites"]}
    cited |= {name for verdict in page["verdicts"] for name in verdict["cites"]}

    assert cited == set(page["facts"])
    assert {"assumption", "K4", "K11", "H11"} <= set(page["assumptionIds"])
    assert set(page["assumptionIds"]) <= {each["id"] for each in page["assumed"]} | {"assumption"}


def test_a_page_tells_what_each_profile_hides() -> None:
    device, *others = in_every_profile("recipe")
    found = {each["profile"]: each for each in payload(device, others)["profiles"]}
    violated = {each.property.id for each in device.verdicts if each.verdict == "violated"}

    assert list(found) == ["device", "simulator", "debugger"]
    assert found["device"]["hidden"] == []
    for profile in ("simulator", "debugger"):
        there = {name for name, verdict in found[profile]["verdicts"].items() if verdict == "violated"}
        assert set(found[profile]["hidden"]) == violated - there
        assert set(found[profile]["only"]) == there - violated
    assert found["debugger"]["hidden"] != []


def test_the_other_profiles_are_judged_by_the_properties_that_were_chosen() -> None:
    others = other_profiles(whole("app-in-front", "delegate-set"))

    assert [other.case.profile for other in others] == ["simulator", "debugger"]
    assert [[verdict.property.id for verdict in other.verdicts] for other in others] == [["delegate-set"]] * 2
    assert other_profiles(whole(str(DOOR))) == ()


def test_a_bare_network_has_a_page_without_profiles() -> None:
    page = payload(whole(str(DOOR)), ())

    assert (page["profile"], page["profiles"], page["assumed"], page["environment"]) == (None, [], [], "")
    assert page["title"] == page["name"] == str(DOOR)


@pytest.mark.parametrize("name", LARGEST_PAYLOADS)
def test_the_largest_pages_of_the_gallery_are_small(name: str) -> None:
    report = gallery_reports()[stems().index(name)]

    assert len(page_bytes(report, ())) + len(json.dumps(_profiles(report))) < LARGEST


def _profiles(report: Report) -> list[Mapping[str, str]]:
    """As much as three profiles take."""
    return [{each.property.id: each.verdict for each in report.verdicts}] * 3


def test_nothing_of_a_hostile_design_or_network_acts_in_a_script_element(tmp_path: Path) -> None:
    for name, text in (("evil.toml", HOSTILE), ("evil.network.json", hostile_network())):
        report = written(tmp_path, name, text)
        page = payload(report, ())
        carried = script_json(page)

        assert carried.isascii()
        assert carried.isprintable()
        assert not set(carried) & set("<>&")
        assert json.loads(carried) == json.loads(json.dumps(page))
        assert json.loads(carried)["machines"][0]["name"] == report.case.network.machines[0].name


def test_text_that_is_no_unicode_can_travel() -> None:
    assert json.loads(script_json({"name": "\ud800 \u2028"})) == {"name": "\ud800 \u2028"}


def test_no_string_of_the_script_goes_over_several_lines_so_that_indentation_may_be_left_out() -> None:
    rooms = [*shell.ROOM.glob("script/*.js"), shell.ROOM / "index.js"]
    lines = [line for room in rooms for line in room.read_text(encoding="utf-8").splitlines()]

    assert len(rooms) > 20
    assert [line for line in lines if line.count("`") % 2 or line.endswith("\\")] == []


def test_a_page_carries_script_and_style_without_comments_and_indentation() -> None:
    room = "script/01_rules.js"
    lines = shell.text_of(room).splitlines()

    assert lines[0] == "report.rules = report.rules.rows.map((row) => {"
    assert [line for line in lines if line != line.lstrip() or not line] == []
    assert "/*" not in shell.text_of("style.css")


SAME = """
import sys
from hashlib import sha256
from explorer.exploration import Bounds
from reports.inputs import load_cases
from reports.judging import judge_case
from reports.page.document import page_bytes
reports = [judge_case(case, Bounds()) for case in load_cases(sys.argv[1], "all")]
print(sha256(page_bytes(reports[0], reports[1:])).hexdigest())
"""


def test_a_page_has_the_same_bytes_whatever_order_sets_have() -> None:
    pages = {
        subprocess.run(
            [sys.executable, "-c", SAME, "app-in-front"], env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip

    assert len(pages) == 1


def test_a_case_without_properties_has_a_page() -> None:
    case = Case("n", Network((Machine("m", ("a", "b"), "a"),), (Rule("r", "", {"m": (("a", "b"),)}),)), ())
    page = payload(judge_case(case, Bounds()), ())

    assert (page["verdicts"], len(page["rules"]["rows"]), page["lanes"][0]["name"]) == ([], 1, "no actor")
