"""Reads and writes `network.json`, the public form of a network (contract 2)."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any, NoReturn, TypeAlias, TypeVar, cast

from model.network import Condition, Fairness, Machine, Network, NetworkError, Pair, Rule
from model.network_check import nearest

FORMAT = "outlive-network/1"

Json: TypeAlias = dict[str, Any]
"""A JSON object as `json` reads it."""

_Read = TypeVar("_Read")
_KINDS = {dict: "an object", list: "a list", str: "a string", bool: "true or false", float: "a number"}


def network_to_json(network: Network) -> Json:
    """The JSON form of a network, without properties; `network_from_json` gives an equal network back."""
    return {
        "format": FORMAT,
        "machines": {each.name: {"states": list(each.states), "initial": each.initial} for each in network.machines},
        "rules": [_rule_to_json(rule) for rule in network.rules],
    }


def condition_to_json(condition: Condition) -> list[dict[str, list[str]]]:
    """A disjunction of conjunctions as JSON: `[]` is false, `[{}]` true."""
    return [{machine: list(states) for machine, states in each.items()} for each in condition]


def read_network_text(text: str, source: str) -> Json:
    """The JSON document in `text`; `source` names the file in errors.

    Raises:
        NetworkError: not JSON (with line and column), a key given twice, nested beyond reason, not an object.
    """
    no_constant = partial(_refuse_constant, source)
    try:
        document = json.loads(text, object_pairs_hook=_object, parse_int=float, parse_constant=no_constant)
        _refuse_repeated_keys(document, source, "")
    except json.JSONDecodeError as error:
        raise NetworkError(f"{source}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from error
    except RecursionError as error:
        raise NetworkError(f"{source}: nested too deeply to be a network; take out the inner brackets") from error
    return expect_object(document, source, "")


def network_from_json(data: object, source: str) -> Network:
    """The network in a JSON document; its `properties` are read by `properties.declared`.

    Raises:
        NetworkError: a key missing, unknown or of the wrong type (with its place, as `rules[3].moves.app`), or what
            `Network` itself refuses; `source` comes first in every message.
    """
    document = expect_object(data, source, "")
    refuse_unknown_keys(document, ("format", "machines", "rules", "properties"), source, "")
    _check_format(required(document, "format", source, ""), source)
    machines = expect_object(required(document, "machines", source, ""), source, "machines")
    rules = read_list(required(document, "rules", source, ""), source, "rules", _read_rule)
    read = tuple(_read_machine(name, each, source) for name, each in machines.items())
    try:
        return Network(read, rules)
    except NetworkError as error:
        raise NetworkError(f"{source}: {error}") from error


def read_condition(data: object, source: str, path: str) -> Condition:
    """A condition from its JSON form; its machines and states are not checked yet.

    Raises:
        NetworkError: not a list of objects of lists of strings.
    """
    return read_list(data, source, path, _read_states_by_machine)


def required(document: Json, key: str, source: str, path: str) -> object:
    """The value of a key that must be there.

    Raises:
        NetworkError: it is not.
    """
    if key not in document:
        fail(source, path, f"`{key}` is missing")
    return document[key]


def expect_object(data: object, source: str, path: str) -> Json:
    """`data`, if it is an object with keys that can be printed.

    Raises:
        NetworkError: it is not.
    """
    if not isinstance(data, dict):
        fail(source, path, f"must be an object, not {_kind(data)}")
    for key in data:
        expect_text(key, source, path)
    return data


def expect_text(data: object, source: str, path: str) -> str:
    """`data`, if it is a string that can be printed.

    Raises:
        NetworkError: it is not (half of a surrogate pair cannot be).
    """
    if not isinstance(data, str):
        fail(source, path, f"must be a string, not {_kind(data)}")
    if not data.isascii() and any("\ud800" <= letter <= "\udfff" for letter in data):
        fail(source, path, f"{data!a} holds half of a surrogate pair; write the whole character")
    return data


def read_list(data: object, source: str, path: str, read: Callable[[object, str, str], _Read]) -> tuple[_Read, ...]:
    """Every entry of a list, each read by `read(entry, source, its path)`.

    Raises:
        NetworkError: not a list, or what `read` raises.
    """
    if not isinstance(data, list | tuple):
        fail(source, path, f"must be a list, not {_kind(data)}")
    return tuple([read(each, source, f"{path}[{place}]") for place, each in enumerate(data)])


def refuse_unknown_keys(document: Json, known: Collection[str], source: str, path: str) -> None:
    """Hold an object to its known keys.

    Raises:
        NetworkError: a key is not one of them; the nearest is named.
    """
    for key in document:
        if key not in known:
            fail(source, path, f"unknown key `{key}`; {nearest(key, known)}")


def fail(source: str, path: str, what: str) -> NoReturn:
    """Raise the error of one place in a document: file, place, fault."""
    raise NetworkError(f"{source}: {path}: {what}" if path else f"{source}: {what}")


def _rule_to_json(rule: Rule) -> Json:
    return {
        "name": rule.name,
        "actor": rule.actor,
        "moves": {machine: [list(pair) for pair in pairs] for machine, pairs in rule.moves.items()},
        "when": {machine: list(states) for machine, states in rule.when.items()},
        "fairness": rule.fairness,
        "cites": list(rule.cites),
    }


def _check_format(data: object, source: str) -> None:
    if data != FORMAT:
        found = json.dumps(data) if isinstance(data, str) else _kind(data)
        fail(source, "format", f'must be "{FORMAT}", not {found}')


def _read_machine(name: str, data: object, source: str) -> Machine:
    path = f"machines.{name}"
    document = expect_object(data, source, path)
    refuse_unknown_keys(document, ("states", "initial"), source, path)
    states = read_list(required(document, "states", source, path), source, f"{path}.states", expect_text)
    return Machine(name, states, expect_text(required(document, "initial", source, path), source, f"{path}.initial"))


def _read_rule(data: object, source: str, path: str) -> Rule:
    document = expect_object(data, source, path)
    refuse_unknown_keys(document, ("name", "actor", "moves", "when", "fairness", "cites"), source, path)
    return Rule(
        name=expect_text(required(document, "name", source, path), source, f"{path}.name"),
        actor=expect_text(document.get("actor", ""), source, f"{path}.actor"),
        moves=_read_moves(required(document, "moves", source, path), source, f"{path}.moves"),
        when=_read_states_by_machine(document.get("when", {}), source, f"{path}.when"),
        fairness=cast(Fairness, expect_text(document.get("fairness", "none"), source, f"{path}.fairness")),
        cites=read_list(document.get("cites", []), source, f"{path}.cites", expect_text),
    )


def _read_moves(data: object, source: str, path: str) -> Mapping[str, tuple[Pair, ...]]:
    document = expect_object(data, source, path)
    return {machine: read_list(pairs, source, f"{path}.{machine}", _read_pair) for machine, pairs in document.items()}


def _read_pair(data: object, source: str, path: str) -> Pair:
    states = read_list(data, source, path, expect_text)
    if len(states) != 2:
        fail(source, path, f"must be a pair [from, to], not a list of {len(states)}")
    return states[0], states[1]


def _read_states_by_machine(data: object, source: str, path: str) -> Mapping[str, tuple[str, ...]]:
    document = expect_object(data, source, path)
    return {name: read_list(states, source, f"{path}.{name}", expect_text) for name, states in document.items()}


class _Repeated(dict[str, Any]):
    """An object of the file in which a key stands twice."""

    repeated = ""


def _object(pairs: list[tuple[str, Any]]) -> Json:
    document = dict(pairs)
    if len(document) == len(pairs):
        return document
    marked = _Repeated(document)
    marked.repeated = _first_repeated(key for key, _ in pairs)
    return marked


def _first_repeated(keys: Iterable[str]) -> str:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            return key
        seen.add(key)
    return ""


def _refuse_repeated_keys(data: object, source: str, path: str) -> None:
    if isinstance(data, _Repeated):
        fail(source, path, f"the key `{data.repeated}` stands twice; remove or rename one")
    if isinstance(data, dict):
        for key, each in data.items():
            _refuse_repeated_keys(each, source, f"{path}.{key}" if path else key)
    elif isinstance(data, list):
        for place, each in enumerate(data):
            if not isinstance(each, str):
                _refuse_repeated_keys(each, source, f"{path}[{place}]")


def _refuse_constant(source: str, name: str) -> NoReturn:
    fail(source, "", f"not JSON: {name} is not a value; take it out")


def _kind(data: object) -> str:
    return "null" if data is None else _KINDS.get(type(data), "an object" if isinstance(data, dict) else "a number")
