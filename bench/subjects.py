"""What is measured: networks in series, each series from small to large."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bench.claims import liveness, safety
from bench.family import Size, full
from bench.scaled import Scale, scaled
from bench.thin import in_a_ring, in_order
from model.network import Network
from model.network_json import network_to_json
from properties.declared import properties_to_json
from properties.kinds import Property

Made: TypeAlias = tuple[Network, tuple[Property, ...]]


@dataclass(frozen=True, slots=True)
class Subject:
    """One network to measure on; it is made when it is needed."""

    name: str
    make: Callable[[], Made]

    def write(self, folder: Path, kinds: frozenset[str] | None = None) -> Path:
        """Its network file, with its properties, or with those of their claims that are of some kinds."""
        network, properties = self.make()
        kept = [each for each in properties_to_json(properties) if kinds is None or each["kind"] in kinds]
        suffix = "all" if kinds is None else "-".join(sorted(kinds))
        path = folder / f"{''.join(each if each.isalnum() else '-' for each in self.name)}.{suffix}.network.json"
        path.write_text(json.dumps({**network_to_json(network), "properties": kept}), "utf-8")
        return path


@dataclass(frozen=True, slots=True)
class Series:
    """Subjects of one sort, ascending: what is cut at one of them is not tried at the next."""

    name: str
    says: str
    subjects: tuple[Subject, ...]


def of_family(extensions: int, tasks: int, variant: Callable[[Size], Network] = full) -> Subject:
    """A member of the family, with its safety property and its leads-to."""
    size = Size(extensions, tasks)
    return Subject(f"{extensions},{tasks}", lambda: (variant(size), (safety(size), liveness())))


def of_designs(extensions: int, runs: int) -> Subject:
    """A scaled design, with the whole catalogue."""
    scale = Scale(extensions, runs)
    return Subject(f"{extensions} × {runs}", lambda: scaled(scale))


FAMILY = Series(
    "The family",
    "N extensions, M tasks: nearly a third of the product is reachable. One `never` and one `leads-to` under strong"
    " fairness.",
    (of_family(1, 3), of_family(2, 5), of_family(3, 5), of_family(3, 7), of_family(4, 9), of_family(8, 21)),
)
RING = Series(
    "Thin: P",
    "The family with a ring of finished tasks: 1.5 worlds of 100,000 of the product are reachable.",
    (of_family(2, 5, in_a_ring),),
)
ORDERED = Series(
    "Thin: Q",
    "The family with tasks strictly in order: 2 worlds of 1,000 of the product are reachable.",
    (of_family(3, 9, in_order),),
)
DESIGNS = Series(
    "The real thing",
    "The recipe of the gallery, extensions × runs of each, every extension on a session of its own, force-quit and"
    " authentication on; the whole catalogue of properties.",
    tuple(of_designs(*scale) for scale in ((1, 1), (1, 2), (1, 3), (2, 1))),
)
FAR = Series(
    "As far as it goes",
    "Larger ones of these, safety alone, once each, without Spin, which at its rate for 2 × 1 would need hours"
    " and 260 GB for the first of them. Two more were tried by hand, once, and did not end in 600 s: 2 × 3 had"
    " 164,007,338,241 worlds by then, and 3 × 2 had 1,754,933,741,009, in 1.3 GB each. 3 × 3 is larger than both.",
    tuple(of_designs(*scale) for scale in ((2, 2), (3, 1))),
)
_SIZES = ((0, 1), (1, 1), (1, 3), (1, 5), (2, 5), (3, 5), (3, 7), (3, 8), (4, 8), (4, 9))
GROWTH = Series("The family", "", tuple(of_family(*size) for size in _SIZES))
"""From a hundred worlds to ten billion."""
