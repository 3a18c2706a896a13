"""`check --certificate` keeps what proves the verdicts, and `certify` says what a certificate proves."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reports.options import outlive as command
from tests.certificates import UPLOAD, VERDICTS, Document, entry, upload_certificate


def outlive(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


@pytest.fixture
def network(tmp_path: Path) -> str:
    file = tmp_path / "upload.network.json"
    file.write_text(json.dumps(UPLOAD), encoding="utf-8")
    return str(file)


def kept(document: Document, folder: Path) -> str:
    file = folder / "c.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return str(file)


def test_the_verdicts_on_a_network_are_kept_and_proved(network: str, tmp_path: Path) -> None:
    file = str(tmp_path / "proof.json")

    checked, certified = outlive("check", network, "--certificate", file), outlive("certify", file, network)

    assert (checked.exit_code, certified.exit_code) == (1, 0)
    assert checked.stderr == f"wrote {file}\n"
    assert "✓ succeeds  violated  proved: by a fair run\n" in certified.stdout
    assert certified.stdout.endswith(f"{len(VERDICTS)} of {len(VERDICTS)} verdicts proved\n")


def test_any_engine_will_do(network: str, tmp_path: Path) -> None:
    files = [str(tmp_path / f"{engine}.json") for engine in ("list", "integers")]

    for file in files:
        outlive("check", network, "--engine", Path(file).stem, "--certificate", file)

    assert Path(files[0]).read_bytes() == Path(files[1]).read_bytes()


def test_the_certificate_of_a_design_is_about_its_profile(tmp_path: Path) -> None:
    file = str(tmp_path / "proof.json")
    outlive("check", "container-missing", "--profile", "simulator", "--certificate", file)

    same = outlive("certify", file, "container-missing", "--profile", "simulator")
    other = outlive("certify", file, "container-missing", "--profile", "device")

    assert (same.exit_code, other.exit_code) == (0, 1)
    assert "delegate-set: read off the design, not certified" in same.stdout
    assert "the certificate is of another network" in other.stdout


def test_what_is_wrong_is_said_and_makes_the_status_1(network: str, tmp_path: Path) -> None:
    document = upload_certificate()
    entry(document, "breaks")["verdict"] = "holds"

    result = outlive("certify", kept(document, tmp_path), network)

    assert result.exit_code == 1
    assert "✗ breaks  holds  wrong: a world of the set is in `where`\n" in result.stdout


def test_what_was_not_asked_is_open_and_makes_the_status_3(network: str, tmp_path: Path) -> None:
    file = str(tmp_path / "proof.json")

    checked = outlive("check", network, "--property", "offline", "--certificate", file)
    certified = outlive("certify", file, network)

    assert (checked.exit_code, certified.exit_code) == (0, 3)
    assert "? breaks  unknown  open: without certificate: nobody asked for this property\n" in certified.stdout
    assert certified.stdout.endswith(f"1 of {len(VERDICTS)} verdicts proved\n")


def test_what_a_bound_left_open_has_no_certificate(network: str, tmp_path: Path) -> None:
    file = str(tmp_path / "proof.json")

    checked = outlive("check", network, "--max-states", "3", "--certificate", file)
    certified = outlive("certify", file, network)

    assert "outlive: no certificate of offline: the verdict is not known\n" in checked.stderr
    assert certified.exit_code == 3
    assert "wrong" not in certified.stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [("{}", "the certificate cannot be read: malformed (KeyError: 'format')"), (None, "no such file")],
)
def test_what_cannot_be_read_makes_the_status_2(text: str | None, says: str, network: str, tmp_path: Path) -> None:
    file = tmp_path / "c.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")

    result = outlive("certify", str(file), network)

    assert result.exit_code == 2
    assert result.stderr.startswith(f"outlive: {file}: ")
    assert says in result.stderr


def test_a_certificate_is_about_one_profile(network: str, tmp_path: Path) -> None:
    file = kept(upload_certificate(), tmp_path)

    result = outlive("certify", file, "container-missing", "--profile", "all")

    assert (result.exit_code, result.stderr) == (2, "outlive: --profile: a certificate is about one profile; name it\n")
