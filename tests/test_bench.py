"""The benchmark: its networks have the counts that they are known for, and its page and picture say what was found."""

import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench import ours, spin
from bench.claims import liveness, safety
from bench.contest import Patience, Tried, contest, one_by_one
from bench.family import Size, full
from bench.machine import Machine
from bench.picture import picture_text
from bench.process import Finished, run
from bench.record import ALL, SAFETY, Growth, Record, Row, Section
from bench.scaled import Scale, scaled
from bench.subjects import of_family
from bench.table import table_text
from bench.thin import in_a_ring, in_order
from bench.timing import Counts, Cut, Result, Timing
from explorer import explore, list_worlds
from model.design_reader import load_design
from model.system import compose
from properties.judge import judge
from reports.inputs import gallery, load_case


def test_the_family_has_the_counts_that_it_is_known_for() -> None:
    covered = explore(full(Size(1, 3))).covered

    assert (covered.states, covered.steps, covered.depth) == (12032, 64088, 26)


def test_what_is_claimed_of_the_family_holds_in_each_variant() -> None:
    size = Size(1, 2)

    verdicts = [
        judge(claim, explored).verdict
        for explored in (explore(full(size)), explore(in_order(size)), explore(in_a_ring(size)))
        for claim in (safety(size), liveness())
    ]

    assert verdicts == ["holds"] * 6


def test_tasks_in_order_are_reported_then_underway_then_unmade() -> None:
    # 188 worlds of app, extension, session and handler; tasks: 2**(3+2) - 3 - 3 patterns, each underway one of two.
    assert explore(in_order(Size(1, 3))).covered.states == 188 * 26


def test_the_ring_holds_what_is_done_in_the_order_in_which_it_finished() -> None:
    for world in list_worlds(in_a_ring(Size(1, 2))).worlds():
        done = sorted(name for name in ("t_0", "t_1") if world[name] == "done")
        ring = [world[f"slot_{(int(world['head']) + place) % 2}"] for place in range(2)]
        assert sorted(ring[: len(done)]) == done
        assert ring[len(done) :] == ["empty"] * (2 - len(done))


def test_one_extension_and_its_runs_are_the_recipe_with_faults() -> None:
    recipe = compose(load_design(gallery() / "recipe.toml")).network
    network, properties = scaled(Scale(1, 2))

    assert {each.name for each in recipe.machines} < {each.name for each in network.machines}
    assert len(properties) > 30


def test_a_subject_writes_a_network_that_can_be_read_again(tmp_path: Path) -> None:
    subject = of_family(1, 1)

    case = load_case(str(subject.write(tmp_path, frozenset({"never"}))))

    assert case.network == subject.make()[0]
    assert [each.id for each in case.properties] == ["held-by-the-living"]


def test_a_check_is_timed_as_a_whole_process(tmp_path: Path) -> None:
    timing = ours.Ours("ours", of_family(1, 1).write(tmp_path)).run(limit=60)

    assert timing.counts is not None
    assert (timing.counts.worlds, timing.cut) == (752, "")
    assert timing.engine
    assert 0.01 < timing.seconds < 60
    assert 5 < timing.megabytes < 5000


def test_a_check_that_gives_up_has_no_counts() -> None:
    said = '{\n "covered": {"states": 9, "steps": 9, "depth": 1, "complete": false, "engine": "list"}\n}\n'

    timing = ours.timing_of(Finished(1.0, 20.0, 3, said, "ended"))

    assert (timing.counts, timing.cut) == (None, "failed")


def test_an_engine_that_refuses_a_network_is_said_to(tmp_path: Path) -> None:
    timing = ours.Ours("integers", of_family(4, 9).write(tmp_path), "integers").run(limit=60)

    assert (timing.counts, timing.cut) == (None, "unfit")


def test_a_process_is_killed_when_its_time_is_over(tmp_path: Path) -> None:
    finished = run([sys.executable, "-c", "import time; time.sleep(30)"], tmp_path, limit=0.3)

    assert finished.end == "time"
    assert 0.3 <= finished.seconds < 10


def test_a_command_that_is_not_there_has_failed_and_not_ended_well(tmp_path: Path) -> None:
    finished = run(["no-such-command"], tmp_path, limit=5)

    assert finished.status == 127


@pytest.mark.skipif(not spin.installed(), reason="Spin and gcc are not installed: nothing to time")
def test_spin_is_timed_from_translation_to_the_end_of_its_search(tmp_path: Path) -> None:
    from reports.promela.model import promela_text

    (tmp_path / "model.pml").write_text(promela_text(of_family(1, 1).make()[0]))

    timing = spin.Spin("depth first", tmp_path / "model.pml", 752).run(limit=60)

    assert timing.counts is not None
    assert (timing.counts.worlds, timing.cut) == (752, "")
    assert timing.alone < timing.seconds


def said_by_pan(said: str) -> Timing:
    return spin.timing_of([Finished(1.0, 5.0, 0, "", "ended"), Finished(2.0, 9.0, 0, said, "ended")])


def test_large_counts_of_spin_are_read_as_far_as_it_prints_them() -> None:
    timing = said_by_pan("  12928600 states, stored\n 1.4202571e+08 transitions (= stored+matched)\n")

    assert (timing.counts, timing.seconds, timing.alone) == (Counts(12928600, 142025709), 3.0, 2.0)


@pytest.mark.parametrize(
    ("said", "cut"),
    [
        ("error: max search depth too small\n 5 states, stored\n 9 transitions (", "depth"),
        ("Warning: Search not completed\n 5 states, stored\n 9 transitions (", "failed"),
        ("gibberish", "failed"),
    ],
)
def test_a_search_of_spin_that_was_not_exhaustive_does_not_count(said: str, cut: Cut) -> None:
    timing = said_by_pan(said)

    assert (timing.counts, timing.cut) == (None, cut)


class Made:
    """A contestant with made-up times."""

    def __init__(self, name: str, seconds: float, heard: list[str], cut: Cut = "") -> None:
        self.name = name
        self._timing = Timing(seconds, seconds, 10, None, cut=cut)
        self._heard = heard

    def run(self, limit: float) -> Timing:
        assert limit > 0
        self._heard.append(self.name)
        return self._timing


PATIENT = Patience(1000, float("inf"))


def heard_in_a_contest(*made: tuple[str, float, Cut]) -> list[str]:
    heard: list[str] = []
    everybody = [Made(name, seconds, heard, cut) for name, seconds, cut in made]
    contest(everybody, Tried(), {each.name: PATIENT for each in everybody})
    return heard


def test_contestants_take_turns_and_only_the_best_mode_of_spin_goes_on() -> None:
    heard = heard_in_a_contest(("ours", 1, ""), ("Spin, a", 9, ""), ("Spin, b", 8, ""))

    assert heard == ["ours", "Spin, a", "Spin, b"] + ["ours", "Spin, b"] * 4


def test_what_takes_long_is_run_less_often() -> None:
    assert heard_in_a_contest(("slow", 59, "")) == ["slow"] * 3
    assert heard_in_a_contest(("slower", 61, "")) == ["slower"]


def test_what_is_cut_at_one_size_is_not_tried_at_the_next() -> None:
    heard: list[str] = []

    results = one_by_one([Made("x", 1, heard), Made("x", 9, heard, "time"), Made("x", 1, heard)], PATIENT)

    assert heard == ["x", "x"]
    assert [each.cut for each in results] == ["", "time", "not tried"]


def result(contestant: str, seconds: float, engine: str = "", cut: Cut = "", worlds: int = 6502400) -> Result:
    counted = None if cut else Counts(worlds, 61058720, 37)
    return Result(contestant, (Timing(seconds, seconds / 2, 100, counted, engine, cut),))


def made_up() -> Record:
    """A benchmark that never was."""
    spins = (result("Spin, depth first", 22), result("Spin, breadth first", 33, cut="memory"))
    ours_ = (result(SAFETY, 0.5, "diagrams"), result(ALL, 2, "diagrams"))
    cut = (result("Spin, depth first", 100, cut="time"), result("Spin, breadth first", 0, cut="not tried"))
    rows = (Row("3,5", ours_ + spins), Row("3,7", (*ours_, *cut)), Row("4,9", ours_))
    lines = (
        ("list", (result("list", 40, "list"), result("list", 25, cut="time"))),
        ("diagrams", (result("diagrams", 0.4, "diagrams"), result("diagrams", 0.8, "diagrams", worlds=10**10))),
        ("chosen", (result("chosen", 0.5, "diagrams"), result("chosen", 0.8, "diagrams", worlds=10**10))),
    )
    return Record(
        machine=Machine("A processor", 2, "3.11.7", 68e6, 32e9),
        spin="Spin Version 6.5.2",
        limits=(600, 100, 25),
        start_up=(result("outlive check recipe", 0.3), result("python", 0.01)),
        sections=(Section("The family", "N and M.", rows),),
        growths=(Growth("The family", ("3,5", "4,9"), lines),),
    )


def row_of(text: str, name: str, place: int = 0) -> list[str]:
    lines = [line for line in text.splitlines() if line.startswith(f"| {name} |")]
    return [cell.strip() for cell in lines[place].split("|")[1:-1]]


def test_the_table_gives_ratios_of_whole_processes() -> None:
    assert row_of(table_text(made_up()), "3,5") == [
        "3,5", "6,502,400", "61,058,720", "37", "diagrams", "0.5 s, 100 MB", "2 s, 100 MB",
        "depth first: 22.0 s, 100 MB", "44.0×", "11.0×", "22.0×", "1×", "12, 0.56",
    ]  # fmt: skip


def test_what_a_limit_cut_is_shown_as_cut_and_bounds_the_ratio() -> None:
    text = table_text(made_up())

    assert row_of(text, "3,7")[7:10] == ["depth first: out of time after 100 s, 100 MB", "> 200×", "> 50.0×"]
    assert row_of(text, "3,5", 1)[2] == "out of memory after 33.0 s, 100 MB"
    assert row_of(text, "3,7", 1)[2] == "not tried: cut at a smaller size, or no time left"


def test_counts_that_differ_from_those_of_spin_cannot_be_overlooked() -> None:
    rows = (Row("same", (result(SAFETY, 1), result("Spin, a", 1))),)
    other = (Row("other", (result(SAFETY, 1), result("Spin, a", 1, worlds=6502399))),)
    sections = tuple(Section("S", "", each) for each in (rows, other))
    text = table_text(replace(made_up(), sections=sections))

    assert row_of(text, "same", 1)[-1] == "yes"
    assert row_of(text, "other", 1)[-1] == "**NO**"


def test_promises_are_held_against_what_was_found() -> None:
    text = table_text(made_up())
    slow = table_text(replace(made_up(), start_up=(result("outlive check recipe", 1), result("python", 0.01))))

    assert row_of(text, "3,5, safety: at least 25 times as fast as Spin's best mode")[1:] == ["44.0×", "1.8×"]
    assert row_of(text, "a gallery design from process start: at most 0.5 s")[1:] == ["0.3 s", "1.7×"]
    assert row_of(slow, "a gallery design from process start: at most 0.5 s")[1:] == ["1 s", "**not kept** (0.5×)"]


def test_engines_are_compared_with_the_fastest_at_each_size() -> None:
    text = table_text(made_up())

    assert row_of(text, "fastest") == ["fastest", "0.4 s", "0.8 s"]
    assert row_of(text, "list") == ["list", "100×", "out of time"]
    assert row_of(text, "chosen") == ["chosen", "diagrams, 1.2×", "diagrams, 1×"]


def test_the_picture_has_a_line_for_each_engine_and_a_ring_where_one_was_cut() -> None:
    drawn = ElementTree.fromstring(picture_text(made_up().growths))
    lines = [each for each in drawn.iter() if each.tag.endswith("polyline")]
    rings = [each for each in drawn.iter() if each.tag.endswith("circle") and each.get("fill") == "none"]

    assert len(lines) == 3
    assert len(rings) == 1


def test_page_and_picture_name_nothing_of_the_machine_they_were_made_on() -> None:
    text = table_text(made_up()) + picture_text(made_up().growths)

    assert str(Path.home()) not in text
    assert str(Path(__file__).parent.parent) not in text
