"""Real designs, scaled up: the recipe with several extensions, each with a session and runs of its own."""

from dataclasses import dataclass
from itertools import chain

from model.design_reader import read_design
from model.network import Network
from model.system import compose
from properties.catalogue import catalogue
from properties.kinds import Property

SESSIONS = ("share", "action", "edit")

_APP = """
[app]
handle-events = ["store-handler", "connect"]
did-complete = ["record-completion"]
did-finish-events = ["finish-tasks-and-invalidate", "call-handler"]
"""
_EXTENSION = """
[[extension]]
name = "{session}-extension"
runs = {runs}
run = [
  {{ do = "connect", session = "{session}" }}, {{ do = "start-upload", session = "{session}" }}, "complete-request",
]
did-complete = ["record-completion"]
"""
_FAULTS = """
[environment]
force-quit = true
authentication = true
"""


@dataclass(frozen=True, slots=True)
class Scale:
    """How many extensions, and how often each runs."""

    extensions: int
    runs: int


def design_text(scale: Scale) -> str:
    """The design file: the recipe's app, extensions and sessions in pairs, force-quit and authentication on."""
    sessions = SESSIONS[: scale.extensions]
    declared = (f'[[session]]\nname = "{each}"\n' for each in sessions)
    extensions = (_EXTENSION.format(session=each, runs=scale.runs) for each in sessions)
    return "".join(chain(declared, (_APP,), extensions, (_FAULTS,)))


def scaled(scale: Scale) -> tuple[Network, tuple[Property, ...]]:
    """The design's network, with the whole catalogue of properties."""
    name = f"recipe, {scale.extensions} extensions, {scale.runs} runs"
    system = compose(read_design(design_text(scale), name))
    return system.network, catalogue(system)
