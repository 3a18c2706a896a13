"""Certificates and networks that are not made as they should be are refused, and never bring down who checks them."""

import json
import os
import zlib
from base64 import b64encode
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from properties.certificates.certify import FORMAT, RefusedError, examine
from properties.certificates.certify.__main__ import LARGEST_FILE, main
from properties.certificates.certify.reading import MOST_BYTES, Network
from properties.certificates.numbers import deflated
from tests.certificates import UPLOAD, VERDICTS, Document, entry, findings, upload_certificate

ODD: tuple[Any, ...] = (None, True, -1, 0, 1.5, 10**30, "", "x", "eJw=", [], [[]], {}, {"x": []}, [["x", {}]])


def places(document: Any, depth: int) -> Iterator[tuple[Any, Any]]:
    """Every (object or list, key) of a document, down to some depth."""
    keys = list(document) if isinstance(document, dict) else range(len(document)) if isinstance(document, list) else ()
    for key in keys if depth else ():
        yield document, key
        yield from places(document[key], depth - 1)


def with_each_thing_odd(document: Document, depth: int) -> Iterator[Document]:
    """The document with each part in turn left out, and made of something else."""
    for number, _ in enumerate(list(places(document, depth))):
        for odd in (*ODD, "left out"):
            copy = deepcopy(document)
            holder, key = list(places(copy, depth))[number]
            if odd == "left out":
                del holder[key]
            else:
                holder[key] = odd
            yield copy


def small(names: tuple[str, ...]) -> tuple[Document, Document]:
    """The certificate and the network with these properties only."""
    document, network = upload_certificate(), deepcopy(UPLOAD)
    document["verdicts"] = [entry(document, name) for name in names]
    network["properties"] = [each for each in network["properties"] if each["id"] in names]
    return document, network


@pytest.mark.parametrize("names", [("starts", "breaks"), ("may-end", "may-wait"), ("retries", "goes-on")])
def test_whatever_stands_in_a_certificate_nothing_false_is_proved_and_nothing_breaks(names: tuple[str, ...]) -> None:
    document, network = small(names)
    outcomes: set[str] = set()

    for odd in with_each_thing_odd(document, depth=4):
        try:
            for name, each in findings(odd, network).items():
                outcomes.add(each.outcome)
                assert each.outcome != "proved" or each.verdict == VERDICTS[name]
        except RefusedError:
            outcomes.add("unreadable")

    assert outcomes >= {"proved", "wrong", "unreadable"}


def test_whatever_stands_in_a_network_nothing_breaks() -> None:
    document, network = small(("starts", "goes-on"))
    network["rules"] = network["rules"][:3]
    outcomes: set[str] = set()

    for odd in with_each_thing_odd(network, depth=5):
        try:
            outcomes |= {each.outcome for each in findings(document, odd).values()}
        except RefusedError:
            outcomes.add("unreadable")

    assert outcomes == {"wrong", "unreadable"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "JSONDecodeError"), ("[]", "TypeError"), ("{}", "KeyError"), ("[" * 100_000, "RecursionError"),
        ("1" * 5000, "ValueError"), ("NaN", "TypeError"), ('{"a": 1, "a": 2}', "a key stands twice"),
        ('{"format": "outlive-any-number/1"}', "its format is not outlive-certificate/2"),
    ],
)  # fmt: skip
def test_text_that_is_no_certificate_is_refused(text: str, says: str) -> None:
    with pytest.raises(RefusedError, match=f"the certificate cannot be read.*{says}"):
        examine(text, json.dumps(UPLOAD))


def packed(text: bytes) -> str:
    return b64encode(zlib.compress(text)).decode()


@pytest.mark.parametrize(
    ("list_", "says"),
    [
        (deflated([0, 9]) + "x", "malformed (Error: "), ("ß", "malformed (ValueError"), ("AAAA", "malformed (error: "),
        (b64encode(zlib.compress(b"0 1 2 3")[:-4]).decode(), "a list of numbers does not end, or is too long"),
        (b64encode(zlib.compress(b"1 2") + b"more").decode(), "a list of numbers does not end, or is too long"),
        (packed(b"1  2"), "malformed (ValueError"), (packed(b"0 1.5"), "malformed (ValueError"),
        (packed(b"9" * 5000), "malformed (ValueError"), (packed(b"0 -1 2"), "a list of numbers has one below zero"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("name", "key"), [("", "worlds"), ("starts", "at"), ("may-end", "distances")])
def test_a_list_of_numbers_that_is_none_proves_nothing(name: str, key: str, list_: str, says: str) -> None:
    document = upload_certificate()
    (entry(document, name) if name else document)[key] = list_

    assert says in findings(document, UPLOAD)[name or "offline"].says


@pytest.mark.parametrize(
    ("unit", "times"), [(b"1 ", MOST_BYTES // 2 + 9), (b"1 ", MOST_BYTES // 8), (b"0", MOST_BYTES + 9)]
)
def test_a_list_that_swells_is_not_inflated_further_than_its_limit(unit: bytes, times: int) -> None:
    document = upload_certificate()
    document["worlds"] = b64encode(zlib.compress(unit * times, 1)).decode()
    start = perf_counter()

    found = findings(document, UPLOAD)

    assert "too long" in found["offline"].says
    assert perf_counter() - start < 5


def test_a_set_of_too_many_wide_worlds_is_not_made() -> None:
    """A short list of differences stands for 65,537 worlds of a kilobyte each."""
    machines = {f"m{number}": {"states": ["a", "b"], "initial": "a"} for number in range(8192)}
    network: Document = {**UPLOAD, "machines": machines, "rules": []}
    network["properties"] = [{"id": "lives", "kind": "deadlock-free"}]
    document = upload_certificate() | {"network": Network(network).digest, "worlds": deflated([0] + [1] * 65_536)}
    document["verdicts"] = [entry(document, "lives")]

    assert findings(document, network)["lives"].says == "the set of worlds: its worlds take too much memory"


def test_a_rule_of_more_choices_than_anybody_can_follow_is_refused_soon() -> None:
    """Thirty machines of three states each that all move at once: 2 * 10^14 choices from the first world."""
    machines = {f"m{number}": {"states": ["a", "b", "c"], "initial": "a"} for number in range(30)}
    moves = {name: [["a", "a"], ["a", "b"], ["a", "c"]] for name in machines}
    network: Document = {**UPLOAD, "machines": machines, "rules": [{"name": "all", "moves": moves}]}
    network["properties"] = [{"id": "lives", "kind": "deadlock-free"}]
    document = upload_certificate()
    document |= {"network": Network(network).digest, "worlds": deflated([0]), "verdicts": [entry(document, "lives")]}

    assert "`all` leads out of the set" in findings(document, network)["lives"].says


def test_a_run_by_a_rule_of_more_choices_than_anybody_can_follow_is_proved_soon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its step is held against the rule, not looked for among all; of those from its last world it looks at a few."""
    monkeypatch.setattr("properties.certificates.certify.proofs.MOST_WORLDS", 1000)
    machines = {f"m{number}": {"states": ["a", "b", "c"], "initial": "a"} for number in range(30)}
    moves = {name: [["a", "a"], ["a", "b"], ["a", "c"], ["c", "c"]] for name in machines}
    network: Document = {**UPLOAD, "machines": machines, "rules": [{"name": "all", "moves": moves}]}
    network["properties"] = [
        {"id": "never", "kind": "never", "where": [{"m29": ["c"]}]}, {"id": "lives", "kind": "deadlock-free"},
        {"id": "step", "kind": "never-step", "rule": "all", "after": [{"m0": ["b"], "m1": ["b"]}]},
    ]  # fmt: skip
    last = int("10" * 30, 2)
    claims = Network(network).claims
    entries = [
        {"property": "never", "claim": claims["never"], "verdict": "violated", "run": [["all", last]]},
        {"property": "lives", "claim": claims["lives"], "verdict": "violated", "run": []},
        {"property": "step", "claim": claims["step"], "verdict": "violated", "run": []},
    ]
    document = {"format": FORMAT, "network": Network(network).digest, "verdicts": entries}

    found = findings(document, network)

    assert [found[name].outcome for name in ("never", "lives", "step")] == ["proved", "wrong", "wrong"]


def test_the_program_says_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    network, odd = tmp_path / "n.json", tmp_path / "c.json"
    network.write_text(json.dumps(UPLOAD), encoding="utf-8")
    odd.write_bytes(b"\xff\xfe\x00")

    statuses = [main([str(odd), str(network)]), main([str(tmp_path / "none"), str(network)]), main([str(network)])]

    said = capsys.readouterr().out.splitlines()
    assert statuses == [2, 2, 2]
    assert said[0].startswith("refused: 'utf-8' codec can't decode")
    assert said[2] == "needs a certificate and a network"


def test_the_program_does_not_read_a_file_that_is_too_large(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "c.json"
    file.touch()
    os.truncate(file, LARGEST_FILE + 1)

    status = main([str(file), str(file)])

    assert (status, capsys.readouterr().out) == (2, f"refused: {file} is larger than 256 MB\n")


def test_a_verdict_that_is_no_word_is_refused() -> None:
    for odd in (None, ["holds"], 1, {"holds": "holds"}):
        document = upload_certificate()
        entry(document, "offline")["verdict"] = odd

        assert findings(document, UPLOAD)["offline"].says == "`` is no verdict on `never`"


def test_names_that_would_move_the_cursor_are_shown_as_escapes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = upload_certificate()
    document["verdicts"].append({"property": "\x1b[2J"})
    (tmp_path / "n.json").write_text(json.dumps(UPLOAD), encoding="utf-8")
    (tmp_path / "c.json").write_text(json.dumps(document), encoding="utf-8")

    status = main([str(tmp_path / "c.json"), str(tmp_path / "n.json")])

    assert status == 1
    assert "\\x1b[2J: : wrong, the network has no such property" in capsys.readouterr().out
