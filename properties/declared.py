"""Reads and writes the `properties` of a network file: claims about any machines at all (contract 2)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from model.network import TRUE, Condition, Network, NetworkError
from model.network_check import check_condition, nearest, states_by_machine
from model.network_json import (
    Json,
    condition_to_json,
    expect_object,
    expect_text,
    fail,
    read_condition,
    read_list,
    refuse_unknown_keys,
    required,
)
from properties.kinds import (
    AlwaysPossible,
    Claim,
    DeadlockFree,
    KindName,
    LeadsTo,
    Never,
    NeverStep,
    Property,
    Static,
    Witness,
)

_SAYS: Mapping[str, str] = {
    "never": "No reachable world is in `where`.",
    "never-step": "No step of `rule` starts in `where` and ends in `after`.",
    "leads-to": "Every fair run that comes to a world in `where` comes to one in `then`.",
    "always-possible": "From every reachable world in `if`, a world in `where` can still be reached.",
    "witness": "Some reachable world is in `where`.",
    "deadlock-free": "In every reachable world some rule is enabled.",
}
_MISSING: Mapping[str, str] = {
    "never-step": "none of the rules in `rule` is ever enabled",
    "leads-to": "no reachable world is in `where`",
    "always-possible": "no reachable world is in `if`",
}
_KEYS: Mapping[str, tuple[str, ...]] = {
    "never": ("where",),
    "never-step": ("rule", "where", "after"),
    "leads-to": ("where", "then"),
    "always-possible": ("where", "if"),
    "witness": ("where",),
    "deadlock-free": (),
}


def properties_from_json(data: object, network: Network, source: str) -> tuple[Property, ...]:
    """The properties of a network file, from the list under its key `properties`.

    Raises:
        NetworkError: a key, kind, rule, machine or state that is unknown, missing or of the wrong type; an id twice.
    """
    known_rules = frozenset(rule.name for rule in network.rules)
    known_states = states_by_machine(network)

    def read(entry: object, source: str, path: str) -> Property:
        return _read_property(_Entry(expect_object(entry, source, path), source, path, known_rules, known_states))

    properties = read_list(data, source, "properties", read)
    _refuse_repeated_ids(properties, source)
    return properties


def properties_to_json(properties: Iterable[Property]) -> list[Json]:
    """The list for the key `properties`: one entry a claim, the later claims of one property as `id/2`, `id/3`, ….

    What is read off the design has no entry: it says nothing about the network.
    """
    return [entry for each in properties for entry in _entries_of(each)]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of the list, with what its words are held against."""

    document: Json
    source: str
    path: str
    rules: Collection[str]
    states: Mapping[str, frozenset[str]]

    def text(self, key: str) -> str:
        return expect_text(required(self.document, key, self.source, self.path), self.source, f"{self.path}.{key}")

    def condition(self, key: str) -> Condition:
        place = f"{self.path}.{key}"
        condition = read_condition(required(self.document, key, self.source, self.path), self.source, place)
        check_condition(condition, self.states, f"{self.source}: {place}")
        return condition

    def condition_or_all(self, key: str) -> Condition:
        return self.condition(key) if key in self.document else TRUE

    def named_rules(self) -> tuple[str, ...]:
        place = f"{self.path}.rule"
        data = required(self.document, "rule", self.source, self.path)
        names = (data,) if isinstance(data, str) else read_list(data, self.source, place, expect_text)
        for name in names:
            if name not in self.rules:
                fail(self.source, place, f"unknown rule `{name}`; {nearest(name, self.rules)}")
        return names


_READERS: Mapping[str, Callable[[_Entry], Claim]] = {
    "never": lambda entry: Never(entry.condition("where")),
    "never-step": lambda entry: NeverStep(
        entry.named_rules(), entry.condition_or_all("where"), entry.condition_or_all("after")
    ),
    "leads-to": lambda entry: LeadsTo(entry.condition("where"), entry.condition("then")),
    "always-possible": lambda entry: AlwaysPossible(entry.condition("where"), entry.condition_or_all("if")),
    "witness": lambda entry: Witness(entry.condition("where")),
    "deadlock-free": lambda _entry: DeadlockFree(),
}


def _read_property(entry: _Entry) -> Property:
    identifier, kind = entry.text("id"), entry.text("kind")
    if kind not in _READERS:
        fail(entry.source, f"{entry.path}.kind", f"unknown kind `{kind}`; {nearest(kind, _READERS)}")
    refuse_unknown_keys(entry.document, ("id", "kind", *_KEYS[kind]), entry.source, entry.path)
    claims = (_READERS[kind](entry),)
    return Property(identifier, cast(KindName, kind), _SAYS[kind], (), claims, _MISSING.get(kind, ""))


def _refuse_repeated_ids(properties: Iterable[Property], source: str) -> None:
    seen: set[str] = set()
    for place, each in enumerate(properties):
        if each.id in seen:
            raise NetworkError(f"{source}: properties[{place}].id: `{each.id}` is used twice; rename one of them")
        seen.add(each.id)


def _entries_of(declared: Property) -> Iterable[Json]:
    claims = [claim for claim in declared.claims if not isinstance(claim, Static)]
    for place, claim in enumerate(claims, start=1):
        identifier = declared.id if place == 1 else f"{declared.id}/{place}"
        yield {"id": identifier, **_claim_to_json(claim)}


def _claim_to_json(claim: Claim) -> Json:
    match claim:
        case Never(where):
            return {"kind": "never", "where": condition_to_json(where)}
        case NeverStep(rules, where, after):
            conditions = {"where": condition_to_json(where), "after": condition_to_json(after)}
            return {"kind": "never-step", "rule": list(rules), **conditions}
        case LeadsTo(where, then):
            return {"kind": "leads-to", "where": condition_to_json(where), "then": condition_to_json(then)}
        case AlwaysPossible(where, if_):
            return {"kind": "always-possible", "where": condition_to_json(where), "if": condition_to_json(if_)}
        case Witness(where):
            return {"kind": "witness", "where": condition_to_json(where)}
        case _:
            return {"kind": "deadlock-free"}
