"""The rules of the platform behind the rules of a design: each rule's name with the names of its design taken out."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from model.rules.names import SLOT_KINDS

if TYPE_CHECKING:
    from model.system import System

_NUMBER = re.compile(r"(?<![\w-])-?\d+(?![\w-])")
_CONTENT = re.compile(rf"\(({'|'.join(SLOT_KINDS)})_\w+\)")
_WORDS_OF_THE_PLATFORM = "(?<!in the )(?<!its )"
"""`the app in the foreground` and `its foreground code` speak of the platform, not of the callback `foreground`."""


def templates_of(system: "System") -> Mapping[str, str]:
    """Rule -> the rule of the platform that it is a case of: `{extension} reconnects to {session}`, say.

    Equal for the rules that one sentence of the model writes, whatever design it is written for.
    """
    names = dict(_names(system))
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    either = "|".join(re.escape(name) for name in longest_first)
    known = re.compile(rf"(?<![\w-]){_WORDS_OF_THE_PLATFORM}({either})(?![\w-])")
    return {
        rule.name: _NUMBER.sub("N", known.sub(lambda found: names[found[1]], _CONTENT.sub(r"(\1)", rule.name)))
        for rule in system.network.rules
    }


def uses_of(system: "System", never_enabled: Collection[str]) -> Mapping[str, bool]:
    """Rule of the platform -> whether any of its rules for this design is enabled, given those that never are."""
    dead = frozenset(never_enabled)
    uses: dict[str, bool] = {}
    for rule, template in templates_of(system).items():
        uses[template] = uses.get(template, False) or rule not in dead
    return uses


def _names(system: "System") -> Iterator[tuple[str, str]]:
    """What a design calls its own, and what stands for it; of equal names the last one counts."""
    scene = system.scene
    cast = scene.stage.cast
    yield from ((process.name, "{extension}") for process in cast.extensions)
    yield from ((session.name, "{session}") for session in system.design.sessions)
    yield from ((identifier.name, "{session}") for identifier in cast.identifiers)
    yield from ((callback.label, "{callback}") for callback in scene.code)
    yield from ((transfer.name, "{transfer}") for transfer in cast.transfers)
