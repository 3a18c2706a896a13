"""`python -m tests.naive_campaign [N] [FIRST]`: holds every verdict and run on N random networks to a naive reading.

It prints how often both came to the same verdict, for each kind of claim and each verdict, and how often the networks
had what tends to go wrong. The first difference is told with its seed, and ends it.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from time import perf_counter

from explorer import list_worlds
from model.network_json import network_to_json
from properties.judge import Verdict, judge
from properties.kinds import Claim, Property
from tests.oracle.first_run import first_run, stem_as_written
from tests.oracle.graph import Graph, graph_of
from tests.oracle.replay import NotARunError, check_shows
from tests.oracle.telling_networks import shapes_of, telling_claims, telling_network
from tests.oracle.verdicts import verdict_of

NETWORKS = 100_000
LEAST_OF_A_VERDICT, MOST_VACUOUS = 0.10, 0.10
"""Parts of the claims of a kind: with less of a verdict, or more that is vacuous, agreement would say little."""


class DifferenceError(AssertionError):
    """The product and the naive reading do not agree."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was compared, and equal."""

    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    fairness: Counter[tuple[str, str]] = field(default_factory=Counter)
    shapes: Counter[str] = field(default_factory=Counter)
    runs: Counter[str] = field(default_factory=Counter)


def main() -> int:
    """Run it all; the exit status."""
    networks, first = (*map(int, sys.argv[1:]), *(NETWORKS, 0)[len(sys.argv) - 1 :])
    tally, start = Tally(), perf_counter()
    try:
        for seed in range(first, first + networks):
            compare(seed, tally)
    except DifferenceError as difference:
        print(difference)
        return 1
    for line in told(tally):
        print(line)
    print(f"{networks:,} networks, {perf_counter() - start:.0f} s: not one difference")
    faint = list(faults(tally))
    for line in faint:
        print(line)
    return 1 if faint else 0


def compare(seed: int, tally: Tally) -> None:
    """Hold all claims of one network to the naive reading.

    Raises:
        DifferenceError: a verdict or a run is another one.
    """
    dice = Random(f"naive {seed}")
    network = telling_network(dice)
    graph, exploration = graph_of(network), list_worlds(network)
    shapes = tuple(shapes_of(graph))
    tally.shapes.update(shapes)
    for claim in telling_claims(dice, graph):
        verdict = judge(Property("p", "never", "", (), (claim,)), exploration)
        fault = difference(verdict, claim, graph)
        if fault:
            raise DifferenceError(f"seed {seed}: {fault}\n{claim}\n{json.dumps(network_to_json(network))}")
        kind = type(claim).__name__
        tally.verdicts[kind, verdict.verdict] += 1
        if kind == "LeadsTo":
            tally.fairness[shapes[0], verdict.verdict] += 1
        tally.runs.update(_runs_in(verdict))


def difference(verdict: Verdict, claim: Claim, graph: Graph) -> str:
    """What the naive reading has against a verdict; empty where it agrees."""
    naive = verdict_of(claim, graph)
    if verdict.verdict != naive:
        return f"{verdict.verdict}, and naively {naive}"
    first = first_run(claim, graph)
    if verdict.run is None or first is None:
        return "" if (verdict.run is None) == (first is None) else "one has a run, the other none"
    if stem_as_written(verdict.run) != first:
        return f"the run is {stem_as_written(verdict.run)}, and the first one {first}"
    try:
        check_shows(verdict.run, claim, graph)
    except NotARunError as error:
        return str(error)
    return ""


def told(tally: Tally) -> Iterator[str]:
    """The tally as lines."""
    kinds = Counter[str]()
    for (kind, _), count in tally.verdicts.items():
        kinds[kind] += count
    for (kind, verdict), count in sorted(tally.verdicts.items()):
        yield f"{kind:15} {verdict:12} {count:9,} equal {count / kinds[kind]:7.1%}"
    for (fairness, verdict), count in sorted(tally.fairness.items()):
        yield f"LeadsTo, {fairness:25} {verdict:9} {count:9,} equal"
    yield from (f"networks with {shape:28} {count:9,}" for shape, count in sorted(tally.shapes.items()))
    yield from (f"runs {what:45} {count:9,}" for what, count in sorted(tally.runs.items()))


def faults(tally: Tally) -> Iterator[str]:
    """What was too rare, or too often vacuous, for the agreement to say much."""
    for kind in sorted({kind for kind, _ in tally.verdicts}):
        of_kind = {verdict: count for (each, verdict), count in tally.verdicts.items() if each == kind}
        total = sum(of_kind.values())
        vacuous = of_kind.pop("vacuous", 0)
        if vacuous > MOST_VACUOUS * total:
            yield f"{kind}: vacuous too often"
        if len(of_kind) < 2 or min(of_kind.values()) < LEAST_OF_A_VERDICT * total:
            yield f"{kind}: one verdict is too rare"


def _runs_in(verdict: Verdict) -> Iterator[str]:
    if verdict.run is None:
        return
    yield "replayed, and the first of the shortest"
    if verdict.run.cycle_from is not None:
        yield "with a cycle, replayed as fair"


if __name__ == "__main__":
    sys.exit(main())
