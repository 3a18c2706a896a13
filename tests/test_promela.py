"""A network as a Promela model: Spin, without reduction, stores our worlds and takes our steps and one more."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from explorer import explore
from model.network import Machine, Network, Pair, Rule
from reports.inputs import load_case
from reports.promela.model import promela_text
from tests.models.atomic_commit import atomic_commit
from tests.models.cigarette_smokers import cigarette_smokers
from tests.models.dining import dining
from tests.models.elevator import elevator
from tests.models.hour_clock import hour_clock
from tests.models.peterson import peterson_with_four_locations, peterson_with_six_labels
from tests.models.puzzles import die_hard, ferryman, grid, hanoi, increment, sliding
from tests.models.transaction_commit import transaction_commit
from tests.models.two_phase import two_phase
from tests.oracle.random_networks import random_network

DOOR = Path(__file__).parent / "networks" / "door.network.json"

needs_spin = pytest.mark.skipif(
    not (shutil.which("spin") and shutil.which("gcc")), reason="Spin and gcc are not installed: nothing to count with"
)

MODELS = {
    "hour clock": hour_clock(),
    "cigarette smokers": cigarette_smokers(),
    "transaction commit": transaction_commit(3),
    "peterson, 6 labels": peterson_with_six_labels(),
    "peterson, 4 locations": peterson_with_four_locations(),
    "dining philosophers": dining(5),
    "two-phase commit, 3": two_phase(3),
    "two-phase commit, 5": two_phase(5),
    "grid": grid(5, 10),
    "hanoi": hanoi(8),
    "sliding tiles": sliding(2, 3),
    "increment": increment(2),
    "die hard": die_hard(3, 5),
    "ferryman": ferryman(),
    "elevator": elevator(),
    "atomic commit": atomic_commit(3),
}


class Counted(NamedTuple):
    """What Spin reports of a model."""

    stored: int
    transitions: int
    depth: int


def counted_by_spin(text: str, folder: Path, *options: str) -> Counted:
    """What Spin counts without reduction; it must have ended by itself, with nothing truncated and nothing found."""
    (folder / "model.pml").write_text(text)
    done = run(folder, "spin", "-a", "model.pml")
    assert "error" not in done.lower(), done
    run(folder, "gcc", "-w", "-O0", "-DSAFETY", "-DNOREDUCE", *options, "-o", "pan", "pan.c")
    said = run(folder, "./pan", "-w18", "-m200000")
    assert "errors: 0" in said, said
    assert "max search depth too small" not in said
    return Counted(number(said, "states, stored"), number(said, "transitions"), depth(said))


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def number(said: str, what: str) -> int:
    found = re.search(rf"(\S+) {what}", said)
    assert found is not None, said
    return int(found.group(1))


def depth(said: str) -> int:
    found = re.search(r"depth reached (\d+)", said)
    assert found is not None, said
    return int(found.group(1))


def assert_counts_agree(network: Network, folder: Path) -> None:
    """The formula that the head of every model states."""
    counted = counted_by_spin(promela_text(network), folder)
    covered = explore(network).covered

    assert (counted.stored, counted.transitions) == (covered.states, covered.steps + 1)


@needs_spin
@pytest.mark.parametrize("name", MODELS)
def test_spin_counts_a_public_model_as_we_do(name: str, tmp_path: Path) -> None:
    assert_counts_agree(MODELS[name], tmp_path)


@needs_spin
@pytest.mark.parametrize("name", ["recipe", "handler-dropped", "force-quit-restarted", "completion-in-one-process"])
def test_spin_counts_a_design_as_we_do(name: str, tmp_path: Path) -> None:
    assert_counts_agree(load_case(name).network, tmp_path)


@needs_spin
@pytest.mark.parametrize("seed", range(40))
def test_spin_counts_a_random_network_as_we_do(seed: int, tmp_path: Path) -> None:
    assert_counts_agree(random_network(Random(seed)), tmp_path)


@needs_spin
def test_breadth_first_spin_counts_the_same_and_is_as_deep_as_we_are(tmp_path: Path) -> None:
    network = load_case("recipe").network

    counted = counted_by_spin(promela_text(network), tmp_path, "-DBFS")

    covered = explore(network).covered
    assert counted == (covered.states, covered.steps + 1, covered.depth)


@needs_spin
def test_a_rule_with_very_many_choices_is_counted_by_its_choices(tmp_path: Path) -> None:
    network = many_choices(6)
    text = promela_text(network)

    counted = counted_by_spin(text, tmp_path)

    assert ":: atomic" in text
    assert "worlds, depth first only" in text
    assert (explore(network).covered.states, explore(network).covered.steps) == (3**6 + 1, 3**6 + 3**6)
    assert counted[:2] == (3**6 + 1, 3**6 + 3**6 + 1)


@needs_spin
def test_a_rule_with_many_choices_is_counted_in_either_order(tmp_path: Path) -> None:
    text = promela_text(many_choices(5))

    found = [counted_by_spin(text, tmp_path, *options)[:2] for options in ((), ("-DBFS",))]

    assert "atomic" not in text
    assert found == [(3**5 + 1, 3**5 + 3**5 + 1)] * 2


def many_choices(number: int) -> Network:
    """Machines go from the start to one of three states each, all at once; then one rule leads all of them back."""
    machines = tuple(Machine(f"m{place}", ("start", "a", "b", "c"), "start") for place in range(number))
    away = {each.name: (("start", "a"), ("start", "b"), ("start", "c")) for each in machines}
    back = {each.name: tuple((state, "start") for state in "abc") for each in machines}
    return Network(machines, (Rule("away", "", away), Rule("back", "", back)))


@needs_spin
def test_a_machine_that_nobody_asks_about_is_part_of_the_world(tmp_path: Path) -> None:
    lamp = Machine("lamp", ("off", "on"), "off")
    every = tuple((origin, "on" if origin == "off" else "off") for origin in lamp.states)

    assert_counts_agree(Network((lamp,), (Rule("switch", "", {"lamp": every}),)), tmp_path)


@needs_spin
def test_a_network_without_rules_is_one_world(tmp_path: Path) -> None:
    network = Network((Machine("lamp", ("off",), "off"),), ())

    assert counted_by_spin(promela_text(network), tmp_path)[:2] == (1, 1)


@needs_spin
def test_a_machine_of_three_hundred_states_is_counted(tmp_path: Path) -> None:
    states = tuple(f"s{place}" for place in range(300))
    wheel = Machine("wheel", states, "s0")
    turn = tuple(zip(states, (*states[1:], states[0]), strict=True))
    network = Network((wheel,), (Rule("turn", "", {"wheel": turn}),))

    assert counted_by_spin(promela_text(network), tmp_path)[:2] == (300, 301)


HOSTILE = (
    "*/ }", '"', "'", "\\\n#define m0 m1", "??/\n", "/*", "\x1b[2J", "π ⚡", "\n:: true -> skip", '# 1 "x"', "%",
)  # fmt: skip


def hostile() -> Network:
    """Two machines and rules whose names would do harm if they were more than names."""
    machines = tuple(Machine(f"{name}{place}", HOSTILE, HOSTILE[0]) for place, name in enumerate(HOSTILE[:2]))
    pairs = tuple((HOSTILE[0], name) for name in HOSTILE[1:])
    return Network(machines, tuple(Rule(name, name, {machines[0].name: pairs}) for name in HOSTILE))


def test_names_stand_in_comments_and_cannot_leave_them() -> None:
    text = promela_text(hostile())

    assert all(letter == "\n" or letter == "\t" or " " <= letter <= "~" for letter in text)
    assert outside_comments(text) == outside_comments(promela_text(renamed(hostile())))


@needs_spin
def test_hostile_names_count_for_nothing(tmp_path: Path) -> None:
    assert_counts_agree(hostile(), tmp_path)


def outside_comments(text: str) -> list[str]:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).split()


def renamed(network: Network) -> Network:
    """The same network with plain names."""
    states = {state: f"s{place}" for place, state in enumerate(HOSTILE)}
    names = {each.name: f"m{place}" for place, each in enumerate(network.machines)}
    return Network(
        tuple(Machine(names[each.name], tuple(states.values()), "s0") for each in network.machines),
        tuple(Rule(f"r{place}", "", dict(moves(rule, names, states))) for place, rule in enumerate(network.rules)),
    )


def moves(rule: Rule, names: dict[str, str], states: dict[str, str]) -> Iterator[tuple[str, tuple[Pair, ...]]]:
    for machine, pairs in rule.moves.items():
        yield names[machine], tuple((states[origin], states[target]) for origin, target in pairs)


def test_the_model_reads_rule_by_rule() -> None:
    text = promela_text(load_case(str(DOOR)).network)

    assert text.split(" */\n", 1)[1] == (
        "\n/* door: 0 closed, 1 open */\nunsigned m0 : 1 = 0;\n"
        "/* alarm: 0 off, 1 armed, 2 ringing, 3 broken */\nunsigned m1 : 2 = 0;\n"
        "\nactive proctype network() {\nend:\tdo\n"
        "\t/* the owner arms the alarm */\n\t:: d_step { m1 == 0 && m0 == 0 -> m1 = 1 }\n"
        "\t/* anyone opens the door */\n\t:: d_step { m0 == 0 -> m0 = 1 }\n"
        "\t/* anyone shuts the door */\n\t:: d_step { m0 == 1 -> m0 = 0 }\n"
        "\t/* the alarm goes off */\n\t:: d_step { m1 == 1 && m0 == 1 -> m1 = 2 }\n"
        "\t/* the siren turns */\n\t:: d_step { m1 == 2 -> skip }\n"
        "\t/* the alarm is mended */\n\t:: d_step { m1 == 3 -> m1 = 0 }\n"
        "\t/* the owner stops the alarm */\n\t:: d_step { m1 == 2 && m0 == 0 -> m1 = 0 }\n"
        "\t:: false && (m0 + m1) -> skip  /* reads all: Spin keeps what is only written out of its states */\n"
        "\tod\n}\n"
    )


def test_choices_of_two_movers_are_alternatives_for_their_product() -> None:
    coin = ("heads", "tails")
    machines = (Machine("one", coin, "heads"), Machine("two", coin, "heads"))
    toss = Rule("toss", "", {each.name: tuple(product(coin, coin)) for each in machines})

    lines = [line.strip() for line in promela_text(Network(machines, (toss,))).splitlines() if "d_step" in line]

    assert lines == [
        ":: d_step { true -> m0 = 0; m1 = 0 }",
        ":: d_step { true -> m0 = 0; m1 = 1 }",
        ":: d_step { true -> m0 = 1; m1 = 0 }",
        ":: d_step { true -> m0 = 1; m1 = 1 }",
    ]


def test_a_rule_that_is_never_enabled_is_a_remark() -> None:
    lamp = Machine("lamp", ("off", "on"), "off")
    network = Network((lamp,), (Rule("burn", "", {"lamp": ()}), Rule("ask", "", {}, {"lamp": ()})))

    text = promela_text(network)

    assert "/* burn: never enabled */" in text
    assert "/* ask: never enabled */" in text
    assert "d_step" not in text


def test_the_command_writes_the_same_bytes_every_time() -> None:
    outlive = Path(sys.executable).with_name("outlive")
    command = [str(outlive), "export", str(DOOR), "--to", "promela"]

    written = [
        subprocess.run(command, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout for seed in "123"
    ]

    case = load_case(str(DOOR))
    assert written == [promela_text(case.network, case.properties).encode()] * 3
