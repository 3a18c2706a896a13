"""A program of its own that checks a certificate of verdicts against the network that they are about.

It takes nothing from the rest of the project, and needs Python alone. What a certificate holds, why that proves the
verdict, and what must still be trusted, is said in docs/certificates.md.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from properties.certificates.certify.graph import Graph
from properties.certificates.certify.network import Network
from properties.certificates.certify.proofs import PROOFS, Case
from properties.certificates.certify.refusing import MISREAD, Json, RefusedError, need

__all__ = ["FORMAT", "Finding", "UnreadableError", "examine"]

FORMAT = "outlive-certificate/1"
_MOST_SAID = 200


class UnreadableError(ValueError):
    """Why a file is no certificate, or no network."""


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
        UnreadableError: one of the two is not what it should be.
    """
    try:
        known = Network(_document(network))
    except (*MISREAD, RefusedError) as error:
        raise UnreadableError(f"the network cannot be read: {_why(error)}") from error
    try:
        document = _document(certificate)
        need(document["format"] == FORMAT, f"its format is not {FORMAT}")
        given = {entry["property"]: entry for entry in document["verdicts"]}
        need(len(given) == len(document["verdicts"]), "two entries are on one property")
        return tuple(_findings(known, document, given))
    except (*MISREAD, RefusedError) as error:
        raise UnreadableError(f"the certificate cannot be read: {_why(error)}") from error


def _document(text: str) -> Json:
    return json.loads(text, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Json]]) -> Json:
    document = dict(pairs)
    need(len(document) == len(pairs), "a key stands twice in one object")
    return document


def _findings(network: Network, document: Json, given: dict[str, Json]) -> Iterator[Finding]:
    other = document["network"] != network.digest
    closed = _Closed(network, document)
    for name, claim in network.properties.items():
        if other or name not in given:
            says = "the certificate is of another network" if other else "the certificate has no entry on it"
            yield Finding(name, "", "wrong", says)
        else:
            yield _finding(Case(network, closed.graph, claim, given[name]), name)
    for name in given:
        if name not in network.properties:
            yield Finding(str(name), "", "wrong", "the network has no such property")


class _Closed:
    """The set of worlds, looked at once and when it is needed: closed under all steps, or why it proves nothing."""

    def __init__(self, network: Network, document: Json) -> None:
        self._network, self._document = network, document
        self._found: Graph | str | None = None

    def graph(self) -> Graph:
        """The worlds with their steps.

        Raises:
            RefusedError: there is no set, or it is not closed.
        """
        if self._found is None:
            self._found = self._look()
        if isinstance(self._found, str):
            raise RefusedError(self._found)
        return self._found

    def _look(self) -> Graph | str:
        try:
            return Graph(self._network, self._document["worlds"])
        except (*MISREAD, RefusedError) as error:
            return f"the set of worlds: {_why(error)}"


def _finding(case: Case, name: str) -> Finding:
    verdict = str(case.proof.get("verdict"))
    try:
        need(case.proof["claim"] == case.claim, "the certificate is on another claim than the network makes")
        if "without" in case.proof or verdict == "unknown":
            return Finding(name, verdict, "open", f"without certificate: {case.proof['without']}")
        need((case.claim["kind"], verdict) in PROOFS, f"`{verdict}` is no verdict on `{case.claim['kind']}`")
        prove, means = PROOFS[case.claim["kind"], verdict]
        prove(case)
        return Finding(name, verdict, "proved", f"by {means}")
    except (*MISREAD, RefusedError) as error:
        return Finding(name, verdict, "wrong", _why(error))


def _why(error: Exception) -> str:
    if isinstance(error, RefusedError):
        return str(error)
    return f"malformed ({type(error).__name__}: {str(error)[:_MOST_SAID]})"
