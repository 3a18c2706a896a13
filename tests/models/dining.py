"""Dining philosophers who hand each other clean forks (Chandy and Misra); tlaplus/Examples, DiningPhilosophers."""

from collections.abc import Iterator

from model.network import Network, Rule
from tests.models.building import machine, rule

LOOKS = [("hungry", "hungry"), ("sated", "thinking")]
"""What a look at the forks comes to, when there is no eating."""


def dining(count: int) -> Network:
    """Fork n lies between philosopher n, whose left fork it is, and the one before; all dirty at first."""
    philosophers = [machine(f"p{n}", ("hungry", "sated", "eating", "thinking")) for n in range(count)]
    forks = [machine(f"f{n}", _fork(n, count), _held(0 if n == 1 else n, "dirty")) for n in range(count)]
    rules = [each for n in range(count) for each in _rules(n, count)]
    return Network((*philosophers, *forks), tuple(rules))


def _held(philosopher: int, how: str) -> str:
    return f"{how} with p{philosopher}"


def _fork(n: int, count: int) -> list[str]:
    return [_held(holder, how) for holder in (n, (n - 1) % count) for how in ("dirty", "clean")]


def _rules(n: int, count: int) -> Iterator[Rule]:
    me, left, right = f"p{n}", f"f{n}", f"f{(n + 1) % count}"
    dirty, clean = _held(n, "dirty"), _held(n, "clean")
    kept = {each: [state for state in _fork(int(each[1:]), count) if state != dirty] for each in (left, right)}
    away = {each: [state for state in kept[each] if state != clean] for each in (left, right)}
    yield rule(f"{me} hands over left", {me: LOOKS, left: [(dirty, _held((n - 1) % count, "clean"))]})
    yield rule(
        f"{me} hands over right",
        {me: LOOKS, right: [(dirty, _held((n + 1) % count, "clean"))]},
        {left: kept[left]},
    )
    yield rule(f"{me} starts to eat", {me: [("hungry", "eating")]}, {left: [clean], right: [clean]})
    yield rule(f"{me} waits for left", {me: [("hungry", "hungry")]}, {left: away[left], right: kept[right]})
    yield rule(f"{me} waits for right", {me: [("hungry", "hungry")]}, {left: [clean], right: away[right]})
    yield rule(f"{me} starts to think", {me: [("sated", "thinking")]}, kept)
    yield rule(f"{me} is hungry again", {me: [("thinking", "hungry")]})
    soil = {each: [(state, state.replace("clean", "dirty")) for state in _fork(int(each[1:]), count)] for each in kept}
    yield rule(f"{me} has eaten", {me: [("eating", "sated")], **soil})
