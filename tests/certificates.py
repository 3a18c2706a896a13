"""Certificates for tests: of networks with claims, made from the list of worlds and examined by the other program."""

import json
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from explorer import list_worlds
from explorer.exploration import Bounds
from explorer.watch import Watch
from model.network import Network
from model.network_json import network_from_json, network_to_json
from properties.certificates.certify import Finding, examine
from properties.certificates.certify.reading import MOST_WORLDS
from properties.certificates.numbers import deflated
from properties.certificates.writing import Judged, certificate_of
from properties.declared import properties_from_json, properties_to_json
from properties.judge import judge_all
from properties.kinds import Claim, Property

Document = dict[str, Any]


def certificate(network: Network, properties: Iterable[Property], most: int = MOST_WORLDS) -> str:
    """The certificate of all verdicts on a network, if it has no more than so many worlds."""
    verdicts = judge_all(properties, list_worlds(network))
    return certificate_of(Judged(network, verdicts), Watch(Bounds(max_states=most))).text


def exported(network: Network, properties: Iterable[Property]) -> str:
    """The network file."""
    return json.dumps(network_to_json(network) | {"properties": properties_to_json(properties)})


def claimed(claims: Iterable[Claim]) -> tuple[Property, ...]:
    """A property for each claim, named by its place."""
    return tuple(Property(f"p{place}", "static", "", (), (claim,)) for place, claim in enumerate(claims))


def findings(document: Document, network: Document) -> dict[str, Finding]:
    """What is found of each property."""
    return {each.property: each for each in examine(json.dumps(document), json.dumps(network))}


def _rule(name: str, moves: Document, when: Document | None = None, fairness: str = "none") -> Document:
    return {"name": name, "actor": "", "moves": moves, "when": when or {}, "fairness": fairness, "cites": []}


UPLOAD: Document = {
    "format": "outlive-network/1",
    "machines": {
        "job": {"states": ["waiting", "running", "done", "broken", "paused"], "initial": "waiting"},
        "net": {"states": ["up", "down"], "initial": "up"},
        "lid": {"states": ["open", "shut"], "initial": "open"},
    },
    "rules": [
        _rule("time passes", {}),
        _rule("the network goes down", {"net": [["up", "down"]]}, {"job": ["waiting"]}),
        _rule("the network comes back", {"net": [["down", "up"]]}, {"lid": ["open"]}, "strong"),
        _rule("the lid is shut", {"lid": [["open", "shut"]]}),
        _rule("the lid is opened", {"lid": [["shut", "open"]]}, fairness="weak"),
        _rule("the job starts", {"job": [["waiting", "running"]]}, {"net": ["up"]}, "strong"),
        _rule("the job ends", {"job": [["running", "done"], ["running", "broken"]]}, fairness="weak"),
        _rule("it is tried again", {"job": [["broken", "waiting"]]}),
        _rule("it goes on", {"job": [["paused", "running"]]}),
    ],
    "properties": [
        {"id": "offline", "kind": "never", "where": [{"job": ["running"], "net": ["down"]}]},
        {"id": "breaks", "kind": "never", "where": [{"job": ["broken"]}]},
        {"id": "starts-online", "kind": "never-step", "rule": "the job starts", "where": [{"net": ["down"]}]},
        {"id": "ends-well", "kind": "never-step", "rule": ["the job ends"], "after": [{"job": ["broken"]}]},
        {"id": "goes-on", "kind": "never-step", "rule": "it goes on"},
        {"id": "starts", "kind": "leads-to", "where": [{"job": ["waiting"]}], "then": [{"job": ["running"]}]},
        {"id": "succeeds", "kind": "leads-to", "where": [{"job": ["waiting"]}], "then": [{"job": ["done"]}]},
        {"id": "retries", "kind": "leads-to", "where": [{"job": ["broken"]}], "then": [{"job": ["waiting"]}]},
        {"id": "resumes", "kind": "leads-to", "where": [{"job": ["paused"]}], "then": [{"job": ["running"]}]},
        {"id": "may-end", "kind": "always-possible", "where": [{"job": ["done"]}]},
        {"id": "may-wait", "kind": "always-possible", "where": [{"job": ["waiting"]}]},
        {"id": "may-resume", "kind": "always-possible", "where": [{"net": ["up"]}], "if": [{"job": ["paused"]}]},
        {"id": "break", "kind": "witness", "where": [{"job": ["broken"]}]},
        {"id": "pause", "kind": "witness", "where": [{"job": ["paused"]}]},
        {"id": "lives", "kind": "deadlock-free"},
    ],
}
"""A network in which all kinds of verdict are found; starting rests on three fair rules, one inside the other."""

VERDICTS = {
    "offline": "holds", "breaks": "violated", "starts-online": "holds", "ends-well": "violated", "goes-on": "vacuous",
    "starts": "holds", "succeeds": "violated", "retries": "violated", "resumes": "vacuous", "may-end": "holds",
    "may-wait": "violated", "may-resume": "vacuous", "break": "witnessed", "pause": "unreachable", "lives": "holds",
}  # fmt: skip


@cache
def _upload_certificate() -> str:
    network = network_from_json(UPLOAD, "upload")
    return certificate(network, properties_from_json(UPLOAD["properties"], network, "upload"))


def upload_certificate() -> Document:
    """The certificate of that network, to be changed at will."""
    document: Document = json.loads(_upload_certificate())
    return document


def upload_network() -> Document:
    """That network, to be changed at will."""
    document: Document = json.loads(json.dumps(UPLOAD))
    return document


def entry(document: Document, name: str) -> Document:
    """The entry of a certificate on one property."""
    found: Document = next(each for each in document["verdicts"] if each["property"] == name)
    return found


def number_of(job: str, net: str, lid: str) -> int:
    """A world of that network: the job lies in the three lowest bits, the net above it, the lid above that."""
    place: int = UPLOAD["machines"]["job"]["states"].index(job)
    return place | ("up", "down").index(net) << 3 | ("open", "shut").index(lid) << 4


def retold(entry: Document, key: str, change: Callable[[list[int]], list[int]]) -> None:
    """Change a list of numbers in place."""
    entry[key] = deflated(change(inflated(entry[key])))


def inflated(text: str) -> list[int]:
    """The numbers of a list in a certificate."""
    return [int(each) for each in zlib.decompress(b64decode(text)).split()]
