"""The program that checks certificates refuses a network that contract 2 refuses, before anything is proved of it."""

import json
import tracemalloc
from collections.abc import Callable

import pytest

from properties.certificates.certify import RefusedError, examine
from properties.certificates.certify.reading import Network
from tests.certificates import Document, upload_certificate, upload_network

WRONG: list[tuple[Callable[[Document], object], str]] = [
    (lambda network: network.update(format="outlive-network/2"), "its format is not outlive-network/1"),
    (lambda network: network.update(machines={}), "it has no machine"),
    (lambda network: network["machines"]["job"]["states"].append("done"), "`job` has a state twice"),
    (lambda network: network["machines"]["job"].update(initial="gone"), "KeyError: 'gone'"),
    (lambda network: network["rules"][1].update(fairness="fair"), "its fairness is unknown"),
    (lambda network: network["rules"][1].update(when={"net": ["up"]}), "moves and asks one machine"),
    (lambda network: network["rules"][1].update(when={"job": ["gone"]}), "KeyError: 'gone'"),
    (lambda network: network["rules"][1].update(moves={"net": [["up", "gone"]]}), "KeyError: 'gone'"),
    (lambda network: network["rules"][1].update(moves={"nets": []}), "KeyError: 'nets'"),
    (lambda network: network["rules"].append(network["rules"][0]), "two rules have one name"),
    (lambda network: network["properties"].append(network["properties"][0]), "two properties have one id"),
    (lambda network: network["properties"][0].update(id=7), "a property has an unknown key"),
    (lambda network: network["properties"][4].update(afterwards=[]), "a property has an unknown key"),
    (lambda network: network["properties"][0].pop("where"), "a property lacks a key"),
    (lambda network: network["properties"][0].update(kind="always"), "KeyError: 'always'"),
]


@pytest.mark.parametrize(("change", "says"), WRONG)
def test_a_network_that_means_nothing_is_refused(change: Callable[[Document], object], says: str) -> None:
    network = upload_network()
    change(network)

    with pytest.raises(RefusedError) as refused:
        examine(json.dumps(upload_certificate()), json.dumps(network))

    assert says in str(refused.value)


def test_a_network_of_more_bits_than_the_limit_is_refused() -> None:
    machines = {f"m{number}": {"states": ["a", "b"], "initial": "a"} for number in range(8193)}

    with pytest.raises(RefusedError, match="its worlds have too many bits"):
        examine(json.dumps(upload_certificate()), json.dumps({**upload_network(), "machines": machines, "rules": []}))


def test_a_network_of_very_many_machines_is_refused_before_their_bits_fill_the_memory() -> None:
    """The bits of each machine lie above those before it: of 40,000 machines they once took 240 MB."""
    machines = {f"m{number}": {"states": ["a", "b"], "initial": "a"} for number in range(40_000)}
    document = {**upload_network(), "machines": machines}
    tracemalloc.start()

    with pytest.raises(RefusedError, match="its worlds have too many bits"):
        Network(document)

    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def test_a_condition_on_what_the_network_does_not_have_proves_nothing() -> None:
    document, network = upload_certificate(), upload_network()
    for each in (document["verdicts"][0]["claim"], network["properties"][0]):
        each["where"] = [{"job": ["gone"]}]

    found = examine(json.dumps(document), json.dumps(network))

    assert (found[0].outcome, found[0].says) == ("wrong", "malformed (KeyError: 'gone')")


def test_what_a_network_file_leaves_out_is_as_if_it_were_written() -> None:
    network = upload_network()
    for rule in network["rules"]:
        for key, left_out in (("actor", ""), ("when", {}), ("fairness", "none"), ("cites", [])):
            if rule[key] == left_out:
                del rule[key]

    found = examine(json.dumps(upload_certificate()), json.dumps(network))

    assert {each.outcome for each in found} == {"proved"}
