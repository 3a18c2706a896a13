"""The index of `verify --html`: every verdict a link, differences marked, hostile names as text, files whole."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result

from model.design import PROFILES
from reports import outcomes
from reports.options import outlive as command
from reports.outcomes import Outcome, Task
from reports.page.folder import Row, page_names
from reports.page.index import index_bytes
from reports.page.matrix import matrix_of

TINY = """\
title = "App alone"
[[session]]
name = "s"
[app]
foreground = ["connect"]
[expect]
delegate-set = "violated"
"""

VERDICTS = {"a": "violated", "b": "holds", "w": "unreachable", "s": "violated", "q": "unknown", "v": "vacuous"}


def row(name: str, *three: Mapping[str, str], title: str = "", expected: Mapping[str, str] | None = None) -> Row:
    """A design with its verdicts on device, simulator and debugger (as on the device where they are not given)."""
    judged = [*three, *[three[0]] * (3 - len(three))]
    found = tuple(
        Outcome(Task(Path(f"{name}.toml"), profile), verdicts, expected or {}, {}, states=1, seconds=0.1, document={})
        for profile, verdicts in zip(PROFILES, judged, strict=True)
    )
    says = {each: f"Sentence {each}." for each in three[0]}
    return Row(title or name, found, says, strict=("s",), page=f"{name}.html")


@dataclass
class Cell:
    """A cell of the table as a browser has it."""

    tag: str
    attributes: Mapping[str, str | None]
    text: str = ""
    links: list[Mapping[str, str | None]] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads the table, and every tag, of an index."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.rows: list[list[Cell]] = []
        self.tags: list[tuple[str, Mapping[str, str | None]]] = []
        self.script = ""
        self._open: Cell | None = None
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._open = Cell(tag, dict(attrs))
            self.rows[-1].append(self._open)
        elif tag == "a" and self._open is not None:
            self._open.links.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open.text += data
        if self.tags and self.tags[-1][0] == "script":
            self.script += data


def read(*rows: Row) -> Reader:
    return Reader(index_bytes(rows))


def test_every_verdict_is_a_link_to_its_place_on_the_page_of_its_design() -> None:
    found = read(row("one", VERDICTS), row("two", VERDICTS | {"a": "holds"}))
    head, first, second, foot = found.rows

    assert [cell.text for cell in head[2:]] == ["a1", "b2", "w3", "s4", "q5", "v6"]
    assert [cell.attributes.get("scope") for cell in (*head, first[0], foot[0])] == ["col"] * 8 + ["row"] * 2
    assert [cell.text for cell in first] == ["one", "2", "✗", "✓", "◇", "✗", "?", "○"]
    assert [link["href"] for cell in second for link in cell.links] == [
        "two.html", "two.html#a", "two.html#b", "two.html#w", "two.html#s", "two.html#q", "two.html#v",
    ]  # fmt: skip
    assert [link["aria-label"] for cell in second[2:] for link in cell.links] == [
        "holds", "holds", "unreachable", "violated", "unknown", "vacuous",
    ]  # fmt: skip
    assert [cell.text for cell in foot] == ["broken by", "3", "1", "", "2", "2", "", ""]


def test_a_verdict_that_is_not_expected_is_marked_in_its_cell_and_told_above() -> None:
    found = read(row("one", VERDICTS, expected={"a": "holds", "b": "holds", "zz": "holds"}))
    cell = found.rows[1][2]

    assert cell.attributes["class"] == "violated off"
    assert cell.links[0]["aria-label"] == "violated, expected holds"
    assert [tag for tag, attributes in found.tags if attributes.get("class") == "differ"] == ["details"]
    assert index_bytes([row("one", VERDICTS, expected={"zz": "holds"})]).count(b"found <b>not judged</b>") == 3
    assert b"No verdict differs from [expect]." in index_bytes([row("one", VERDICTS)])


def test_what_is_broken_in_some_profiles_only_has_a_mark_and_travels_for_all_three() -> None:
    found = read(row("one", {"a": "violated", "b": "vacuous"}, {"a": "holds", "b": "holds"}))
    a, b = found.rows[1][2:]
    carried = json.loads(found.script.split("</script>")[0].split("\n")[0])

    assert (a.attributes["class"], b.attributes["class"]) == ("violated varies", "vacuous")
    assert a.links[0]["aria-label"] == "violated, broken in some profiles only"
    assert carried["profiles"] == {"device": ["vc"], "simulator": ["hh"], "debugger": ["vc"]}


def test_a_property_that_was_not_judged_has_an_empty_cell() -> None:
    found = read(row("one", {"a": "holds"}), row("two", {"b": "holds"}))

    assert [cell.text for cell in found.rows[1][2:]] == ["✓", ""]
    assert matrix_of([row("one", {"a": "holds"}), row("two", {"b": "holds"})]).properties == {
        "a": "Sentence a.", "b": "Sentence b.",
    }  # fmt: skip


EVIL = '"><img src=x onerror=alert(1)></script><script>alert(1)</script>\u202e&amp;{{script}}'


def test_nothing_of_a_hostile_name_acts() -> None:
    plain = read(row("one", {"a": "holds"}, expected={"a": "violated"}))
    name = EVIL.replace("/", "|")  # no file is called with a slash
    evil = Row(EVIL, row(name, {EVIL: "holds"}, expected={EVIL: EVIL}).outcomes, {EVIL: EVIL}, (EVIL,), page="x.html")
    found = Reader(index_bytes([evil]))

    assert [tag for tag, _ in found.tags] == [tag for tag, _ in plain.tags]
    assert {name for _, attributes in found.tags for name in attributes} == {
        name for _, attributes in plain.tags for name in attributes
    }
    assert found.rows[1][0].text == name.replace("\u202e", r"\u202e")
    assert found.rows[1][2].links[0]["href"] is not None
    assert unquote(str(found.rows[1][2].links[0]["href"])) == f"x.html#{EVIL}"


def test_the_index_asks_nothing_of_anywhere() -> None:
    page = index_bytes([row("one", VERDICTS)]).decode()
    found = Reader(page.encode())
    addresses = [attributes[name] for _, attributes in found.tags for name in ("href", "src") if name in attributes]

    assert [each for each in addresses if each and not each.startswith(("one.html", "#", "data:,"))] == []
    assert "default-src 'none'" in page.replace("&#x27;", "'")
    assert "url(" not in page
    assert "@import" not in page
    assert "innerHTML" not in page


def test_no_page_takes_the_place_of_another_or_of_the_index() -> None:
    names = page_names([Path(f"{name}.toml") for name in ("index", "Index", "a", "A", "a-2", "b")])

    assert names == ("index-2.html", "Index-3.html", "a.html", "A-2.html", "a-2-2.html", "b.html")
    assert len({name.lower() for name in names}) == 6


def outlive(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


@pytest.fixture
def designs(tmp_path: Path) -> Path:
    folder = tmp_path / "designs"
    folder.mkdir()
    for name in ("one", "two #2"):
        (folder / f"{name}.toml").write_text(TINY)
    return folder


def test_verify_writes_an_index_and_a_page_on_each_design(designs: Path, tmp_path: Path) -> None:
    result = outlive("verify", str(designs), "--html", str(tmp_path / "new" / "pages"))
    pages = tmp_path / "new" / "pages"
    found = Reader((pages / "index.html").read_bytes())
    linked = {str(link["href"]).split("#")[0] for cells in found.rows for cell in cells for link in cell.links}

    assert result.exit_code == 1
    assert "Differences from [expect]: 6" in result.stdout
    assert "index.html and 2 pages beside it" in result.stderr
    assert sorted(path.name for path in pages.iterdir()) == ["index.html", "one.html", "two #2.html"]
    assert {unquote(each) for each in linked} == {"one.html", "two #2.html"}
    assert all((pages / name).stat().st_size > 50_000 for name in ("one.html", "two #2.html"))


def test_what_verify_says_is_the_same_with_pages_and_without(
    designs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OSError

    monkeypatch.setattr(outcomes, "_workers", refuse)
    with_pages = outlive("verify", str(designs), "--json", "--html", str(tmp_path / "pages"))
    without = outlive("verify", str(designs), "--json")

    assert with_pages.stdout == without.stdout
    assert with_pages.exit_code == without.exit_code == 1


def test_a_folder_that_cannot_be_made_is_refused_before_anything_is_judged(designs: Path) -> None:
    result = outlive("verify", str(designs), "--html", str(designs / "one.toml" / "pages"))

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1].endswith("choose another folder for the pages")


def test_what_was_judged_before_an_interrupt_has_its_pages_and_its_index(
    designs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reports.page import folder

    judge = folder.judge_design

    def judge_one(path: Path) -> tuple[Row, bytes]:
        if path.stem != "one":
            raise KeyboardInterrupt
        return judge(path)

    def in_this_process(_: object, tasks: Sequence[Path]) -> object:
        return map(judge_one, tasks)

    monkeypatch.setattr(folder, "worked", in_this_process)
    found, left_out = folder.outcomes_with_pages(sorted(designs.glob("*.toml")), tmp_path)

    assert ([each.task.profile for each in found], left_out) == (list(PROFILES), 3)
    assert (tmp_path / "one.html").exists()
    assert not (tmp_path / "two #2.html").exists()
    assert len(Reader((tmp_path / "index.html").read_bytes()).rows) == 3


def test_an_index_of_nothing_is_an_index() -> None:
    found = read()

    assert [[cell.text for cell in cells] for cells in found.rows] == [["Design", "broken"], ["broken by", "0"]]


SAME = """
from hashlib import sha256
from reports.page.index import index_bytes
from tests.test_page_index import VERDICTS, row
rows = [row("one", VERDICTS, expected={"a": "holds"}), row("two", {"z": "holds", **VERDICTS})]
print(sha256(index_bytes(rows)).hexdigest())
"""


def test_an_index_has_the_same_bytes_whatever_order_sets_have() -> None:
    pages = {
        subprocess.run(
            [sys.executable, "-c", SAME], env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip

    assert len(pages) == 1
