"""Looks up what an id stands for that a rule or a property cites."""

from collections.abc import Mapping

from model.facts import THEMES, Fact

ASSUMPTION = Fact(
    "assumption", "No source settles this, so the model takes a stand of its own.", "observed", "the model's choice"
)
"""What a rule cites that rests on no fact; the one id that is not about the platform."""

FACTS: Mapping[str, Fact] = {fact.id: fact for _, facts in THEMES for fact in facts} | {ASSUMPTION.id: ASSUMPTION}
"""Id -> fact, `assumption` last."""


def fact(cite_id: str) -> Fact | None:
    """The fact with this id, such as "§8" or "N6"; None where there is none."""
    return FACTS.get(cite_id)


def describe(cite_id: str) -> str:
    """The sentence behind this id; empty where there is none."""
    known = FACTS.get(cite_id)
    return known.says if known else ""
