"""Every engine gives the answers of the plain one: counts, verdicts, and the very same runs."""

from random import Random

import pytest

from explorer import list_worlds
from explorer.exploration import Bounds
from model.design_reader import load_design
from model.system import compose
from properties.catalogue import catalogue
from reports.inputs import gallery
from tests.engines import OTHERS, answers, as_properties, by
from tests.models.dining import dining
from tests.models.elevator import elevator
from tests.models.peterson import peterson_with_six_labels
from tests.models.puzzles import die_hard, grid, hanoi, sliding
from tests.models.two_phase import two_phase
from tests.oracle.random_networks import random_claims, random_network

SEEDS = {"compiled": 1500, "integers": 1500, "diagrams": 500, "arrays": 500, "packed": 250}
MODELS = {
    "DieHard": die_hard(3, 5),
    "Hanoi": hanoi(5),
    "Peterson": peterson_with_six_labels(),
    "TwoPhase": two_phase(3),
    "dining": dining(3),
    "elevator": elevator(),
    "grid": grid(3, 10),
    "sliding tiles": sliding(2, 3),
}
DESIGNS = ("handler-dropped", "force-quit-vanished", "streamed-upload-in-app", "app-side-missing")


@pytest.mark.parametrize("engine", OTHERS)
def test_an_engine_answers_on_random_networks_as_the_list_does(engine: str) -> None:
    for seed in range(SEEDS[engine]):
        dice = Random(seed)
        network = random_network(dice)
        properties = as_properties(random_claims(dice, network))

        assert answers(by(engine, network), properties) == answers(list_worlds(network), properties), seed


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("engine", OTHERS)
def test_an_engine_answers_on_public_models_as_the_list_does(engine: str, model: str) -> None:
    network, dice = MODELS[model], Random(1)
    properties = as_properties(claim for _ in range(2) for claim in random_claims(dice, network))
    if engine == "integers" and model == "elevator":
        pytest.skip("the product of its machines is above what one integer holds")

    assert answers(by(engine, network), properties) == answers(list_worlds(network), properties)


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("engine", [engine for engine in OTHERS if engine in ("compiled", "diagrams", "packed")])
def test_an_engine_answers_on_designs_as_the_list_does(engine: str, name: str) -> None:
    system = compose(load_design(gallery() / f"{name}.toml"))
    properties = catalogue(system)

    found = answers(by(engine, system.network), properties)

    assert found == answers(list_worlds(system.network, Bounds()), properties)
