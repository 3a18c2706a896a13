"""Proves that blocks can be exchanged: exchanges of neighbours map the rules and the initial world onto themselves.

The exchanges of neighbours make up every permutation, so a network that none of them changes is changed by none.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from explorer.symmetry.blocks import Blocks, Law, Renaming, laws_of
from model.network import Network


@dataclass(frozen=True)
class Laws:
    """What the rules of a network say, and how often each thing is said: equal rules are steps apart."""

    network: Network

    @cached_property
    def counts(self) -> Mapping[Law, int]:
        """How many rules say the same."""
        return Counter(laws_of(self.network))

    @cached_property
    def initial(self) -> frozenset[tuple[str, str]]:
        """The initial world."""
        return frozenset((machine.name, machine.initial) for machine in self.network.machines)

    def kept_by(self, blocks: Blocks) -> bool:
        """Whether every permutation of the blocks leaves the network as it is."""
        return all(self._kept_by(exchange) for exchange in blocks.generators())

    def _kept_by(self, exchange: Renaming) -> bool:
        renamed = {
            (exchange.machines.get(machine, machine), exchange.state(machine, state)) for machine, state in self.initial
        }
        counts = self.counts
        return renamed == self.initial and all(
            counts.get(exchange.law(law)) == count for law, count in counts.items() if _touched(law, exchange)
        )


def _touched(law: Law, exchange: Renaming) -> bool:
    """Whether the exchange can change the law: it names a machine that moves or a state that is renamed."""
    _, asked, moved = law
    return any(exchange.asked(each) != each for each in asked) or any(exchange.moved(each) != each for each in moved)
