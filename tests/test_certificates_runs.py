"""The run of a certificate must be one of the network, end where the claim says, and be fair where it never ends."""

from typing import Any

import pytest

from tests.certificates import UPLOAD, entry, findings, upload_certificate

START = ["the job starts", {"job": "running"}]
END, SHUT = ["the job ends", {"job": "broken"}], ["the lid is shut", {"lid": "shut"}]
WAIT, RETRY, AGAIN = ["time passes", {}], ["it is tried again", {"job": "waiting"}], ["it goes on", {"job": "running"}]
DOWN = ["the network goes down", {"net": "down"}]
RUNS: list[tuple[str, list[Any], Any, str]] = [
    ("breaks", [START], None, "the run does not end in `where`"),
    ("breaks", [END], None, "step 1 of the run, `the job ends`, is not possible"),
    ("breaks", [START, AGAIN, END], None, "step 2 of the run, `it goes on`, is not possible"),
    ("breaks", [["the job starts", {"job": "broken"}]], None, "step 1 of the run, `the job starts`, is not possible"),
    ("breaks", [["time passes", {"job": "broken"}]], None, "step 1 of the run, `time passes`, is not possible"),
    ("breaks", [START, ["the job ends", {"job": "broken", "lid": "shut"}]], None, "step 2 of the run"),
    ("breaks", [START, ["the job begins", {}], END], None, "malformed (KeyError"),
    ("breaks", [START, ["the job ends", {"job": "gone"}]], None, "malformed (KeyError"),
    ("ends-well", [START, END, WAIT], None, "the run does not end by a rule that is named"),
    ("ends-well", [], None, "the run does not end by a rule that is named"),
    ("ends-well", [START, ["the job ends", {"job": "done"}]], None, "the last step of the run does not go from"),
    ("succeeds", [WAIT], 0, "the cycle of the run owes a strongly fair rule a step"),
    ("succeeds", [START, WAIT], 1, "the cycle of the run owes a weakly fair rule a step"),
    ("succeeds", [DOWN, SHUT, WAIT], 2, "the cycle of the run owes a weakly fair rule a step"),
    ("succeeds", [START, END, RETRY], 1, "the cycle of the run does not come back"),
    ("succeeds", [START, END, RETRY], 3, "the cycle of the run has no step"),
    ("succeeds", [START, END, RETRY], -3, "the cycle of the run has no step"),
    ("succeeds", [START, END, RETRY], False, "the cycle of the run has no step"),
    ("succeeds", [START], None, "the run ends where a fair rule is enabled"),
    ("retries", [START, ["the job ends", {"job": "done"}]], None, "what triggers on the run is answered"),
    ("retries", [START, END, RETRY], 0, "the cycle of the run has an answer in it"),
    ("may-wait", [START, END], None, "the run does not end in the trap"),
    ("break", [], None, "the run does not end in `where`"),
]


@pytest.mark.parametrize(("name", "steps", "cycle_from", "says"), RUNS)
def test_a_run_that_shows_nothing_is_refused(name: str, steps: list[Any], cycle_from: Any, says: str) -> None:
    document = upload_certificate()
    entry(document, name)["run"] = {"steps": steps, "cycle_from": cycle_from}

    found = findings(document, UPLOAD)

    assert found[name].says.startswith(says)
    assert {each for each, came in found.items() if came.outcome != "proved"} == {name}
