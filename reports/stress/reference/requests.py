"""Short requests in a standard session, and the expiring activity that may be held over one."""

from dataclasses import dataclass

from reports.stress.reference.code import Block


@dataclass(slots=True)
class Request:
    """What one place of the code has sent (§28 §30): `in_flight`, `held` (E4), `lost` (A3), or `none`."""

    status: str = "none"
    then: Block | None = None
    """What runs when the answer is there; the callback itself goes on where this is None."""

    @property
    def out(self) -> bool:
        """Its answer is awaited."""
        return self.status in ("in_flight", "held")

    def send(self, held: bool, then: Block | None) -> None:
        """Send it; while it is out, another one is answered along with it."""
        self.then = then
        if not self.out:
            self.status = "held" if held else "in_flight"
        elif held:
            self.status = "held"

    def lose(self) -> None:
        """Its process stops before the answer is there."""
        if self.out:
            self.status = "lost"
