"""Composes a design: machines and rules made one network, with what each rule stands for and what was assumed."""

from collections.abc import Mapping
from dataclasses import dataclass

from statemachine import StateMachine

from model.assumed import Assumption, assumptions, bounds
from model.declaring import Interaction, compose_machines
from model.design import Design
from model.network import Network
from model.rules.cast import assemble
from model.rules.pieces import Scene
from model.rules.subject import Subject
from model.rules.writing import write_rules


@dataclass(frozen=True, slots=True)
class System:
    """A composed design: its network, the classes and interactions behind it, and what verdicts on it rest on.

    `marks` maps what rules stand for ("extension refused") to their names; properties find rules by it. `subjects`
    has for the name of each rule what of the design it is about, and where that stands in the file.
    """

    design: Design
    network: Network
    machines: Mapping[str, type[StateMachine]]
    interactions: tuple[Interaction, ...]
    marks: Mapping[str, tuple[str, ...]]
    scene: Scene
    assumed: tuple[Assumption, ...]
    bounds: Mapping[str, int]
    subjects: Mapping[str, Subject]


def compose(design: Design) -> System:
    """Make the network of a design, in the environment and profile it names."""
    scene = write_rules(assemble(design))
    machines, interactions = scene.stage.machines(), scene.stage.interactions()
    return System(
        design=design,
        network=compose_machines(machines, interactions),
        machines=machines,
        interactions=interactions,
        marks={mark: tuple(names) for mark, names in scene.stage.marks.items()},
        scene=scene,
        assumed=assumptions(design),
        bounds=bounds(design),
        subjects={each.name: scene.stage.subjects[each.name] for each in interactions},
    )
