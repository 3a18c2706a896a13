"""What a question names, and which permutations leave it the question it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from explorer.symmetry.blocks import Blocks, Law, Renaming, Told
from explorer.symmetry.canonical import Part


@dataclass(frozen=True, slots=True)
class Question:
    """The conditions of a question in their order, and what the rules say that it names."""

    conditions: tuple[Told, ...]
    laws: frozenset[Law] = frozenset()

    def after(self, exchange: Renaming) -> "Question":
        """What the question asks once blocks have changed places."""
        return Question(tuple(map(exchange.told, self.conditions)), frozenset(map(exchange.law, self.laws)))


def kept_parts(question: Question, groups: Iterable[Blocks]) -> tuple[Part, ...]:
    """The blocks that can be exchanged without changing the question; a block that is told from all others is in none.

    If the exchange of two blocks keeps the question, and that of one of them with a third, then so does that of the
    other with the third: the blocks fall into classes.
    """
    return tuple(
        Part(blocks, tuple(places))
        for blocks in groups
        for places in _classes(question, blocks)
        if len(places) > 1
    )


def images(question: Question, groups: Iterable[Blocks], most: int) -> tuple[Question, ...] | None:
    """All that the question becomes under the permutations, itself first; None when that is more than `most`."""
    exchanges = [exchange for blocks in groups for exchange in blocks.generators()]
    found = {question: None}
    pending = [question]
    while pending:
        here = pending.pop()
        for image in (here.after(exchange) for exchange in exchanges):
            if image not in found:
                found[image] = None
                pending.append(image)
        if len(found) > most:
            return None
    return tuple(found)


def every_image(laws: Iterable[Law], groups: Iterable[Blocks]) -> frozenset[Law]:
    """These laws, and all that the permutations make of them."""
    exchanges = [exchange for blocks in groups for exchange in blocks.generators()]
    found = set(laws)
    pending = list(found)
    while pending:
        here = pending.pop()
        fresh = {exchange.law(here) for exchange in exchanges} - found
        found |= fresh
        pending += fresh
    return frozenset(found)


def _classes(question: Question, blocks: Blocks) -> list[list[int]]:
    classes: list[list[int]] = []
    for place in range(len(blocks)):
        for known in classes:
            if question.after(blocks.exchange(known[0], place)) == question:
                known.append(place)
                break
        else:
            classes.append([place])
    return classes
