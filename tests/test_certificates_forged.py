"""Forged certificates of every kind are refused: each test breaks one thing, and names what is not proved any more."""

from collections.abc import Callable
from itertools import pairwise, product

import pytest

from properties.certificates.certify import RefusedError
from properties.certificates.certify.reading import Network as Certified
from properties.certificates.numbers import deflated
from tests.certificates import (
    UPLOAD,
    VERDICTS,
    Document,
    entry,
    findings,
    inflated,
    number_of,
    retold,
    upload_certificate,
    upload_network,
)
from tests.certificates_campaign import of_forgeries

BY_SET = {name for name, verdict in VERDICTS.items() if verdict in ("holds", "vacuous", "unreachable")} | {"may-wait"}
JOB = UPLOAD["machines"]["job"]["states"]
Forgery = Callable[[Document], None]


def worlds_of(document: Document) -> list[int]:
    total, worlds = 0, []
    for each in inflated(document["worlds"]):
        total += each
        worlds.append(total)
    return worlds


def set_worlds(document: Document, worlds: list[int]) -> None:
    document["worlds"] = deflated([worlds[0], *(after - before for before, after in pairwise(worlds))])


def columns(document: Document, change: Callable[[list[int]], list[int]]) -> None:
    for each in document["verdicts"]:
        for key in {"at", "distances"} & set(each):
            retold(each, key, change)


def drop_a_world(document: Document) -> None:
    worlds = worlds_of(document)
    place = worlds.index(number_of("done", "up", "shut"))
    set_worlds(document, worlds[:place] + worlds[place + 1 :])
    columns(document, lambda column: column[:place] + column[place + 1 :])


def drop_the_initial_world(document: Document) -> None:
    worlds = worlds_of(document)
    assert worlds[0] == number_of("waiting", "up", "open")
    set_worlds(document, worlds[1:])
    columns(document, lambda column: column[1:])


def drop_the_set(document: Document) -> None:
    del document["worlds"]


def list_a_world_twice(document: Document) -> None:
    set_worlds(document, [*worlds_of(document), worlds_of(document)[-1]])


def list_worlds_of_too_many_bits(document: Document) -> None:
    """Worlds that lead to each other alone, beside those of the network."""
    strays = [1 << 5 | number_of("done", "up", lid) for lid in ("open", "shut")]
    set_worlds(document, [*worlds_of(document), *strays])
    columns(document, lambda column: [*column, 0, 0])


def list_nothing_but_the_end(document: Document) -> None:
    """No step leads out of these worlds, but neither does one lead into them from a world of theirs."""
    kept = [place for place, world in enumerate(worlds_of(document)) if world & 7 == JOB.index("done")]
    columns(document, lambda column: [column[place] for place in kept])
    set_worlds(document, [worlds_of(document)[place] for place in kept])


def list_nothing(document: Document) -> None:
    document["worlds"] = deflated([])


@pytest.mark.parametrize(
    "forgery",
    [
        drop_a_world, drop_the_initial_world, drop_the_set, list_a_world_twice, list_worlds_of_too_many_bits,
        list_nothing_but_the_end, list_nothing,
    ],
)  # fmt: skip
def test_a_set_that_is_not_closed_proves_nothing(forgery: Forgery) -> None:
    document = upload_certificate()
    forgery(document)

    found = findings(document, UPLOAD)

    assert {name for name, each in found.items() if each.outcome == "wrong"} == BY_SET
    assert {name for name, each in found.items() if each.outcome == "proved"} == set(VERDICTS) - BY_SET


def test_an_offending_world_in_the_set_is_found() -> None:
    document = upload_certificate()
    worlds = sorted([*worlds_of(document), *(number_of(job, "down", "open") for job in JOB[1:4])])
    set_worlds(document, sorted([*worlds, *(number_of(job, "down", "shut") for job in JOB[1:4])]))

    assert findings(document, UPLOAD)["offline"].says == "a world of the set is in `where`"


def test_a_verdict_that_is_flipped_is_never_proved() -> None:
    words = {*VERDICTS.values(), "unknown", "static", ""}
    for name, verdict in product(VERDICTS, sorted(words)):
        document = upload_certificate()
        entry(document, name)["verdict"] = verdict

        assert (findings(document, UPLOAD)[name].outcome == "proved") == (verdict == VERDICTS[name]), (name, verdict)


def test_a_word_that_is_no_verdict_is_refused() -> None:
    document = upload_certificate()
    entry(document, "lives")["verdict"] = "witnessed"

    assert findings(document, UPLOAD)["lives"].says == "`witnessed` is no verdict on `deadlock-free`"


def test_what_holds_for_nothing_does_not_pass_for_what_holds() -> None:
    document = upload_certificate()
    for name, proof in (("goes-on", "starts-online"), ("resumes", "starts"), ("may-resume", "may-end")):
        told = {key: each for key, each in entry(document, proof).items() if key not in ("property", "claim")}
        entry(document, name).update(told)

    found = findings(document, UPLOAD)

    assert {found[name].outcome for name in ("goes-on", "resumes", "may-resume")} == {"wrong"}


def test_distances_that_are_right_do_not_prove_what_holds_for_nothing() -> None:
    """The network is up, or it comes back, or the lid must be opened first; but nothing is ever paused."""
    document = upload_certificate()
    far = [1 if not world & 8 else 2 if not world & 16 else 3 for world in worlds_of(document)]
    entry(document, "may-resume").update({"verdict": "holds", "distances": deflated(far)})

    assert findings(document, UPLOAD)["may-resume"].says == "the run does not end in `if`"


def test_the_certificate_of_another_network_is_refused() -> None:
    network = upload_network()
    network["rules"].append({"name": "it is paused", "moves": {"job": [["running", "paused"]]}})

    found = findings(upload_certificate(), network)

    assert {each.says for each in found.values()} == {"the certificate is of another network"}


def test_the_certificate_of_other_machines_is_refused() -> None:
    network = upload_network()
    network["machines"]["lid"]["initial"] = "shut"

    found = findings(upload_certificate(), network)

    assert {each.says for each in found.values()} == {"the certificate is of another network"}


def test_a_rule_that_leads_out_of_the_set_is_found() -> None:
    document, network = upload_certificate(), upload_network()
    network["rules"].append({"name": "it is paused", "moves": {"job": [["running", "paused"]]}})
    document["network"] = Certified(network).digest

    found = findings(document, network)

    assert found["offline"].says == "the set of worlds: `it is paused` leads out of the set"


def test_a_property_that_was_changed_is_refused() -> None:
    network = upload_network()
    network["properties"][0]["where"] = [{"job": ["running"]}]
    network["properties"][4]["rule"] = ["the job ends"]

    found = findings(upload_certificate(), network)

    assert {each.property for each in found.values() if each.outcome == "wrong"} == {"offline", "goes-on"}


def test_an_entry_on_another_claim_than_the_network_makes_is_refused() -> None:
    document = upload_certificate()
    entry(document, "offline")["claim"]["where"] = []

    assert findings(document, UPLOAD)["offline"].says == "the certificate is on another claim than the network makes"


def test_no_more_steps_are_followed_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("properties.certificates.certify.reading.MOST_STEPS", 10)

    assert findings(upload_certificate(), UPLOAD)["offline"].says == "the set of worlds: the set has too many steps"


def test_entries_must_be_those_of_the_network() -> None:
    missing, extra, twice = upload_certificate(), upload_network(), upload_certificate()
    missing["verdicts"].remove(entry(missing, "breaks"))
    extra["properties"].pop(0)
    twice["verdicts"].append(entry(twice, "breaks"))

    assert findings(missing, UPLOAD)["breaks"].says == "the certificate has no entry on it"
    assert findings(upload_certificate(), extra)["offline"].says == "the network has no such property"
    with pytest.raises(RefusedError, match="two entries are on one property"):
        findings(twice, UPLOAD)


def test_nothing_that_is_not_so_is_proved_by_random_forgeries() -> None:
    seen = of_forgeries(40)

    assert seen["wrong, and false"] >= 40
    assert seen["wrong, and true"] >= 100
