"""Helps tests that hold engines to the plain one: everything that can be asked, as one comparable value."""

from collections.abc import Iterable
from typing import Any

from explorer import Exploration, explore
from explorer.compiled.building import is_built
from explorer.exploration import Bounds
from explorer.watch import Means
from model.network import Network
from properties.judge import judge_all
from properties.kinds import Claim, Property

OTHERS = (*(["compiled"] if is_built() else []), "integers", "diagrams", "arrays", "packed")


def by(engine: str, network: Network) -> Exploration:
    """The network explored by a forced engine."""
    return explore(network, Bounds(), means=Means(engine))


def answers(exploration: Exploration, properties: Iterable[Property]) -> dict[str, Any]:
    """Counts, what is never used, every verdict and every run."""
    covered = exploration.covered
    return {
        "complete": covered.complete and exploration.complete,
        "worlds": covered.states,
        "steps": covered.steps,
        "depth": covered.depth,
        "deadlocks": covered.deadlocks,
        "never enabled": exploration.never_enabled(),
        "never entered": exploration.never_entered(),
        "verdicts": judge_all(properties, exploration),
    }


def as_properties(claims: Iterable[Claim]) -> tuple[Property, ...]:
    """Each claim as a property of its own."""
    return tuple(Property(f"p{place}", "never", "", (), (claim,)) for place, claim in enumerate(claims))
