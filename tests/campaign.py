"""`python -m tests.campaign [N]`: holds every engine to the plain one on N random networks and all that is at hand.

Longer than the tests have time for: every design of the gallery, every public model, and random networks as many as
asked for (5,000). It prints how often each kind of claim came to each verdict, and stops at the first difference.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import TypeAlias

from explorer import list_worlds
from explorer.choosing import EngineError, explore
from model.design_reader import load_design
from model.network import Network
from model.system import compose
from properties.catalogue import catalogue
from properties.kinds import Property
from reports.inputs import gallery
from tests.engines import answers, as_properties, by
from tests.oracle.random_networks import random_claims, random_network
from tests.oracle.symmetric_networks import symmetric_claims, symmetric_network
from tests.test_known_counts import PUBLISHED

ENGINES = ("compiled", "integers", "diagrams", "arrays", "packed", "quotient")
NETWORKS = 5000

Subject: TypeAlias = tuple[str, Network, tuple[Property, ...]]


def main() -> None:
    """Run it all."""
    networks = int(sys.argv[1]) if len(sys.argv) > 1 else NETWORKS
    seen: Counter[tuple[str, str, str]] = Counter()
    for name, network, properties in subjects(networks):
        expected = answers(list_worlds(network), properties)
        for engine in ("chosen", *ENGINES):
            try:
                exploration = explore(network) if engine == "chosen" else by(engine, network)
            except EngineError:
                continue
            found = answers(exploration, properties)
            if found["depth"] is None:
                found["depth"] = expected["depth"]
            assert found == expected, (name, engine)
            for verdict in expected["verdicts"]:
                seen[engine, kind_of(verdict.property), verdict.verdict] += 1
    for (engine, kind, verdict), count in sorted(seen.items()):
        print(f"{engine:9} {kind:16} {verdict:12} {count:9,} equal")


def subjects(networks: int) -> Iterator[Subject]:
    """Everything that is compared, with the properties asked of it."""
    for seed in range(networks):
        yield f"random network {seed}", *drawn(Random(f"campaign {seed}"), seed)
    for name, (network, _) in PUBLISHED.items():
        yield name, network, as_properties(random_claims(Random(name), network))
    for path in sorted(gallery().glob("*.toml")):
        system = compose(load_design(path))
        yield path.stem, system.network, catalogue(system)


def drawn(dice: Random, seed: int) -> tuple[Network, tuple[Property, ...]]:
    """A random network with claims; every other one has interchangeable machines."""
    if seed % 2:
        network = random_network(dice)
        return network, as_properties(random_claims(dice, network))
    network = symmetric_network(dice).network
    return network, as_properties(symmetric_claims(dice, network))


def kind_of(declared: Property) -> str:
    """What sort of claim it makes, the first of them."""
    return type(declared.claims[0]).__name__ if declared.claims else "no claim"


if __name__ == "__main__":
    main()
