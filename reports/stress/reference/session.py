"""A session object as a process has it: what `URLSession` is to the code that made it."""

from dataclasses import dataclass

IN_USE = -996
"""The error of a session that another process is connected to (N1)."""
NO_CONTAINER = -995
"""The error of an extension's session that no app group is named for (C5)."""


@dataclass(slots=True)
class Session:
    """One object for one identifier. It is retained until it is gone, whoever lets go of it (S1)."""

    identifier: str
    connected: bool = False
    error: int = 0
    dying: bool = False
    """Told to finish or to cancel; it takes no new task (S3)."""
    gone: bool = False
    """Invalidated, and its delegate has not heard of it yet."""

    retries: bool = False
    """A refusal for being in use is not for ever: it tries again with its next task, or its process's resume (N3)."""

    @property
    def dead(self) -> bool:
        """Refused for good."""
        return bool(self.error) and not (self.retries and self.error == IN_USE)

    @property
    def reconnects(self) -> bool:
        """Whether it would like to have its connection back when its process runs again (N7)."""
        return not (self.connected or self.error or self.gone)

    @property
    def takes_tasks(self) -> bool:
        """Whether a task can be made on it (S6)."""
        return not (self.error or self.dying or self.gone)
