"""Writes the certificate of some verdicts on a network: one entry for each claim, and one set of worlds for all."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from explorer.enabling import tables
from explorer.listing import Lister
from explorer.packing import Packing, pack
from explorer.watch import Watch
from model.network import Network
from model.network_json import network_to_json
from properties.certificates import certify
from properties.certificates.certify.reading import MOST_BITS, MOST_BYTES, MOST_STEPS, MOST_WORLDS
from properties.certificates.certify.reading import Network as Certified
from properties.certificates.proving import Json, Listed, prove, run_to_json
from properties.declared import properties_to_json
from properties.judge import Verdict
from properties.kinds import AlwaysPossible, Claim, Property, Static

NOT_ASKED = "nobody asked for this property"
NOT_KNOWN = "the verdict is not known"
READ_OFF = "read off the design, there is nothing to certify"
NO_CLAIM = "says nothing about this design"
TOO_MANY = f"more than {MOST_WORLDS:,} worlds"
TOO_WIDE = f"worlds of more than {MOST_BITS:,} bits"
_BAD = ("violated", "unreachable")


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts on a network, and the properties that nobody asked for; whether every world was looked at.

    `worlds`: how many there are, where that is known, so that too many are not even listed.
    """

    network: Network
    verdicts: tuple[Verdict, ...]
    unasked: tuple[Property, ...] = ()
    complete: bool = True
    worlds: int = 0


@dataclass(frozen=True, slots=True)
class Certificate:
    """The text of a certificate, and the entries that prove nothing, each with the reason."""

    text: str
    without: tuple[tuple[str, str], ...]


def certificate_of(judged: Judged, watch: Watch) -> Certificate:
    """The certificate of all verdicts, as JSON; a verdict that it cannot prove stands there with the reason.

    The watch must not let more than `MOST_WORLDS` worlds be listed.

    Raises:
        KeyboardInterrupt: the user interrupted.
    """
    listed, packing = _listed(judged, watch), pack(judged.network)
    digest = "" if listed == TOO_WIDE else Certified(network_to_json(judged.network)).digest
    unasked = (Verdict(each, "unknown") for each in judged.unasked)
    entries = [entry for each in judged.verdicts for entry in _entries(each, listed, packing)]
    entries += [entry for each in unasked for entry in _entries(each, NOT_ASKED, packing)]
    document = {"format": certify.FORMAT, "network": digest, "verdicts": entries}
    if isinstance(listed, Listed):
        document["worlds"] = listed.numbers()
    every = (*(each.property for each in judged.verdicts), *judged.unasked)
    text = json.dumps(document | {"beside": dict(_beside(every))}, ensure_ascii=False, separators=(",", ":")) + "\n"
    return Certificate(text, tuple((each["property"], each["without"]) for each in entries if "without" in each))


def _listed(judged: Judged, watch: Watch) -> Listed | str:
    """Every reachable world, or why they are not listed."""
    last = pack(judged.network).fields[-1]
    width = last.shift + last.width
    if width > MOST_BITS:
        return TOO_WIDE
    if not judged.complete:
        return "not every world was looked at"
    if judged.worlds > MOST_WORLDS:
        return TOO_MANY
    enabling = tables(judged.network)
    listing = Lister(enabling, watch).listed()
    if listing.stopped_by == "interrupt":
        raise KeyboardInterrupt
    if listing.stopped_by:
        stopped = f"listing the worlds was stopped by {listing.stopped_by}"
        return TOO_MANY if listing.stopped_by == "max_states" else stopped
    if len(listing.targets) > MOST_STEPS:
        return f"more than {MOST_STEPS:,} steps"
    if len(listing.worlds) * (width // 3 + 2) > MOST_BYTES:  # a digit is more than three bits
        return f"worlds that take more than {MOST_BYTES >> 20} MB"
    return Listed(judged.network, enabling, listing)


def _entries(verdict: Verdict, listed: Listed | str, packing: Packing) -> Iterator[Json]:
    """An entry for each claim of a property that says something about the network."""
    claims = [(index, claim) for index, claim in enumerate(verdict.property.claims) if not isinstance(claim, Static)]
    for (index, claim), said in zip(claims, properties_to_json([verdict.property]), strict=True):
        about = {"property": said.pop("id"), "claim": said}
        if verdict.verdict == "unknown":
            yield about | {"verdict": "unknown", "without": listed if listed == NOT_ASKED else NOT_KNOWN}
        elif isinstance(listed, Listed):
            yield about | _proved(verdict, (index, claim), listed)
        else:
            yield about | _unlisted(verdict, (index, claim), packing, listed)


def _proved(verdict: Verdict, indexed: tuple[int, Claim], listed: Listed) -> Json:
    index, claim = indexed
    found, proof = prove(claim, listed)
    assert found == verdict.verdict or index != verdict.claim_index, f"{verdict.property.id}: {found} by the list"
    assert found not in _BAD or verdict.verdict in _BAD, f"{verdict.property.id}: {found} by the list"
    return {"verdict": found, **proof}


def _unlisted(verdict: Verdict, indexed: tuple[int, Claim], packing: Packing, why: str) -> Json:
    """What a verdict shows by its run alone, or else that there is no certificate."""
    index, claim = indexed
    by_run = index == verdict.claim_index and not isinstance(claim, AlwaysPossible) and why != TOO_WIDE
    if by_run and verdict.run is not None:
        return {"verdict": verdict.verdict, **run_to_json(claim, verdict.run, packing)}
    alone = len(verdict.property.claims) == 1
    return {"verdict": verdict.verdict if alone else "unknown", "without": why}


def _beside(properties: Iterable[Property]) -> Iterator[tuple[str, str]]:
    """What has no entry, or not with all that it says."""
    for each in properties:
        if not each.claims:
            yield each.id, NO_CLAIM
        elif any(isinstance(claim, Static) for claim in each.claims):
            yield each.id, READ_OFF
