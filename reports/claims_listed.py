"""The claims of properties one by one, numbered and named as in an exported network: `id`, `id/2`, `id/3`."""

from collections.abc import Iterable
from dataclasses import dataclass

from properties.kinds import Claim, Property, Static


@dataclass(frozen=True, slots=True)
class NumberedClaim:
    """A claim about the network, where it stands among all of them, and whose it is."""

    number: int
    name: str
    claim: Claim
    property: Property


def numbered_claims(properties: Iterable[Property]) -> tuple[NumberedClaim, ...]:
    """Every claim that needs the network; what is read off the design says nothing about it."""
    named = [each for declared in properties for each in _named(declared)]
    return tuple(NumberedClaim(number, *each) for number, each in enumerate(named))


def _named(declared: Property) -> Iterable[tuple[str, Claim, Property]]:
    claims = [claim for claim in declared.claims if not isinstance(claim, Static)]
    for place, claim in enumerate(claims, start=1):
        yield declared.id if place == 1 else f"{declared.id}/{place}", claim, declared
