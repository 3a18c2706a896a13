"""Spin's and Storm's opinions: counts and verdicts of 200 random networks and of small ones, and no disagreement.

The gallery has a file of its own, `test_crosscheck_gallery.py`.
"""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from model.network import Fairness as RuleFairness
from model.network import Machine, Network, Rule
from properties.kinds import DeadlockFree, LeadsTo, Never, Property
from reports.crosscheck import storm
from reports.crosscheck.command import Crosschecked, Wanted, crosschecked, laid_beside
from reports.crosscheck.opinion import Counts, Opinion, Said, deadline_in
from reports.crosscheck.spin import ask_spin
from reports.inputs import Case, load_case
from reports.options import outlive
from reports.promela.model import promela_text
from tests.crosschecks import of_random_networks
from tests.oracle.side_by_side import drawn, side_by_side
from tests.test_promela import many_choices, number

needs_spin = pytest.mark.skipif(
    not (shutil.which("spin") and shutil.which("gcc")), reason="Spin and gcc are not installed: nobody to ask"
)
needs_storm = pytest.mark.skipif(find_spec("stormpy") is None, reason="stormpy is not installed: nobody to ask")

SECONDS = 120.0
DOOR = Path(__file__).parent / "networks" / "door.network.json"
BATCH = 20
SOME_FAIRNESS: tuple[RuleFairness, ...] = ("none", "weak", "strong")


def asked(case: Case, checker: str) -> Crosschecked:
    return crosschecked(case, Wanted(case.name, checker, SECONDS))


def not_agreed(found: Crosschecked) -> set[tuple[str, str]]:
    return {(row.kind, row.agreement) for row in found.rows if row.agreement != "agree"}


@needs_spin
@pytest.mark.parametrize("first", range(0, 200, BATCH))
def test_spin_agrees_on_random_networks(first: int) -> None:
    found = of_random_networks(range(first, first + BATCH), Wanted("", "spin", SECONDS))

    assert not_agreed(found) <= {("always-possible", "not expressible")}
    assert {row.theirs for row in found.rows if row.kind == "leads-to"} == {"holds", "violated", "vacuous"}


@needs_storm
@pytest.mark.parametrize("first", range(0, 40, 10))
def test_storm_agrees_on_random_networks_one_by_one(first: int) -> None:
    for seed in range(first, first + 10):
        assert not_agreed(of_random_networks([seed], Wanted("", "storm", SECONDS))) == set()


@needs_storm
@pytest.mark.parametrize("name", ["container-missing", "extension-quits-before-start"])
def test_storm_agrees_on_a_small_design_but_does_not_follow_so_many_fair_rules(name: str) -> None:
    found = asked(load_case(name), "storm")

    assert {agreement for _, agreement in not_agreed(found)} <= {"not expressible"}
    assert {row.agreement for row in found.rows if row.kind == "always-possible"} == {"agree"}


def turnstile(fairness: RuleFairness) -> Case:
    """Somebody goes in and out; while he is in, a lamp may be lit: weak fairness does not see to it, strong does."""
    machines = (Machine("gate", ("out", "in"), "out"), Machine("lamp", ("dark", "lit"), "dark"))
    rules = (
        Rule("in", "", {"gate": (("out", "in"),)}, fairness="weak"),
        Rule("out", "", {"gate": (("in", "out"),)}),
        Rule("light", "", {"lamp": (("dark", "lit"),)}, {"gate": ("in",)}, fairness),
    )
    lit = Property("lit", "leads-to", "", (), (LeadsTo(({},), ({"lamp": ("lit",)},)),))
    return Case("turnstile", Network(machines, rules), (lit,))


@pytest.mark.parametrize("checker", [pytest.param("spin", marks=needs_spin), pytest.param("storm", marks=needs_storm)])
@pytest.mark.parametrize(("fairness", "verdict"), [("none", "violated"), ("weak", "violated"), ("strong", "holds")])
def test_fairness_means_the_same_to_both(checker: str, fairness: RuleFairness, verdict: str) -> None:
    found = asked(turnstile(fairness), checker)

    assert [(row.ours, row.theirs) for row in found.rows if row.kind == "leads-to"] == [(verdict, verdict)]


@pytest.mark.parametrize("checker", [pytest.param("spin", marks=needs_spin), pytest.param("storm", marks=needs_storm)])
@pytest.mark.parametrize(("back", "verdict"), [((("b", "a"),), "holds"), ((), "violated")])
def test_a_world_without_steps_is_seen(checker: str, back: tuple[tuple[str, str], ...], verdict: str) -> None:
    rules = (Rule("there", "", {"m": (("a", "b"),)}), Rule("back", "", {"m": back}))
    goes_on = Property("goes-on", "deadlock-free", "", (), (DeadlockFree(),))
    found = asked(Case("there", Network((Machine("m", ("a", "b"), "a"),), rules), (goes_on,)), checker)

    assert not_agreed(found) == set()
    assert found.rows[-1].theirs == verdict


@needs_spin
def test_what_spin_says_of_another_network_is_a_disagreement() -> None:
    case = turnstile("strong")

    found = laid_beside(case, ask_spin(turnstile("weak").network, case.properties, deadline_in(SECONDS)), SECONDS)

    assert not_agreed(found) == {("leads-to", "DISAGREE")}
    assert found.status == 1


@needs_spin
def test_one_search_says_of_worlds_what_each_claim_says_alone(tmp_path: Path) -> None:
    network, properties = side_by_side([drawn(seed) for seed in range(1000, 1006)])
    (tmp_path / "model.pml").write_text(promela_text(network, properties))
    ran("spin -a model.pml && gcc -w -DSAFETY -DNOREDUCE -o pan pan.c", tmp_path)
    goals = re.findall(r"^never (\w+) {$", (tmp_path / "model.pml").read_text().split("#ifdef WORLDS")[0], re.MULTILINE)

    alone = {
        goal for goal in goals if "end state in claim reached" in ran(f"./pan -w9 -E -A -N {goal} -m999", tmp_path)
    }
    ran("spin -DWORLDS -a model.pml && gcc -w -DSAFETY -DNOREDUCE -o pan pan.c", tmp_path)
    said = re.findall(r"assertion violated.*told_(\w+)", ran("./pan -w9 -c0 -m999", tmp_path))

    assert 0 < len(alone) < len(goals)
    assert sorted(said) == sorted(alone)


@needs_spin
def test_spin_does_not_look_into_the_middle_of_a_step() -> None:
    network = many_choices(6)
    started, gone = ({name: states} for name, states in (("m0", ("start",)), ("m1", ("a", "b", "c"))))
    whole = Property("whole", "never", "", (), (Never(({**started, **gone},)),))

    found = asked(Case("many choices", network, (whole,)), "spin")

    assert ":: atomic" in promela_text(network)
    assert [(row.theirs, row.agreement) for row in found.rows] == [
        ("730", "agree"), ("1,458", "agree"), ("holds", "agree"),
    ]  # fmt: skip


@needs_spin
def test_gcc_is_asked_where_there_is_no_tcc(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "tcc" else everything(name))

    found = asked(turnstile("strong"), "spin")

    assert not_agreed(found) == set()


def test_another_count_is_a_disagreement_and_a_missing_one_undecided() -> None:
    case = replace(turnstile("none"), properties=())

    other = laid_beside(case, Opinion("someone", Counts(4, 7), {}), SECONDS)
    none = laid_beside(case, Opinion("someone", None, {}, "out of time"), SECONDS)

    assert [(row.ours, row.theirs, row.agreement) for row in other.rows] == [
        ("4", "4", "agree"),
        ("5", "7", "DISAGREE"),
    ]
    assert (other.status, none.status) == (1, 3)
    assert {row.why for row in none.rows} == {"out of time"}


def test_what_cannot_be_expressed_does_not_move_the_status() -> None:
    case = turnstile("strong")
    opinion = Opinion("someone", Counts(4, 5), {0: Said(None, "it has no words for it", expressible=False)})

    found = laid_beside(case, opinion, SECONDS)

    assert [row.agreement for row in found.rows] == ["agree", "agree", "not expressible"]
    assert found.status == 0


def command(*words: str) -> Result:
    return CliRunner().invoke(outlive, ["crosscheck", *words])


def test_who_is_not_there_is_named_with_the_mend(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(storm, "version", missing)

    found = [command("container-missing", "--with", checker) for checker in ("spin", "storm")]

    assert [(each.exit_code, each.stdout) for each in found] == [(2, "")] * 2
    assert "no `spin` here; install Spin and a C compiler (Debian: spin, gcc)" in found[0].stderr
    assert "no `stormpy` here; install the extra `crosscheck`" in found[1].stderr


def missing(name: str) -> str:
    from importlib.metadata import PackageNotFoundError

    raise PackageNotFoundError(name)


@needs_spin
def test_no_time_leaves_all_undecided() -> None:
    found = command("container-missing", "--with", "spin", "--max-seconds", "0", "--json")

    assert found.exit_code == 3
    assert {row["agreement"] for row in json.loads(found.stdout)["rows"]} == {"undecided"}


@needs_spin
def test_the_table_and_the_json_say_the_same() -> None:
    table, data = (command(str(DOOR), "--with", "spin", *words) for words in ((), ("--json",)))

    found = json.loads(data.stdout)
    lines = table.stdout.splitlines()
    assert (table.exit_code, data.exit_code) == (0, 0)
    assert lines[0] == f"{DOOR}, and {found['checker']}"
    assert found["format"] == "outlive-crosscheck/1"
    assert [line.split()[0] for line in lines[2:-1]] == [row["name"] for row in found["rows"]]
    assert [line.split()[-1] for line in lines[2:4]] == ["agree", "agree"]
    assert {row["agreement"] for row in found["rows"]} == {"agree"}


@needs_spin
def test_the_head_of_an_exported_model_says_how_to_count_and_how_to_ask(tmp_path: Path) -> None:
    case = load_case(str(DOOR))
    text = promela_text(case.network, case.properties)
    less = {"-O2": "-O0", "-m10000000": "-m1000"}
    (tmp_path / "FILE").write_text(text)
    lines = [line.removeprefix(" * ").split() for line in text.splitlines() if "&& ./pan" in line]
    commands = [" ".join(less.get(word, word) for word in line) for line in lines]

    counting, asking, all_at_once, running = commands
    counts, reached, found, accepted = (
        ran(each.replace("cN", claim), tmp_path)
        for each, claim in ((counting, ""), (asking, "c1"), (all_at_once, ""), (running, "c5"))
    )

    assert (number(counts, "states, stored"), number(counts, "transitions")) == (6, 12)
    assert (number(found, "states, stored"), number(found, "transitions")) == (6, 12)
    assert "assertion violated  !(told_c1)" in found
    assert "pan:1: end state in claim reached" in reached
    assert "pan:1: acceptance cycle" in accepted


def ran(command: str, folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, shell=True, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
