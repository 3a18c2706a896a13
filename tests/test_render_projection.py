"""`outlive render --project` and `--bisimulation`: which machines are meant, what is counted, what is refused."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from explorer import list_worlds
from model.network import Machine, Network, Rule
from reports.errors import ReportError
from reports.options import outlive as command
from reports.pictures import fold_picture
from reports.pictures.chosen import chosen_machines
from reports.pictures.folding import Fold, Lens, folded

DOOR = str(Path(__file__).parent / "networks" / "door.network.json")
NAMES = (
    "app", "app: main thread", "app: handle-events for share, in line", "share-extension", "app: session share",
    "share-extension: session share", "transfer of app 1", "wake for share",
)  # fmt: skip


def outlive(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


def network(*names: str) -> Network:
    return Network(tuple(Machine(name, ("on", "off"), "on") for name in names), ())


def lamps() -> Network:
    """Two lamps with a switch each, and one that puts both out."""
    out, lit = (("on", "off"),), (("off", "on"),)
    machines = tuple(Machine(name, ("off", "on"), "off") for name in ("left", "right"))
    rules = (
        Rule("press left", "ann", {"left": lit}),
        Rule("press right", "bob", {"right": lit}),
        Rule("power fails", "grid", {"left": out, "right": out}),
    )
    return Network(machines, rules)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("app", ("app",)),
        ("session", ("app: session share", "share-extension: session share")),
        ("share-ext", ("share-extension",)),
        ("app:", ("app: main thread", "app: handle-events for share, in line", "app: session share")),
        ("wake", ("wake for share",)),
        ("main", ("app: main thread",)),
        ("app: handle-events for share, in line", ("app: handle-events for share, in line",)),
        ("wake, app", ("app", "wake for share")),
        ("app,app", ("app",)),
    ],
)
def test_a_word_means_the_machines_that_begin_so(word: str, meant: tuple[str, ...]) -> None:
    assert chosen_machines(network(*NAMES), (word,), "here") == meant


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("trnsfer of app", "here: no machine `trnsfer of app`; did you mean `transfer of app 1`?"),
        ("", "here: no machine ``; known: app"),
        ("sh", "here: no machine `sh`; it may be `share-extension` or `shelf`: write more of it"),
    ],
)
def test_a_word_that_means_nothing_or_too_much_is_refused_with_the_nearest(word: str, says: str) -> None:
    with pytest.raises(ReportError) as refused:
        chosen_machines(network(*NAMES, "shelf"), (word,), "here")

    assert str(refused.value).startswith(says)


def test_worlds_that_look_the_same_are_one_and_are_counted() -> None:
    graph = folded(list_worlds(lamps()), Lens(("left",)))

    assert graph.folds == (Fold(("off",), 2, 1), Fold(("on",), 2, 1))
    assert graph.moves == {(0, 1): {"press left": 2}, (1, 0): {"power fails": 1}}


def test_bisimulation_joins_what_can_come_to_the_same_moves_unseen() -> None:
    graph = folded(list_worlds(lamps()), Lens(("left",), "actor"))

    assert graph.folds == (Fold(("off",), 2, 1), Fold(("on",), 2, 1))
    assert graph.moves == {(0, 1): {"ann": 2}, (1, 0): {"grid": 1}}


def test_bisimulation_keeps_apart_what_gives_up_a_move_unseen() -> None:
    one_at_a_time = Rule("press left", "ann", {"left": (("off", "on"),)}, {"right": ("off",)})
    rules = tuple(one_at_a_time if rule.name == "press left" else rule for rule in lamps().rules)
    graph = folded(list_worlds(Network(lamps().machines, rules)), Lens(("left",), "actor"))

    assert [(fold.states, fold.worlds) for fold in graph.folds] == [(("off",), 1), (("on",), 2), (("off",), 1)]
    assert graph.moves == {(0, 1): {"ann": 1}, (0, 2): {"": 1}, (1, 0): {"grid": 1}}


def test_without_machines_every_step_is_a_move() -> None:
    graph = folded(list_worlds(lamps()), Lens((), "actor"))

    assert [fold.worlds for fold in graph.folds] == [1, 1, 1, 1]
    assert sum(sum(seen.values()) for seen in graph.moves.values()) == 5


def test_a_projection_is_drawn_with_worlds_and_steps() -> None:
    lines = outlive("render", "recipe", "--project", "app", "--format", "mermaid").stdout.splitlines()

    # 19,875 worlds and 91,476 steps, as in docs/engines.md and the README.
    assert "19,875 worlds and 91,476 steps, drawn as 4." in lines[2]
    assert sum("<br/>" in line and ":::" in line for line in lines) == 4
    assert any('-->|"' in line and " × the user launches the app" in line for line in lines)


def test_many_long_names_are_put_in_a_legend() -> None:
    dot = outlive("render", "recipe", "--project", "session share", "--format", "dot").stdout

    assert "[1]: " in dot
    assert " × [1] " in dot


def test_a_bisimulation_of_twenty_thousand_worlds_is_drawn() -> None:
    text = outlive("render", "recipe", "--project", "handler for share", "--bisimulation", "actor", "--format", "dot")

    assert (text.exit_code, text.stdout.count("kind ")) == (0, 29)
    assert "× unseen" in text.stdout


def test_what_cannot_be_read_is_refused_with_the_mend() -> None:
    result = outlive("render", "recipe", "--bisimulation", "rule", "--format", "dot")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "9,329 boxes: too many to draw (at most 150 boxes and 250 arrows); choose machines" in result.stderr


def test_too_many_arrows_are_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold_picture, "MOST_ARROWS", 1)
    result = outlive("render", DOOR, "--project", "door", "--bisimulation", "rule")

    assert result.exit_code == 2
    assert "arrows between" in result.stderr
    assert "or say --bisimulation actor, or leave it out" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--project", "door", "--machine", "door"),
        ("--bisimulation", "rule", "--property", "stops"),
        ("--network", "--bisimulation", "rule"),
        ("--network", "--graph"),
    ],
)
def test_options_that_contradict_each_other_are_refused(words: tuple[str, ...]) -> None:
    result = outlive("render", DOOR, *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "leave out" in result.stderr or "choose one" in result.stderr


def test_a_file_is_named_after_what_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outlive("render", DOOR, "--project", "door,alarm", "--bisimulation", "actor")
    outlive("render", DOOR, "--network")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["door-door-alarm-by-actor.svg", "door-network.svg"]
