"""What a network refuses, word for word."""

from collections.abc import Callable
from time import perf_counter

import pytest

from model.network import Machine, Network, NetworkError, Rule

DOOR = Machine("door", ("open", "closed"), "open")
LAMP = Machine("lamp", ("off", "on"), "off")
CLOSE = Rule("close", "wind", {"door": (("open", "closed"),)}, {"lamp": ("on",)})

REFUSED: dict[str, tuple[Callable[[], Network], str]] = {
    "no machine": (
        lambda: Network((), ()),
        "a network needs at least one machine: add one to `machines`",
    ),
    "machine twice": (
        lambda: Network((DOOR, DOOR), ()),
        "machine `door` is declared twice: rename one of them",
    ),
    "machine without state": (
        lambda: Network((Machine("door", (), "open"),), ()),
        "machine `door` has no state: give it at least its initial one",
    ),
    "state twice": (
        lambda: Network((Machine("door", ("open", "open"), "open"),), ()),
        "machine `door`: state `open` is declared twice: rename one of them",
    ),
    "initial not a state": (
        lambda: Network((Machine("door", ("open", "closed"), "close"),), ()),
        "machine `door`: initial `close` is not one of its states; did you mean `closed`?",
    ),
    "rule twice": (
        lambda: Network((DOOR, LAMP), (CLOSE, CLOSE)),
        "rule `close` is declared twice: rename one of them",
    ),
    "unknown mover": (
        lambda: Network((DOOR,), (Rule("r", "", {"dor": ()}),)),
        "rule `r`: unknown machine `dor`; did you mean `door`?",
    ),
    "unknown state in a move": (
        lambda: Network((DOOR,), (Rule("r", "", {"door": (("open", "shut"),)}),)),
        "rule `r`: machine `door` has no state `shut`; known: `closed`, `open`",
    ),
    "unknown origin in a move": (
        lambda: Network((DOOR,), (Rule("r", "", {"door": (("opn", "closed"),)}),)),
        "rule `r`: machine `door` has no state `opn`; did you mean `open`?",
    ),
    "pair twice": (
        lambda: Network((DOOR,), (Rule("r", "", {"door": (("open", "closed"), ("open", "closed"))}),)),
        "rule `r`: `door` lists the pair open → closed twice; remove one",
    ),
    "unknown machine in a condition": (
        lambda: Network((DOOR,), (Rule("r", "", {}, {"lam": ("on",)}),)),
        "rule `r`: unknown machine `lam`; known: `door`",
    ),
    "unknown state in a condition": (
        lambda: Network((DOOR, LAMP), (Rule("r", "", {}, {"lamp": ("onn",)}),)),
        "rule `r`: machine `lamp` has no state `onn`; did you mean `on`?",
    ),
    "machine moved and asked about": (
        lambda: Network((DOOR,), (Rule("r", "", {"door": (("open", "closed"),)}, {"door": ("open",)}),)),
        "rule `r`: machine `door` stands in `moves` and in `when`; keep it in `moves`, with only the pairs that start"
        " where the condition holds",
    ),
    "unknown fairness": (
        lambda: Network((DOOR,), (Rule("r", "", {}, fairness="week"),)),  # type: ignore[arg-type]
        "rule `r`: fairness `week` is unknown; did you mean `weak`?",
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_faulty_network_is_refused_with_its_name_and_the_mend(fault: str) -> None:
    build, message = REFUSED[fault]

    with pytest.raises(NetworkError) as refusal:
        build()

    assert str(refusal.value) == message


def test_rules_that_never_can_be_enabled_are_no_fault() -> None:
    never_moves = Rule("never moves", "", {"door": ()})
    never_holds = Rule("never holds", "", {}, {"lamp": ()})
    changes_nothing = Rule("changes nothing", "", {})

    assert len(Network((DOOR, LAMP), (never_moves, never_holds, changes_nothing)).rules) == 3


def test_a_thousand_large_rules_are_checked_at_once() -> None:
    states = tuple(f"s{number}" for number in range(30))
    pairs = tuple(zip(states, states[1:] + states[:1], strict=True))
    rules = tuple(Rule(f"r{number}", "", {"m": pairs}) for number in range(1000))

    start = perf_counter()
    Network((Machine("m", states, "s0"),), rules)

    # 10 ms on the machine this was written on; generous, for slower and busier ones.
    assert perf_counter() - start < 0.5
