"""Files that are no design at all: missing, unreadable, too large, of other bytes, not TOML."""

from pathlib import Path

import pytest

from model.design import DesignError
from model.design_reader import LARGEST, load_design, read_design

BASE = '[[session]]\nname = "share"\n[app]\n'
WRITE_ONE = "write a design to start from with: outlive new"

NOT_TOML = [
    ("", f"1:1: the file is empty; {WRITE_ONE}"),
    (" \n\t\n", f"1:1: the file is empty; {WRITE_ONE}"),
    ("\ufeff" + BASE, "1:1: the file begins with a byte order mark; save it as UTF-8 without one"),
    (BASE + "\0", "4:1: this is not TOML: invalid statement (\\u0000); see toml.io for how it is written"),
    (
        BASE + "launch = [connect]",
        "4:11: this is not TOML: invalid value (launch = [connect]); "
        "a text stands in quotes, a switch is true or false",
    ),
    (
        BASE + "launch",
        "4:7: this is not TOML: expected '=' after a key in a key/value pair (launch); "
        "a line is key = value, or a table: [app]",
    ),
    (
        BASE + "transfers = 1\ntransfers = 2",
        "5:14: this is not TOML: cannot overwrite a value (transfers = 2); write the key once",
    ),
    (
        BASE + "[app]",
        "4:5: this is not TOML: cannot declare app twice ([app]); "
        "write the table once, with all its keys; of several tables of a kind, each as [[…]]",
    ),
    (
        BASE + 'launch = ["connect"',
        '4:20: this is not TOML: unclosed array (launch = ["connect"); close it with ]',
    ),
    (
        BASE + "launch = " + "[" * 1500 + "]" * 1500,
        "4:10: brackets are nested too deeply; a design needs four levels",
    ),
    (
        BASE + "#" * 4001,
        "4:4001: the line is longer than 4000 characters; break it, or check that this is a design",
    ),
    (BASE + "# \udc80", "4:3: the file is not UTF-8; save it as UTF-8"),
]


@pytest.mark.parametrize(("text", "said"), NOT_TOML)
def test_a_text_that_is_not_toml_is_refused_where_it_breaks(text: str, said: str) -> None:
    with pytest.raises(DesignError) as refused:
        read_design(text, "x.toml")

    assert str(refused.value) == f"x.toml:{said}"


def test_the_name_of_a_file_cannot_garble_the_message() -> None:
    with pytest.raises(DesignError, match=r"^a\\u000ab\.toml:1:1: the file is empty"):
        read_design("", "a\nb.toml")


def file_refusal_of(path: Path) -> str:
    with pytest.raises(DesignError) as refused:
        load_design(path)
    return str(refused.value).removeprefix(str(path))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    said = file_refusal_of(tmp_path / "none.toml")

    assert said == ":1:1: there is no such file; check the path, or write one with: outlive new"


def test_a_directory_is_refused(tmp_path: Path) -> None:
    assert file_refusal_of(tmp_path) == ":1:1: this is a directory; name a design file in it"


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    said = file_refusal_of(tmp_path / "file" / "x.toml")

    assert said == ":1:1: cannot be read: Not a directory; check the path and who may read it"


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)

    said = file_refusal_of(tmp_path / "x.toml")

    assert said == ":1:1: cannot be read: Permission denied; check the path and who may read it"


def test_a_path_that_no_system_takes_is_refused() -> None:
    with pytest.raises(DesignError, match=r"^a\\u0000b:1:1: cannot be read: embedded null byte"):
        load_design(Path("a\0b"))


def test_a_file_of_other_bytes_is_refused_at_the_first_of_them(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(b"# caf\xc3\xa9\n# \xc3\xa9 caf\xe9\n")

    assert file_refusal_of(path) == ":2:8: the file is not UTF-8 (byte 0xe9); save it as UTF-8"


def test_a_file_too_large_for_a_design_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_bytes(b"#\n" * (LARGEST // 2) + b"#")

    assert file_refusal_of(path) == (
        ":1:1: the file is too large to be a design; a design has at most 256 kB: check that this is the file you meant"
    )
