"""Checks that every rule of the composed networks in a certificate, and all that a claim forbids, follows a pattern."""

from collections.abc import Iterator
from itertools import product

from properties.any_number.check_certificate.refusing import Json, Moves, Table, Who, need

SIZES = (1, 2, 3)


def check_sizes(document: Json, exported: list[Json]) -> None:
    """All sizes are there and covered, and among them is every network that was given."""
    known = [_in_question(document, size["network"]) for size in document["sizes"]]
    need(all(_in_question(document, each) in known for each in exported), "it is about another network")
    found = [set(size["members"].values()) for size in document["sizes"]]
    need(all({size} in found for size in SIZES), f"it was not made from sizes {SIZES}")
    for size in document["sizes"]:
        _check_size(document, size)


def _in_question(document: Json, network: Json) -> Json:
    """A network with the claims that the certificate is about."""
    said = [claim for each in document["proved"] for claim in _claims(network, each)]
    return {"machines": network["machines"], "rules": network["rules"], "claims": said}


def _claims(network: Json, identifier: str) -> list[Json]:
    """The claims of one property: the later ones have its id and a number."""
    return [each for each in network["properties"] if each["id"].split("/")[0] == identifier]


def _check_size(document: Json, size: Json) -> None:
    """One composed network is covered by the patterns, rule by rule, in all worlds, reachable or not."""
    network, readings = size["network"], size["readings"]
    wanted = {(kind, each) for kind, count in size["members"].items() for each in range(1, count + 1)}
    need(set(size["members"]) == set(document["own"]), "a kind has no member")
    started: dict[Who, dict[str, str]] = {None: {}, **{member: {} for member in sorted(wanted)}}
    for name, machine in network["machines"].items():
        for member, read, states in _told(readings, name):
            need(read not in started[member], f"two machines are read as {read}")
            started[member][read] = states[machine["initial"]]
    for member, starts in started.items():
        table = document["common"] if member is None else document["own"][member[0]]
        same = starts == {name: machine["initial"] for name, machine in table.items()}
        need(same, "a network does not start where the patterns do")
    for rule in network["rules"]:
        need(_is_covered(document, size, (rule, document["patterns"])), f"rule `{rule['name']}` follows no pattern")
    for identifier, patterns in document["forbidden"].items():
        for step in _forbidden(network, identifier):
            covered = _is_covered(document, size, (step, patterns))
            need(covered, f"{identifier}: `{step['name']}` is not forbidden")


def _told(readings: Json, machine: str) -> Iterator[tuple[Who, str, dict[str, str]]]:
    """What a machine tells: of all (None) or of a member, under which name, each state read as which."""
    told = readings.get(machine, {"common": None, "own": []})
    if told["common"] is not None:
        yield None, told["common"][0], told["common"][1]
    for kind, number, name, states in told["own"]:
        yield (kind, number), name, states


def _forbidden(network: Json, identifier: str) -> Iterator[Json]:
    """The steps that break a property of a network, each written as a rule."""
    rules = {rule["name"]: rule for rule in network["rules"]}
    need(bool(_claims(network, identifier)), f"{identifier} claims nothing")
    for claim in _claims(network, identifier):
        need(claim["kind"] in ("never", "never-step"), f"{identifier} is not a claim of safety")
        if claim["kind"] == "never":
            yield from ({"name": "a world", "moves": {}, "when": where} for where in claim["where"])
            continue
        for name, where, after in product(claim["rule"], claim["where"], claim["after"]):
            yield from _step(rules[name], where, after)


def _step(rule: Json, where: Json, after: Json) -> Iterator[Json]:
    """The steps of a rule that start in `where` and end in `after`, if there can be any."""
    moves = {
        name: [pair for pair in pairs if pair[0] in where.get(name, pair) and pair[1] in after.get(name, pair)]
        for name, pairs in rule["moves"].items()
    }
    asked: dict[str, list[str]] = {}
    for part in (rule["when"], where, after):
        for name, states in part.items():
            if name not in moves:
                asked[name] = [state for state in asked.get(name, states) if state in states]
    if all(moves.values()) and all(asked.values()):
        yield {"name": rule["name"], "moves": moves, "when": asked}


def _is_covered(document: Json, size: Json, what: tuple[Json, Json]) -> bool:
    """Whether a rule allows no more than one of the patterns, whoever acts in it."""
    rule, patterns = what
    said: dict[Who, Moves] = {None: {}}
    said |= {(kind, each): {} for kind, count in size["members"].items() for each in range(1, count + 1)}
    asked = {name: [[state, state] for state in states] for name, states in rule["when"].items()}
    for machine, pairs in (rule["moves"] | asked).items():
        for member, name, states in _told(size["readings"], machine):
            said[member][name] = frozenset((states[start], states[end]) for start, end in pairs)
    return any(_follows(document, said, pattern) for pattern in patterns)


def _follows(document: Json, said: dict[Who, Moves], pattern: Json) -> bool:
    if not _within(document["common"], said[None], pattern["common"]):
        return False
    members = [member for member in said if member is not None]
    loose = [member for member in members if not _goes(document, (member, said[member]), pattern["others"])]
    if pattern["acting"] is None:
        return not loose
    acting = [member for member in members if _goes(document, (member, said[member]), [pattern["acting"]])]
    return any(set(loose) <= {member} for member in acting)


def _goes(document: Json, who: tuple[tuple[str, int], Moves], ways: Json) -> bool:
    """Whether a member goes one of these ways."""
    (kind, _), moves = who
    return any(way["kind"] == kind and _within(document["own"][kind], moves, way["moves"]) for way in ways)


def _within(table: Table, one: Moves, other: Json) -> bool:
    """Whether all that one allows the other allows too; a machine left out stays where it is, anywhere."""
    for name in {**one, **other}:
        stays = frozenset((state, state) for state in table[name]["states"])
        allowed = frozenset(map(tuple, other[name])) if name in other else stays
        if not one.get(name, stays) <= allowed:
            return False
    return True
