"""Who takes part in a design, by the names that people read: the vocabulary alone, and nothing of what may happen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from model.design import Design
from model.rules.cast import Cast as Named
from model.rules.cast import assemble
from reports.stress.reference.code import Line

Script: TypeAlias = tuple[tuple[Line, ...], bool]


@dataclass(frozen=True, slots=True)
class Known:
    """An identifier: its session's settings, and the run it is fresh for (0: none)."""

    identifier: str
    session: str
    run: int
    delegate: bool
    wakes: bool
    shared: bool


@dataclass(frozen=True, slots=True)
class Made:
    """A task that some code may make: on which identifier, by which process, in which run, at which place."""

    name: str
    identifier: str
    owner: str
    run: int
    site: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody's names."""

    design: Design
    sessions: tuple[Known, ...]
    tasks: tuple[Made, ...]
    users: Mapping[str, tuple[str, ...]]
    """Process -> the identifiers that it may have an object for."""
    scripts: dict[tuple[str, str, str | None, int], Script] = field(default_factory=dict)
    """The lines of callbacks that have been read once: process, kind, identifier, run -> lines, returns."""

    def session(self, identifier: str) -> Known:
        """An identifier by its name."""
        return next(each for each in self.sessions if each.identifier == identifier)

    def named(self, process: str) -> tuple[tuple[str, str, int], ...]:
        """(session, identifier, run) for each identifier of a process."""
        mine = (self.session(each) for each in self.users[process])
        return tuple((each.session, each.identifier, each.run) for each in mine)

    def run_of(self, task: str, process: str) -> int:
        """The run that a did-complete belongs to, for the code of a process."""
        made = next(each for each in self.tasks if each.name == task)
        return made.run if made.owner == process else self.session(made.identifier).run


def cast_of(design: Design) -> Cast:
    """The names of a design, as its network has them."""
    named: Named = assemble(design)
    return Cast(
        design,
        tuple(
            Known(each.name, each.session.name, each.run, each.session.delegate, each.session.sends_launch_events,
                  each.session.shared_container)
            for each in named.identifiers
        ),
        tuple(Made(each.name, each.identifier.name, each.owner, each.run, each.site) for each in named.transfers),
        {process.name: tuple(each.name for each in process.identifiers) for process in named.processes},
    )
