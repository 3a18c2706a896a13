"""The run of a certificate must be one of the network, end where the claim says, and be fair where it never ends."""

from typing import Any

import pytest

from model.network import Machine, Network, Rule
from properties.certificates.certify import examine
from properties.kinds import LeadsTo
from tests.certificates import (
    UPLOAD,
    certificate,
    claimed,
    entry,
    exported,
    findings,
    number_of,
    upload_certificate,
)

Step = tuple[str, dict[str, str]]
START: Step = ("the job starts", {"job": "running"})
DONE: Step = ("the job ends", {"job": "done"})
END: Step = ("the job ends", {"job": "broken"})
SHUT: Step = ("the lid is shut", {"lid": "shut"})
OPEN: Step = ("the lid is opened", {"lid": "open"})
WAIT: Step = ("time passes", {})
RETRY: Step = ("it is tried again", {"job": "waiting"})
AGAIN: Step = ("it goes on", {"job": "running"})
DOWN: Step = ("the network goes down", {"net": "down"})
OFFENDS = "the run does not end where a named rule leads from `where` to `after`"
RUNS: list[tuple[str, list[Step], list[Step], str]] = [
    ("breaks", [START], [], "the run does not end in `where`"),
    ("breaks", [END], [], "step 1 of the run, `the job ends`, is not possible"),
    ("breaks", [START, AGAIN, END], [], "step 2 of the run, `it goes on`, is not possible"),
    ("breaks", [("the job starts", {"job": "broken"})], [], "step 1 of the run, `the job starts`, is not possible"),
    ("breaks", [("time passes", {"job": "broken"})], [], "step 1 of the run, `time passes`, is not possible"),
    ("breaks", [START, ("the job ends", {"job": "broken", "lid": "shut"})], [], "step 2 of the run"),
    ("breaks", [START, ("the job begins", {}), END], [], "malformed (KeyError: 'the job begins')"),
    ("ends-well", [START, END, WAIT], [], OFFENDS),
    ("ends-well", [], [], OFFENDS),
    ("ends-well", [START, DONE], [], OFFENDS),
    ("succeeds", [], [WAIT], "the run owes `the job starts`, which is strongly fair, a step"),
    ("succeeds", [START], [WAIT], "the run owes `the job ends`, which is weakly fair, a step"),
    ("succeeds", [DOWN, SHUT], [WAIT], "the run owes `the lid is opened`, which is weakly fair, a step"),
    ("succeeds", [DOWN], [SHUT, OPEN], "the run owes `the network comes back`, which is strongly fair, a step"),
    ("succeeds", [START], [END, RETRY], "the cycle of the run does not come back"),
    ("succeeds", [START], [AGAIN], "step 1 of the cycle, `it goes on`, is not possible"),
    ("succeeds", [], [], "the run owes `the job starts`, which is strongly fair, a step"),
    ("succeeds", [START], [], "the run owes `the job ends`, which is weakly fair, a step"),
    ("retries", [START, DONE], [], "what triggers on the run is answered"),
    ("retries", [START, END, RETRY, START, DONE], [], "what triggers on the run is answered"),
    ("retries", [START, END, RETRY], [START, END, RETRY], "the cycle of the run has an answer in it"),
    ("may-wait", [START, END], [], "the run does not end in `if` without a way to `where`"),
    ("break", [], [], "the run does not end in `where`"),
    ("starts", [START], [], "the run does not end in `where`"),
    ("starts-online", [START], [], "the run does not end where a named rule is enabled"),
]


def numbered(steps: list[Step], world: dict[str, str]) -> list[Any]:
    """The steps as a certificate has them; the world changes on the way."""
    found = []
    for name, changes in steps:
        world.update(changes)
        found.append([name, number_of(**world)])
    return found


@pytest.mark.parametrize(("name", "run", "cycle", "says"), RUNS)
def test_a_run_that_shows_nothing_is_refused(name: str, run: list[Step], cycle: list[Step], says: str) -> None:
    document, world = upload_certificate(), {"job": "waiting", "net": "up", "lid": "open"}
    entry(document, name).update({"run": numbered(run, world), "cycle": numbered(cycle, world)})

    found = findings(document, UPLOAD)

    assert found[name].says.startswith(says)
    assert {each for each, came in found.items() if came.outcome != "proved"} == {name}


@pytest.mark.parametrize("world", [1 << 5 | 3, 1 << 200, -5, 7, 10**60, True, "3", 3.0, None, [3]])
def test_a_step_to_what_is_no_world_is_refused(world: Any) -> None:
    document = upload_certificate()
    entry(document, "breaks")["run"] = [["the job starts", 1], ["the job ends", world]]

    found = findings(document, UPLOAD)

    assert {each for each, came in found.items() if came.outcome != "proved"} == {"breaks"}


def test_a_run_that_is_left_out_has_no_steps() -> None:
    document = upload_certificate()
    del entry(document, "starts")["run"]
    del entry(document, "breaks")["run"]

    found = findings(document, UPLOAD)

    assert found["starts"].outcome == "proved"
    assert found["breaks"].says == "the run does not end in `where`"


def test_what_triggered_before_the_run_came_to_where_it_stays_is_not_forgotten() -> None:
    """It must go on from `a`, and may stay in `b` for ever, where nothing triggers."""
    rules = (Rule("go", "", {"m": (("a", "b"),)}, fairness="weak"), Rule("end", "", {"m": (("b", "c"),)}))
    network = Network((Machine("m", ("a", "b", "c"), "a"),), rules)
    properties = claimed([LeadsTo(({"m": ("a",)},), ({"m": ("c",)},))])

    (found,) = examine(certificate(network, properties), exported(network, properties))

    assert (found.verdict, found.outcome) == ("violated", "proved")
