"""`outlive new` and `outlive export`: files written whole, never over what people wrote."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reports.errors import ReportError
from reports.inputs import gallery
from reports.options import outlive as command
from reports.writing import write_whole

DOOR = str(Path(__file__).parent / "networks" / "door.network.json")


def outlive(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


def test_new_writes_a_design_and_the_schema_it_names(tmp_path: Path) -> None:
    result = outlive("new", str(tmp_path / "mine.toml"))

    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["design.schema.json", "mine.toml"]
    assert (tmp_path / "mine.toml").read_text().startswith("#:schema ./design.schema.json\n")


def test_what_new_writes_is_a_design(tmp_path: Path) -> None:
    outlive("new", str(tmp_path / "mine.toml"))
    result = outlive("check", str(tmp_path / "mine.toml"), "--property", "delegate-set", "--max-states", "10")

    assert result.exit_code == 0


def test_new_leaves_a_file_alone_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("mine")
    result = outlive("new", str(path))

    assert (result.exit_code, path.read_text()) == (2, "mine")
    assert [each.name for each in tmp_path.iterdir()] == ["mine.toml"]


def test_new_leaves_another_schema_alone_and_then_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "design.schema.json").write_text("{}")
    result = outlive("new", str(tmp_path / "mine.toml"))

    assert result.exit_code == 2
    assert [each.name for each in tmp_path.iterdir()] == ["design.schema.json"]


def test_a_second_design_shares_the_schema_of_the_first(tmp_path: Path) -> None:
    outlive("new", str(tmp_path / "one.toml"))

    assert outlive("new", str(tmp_path / "two.toml")).exit_code == 0


def test_an_exported_network_gets_the_same_verdicts(tmp_path: Path) -> None:
    outlive("export", DOOR, "--to", "network", "-o", str(tmp_path / "again.network.json"))
    first = json.loads(outlive("check", DOOR, "--json").stdout)
    again = json.loads(outlive("check", str(tmp_path / "again.network.json"), "--json").stdout)

    assert again["verdicts"] == first["verdicts"]


def test_the_exported_graph_has_every_world_and_every_step() -> None:
    lines = outlive("export", DOOR, "--to", "dot").stdout.splitlines()

    assert lines[1] == '  0 [label="door: closed\\lalarm: off\\l"]'
    assert sum(" -> " in line for line in lines) == 11
    assert sum(" [label=" in line for line in lines) == 6 + 11


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    write_whole(path, b"new")

    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link", b"new")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_whole(Path("/dev/null"), b"x")

    assert Path("/dev/null").is_char_device()


def test_a_folder_is_no_place_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="is a directory; choose another place"):
        write_whole(tmp_path, b"x")


@pytest.mark.parametrize(
    "words",
    [
        ["export", "{}", "--to", "network", "-o", "{}"],
        ["export", "{}", "--to", "promela", "--output", "./{}"],
        ["render", "{}", "-o", "{}", "--format", "dot"],
        ["stress", "{}", "--adapter", "declared", "--replay-test", "{}"],
    ],
)
def test_what_is_read_is_never_written_over(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    design = (gallery() / "app-side-missing.toml").read_bytes()
    Path("mine.toml").write_bytes(design)

    result = outlive(*(word.format("mine.toml") for word in words))

    assert (result.exit_code, result.stdout) == (2, "")
    assert "is what is read, and stays as it is; name another file" in result.stderr
    assert Path("mine.toml").read_bytes() == design
