"""Whatever stands in a network or a certificate, its readers refuse it or deal with it: no traceback, and no hang."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.exploration import Bounds
from model.network import NetworkError
from model.network_json import network_from_json, read_network_text
from reports.inputs import load_case
from reports.judging import judge_case
from tests.fuzzing import NAMES, dictionary
from tests.readers import (
    READERS,
    door_text,
    packed,
    read_as_certificate,
    read_as_certified,
    read_as_network,
    seeds_of,
    unpacked_certificate,
)

Read = Callable[[bytes], str]
Tree = Any
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 1e300, 10**30, "", "\u0000", "\udc80", "door", "open", "alarm", "armed", "never", "weak",
    "#", "#0 1 2", "#9 9", "#-1", [], {}, [[]], [{}], {"door": []}, ["door"], {"alarm": ["armed"]}, ["closed", "open"],
)  # fmt: skip
BY_JSON: tuple[Read, ...] = (read_as_network, read_as_certificate, read_as_certified)


def places(tree: Tree) -> list[tuple[Any, Any]]:
    """Every (container, key) of a JSON document."""
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        here = waiting.pop()
        keys = list(here) if isinstance(here, dict) else list(range(len(here))) if isinstance(here, list) else []
        found += [(here, key) for key in keys]
        waiting += [here[key] for key in keys]
    return found


@st.composite
def mutated(draw: st.DrawFn, sound: str) -> bytes:
    """A sound document with up to four of its values exchanged, repeated, or taken out."""
    tree = json.loads(sound)
    for _ in range(draw(st.integers(1, 4))):
        every = places(tree)
        if not every:
            break
        container, key = every[draw(st.integers(0, len(every) - 1))]
        how = draw(st.sampled_from(["odd", "odd", "other", "drop", "again", "rename"]))
        if how == "odd":
            container[key] = json.loads(json.dumps(draw(st.sampled_from(ODD))))
        elif how == "other":
            source, other = every[draw(st.integers(0, len(every) - 1))]
            container[key] = json.loads(json.dumps(source[other]))
        elif how == "drop":
            del container[key]
        elif isinstance(container, list):
            container.append(container[key])
        else:
            container[str(draw(st.sampled_from(ODD)))] = container.pop(key)
    return json.dumps(tree).encode()


@pytest.mark.parametrize("read", BY_JSON)
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_sound_file_with_values_exchanged_is_dealt_with_or_refused(read: Read, data: st.DataObject) -> None:
    name = next(name for name, each in READERS.items() if each is read)

    read(data.draw(mutated(seeds_of(name)[0].decode())))


@pytest.mark.parametrize("read", READERS.values(), ids=list(READERS))
@settings(max_examples=60, deadline=None)
@given(some=st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_refused(read: Read, some: bytes) -> None:
    assert read(some) != ""


def test_every_sound_file_is_dealt_with() -> None:
    for name, read in READERS.items():
        for seed in seeds_of(name)[:8]:
            assert read(seed) == "", name


def test_the_fuzzer_starts_from_every_reader_with_its_words() -> None:
    assert tuple(READERS) == NAMES
    assert all(dictionary(name).count(b"\n") > 20 for name in NAMES)
    assert read_as_certificate(unpacked_certificate().encode()) == ""
    assert packed('["#1 2", "x"]') != '["#1 2", "x"]'


HUGE = {
    "brackets": "[" * 10**6,
    "objects": '{"a":' * 10**5,
    "a number": '{"a": ' + "9" * 10**6 + "}",
    "a key that stands twice, at the very end": "{" + ",".join(f'"k{n}":0' for n in range(10**5)) + ',"k99999":0}',
    "half a character": '{"format": "\\ud800"}',
    "no end": '{"format": "outlive-network/1", "machines": {"a": ' * 10**4,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=list(HUGE))
def test_what_is_huge_is_refused_soon(text: str) -> None:
    assert read_as_network(text.encode()) != ""
    assert read_as_certificate(text.encode()) != ""
    assert read_as_certified(text.encode()) != ""


def test_words_of_any_length_and_number_are_refused_soon() -> None:
    """To find the nearest word takes quadratic time: of long words, and of all of very many, none is looked for."""
    alphabet = [chr(0x4E00 + place) for place in range(300)]
    long = "".join(alphabet[(place * place) % 300] for place in range(100_000))
    many = [f"state{number}" for number in range(100_000)]
    for states, initial in (([long[::-1]], long), (many, "statex")):
        machines = {"m": {"states": states, "initial": initial}}
        document = {"format": "outlive-network/1", "machines": machines, "rules": []}
        with pytest.raises(NetworkError):
            network_from_json(document, "x")


def test_a_network_that_would_explode_is_bounded_and_says_so(tmp_path: Any) -> None:
    names = [f"m{number}" for number in range(400)]
    document = json.loads(door_text()) | {
        "machines": {name: {"states": ["a", "b"], "initial": "a"} for name in names},
        "rules": [{"name": name, "moves": {name: [["a", "b"]]}} for name in names],
        "properties": [{"id": "p", "kind": "deadlock-free"}],
    }
    file = tmp_path / "explodes.network.json"
    file.write_text(json.dumps(document))

    report = judge_case(load_case(str(file)), Bounds(max_states=2000, max_seconds=20.0))

    assert report.covered.stopped_by in ("max_states", "max_seconds")
    assert [each.verdict for each in report.verdicts] == ["unknown"]


def test_a_rule_with_choices_beyond_number_is_bounded_and_says_so(tmp_path: Any) -> None:
    """Thirty movers with two pairs each: a thousand million choices in one world."""
    names = [f"m{number}" for number in range(30)]
    document = {
        "format": "outlive-network/1",
        "machines": {name: {"states": ["a", "b", "c"], "initial": "a"} for name in names},
        "rules": [{"name": "all", "moves": {name: [["a", "b"], ["a", "c"]] for name in names}}],
        "properties": [{"id": "p", "kind": "never", "where": []}],
    }
    file = tmp_path / "choices.network.json"
    file.write_text(json.dumps(document))

    report = judge_case(load_case(str(file)), Bounds(max_seconds=1.0))

    assert (report.covered.stopped_by, report.verdicts[0].verdict) == ("max_seconds", "unknown")


def test_a_document_of_many_values_is_read_in_time() -> None:
    rules = [{"name": str(number)} for number in range(50_000)]
    text = json.dumps({"format": "outlive-network/1", "machines": {}, "rules": rules})
    with pytest.raises(NetworkError):
        network_from_json(read_network_text(text, "x"), "x")
