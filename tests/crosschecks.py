"""`python -m tests.crosschecks spin|storm [SECONDS] [NETWORKS]`: asks about the gallery and random networks.

Longer than the tests have time for. It prints what is not agreed on as it is found, small designs first, and at last
how often each kind of claim came to each verdict and to which end; the exit status is 1 after a disagreement.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from time import monotonic

from explorer import explore
from properties.judge import judge
from properties.kinds import Property
from reports.crosscheck.command import Crosschecked, Wanted, crosschecked
from reports.inputs import Case, gallery, load_case
from tests.oracle.side_by_side import KINDS, drawn, side_by_side

SECONDS, NETWORKS = "300", "200"
BATCHES = {"spin": 10, "storm": 1}
"""Networks asked about at once: Spin takes long to start; Storm does not follow the fair rules of many."""


def main() -> int:
    """Run it all; the exit status."""
    checker, seconds, networks = [*sys.argv[1:], *("spin", SECONDS, NETWORKS)[len(sys.argv) - 1 :]]
    seen: Counter[tuple[str, str, str, str]] = Counter()
    for found in every(Wanted("", checker, float(seconds)), int(networks)):
        began = "random" if found.name.startswith("random") else "gallery"
        seen.update((began, row.kind, row.ours if row.kind != "count" else "", row.agreement) for row in found.rows)
        for row in found.rows:
            if row.agreement in ("DISAGREE", "undecided"):
                print(f"{found.name}: {row}", flush=True)
    for (began, kind, verdict, agreement), count in sorted(seen.items()):
        print(f"{began:8} {kind:16} {verdict:12} {agreement:16} {count:7,}", flush=True)
    return int(any(agreement == "DISAGREE" for *_, agreement in seen))


def every(wanted: Wanted, networks: int) -> Iterator[Crosschecked]:
    """Everything there is to ask about."""
    batch = BATCHES[wanted.checker]
    for first in range(0, networks, batch):
        yield of_random_networks(range(first, min(networks, first + batch)), wanted)
    cases = [load_case(str(path)) for path in gallery().glob("*.toml")]
    for case in sorted(cases, key=lambda each: (explore(each.network).covered.states, each.name)):
        began = monotonic()
        found = crosschecked(case, wanted)
        print(f"{case.name}: {Counter(row.agreement for row in found.rows)}, {monotonic() - began:.0f} s", flush=True)
        yield found


def of_random_networks(seeds: Sequence[int], wanted: Wanted) -> Crosschecked:
    """Networks asked about all at once; our verdicts on all are first held to those on each alone.

    Raises:
        AssertionError: our verdicts, or the counts, are not those of the networks one by one.
    """
    drawings = [drawn(seed) for seed in seeds]
    network, properties = side_by_side(drawings)
    found = crosschecked(Case(f"random {seeds[0]} to {seeds[-1]}", network, properties), wanted)
    explored = [explore(alone) for alone, _ in drawings]
    verdicts = [judge(Property("p", "never", "", (), (claim,)), exploration).verdict
                for exploration, (_, claims) in zip(explored, drawings, strict=True) for claim in claims]  # fmt: skip
    counts = (1 + sum(each.covered.states for each in explored),
              len(drawings) + sum(each.covered.steps for each in explored))  # fmt: skip
    assert [row.ours for row in found.rows] == [*(f"{count:,}" for count in counts), *verdicts]
    assert {row.kind for row in found.rows} == {"count", *KINDS.values()}
    return found


if __name__ == "__main__":
    sys.exit(main())
