"""The comment on a pull request: a table, each run as a diagram and in words, never too long, never anything active."""

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reports.forms.fitting import Block, fitted
from reports.forms.markdown import LONGEST, document
from reports.forms.markdown_text import code, code_in_html, code_in_table, fenced
from reports.forms.mermaid_sequence import sequence_diagram
from reports.lanes.chart import lanes_of
from tests.judged import DOOR, HOSTILE, gallery_reports, hostile_network, in_every_profile, whole, written

LINE = re.compile(
    r"  (?:actor|participant) L\d+ as (?P<lane>.+)|  (?:  )?L\d+--?(?:>>|x)L\d+: (?P<step>\d+\. .+)"
    r"|  loop for ever|  end|  Note over L\d+(?:,L\d+)?: (?P<note>.+)"
)
"""What a line of a diagram may be."""
CALM = re.compile(r"(?:[\w -.,()→✗]|<br/>|#\d+;)+")


def comment(*reports: object) -> str:
    return document(reports).decode()  # type: ignore[arg-type]


def diagrams(text: str) -> list[list[str]]:
    return [found.splitlines() for found in re.findall(r"```mermaid\nsequenceDiagram\n(.*?)\n```", text, re.DOTALL)]


def tokens(text: str) -> list[Token]:
    """The comment as a reader of GitHub's tables, links and HTML takes it."""
    parsed = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").parse(text)
    return [inner for token in parsed for inner in (token, *(token.children or ()))]


def test_a_violation_reads_so() -> None:
    text = comment(whole("recipe", "app-not-refused-in-its-wake", "single-connector"))

    assert text.startswith(
        "## outlive: 2 properties: 1 violated, 1 holds\n\n"
        "### `recipe` (device)\n\n"
        "`Share sheet, as the post recommends`\n\n"
        "| | property | verdict | what it says |\n"
        "|---|---|---|---|\n"
        "| ✗ | `app-not-refused-in-its-wake` | violated "
        "| The app is not refused a session inside the wake it was woken for. |\n\n"
        "<details>\n"
        "<summary>✗ <code>app-not-refused-in-its-wake</code>: 10 steps</summary>\n\n"
        "The app is not refused a session inside the wake it was woken for. "
        "It rests on `§8 N1 L1`.\n\n"
        "```mermaid\n"
        "sequenceDiagram\n"
        "  actor L0 as user\n"
        "  participant L1 as app\n"
        "  participant L2 as share-extension\n"
    )
    assert "  L0->>L2: 1. opens share-extension, run 1\n  L2->>L3: 2. connects to share\n" in text
    assert "  L3-->>L1: 6. relaunches the app\n" in text
    assert (
        "  L1-xL3: 10. ✗ is refused share (-996)\n"
        "  Note over L0,L4: ✗ app-not-refused-in-its-wake\n"
        "```\n\n"
        "```text\n"
        "the shortest run that breaks it, 10 steps:\n"
        " 1. the user opens share-extension, run 1\n"
    ) in text
    assert "10. app, handle-events for share, step 2: is refused share (-996): share-extension is connect" in text
    assert text.rstrip().splitlines()[-3] == "`Covered: all 19,875 reachable worlds, 91,476 steps, depth 41.`"


def test_a_cycle_is_a_loop() -> None:
    (diagram,) = diagrams(comment(whole(str(DOOR), "stops")))

    assert diagram[-4:] == ["  loop for ever", diagram[-3], "  end", "  Note over L0,L2: ✗ stops"]
    assert diagram[-3].endswith(": 4. the siren turns")
    assert [line[:6] for line in diagram].count("  loop") == 1


def test_the_same_run_is_told_once() -> None:
    text = comment(whole("recipe", "completion-handler-always-called", "handler-keyed-by-identifier"))

    assert len(diagrams(text)) == 1
    assert "The same run as under `completion-handler-always-called`." in text


def test_where_all_holds_there_is_no_table() -> None:
    text = comment(whole("recipe", "single-connector", "completion-may-reach-app"))

    assert text.startswith("## outlive: 2 properties: 1 witnessed, 1 holds\n")
    assert "|" not in text
    assert "<details>" not in text


def test_what_cannot_come_about_says_so() -> None:
    text = comment(whole(str(DOOR), "breaks"))

    assert "| ◇ | `breaks` | unreachable |" in text
    assert "No reachable world shows it." in text


def test_every_line_of_every_diagram_of_the_gallery_is_one_that_mermaid_knows() -> None:
    texts = [comment(report) for report in gallery_reports()]

    lines = [line for text in texts for diagram in diagrams(text) for line in diagram]
    assert len(lines) > 3000
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert [line for line in lines if not calm(line)] == []


def calm(line: str) -> bool:
    found = LINE.fullmatch(line)
    words = [word for word in found.groups() if word] if found else []
    return all(CALM.fullmatch(word) for word in words)


def test_steps_are_numbered_from_one() -> None:
    report = whole("recipe", "app-not-refused-in-its-wake")
    (verdict,) = report.verdicts
    assert verdict.run is not None

    diagram = sequence_diagram(lanes_of(report.case), verdict.run, "")
    numbers = re.findall(r": (\d+)\. ", diagram)
    assert numbers == [str(number) for number in range(1, 11)]
    assert "Note" not in diagram


def test_many_reports_fit_into_one_comment_and_it_says_what_is_missing() -> None:
    text = comment(*gallery_reports())

    assert LONGEST - 3000 < len(text) <= LONGEST
    last = text.rstrip().splitlines()[-1]
    assert last.startswith("Shortened to 65,536 characters. Left out: the ")
    assert re.search(r", \d+ more\.$", last)
    assert text.count("\n### ") == len(gallery_reports())
    assert text.count("```mermaid") == len(diagrams(text))


def test_diagrams_are_left_out_before_words_and_words_before_tables() -> None:
    long, short = "d" * 900, "w" * 300
    blocks = [Block(("head",)), *(Block((long, short, ""), f"words {n}", f"diagram {n}") for n in range(3)),
              Block(("t" * 500, ""), "table", rank=0)]  # fmt: skip

    text = fitted(blocks, 4000)
    assert text == "\n\n".join([
        "head", long, short, "t" * 500, "Shortened to 4,000 characters. Left out: diagram 1, words 2.",
    ])  # fmt: skip
    assert fitted(blocks, 20_000) == "\n\n".join(["head", long, long, long, "t" * 500])


def test_even_countless_parts_fit() -> None:
    blocks = [Block(("head",)), *(Block(("x" * 400, ""), f"the run of {'long' * 50} {n}") for n in range(9000))]

    assert len(fitted(blocks, LONGEST)) <= LONGEST


def test_profiles_stand_below_each_other() -> None:
    text = comment(*in_every_profile("container-missing"))

    assert re.findall(r"### `container-missing` \((\w+)\)", text) == ["device", "simulator", "debugger"]


@pytest.mark.parametrize(("name", "text"), [("x.toml", HOSTILE), ("x.network.json", hostile_network())])
def test_nothing_in_a_hostile_design_acts(tmp_path: Path, name: str, text: str) -> None:
    shown = comment(written(tmp_path, name, text))

    found = tokens(shown)
    html = "".join(token.content for token in found if token.type in ("html_inline", "html_block"))
    assert set(re.findall(r"</?\w+", html)) <= {
        "<code", "</code", "<details", "</details", "<summary", "</summary",
    }  # fmt: skip
    assert not [token.type for token in found if token.type in ("link_open", "image", "text_special")]
    assert {token.info for token in found if token.type == "fence"} == {"mermaid", "text"}
    words = " ".join(token.content for token in found if token.type == "text")
    assert not re.search(r"octocat|evil|alert|//|[@#${}\[\]]|:\w+:", words)
    assert all(LINE.fullmatch(line) and calm(line) for diagram in diagrams(shown) for line in diagram)
    assert not any(letter in shown for letter in "\0\x1b\u202e")


def test_code_shows_every_letter_wherever_it_stands() -> None:
    assert code("a``b") == "```a``b```"
    assert code("`a|\n<@") == "`` `a|\\n<@ ``"
    assert code_in_table("a|b\\|") == "`a\\x7cb\\\\x7c`"
    assert code_in_html("a|b`<@\n") == "<code>a&#124;b&#96;&#60;&#64;&#92;n</code>"


def test_no_line_ends_its_fence() -> None:
    assert fenced(("```", "````x")) == "`````text\n```\n````x\n`````"


def test_the_same_verdicts_give_the_same_bytes() -> None:
    assert comment(whole("recipe")) == comment(whole("recipe"))
