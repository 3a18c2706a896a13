"""What is claimed of the family: one safety property and one that needs fairness; both hold in every variant."""

from bench.family import Size
from properties.kinds import LeadsTo, Never, Property


def safety(size: Size) -> Property:
    """Nobody holds the session whose process is not there."""
    gone = ("not_running", "terminated")
    claim = Never(tuple({"session": (name,), name: gone} for name in size.connectors))
    return Property("held-by-the-living", "never", "Nobody holds the session who is gone.", (), (claim,))


def liveness() -> Property:
    """Under weak fairness this would fail: the app can go to and fro between front and back for ever."""
    claim = LeadsTo(({"handler": ("kept",)},), ({"handler": ("none", "called")},))
    return Property("handler-is-settled", "leads-to", "A kept handler is called, or dies with the app.", (), (claim,))
