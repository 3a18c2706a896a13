"""Rules as they travel in a page: a row each, with what many of them share said once; `01_rules.js` unfolds them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reports.forms.verdict_json import Json

COLON = ": "


@dataclass(frozen=True, slots=True)
class Shared:
    """Values that rows name by number, in the order in which they first came."""

    places: dict[str, int] = field(default_factory=dict)
    values: list[object] = field(default_factory=list)

    def place(self, value: object) -> int:
        """The number of a value, a new one for a new value."""
        key = repr(value)
        if key not in self.places:
            self.places[key] = len(self.values)
            self.values.append(value)
        return self.places[key]

    def each(self, values: Iterable[object]) -> list[int]:
        """The numbers of several."""
        return [self.place(value) for value in values]


def packed(rules: Sequence[Json]) -> Json:
    """The rules as `rows`, with the `words`, the `movers` and the `asked` that they name by number.

    A row: name, label, actor, fairness, cites, from, to, marks, moves, when. A name is the words between its colons; a
    label that is part of its rule's name is where it begins and ends there (in UTF-16 units, as scripts count them).
    """
    words, movers, asked = Shared(), Shared(), Shared()
    rows = [
        [
            words.each(rule["name"].split(COLON)), _label(rule), words.place(rule["actor"]),
            words.place(rule["fairness"]), words.each(rule["cites"]), rule["from"], rule["to"],
            words.each(rule["marks"]), movers.each(rule["moves"]), asked.each(rule["when"]),
        ]
        for rule in rules
    ]  # fmt: skip
    return {"rows": rows, "words": words.values, "movers": movers.values, "asked": asked.values}


def _label(rule: Json) -> str | list[int]:
    if not rule["label"] or rule["label"] not in rule["name"]:
        return str(rule["label"])
    before, found, _ = rule["name"].partition(rule["label"])
    return [_units(before), _units(before + found)]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
