"""A program of its own that checks a certificate of verdicts against the network that they are about.

It takes nothing from the rest of the project, and needs Python alone. What a certificate holds, why that proves the
verdict, and what must still be trusted, is said in docs/certificates.md.
"""

from dataclasses import dataclass
from typing import Literal

from properties.certificates.certify.proofs import PROOFS, Case
from properties.certificates.certify.reading import Closed, Json, Network, RefusedError, keyed, need, parsed, refusing

__all__ = ["FORMAT", "Finding", "RefusedError", "examine"]

FORMAT = "outlive-certificate/2"


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one property: its verdict is proved, something is wrong, or nothing was given to prove it."""

    property: str
    verdict: str
    outcome: Literal["proved", "wrong", "open"]
    says: str


def examine(certificate: str, network: str) -> tuple[Finding, ...]:
    """What a certificate proves of each property of a network, both as text, in the order of the network.

    Raises:
        RefusedError: one of the two is not what it should be.
    """
    with refusing("the network cannot be read: "):
        known = Network(parsed(network))
    with refusing("the certificate cannot be read: "):
        document = parsed(certificate)
        need(document["format"] == FORMAT, f"its format is not {FORMAT}")
        entries = keyed(((each["property"], each) for each in document["verdicts"]), "two entries are on one property")
        other = document["network"] != known.digest
    names = dict.fromkeys((*known.claims, *entries))
    if other:
        return tuple(Finding(str(name), "", "wrong", "the certificate is of another network") for name in names)
    closed = _closed(known, document)
    return tuple(_finding(str(name), Case(known, known.claims.get(name), entries.get(name), closed)) for name in names)


def _closed(network: Network, document: Json) -> Closed | RefusedError:
    """The set of worlds, or why it proves nothing."""
    try:
        with refusing("the set of worlds: "):
            return Closed(network, document["worlds"])
    except RefusedError as error:
        return error


def _finding(name: str, case: Case) -> Finding:
    said = case.entry.get("verdict") if case.entry else None
    verdict = said if isinstance(said, str) else ""
    try:
        with refusing(""):
            return Finding(name, verdict, *_outcome(case, verdict))
    except RefusedError as error:
        return Finding(name, verdict, "wrong", str(error))


def _outcome(case: Case, verdict: str) -> tuple[Literal["proved", "open"], str]:
    need(case.entry, "the certificate has no entry on it")
    need(case.claim, "the network has no such property")
    need(case.entry["claim"] == case.claim, "the certificate is on another claim than the network makes")
    if "without" in case.entry:
        return "open", f"without certificate: {case.entry['without']}"
    kind = case.claim["kind"]
    need((kind, verdict) in PROOFS, f"`{verdict}` is no verdict on `{kind}`")
    means, checks = PROOFS[kind, verdict]
    for check in checks:
        check(case)
    return "proved", f"by {means}"
