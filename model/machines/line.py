"""The place of one callback in the line of its thread."""

from functools import cache

from statemachine import StateMachine

from model.making import make_machine

OUT = "out"


def queued(rank: int) -> str:
    """The state of the callback with `rank` - 1 others queued behind it; `rank` counts from 1."""
    return f"queued_{rank}"


@cache
def line_machine(length: int) -> type[StateMachine]:
    """First come, first served among `length` callbacks (Q1): each knows how many were queued after it."""
    ranks = range(1, length + 1)
    states = (OUT, *(queued(rank) for rank in ranks))
    aging = [(OUT, OUT), *((queued(rank), queued(rank + 1)) for rank in ranks if rank < length)]
    begins = {f"begin_{rank}": [(queued(rank), OUT)] for rank in ranks}
    events = {"join_line": [(OUT, queued(1))], "age": aging, **begins, "drop": [(state, OUT) for state in states]}
    return make_machine("Line", states, events, line_machine.__doc__ or "")
