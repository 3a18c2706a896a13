"""Checks the tree by which no fair run stays for ever among the worlds where an answer is pending.

A world stands at a component of the tree, and is in all components above it, up to the root, 0, which is left out of
the lists. Each component has a fair rule whose steps all leave it. A weakly fair one is enabled all over its component;
a strongly fair one may be disabled in worlds that stand further below. A component without rule has no step inside.
"""

from collections.abc import Iterator
from typing import TypeAlias

from properties.certificates.certify.graph import Graph
from properties.certificates.certify.network import Network, Table
from properties.certificates.certify.refusing import Json, need, numbers

Answered: TypeAlias = tuple[Table, Table]
"""What triggers, and what answers."""


class Tree:
    """The components: which rules must be enabled in a world that stands at one, and which may not stay in it."""

    def __init__(self, network: Network, data: Json) -> None:
        self.above, self.needed, self.leaving, self._weak, self._depth = [0], [0], [0], [0], [0]
        for parent, rule in zip(numbers(data["above"]), numbers(data["rules"]), strict=True):
            need(parent < len(self.above), "a component stands above those it is part of")
            need(rule <= len(network.rules), "the rule of a component is none of the network")
            self._add(network, parent, 1 << rule - 1 if rule else 0)

    def _add(self, network: Network, parent: int, rule: int) -> None:
        need(not rule & ~(network.weak | network.strong), "the rule of a component is not fair")
        self.above.append(parent)
        self._depth.append(self._depth[parent] + 1)
        need(self._depth[-1] <= len(network.rules) + 1, "a component lies deeper than there are rules")
        self._weak.append(self._weak[parent] | rule & network.weak)
        self.needed.append(self._weak[parent] | rule)
        self.leaving.append(self.leaving[parent] | rule if rule else -1)

    def staying(self, here: int, there: int) -> int:
        """The rules that may not go between two components, one bit each: those of the components around both.

        Raises:
            RefusedError: the step goes against the order of two components side by side.
        """
        one, other = here, there
        left = came = 0
        while one != other:
            if one > other:
                left, one = one, self.above[one]
            else:
                came, other = other, self.above[other]
        need(not (left and came) or came < left, "a step goes against the order of the components")
        return self.leaving[one]


def check_tree(network: Network, graph: Graph, said: Answered, data: Json) -> None:
    """Hold every pending world, and every step from one, against the tree.

    Raises:
        RefusedError: something that triggers, or a step, leads out of the tree without an answer; or the tree is wrong.
    """
    triggers, answers = said
    tree, at = Tree(network, data), graph.column(data["at"])
    need(max(at) < len(tree.above), "a world stands at a component that is not there")
    fair = network.weak | network.strong
    for world, here, enabled in zip(graph.worlds, at, graph.enabled, strict=True):
        need(bool(here or answers.of(world) or not triggers.of(world)), "a world that triggers is not in the tree")
        need(bool(not here or enabled & fair), "a run may end where an answer is pending")
        need(not tree.needed[here] & ~enabled, "the rule of a component is not enabled in a world that needs it")
    known: dict[tuple[int, int], int] = {}
    for rule, here, there in _unanswered(graph, at, answers):
        need(there > 0, "a step leads out of the tree without an answer")
        if (here, there) not in known:
            known[here, there] = tree.staying(here, there)
        need(not known[here, there] >> rule & 1, f"`{network.rules[rule].name}` does not leave its component")


def _unanswered(graph: Graph, at: list[int], answers: Table) -> Iterator[tuple[int, int, int]]:
    """Every step from a world in the tree to one that does not answer: rule, component, component."""
    open_ = [not answers.of(world) for world in graph.worlds]
    for place, here in enumerate(at):
        if here:
            yield from ((rule, here, at[target]) for rule, target in graph.steps(place) if open_[target])
