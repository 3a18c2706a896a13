"""`python -m tests.certificates_campaign [N]`: certificates of N random networks, forged ones, and all of the gallery.

Each that is made must be accepted by the program that checks, and on random networks each certified verdict must be the
oracle's; of ten forgeries of each, half of them passed off as those of a changed network, whatever is proved must
be the oracle's verdict too. It prints how often each kind came to each verdict, and for the gallery sizes and seconds.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from time import perf_counter

from model.design_reader import load_design
from model.network import Network
from model.network_json import network_to_json
from model.system import compose
from properties.catalogue import catalogue
from properties.certificates.certify import Finding, RefusedError, examine
from properties.certificates.certify.reading import Network as Certified
from properties.kinds import Claim
from reports.inputs import gallery
from tests.certificates import certificate, claimed, exported
from tests.forgeries import forge
from tests.oracle.graph import graph_of
from tests.oracle.random_networks import FAIRNESS, random_claims, random_network
from tests.oracle.verdicts import verdict_of

NETWORKS = 5000
FORGERIES = 10


def main() -> None:
    """Run it all, and stop at the first certificate that is not accepted, or forgery that proves what is not so."""
    networks = int(sys.argv[1]) if sys.argv[1:] else NETWORKS
    for (kind, verdict), count in sorted(on_random_networks(networks).items()):
        print(f"{kind:16} {verdict:12} {count:9,} made, accepted, and the oracle's")
    for outcome, count in sorted(of_forgeries(networks).items()):
        print(f"{outcome:29} {count:9,} in forged certificates")
    for path in sorted(gallery().glob("*.toml")):
        print(of_design(path.stem), flush=True)


def drawn(seed: int) -> tuple[Network, tuple[Claim, ...]]:
    """A random network with a claim of each kind."""
    dice = Random(f"certificate {seed}")
    network = random_network(dice)
    return network, random_claims(dice, network)


def on_random_networks(networks: int) -> Counter[tuple[str, str]]:
    """How many certificates of each kind of claim and verdict were accepted."""
    seen: Counter[tuple[str, str]] = Counter()
    for seed in range(networks):
        network, claims = drawn(seed)
        made, graph = certificate(network, claimed(claims)), graph_of(network)
        for claim, found in zip(claims, examine(made, exported(network, claimed(claims))), strict=True):
            assert (found.outcome, found.verdict) == ("proved", verdict_of(claim, graph)), (seed, found)
            seen[type(claim).__name__, found.verdict] += 1
    return seen


def of_forgeries(networks: int) -> Counter[str]:
    """What became of forged entries; those that are proved must be true."""
    seen: Counter[str] = Counter()
    for seed in range(networks):
        dice = Random(f"forgery {seed}")
        network, claims = drawn(seed)
        made = certificate(network, claimed(claims))
        for forged, passed_as in _forged(made, network, dice):
            graph = graph_of(passed_as)
            for found in _examined(json.dumps(forged), exported(passed_as, claimed(claims))):
                true = found.verdict == verdict_of(claims[int(found.property[1:])], graph)
                assert true or found.outcome != "proved", (seed, found)
                seen[found.outcome + (", and true" if true else ", and false")] += 1
    return seen


def _forged(made: str, network: Network, dice: Random) -> Iterator[tuple[dict[str, object], Network]]:
    for number in range(FORGERIES):
        document = json.loads(made)
        if number % 2:
            forge(document, dice)
            yield document, network
        else:
            other = _changed(network, dice)
            document["network"] = Certified(network_to_json(other)).digest
            yield document, other


def _changed(network: Network, dice: Random) -> Network:
    """The network with one rule another: of another fairness, without a pair, or without conditions."""
    place = dice.randrange(len(network.rules))
    rule = network.rules[place]
    loose = {machine: pairs[1:] for machine, pairs in rule.moves.items()}
    ways = (replace(rule, fairness=dice.choice(FAIRNESS)), replace(rule, moves=loose), replace(rule, when={}))
    return replace(network, rules=(*network.rules[:place], dice.choice(ways), *network.rules[place + 1 :]))


def _examined(forged: str, network: str) -> tuple[Finding, ...]:
    try:
        return examine(forged, network)
    except RefusedError:
        return ()


def of_design(name: str) -> str:
    """One line on the certificate of a design; every entry of it is accepted."""
    system = compose(load_design(gallery() / f"{name}.toml"))
    properties = catalogue(system)
    network = exported(system.network, properties)
    start = perf_counter()
    made = certificate(system.network, properties)
    middle = perf_counter()
    found = examine(made, network)
    end = perf_counter()
    assert {each.outcome for each in found} == {"proved"}, [each for each in found if each.outcome != "proved"]
    figures = f"{len(made) / 1000:8,.0f} kB {middle - start:7.1f} s to judge and make {end - middle:7.1f} s to check"
    return f"{name:50} {len(found):4} claims {figures}"


if __name__ == "__main__":
    main()
