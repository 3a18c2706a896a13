"""Atomic commitment with simple broadcast, where anybody may die; tlaplus/Examples, acp/ACP_SB."""

from collections.abc import Iterator
from itertools import product

from model.network import Network, Rule
from tests.models.building import YES_NO, When, machine, rule, starting_anywhere

DECISIONS = ("undecided", "commit", "abort")
ALIVE = ("alive", "dead")


def atomic_commit(count: int) -> Network:
    numbers = range(count)
    machines = [machine("coordinator", ALIVE), machine("decision", DECISIONS)]
    for n in numbers:
        machines += [
            machine(f"asked {n}", YES_NO),
            machine(f"vote heard {n}", ("waiting", "yes", "no")),
            machine(f"told {n}", ("nothing", "commit", "abort")),
            machine(f"vote {n}", YES_NO),
            machine(f"p{n}", ALIVE),
            machine(f"vote sent {n}", YES_NO),
            machine(f"decision {n}", DECISIONS),
        ]
    rules = [*_decide(count), *(each for n in numbers for each in (*_coordinate(n, count), *_participate(n)))]
    starts = [{f"vote {n}": vote for n, vote in enumerate(votes)} for votes in product(YES_NO, repeat=count)]
    return starting_anywhere(machines, rules, starts)


def _decide(count: int) -> Iterator[Rule]:
    """The decision is counted once for each vote against, as the published count has it."""
    alive = {"coordinator": ["alive"]}
    commit, abort = {"decision": [("undecided", "commit")]}, {"decision": [("undecided", "abort")]}
    heard = {f"vote heard {n}": ["yes", "no"] for n in range(count)}
    yield rule("coordinator dies", {"coordinator": [("alive", "dead")]})
    yield rule("all voted yes", commit, {**alive, **dict.fromkeys(heard, ("yes",))})
    for n in range(count):
        yield rule(f"{n} voted no", abort, {**alive, **heard, f"vote heard {n}": ["no"]})


def _coordinate(n: int, count: int) -> Iterator[Rule]:
    alive: When = {"coordinator": ["alive"]}
    collecting = {**alive, "decision": ["undecided"], **{f"asked {each}": ["yes"] for each in range(count)}}
    yield rule(f"ask {n}", {f"asked {n}": [("no", "yes")]}, alive)
    for vote in YES_NO:
        voted = {f"vote sent {n}": ["yes"], f"vote {n}": [vote]}
        yield rule(f"hear {vote} of {n}", {f"vote heard {n}": [("waiting", vote)]}, {**collecting, **voted})
    silent = {f"vote heard {n}": ["waiting"], f"p{n}": ["dead"], f"vote sent {n}": ["no"]}
    without = {each: states for each, states in collecting.items() if each != "decision"}
    yield rule(f"notice that {n} is dead", {"decision": [("undecided", "abort")]}, {**without, **silent})
    for decision in DECISIONS[1:]:
        yield rule(f"tell {n} {decision}", {f"told {n}": [("nothing", decision)]}, {**alive, "decision": [decision]})


def _participate(n: int) -> Iterator[Rule]:
    alive: When = {f"p{n}": ["alive"]}
    abort = {f"decision {n}": [("undecided", "abort")]}
    yield rule(f"{n} dies", {f"p{n}": [("alive", "dead")]})
    yield rule(f"{n} votes", {f"vote sent {n}": [("no", "yes"), ("yes", "yes")]}, {**alive, f"asked {n}": ["yes"]})
    yield rule(f"{n} aborts by its vote", abort, {**alive, f"vote sent {n}": ["yes"], f"vote {n}": ["no"]})
    yield rule(f"{n} aborts unasked", abort, {**alive, "coordinator": ["dead"], f"asked {n}": ["no"]})
    for decision in DECISIONS[1:]:
        decide = {f"decision {n}": [("undecided", decision)]}
        yield rule(f"{n} decides {decision}", decide, {**alive, f"told {n}": [decision]})
