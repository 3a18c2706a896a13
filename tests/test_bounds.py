"""Bounds and faults: what is said when memory, time or a library is missing, and that a killed run goes on the same."""

import json
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from explorer import choosing, explore, list_worlds
from explorer.checkpoint import Keeping
from explorer.exploration import Bounds, CheckpointError, Seen
from explorer.symmetry import QuotientExploration, find_symmetry
from explorer.watch import Means, StoppedError, Watch
from model.design_reader import load_design
from model.network import FALSE, TRUE, Network
from model.network_json import network_to_json
from model.system import compose
from reports.inputs import gallery
from reports.terminal.progress import seen_in_words
from tests.engines import answers, as_properties, by
from tests.models.dining import dining
from tests.models.elevator import elevator
from tests.models.puzzles import die_hard, sliding
from tests.models.two_phase import two_phase

MEGABYTE = 1 << 20

ROOT = Path(__file__).parents[1]

WEIGHED = """
import atexit, sys
from pathlib import Path

atexit.register(lambda: sys.stderr.write(Path("/proc/self/status").read_text()))
from reports.command import main

main()
"""

KEEPING = """
import sys
from pathlib import Path
from explorer import explore
from explorer.checkpoint import Keeping
from explorer.exploration import Bounds
from explorer.watch import Means
from tests.test_bounds import recipe

explore(recipe(), Bounds(), means=Means("diagrams", Keeping(Path(sys.argv[1]), seconds_between=0.0)))
"""


def recipe() -> Network:
    return compose(load_design(gallery() / "recipe.toml")).network


def without_c(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the list in C were not there."""
    monkeypatch.setattr(choosing, "_lists_by_c", lambda _watch: False)


def peak_and_status(words: list[str]) -> tuple[int, int, str]:
    """The most memory the command had (what its parent had counts in `wait4`), its status, and what it said."""
    command = [sys.executable, "-c", WEIGHED, *words]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    peak = next(line for line in ended.stderr.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024, ended.returncode, ended.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory in other units")
@pytest.mark.parametrize("engine", [[], ["--engine", "list"], ["--engine", "diagrams"], ["--engine", "packed"]])
def test_more_memory_than_allowed_is_never_taken(engine: list[str], tmp_path: Path) -> None:
    file = tmp_path / "tiles.network.json"
    claim = {"id": "p", "kind": "deadlock-free"}
    file.write_text(json.dumps({**network_to_json(sliding(3, 4)), "properties": [claim]}))

    peak, status, said = peak_and_status(["check", str(file), "--max-memory", "150M", *engine])

    assert status == 3, said
    assert "--max-memory 150 MB was hit" in " ".join(said.split())
    assert peak < 155 * MEGABYTE


def test_a_run_that_was_killed_goes_on_to_the_identical_answers(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", KEEPING, str(tmp_path)])
    while not (tmp_path / "checkpoint.json").exists():
        assert process.poll() is None
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()

    resumed = explore(recipe(), means=Means("diagrams", Keeping(tmp_path, resume=True)))

    assert answers(resumed, ()) == answers(by("diagrams", recipe()), ())


def kept_in(folder: Path, network: Network) -> None:
    explore(network, means=Means("diagrams", Keeping(folder, seconds_between=0.0)))


def resumed_in(folder: Path, network: Network) -> None:
    explore(network, means=Means("diagrams", Keeping(folder, resume=True)))


def test_a_checkpoint_of_another_network_is_refused(tmp_path: Path) -> None:
    kept_in(tmp_path, dining(3))

    with pytest.raises(CheckpointError, match="is of another network, engine or version; leave --resume out"):
        resumed_in(tmp_path, elevator())


def test_a_checkpoint_is_gone_on_from_in_the_order_in_which_it_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_in(tmp_path, elevator())
    names = tuple(machine.name for machine in elevator().machines)
    monkeypatch.setattr("explorer.sets.order.best_order", lambda _network, _nodes: (names[1:] + names[:1], 10**9))

    resumed = explore(elevator(), means=Means("diagrams", Keeping(tmp_path, resume=True)))

    assert (resumed.covered.states, resumed.covered.steps) == (4123, 14296)


def test_a_checkpoint_in_another_order_is_refused(tmp_path: Path) -> None:
    kept_in(tmp_path, dining(3))
    head = tmp_path / "checkpoint.json"
    kept = json.loads(head.read_text())

    for order in (kept["order"][::-1], kept["order"][1:], ["x"], "x", None, 7):
        head.write_text(json.dumps({**kept, "order": order}))
        with pytest.raises(CheckpointError):
            resumed_in(tmp_path, dining(3))


def test_a_damaged_checkpoint_is_refused(tmp_path: Path) -> None:
    kept_in(tmp_path, dining(3))
    (worlds,) = tmp_path.glob("worlds-*")
    sound = worlds.read_bytes()

    for damaged in (sound[:-10], sound[: len(sound) // 2] + b"7" + sound[len(sound) // 2 + 1 :], b""):
        worlds.write_bytes(damaged)
        with pytest.raises(CheckpointError, match="is damaged"):
            resumed_in(tmp_path, dining(3))
    worlds.write_bytes(sound)
    resumed_in(tmp_path, dining(3))


@pytest.mark.parametrize("head", [b"", b"{", b"[]", b'"x"', b"\xff", b"[" * 100_000])
def test_what_is_no_checkpoint_is_refused(head: bytes, tmp_path: Path) -> None:
    (tmp_path / "checkpoint.json").write_bytes(head)

    with pytest.raises(CheckpointError, match="is damaged, or no checkpoint"):
        resumed_in(tmp_path, dining(3))


def test_where_no_checkpoint_can_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(CheckpointError, match="cannot keep checkpoints there"):
        kept_in(tmp_path / "file", dining(3))


def test_resuming_where_nothing_was_kept_starts_anew(tmp_path: Path) -> None:
    resumed_in(tmp_path / "new", dining(3))


def test_a_bound_on_worlds_gives_what_was_found_and_judges_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    without_c(monkeypatch)
    monkeypatch.setattr(choosing, "LISTED_BEFORE_C", 100)
    monkeypatch.setattr(choosing, "LISTED_FIRST", 100)
    monkeypatch.setattr(choosing, "LISTED_NEXT", (200, 300))
    monkeypatch.setattr(choosing, "TINY", 1)

    covered = explore(elevator(), Bounds(max_states=2000)).covered

    assert (covered.complete, covered.stopped_by, covered.engine) == (False, "max_states", "diagrams")
    assert covered.looked_at == 301
    assert covered.states > 2000


def test_a_quotient_says_nothing_that_the_cut_short_exploration_in_full_does_not_know() -> None:
    network = two_phase(3)
    in_full = partial(list_worlds, network, Bounds(max_states=5))
    quotient = QuotientExploration(find_symmetry(network), in_full, Watch(Bounds()))

    assert quotient.complete
    with pytest.raises(StoppedError, match="max_states"):
        quotient.fair_run_avoiding(TRUE, FALSE)


def test_a_bound_that_stops_an_engine_is_nothing_to_a_list_that_is_whole() -> None:
    covered = explore(die_hard(3, 5), Bounds(max_seconds=0), means=Means("diagrams")).covered

    assert (covered.complete, covered.engine, covered.states, covered.stopped_by) == (True, "list", 16, "")


def test_without_a_library_another_engine_answers_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    without_c(monkeypatch)
    monkeypatch.setattr(choosing, "LISTED_BEFORE_C", 100)
    monkeypatch.setattr(choosing, "LISTED_FIRST", 100)
    monkeypatch.setattr(choosing, "LISTED_NEXT", (200, 300))
    monkeypatch.setattr(choosing, "SMALL", 1)
    for module in ("oxidd", "oxidd.bdd", "oxidd.util"):
        monkeypatch.setitem(sys.modules, module, None)
    for module in ("explorer.sets.diagrams", "explorer.sets.order"):
        monkeypatch.delitem(sys.modules, module, raising=False)

    exploration = explore(elevator())

    assert exploration.covered.engine in ("arrays", "compiled", "packed")
    assert "a library of an engine is not installed: oxidd.bdd" in exploration.covered.notes
    counts = (exploration.covered.states, exploration.covered.steps, exploration.covered.depth)
    assert counts == (4123, 14296, 36)
    assert answers(exploration, as_properties(()))["complete"]


def test_progress_says_what_an_engine_knows() -> None:
    listed = seen_in_words(Seen("list", 5000, 9000, 7, 300), 2.0)
    drawn = seen_in_words(Seen("diagrams", 3 * 10**12, passes=4, nodes=12_345), 2.0)

    assert listed.startswith("list: 5,000 worlds, 2,500/s, ")
    assert listed.endswith(" MB, depth 7, 300 to go on from")
    assert drawn.startswith("diagrams: 3.00e+12 worlds, 1.50e+12/s, ")
    assert drawn.endswith(" MB, pass 5, 12,345 nodes")
