"""The house: imports point one way, every file says what it is for, files and functions stay short."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("model", "explorer", "properties", "reports")
FILES = sorted(path for room in (*ROOMS, "tests") for path in (ROOT / room).rglob("*.py"))
IN_C = sorted(path for room in ROOMS for ending in ("c", "h") for path in (ROOT / room).rglob(f"*.{ending}"))
IDS = [str(path.relative_to(ROOT)) for path in FILES]

LONGEST_FILE = 300
MOST_STATEMENTS = 25
MOST_PARAMETERS = 4


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            yield each


def statements(function: ast.AST) -> int:
    return sum(isinstance(each, ast.stmt) for each in ast.walk(function)) - 1


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    arguments = function.args
    required = [each.arg for each in (*arguments.posonlyargs, *arguments.args)][: -len(arguments.defaults) or None]
    return len([name for name in required if name not in ("self", "cls")])


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_file_begins_with_one_sentence(path: Path) -> None:
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))

    assert words, "no docstring"
    assert words.splitlines()[0].endswith((".", "?", ":", ";")) or "\n" in words


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_file_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < LONGEST_FILE


@pytest.mark.parametrize("path", IN_C, ids=lambda path: path.name)
def test_a_file_in_c_begins_with_a_sentence_and_is_short(path: Path) -> None:
    lines = path.read_text(encoding="ascii").splitlines()

    assert lines[0].startswith("/* ")
    assert lines[0].rstrip(" */").endswith((".", ":"))
    assert len(lines) < LONGEST_FILE
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize("path", [path for path in FILES if "tests" not in path.parts], ids=str)
def test_a_function_does_one_thing_with_few_parameters(path: Path) -> None:
    long = [each.name for each in functions(path) if statements(each) > MOST_STATEMENTS]
    greedy = [
        each.name
        for each in functions(path)
        if parameters(each) > MOST_PARAMETERS and not each.decorator_list  # commands take their options by name
    ]

    assert (long, greedy) == ([], [])


def test_functions_are_five_lines_or_so() -> None:
    lengths = [
        each.end_lineno - each.body[0].lineno + 1
        for path in FILES
        if "tests" not in path.parts
        for each in functions(path)
        if each.end_lineno is not None
    ]

    assert median(lengths) <= 6


def test_imports_point_one_way() -> None:
    script = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(cache_dir=None))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_every_room_is_in_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == list(ROOMS)


def test_the_lock_pins_every_dependency_by_hash_and_names_no_host() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pinned = {line.partition("==")[0] for line in lock.splitlines() if "==" in line and not line.startswith((" ", "#"))}

    assert {each.partition(">")[0] for each in wanted} <= pinned
    assert "://" not in lock
