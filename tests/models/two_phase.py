"""Two-phase commit by messages that stay; tlaplus/Examples, transaction_commit/TwoPhase, and Stateright's 2pc."""

from collections.abc import Iterator

from model.network import Network, Rule
from tests.models.building import YES_NO, machine, rule

STATES = ("working", "prepared", "committed", "aborted")
SEND = [("no", "yes"), ("yes", "yes")]


def two_phase(count: int) -> Network:
    numbers = range(count)
    machines = [
        machine("tm", ("init", "committed", "aborted")),
        machine("commit sent", YES_NO),
        machine("abort sent", YES_NO),
        *(machine(f"rm{n}", STATES) for n in numbers),
        *(machine(f"prepared sent {n}", YES_NO) for n in numbers),
        *(machine(f"prepared seen {n}", YES_NO) for n in numbers),
    ]
    every = {f"prepared seen {n}": ["yes"] for n in numbers}
    manager = [
        rule("tm commits", {"tm": [("init", "committed")], "commit sent": SEND}, every),
        rule("tm aborts", {"tm": [("init", "aborted")], "abort sent": SEND}),
    ]
    return Network(tuple(machines), (*manager, *(each for n in numbers for each in _rules(n))))


def _rules(n: int) -> Iterator[Rule]:
    rm, sent, seen = f"rm{n}", f"prepared sent {n}", f"prepared seen {n}"
    yield rule(f"tm hears {rm}", {seen: SEND}, {"tm": ["init"], sent: ["yes"]})
    yield rule(f"{rm} prepares", {rm: [("working", "prepared")], sent: SEND})
    yield rule(f"{rm} chooses to abort", {rm: [("working", "aborted")]})
    yield rule(f"{rm} hears commit", {rm: [(old, "committed") for old in STATES]}, {"commit sent": ["yes"]})
    yield rule(f"{rm} hears abort", {rm: [(old, "aborted") for old in STATES]}, {"abort sent": ["yes"]})
