"""The campaign against the naive reading: that it is naive, that it would see a mistake, and what it sees in 1,000."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass, replace
from importlib import import_module
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, get_args

import pytest

from explorer.runs import Run
from properties.judge import Verdict, judge
from properties.kinds import AlwaysPossible, LeadsTo, Never
from tests import naive_campaign
from tests.naive_campaign import DifferenceError, Tally, compare, difference, faults, told
from tests.oracle.first_run import fair_components
from tests.oracle.graph import graph_of
from tests.oracle.telling_networks import telling_claims, telling_network
from tests.oracle.verdicts import _fair_sets, worlds_in

ORACLE = Path(__file__).parent / "oracle"
DECIDING = ("graph", "verdicts", "first_run", "replay")
NETWORKS = 1000


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """(module, name) of everything a file imports."""
    for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(each, ast.Import):
            yield from ((alias.name, "") for alias in each.names)
        elif isinstance(each, ast.ImportFrom):
            yield from ((str(each.module), alias.name) for alias in each.names)


def decides_nothing(value: Any) -> bool:
    """Whether it is a plain value of the product, or the type of one: no function, no method that does anything."""
    if isinstance(value, ModuleType) or not isinstance(value, type):
        return bool(get_args(value))
    written = [name for name in vars(value) if not name.startswith("__")]
    fields = set(getattr(value, "__dataclass_fields__", ())) | set(getattr(value, "__slots__", ()))
    return is_dataclass(value) and set(written) <= fields


@pytest.mark.parametrize("name", DECIDING)
def test_what_decides_naively_shares_no_code_with_the_explorer_or_the_properties(name: str) -> None:
    every = list(imported(ORACLE / f"{name}.py"))
    of_tests = {module for module, _ in every if module.startswith("tests")}
    rooms = ("explorer", "properties", "model", "reports")
    shared = [getattr(import_module(module), each) for module, each in every if module.split(".")[0] in rooms]

    assert of_tests <= {f"tests.oracle.{other}" for other in DECIDING}
    assert [each for each in shared if not decides_nothing(each)] == []


def test_a_function_of_the_product_would_be_seen() -> None:
    assert not decides_nothing(judge)
    assert not decides_nothing(Random)
    assert decides_nothing(Run)


def test_a_thousand_networks_agree_and_both_verdicts_of_every_kind_are_frequent() -> None:
    tally = compare_all(range(NETWORKS))

    assert list(faults(tally)) == []
    shapes = {shape: tally.shapes[shape] for shape in tally.shapes}
    assert len(shapes) == 8
    assert min(shapes.values()) > NETWORKS / 10, shapes
    assert all(tally.fairness[kind, verdict] > 30 for kind, _ in tally.fairness for verdict in ("holds", "violated"))
    assert tally.runs["with a cycle, replayed as fair"] > NETWORKS / 5
    assert sum(tally.verdicts.values()) == 6 * NETWORKS
    assert any("LeadsTo         holds" in line for line in told(tally))


def lying(claim_of: type, told_as: str) -> Any:
    def judged(*asked: Any) -> Verdict:
        verdict = judge(*asked)
        mistaken = isinstance(verdict.property.claims[0], claim_of) and verdict.verdict == "violated"
        return Verdict(verdict.property, told_as) if mistaken else verdict  # type: ignore[arg-type]

    return judged


def compare_all(seeds: Iterable[int]) -> Tally:
    tally = Tally()
    for seed in seeds:
        compare(seed, tally)
    return tally


@pytest.mark.parametrize("kind", [Never, LeadsTo, AlwaysPossible])
def test_a_verdict_that_is_wrong_is_found(kind: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naive_campaign, "judge", lying(kind, "holds"))

    with pytest.raises(DifferenceError, match="holds, and naively violated"):
        compare_all(range(100))


def runs_of(kind: type, least: int) -> Iterator[tuple[Verdict, Any]]:
    """Violations of a kind with at least so many steps, each with what it is about."""
    from explorer import list_worlds
    from properties.kinds import Property

    for seed in range(400):
        dice = Random(f"longer {seed}")
        network = telling_network(dice)
        graph, exploration = graph_of(network), list_worlds(network)
        for claim in telling_claims(dice, graph):
            verdict = judge(Property("p", "never", "", (), (claim,)), exploration)
            if isinstance(claim, kind) and verdict.run is not None and len(verdict.run.steps) >= least:
                yield verdict, graph


def test_a_run_that_is_not_the_first_is_found() -> None:
    verdict, graph = next(runs_of(Never, 2))
    assert verdict.run is not None
    steps = verdict.run.steps

    for run in (Run(steps[:-1]), Run((*steps, steps[-1])), Run((steps[1], steps[0], *steps[2:]))):
        assert difference(replace(verdict, run=run), verdict.property.claims[0], graph)
    assert difference(replace(verdict, run=None), verdict.property.claims[0], graph) == "one has a run, the other none"


def test_a_cycle_that_is_not_fair_is_found() -> None:
    found = 0
    for verdict, graph in runs_of(LeadsTo, 2):
        run = verdict.run
        if run is None or run.cycle_from is None or len(run.steps) < run.cycle_from + 2:
            continue
        assert difference(replace(verdict, run=Run(run.steps[:-1], run.cycle_from)), verdict.property.claims[0], graph)
        found += 1

    assert found > 10


def test_fair_components_are_the_greatest_of_all_fair_sets() -> None:
    compared = 0
    for seed in range(600):
        graph = graph_of(telling_network(Random(f"components {seed}")))
        if len(graph.steps) > 8:
            continue
        region = worlds_in(({},), graph)
        every = set(_fair_sets(region, graph))
        greatest = {one for one in every if not any(one < other for other in every)}
        assert set(fair_components(region, graph)) == greatest
        compared += len(greatest) > 0

    assert compared > 60
