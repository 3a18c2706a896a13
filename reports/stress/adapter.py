"""What an implementation must offer to be driven beside a model: fire a step, show its state, end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias, runtime_checkable

from reports.errors import ReportError


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """Raised by `fire`: the implementation does not take this step here, and why."""


class Failed(Exception):  # noqa: N818 - an answer, not a fault
    """The implementation broke down, and how: `ended with status 3`."""


class NotCovered(ReportError):  # noqa: N818 - an answer, not a fault
    """The adapter has nothing for this step, or this design: it names what."""


class BrokenAdapter(ReportError):  # noqa: N818 - like NotCovered it is the input that is wrong
    """The adapter cannot be used: it is not there, cannot be started, or does not keep to the protocol."""


@dataclass(frozen=True, slots=True)
class Firing:
    """A step as an implementation is told of it: everything but what the model expects to come of it.

    `source` and `target` are the lanes it goes between in a sequence diagram. `program` and `site` are the callback
    and the number of the action in the design file (`run`, `0`; `1.0` in the `then` of `1`), empty where no code acts.
    `choice` has, for a step that may end in several ways, where it is to lead: machine -> state.
    """

    rule: str
    actor: str
    marks: tuple[str, ...] = ()
    source: str = ""
    target: str = ""
    process: str = ""
    program: str = ""
    site: str = ""
    choice: Mapping[str, str] = field(default_factory=dict)


class Adapter(Protocol):
    """One life of an implementation, from its initial state on."""

    def fire(self, step: Firing) -> None:
        """Take this step.

        Raises:
            Refused: it cannot be taken now.
            NotCovered: the adapter has nothing for it.
        """

    def observe(self) -> Mapping[str, str]:
        """Machine -> state, as it is now: of all machines, or of those that can be seen."""

    def close(self) -> None:
        """The run is over; nothing is called after it."""


@runtime_checkable
class Outspoken(Protocol):
    """An adapter that can also tell what it could do: then steps that the model lacks are found too."""

    def unexpected(self, enabled: Sequence[str]) -> Sequence[str]:
        """What it could do now that none of these rules stands for, in words."""


Factory: TypeAlias = Callable[[], Adapter]
"""Gives an implementation in its initial state, each time it is called."""
