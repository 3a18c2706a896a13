"""Drives the declared machines themselves, by python-statemachine's own engine, as an adapter."""

from collections.abc import Mapping

from model.declaring import Interaction
from reports.inputs import Case
from reports.replay.driving import Driver, World, driven, start_of
from reports.stress.adapter import BrokenAdapter, Factory, Firing, Refused


def declared_factory(case: Case) -> Factory:
    """Engines for the machines of a design.

    Raises:
        BrokenAdapter: it is a network, whose machines are tables and nothing else.
    """
    system = case.system
    if system is None:
        raise BrokenAdapter("a network declares no machines: they are tables; name a design, or another adapter")
    drivers = {name: Driver(machine) for name, machine in system.machines.items()}
    start = {name: start_of(machine) for name, machine in system.machines.items()}
    interactions = {each.name: each for each in system.interactions}
    return lambda: DeclaredAdapter(start, drivers, interactions)


class DeclaredAdapter:
    """A world of engines; put into its states before each event, as they are shared by all runs."""

    def __init__(self, start: World, drivers: Mapping[str, Driver], interactions: Mapping[str, Interaction]) -> None:
        """Begin in the initial world."""
        self._world, self._drivers, self._interactions = start, drivers, interactions

    def fire(self, step: Firing) -> None:
        """Send the events of the rule.

        Raises:
            Refused: some engine does not take its event here.
        """
        ends = list(driven(self._world, self._interactions[step.rule], self._drivers))
        fitting = [end for end in ends if all(end[name] == state for name, state in step.choice.items())]
        if len(fitting) != 1:
            raise Refused(f"the engines lead to {len(fitting)} worlds by it, where one was told")
        self._world = fitting[0]

    def observe(self) -> World:
        """Where the engines are."""
        return self._world

    def close(self) -> None:
        """Engines are shared: nothing to close."""
