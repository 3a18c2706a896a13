"""Faults of memory, disk and clock while worlds are found: what is said is so, and a checkpoint stays a checkpoint."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

import pytest

from explorer import choosing, list_worlds
from explorer.checkpoint import Keeping
from explorer.exploration import Bounds, CheckpointError
from explorer.listed import GrowingList
from explorer.watch import Means, Watch, make_room_for_numpy
from model.network_json import network_to_json
from tests.engines import answers, by
from tests.models.elevator import elevator
from tests.models.puzzles import sliding
from tests.models.two_phase import two_phase

ROOT = Path(__file__).parents[1]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="limits are as Linux has them")

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), int(sys.argv[1])))
from explorer import choosing
choosing.LISTED_FIRST, choosing.LISTED_NEXT = 1000, (2000, 3000)
from reports.command import main
sys.argv = ["outlive", "check", *sys.argv[2:]]
main()
"""


def limited(megabytes: int, *words: str) -> tuple[int, str, str]:
    """The status of a check under a limit of address space, and what it said."""
    ended = subprocess.run(
        [sys.executable, "-c", LIMITED, str(megabytes << 20), *words],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ended.returncode, " ".join(ended.stdout.split()), ended.stderr


def tiles(folder: Path) -> str:
    file = folder / "tiles.network.json"
    claim = {"id": "p", "kind": "deadlock-free"}
    file.write_text(json.dumps({**network_to_json(sliding(3, 4)), "properties": [claim]}))
    return str(file)


def million(folder: Path) -> str:
    """Twenty switches: 1,048,576 worlds."""
    names = [f"m{number}" for number in range(20)]
    file = folder / "million.network.json"
    file.write_text(json.dumps({
        "format": "outlive-network/1",
        "machines": {name: {"states": ["off", "on"], "initial": "off"} for name in names},
        "rules": [{"name": name, "moves": {name: [["off", "on"], ["on", "off"]]}} for name in names],
        "properties": [{"id": "p", "kind": "deadlock-free"}],
    }))  # fmt: skip
    return str(file)


@LINUX
def test_a_million_worlds_are_judged_in_300_megabytes(tmp_path: Path) -> None:
    status, said, _ = limited(300, million(tmp_path))

    assert status == 0
    assert "Covered: all 1,048,576 reachable worlds" in said


@LINUX
def test_where_no_engine_has_room_no_verdict_is_given(tmp_path: Path) -> None:
    status, said, erred = limited(120, tiles(tmp_path))

    assert status == 3, erred
    assert "Traceback" not in erred
    assert "the memory is full; nothing is known of the rest." in said or "memory is used up" in erred
    assert "holds" not in said


@LINUX
@pytest.mark.parametrize("engine", ["packed", "arrays"])
def test_an_engine_that_is_forced_and_finds_no_room_is_no_wrong_input(engine: str, tmp_path: Path) -> None:
    status, said, erred = limited(110, million(tmp_path), "--engine", engine)

    assert status == 3, erred
    assert "the memory is full" in said or "memory is used up" in erred


@LINUX
def test_numpy_is_not_loaded_where_it_would_end_the_process() -> None:
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (90 << 20, 90 << 20));"
        "from explorer.watch import make_room_for_numpy; make_room_for_numpy()"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)

    make_room_for_numpy()  # here is room
    assert ended.stderr.splitlines()[-1] == "MemoryError: there is no room for numpy"


def test_a_list_that_ran_out_of_memory_is_not_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has lost steps of the world it was in: gone on with, it would miss worlds, and violations."""
    growing = GrowingList(elevator(), Watch(Bounds()))
    full = iter([MemoryError()])
    look = growing._lister._look

    def looking() -> int:
        if len(growing._lister.worlds) > 50 and (error := next(full, None)) is not None:
            raise error
        return look()

    monkeypatch.setattr(growing._lister, "_look", looking)
    monkeypatch.setattr("explorer.listing._STEPS_BETWEEN_LOOKS", 10)
    for _ in range(2):
        with pytest.raises(MemoryError):
            growing.up_to(None)

    assert not growing.so_far().complete


def test_when_memory_is_full_for_every_engine_the_nearest_worlds_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> NoReturn:
        raise MemoryError

    monkeypatch.setattr(choosing, "LISTED_FIRST", 100)
    monkeypatch.setattr(choosing, "LISTED_BEFORE_C", 100)
    monkeypatch.setattr(choosing, "TINY", 1)
    monkeypatch.setattr(choosing, "_makers", lambda *_: (full,))
    monkeypatch.setattr(choosing, "listed_up_to", lambda *_: full)

    covered = choosing.explore(elevator()).covered

    assert (covered.complete, covered.stopped_by) == (False, "memory")
    assert covered.notes == ("an engine ran out of room",)


CROWDED = """
import resource, sys
from pathlib import Path
from explorer import explore
from explorer.checkpoint import Keeping
from explorer.exploration import Bounds, CheckpointError
from explorer.watch import Means
from tests.models.two_phase import two_phase

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    explore(two_phase(5), Bounds(), means=Means("diagrams", Keeping(Path(sys.argv[1]), seconds_between=0.0)))
except CheckpointError as error:
    print(error)
"""


@LINUX
@pytest.mark.parametrize("room", [900, 3000, 5000])
def test_a_disk_that_fills_up_leaves_the_last_checkpoint_and_it_resumes(room: int, tmp_path: Path) -> None:
    """The library that writes the worlds says nothing when the very last of them do not fit."""
    ended = subprocess.run(
        [sys.executable, "-B", "-c", CROWDED, str(tmp_path), str(room)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    left = sorted(path.name for path in tmp_path.iterdir())
    kept = json.loads((tmp_path / "checkpoint.json").read_text())
    resumed = choosing.explore(two_phase(5), means=Means("diagrams", Keeping(tmp_path, resume=True)))

    assert f"{tmp_path}: cannot keep a checkpoint there: " in ended.stdout, ended.stderr
    assert left == ["checkpoint.json", kept["worlds"]]
    assert answers(resumed, ()) == answers(by("diagrams", two_phase(5)), ())


def test_a_checkpoint_in_a_read_only_folder_is_refused() -> None:
    if not Path("/sys/kernel").is_dir():
        pytest.skip("there is no read-only folder")
    with pytest.raises(CheckpointError, match="/sys/kernel/kept: cannot keep checkpoints there: "):
        choosing.explore(two_phase(3), means=Means("diagrams", Keeping(Path("/sys/kernel/kept"))))


def test_a_clock_that_jumps_moves_no_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds go by a clock that nobody sets; the clock on the wall may go to and fro."""
    jumps = iter(range(0, -(10**9), -1000))
    monkeypatch.setattr(time, "time", lambda: float(next(jumps)))
    explored = list_worlds(elevator(), Bounds(max_seconds=60.0))

    assert explored.covered.complete


def test_nothing_asks_the_clock_on_the_wall() -> None:
    asked = [
        str(path.relative_to(ROOT))
        for room in ("model", "explorer", "properties", "reports")
        for path in (ROOT / room).rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in ("import datetime", "from datetime", "time.time("))
        or "from time import time" in path.read_text(encoding="utf-8")
    ]

    assert asked == []
