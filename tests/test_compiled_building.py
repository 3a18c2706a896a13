"""Building the list in C: from its folder alone, by any compiler, and doing without where there is none."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer import EngineError, explore
from explorer.compiled import building
from explorer.compiled.building import COMPILERS, LIBRARY, is_built
from explorer.compiled.library import library
from tests.engines import by
from tests.models.puzzles import grid

a_compiler = pytest.mark.skipif(not any(map(shutil.which, COMPILERS)), reason="there is no C compiler")
built = pytest.mark.skipif(not is_built(), reason="no C compiler was there to build the list")


@pytest.fixture
def not_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if the C had never been built."""
    library.cache_clear()
    monkeypatch.setattr(building, "LIBRARY", tmp_path / "libworlds.so")
    yield
    library.cache_clear()


@a_compiler
def test_where_there_is_a_compiler_the_list_is_built() -> None:
    assert is_built()


@pytest.mark.usefixtures("not_built")
def test_without_the_c_it_is_refused_with_the_mend_and_others_answer() -> None:
    with pytest.raises(EngineError, match=r"not built here: `.*building\.py` builds it"):
        by("compiled", grid(2, 3))
    assert explore(grid(5, 8)).covered.engine != "compiled"


@built
def test_a_library_built_from_other_sources_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "libworlds.so"
    other.write_bytes(LIBRARY.read_bytes().replace(building.digest().encode(), b"0" * 64))
    assert other.read_bytes() != LIBRARY.read_bytes()
    monkeypatch.setattr(building, "LIBRARY", other)

    assert not is_built()


@a_compiler
def test_it_builds_itself_from_its_folder_alone(tmp_path: Path) -> None:
    folder = tmp_path / "compiled"
    shutil.copytree(building.FOLDER, folder, ignore=shutil.ignore_patterns("*.so", "__pycache__"))

    ran = subprocess.run([sys.executable, "-I", folder / "building.py"], capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "libworlds.so is built, and up to date\n", "")
    assert (folder / "libworlds.so").is_file()


def test_a_compiler_that_fails_is_told_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "LIBRARY", tmp_path / "libworlds.so")
    monkeypatch.setenv("CC", f"{sys.executable} -c exit(1)")

    assert "exit status 1" in building.build()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [" ", "no-such-compiler -O3", "cc '"])
def test_odd_words_for_a_compiler_are_no_traceback(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "LIBRARY", tmp_path / "libworlds.so")
    monkeypatch.setattr(building, "COMPILERS", ())
    monkeypatch.setenv("CC", words)

    assert building.build()
