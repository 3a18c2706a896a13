"""The promises of speed, with room for a slow machine; figures are for `time outlive check recipe`, not for here."""

import subprocess
import sys
import time
from pathlib import Path

from explorer import explore
from tests.models.puzzles import grid

OUTLIVE = Path(sys.executable).with_name("outlive")


def test_a_hundred_thousand_worlds_and_half_a_million_steps_take_five_seconds_at_most() -> None:
    network = grid(5, 10)
    begun = time.perf_counter()

    explored = explore(network)

    assert time.perf_counter() - begun < 5
    assert (explored.covered.states, explored.covered.steps) == (100_000, 500_000)


def test_the_recipe_is_judged_in_a_moment_from_process_start() -> None:
    begun = time.perf_counter()

    subprocess.run([OUTLIVE, "check", "recipe"], capture_output=True, check=False)

    assert time.perf_counter() - begun < 3
