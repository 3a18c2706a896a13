"""Certificates of all kinds of verdict are made, are accepted by the program that checks, and say what is so."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.exploration import Bounds
from explorer.runs import Run, Step
from explorer.watch import Watch
from model.network import Machine, Network, Rule
from model.network_json import network_from_json
from properties.catalogue import catalogue
from properties.certificates.certify import examine
from properties.certificates.certify.proofs import PROOFS
from properties.certificates.writing import NOT_ASKED, NOT_KNOWN, Judged, certificate_of
from properties.declared import properties_from_json
from properties.judge import Verdict
from properties.kinds import DeadlockFree
from tests.certificates import (
    UPLOAD,
    VERDICTS,
    Document,
    certificate,
    claimed,
    entry,
    exported,
    findings,
    upload_certificate,
)
from tests.certificates_campaign import of_design, on_random_networks
from tests.designs import SHARE, composed

ROOT = Path(__file__).parents[1]
KINDS = {
    "Never": "never", "NeverStep": "never-step", "LeadsTo": "leads-to", "AlwaysPossible": "always-possible",
    "Witness": "witness", "DeadlockFree": "deadlock-free",
}  # fmt: skip


def network() -> Network:
    return network_from_json(UPLOAD, "upload")


def test_all_verdicts_on_random_networks_are_proved_and_are_those_of_the_oracle() -> None:
    seen = on_random_networks(300)

    assert {(KINDS[kind], verdict) for kind, verdict in seen} == set(PROOFS)
    assert min(seen.values()) >= 20


def test_every_verdict_on_a_network_is_proved() -> None:
    found = findings(upload_certificate(), UPLOAD)

    assert {name: (each.outcome, each.verdict) for name, each in found.items()} == {
        name: ("proved", verdict) for name, verdict in VERDICTS.items()
    }


def test_a_world_without_a_step_is_shown_by_a_run() -> None:
    ends = Network((Machine("m", ("a", "b"), "a"),), (Rule("go", "", {"m": (("a", "b"),)}),))
    properties = claimed([DeadlockFree()])

    (found,) = examine(certificate(ends, properties), exported(ends, properties))

    assert (found.verdict, found.outcome) == ("violated", "proved")


def test_a_strongly_fair_rule_rests_on_the_rules_below_it() -> None:
    """While the network is down the job cannot start; while the lid is shut the network cannot come back."""
    starts = entry(upload_certificate(), "starts")

    paths = [[UPLOAD["rules"][rule]["name"] for _, rule in path] for path in starts["tree"]]

    assert paths[-1] == ["the job starts", "the network comes back", "the lid is opened"]


def test_worlds_of_more_bits_than_a_word_are_certified() -> None:
    machines = tuple(Machine(f"m{number}", ("a", "b"), "a") for number in range(80))
    rules = tuple(Rule(f"r{each.name}", "", {each.name: (("a", "b"),)}) for each in (machines[0], machines[-1]))
    wide, properties = Network(machines, rules), claimed([DeadlockFree()])

    (found,) = examine(certificate(wide, properties), exported(wide, properties))

    assert found.outcome == "proved"


@pytest.mark.parametrize("name", ["container-missing", "app-in-front", "handler-called-twice"])
def test_the_verdicts_on_a_small_design_are_proved(name: str) -> None:
    assert of_design(name).startswith(name)


def test_above_the_stated_size_only_runs_are_certified() -> None:
    properties = properties_from_json(UPLOAD["properties"], network(), "upload")

    found = {each.property: each for each in examine(certificate(network(), properties, most=3), json.dumps(UPLOAD))}

    by_run = {"breaks", "ends-well", "succeeds", "retries", "break"}
    assert {name for name, each in found.items() if each.outcome == "proved"} == by_run
    assert {each.says for name, each in found.items() if name not in by_run} == {
        "without certificate: more than 1,000,000 worlds"
    }
    assert found["offline"].verdict == "holds"


def test_what_is_known_to_be_above_the_stated_size_is_not_even_listed() -> None:
    (offline, *_) = properties_from_json(UPLOAD["properties"], network(), "upload")
    judged = Judged(network(), (Verdict(offline, "holds"),), worlds=1_000_001)

    assert certificate_of(judged, Watch(Bounds())).without == (("offline", "more than 1,000,000 worlds"),)


def test_worlds_of_more_bits_than_the_limit_have_no_certificate() -> None:
    """It once ended in a traceback: the program that checks does not even read such a network."""
    machines = tuple(Machine(f"m{number}", ("a", "b"), "a") for number in range(8193))
    wide = Network(machines, (Rule("go", "", {"m0": (("a", "b"),)}),))
    (ends,) = claimed([DeadlockFree()])
    shown = Verdict(ends, "violated", Run((Step(wide.rules[0], {"m0": ("a", "b")}),)))

    made = certificate_of(Judged(wide, (shown,)), Watch(Bounds()))

    assert made.without == (("p0", "worlds of more than 8,192 bits"),)


def test_what_nobody_asked_for_and_what_is_not_known_is_open() -> None:
    offline, breaks, *others = properties_from_json(UPLOAD["properties"], network(), "upload")
    judged = Judged(network(), (Verdict(offline, "unknown"),), (breaks, *others), complete=False)

    made = certificate_of(judged, Watch(Bounds()))

    found = {each.property: each for each in examine(made.text, json.dumps(UPLOAD))}
    assert dict(made.without) == {each.id: NOT_ASKED for each in (breaks, *others)} | {"offline": NOT_KNOWN}
    assert {(each.outcome, each.verdict) for each in found.values()} == {("open", "unknown")}
    assert found["breaks"].says == f"without certificate: {NOT_ASKED}"


def test_what_is_read_off_the_design_is_told_beside_the_entries() -> None:
    system = composed(SHARE, "[app]\n")
    properties = tuple(each for each in catalogue(system) if each.id in ("delegate-set", "session-can-become-free"))

    document: Document = json.loads(certificate(system.network, properties))

    assert document["beside"]["delegate-set"].startswith("read off the design")
    assert [each["property"] for each in document["verdicts"]] == ["session-can-become-free"]


def test_the_program_that_checks_takes_nothing_but_the_standard_library(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text(json.dumps(upload_certificate()), encoding="utf-8")
    (tmp_path / "n.json").write_text(json.dumps(UPLOAD), encoding="utf-8")
    files = [str(tmp_path / "c.json"), str(tmp_path / "n.json")]
    program = (
        "import sys; before = set(sys.modules); from properties.certificates.certify.__main__ import main; "
        f"status = main({files!r}); print(*sorted(set(sys.modules) - before)); sys.exit(status)"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    *said, loaded = done.stdout.splitlines()
    assert said[0] == "offline: holds: proved, by a closed set"
    assert set(_foreign(loaded.split())) == {"properties", "properties.certificates"}


def _foreign(modules: list[str]) -> Iterator[str]:
    """What is neither of the standard library nor of the program itself."""
    for name in modules:
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith(
            "properties.certificates.certify"
        ):
            yield name
