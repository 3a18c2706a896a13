"""A program of its own that checks a certificate of verdicts for any number of runs, from the file alone.

It takes nothing from the rest of the project. What it checks, and what it must assume, is said in docs/any-number.md.
"""

import json
from collections.abc import Iterable, Iterator

from properties.any_number.check_certificate.link import check_sizes
from properties.any_number.check_certificate.proof import impossible, obligations
from properties.any_number.check_certificate.refusing import Json, RefusedError, Table, need
from properties.any_number.check_certificate.solvers import SOLVERS

__all__ = ["FORMAT", "RefusedError", "check"]

FORMAT = "outlive-any-number/1"


def check(text: str, networks: Iterable[str] = (), solver: str = "z3") -> tuple[str, ...]:
    """The properties that a certificate proves for any number of members.

    `networks`: exports of the design (`outlive export --to network`) that must be among those it was made from.

    Raises:
        RefusedError: it proves nothing, and why.
        ImportError: the solver is not installed.
    """
    prove = SOLVERS[solver]()
    try:
        document = json.loads(text)
        need(document["format"] == FORMAT, f"its format is not {FORMAT}")
        _check_words(document)
        check_sizes(document, [json.loads(each) for each in networks])
        for what, script in obligations(document):
            need(prove(script), what)
        for identifier, pattern in _each_forbidden(document):
            seen = impossible(document, pattern)
            need(any(all(map(prove, scripts)) for scripts in seen), f"{identifier}: `{pattern['name']}` may happen")
        return tuple(document["proved"])
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise RefusedError(f"it cannot be read: {error!r}") from error


def _check_words(document: Json) -> None:
    """Machines, states and kinds are all known; every property proved says what it forbids."""
    for table in (document["common"], *document["own"].values()):
        for name, machine in table.items():
            need(len(set(machine["states"])) == len(machine["states"]), f"{name} has a state twice")
            need(machine["initial"] in machine["states"], f"{name} starts nowhere")
            need("|" not in name and "\\" not in name, f"{name} has a sign that SMT-LIB does not allow")
    for owner, name, bit in document["invariant"]["tests"]:
        table = document["own"][owner] if owner else document["common"]
        width = (len(table[name]["states"]) - 1).bit_length()
        need(isinstance(bit, int) and 0 <= bit < width, f"{name} has no bit {bit}")
    need(set(document["proved"]) == set(document["forbidden"]), "what is proved is not what is forbidden")
    for pattern in (*document["patterns"], *(each for _, each in _each_forbidden(document))):
        _check_moves(document["common"], pattern["common"])
        for way in (*([pattern["acting"]] if pattern["acting"] else []), *pattern["others"]):
            _check_moves(document["own"][way["kind"]], way["moves"])


def _each_forbidden(document: Json) -> Iterator[tuple[str, Json]]:
    return ((identifier, each) for identifier, some in document["forbidden"].items() for each in some)


def _check_moves(table: Table, moves: Json) -> None:
    for name, pairs in moves.items():
        states = {state for pair in pairs for state in pair}
        need(states <= set(table[name]["states"]), f"{name} has no such state")
