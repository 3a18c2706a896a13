"""What everybody's bytes may meet: each reader, followed by what is done with what it read. Only refusals may come out.

Used by hypothesis in the tests and by the fuzzer that `make fuzz` starts. A result is empty, or the refusal in words.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from explorer import explore
from explorer.exploration import Bounds
from explorer.watch import Watch
from model.design import DesignError
from model.design_reader import LARGEST, read_design
from model.network import NetworkError
from model.network_json import network_from_json, network_to_json, read_network_text
from model.system import compose
from properties.catalogue import catalogue
from properties.certificates.certify import RefusedError, examine
from properties.certificates.writing import Judged, certificate_of
from properties.declared import properties_from_json, properties_to_json
from properties.judge import judge_all
from reports.inputs import Case
from reports.replay.confirming import confirm_runs
from tests.designs import GALLERY

NETWORKS = Path(__file__).parent / "networks"
FEW = Bounds(max_states=300, max_seconds=5.0)
PACKED = "#"
"""Begins a string of a certificate that stands for a list of numbers: a fuzzer cannot deflate."""


def read_as_design(data: bytes) -> str:
    """A design: refused, or composed, explored and judged, each run taken again."""
    try:
        design = read_design(data[:LARGEST].decode("utf-8", "replace"), "x.toml")
    except DesignError as error:
        return _told(error)
    system = compose(design)
    _judge(Case("x", system.network, catalogue(system), system))
    return ""


def read_as_network(data: bytes) -> str:
    """A network with its properties: refused, or explored, judged, and written so that it reads the same."""
    try:
        document = read_network_text(data.decode("utf-8", "replace"), "x.json")
        network = network_from_json(document, "x.json")
        properties = properties_from_json(document.get("properties", []), network, "x.json")
    except NetworkError as error:
        return _told(error)
    _judge(Case("x", network, properties))
    again = {**network_to_json(network), "properties": properties_to_json(properties)}
    assert network_from_json(json.loads(json.dumps(again)), "x.json") == network
    return ""


def read_as_certificate(data: bytes) -> str:
    """A certificate of the door: what it proves is so; what it does not prove is refused."""
    try:
        found = examine(packed(data.decode("utf-8", "replace")), door_text())
    except RefusedError as error:
        return _told(error)
    for each in found:
        assert each.outcome != "proved" or each.verdict == verdicts_on_the_door()[each.property], each
    return "; ".join(f"{each.property}: {each.says}" for each in found if each.outcome != "proved")


def read_as_certified(data: bytes) -> str:
    """A network that the separate checker reads: refused, or the certificate of the door is not about it."""
    try:
        examine(unpacked_certificate(), data.decode("utf-8", "replace"))
    except RefusedError as error:
        return _told(error)
    return ""


READERS: Mapping[str, Callable[[bytes], str]] = {
    "design": read_as_design,
    "network": read_as_network,
    "certificate": read_as_certificate,
    "certified": read_as_certified,
}


def seeds_of(reader: str) -> tuple[bytes, ...]:
    """Sound files to start from."""
    if reader == "design":
        return tuple(path.read_bytes() for path in sorted(GALLERY.glob("*.toml")))
    if reader == "certificate":
        return (json.dumps(_lists_in_the_open(json.loads(unpacked_certificate()))).encode(),)
    return tuple(path.read_bytes() for path in sorted(NETWORKS.glob("*.network.json")))


@cache
def door_text() -> str:
    """The small network that the certificates are about."""
    return (NETWORKS / "door.network.json").read_text(encoding="utf-8")


@cache
def verdicts_on_the_door() -> Mapping[str, str]:
    """Property -> its verdict."""
    case = _door()
    return {each.property.id: each.verdict for each in judge_all(case.properties, explore(case.network))}


@cache
def unpacked_certificate() -> str:
    """The certificate of the door, as it is written."""
    case = _door()
    verdicts = judge_all(case.properties, explore(case.network))
    return certificate_of(Judged(case.network, verdicts), Watch(FEW)).text


def packed(text: str) -> str:
    """The text with the strings that stand for lists of numbers as a certificate has them; others stay as they are."""
    try:
        return json.dumps(_packed(json.loads(text)))
    except (ValueError, RecursionError):
        return text


def _packed(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _packed(each) for key, each in data.items()}
    if isinstance(data, list):
        return [_packed(each) for each in data]
    if isinstance(data, str) and data.startswith(PACKED):
        return b64encode(zlib.compress(data[1:].encode("utf-8", "replace"))).decode()
    return data


def _lists_in_the_open(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _lists_in_the_open(each) for key, each in data.items()}
    if isinstance(data, list):
        return [_lists_in_the_open(each) for each in data]
    return _opened(data) if isinstance(data, str) else data


def _opened(text: str) -> str:
    try:
        return PACKED + zlib.decompress(b64decode(text, validate=True)).decode()
    except (ValueError, zlib.error):
        return text


def _door() -> Case:
    document = read_network_text(door_text(), "door")
    network = network_from_json(document, "door")
    return Case("door", network, properties_from_json(document["properties"], network, "door"))


def _judge(case: Case) -> None:
    verdicts = judge_all(case.properties, explore(case.network, FEW))
    confirm_runs(case, verdicts)


def _told(error: Exception) -> str:
    """A refusal, which must say something, and no more than people read."""
    said = str(error)
    assert said.strip(), "a refusal that says nothing"
    return said
