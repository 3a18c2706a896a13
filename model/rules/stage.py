"""Where the rules of one design are put together: its machines, its interactions, and what each rule stands for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from statemachine import StateMachine

from model.compiling import CompiledMachine, compile_machine
from model.declaring import Interaction
from model.design import DesignError
from model.making import make_machine
from model.network import Fairness, Pair
from model.rules.cast import Cast
from model.rules.effect import Effect

if TYPE_CHECKING:
    from model.rules.subject import Subject

Shape = tuple[tuple[str, ...], tuple[tuple[str, tuple[Pair, ...]], ...]]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a rule does: name, who acts, the parts that happen at once, its fairness, its ids, and its marks.

    Marks say what a rule stands for ("extension refused"), so that properties find it.
    """

    name: str
    actor: str
    effect: Effect
    fairness: Fairness = "strong"
    cites: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """A machine whose states depend on the design, while its events are being collected."""

    states: list[str]
    events: dict[str, tuple[Pair, ...]] = field(default_factory=dict)

    def event(self, name: str, pairs: Iterable[Pair]) -> str:
        """Declare an event, or find it declared alike."""
        found = tuple(pairs)
        assert self.events.setdefault(name, found) == found, f"event {name} declared twice"
        return name

    def go(self, start: str, end: str) -> str:
        """The event that leads from one state to another."""
        return self.event(f"{start}_to_{end}", ((start, end),))


class Stage:
    """Collects machines and deeds; `machines` and `interactions` read off what was collected."""

    def __init__(self, cast: Cast) -> None:
        """An empty stage for this cast."""
        self.cast = cast
        self.env = cast.design.environment
        self.marks: dict[str, list[str]] = {}
        self.subjects: dict[str, Subject] = {}
        self._declared: dict[str, type[StateMachine]] = {}
        self._drafts: dict[str, Draft] = {}
        self._deeds: dict[str, Deed] = {}

    def declare(self, machine: str, declared: type[StateMachine]) -> None:
        """Put a declared machine on the stage under a name.

        Raises:
            DesignError: another machine has that name, for an extension is called like it.
        """
        if machine in self._declared:
            source = self.cast.design.source
            raise DesignError(f"{source}: two things would be called {machine!r}: rename the extension of that name")
        self._declared[machine] = declared

    def draft(self, machine: str, states: Iterable[str]) -> Draft:
        """Put a machine on the stage whose events are still to come."""
        self.declare(machine, StateMachine)
        self._drafts[machine] = Draft(list(states))
        return self._drafts[machine]

    def drafted(self, machine: str) -> Draft:
        """A machine whose events are still being collected."""
        return self._drafts[machine]

    def states(self, machine: str) -> tuple[str, ...]:
        """The states of a machine."""
        if machine in self._drafts:
            return tuple(self._drafts[machine].states)
        return compile_machine(self._declared[machine]).states

    def but(self, machine: str, *states: str) -> tuple[str, ...]:
        """The states of a machine, without these."""
        return tuple(each for each in self.states(machine) if each not in states)

    def has(self, machine: str) -> bool:
        """Whether a machine of this name is on the stage."""
        return machine in self._declared

    def add(self, deed: Deed, subject: "Subject") -> None:
        """Take a rule in with what it is about, unless one of its conditions can never hold."""
        if any(not states for states in deed.effect.when.values()):
            return
        assert deed.name not in self._deeds, f"two rules called {deed.name!r}"
        self._deeds[deed.name] = deed
        self.subjects[deed.name] = subject

    def machines(self) -> dict[str, type[StateMachine]]:
        """All machines, each as its class."""
        return {name: self._class(name) for name in self._declared}

    def interactions(self) -> tuple[Interaction, ...]:
        """All rules whose conditions their movers can meet."""
        tables = {name: compile_machine(machine) for name, machine in self.machines().items()}
        found = []
        for deed in self._deeds.values():
            if _possible(deed, tables):
                found.append(_interaction(deed, tables))
                for mark in deed.marks:
                    self.marks.setdefault(mark, []).append(deed.name)
        return tuple(found)

    def _class(self, name: str) -> type[StateMachine]:
        """The class of a machine; equal drafts share one."""
        draft = self._drafts.get(name)
        if draft is None:
            return self._declared[name]
        return _made((tuple(draft.states), tuple(draft.events.items())))


@cache
def _made(shape: Shape) -> type[StateMachine]:
    """The class of a drafted machine."""
    states, events = shape
    return make_machine("Drafted", states, dict(events))


def _possible(deed: Deed, tables: Mapping[str, CompiledMachine]) -> bool:
    """Whether each mover that is asked too has an event from where it must be."""
    return all(
        any(start in states for event in deed.effect.moves[machine] for start, _ in tables[machine].events[event])
        for machine, states in deed.effect.when.items()
        if machine in deed.effect.moves
    )


def _interaction(deed: Deed, tables: Mapping[str, CompiledMachine]) -> Interaction:
    """The deed as an interaction; conditions in the order of the machine's states."""
    return Interaction(
        name=deed.name,
        moves=deed.effect.moves,
        when={
            machine: tuple(state for state in tables[machine].states if state in states)
            for machine, states in deed.effect.when.items()
        },
        actor=deed.actor,
        fairness=deed.fairness,
        cites=deed.cites or ("assumption",),
    )
