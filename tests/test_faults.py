"""Faults of the world around: an exit status and a message that tell the truth, files whole or not at all."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner, Result

from reports.errors import ReportError
from reports.options import outlive as command
from reports.writing import write_whole

ROOT = Path(__file__).parents[1]
DOOR = str(ROOT / "tests" / "networks" / "door.network.json")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="limits are as Linux has them")

WRITERS: Mapping[str, list[str]] = {
    "html": ["check", DOOR, "--html", "out"],
    "markdown": ["check", DOOR, "--markdown", "out"],
    "sarif": ["check", DOOR, "--sarif", "out"],
    "junit": ["check", DOOR, "--junit", "out"],
    "itf": ["check", DOOR, "--itf", "out"],
    "pytest": ["check", DOOR, "--pytest", "out"],
    "device-script": ["check", "handler-dropped", "--device-script", "out"],
    "certificate": ["check", DOOR, "--certificate", "out"],
    "render": ["render", DOOR, "-o", "out.dot"],
    "picture": ["render", DOOR, "--machine", "door", "-o", "out.svg"],
    "export": ["export", DOOR, "--to", "network", "-o", "out"],
    "promela": ["export", DOOR, "--to", "promela", "-o", "out"],
    "new": ["new", "out.toml"],
}
"""Everything that writes a file, into the folder where it is called."""

FULL_DISK = """
import json, os, resource, sys, tempfile
from click.testing import CliRunner
from reports.options import outlive

outlive.main.__globals__  # loaded before files are limited: what Python itself writes is not what is tried
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
for name, words in json.loads(sys.argv[1]).items():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        result = CliRunner().invoke(outlive, words)
        print(json.dumps([name, result.exit_code, result.stderr, os.listdir(folder)]))
        os.chdir("/")
"""


def outlive(*words: str) -> Result:
    return CliRunner().invoke(command, list(words))


@LINUX
def test_on_a_full_disk_every_writer_says_so_and_leaves_nothing() -> None:
    ended = subprocess.run(
        [sys.executable, "-B", "-c", FULL_DISK, json.dumps(WRITERS)],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    found = [json.loads(line) for line in ended.stdout.splitlines()]

    assert [name for name, *_ in found] == list(WRITERS), ended.stderr
    for name, status, said, left in found:
        assert (status, left) == (2, []), (name, said)
        assert "cannot be written: file too large; choose another place" in said.splitlines()[-1], name


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """A folder in which what is to be written is there already."""
    monkeypatch.chdir(tmp_path)
    for name in ("out", "out.dot", "out.svg"):
        Path(name).write_bytes(b"old")
    return contents()


def contents() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(Path().iterdir())}


@pytest.mark.parametrize("writer", WRITERS)
def test_into_a_read_only_folder_nothing_is_written(
    writer: str, old: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def refusing(path: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if set(mode) & set("wax+"):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return opened(path, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", refusing)
    result = outlive(*WRITERS[writer])

    assert (result.exit_code, result.stderr.splitlines()[-1].split(": ")[0]) == (2, "outlive")
    assert result.stderr.endswith("cannot be written: read-only file system; choose another place\n")
    assert contents() == old


@pytest.mark.parametrize("writer", WRITERS)
def test_an_interrupt_at_the_last_moment_leaves_what_was_there(
    writer: str, old: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    result = outlive(*WRITERS[writer])

    assert (result.exit_code, result.stderr) == (3, "outlive: interrupted\n")
    assert contents() == old


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/sys/kernel").is_dir(), reason="there is no read-only folder")
def test_a_folder_of_pages_that_cannot_be_made_is_said_before_anything_is_judged() -> None:
    result = outlive("verify", "--html", "/sys/kernel/pages")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("outlive: /sys/kernel/pages: cannot be made: ")


WRITING = """
import sys
from pathlib import Path
from reports.writing import write_whole

place, document = Path(sys.argv[1]), 0
print("started", flush=True)
while True:
    document = (document + 1) % 10
    write_whole(place, str(document).encode() * 3_000_000)
"""


def test_a_kill_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    place = tmp_path / "report"
    place.write_bytes(b"0" * 3_000_000)
    dice = Random(9)
    for _ in range(6):
        process = subprocess.Popen([sys.executable, "-c", WRITING, str(place)], cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(dice.random() * 0.03)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = place.read_bytes()

        assert len(found) == 3_000_000
        assert len(set(found)) == 1


def test_a_report_goes_through_a_pipe(tmp_path: Path) -> None:
    there, here = os.pipe()
    os.set_inheritable(here, True)
    process = subprocess.run(
        [sys.executable, "-m", "reports.command", "check", DOOR, "--junit", f"/dev/fd/{here}"],
        cwd=ROOT, capture_output=True, text=True, check=False, pass_fds=(here,),
    )  # fmt: skip
    os.close(here)
    with os.fdopen(there, "rb") as pipe:
        written = pipe.read()

    assert (process.returncode, process.stderr) == (1, f"wrote /dev/fd/{here}\n")
    assert written.startswith(b"<?xml")
    assert written.endswith(b"</testsuites>\n")


@pytest.mark.parametrize("into_a_file", [True, False])
def test_a_report_to_standard_output_follows_the_verdicts(into_a_file: bool, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "reports.command", "check", DOOR, "--junit", "/dev/stdout"]
    if into_a_file:
        with (tmp_path / "out").open("wb") as out:
            status = subprocess.run(words, cwd=ROOT, stdout=out, stderr=subprocess.DEVNULL, check=False).returncode
        written = (tmp_path / "out").read_bytes()
    else:
        done = subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
        status, written = done.returncode, done.stdout

    assert status == 1
    assert b"Covered: all 6 reachable worlds" in written
    assert written.endswith(b"</testsuites>\n")
    assert written.count(b"<?xml") == 1


@pytest.mark.parametrize("words", [["check"], ["render"], ["verify"], ["check", DOOR, "--certificate"]])
def test_a_name_that_no_disk_takes_is_not_blamed_on_standard_output(words: list[str]) -> None:
    name = "x" * 300 + ("/y" if "--certificate" in words else "")
    result = outlive(*words, name)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("outlive: ")
    assert "x" * 300 in result.stderr
    assert result.stderr.endswith(": cannot be used: file name too long; choose another place\n")


def test_a_full_standard_output_is_said() -> None:
    if not Path("/dev/full").is_char_device():
        pytest.skip("there is no full device")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reports.command", "check", DOOR],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip

    assert done.returncode == 2
    assert done.stderr == (
        "outlive: standard output: cannot be written: no space left on device; choose another place\n"
    )


def test_a_mistake_of_our_own_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> NoReturn:
        raise KeyError("worlds")

    monkeypatch.setattr("reports.check.judge_case", broken)
    result = outlive("check", DOOR)

    assert (result.exit_code, result.stdout) == (70, "")
    assert result.stderr.splitlines()[-1] == (
        "outlive: KeyError: 'worlds'; this is a mistake of outlive, and no verdict; please report it, with the file"
    )


def test_a_place_that_vanishes_meanwhile_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be written: no such file or directory"):
        write_whole(tmp_path / "gone" / "report", b"x")
