"""Whatever stands in a file, the reader gives a Design or one DesignError, and nothing else."""

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.actions import ACTIONS, CONDITIONS
from model.design import Design, DesignError
from model.design_reader import load_design, read_design
from model.design_template import new_design_text
from tests.test_design_reader import FULL

GOOD = (FULL, new_design_text())
MESSAGE = re.compile(r"x\.toml:[1-9]\d*:[1-9]\d*: [^\n]+; [^\n]+")

WORDS = sorted(
    {
        *(action.word for action in ACTIONS),
        *(condition.word for condition in CONDITIONS),
        *re.findall(r"[\w-]+|[^\w\s]|\n", FULL),
        *("[[", "]]", '"""', "'''", "\\u0000", "\0", "\ufeff", "1e400", "nan", "9" * 30, "1979-05-27", "a.b", "\u202e"),
    }
)


def outcome(text: str) -> str:
    """Empty for a design, else the message; anything but these two fails the test."""
    try:
        design = read_design(text, "x.toml")
    except DesignError as error:
        return str(error)
    assert isinstance(design, Design)
    return ""


def assert_well_told(message: str) -> None:
    assert message == "" or (MESSAGE.fullmatch(message) and message.isprintable()), message


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(), max_size=200))
def test_any_text_gives_a_design_or_one_line(text: str) -> None:
    assert_well_told(outcome(text))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_words_of_the_language_give_a_design_or_one_line(words: list[str]) -> None:
    assert_well_told(outcome(" ".join(words)))


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(GOOD), st.data())
def test_a_good_design_with_words_exchanged_gives_a_design_or_one_line(text: str, data: st.DataObject) -> None:
    tokens = re.findall(r"[\w-]+|[^\w\s]|\s+", text)
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(tokens) - 1))
        tokens[start : start + data.draw(st.integers(0, 2))] = [data.draw(st.sampled_from(WORDS))]

    assert_well_told(outcome("".join(tokens)))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(GOOD), st.data())
def test_a_good_design_with_lines_exchanged_gives_a_design_or_one_line(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    first, second = (data.draw(st.integers(0, len(lines) - 1)) for _ in "ab")
    lines[first] = lines[second]

    assert_well_told(outcome("\n".join(lines)))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=100) | st.binary(max_size=20).map(lambda some: FULL.encode() + some))
def test_any_bytes_give_a_design_or_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)

    try:
        load_design(path)
    except DesignError as error:
        assert_well_told(str(error).removeprefix(f"{tmp_path}/"))


def test_thousands_of_faults_are_told_as_quickly_as_one() -> None:
    text = FULL + "".join(f"wrong{number} = 1\n" for number in range(10_000))

    assert outcome(text) == ("x.toml:63:1: unknown key in [expect.simulator] (wrong0); expected: the id of a property")


def test_keys_of_thousands_of_parts_are_refused_in_time() -> None:
    text = "".join(f"{letter}{'.a' * 1990} = 1\n" for letter in "bcdefghijklmnopqrstuvwxyz")

    assert outcome(text).startswith("x.toml:1:1: unknown key in the file (b); known keys: ")
