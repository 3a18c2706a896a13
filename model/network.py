"""The network: machines and the rules that tie them, as one frozen value (contract 2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Pair: TypeAlias = tuple[str, str]
"""(from, to): one allowed change of a machine's state."""

Fairness: TypeAlias = Literal["none", "weak", "strong"]

Condition: TypeAlias = tuple[Mapping[str, tuple[str, ...]], ...]
"""A disjunction of conjunctions: each mapping says machine -> states it may be in; `()` is false, `({},)` true."""

TRUE: Condition = ({},)
FALSE: Condition = ()


class NetworkError(ValueError):
    """What is wrong with a network, naming the place and the mend."""


@dataclass(frozen=True, slots=True)
class Machine:
    """One machine: its states in declared order, and where it starts."""

    name: str
    states: tuple[str, ...]
    initial: str


@dataclass(frozen=True, slots=True)
class Rule:
    """An interaction: enabled when every mover has a pair from its state and every condition in `when` holds.

    All movers move at once, each by one of its pairs; everything else stays.
    """

    name: str
    actor: str
    moves: Mapping[str, tuple[Pair, ...]]
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fairness: Fairness = "none"
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """Machines and rules, in the order that decides among equally short runs.

    Raises:
        NetworkError: duplicate names or pairs, unknown machines or states, no machine, a machine that a rule both
            moves and asks about.
    """

    machines: tuple[Machine, ...]
    rules: tuple[Rule, ...]

    def __post_init__(self) -> None:
        """Refuse what contract 2 refuses."""
        from model.network_check import check_network

        check_network(self)
