"""Reads a case for a sequence diagram: who stands in a lane, what belongs to whom, what goes from whom to whom.

`lanes_of(case)` gives a Chart. Its `machines` and `messages` stand in the order of the network's machines and rules,
so that a run is drawn by looking up each step's rule; nothing in it depends on a run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reports.inputs import Case

LaneKind: TypeAlias = Literal["user", "app", "extension", "daemon", "network", "other"]
Role: TypeAlias = Literal["life", "connection", "transfer", "handler", "wake", "other"]
MarkWord: TypeAlias = Literal[
    "refused", "callback", "lost", "wake", "connect", "disconnect", "end", "suspend", "start-transfer", "finish",
    "handler",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lane:
    """One column: its name, what kind of party it is, and a few words below the name."""

    name: str
    kind: LaneKind
    says: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one machine stands: its lane (None: in none), whose it is (a process's lane), and how its states look.

    `paint` has a word for each state, in the machine's order:
    life: off, front, back, suspended, ended; connection: none, held, leaving, idle, refused, gone;
    transfer: none, running, finished, reporting, reported, cancelled, lost; handler: none, held, late, called, lost;
    wake: none, open, answered; other: idle in the initial state, busy elsewhere.
    """

    lane: int | None
    role: Role
    paint: tuple[str, ...]
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What a step of one rule looks like: an arrow between two lanes, or on one lane a step of its own.

    `label` is the rule's name without what the lanes say already; `name` is the whole of it.
    """

    name: str
    label: str
    source: int
    target: int
    marks: tuple[MarkWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """The lanes of a case, and what its machines and rules are in them; there is always a lane."""

    lanes: tuple[Lane, ...]
    machines: tuple[Standing, ...]
    messages: tuple[Message, ...]

    @property
    def by_rule(self) -> Mapping[str, Message]:
        """The name of a rule -> what its step looks like."""
        return {message.name: message for message in self.messages}


def lanes_of(case: Case) -> Chart:
    """The chart of a design, by what its rules stand for; of any other network, by its actors and machines."""
    from reports.lanes.design import design_chart
    from reports.lanes.network import network_chart

    return network_chart(case.network) if case.system is None else design_chart(case.system)
