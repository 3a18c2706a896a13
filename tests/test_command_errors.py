"""Errors of the command: one line that says what and the mend, status 2, nothing written, never a traceback."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reports.options import outlive as command

DOOR = str(Path(__file__).parent / "networks" / "door.network.json")


def outlive(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["check", "recip"], "outlive: recip: neither a file nor a design of the gallery; did you mean `recipe`?\n"),
        (
            ["check", "no.json"],
            "outlive: no.json: cannot be read: no such file or directory; "
            "name a design (*.toml) or a network (*.network.json)\n",
        ),
        (
            ["check", DOOR, "--property", "quite"],
            f"outlive: {DOOR}: no property `quite`; did you mean `quiet`?\n",
        ),
        (
            ["check", DOOR, "--profile", "all"],
            f"outlive: {DOOR}: a network has no profile; leave out --profile, or name a design\n",
        ),
        (
            ["render", DOOR, "--machine", "dor"],
            "outlive: door.network.json: no machine `dor`; did you mean `door`?\n",
        ),
        (
            ["render", DOOR, "-o", "door.pdf"],
            "outlive: door.pdf: no picture format ends in .pdf; "
            "known: .svg, .png, .dot, .gv, .mmd, .mermaid, or say --format\n",
        ),
        (
            ["render", DOOR, "--property", "lives"],
            f"outlive: `lives` of {DOOR} holds: it has no run to draw; draw another with --property, or --graph\n",
        ),
        (
            ["export", DOOR, "--to", "dot", "-o", "/no-such-folder/x.dot"],
            "outlive: /no-such-folder/x.dot: cannot be written: no such file or directory; choose another place\n",
        ),
        (["new", "design.yaml"], "outlive: design.yaml: a design file ends in .toml; call it design.toml\n"),
        (["verify", "no-folder"], "outlive: no-folder: is no folder; name one that holds designs (*.toml)\n"),
        (
            ["render", DOOR, "--graph", "--property", "quiet"],
            "outlive: --graph, --network, --machine and --property exclude each other; choose one "
            "(see outlive render --help)\n",
        ),
        (["check"], "outlive: Missing argument 'FILE…'. (see outlive check --help)\n"),
        (["frobnicate"], "outlive: No such command 'frobnicate'. (see outlive --help)\n"),
        (
            ["check", DOOR, "--max-seconds", "nan"],
            "outlive: Invalid value for '--max-seconds': nan is not a number of seconds. (see outlive check --help)\n",
        ),
        (
            ["check", DOOR, "--max-seconds", "inf"],
            "outlive: Invalid value for '--max-seconds': inf is not a number of seconds. (see outlive check --help)\n",
        ),
        (
            ["check", "/"],
            "outlive: /: is a directory; name a design or a network, "
            "or judge all designs in it with `outlive verify /`\n",
        ),
    ],
)
def test_an_error_is_one_line_that_tells_the_mend(words: list[str], message: str) -> None:
    result = outlive(*words)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)


@pytest.mark.parametrize(
    "words",
    [[], ["chekc"], ["check"], ["check", DOOR, "--max-states", "0"], ["check", DOOR, "--sarif"], ["export", DOOR]],
)
def test_words_that_the_command_does_not_know_end_in_2(words: list[str]) -> None:
    result = outlive(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[" * 100_000, b"null", b'{"format": "x"}'])
def test_a_file_that_is_no_network_ends_in_2(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.network.json"
    path.write_bytes(content)
    result = outlive("check", str(path))

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"outlive: {path}")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [["check"], ["render"], ["export", "--to", "network"]])
def test_a_folder_is_not_a_file(tmp_path: Path, command: list[str]) -> None:
    for name in ("folder.toml", "folder.json"):
        (tmp_path / name).mkdir()
        result = outlive(*command, str(tmp_path / name))

        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert "directory" in result.stderr


def test_a_name_that_would_act_on_the_terminal_is_escaped() -> None:
    result = outlive("check", "x\x1b[31m\n.json")

    assert result.stderr.startswith("outlive: x\\x1b[31m\\n.json: cannot be read")
